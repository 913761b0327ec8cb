import { Button } from 'antd'
import type { Terms } from '../../../server/award/contract.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
import type { OfTender } from './TenderPage.tsx'

interface Decided {
  winner: { name: string; code: string; terms: Terms }
  decidedAt: number | null
  notice: string | null
  contractedAt: number | null
}
interface ToSign {
  contract: string
  terms: Terms
  until: number | null
  signed: { side: 'tenderer' | 'winner'; at: number }[]
  contractedAt: number | null
}

/** The award and the contract; its terms are those of the bid and cannot be typed. */
export function Contract({ tender, acting, host, reload }: OfTender) {
  const award = useLoad<Decided>(`/tenders/${tender.id}/award`)
  return (
    <>
      <section className="sheet stack">
        <h2>{say('中标结果', 'Award')}</h2>
        <Loading of={award}>
          {({ winner, decidedAt, notice }) => (
            <>
              <dl className="facts">
                <dt>{say('中标人', 'Winner')}</dt>
                <dd>
                  <b>{winner.name}</b> <span className="quiet digits">{winner.code}</span>
                </dd>
                <dt>{say('中标价', 'Price')}</dt>
                <dd>
                  <Money fen={winner.terms.price} capitals />
                </dd>
                <dt>{say('确定时间', 'Decided')}</dt>
                <dd>{decidedAt && <Moment at={decidedAt} />}</dd>
              </dl>
              {notice && (
                <a href={api.url(`/tenders/${tender.id}/award/notice.pdf`)}>
                  {say('中标通知书 PDF', 'Award notice (PDF)')}
                </a>
              )}
            </>
          )}
        </Loading>
      </section>
      {(host || acting === 'bidder') && (
        <ContractSheet
          tender={tender.id}
          side={acting === 'bidder' ? 'winner' : acting === 'tenderer' ? 'tenderer' : null}
          onSigned={reload}
        />
      )}
    </>
  )
}

/** The contract to be signed by one side: used by the tenderer here and by the winner on its task list. */
export function ContractSheet({
  tender,
  side,
  onSigned,
}: {
  tender: string
  side: 'tenderer' | 'winner' | null
  onSigned: () => void
}) {
  const found = useLoad<ToSign>(`/tenders/${tender}/contract`)
  const sign = useDeed(async ({ contract, terms }: ToSign) => {
    const cms = await signStatement('award.contract', { tender, contract, terms })
    await api.post(`/tenders/${tender}/contract`, { contract, terms, cms })
    found.reload()
    onSigned()
  })
  return (
    <section className="sheet stack">
      <h2>{say('合同', 'Contract')}</h2>
      <Loading of={found}>
        {(of) => (
          <>
            <dl className="facts">
              <dt>{say('合同价', 'Price')}</dt>
              <dd>
                <Money fen={of.terms.price} capitals />
              </dd>
              <dt>{say('工期', 'Duration')}</dt>
              <dd>
                {of.terms.durationDays} {say('日历天', 'days')}
              </dd>
              <dt>{say('质量', 'Quality')}</dt>
              <dd>{of.terms.quality}</dd>
              <dt>{say('项目负责人', 'Leader')}</dt>
              <dd>{of.terms.leader}</dd>
              <dt>SHA-256</dt>
              <dd className="hash">{of.contract}</dd>
            </dl>
            <a href={api.url(`/tenders/${tender}/contract.pdf`)}>{say('合同文本 PDF', 'Text of the contract (PDF)')}</a>
            <ul>
              {of.signed.map((one) => (
                <li key={one.side}>
                  {one.side === 'tenderer'
                    ? say('招标人已签署', 'tenderer signed')
                    : say('中标人已签署', 'winner signed')}{' '}
                  <Moment at={one.at} />
                </li>
              ))}
            </ul>
            {of.contractedAt ? (
              <p className="banner good">
                {say('合同已于 ', 'Made at ')}
                <Moment at={of.contractedAt} />
                {say(' 订立', '')}
              </p>
            ) : (
              side &&
              !of.signed.some((one) => one.side === side) && (
                <>
                  {of.until && <Countdown until={of.until} label={say('法定订立期限', 'To be signed within')} />}
                  <p className="quiet">
                    {say(
                      '条款取自投标文件，不得另行订立背离实质性内容的协议。',
                      'The terms are those of the bid; no other agreement may depart from them.',
                    )}
                  </p>
                  <Refused problem={sign.problem} />
                  <div>
                    <Button type="primary" size="large" loading={sign.busy} onClick={() => void sign.run(of)}>
                      {say('签署合同', 'Sign the contract')}
                    </Button>
                  </div>
                </>
              )
            )}
          </>
        )}
      </Loading>
    </section>
  )
}

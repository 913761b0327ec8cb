import { Button } from 'antd'
import type { Announcement } from '../../../server/award/announcementEvents.ts'
import type { Terms } from '../../../server/award/contract.ts'
import { fullName } from '../../../server/award/publicity.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { PublishContract, Report } from '../award/AfterContract.tsx'
import { Announced, SendNotices } from '../award/Announced.tsx'
import { Bond, type BondView } from '../award/Bond.tsx'
import { DutyList } from '../award/Duties.tsx'
import { PassOver } from '../award/Passing.tsx'
import { signPaper } from '../award/papers.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { groundsOf, Objections } from './Award.tsx'
import type { OfTender } from './TenderPage.tsx'

interface Decided {
  winner: { tag: string; name: string; code: string; terms: Terms }
  announcement: (Announcement & { from: number; until: number }) | null
  decidedAt: number | null
  notice: string | null
  contractedAt: number | null
}
interface ToSign {
  compared: { field: 'price' | 'durationDays' | 'quality' | 'leader'; bid: string; contract: string }[]
  bond: BondView | null
  holds: { id: string; mayMove: boolean | null }[]
  public: { at: number; inTime: boolean; withheld: string | null } | null
  article: { terms: string; within: string }
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
          {({ winner, decidedAt, notice, announcement }) => (
            <>
              <dl className="facts">
                <dt>{say('中标人', 'Winner')}</dt>
                <dd>
                  <b>{fullName(winner)}</b> <span className="quiet digits">{winner.code}</span>
                </dd>
                <dt>{say('中标价', 'Price')}</dt>
                <dd>
                  <Money fen={winner.terms.price} capitals />
                </dd>
                <dt>{say('确定时间', 'Decided')}</dt>
                <dd>{decidedAt && <Moment at={decidedAt} />}</dd>
              </dl>
              {announcement && <Announced tender={tender.id} of={announcement} />}
              {!notice && acting === 'tenderer' && <SendNotices tender={tender.id} onSent={award.reload} />}
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
          buyer={tender.track === 'G' ? say('采购人', 'purchaser') : say('招标人', 'tenderer')}
          side={acting === 'bidder' ? 'winner' : acting === 'tenderer' ? 'tenderer' : null}
          onSigned={reload}
        />
      )}
      {host && (
        <Objections
          tender={tender.id}
          answers={acting === 'tenderer'}
          grounds={groundsOf(tender)}
          challenges={tender.track === 'G'}
          onAnswered={reload}
        />
      )}
      {host && (
        <Report tender={tender.id} made={!!award.value?.contractedAt} itself={acting === 'tenderer'} onDone={reload} />
      )}
      {acting === 'tenderer' && tender.stage === 'awarded' && award.value && (
        <PassOver tender={tender.id} names={{ [award.value.winner.tag]: award.value.winner.name }} onDone={reload} />
      )}
      {host && <DutyList tender={tender.id} version={tender} />}
    </>
  )
}

const FIELDS = {
  price: ['合同价', 'Price'],
  durationDays: ['工期', 'Duration'],
  quality: ['质量', 'Quality'],
  leader: ['项目负责人', 'Leader'],
} as const

/** Field by field: what the bid promised, what the contract says. One that differs is refused. */
function Compared({ of }: { of: ToSign }) {
  const shown = (field: keyof typeof FIELDS, value: string) =>
    field === 'price' ? <Money fen={value} /> : field === 'durationDays' ? `${value} ${say('日历天', 'days')}` : value
  return (
    <div className="table-wrap">
      <table className="plain cards">
        <thead>
          <tr>
            <th scope="col">{say('主要条款', 'Term')}</th>
            <th scope="col">{say('投标文件', 'Bid')}</th>
            <th scope="col">{say('合同', 'Contract')}</th>
            <th scope="col">{say('比对', 'Compared')}</th>
          </tr>
        </thead>
        <tbody>
          {of.compared.map(({ field, bid, contract }) => (
            <tr key={field}>
              <td>{say(FIELDS[field][0], FIELDS[field][1])}</td>
              <td data-label={say('投标文件', 'Bid')}>{shown(field, bid)}</td>
              <td data-label={say('合同', 'Contract')}>{shown(field, contract)}</td>
              <td data-label={say('比对', 'Compared')} className={bid === contract ? 'good' : 'bad'}>
                {bid === contract ? say('一致', 'same') : say('不一致', 'differs')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <span className="quiet">
        {say('主要条款须与招标文件和投标文件一致，不一致的平台拒绝签署', 'a term that differs is refused')}（
        {of.article.terms}）
      </span>
    </div>
  )
}

/** The contract to be signed by one side: used by the tenderer here and by the winner on its task list. */
export function ContractSheet({
  tender,
  side,
  buyer,
  onSigned,
}: {
  tender: string
  /** what the one who buys is called */
  buyer: string
  side: 'tenderer' | 'winner' | null
  onSigned: () => void
}) {
  const found = useLoad<ToSign>(`/tenders/${tender}/contract`)
  const sign = useDeed(async ({ contract, terms }: ToSign) => {
    await signPaper(tender, 'contract')
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
            <Compared of={of} />
            <p className="hash quiet">SHA-256 {of.contract}</p>
            {of.bond && (
              <Bond tender={tender} bond={of.bond} side={side} made={!!of.contractedAt} reload={found.reload} />
            )}
            {of.holds.length > 0 && !of.contractedAt && (
              <p className="banner sun">
                {of.holds.some(({ mayMove }) => mayMove)
                  ? say(
                      '有质疑可能影响中标结果，答复前暂停签订合同。',
                      'A challenge may move the result: the contract waits.',
                    )
                  : say('有未答复的质疑。', 'A challenge waits for its answer.')}
              </p>
            )}
            <a href={api.url(`/tenders/${tender}/contract.pdf`)}>{say('合同文本 PDF', 'Text of the contract (PDF)')}</a>
            {of.signed.map((one) => (
              <span key={one.side} className="good">
                {one.side === 'tenderer'
                  ? say(`${buyer}已签署`, `${buyer} signed`)
                  : say('中标人已签署', 'winner signed')}{' '}
                <Moment at={one.at} />
              </span>
            ))}
            {of.contractedAt && (
              <PublishContract
                tender={tender}
                contract={of.contract}
                public={of.public}
                itself={side === 'tenderer'}
                onDone={() => {
                  found.reload()
                  onSigned()
                }}
              />
            )}
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

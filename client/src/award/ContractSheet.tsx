import { Button } from 'antd'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { PublishContract } from './AfterContract.tsx'
import { Bond } from './Bond.tsx'
import { Compared } from './ContractCompared.tsx'
import type { ToSign } from './contract.ts'
import { joins, Places, waitsForMembers } from './JointContract.tsx'
import { signPaper } from './papers.ts'
import { WriteContract } from './WriteContract.tsx'

/** The contract: written by the tenderer, compared term by term, and signed by both. */
export function ContractSheet({
  tender,
  side,
  buyer,
  version,
  onSigned,
}: {
  tender: string
  /** what the one who buys is called */
  buyer: string
  side: 'tenderer' | 'winner' | null
  /** what changes as the tender does */
  version: unknown
  onSigned: () => void
}) {
  const found = useLoad<ToSign>(`/tenders/${tender}/contract`, version)
  const sign = useDeed(async ({ terms }: ToSign) => {
    await signPaper(tender, 'contract')
    const { contract } = await api.get<ToSign>(`/tenders/${tender}/contract`)
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
            {side === 'tenderer' && !of.places.some(({ at }) => at !== null) && !of.signed.length && (
              <WriteContract
                key={of.writtenAt}
                tender={tender}
                of={of}
                onWritten={() => {
                  found.reload()
                  onSigned()
                }}
              />
            )}
            {of.writtenAt ? (
              <Compared of={of} />
            ) : (
              side !== 'tenderer' && (
                <p className="quiet">
                  {say(`${buyer}尚未拟定合同条款。`, `The ${buyer} has not written the contract yet.`)}
                </p>
              )
            )}
            {of.contract && <p className="hash quiet">SHA-256 {of.contract}</p>}
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
            {of.contract && (
              <a href={api.url(`/tenders/${tender}/contract.pdf`)}>
                {say('合同文本 PDF', 'Text of the contract (PDF)')}
              </a>
            )}
            {of.contract && joins(of.places) && <Places of={of.places} buyer={buyer} />}
            {of.signed.map((one) => (
              <span key={one.side} className="good">
                {one.side === 'tenderer'
                  ? say(`${buyer}已签署`, `${buyer} signed`)
                  : say('中标人已签署', 'winner signed')}{' '}
                <Moment at={one.at} />
              </span>
            ))}
            {of.contractedAt && of.contract && (
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
              of.writtenAt &&
              !of.signed.some((one) => one.side === side) && (
                <>
                  {of.until && <Countdown until={of.until} label={say('法定订立期限', 'To be signed within')} />}
                  <p className="quiet">
                    {say(
                      '不得再行订立背离合同实质性内容的其他协议。',
                      'No other agreement may depart from the substance of this contract.',
                    )}
                  </p>
                  {side === 'winner' && waitsForMembers(of.places) && (
                    <p className="banner sun">
                      {say(
                        '联合体其他各方签署合同文本后，由牵头人最后签署。',
                        'All other members sign the text first, the leader last.',
                      )}
                    </p>
                  )}
                  <Refused problem={sign.problem} />
                  <div>
                    <Button
                      type="primary"
                      size="large"
                      disabled={side === 'winner' && waitsForMembers(of.places)}
                      loading={sign.busy}
                      onClick={() => void sign.run(of)}
                    >
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

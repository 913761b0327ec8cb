import { Button, Input } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Defect } from '../../../server/tenders/contract.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Deed } from '../pieces/Deed.tsx'
import { InstantInput } from '../pieces/Instant.tsx'
import { Refused } from '../pieces/Refused.tsx'
import type { OfTender } from './TenderPage.tsx'

/** How the host changes a tender's course: a later deadline, and the next round of what ended without a result. */
export function Course({ tender, reload }: OfTender) {
  const [asked, setAsked] = useState(false)
  if (['failed', 'terminated'].includes(tender.stage))
    return tender.methodChange || tender.next ? null : <Repeat of={tender.id} mend={tender.endedFor} />
  if (tender.stage !== 'bidding') return null
  const close = (): void => setAsked(false)
  const done = (): void => {
    close()
    reload()
  }
  return (
    <section className="sheet stack" id="course">
      <h2>{say('顺延', 'Postponement')}</h2>
      {asked ? (
        <Postpone tender={tender} onDone={done} onCancel={close} />
      ) : (
        <div>
          <Button onClick={() => setAsked(true)}>{say('顺延投标截止时间', 'Postpone the deadline')}</Button>
        </div>
      )}
    </section>
  )
}

interface Doing extends Pick<OfTender, 'tender'> {
  onDone(): void
  onCancel(): void
}

const WEEK = 7 * 86_400_000

function Postpone({ tender, ...then }: Doing) {
  const [deadline, setDeadline] = useState(tender.deadline + WEEK)
  return (
    <Deed
      what="tender.postpone"
      to={`/tenders/${tender.id}/postpone`}
      about={{ tender: tender.id }}
      fields={{ deadline }}
      title={say('签名并公告顺延', 'Sign and announce it')}
      ready={deadline > tender.deadline}
      {...then}
    >
      <label className="stack-tight" htmlFor="new-deadline">
        {say('新的投标截止时间（北京时间）', 'New deadline (Beijing time)')}
        <InstantInput id="new-deadline" at={deadline} onAt={setDeadline} />
      </label>
      <p className="quiet">
        {say(
          '只能向后顺延；顺延公告立即公开，已领取文件的人均收到通知，不接受顺延的投标人可以撤回并取回保证金。',
          'Only later. It is public at once, everybody who took the document is told, and a bidder that does not go along gets its deposit back.',
        )}
      </p>
    </Deed>
  )
}

/** The next round of a tender that ended without a result: a draft with the same content and later dates. */
function Repeat({ of, mend }: { of: string; mend: Defect | undefined }) {
  const go = useNavigate()
  const [next, setNext] = useState(`${of}-R`)
  const repeat = useDeed(async () => {
    await api.post(`/tenders/${of}/repeat`, { next })
    go(`/t/${next}`)
  })
  return (
    <section className="sheet stack" id="course">
      <h2>{say('重新招标', 'Call for bids anew')}</h2>
      <p className="quiet">
        {say(
          '按原内容生成下一轮草稿，日期顺延，并与本轮相互关联；发布前请核对并修正导致本轮失败的问题。',
          'A draft of the next round with the same content and later dates, linked with this one. Look it over, and mend what made this round fail.',
        )}
      </p>
      {mend && (
        <p className="banner sun" style={{ overflowWrap: 'anywhere' }}>
          <b>
            {say(
              '本轮因该条款终止，下一轮仍含有的不能发布：',
              'This round ended for a clause; the next cannot have it: ',
            )}
          </b>
          {mend.clause}
        </p>
      )}
      <label className="stack-tight" htmlFor="next-round">
        {say('新标段编号（字母、数字、连字符）', 'Id of the new tender (letters, digits, hyphens)')}
        <Input
          id="next-round"
          value={next}
          maxLength={64}
          style={{ maxWidth: 320 }}
          onChange={({ target }) => setNext(target.value.trim())}
        />
      </label>
      <Refused problem={repeat.problem} />
      <div>
        <Button
          type="primary"
          loading={repeat.busy}
          disabled={!/^[0-9A-Za-z_-]{1,64}$/.test(next)}
          onClick={() => void repeat.run()}
        >
          {say('建立下一轮', 'Open the next round')}
        </Button>
      </div>
    </section>
  )
}

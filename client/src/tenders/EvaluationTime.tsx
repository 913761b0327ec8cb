import { useState } from 'react'
import { rulebook } from '../../../server/law/rulebook.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { serverNow } from '../net/useClock.ts'
import { Deed } from '../pieces/Deed.tsx'
import { InstantInput } from '../pieces/Instant.tsx'
import { Moment } from '../pieces/Moment.tsx'

const HOUR = 3_600_000

/** The tenderer says until when the panel is given to evaluate, and makes it longer where more than a third ask. */
export function EvaluationTime({ tender, onDone }: { tender: Tender; onDone: () => void }) {
  const found = useLoad<{ stage: string; time?: { until: number; due: boolean } }>(
    `/tenders/${tender.id}/evaluation`,
    tender,
  )
  const time = found.value?.time
  const [chosen, setChosen] = useState<number>()
  if (!found.value || ['finished', 'stopped'].includes(found.value.stage)) return null
  const until = chosen ?? Math.max(time?.until ?? 0, Math.floor(serverNow())) + 2 * HOUR
  const { moreTime } = rulebook(tender.published?.rulebook ?? '')
  return (
    <section className="sheet stack">
      <h2>{say('评标时间', 'Time to evaluate')}</h2>
      {time && (
        <p>
          {say('现定至 ', 'Now until ')}
          <Moment at={time.until} />
        </p>
      )}
      {time?.due && (
        <p className="banner bad" role="alert">
          {say(
            '超过三分之一的评标委员会成员认为评标时间不够，应当适当延长。',
            'More than a third of the panel find the time too short: it has to be made longer.',
          )}
          （{moreTime.article}）
        </p>
      )}
      <Deed
        what="evaluation.setTime"
        to={`/tenders/${tender.id}/evaluation/time`}
        about={{ tender: tender.id }}
        fields={{ until }}
        words={{ as: 'reason', least: 4, hint: say('依据（规模、技术复杂程度等）', 'by what (size, complexity …)') }}
        title={time ? say('签名并延长评标时间', 'Sign and make it longer') : say('签名并确定评标时间', 'Sign the time')}
        onDone={() => {
          setChosen(undefined)
          found.reload()
          onDone()
        }}
      >
        <InstantInput label={say('评标时间至', 'until')} at={until} onAt={setChosen} />
        <span className="quiet">
          {say('按项目规模和技术复杂程度等合理确定，只能延长。', 'By size and complexity; it is made longer only.')}
          {moreTime.value === 'none' ? '' : moreTime.article}
        </span>
      </Deed>
    </section>
  )
}

import { OUTCOMES, STEPS } from '../../../server/evaluation/priceRemarks.ts'
import type { Repricing } from '../../../server/evaluation/prices.ts'
import { say } from '../app/words.ts'
import { Countdown } from './Countdown.tsx'
import { Money } from './Money.tsx'

/** A price that the panel corrected: each step of the law with both figures, and what its bidder said or until when it may. */
export function CorrectedPrice({ of }: { of: Repricing }) {
  return (
    <div className="stack-tight">
      <div className="row">
        <span>
          {say('唱标价 ', 'read out ')}
          <Money fen={of.before} />
        </span>
        <b>
          {say('修正后 ', 'corrected ')}
          <Money fen={of.after} capitals />
        </b>
      </div>
      <ol style={{ margin: 0 }}>
        {of.steps.map((one) => (
          <li key={`${one.step}${one.line ?? ''}`}>
            {say(STEPS[one.step].zh, STEPS[one.step].en)}
            {one.line && `（${one.line}）`}：<Money fen={one.before} /> → <Money fen={one.after} />
          </li>
        ))}
      </ol>
      <span className="quiet">
        {say(`投标文件第 ${of.page} 页`, `page ${of.page} of the bid`)} · {of.article}
      </span>
      {of.outcome ? (
        <span className={of.outcome === 'confirmed' ? 'good' : 'bad'}>
          {say(OUTCOMES[of.outcome].zh, OUTCOMES[of.outcome].en)}
        </span>
      ) : (
        <Countdown from={of.askedAt} until={of.until} label={say('投标人确认期限', 'The bidder confirms within')} />
      )}
    </div>
  )
}

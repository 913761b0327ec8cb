import { LEAVING_WORDS } from '../../../server/experts/leavings.ts'
import type { SeatedLeaving } from '../../../server/experts/panel.ts'
import { say } from '../app/words.ts'
import { Moment } from '../pieces/Moment.tsx'
import { ProofButton } from '../pieces/ProofButton.tsx'

/** That an expert left its seat: on which ground, when, and the fact that proves it. */
export interface Departure {
  tender: string
  ground: SeatedLeaving
  at: number
  fact: string
  place: string
}

/** The receipt of an expert who left: what was recorded, for it to keep and to check in the log. */
export function LeavingReceipt({ of }: { of: Departure }) {
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>{say('离席回执', 'Receipt: you left the panel')}</h2>
        <ProofButton fact={of.fact} />
      </div>
      <dl className="facts">
        <dt>{say('记录时间', 'Recorded')}</dt>
        <dd>
          <Moment at={of.at} />
        </dd>
        <dt>{say('原因', 'Ground')}</dt>
        <dd>{say(LEAVING_WORDS[of.ground].zh, LEAVING_WORDS[of.ground].en)}</dd>
        <dt>{say('地点', 'Place')}</dt>
        <dd>{of.place}</dd>
        <dt>{say('事实编号', 'Fact')}</dt>
        <dd className="hash">{of.fact}</dd>
      </dl>
      <p className="quiet prose" style={{ margin: 0 }}>
        {say(
          '您已作的评审结论无效，席位由递补的专家从头评审；保密义务不变。事实编号可以在日志中核验。',
          'What you concluded is void; who follows begins anew. You are still bound to secrecy. The fact can be checked in the log.',
        )}
      </p>
    </section>
  )
}

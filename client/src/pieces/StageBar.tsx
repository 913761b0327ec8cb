import { whereEnded } from '../../../server/tenders/ended.ts'
import type { Stage, Tender } from '../../../server/tenders/tender.ts'
import { say, word } from '../app/words.ts'

const STAGES: Stage[] = ['draft', 'bidding', 'opening', 'evaluating', 'publicised', 'awarded', 'contracted', 'archived']
const [first = 'draft', ...others] = STAGES
const WITH_PREQUALIFICATION: Stage[] = [first, 'prequalifying', ...others]

/** A stage by the words of its law: a purchase has no publicity of candidates but an announcement of its result. */
const stageWord = (stage: Stage, track: Tender['track']): string =>
  track === 'G' && stage === 'publicised' ? say('结果公告', 'Result') : word(stage)

/** Where a tender is, or where it ended: the same bar on every screen of every role. */
export function StageBar({ of }: { of: Tender }) {
  const { stage, track } = of
  const stages = of.prequalification ? WITH_PREQUALIFICATION : STAGES
  const ended = whereEnded(of)
  const at = ended ?? stage
  const here = stages.indexOf(at === 'prequalified' ? 'prequalifying' : at)
  return (
    <ol className="stages" aria-label={say('标段阶段', 'Stages of the tender')}>
      {stages.map((one, i) => {
        const now = i === here
        const state = now ? (ended ? 'lost' : 'now') : i < here ? 'done' : ''
        const shown = now ? at : one
        return (
          <li key={one} className={state} {...(now ? { 'aria-current': 'step' as const } : {})}>
            {now && ended ? `${stageWord(shown, track)} · ${word(stage)}` : stageWord(shown, track)}
          </li>
        )
      })}
    </ol>
  )
}

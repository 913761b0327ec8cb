import type { Stage } from '../../../server/tenders/tender.ts'
import { say, word } from '../app/words.ts'

const STAGES: Stage[] = ['draft', 'bidding', 'opening', 'evaluating', 'publicised', 'awarded', 'contracted', 'archived']
const [first = 'draft', ...others] = STAGES
const WITH_PREQUALIFICATION: Stage[] = [first, 'prequalifying', ...others]

const lostAt = (prequalified: boolean | undefined): Stage => (prequalified === false ? 'prequalifying' : 'opening')

/**
 * Where a tender is: the same bar on every screen of every role.
 *
 * @param track a purchase has no publicity of candidates but an announcement of its result
 * @param prequalified where there is a prequalification: whether it is over with enough that passed
 */
export function StageBar({
  stage,
  track,
  prequalified,
}: {
  stage: Stage
  track?: 'T' | 'G'
  prequalified?: boolean | undefined
}) {
  const stages = prequalified === undefined ? STAGES : WITH_PREQUALIFICATION
  const ended = stage === 'failed' || stage === 'terminated'
  const shown = stage === 'prequalified' ? 'prequalifying' : stage
  const here = stages.indexOf(ended ? lostAt(prequalified) : shown)
  return (
    <ol className="stages" aria-label={say('标段阶段', 'Stages of the tender')}>
      {stages.map((one, i) => {
        const lost = ended && i === here
        const state = lost ? 'lost' : i < here ? 'done' : i === here ? 'now' : ''
        return (
          <li key={one} className={state} {...(i === here ? { 'aria-current': 'step' as const } : {})}>
            {track === 'G' && one === 'publicised'
              ? say('结果公告', 'Result')
              : word(lost || (i === here && stage === 'prequalified') ? stage : one)}
          </li>
        )
      })}
    </ol>
  )
}

/** Whether a tender's prequalification is over with enough; undefined where it has none. */
export const prequalifiedOf = (of: {
  prequalification?: unknown
  prequal?: { passedAt: number | null } | undefined
}): boolean | undefined => (of.prequalification ? of.prequal?.passedAt != null : undefined)

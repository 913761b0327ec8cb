import { useEffect, useRef } from 'react'
import type { Stage } from '../../../server/tenders/tender.ts'
import { say, word } from '../app/words.ts'

const STAGES: Stage[] = ['draft', 'bidding', 'opening', 'evaluating', 'publicised', 'awarded', 'contracted', 'archived']

/** Where a tender is: the same bar on every screen of every role. */
export function StageBar({ stage }: { stage: Stage }) {
  const here = STAGES.indexOf(stage === 'failed' || stage === 'terminated' ? 'opening' : stage)
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    const item = list.current?.children[here] as HTMLElement | undefined
    if (list.current && item) list.current.scrollLeft = item.offsetLeft - list.current.offsetLeft - 60 // narrow screens show where we are
  }, [here])
  return (
    <ol ref={list} className="stages" aria-label={say('标段阶段', 'Stages of the tender')}>
      {STAGES.map((one, i) => {
        const lost = (stage === 'failed' || stage === 'terminated') && i === here
        const state = lost ? 'lost' : i < here ? 'done' : i === here ? 'now' : ''
        return (
          <li key={one} className={state} {...(i === here ? { 'aria-current': 'step' as const } : {})}>
            {word(lost ? stage : one)}
          </li>
        )
      })}
    </ol>
  )
}

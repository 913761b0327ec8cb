import { ChairElected, EvaluationBegun } from '../../server/evaluation/reviewEvents.ts'
import { PanelInvited, RepresentativeNamed } from '../../server/experts/panelEvents.ts'
import { instantOf } from '../../server/law/periods.ts'
import { add, both, type Doctor, drop } from './doctors.ts'
import { deadline, members } from './lawfulLog.ts'

const [first = '', second = ''] = members
const undrawn = drop(PanelInvited, ({ data }) => (data as { tag: string }).tag === first)

/** The first member was not drawn but named. */
const named = both(
  undrawn,
  add(
    'before',
    PanelInvited,
    instantOf('2026-04-08T10:01'),
    RepresentativeNamed({ tender: 'tender-1', tag: first, sealed: '', authority: '', checkInUntil: deadline }),
    'panel/tender-1',
  ),
)
const chaired = (chair: string): Doctor =>
  add(
    'after',
    EvaluationBegun,
    instantOf('2026-04-09T09:40'),
    ChairElected({ tender: 'tender-1', panel: members, chair, counts: {} }),
    'evaluation/tender-1',
  )

/** A purchase whose notice has a seat for a representative: it sits, another is the chair. */
export const represented = both(named, chaired(second))

/** Ways in which that goes wrong. */
export const representativeWrongs: [title: string, doctor: Doctor][] = [
  ['a member was neither drawn nor named', undrawn],
  ['one was named though the notice has no such seat', named],
]
/** Where the notice has a seat for one. */
export const chairWrong = both(named, chaired(first))

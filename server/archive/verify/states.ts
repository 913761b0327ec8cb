import { canonical } from '../../../crypto/canonical.ts'
import type { Evaluation } from '../../evaluation/evaluation.ts'
import type { AnyStreamKind } from '../../ledger/stream.ts'
import type { TenderFact } from '../../tenders/events.ts'
import { evolve as evolveTender, type Tender } from '../../tenders/tender.ts'
import type { Salted } from './archive.ts'
import { refuseAny } from './report.ts'
import { isRepeated } from './scores.ts'

/** Replays every stream with the server's own `evolve`; versions follow without gaps; the ranking comes out the same. */
export function checkStates(facts: Salted[], kinds: AnyStreamKind[]): string {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]))
  const states = new Map<string, { version: number; state: unknown }>()
  const wrong: string[] = []
  for (const { fact } of facts) {
    const kind = byName.get(fact.stream.slice(0, fact.stream.indexOf('/')))
    const before = states.get(fact.stream)
    if (!kind || fact.version !== (before?.version ?? 0) + 1) {
      wrong.push(`${fact.stream} version ${fact.version}`)
      continue
    }
    try {
      states.set(fact.stream, { version: fact.version, state: JSON.parse(canonical(kind.evolve(before?.state, fact))) })
    } catch (problem) {
      wrong.push(`${fact.type} ${fact.id}: ${String((problem as Error).message)}`)
    }
  }
  for (const [name, { state }] of states)
    if (name.startsWith('evaluation/') && !isRepeated(state as Evaluation))
      wrong.push('the ranking cannot be repeated from the scores')
  refuseAny(wrong, 'facts do not follow')
  return `${states.size} streams, ranking repeated`
}

/** The tender as its facts make it. */
export function tenderOf(facts: Salted[]): Tender {
  let tender: Tender | undefined
  for (const { fact } of facts) if (fact.stream.startsWith('tender/')) tender = evolveTender(tender, fact as TenderFact)
  if (!tender) throw new Error('the package holds no tender')
  return tender
}

import { type Calendar, isPending, type Pending } from '../../../law/periods.ts'
import type { Rule } from '../../../law/rule.ts'
import { type Rulebook, rulebook } from '../../../law/rulebook.ts'
import type { Day, Instant } from '../../../law/units.ts'
import type { EventKind, Fact } from '../../../ledger/event.ts'
import { BiddingClosed, type TenderFact, TenderPublished } from '../../../tenders/events.ts'
import { evolve, type Tender } from '../../../tenders/tender.ts'

/** The facts of one tender in the order in which they happened, and what they are judged by. */
export interface Log {
  readonly facts: readonly Fact[]
  readonly law: Rulebook
  readonly calendar: Calendar
  /** the tender as its notice was published */
  readonly noticed: Tender
  /** the tender just before its bidding closed: with every postponement; as it stands if that has not happened */
  readonly closing: Tender
  /** the tender as it stands */
  readonly last: Tender
}

/** What a rule found at one step: that the law was broken, that nobody can tell, or what was lawful and is said all the same. */
export interface Breach {
  readonly kind: 'broken' | 'undecided' | 'noted'
  /** when it happened, or should have (ms) */
  readonly at: Instant
  readonly zh: string
  readonly en: string
}

/** One requirement of the law on the course of a tender: the rule it rests on, and what a log shows against it. */
export interface Requirement {
  readonly id: string
  readonly zh: string
  readonly en: string
  rule(law: Rulebook): Rule<unknown>
  judge(log: Log): Breach[]
}

/** All facts of a kind, in order. */
export const all = <T extends string, D>({ facts }: Pick<Log, 'facts'>, kind: EventKind<T, D>): Fact<T, D>[] =>
  facts.filter((fact): fact is Fact<T, D> => fact.type === kind.type)

/** The last fact of a kind; undefined if there is none. */
export const lastOf = <T extends string, D>(log: Pick<Log, 'facts'>, kind: EventKind<T, D>): Fact<T, D> | undefined =>
  all(log, kind).at(-1)

/** Where a fact stands in the log. */
export const placeOf = ({ facts }: Pick<Log, 'facts'>, fact: Fact): number => facts.indexOf(fact)

/** What was known when a fact came. */
export const before = (log: Log, fact: Fact): Log => ({ ...log, facts: log.facts.slice(0, placeOf(log, fact)) })
/** A fact and what came after it. */
export const after = (log: Log, fact: Fact): Log => ({ ...log, facts: log.facts.slice(placeOf(log, fact)) })

/** The last moment that the log tells of: what had not come by then, is still to come. */
export const endOfLog = ({ facts }: Pick<Log, 'facts'>): Instant => facts.at(-1)?.at ?? 0

/** The tender as the facts of a log leave it. */
export const tenderOf = ({ facts }: Pick<Log, 'facts'>): Tender | undefined =>
  facts
    .filter(({ stream }) => stream.startsWith('tender/'))
    .reduce((known: Tender | undefined, fact) => evolve(known, fact as TenderFact), undefined)

/** That the law was broken. */
export const broken = (at: Instant, zh: string, en: string): Breach => ({ kind: 'broken', at, zh, en })

/** That the calendar of a day is not at hand, and so nothing can be said. */
export const beyond = (at: Instant, day: Day): Breach => ({
  kind: 'undecided',
  at,
  zh: `${day} 所在年份的节假日安排不在日历内，不能判断`,
  en: `no calendar covers ${day}, so it cannot be told`,
})

/**
 * Judges a moment against the end of a period. Before the first day that no calendar covers it is in time whatever the
 * calendar will say.
 *
 * @param at when it was done (ms)
 * @param breach what it is where it came later
 */
export function within(at: Instant, end: Instant | Pending, breach: Breach): Breach[] {
  if (isPending(end)) return dayIsBefore(at, end.pending) ? [] : [beyond(at, end.pending)]
  return at > end ? [breach] : []
}

const dayIsBefore = (at: Instant, day: Day): boolean => at < Date.parse(`${day}T00:00:00+08:00`)

/** A log from the facts of a tender. Throws where it holds no published notice. */
export function logOf(facts: readonly Fact[], calendar: Calendar): Log {
  let tender: Tender | undefined
  let noticed: Tender | undefined
  let closing: Tender | undefined
  for (const fact of facts) {
    if (!fact.stream.startsWith('tender/')) continue
    if (fact.type === BiddingClosed.type) closing ??= tender
    tender = evolve(tender, fact as TenderFact)
    if (fact.type === TenderPublished.type) noticed ??= tender
  }
  if (!tender || !noticed?.published) throw new Error('the log holds no published notice')
  const law = rulebook(noticed.published.rulebook)
  return { facts, law, calendar, noticed, closing: closing ?? tender, last: tender }
}

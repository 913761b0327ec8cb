import { instantOf } from '../../server/law/periods.ts'
import type { AnyEventKind, EventKind, Fact, Happening } from '../../server/ledger/event.ts'
import { at } from './lawfulLog.ts'

export type Log = readonly Fact[]
/** Makes an unlawful log of a lawful one. */
export type Doctor = (log: Log) => Fact[]

/** Changes what facts of a kind say; those for which `change` answers nothing stay. */
export const change =
  <T extends string, D>(kind: EventKind<T, D>, how: (data: D, i: number) => Partial<D> | undefined): Doctor =>
  (log) => {
    let n = 0
    return log.map((fact) => {
      if (fact.type !== kind.type) return fact
      return { ...fact, data: { ...(fact.data as D), ...how(fact.data as D, n++) } }
    })
  }
/** Leaves facts of a kind out. */
export const drop =
  (kind: AnyEventKind, when: (fact: Fact) => boolean = () => true): Doctor =>
  (log) =>
    log.filter((fact) => fact.type !== kind.type || !when(fact))
/** Dates facts of a kind otherwise. */
export const move =
  (kind: AnyEventKind, to: string): Doctor =>
  (log) =>
    log.map((fact) => (fact.type === kind.type ? { ...fact, at: instantOf(to) } : fact))
/** Adds a fact just before or after the first one of a kind. */
export const add =
  (
    where: 'before' | 'after',
    kind: AnyEventKind,
    when: number,
    happening: Happening,
    stream = 'tender/tender-1',
  ): Doctor =>
  (log) => {
    const place = log.findIndex(({ type }) => type === kind.type) + (where === 'after' ? 1 : 0)
    return [...log.slice(0, place), at(when, stream, happening), ...log.slice(place)]
  }
/** One after the other. */
export const both =
  (...doctors: Doctor[]): Doctor =>
  (log) =>
    doctors.reduce((before, doctor) => doctor(before), [...log])

import type { Difference } from '../../../server/regions/events.ts'
import { Differences } from '../pieces/Differences.tsx'
import { nameOf, shownLines } from './values.ts'

/** What a change of settings alters: before and after, side by side. */
export function DifferenceTable({ lines, units }: { lines: Difference[]; units: ReadonlyMap<string, string> }) {
  const side = (key: string, text: string | null) => shownLines(text, units.get(key) ?? '')
  const shown = lines.map(({ key, before, after }) => ({
    ...{ name: nameOf(key), before: side(key, before), after: side(key, after) },
  }))
  return <Differences lines={shown} />
}

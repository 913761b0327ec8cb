import { shippedCalendar } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { type Addendum, issueAddendum } from '../../server/questions/addendum.ts'
import { draftOf, noticeHash, type Tender } from '../../server/tenders/tender.ts'
import { aTender, becomes, now, signature } from '../tenders/world.ts'

export const T = rulebook('T-2025')
export const G = rulebook('G-2017')
/** A document by its letter. */
export const file = (name: string) => ({
  title: name,
  file: `f-${name}`,
  bytes: 10,
  sha256: name.repeat(64).slice(0, 64),
})
export const [first, second, letter] = [file('a'), file('b'), file('c')]

/** A tender whose document has one file. */
export function tender(changes: Partial<Tender> = {}): Tender {
  const found = aTender(changes)
  const published = { ...found.published!, documents: [first], notice: noticeHash(draftOf(found)) }
  return { ...found, published }
}

/** A harmless second version, or what `of` makes of it. */
export const addendum = (of: Partial<Addendum> = {}): Addendum & { signature: typeof signature } => ({
  ...{ version: 2, title: '澄清一', text: '更正施工图第3页的标高。', changes: {}, documents: [first], affects: false },
  ...{ answers: [], objections: [] },
  ...of,
  signature,
})
/** The tender after an addendum. */
export const issued = (before: Tender, of: Partial<Addendum> = {}, at = now, law = T): Tender =>
  becomes(before, issueAddendum(before, addendum(of), law, at, shippedCalendar), at)

import { hex, text, unhex } from '../../../crypto/bytes.ts'
import { sha256 } from '../../../crypto/digest.ts'
import type { Header } from '../../../crypto/envelope.ts'
import { readLetter } from '../../../crypto/letter.ts'
import { readHeader } from '../../../crypto/receive.ts'
import { commitB } from '../../../crypto/secrets.ts'
import { checkShare, combine } from '../../../crypto/shares.ts'
import type { Fact } from '../../ledger/event.ts'
import { OfficerShares } from '../../opening/contract.ts'
import { letterLabel } from '../../opening/letters.ts'
import { type Officer, seatsOf } from '../../tenders/seats.ts'
import type { Bag } from '../bag.ts'
import type { Opened } from './archive.ts'
import {
  type Asked,
  type CheckSigned,
  ceremonyKeyOf,
  officerName,
  type Release,
  reasonOf,
  releasesOf,
} from './releases.ts'
import { refuseAny, Undecided } from './report.ts'
import { checkSigned } from './signatures.ts'
import { tenderOf } from './states.ts'

/** The keys of the officers' letters as an archive tells them: one a seat, hexadecimal. */
export type LetterKeys = { epoch: number; keys: Record<string, string> }

const LETTERS = 'data/opening/letters.json'

/** The keys of the officers' letters that an archive tells, if it tells any. */
export const lettersIn = async (bag: Bag): Promise<LetterKeys | undefined> =>
  bag.paths.includes(LETTERS) ? (JSON.parse(await bag.text(LETTERS)) as LetterKeys) : undefined

/**
 * Each bid that was opened was opened by at least k of the n officers of the ceremony: each released after the deadline,
 * signed with its own certificate, and what its letter holds are the shares that the bid's header commits to.
 */
export async function checkShares({ bag, facts, trust }: Opened): Promise<string> {
  const all = facts.map(({ fact }) => fact)
  const headers = new Map<string, Header>()
  for (const { type, data } of all) {
    if (type !== 'bid.unsealed') continue
    const { bidderTag } = data as { bidderTag: string }
    const path = `data/bids/${bidderTag}/package.bid`
    if (!bag.paths.includes(path)) throw new Undecided(`the package of ${bidderTag.slice(0, 12)} is missing`)
    headers.set(bidderTag, await readHeader(bag.read(path)))
  }
  const letters = await lettersIn(bag)
  return judgeShares({ tender: tenderOf(facts), facts: all, headers, letters }, (of, at) => checkSigned(of, trust, at))
}

/** All that is needed to judge by whom the bids of a tender were opened. */
export interface Material {
  tender: Asked
  /** of one tender, in their order */
  facts: readonly Fact[]
  /** of the bids that were opened, by tag */
  headers: ReadonlyMap<string, Header>
  letters: LetterKeys | undefined
}

/** As `checkShares`, over what it read. Throws with what is wrong, naming the officer; `Undecided` where material lacks. */
export async function judgeShares({ tender, facts, headers, letters }: Material, check: CheckSigned): Promise<string> {
  const { counted, wrong } = await releasesOf(tender, facts, check)
  const held = new Map<Officer, OfficerShares>()
  const unread: Officer[] = []
  for (const release of counted)
    try {
      const content = await contentOf(tender, release, letters)
      if (content) held.set(release.role, content)
      else unread.push(release.role)
    } catch (problem) {
      wrong.push(`${officerName(tender, release.role)}: its letter is not what was signed, ${reasonOf(problem)}`)
    }
  const few: string[] = []
  for (const [tag, header] of headers) {
    const found = await matching(tender, { tag, header, held })
    wrong.push(...found.wrong)
    if (found.roles.length < tender.shares.needed)
      few.push(`bid ${tag.slice(0, 12)}: ${found.roles.length} of the ${tender.shares.needed} needed`)
  }
  refuseAny([...new Set(wrong)], 'releases of shares do not hold')
  const missing = unread.map((role) => officerName(tender, role)).join(', ')
  if (few.length && unread.length) throw new Undecided(`${few.join('; ')}; the keys to the letters of ${missing} lack`)
  refuseAny(few, `bids were opened without enough officers (released: ${namesOf(tender, counted) || 'nobody'})`)
  return `${tender.shares.needed} of ${seatsOf(tender).length} needed; released: ${namesOf(tender, counted)}`
}

const namesOf = (tender: Asked, counted: readonly Release[]): string =>
  counted.map(({ role }) => officerName(tender, role)).join(', ')

/** What an officer released: read by the letter's own key, which fits the signed letter and no other. */
async function contentOf(
  tender: Asked,
  { role, epoch, letter, suite }: Release,
  letters: LetterKeys | undefined,
): Promise<OfficerShares | undefined> {
  const key = letters?.epoch === epoch ? letters.keys[role] : undefined
  if (!key) return undefined
  const content = await readLetter(unhex(key, 32), letter, letterLabel(tender.id, epoch, role), suite)
  return OfficerShares.parse(JSON.parse(text(content)))
}

/** The officers whose shares of every part of a bid are those that its header commits to. */
async function matching(
  tender: Asked,
  { tag, header, held }: { tag: string; header: Header; held: ReadonlyMap<Officer, OfficerShares> },
): Promise<{ roles: Officer[]; wrong: string[] }> {
  const wrong: string[] = []
  const roles: Officer[] = []
  const bid = `bid ${tag.slice(0, 12)}`
  if (!sealedForThese(tender, header)) return { roles, wrong: [`${bid} was sealed for other officers`] }
  for (const [role, shares] of held)
    try {
      header.parts.forEach(({ id, commitments }) => {
        const commitment = commitments.shares[header.officers.findIndex((one) => one.role === role)] ?? ''
        checkShare(unhex(shares[tag]?.parts[id] ?? ''), unhex(commitment), {
          suite: header.suite,
          holder: role,
          part: id,
        })
      })
      roles.push(role)
    } catch (problem) {
      wrong.push(`${officerName(tender, role)}, ${bid}: ${reasonOf(problem)}`)
    }
  if (roles.length >= header.k)
    for (const { id, commitments } of header.parts) {
      const used = roles.slice(0, header.k).map((role) => unhex(held.get(role)?.[tag]?.parts[id] ?? ''))
      if (hex(commitB(await combine(used), header.suite)) !== commitments.b)
        wrong.push(`${bid}, part ${id}: the shares give another secret than the bidder sealed`)
    }
  return { roles, wrong }
}

/** Whether a package was sealed k of n for the officers of this tender's ceremony, key by key. */
function sealedForThese(tender: Asked, { k, officers }: Header): boolean {
  const seats = seatsOf(tender)
  const same = seats.every(
    (role, i) => officers[i]?.role === role && officers[i]?.key === hex(sha256(ceremonyKeyOf(tender, role))),
  )
  return k === tender.shares.needed && officers.length === seats.length && same
}

import { refusals } from '../law/refusal.ts'
import { settled } from '../law/regional.ts'
import { command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { rowAt } from '../ledger/store.ts'
import { inStage } from '../tenders/rules.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { type Attendance, type Delegate, delegateOf, delegateText, SignedIn } from './attendance.ts'
import { mayAttend } from './attending.ts'
import { BidderAttended } from './hallEvents.ts'
import { attendanceOf, attendanceStream, openingOf, openingStream } from './store.ts'

const refuse = refusals({ TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' } })

const label = (tender: string): string => `attendance/${tender}`

/** A bidder signs in: who comes for it is the holder of the certificate of its session. */
export const attend = command(
  'opening.attend',
  (e, input: { tender: string }) => e.hold(tenderStream(input.tender)),
  async (e, tender) => {
    inStage(tender, 'bidding', 'opening')
    const opening = await e.holdIfAny(openingStream(tender.id))
    const tag = e.who.tagFor(tender.id)
    mayAttend({ tender, opening, tag }, settled(e.platform.regional, 'attendanceOpensMinutes').value, e.now)
    const delegate: Delegate = { person: e.who.person ?? '', certificate: e.who.certificate ?? '' }
    const at = e.now
    if (opening?.named) {
      if (opening.attended?.[tag]?.person === delegate.person) return { at: opening.attended[tag].at }
      await e.append(openingStream(tender.id), [BidderAttended({ tender: tender.id, tag, ...delegate, at })])
      return { at }
    }
    const before = await e.holdIfAny(attendanceOf(tender.id, tag))
    if (before && opened(e, before).certificate === delegate.certificate) return { at: before.at }
    const sealed = e.platform.vault.seal(label(tender.id), delegateText(delegate))
    await e.append(attendanceOf(tender.id, tag), [SignedIn({ tender: tender.id, tag, sealed, at })])
    return { at }
  },
)

const opened = (e: Entry, { tender, sealed }: Attendance): Delegate =>
  delegateOf(e.platform.vault.open(label(tender), sealed))

/** Who signed in before the names were public, of the bidders that are named now. Others stay unknown. */
export async function attendedBefore(e: Entry, tender: string, tags: readonly string[]) {
  const facts: ReturnType<typeof BidderAttended>[] = []
  for (const tag of tags) {
    const found = await e.find(attendanceOf(tender, tag))
    if (found) facts.push(BidderAttended({ tender, tag, ...opened(e, found), at: found.at }))
  }
  return facts
}

/** A bidder's own sign-in, and since when the hall takes it. Nobody else's. */
export const ownAttendance = query(
  'opening.attend',
  async ({ platform }, input: { tender: string }): Promise<Tender> => {
    const tender = await tenderById({ platform }, input.tender)
    if (!tender?.published) throw refuse('TENDER_UNKNOWN')
    return tender
  },
  async ({ platform, who }, tender) => {
    const minutes = settled(platform.regional, 'attendanceOpensMinutes').value
    const tag = who.tagFor(tender.id)
    const told = (await openingOf(platform, tender.id))?.attended?.[tag]
    const stream = attendanceOf(tender.id, tag)
    const row = await rowAt(platform.database, attendanceStream.kind, stream.id)
    const at = told?.at ?? (row ? (JSON.parse((row as unknown as { state: string }).state) as Attendance).at : null)
    return { opens: tender.deadline - minutes * 60_000, at }
  },
)

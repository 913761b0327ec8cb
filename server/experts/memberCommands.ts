import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { checkStatement, type Signature } from '../access/statement.ts'
import { bidsOf } from '../bids/store.ts'
import { type Context, command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { factsOf } from '../ledger/store.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import {
  type AnswerInvitation,
  type CheckIn,
  type Declaration,
  type DeclareInterests,
  type OnePanel,
  PROMISE,
} from './contract.ts'
import { type Panel, type Seat, seatOf } from './panel.ts'
import { lawOf } from './panelCommands.ts'
import { SEATED_LEAVINGS } from './panelEvents.ts'
import { answerInvitation, checkIn, declareInterests, refusePanel, seesBidders } from './rules.ts'
import { panelByTender, panelStream, panelsOf } from './store.ts'

const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))

/** Seals what would name an expert: its signature carries its certificate. */
const sealed = (e: Entry, content: Record<string, unknown>): string =>
  e.platform.vault.seal('member', canonical(content))

/** An expert's answer to its invitation. */
export const answer = command('panel.answer', held, async (e, tender, input: z.infer<typeof AnswerInvitation>) => {
  const tag = e.who.tagFor(tender.id)
  const panel = await mine(e, tender, tag)
  const reason = input.reason?.trim() ? sealed(e, { reason: input.reason }) : null
  const after = await e.append(
    panelStream(tender.id),
    answerInvitation(panel, { tag, accept: input.accept, sealed: reason }, e.now),
  )
  return { tender: tender.id, status: seatOf(after, tag)?.status ?? 'out' }
})

/** What a member signs when it checks in. */
export const promise = (tender: string, tag: string) => ({ tender, tag, promise: PROMISE })

/** Lets a member in, on its signed promise. */
export const arrive = command('panel.checkIn', held, async (e, tender, input: z.infer<typeof CheckIn>) => {
  const tag = e.who.tagFor(tender.id)
  const panel = await mine(e, tender, tag)
  const signature = await signed(e, { what: 'panel.checkIn', fields: promise(tender.id, tag), cms: input.cms })
  const facts = checkIn({ tender, panel, tag, sealed: sealed(e, { ...signature }) }, e.now)
  await e.append(panelStream(tender.id), facts)
  return { tender: tender.id, tag, status: 'checkedIn' }
})

/** What a member signs about the bidders. */
export const declaration = (tender: string, tag: string, declarations: Declaration[]) => ({ tender, tag, declarations })

/** A member's declaration, bidder by bidder; the last one needed completes the panel. */
export const declare = command('panel.declare', held, async (e, tender, input: z.infer<typeof DeclareInterests>) => {
  const tag = e.who.tagFor(tender.id)
  const panel = await mine(e, tender, tag)
  seesBidders(panel, tag)
  const { declarations, cms } = input
  const signature = await signed(e, { what: 'panel.declare', fields: declaration(tender.id, tag, declarations), cms })
  const bidders = (await namedBidders(e, tender)).map((bidder) => bidder.tag)
  const of = { tag, declarations, bidders, sealed: sealed(e, { ...signature }) }
  const after = await e.append(panelStream(tender.id), declareInterests(panel, of, lawOf(tender, e.now)))
  return { tender: tender.id, status: seatOf(after, tag)?.status ?? 'out', seated: after.seated }
})

const signed = (e: Entry, of: { what: string; fields: Record<string, unknown>; cms: string }): Promise<Signature> =>
  checkStatement(e.platform, { ...(e.who.certificate ? { certificate: e.who.certificate } : {}) }, of, e.now)

/** The panel, for one who is on it; to anybody else it is as if there were none. */
async function mine(e: Entry, tender: Tender, tag: string): Promise<Panel> {
  const panel = await e.holdIfAny(panelStream(tender.id))
  if (!panel || !seatOf(panel, tag)) throw refusePanel('MEMBER_UNKNOWN')
  return panel
}

/** Bidders whose names the opening made known. */
export const namedBidders = async (context: Pick<Context, 'platform'>, tender: Tender) =>
  (await bidsOf(context, tender.id)).flatMap(({ tag, bidder, stage }) => (bidder ? [{ tag, ...bidder, stage }] : []))

/** An expert's own invitations: time, place, seat and reporting code, and nothing of the project or its bidders. */
export const invitations = query(
  'panel.invitations',
  async () => undefined,
  async (context) => {
    const { who, platform } = context
    const panels = await panelsOf(context)
    const items = panels.flatMap((panel) => {
      const seat = seatOf(panel, who.tagFor(panel.tender))
      return seat ? [invitation(panel, seat, platform.vault.tag('reporting', panel.tender, seat.tag))] : []
    })
    return { items, left: await departures(context, panels) }
  },
)

/** What an expert who sat and left is told of it: when, on which ground, and the fact that proves it. */
async function departures(context: Context, panels: readonly Panel[]) {
  const { who, platform } = context
  const found = []
  for (const { tender, meeting, seats } of panels) {
    const tag = who.tagFor(tender)
    if (!seats.some((seat) => seat.tag === tag && seat.status === 'out')) continue
    const facts = await factsOf(platform.database, panelStream(tender).name)
    for (const { fact } of facts) {
      const of = fact.data as { tag?: string; reason?: string }
      const sat = SEATED_LEAVINGS.find((reason) => reason === of.reason)
      if (fact.type === 'panel.seatVacated' && of.tag === tag && sat)
        found.push({ tender, ground: sat, at: fact.at, fact: fact.id, place: meeting.place })
    }
  }
  return found
}

const invitation = (panel: Panel, seat: Seat, code: string) => ({
  tender: panel.tender,
  tag: seat.tag,
  seat: seat.stratum,
  status: seat.status,
  at: panel.meeting.at,
  place: panel.meeting.place,
  checkInFrom: panel.meeting.checkInFrom,
  answerUntil: seat.answerUntil,
  /** six digits to be told at the venue's desk */
  reportingCode: (BigInt(`0x${code.slice(0, 16)}`) % 1_000_000n).toString().padStart(6, '0'),
  promise: PROMISE,
})

/** Who bid, for a member who has checked in. */
export const bidders = query(
  'panel.bidders',
  async (context, input: z.infer<typeof OnePanel>) => {
    const tender = await tenderById(context, input.tender)
    if (!tender) throw refusePanel('MEMBER_UNKNOWN')
    return tender
  },
  async (context, tender) => {
    const panel = await panelByTender(context, tender.id)
    if (!panel) throw refusePanel('MEMBER_UNKNOWN')
    seesBidders(panel, context.who.tagFor(tender.id))
    return { items: await namedBidders(context, tender) }
  },
)

import type { z } from 'zod'
import { hex, unhex } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { pidOf } from '../../crypto/draw.ts'
import { checkStatement } from '../access/statement.ts'
import { freezeDraw } from '../experts/draw.ts'
import { DrawDrawn } from '../experts/drawEvents.ts'
import { partiesOf } from '../experts/panelCommands.ts'
import { drawStream } from '../experts/store.ts'
import { transcriptOf } from '../experts/transcript.ts'
import { dayOf } from '../law/periods.ts'
import { type Rulebook, rulebook, rulebookFor } from '../law/rulebook.ts'
import { command, on } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import type { Platform } from '../platform/platform.ts'
import { applicationsOf, openedOf, prequalificationOf } from '../prequalification/store.ts'
import { notYetAdmitted } from '../tenders/admission.ts'
import { BiddersAdmitted } from '../tenders/admissionEvents.ts'
import { admissionStream, admissionTag, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Candidate, DrawInvitees, ListCandidates } from './contract.ts'
import { InviteesFixed } from './events.ts'
import {
  askForInvitees,
  candidateEntries,
  choosing,
  drawnPids,
  type Invitation,
  inviteeCalls,
  inviteeRules,
  listCandidates,
} from './invitation.ts'
import { candidateOf, invitationStream, sealCandidate } from './store.ts'

const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))

/** The law of an invitation: that of the prequalification before it, or of the day. */
export const lawNow = (tender: Tender, now: number): Rulebook => {
  const of = tender.published ?? tender.prequal
  return of ? rulebook(of.rulebook) : rulebookFor(tender.track, dayOf(now), tender.mandatory)
}

/** Whether the draw before still runs. */
async function running(e: Entry, before: Invitation | undefined): Promise<boolean> {
  const draw = before?.draw && (await e.find(drawStream(before.draw.id)))
  return !!draw && draw.stage !== 'failed'
}

/** Those who passed the prequalification: the list that an invitation draws from. */
async function passers(e: Entry, tender: Tender): Promise<Candidate[]> {
  const state = await prequalificationOf(e, tender.id)
  const all = await applicationsOf(e, tender.id)
  return all.flatMap((one) => {
    const opened = state?.passed?.includes(one.tag) ? openedOf(e.platform, one) : undefined
    return opened ? [opened.applicant] : []
  })
}

/** Fixes the list; where nobody draws, the list are the invitees. */
export const list = command('invitation.list', held, async (e, tender, input: z.infer<typeof ListCandidates>) => {
  const { source, wanted: asked, cms } = input
  const stream = invitationStream(tender.id)
  const before = await e.holdIfAny(stream)
  choosing(tender, before)
  const candidates = source === 'prequalification' ? await passers(e, tender) : input.candidates
  const wanted = asked ?? candidates.length
  const fields = { tender: tender.id, source, candidates: input.candidates, wanted: asked ?? null }
  const signature = await checkStatement(e.platform, e.who, { what: 'invitation.list', fields, cms }, e.now)
  const sealed = candidates.map((one) => sealCandidate(e.platform, tender.id, one))
  sealed.sort((a, b) => (a.tag < b.tag ? -1 : 1))
  const of = { source, candidates, sealed, wanted, running: await running(e, before), signature }
  const after = await e.append(stream, listCandidates(tender, before, of, lawNow(tender, e.now), e.now))
  if (after.invited) await admit(e, tender, after)
  return { listed: after.candidates.length, wanted, fixed: after.invited !== null }
})

/** The invitees, and nobody else, may fetch the document and bid. */
async function admit(e: Entry, tender: Tender, of: Invitation): Promise<void> {
  const stream = admissionStream(tender.id)
  notYetAdmitted(await e.holdIfAny(stream))
  const invited = of.candidates.filter(({ tag }) => of.invited?.includes(tag))
  const codes = invited.map(({ sealed }) => candidateOf(e.platform, tender.id, sealed).code)
  const tags = codes.map((code) => admissionTag(e.platform, tender.id, code)).sort()
  await e.append(stream, [BiddersAdmitted({ tender: tender.id, by: 'invitation', tags, at: e.now })])
}

/** The salt of a candidate in one draw, 32 bytes: made again when needed, stored nowhere. */
const saltOf = ({ vault }: Pick<Platform, 'vault'>, draw: string, tag: string): Uint8Array =>
  unhex(vault.tag('draw-salt', draw, 'invitee', tag), 32)

/** Begins the draw of the invitees: list, rules and parties are frozen, and the parties commit. */
export const draw = command('invitation.draw', held, async (e, tender, input: z.infer<typeof DrawInvitees>) => {
  const { minutes, witnesses, cms } = input
  const stream = invitationStream(tender.id)
  const before = await e.holdIfAny(stream)
  const fields = { tender: tender.id, minutes, witnesses }
  const signature = await checkStatement(e.platform, e.who, { what: 'invitation.draw', fields, cms }, e.now)
  const of = { running: await running(e, before), witnesses, signature }
  const asked = askForInvitees(tender, before, of, lawNow(tender, e.now))
  const { draw: id, number, invitation } = asked
  const entries = candidateEntries(invitation, (tag) => pidOf(saltOf(e.platform, id, tag), tag))
  const limits = { commitUntil: e.now + minutes * 60_000, revealUntil: e.now + 2 * minutes * 60_000 }
  const frozen = { id, purpose: 'invitation' as const, of: tender.id, number, parties: partiesOf(tender), entries }
  const rules = inviteeRules(tender, id, invitation)
  const made = await e.append(drawStream(id), freezeDraw({ ...frozen, rules, ...limits }, e.now))
  await e.append(stream, asked.facts)
  return { draw: id, root: made.root, rules: made.rulesHash }
})

/** The draw is over: its first tickets are the invitees. Run again, it fixes nothing twice. */
export const fix = command(
  'invitation.fix',
  (e, input: { tender: string; draw: string }) => e.hold(tenderStream(input.tender)),
  async (e, tender, { draw: id }) => {
    const stream = invitationStream(tender.id)
    const invitation = await e.hold(stream)
    const made = await e.read(drawStream(id))
    if (invitation.draw?.id !== id || invitation.invited) return
    const pids = drawnPids(invitation, made)
    const byPid = new Map(
      invitation.candidates.map(({ tag }) => [pidOf(saltOf(e.platform, id, tag), tag), tag] as const),
    )
    const invited = pids.flatMap((pid) => byPid.get(pid) ?? [])
    const opened = pids.map((pid) => {
      const tag = byPid.get(pid) ?? ''
      return { pid, salt: hex(saltOf(e.platform, id, tag)), id: tag }
    })
    const transcript = canonical(transcriptOf(made, inviteeCalls(pids), opened))
    const { article } = lawNow(tender, e.now).invitationPool
    const facts = [InviteesFixed({ tender: tender.id, invited, transcript, article, at: e.now })]
    await admit(e, tender, await e.append(stream, facts))
  },
)

export const drawReactions = [
  on(DrawDrawn, 'invitees', async (context, { data }) => {
    if (data.purpose === 'invitation') await fix.run(context, { tender: data.of, draw: data.draw })
  }),
]

import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { type DrawRules, drawOrder } from '../../crypto/draw.ts'
import { bidsOf } from '../bids/store.ts'
import { dayOf } from '../law/periods.ts'
import { settled } from '../law/regional.ts'
import { rulebook, rulebookFor } from '../law/rulebook.ts'
import { command, on } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { TenderMoved } from '../tenders/events.ts'
import { tenderStream } from '../tenders/store.ts'
import { regionalOf, type Tender } from '../tenders/tender.ts'
import { type EnrolExperts, type FreezePanel, PARTIES } from './contract.ts'
import { freezeDraw, type Party } from './draw.ts'
import { DrawDrawn } from './drawEvents.ts'
import { type ExpertIdentity, enrolExpert, refuseExpert } from './expert.ts'
import { type Panel, vacancies } from './panel.ts'
import { LEAVINGS, SeatVacated, SKIPS } from './panelEvents.ts'
import { excludedEmployers, poolEntries, registerHash, whoIsWho } from './pool.ts'
import { askForPanel, fillSeats, lapseSeats, openMeeting, refusePanel } from './rules.ts'
import {
  activeExperts,
  certificateOf,
  drawStream,
  employerTags,
  expertStream,
  expertTag,
  memberIdentity,
  panelStream,
} from './store.ts'

const nothing = async (): Promise<undefined> => undefined

/** Enters experts into the pool, or enters them anew; what names them is sealed before it is written. */
export const enrol = command('expert.enrol', nothing, async (e, _none, input: z.infer<typeof EnrolExperts>) => {
  const seen = new Set<string>()
  for (const one of input.experts) {
    const certificate = certificateOf(one.certificate)
    const name = certificate.subject.commonName
    if (certificate.organisationCode || !certificate.usage.sign || !name) throw refuseExpert('EXPERT_CERTIFICATE')
    const id = expertTag(e.platform, certificate.fingerprint)
    if (seen.has(id)) throw refuseExpert('EXPERT_TWICE')
    seen.add(id)
    const identity: ExpertIdentity = {
      certificate: one.certificate,
      fingerprint: certificate.fingerprint,
      name,
      employer: one.employer,
    }
    const sealed = e.platform.vault.seal('expert', canonical(identity))
    const { specialties, region } = one
    const expert = { id, sealed, specialties, region, employer: employerTags(e.platform, one.employer) }
    await e.append(expertStream(id), enrolExpert(await e.holdIfAny(expertStream(id)), expert))
  }
  return { experts: seen.size }
})

/** The law that a tender is judged by. */
export const lawOf = (tender: Tender, now: number) =>
  tender.published ? rulebook(tender.published.rulebook) : rulebookFor(tender.track, dayOf(now), tender.mandatory)

/** Asks for experts: freezes the pool that fits, the rules and the parties. No name is shown or chosen. */
export const freeze = command(
  'panel.freeze',
  (e, input: z.infer<typeof FreezePanel>) => e.hold(tenderStream(input.tender)),
  async (e, tender, input) => {
    const before = await e.holdIfAny(panelStream(tender.id))
    const last = before && (await e.find(drawStream(before.draw)))
    const id = `${tender.id}.${(before?.number ?? 0) + 1}`
    const strata = wantedStrata(tender, before)
    const experts = await activeExperts(e)
    const excluded = excludedEmployers(e.platform, tender, await bidsOf(e, tender.id))
    const seated = drawnBefore(e, before)
    const { entries, exclusions } = poolEntries(e.platform, { draw: id, strata, experts, excluded, seated })
    const { meeting, answerMinutes, travelMinutes, commitUntil, revealUntil } = input
    const asking = { draw: id, meeting, answerMinutes, travelMinutes, excluded: counted(exclusions) }
    const regional = regionalOf(tender, e.platform.regional)
    const region = {
      window: settled(regional, 'drawWindowHours'),
      grace: settled(regional, 'expertGraceMinutes'),
    }
    const asked = askForPanel({ tender, panel: before, draw: last, asking }, lawOf(tender, e.now), region, e.now)
    const number = (before?.number ?? 0) + 1
    const rules = rulesOf(tender, { id, strata, meeting }, registerHash(experts), exclusions)
    const parties = partiesOf(tender)
    const of = {
      id,
      purpose: 'panel' as const,
      of: tender.id,
      number,
      parties,
      entries,
      rules,
      commitUntil,
      revealUntil,
    }
    const draw = await e.append(drawStream(id), freezeDraw(of, e.now))
    await e.append(panelStream(tender.id), asked)
    return { draw: id, number, root: draw.root, rules: draw.rulesHash, entries: draw.entries.length }
  },
)

/** The strata that still want members: all at first, the vacant ones in a later draw. */
const wantedStrata = (tender: Tender, before: Panel | undefined): Panel['strata'] =>
  tender.panel.strata
    .map((stratum) => ({ ...stratum, seats: before ? vacancies(before, stratum) : stratum.seats }))
    .filter((stratum) => stratum.seats > 0)

/** Rows of the pool that were invited in an earlier draw of this tender. */
const drawnBefore = (e: Entry, panel: Panel | undefined): Set<string> =>
  new Set(panel?.seats.map((seat) => memberIdentity(e.platform, panel, seat.tag)?.expert ?? ''))

const counted = (exclusions: { code: string }[]): { code: string; count: number }[] => {
  const counts = new Map<string, number>()
  for (const { code } of exclusions) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].map(([code, count]) => ({ code, count }))
}

/** Those who draw together for a tender: who holds its keys. */
export const partiesOf = (tender: Tender): Party[] =>
  PARTIES.map((role) => ({
    role,
    organisation: role === 'tenderer' ? tender.tenderer.code : role === 'supervisor' ? tender.supervisor.code : null,
    spki: tender.officerKeys[role]?.spki ?? null,
  }))

function rulesOf(
  tender: Tender,
  of: { id: string; strata: Panel['strata']; meeting: Panel['meeting'] },
  register: string,
  exclusions: DrawRules['exclusions'],
): DrawRules {
  return {
    text: canonical({
      draw: of.id,
      tender: tender.id,
      notice: tender.published?.notice ?? '',
      strata: of.strata,
      meeting: of.meeting,
    }),
    register,
    parties: [...PARTIES],
    wanted: Object.fromEntries(of.strata.map((stratum) => [stratum.id, stratum.seats])),
    exclusions,
    reasons: [...SKIPS, ...LEAVINGS],
  }
}

/** Invites the next tickets for all vacant seats. Harmless when nothing is vacant. */
export const invite = command(
  'panel.invite',
  (e, input: { tender: string }) => e.hold(tenderStream(input.tender)),
  async (e, tender) => {
    const panel = await e.hold(panelStream(tender.id))
    const draw = await e.find(drawStream(panel.draw))
    if (!draw?.seed || draw.stage !== 'drawn' || panel.seated) return
    const excluded = excludedEmployers(e.platform, tender, await bidsOf(e, tender.id))
    const whois = whoIsWho(e.platform, panel, await activeExperts(e), excluded)
    const order = drawOrder(draw.seed, draw.entries, draw.rules.exclusions)
    await e.append(panelStream(tender.id), fillSeats(panel, order, whois, e.now))
  },
)

/** Starts the count for check-in when the opening is over. */
export const meetingOpens = command(
  'panel.open',
  (e, input: { tender: string }) => e.hold(tenderStream(input.tender)),
  async (e, tender) => {
    const panel = await e.holdIfAny(panelStream(tender.id))
    if (panel) await e.append(panelStream(tender.id), openMeeting(panel, e.now))
  },
)

/** Vacates the seats of those whose time has passed. */
export const lapsePanel = command(
  'panel.lapse',
  (e, input: { tender: string }) => e.hold(tenderStream(input.tender)),
  async (e, tender) => {
    const panel = await e.hold(panelStream(tender.id))
    const facts = lapseSeats(panel, e.now)
    if (!facts.length) throw refusePanel('INVITATION_OVER')
    await e.append(panelStream(tender.id), facts)
  },
)

export const panelReactions = [
  on(DrawDrawn, 'invite', async (context, fact) => {
    if (fact.data.purpose === 'panel') await invite.run(context, { tender: fact.data.of })
  }),
  on(SeatVacated, 'nextTicket', async (context, fact) => {
    await invite.run(context, { tender: fact.data.tender })
  }),
  on(TenderMoved, 'meeting', async (context, fact) => {
    if (fact.data.stage === 'evaluating') await meetingOpens.run(context, { tender: fact.data.tender })
  }),
]

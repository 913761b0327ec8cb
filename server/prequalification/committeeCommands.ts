import type { z } from 'zod'
import { drawOrder } from '../../crypto/draw.ts'
import { checkStatement } from '../access/statement.ts'
import { freezeDraw } from '../experts/draw.ts'
import { DrawDrawn } from '../experts/drawEvents.ts'
import { isOf } from '../experts/expert.ts'
import { partiesOf } from '../experts/panelCommands.ts'
import { candidate, excludedEmployers, exclusionOf, pidIn, poolEntries, registerHash } from '../experts/pool.ts'
import { activeExperts, drawStream } from '../experts/store.ts'
import { command, on } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { askForCommittee, committeeRules, type Drawn, seatCommittee, type Tickets } from './committee.ts'
import type { DrawCommittee } from './contract.ts'
import type { Prequalification } from './prequalification.ts'
import { applicantOf, applicationsOf, openedOf, prequalificationStream } from './store.ts'

const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))

/** Employers whose experts stand aside: of those who call, run and watch the tender, and of all who apply. */
async function excludedFrom(e: Entry, tender: Tender): Promise<Map<string, string>> {
  const all = await applicationsOf(e, tender.id)
  const units = all.flatMap((one) => {
    const applicant = applicantOf(e.platform, one)
    return [...(applicant ? [applicant] : []), ...(openedOf(e.platform, one)?.form.consortium ?? [])]
  })
  return excludedEmployers(
    e.platform,
    tender,
    units.map((bidder) => ({ bidder })),
  )
}

/** Freezes the pool of experts, the rules and the parties of a committee's draw. No name is shown or chosen. */
export const drawCommittee = command(
  'prequalification.drawCommittee',
  held,
  async (e, tender, input: z.infer<typeof DrawCommittee>) => {
    const { members, strata, minutes, answerMinutes, cms } = input
    const stream = prequalificationStream(tender.id)
    const state = await e.holdIfAny(stream)
    const fields = { tender: tender.id, members, strata, minutes, answerMinutes }
    const signed = { what: 'prequalification.drawCommittee', fields, cms }
    const signature = await checkStatement(e.platform, e.who, signed, e.now)
    const last = state?.committee && (await e.find(drawStream(state.committee.draw)))
    const id = `${tender.id}.p${(state?.committee?.number ?? 0) + 1}`
    const experts = await activeExperts(e)
    const pool = { draw: id, strata, experts, excluded: await excludedFrom(e, tender), seated: new Set<string>() }
    const { entries, exclusions } = poolEntries(e.platform, pool)
    const out = new Set(exclusions.map(({ pid }) => pid))
    const free = (stratum: string) => entries.filter((one) => one.stratum === stratum && !out.has(one.pid)).length
    const fitting = new Map(strata.map((stratum) => [stratum.id, free(stratum.id)]))
    const running = !!last && last.stage !== 'failed' && !state?.committee?.skips.length && last.stage !== 'drawn'
    const asked = askForCommittee(
      tender,
      state,
      { members, strata, answerMinutes, running, fitting, signature },
      lawOf(tender),
    )
    const rules = committeeRules(tender, id, { members, strata, register: registerHash(experts), exclusions })
    const limits = { commitUntil: e.now + minutes * 60_000, revealUntil: e.now + 2 * minutes * 60_000 }
    const frozen = { id, purpose: 'committee' as const, of: tender.id, number: asked.number, entries, rules }
    const draw = await e.append(drawStream(id), freezeDraw({ ...frozen, parties: partiesOf(tender), ...limits }, e.now))
    await e.append(stream, asked.facts)
    return { draw: id, root: draw.root, rules: draw.rulesHash, entries: draw.entries.length }
  },
)

/** Who stands behind the pids of a committee's draw, and in which order they are called. */
export async function ticketsOf(e: Entry, tender: Tender, state: Prequalification): Promise<Tickets> {
  const committee = state.committee
  const draw = committee && (await e.find(drawStream(committee.draw)))
  if (!committee || !draw?.seed) return { order: new Map<string, string[]>(), whois: () => undefined }
  const excluded = await excludedFrom(e, tender)
  const byPid = new Map(
    (await activeExperts(e)).flatMap((expert) =>
      committee.strata
        .filter(({ region, specialty }) => expert.region === region && isOf(expert, specialty))
        .map(({ id }) => [pidIn(e.platform, committee.draw, id, expert.id), expert] as const),
    ),
  )
  const whois = (pid: string): Drawn | undefined => {
    const expert = byPid.get(pid)
    if (!expert) return undefined
    const avoids = exclusionOf(expert, excluded) !== undefined
    const { tag, sealed } = candidate(e.platform, tender.id, expert, avoids)
    return { tag, sealed, avoids }
  }
  return { order: drawOrder(draw.seed, draw.entries, draw.rules.exclusions), whois }
}

/** The draw is over: the first tickets sit. Run again, it seats nobody twice. */
export const seat = command(
  'prequalification.seat',
  (e, input: { tender: string; draw: string }) => e.hold(tenderStream(input.tender)),
  async (e, tender, { draw }) => {
    const stream = prequalificationStream(tender.id)
    const state = await e.hold(stream)
    if (state.committee?.draw !== draw || state.stage === 'concluded') return
    await e.append(stream, seatCommittee(state, await ticketsOf(e, tender, state), e.now))
  },
)

export const committeeReactions = [
  on(DrawDrawn, 'committee', async (context, { data }) => {
    if (data.purpose === 'committee') await seat.run(context, { tender: data.of, draw: data.draw })
  }),
]

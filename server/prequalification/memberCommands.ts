import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { checkStatement, type Signature } from '../access/statement.ts'
import { type CheckIn, type DeclareInterests, PROMISE } from '../experts/contract.ts'
import { declaration, promise } from '../experts/memberCommands.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { arrive, declareFor, joinCommittee, lapseMember, leaveCommittee, seesApplicants } from './committee.ts'
import { ticketsOf } from './committeeCommands.ts'
import type { JoinCommittee, LeaveCommittee, OfTender } from './contract.ts'
import type { Prequalification } from './prequalification.ts'
import { applicantOf, applicationsOf, prequalificationOf, prequalificationStream, reviewsUnderWay } from './store.ts'

const refuse = refusals({
  NOT_SEATED: { status: 403, zh: '不是本标段资格审查委员会的现任成员', en: 'not a member of this committee' },
})

const both = async (e: Entry, input: { tender: string }): Promise<{ tender: Tender; state: Prequalification }> => {
  const tender = await e.hold(tenderStream(input.tender))
  const state = await e.holdIfAny(prequalificationStream(input.tender))
  if (!state) throw refuse('NOT_SEATED')
  return { tender, state }
}

/** Seals what would name an expert: its signature carries its certificate. */
const sealed = (e: Entry, content: Record<string, unknown>): string =>
  e.platform.vault.seal('member', canonical(content))

const signed = (e: Entry, what: string, fields: Record<string, unknown>, cms: string): Promise<Signature> =>
  checkStatement(e.platform, e.who, { what: `prequalification.${what}`, fields, cms }, e.now)

const statusOf = ({ committee }: Prequalification, tag: string) =>
  committee?.seats.find((seat) => seat.tag === tag)?.status ?? 'out'

/** One who was drawn accepts. */
export const join = command(
  'prequalification.join',
  both,
  async (e, { tender, state }, _input: z.infer<typeof JoinCommittee>) => {
    const tag = e.who.tagFor(tender.id)
    const after = await e.append(prequalificationStream(tender.id), joinCommittee(state, tag, e.now))
    return { status: statusOf(after, tag) }
  },
)

/** A member checks in on its signed promise. */
export const checkIn = command(
  'prequalification.checkIn',
  both,
  async (e, { tender, state }, { cms }: z.infer<typeof CheckIn>) => {
    const tag = e.who.tagFor(tender.id)
    const signature = await signed(e, 'checkIn', promise(tender.id, tag), cms)
    const facts = arrive(state, { tag, sealed: sealed(e, { ...signature }) }, e.now)
    const after = await e.append(prequalificationStream(tender.id), facts)
    return { status: statusOf(after, tag) }
  },
)

/** A member declares for every applicant whether it must stand aside; the last one needed forms the committee. */
export const declare = command(
  'prequalification.declare',
  both,
  async (e, { tender, state }, { declarations, cms }: z.infer<typeof DeclareInterests>) => {
    const tag = e.who.tagFor(tender.id)
    seesApplicants(state, tag)
    const signature = await signed(e, 'declare', declaration(tender.id, tag, declarations), cms)
    const of = { tag, declarations, sealed: sealed(e, { ...signature }) }
    const facts = declareFor(state, of, await ticketsOf(e, tender, state), { law: lawOf(tender), now: e.now })
    const after = await e.append(prequalificationStream(tender.id), facts)
    return { status: statusOf(after, tag), formed: after.committee?.formed ?? false }
  },
)

/** One who was drawn does not come, or a member leaves: an interest, illness, another hindrance. */
export const leave = command(
  'prequalification.leave',
  both,
  async (e, { tender, state }, { cause, reason, cms }: z.infer<typeof LeaveCommittee>) => {
    const signature = await signed(e, 'leave', { tender: tender.id, cause, reason }, cms)
    const of = { tag: e.who.tagFor(tender.id), cause, sealed: sealed(e, { reason, signature }) }
    const facts = leaveCommittee(state, of, await ticketsOf(e, tender, state), e.now)
    await e.append(prequalificationStream(tender.id), facts)
    return { left: true }
  },
)

/** Those whose time to answer or to check in is over lose their seats; the next in order are asked. */
export const lapse = command('prequalification.lapse', both, async (e, { tender, state }) => {
  const stream = prequalificationStream(tender.id)
  const tickets = await ticketsOf(e, tender, state)
  let after = state
  for (let facts = lapseMember(after, tickets, e.now); facts.length; facts = lapseMember(after, tickets, e.now))
    after = await e.append(stream, facts)
})

/** The committees to which an expert is asked or on which it sits, while they review: nothing of who applies. */
export const committees = query(
  'prequalification.committees',
  async () => undefined,
  async (context) => {
    const found = (await reviewsUnderWay(context)).flatMap((state) => {
      const tag = context.who.tagFor(state.tender)
      const seat = state.committee?.seats.find((one) => one.tag === tag)
      return seat ? [{ state, seat }] : []
    })
    const items = await Promise.all(
      found.map(async ({ state, seat }) => {
        const tender = await tenderById(context, state.tender)
        const { tag, status, until } = seat
        const inside = status === 'checkedIn' || status === 'declared' // before that nobody is told what it is about
        const shown = inside && tender ? { code: tender.code, name: tender.name, tenderer: tender.tenderer.name } : null
        return { tender: state.tender, shown, tag, status, until, promise: PROMISE }
      }),
    )
    return { items }
  },
)

/** Who applies, for a member who has checked in: what it declares about. */
export const applicants = query(
  'prequalification.applicants',
  async (_context, _input: z.infer<typeof OfTender>) => undefined,
  async (context: Context, _subject, { tender }) => {
    const state = await prequalificationOf(context, tender)
    if (!state) throw refuse('NOT_SEATED')
    seesApplicants(state, context.who.tagFor(tender))
    const all = (await applicationsOf(context, tender)).filter(({ tag }) => state.applications.includes(tag))
    return {
      items: all.map((one) => ({ tag: one.tag, ...(applicantOf(context.platform, one) ?? { code: '', name: '' }) })),
    }
  },
)

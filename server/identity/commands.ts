import { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { challenge, SignIn, signIn } from '../access/session.ts'
import type { Entrance } from '../access/who.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, command, query } from '../ledger/command.ts'
import { ROLES } from '../ledger/eye.ts'
import { cookieName } from '../web/app.ts'
import { get, Nothing, post, put, Reply, routes } from '../web/route.ts'
import * as account from './accountCommands.ts'
import { AskStanding, stamp as ownStamp, read as readAccount, standing } from './accountViews.ts'
import * as affiliate from './affiliateCommands.ts'
import { clockOffset } from './clockCommands.ts'
import * as environment from './environmentCommands.ts'
import { OrganisationFounded } from './organisation.ts'
import { DecideChange } from './registerCommands.ts'
import * as registration from './registrationCommands.ts'
import * as sessions from './sessionCommands.ts'
import { organisationStream, organisationTag, rolesOf } from './store.ts'
import * as trust from './trustCommands.ts'
import { AuthorityShape } from './trustEvents.ts'

const refuse = refusals({
  CLOCK_NOT_MOVABLE: { status: 403, zh: '正式环境的时钟不能调整', en: 'this platform keeps real time' },
  CLOCK_BACKWARDS: { status: 422, zh: '时钟只能向前调整', en: 'the clock moves forwards only' },
})

/** An organisation as the founding file lists it. */
export const FoundingOrganisation = z.strictObject({
  code: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)).min(1),
})

/** The founding file: organisations, and the certification authorities that are trusted from the start. */
export const FoundingFile = z.strictObject({
  organisations: z.array(FoundingOrganisation),
  authorities: z.array(AuthorityShape).optional(),
})

/** Registers an organisation with its roles; the same again changes nothing. */
export const found = command(
  'organisation.found',
  (e, input: z.infer<typeof FoundingOrganisation>) =>
    e.holdIfAny(organisationStream(organisationTag(e.platform, input.code))),
  async (e, before, input) => {
    const known = before as { roles: string[] } | undefined
    if (known && canonical(known.roles) === canonical(input.roles)) return
    const id = organisationTag(e.platform, input.code)
    const sealed = e.platform.vault.seal('organisation', canonical({ code: input.code, name: input.name }))
    await e.append(organisationStream(id), [OrganisationFounded({ organisation: id, sealed, roles: input.roles })])
  },
)

const door = (context: Context): Entrance => (context.who.entrance === 'inside' ? 'trading' : context.who.entrance)
const nothing = async (): Promise<undefined> => undefined

const ask = query('session.open', nothing, async (context) => challenge(context.platform, door(context)))

const open = query('session.open', nothing, async (context, _none, input: SignIn) => {
  const { platform } = context
  const identity = await signIn(platform, door(context), input, (code) => rolesOf(platform, code))
  const headers = { 'Set-Cookie': sessions.carrying(platform, identity) }
  return new Reply('application/json', canonical(identity), { headers, status: 201 })
})

const close = query('session.close', nothing, async (context) => {
  const cookie = `${cookieName(door(context))}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`
  return new Reply('application/json', '{}', { headers: { 'Set-Cookie': cookie } })
})

const OfTender = z.strictObject({ tender: z.string().max(64).optional() })
/** Who is signed in, and (for one tender) the tag under which one acts in it. */
const read = query('session.read', nothing, async ({ who }, _none, input: z.infer<typeof OfTender>) => ({
  role: who.role,
  entrance: who.entrance,
  person: who.person ?? null,
  organisation: who.organisation ?? null,
  organisationName: who.organisationName ?? null,
  tag: input.tender && who.role !== 'public' ? who.tagFor(input.tender) : null,
  certificate: who.certificate ?? null,
  since: who.since ?? null,
  until: who.until ?? null,
}))

const time = query('clock.read', nothing, async ({ platform }) => ({
  now: platform.clock.now(),
  tzOffset: '+08:00',
  movable: platform.clock.move !== undefined,
  /** how far this clock was from the timestamp authority's; null where they are one */
  authority: await clockOffset(platform),
}))

const Move = z.strictObject({ to: z.number().int().positive().max(8_000_000_000_000) })
const move = query('clock.move', nothing, async ({ platform }, _none, input: z.infer<typeof Move>) => {
  if (!platform.clock.move) throw refuse('CLOCK_NOT_MOVABLE')
  if (input.to < platform.clock.now()) throw refuse('CLOCK_BACKWARDS', { now: platform.clock.now() })
  await platform.clock.move(input.to)
  return { now: platform.clock.now() }
})

export const identityRoutes = routes(
  get('/time', Nothing, time),
  post('/time', Move, move),
  post('/session/challenge', Nothing, ask),
  post('/session', SignIn, open),
  post('/session/close', Nothing, close),
  post('/session/end-all', sessions.EndAll, sessions.endAll),
  get('/organisation', Nothing, registration.read),
  post('/organisation', registration.RegisterOrganisation, registration.register),
  get('/session', OfTender, read),
  get('/account', Nothing, readAccount),
  get('/account/stamp', Nothing, ownStamp),
  post('/account/standing', AskStanding, standing),
  post('/account/possession', account.AskPossession, account.askPossession),
  post('/account/certificates', account.BindCertificate, account.bind),
  post('/account/certificates/:certificate/end', account.EndCertificate, account.end),
  get('/environment/sample', Nothing, environment.download),
  put('/environment/sample', Nothing, environment.upload),
  get('/environment/relay', Nothing, environment.relay),
  get('/platform/affiliates', Nothing, affiliate.affiliates),
  post('/platform/affiliates', affiliate.ProposeAffiliate, affiliate.propose),
  post('/platform/affiliates/decision', DecideChange, affiliate.decide),
  get('/trust', Nothing, trust.read),
  post('/trust/difference', trust.AskTrust, trust.difference),
  post('/trust/proposals', trust.ProposeTrust, trust.propose),
  post('/trust/proposals/:proposal/confirm', trust.ConfirmTrust, trust.confirm),
  post('/trust/proposals/:proposal/reject', trust.RejectTrust, trust.reject),
)

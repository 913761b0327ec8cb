import { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { checkStatement } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, command, query } from '../ledger/command.ts'
import type { Platform } from '../platform/platform.ts'
import { type Organisation, rolesIn } from './organisation.ts'
import { DECLARED, register as decide, Profile } from './registration.ts'
import { organisationStream, organisationTag, readState } from './store.ts'

const refuse = refusals({
  ORGANISATION_NEEDED: {
    status: 403,
    zh: '注册须用单位证书登录',
    en: 'an organisation registers by its own certificate: sign in with it',
  },
})

/** What a client sends to register its organisation, or to change what it registered. */
export const RegisterOrganisation = z.strictObject({
  profile: Profile,
  roles: z.array(z.enum(DECLARED)).max(DECLARED.length),
  cms: z.string().max(20_000),
})

const codeOf = ({ organisation }: Context['who']): string => {
  if (!organisation) throw refuse('ORGANISATION_NEEDED')
  return organisation
}

/** Registers the organisation of the certificate that is signed in; it signs what it says. */
export const register = command(
  'organisation.register',
  (e, _input: z.infer<typeof RegisterOrganisation>) =>
    e.holdIfAny(organisationStream(organisationTag(e.platform, codeOf(e.who)))),
  async (e, before, { profile, roles, cms }) => {
    const code = codeOf(e.who)
    const signed = { what: 'organisation.register', fields: { code, profile, roles }, cms }
    const signature = await checkStatement(e.platform, e.who, signed, e.now)
    const id = organisationTag(e.platform, code)
    const name = e.who.organisationName ?? ''
    const sealed = e.platform.vault.seal('organisation', canonical({ code, name, profile, signature }))
    const facts = decide(before as Organisation | undefined, { organisation: id, sealed, profile, roles }, e.now)
    return { roles: rolesIn(await e.append(organisationStream(id), facts)) }
  },
)

/** What an organisation registered of itself, for deeds that compare it; undefined if it did not. */
export async function registeredOf(platform: Platform, code: string): Promise<Profile | undefined> {
  const of = await readState<Organisation>(platform, organisationStream(organisationTag(platform, code)))
  if (!of?.registered) return undefined
  return (JSON.parse(platform.vault.open('organisation', of.registered.sealed)) as { profile: Profile }).profile
}

/** What the organisation that is signed in registered, and the roles in which it may sign in. */
export const read = query(
  'organisation.read',
  async () => undefined,
  async ({ platform, who }) => {
    const code = codeOf(who)
    const of = await readState<Organisation>(platform, organisationStream(organisationTag(platform, code)))
    return {
      ...{ code, name: who.organisationName ?? '', granted: of?.roles ?? [], roles: rolesIn(of) },
      declared: of?.registered?.roles ?? [],
      profile: (await registeredOf(platform, code)) ?? null,
      registeredAt: of?.registered?.at ?? null,
    }
  },
)

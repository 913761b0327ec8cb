import { z } from 'zod'
import { refusals } from '../law/refusal.ts'
import { type Organisation, type OrganisationHappening, OrganisationRegistered, RUNNING } from './organisation.ts'

const refuse = refusals({
  REGISTRATION_WITHOUT_CONTACT: {
    status: 422,
    zh: '招标人、代理机构须登记联系人和联系电话：公告须载明',
    en: 'who calls for tenders needs a contact and a telephone number: they stand in every notice',
  },
  AGENT_WITHOUT_PLACE: {
    status: 422,
    zh: '代理机构须登记营业场所和专职人员人数',
    en: 'an agent needs its place of business and the number of its full-time staff',
  },
  RUNS_THE_PLATFORM: {
    status: 409,
    zh: '交易中心、监督机关和银行的身份由平台授予，不能自行登记为招标人或代理机构',
    en: 'a centre, a supervisor or a bank has its role from the platform and registers no other',
  },
})

/** Roles that an organisation declares itself; it bids without any. */
export const DECLARED = ['tenderer', 'agent'] as const
export type Declared = (typeof DECLARED)[number]

const line = (most: number) => z.string().trim().max(most)

/** What an organisation says of itself, once; name and code stand in its certificate and are not typed. */
export const Profile = z.strictObject({
  kind: z.enum(['enterprise', 'institution', 'authority', 'association', 'other']),
  /** 法定代表人或负责人 */
  head: line(60),
  /** six digits of GB/T 2260 */
  region: z.string().regex(/^\d{6}$/),
  address: line(200),
  contact: line(60),
  telephone: z.string().regex(/^(\+?[\d][\d -]{4,28}\d)?$/),
  email: z.union([z.literal(''), z.email().max(100)]),
  /** 专职人员, of an agent */
  staff: z.number().int().min(0).max(100_000),
})
export type Profile = z.infer<typeof Profile>

/** What each role that is declared asks for, beyond what a bidder may leave empty. */
function checkNeeds(profile: Profile, roles: readonly Declared[]): void {
  if (roles.length && !(profile.contact && profile.telephone)) throw refuse('REGISTRATION_WITHOUT_CONTACT', { roles })
  if (roles.includes('agent') && !(profile.address && profile.staff > 0)) throw refuse('AGENT_WITHOUT_PLACE')
}

/** Takes in what an organisation says of itself and the roles that it declares; once more replaces it. */
export function register(
  before: Organisation | undefined,
  of: { organisation: string; sealed: string; profile: Profile; roles: readonly Declared[] },
  now: number,
): OrganisationHappening[] {
  const { organisation, sealed, profile, roles } = of
  if (roles.length && before?.roles.some((role) => RUNNING.includes(role))) throw refuse('RUNS_THE_PLATFORM', { roles })
  checkNeeds(profile, roles)
  return [
    OrganisationRegistered({ organisation, sealed, roles: DECLARED.filter((one) => roles.includes(one)), at: now }),
  ]
}

import { createHash } from 'node:crypto'
import type { Transaction } from 'sequelize'
import { z } from 'zod'
import { base64, hex, random, unbase64, utf8 } from '../../crypto/bytes.ts'
import { refusals } from '../law/refusal.ts'
import type { Role } from '../ledger/eye.ts'
import { tickets } from '../ledger/store.ts'
import { isUniqueViolation } from '../platform/database.ts'
import type { Platform } from '../platform/platform.ts'
import { checkSignature, statementOf } from './statement.ts'
import type { Entrance, Identity } from './who.ts'

const refuse = refusals({
  CHALLENGE_INVALID: { status: 422, zh: '登录口令已失效，请重新获取', en: 'this challenge is not valid any more' },
  TICKET_INVALID: {
    status: 409,
    zh: '递交凭证已失效，请重新获取',
    en: 'this ticket is not valid any more: ask for a new one',
  },
  ROLE_NOT_GRANTED: {
    status: 403,
    zh: '该主体未被授予所选身份',
    en: 'this organisation has not been granted that role',
  },
  WRONG_ENTRANCE: { status: 403, zh: '请从对应的入口登录', en: 'sign in at the entrance of your role' },
})

const CHALLENGE_LASTS = 2 * 60_000
const TICKET_LASTS = 30 * 60_000
const SESSION_LASTS = 12 * 3_600_000

/** What a client sends to sign in: the challenge and a signature over the statement it showed. */
export const SignIn = z.strictObject({
  challenge: z.string().max(400),
  role: z.enum(['bidder', 'tenderer', 'agent', 'centre', 'supervisor', 'expert', 'bank', 'notary']),
  cms: z.string().max(20_000),
})
export type SignIn = z.infer<typeof SignIn>

/** A challenge that only this platform can have made; nothing is stored for it. */
export function challenge(platform: Platform, entrance: Entrance): { challenge: string; until: number } {
  const until = platform.clock.now() + CHALLENGE_LASTS
  const body = `${entrance}.${until}.${hex(random(16))}`
  return { challenge: `${body}.${platform.vault.tag('challenge', body)}`, until }
}

/** Signs somebody in by a certificate: challenge unused, signature good, role granted to the organisation. */
export async function signIn(
  platform: Platform,
  entrance: Entrance,
  input: SignIn,
  rolesOf: (organisation: string) => Promise<Role[]>,
): Promise<Identity> {
  const now = platform.clock.now()
  checkChallenge(platform, entrance, input.challenge, now)
  if ((input.role === 'supervisor') !== (entrance === 'supervision') || entrance === 'public')
    throw refuse('WRONG_ENTRANCE', { role: input.role, entrance })
  const statement = statementOf('session.open', { challenge: input.challenge, entrance, role: input.role })
  const certificate = await checkSignature(platform, utf8(statement), input.cms, now)
  await spendOnce(platform, 'challenge', input.challenge, now + CHALLENGE_LASTS)
  const organisation = certificate.organisationCode
  const granted = organisation ? await rolesOf(organisation) : (['expert'] as Role[])
  if (!granted.includes(input.role)) throw refuse('ROLE_NOT_GRANTED', { role: input.role })
  return {
    role: input.role,
    entrance,
    person: certificate.subject.commonName ?? '',
    certificate: certificate.fingerprint,
    ...(organisation ? { organisation } : {}),
    ...(certificate.subject.organisation ? { organisationName: certificate.subject.organisation } : {}),
  }
}

function checkChallenge(platform: Platform, entrance: Entrance, given: string, now: number): void {
  const parts = given.split('.')
  const [door, until] = parts
  const tag = parts.at(-1)
  const body = parts.slice(0, -1).join('.')
  const genuine = parts.length === 4 && tag === platform.vault.tag('challenge', body)
  if (!genuine || door !== entrance || Number(until) < now) throw refuse('CHALLENGE_INVALID')
}

/** A ticket for one deed of one person: nothing is stored until it is used. */
export function issueTicket(platform: Platform, purpose: string, holder: string): { ticket: string; until: number } {
  const until = platform.clock.now() + TICKET_LASTS
  const body = `${until}.${hex(random(16))}`
  return { ticket: `${body}.${platform.vault.tag('ticket', purpose, holder, body)}`, until }
}

/** Uses a ticket up within a deed; one that is not ours, not this holder's, too old or used before is refused. */
export async function useTicket(
  platform: Platform,
  of: { purpose: string; holder: string; ticket: string; now: number; tx: Transaction },
): Promise<void> {
  const [until, nonce, tag] = of.ticket.split('.')
  const genuine = tag === platform.vault.tag('ticket', of.purpose, of.holder, `${until}.${nonce}`)
  if (!genuine || Number(until) < of.now) throw refuse('TICKET_INVALID')
  await spendOnce(platform, of.purpose, of.ticket, Number(until), of.tx)
}

/** Marks a challenge or a ticket as used; a second use is refused. */
export async function spendOnce(
  platform: Platform,
  purpose: string,
  ticket: string,
  expiresAt: number,
  tx?: Transaction,
): Promise<void> {
  const tag = createHash('sha256').update(`${purpose}\0${ticket}`).digest('hex')
  try {
    await tickets(platform.database).create({ tag, expires_at: expiresAt }, tx ? { transaction: tx } : {})
  } catch (problem) {
    if (isUniqueViolation(problem)) throw refuse('CHALLENGE_INVALID')
    throw problem
  }
}

/** A session as its cookie carries it: who it is, since when and until when (ms). */
export interface Session extends Identity {
  since: number
  until: number
}

/**
 * The cookie: the identity, encrypted with a key outside the database. No row says who is signed in.
 *
 * @param since when it begins: sessions that were ended are told from later ones by it
 */
export function sessionCookie(platform: Platform, identity: Identity, since = platform.clock.now()): string {
  const session: Session = { ...identity, since, until: platform.clock.now() + SESSION_LASTS }
  return base64(utf8(platform.vault.seal('session', JSON.stringify(session))))
}

/** The session that a cookie carries, or none. Whether it was ended meanwhile is asked elsewhere. */
export function sessionOf(platform: Platform, cookie: string, entrance: Entrance): Session | undefined {
  try {
    const sealed = new TextDecoder().decode(unbase64(cookie))
    const { since, ...of } = JSON.parse(platform.vault.open('session', sealed)) as Omit<Session, 'since'> & {
      since?: number
    }
    if (of.until <= platform.clock.now() || of.entrance !== entrance) return undefined
    return { ...of, since: since ?? of.until - SESSION_LASTS } // those of before carry no beginning
  } catch {
    return undefined // a cookie that is not ours is no cookie
  }
}

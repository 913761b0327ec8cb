import { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { type Session, sessionCookie } from '../access/session.ts'
import { checkStatement } from '../access/statement.ts'
import type { Identity, Who } from '../access/who.ts'
import { refusals } from '../law/refusal.ts'
import { command } from '../ledger/command.ts'
import type { Platform } from '../platform/platform.ts'
import { cookieName } from '../web/app.ts'
import { Reply } from '../web/route.ts'
import { accountOf, certificateTag } from './accountCommands.ts'
import { type Account, endSessions, sessionStands } from './keyring.ts'
import { accountStream, readState } from './store.ts'

const refuse = refusals({
  SESSION_NEEDED: { status: 401, zh: '请先登录', en: 'sign in first' },
  SESSIONS_OF_ORGANISATION: {
    status: 403,
    zh: '个人证书没有单位的其他证书，只能结束本证书的会话',
    en: "a person's certificate has no organisation: only its own sessions can be ended",
  },
})

/** Which sessions end: those of the certificate that is signed in, or of all certificates of its organisation. */
export const EndAll = z.strictObject({ scope: z.enum(['certificate', 'organisation']), cms: z.string().max(20_000) })

/** Where it stands until when sessions are over: with the organisation's certificates, or (an expert's) with its own. */
const keptUnder = (platform: Platform, { organisation, certificate }: Pick<Who, 'organisation' | 'certificate'>) =>
  organisation ? accountOf(platform, { organisation }) : platform.vault.tag('account of a person', certificate ?? '')

/** Whether the session that a cookie carries was not ended meanwhile. It is asked with every request. */
export async function stands(platform: Platform, session: Session): Promise<boolean> {
  const account = keptUnder(platform, session)
  const state = await readState<Account>(platform, accountStream(account))
  return !state || sessionStands(state, certificateTag(platform, account, session.certificate), session.since)
}

/** The header that gives a browser its session. */
export const carrying = (platform: Platform, identity: Identity, since?: number): string =>
  `${cookieName(identity.entrance)}=${encodeURIComponent(sessionCookie(platform, identity, since))}; Path=/; HttpOnly; SameSite=Strict`

/**
 * Ends every session that was begun until now, without a list of them: cookies carry when they were given, and older
 * ones are not taken any more. It is signed, so that who stole a session cannot drive its owner out; who signs stays.
 */
export const endAll = command(
  'session.endAll',
  (e, _input: z.infer<typeof EndAll>) => e.holdIfAny(accountStream(keptUnder(e.platform, e.who))),
  async (e, _account, { scope, cms }) => {
    const { platform, who, now } = e
    const { role, entrance, person = '', organisation, organisationName, certificate } = who
    if (!certificate || entrance === 'inside') throw refuse('SESSION_NEEDED')
    if (scope === 'organisation' && !organisation) throw refuse('SESSIONS_OF_ORGANISATION')
    await checkStatement(platform, who, { what: 'session.endAll', fields: { certificate, scope }, cms }, now)
    const account = keptUnder(platform, who)
    const of = {
      account,
      certificate: scope === 'organisation' ? null : certificateTag(platform, account, certificate),
    }
    await e.append(accountStream(account), endSessions(of, now))
    const identity = {
      ...{ role, entrance, person, certificate },
      ...(organisation ? { organisation } : {}),
      ...(organisationName ? { organisationName } : {}),
    }
    const headers = { 'Set-Cookie': carrying(platform, identity, now + 1) }
    return new Reply('application/json', canonical({ endedAt: now }), { headers })
  },
)

import { z } from 'zod'
import { base64, hex, random, unbase64, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { type Certificate, parseCertificate } from '../../crypto/certificate.ts'
import { parseSigned } from '../../crypto/cms.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { wrapTo } from '../../crypto/wrap.ts'
import { certificateTagBy } from '../access/lost.ts'
import { issueTicket, useTicket as spendTicket } from '../access/session.ts'
import { checkStatement, checkWithEvidence, statementOf } from '../access/statement.ts'
import { rely } from '../access/trust.ts'
import type { Who } from '../access/who.ts'
import { dayOf } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import { command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import type { Platform } from '../platform/platform.ts'
import { type Account, bindCertificate, endCertificate, POSSESSION, warnOfExpiry } from './keyring.ts'
import { accountStream, organisationTag } from './store.ts'

const refuse = refusals({
  ACCOUNT_NEEDS_ORGANISATION: {
    status: 403,
    zh: '个人证书没有单位账户',
    en: 'a person without an organisation has no account',
  },
  CERTIFICATE_OF_ANOTHER: {
    status: 403,
    zh: '该证书不属于当前登录的单位',
    en: 'this certificate is not of the organisation that is signed in',
  },
  CERTIFICATE_UNUSABLE: {
    status: 422,
    zh: '该证书不能用于此用途',
    en: 'this certificate cannot be used for that',
  },
  POSSESSION_UNPROVEN: {
    status: 422,
    zh: '未能证明持有该证书的私钥',
    en: 'that the private key is at hand was not proven',
  },
})

const nothing = async (): Promise<undefined> => undefined
/** A certificate, DER in base64. */
export const Der = z.base64().max(8000)
const Cms = z.string().max(20_000)
const Tag = z.string().regex(/^[0-9a-f]{64}$/)
const LAST = Date.parse('9999-12-30T00:00:00Z')

/** What a client sends to bind a certificate: a signature of the account, and a proof that the key is at hand. */
export const BindCertificate = z.strictObject({
  certificate: Der,
  use: z.enum(['sign', 'encrypt']),
  replaces: Tag.nullable().default(null),
  cms: Cms,
  proof: z.union([z.strictObject({ cms: Cms }), z.strictObject({ ticket: z.string().max(300), secret: Tag })]),
})
export const AskPossession = z.strictObject({ certificate: Der })
export const EndCertificate = z.strictObject({ certificate: Tag, reason: z.enum(['lost', 'unused']), cms: Cms })

/** Under which tag an organisation keeps its certificates. */
export const accountOf = (platform: Platform, who: Pick<Who, 'organisation'>): string => {
  if (!who.organisation) throw refuse('ACCOUNT_NEEDS_ORGANISATION')
  return organisationTag(platform, who.organisation)
}

/** The tag of a certificate within its account. */
export const certificateTag = (platform: Platform, account: string, fingerprint: string): string =>
  certificateTagBy(platform.vault, account, fingerprint)

/** A certificate as a client sends it. Throws CERTIFICATE_UNUSABLE. */
export function readGiven(der: string): Certificate {
  try {
    return parseCertificate(unbase64(der))
  } catch (problem) {
    if (problem instanceof CryptoProblem) throw refuse('CERTIFICATE_UNUSABLE', { reason: problem.code })
    throw problem
  }
}

/** The certificate if it is good now, for that use, and of this organisation. */
async function usable(
  platform: Platform,
  who: Who,
  of: { certificate: string; use: 'sign' | 'encrypt'; along?: readonly Certificate[] },
  at: number,
): Promise<Certificate> {
  const certificate = readGiven(of.certificate)
  const { use, along = [] } = of
  try {
    const relied = await rely(platform, { certificate, along, use }, at)
    if (relied.certificate.organisationCode !== who.organisation) throw refuse('CERTIFICATE_OF_ANOTHER')
    return relied.certificate
  } catch (problem) {
    if (problem instanceof CryptoProblem)
      throw refuse('CERTIFICATE_UNUSABLE', { reason: problem.code, ...problem.facts })
    throw problem
  }
}

/** A secret that only the holder of this certificate's key reads, and a ticket that knows it. */
export const askPossession = query(
  'certificate.bind',
  nothing,
  async ({ platform, who, now }, _none, input: z.infer<typeof AskPossession>) => {
    const { spki, fingerprint } = await usable(platform, who, { ...input, use: 'encrypt' }, now)
    const secret = random(32)
    const holder = `${accountOf(platform, who)}.${fingerprint}.${hex(secret)}`
    return { lock: base64(await wrapTo(spki, secret, POSSESSION)), ...issueTicket(platform, 'possession', holder) }
  },
)

interface Shown {
  certificate: Certificate
  account: string
  statement: string
}

/** Whoever binds a certificate that signs has signed with it. */
async function shownBySignature(e: Entry, { certificate, statement }: Shown, cms: string): Promise<void> {
  const signed = await checkWithEvidence(e.platform, utf8(statement), cms, e.now)
  if (signed.certificate.fingerprint !== certificate.fingerprint) throw refuse('POSSESSION_UNPROVEN')
}

/** Whoever binds a certificate that opens has opened what was closed to it. */
async function shownBySecret(e: Entry, of: Shown, { ticket, secret }: { ticket: string; secret: string }) {
  const holder = `${of.account}.${of.certificate.fingerprint}.${secret}`
  await spendTicket(e.platform, { purpose: 'possession', holder, ticket, now: e.now, tx: e.tx })
}

/** What is signed to bind a certificate. */
const bindFields = (fingerprint: string, of: { use: 'sign' | 'encrypt'; replaces: string | null }) => ({
  certificate: fingerprint,
  use: of.use,
  replaces: of.replaces,
})

/** Binds a certificate to the organisation that is signed in. */
export const bind = command(
  'certificate.bind',
  (e, _input: z.infer<typeof BindCertificate>) => e.holdIfAny(accountStream(accountOf(e.platform, e.who))),
  async (e, state, input) => {
    const { use, replaces, proof } = input
    if ('cms' in proof !== (use === 'sign')) throw refuse('POSSESSION_UNPROVEN', { use })
    const along = 'cms' in proof ? chainIn(proof.cms) : []
    const certificate = await usable(e.platform, e.who, { certificate: input.certificate, use, along }, e.now)
    const fields = bindFields(certificate.fingerprint, input)
    const signature = await checkStatement(
      e.platform,
      e.who,
      { what: 'certificate.bind', fields, cms: input.cms },
      e.now,
    )
    const account = accountOf(e.platform, e.who)
    const shown = { certificate, account, statement: statementOf('certificate.bind', fields) }
    await ('cms' in proof ? shownBySignature(e, shown, proof.cms) : shownBySecret(e, shown, proof))
    const { der, notAfter, fingerprint } = certificate
    const binding = {
      account,
      certificate: certificateTag(e.platform, account, fingerprint),
      use,
      sealed: e.platform.vault.seal('account', canonical({ der: base64(der), signature })),
      lastDay: dayOf(Math.min(notAfter, LAST)),
      replaces,
    }
    await e.append(accountStream(account), bindCertificate(state as Account | undefined, binding, e.now))
    return { certificate: binding.certificate }
  },
)

const chainIn = (cms: string): Certificate[] => {
  try {
    return [...parseSigned(unbase64(cms)).certificates]
  } catch (problem) {
    if (problem instanceof CryptoProblem) throw refuse('POSSESSION_UNPROVEN', { reason: problem.code })
    throw problem
  }
}

/** Ends the use of a certificate: it is lost, or not needed any more. */
export const end = command(
  'certificate.end',
  (e, _input: z.infer<typeof EndCertificate>) => e.holdIfAny(accountStream(accountOf(e.platform, e.who))),
  async (e, state, { certificate, reason, cms }) => {
    const account = accountOf(e.platform, e.who)
    const signed = { what: 'certificate.end', fields: { certificate, reason }, cms }
    const signature = await checkStatement(e.platform, e.who, signed, e.now)
    const sealed = e.platform.vault.seal('account', canonical({ signature }))
    const of = { account, certificate, reason, sealed }
    await e.append(accountStream(account), endCertificate(state as Account | undefined, of, e.now))
  },
)

/** Announces what ends soon: one message for each certificate. */
export const warn = command(
  'account.warn',
  (e, input: { account: string }) => e.hold(accountStream(input.account)),
  async (e, state, { account }) => {
    await e.append(accountStream(account), warnOfExpiry(account, state, e.now))
  },
)

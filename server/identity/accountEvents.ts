import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { nobody } from '../ledger/eye.ts'

/** How many days before its last day a certificate's end is announced. */
export const WARN_DAYS = [60, 30, 7] as const

const tag = z.string().length(64)
const base = { account: tag, certificate: tag }

/** A certificate was bound to its organisation. What it says and who signed is sealed: at rest an account has no name. */
export const CertificateBound = defineEvent('certificate.bound', {
  v: 1,
  zh: '证书已绑定',
  en: 'certificate bound',
  data: z.strictObject({
    ...base,
    use: z.enum(['sign', 'encrypt']),
    /** the certificate, the statement and its signatures, sealed by the vault */
    sealed: z.string(),
    /** its last day (UTC+8) */
    lastDay: z.iso.date(),
    /** the certificate whose place it takes */
    replaces: tag.nullable(),
    boundAt: z.number().int(),
  }),
  seenBy: nobody,
})

/** A certificate is not used any more, or is lost. */
export const CertificateEnded = defineEvent('certificate.ended', {
  v: 1,
  zh: '证书已停用',
  en: 'certificate ended',
  data: z.strictObject({
    ...base,
    reason: z.enum(['lost', 'unused']),
    sealed: z.string(),
    endedAt: z.number().int(),
  }),
  seenBy: nobody,
})

/** A certificate's end is near: a message to its organisation. */
export const CertificateExpiring = defineEvent('certificate.expiring', {
  v: 1,
  zh: '证书即将到期',
  en: 'certificate about to expire',
  data: z.strictObject({
    ...base,
    days: z.union(WARN_DAYS.map((days) => z.literal(days))),
    warnedAt: z.number().int(),
  }),
  seenBy: nobody,
})

/** All sessions that were begun until now are over: those of one certificate, or of all. Nothing says whether there were any. */
export const SessionsEnded = defineEvent('account.sessionsEnded', {
  v: 1,
  zh: '此前的登录会话已全部结束',
  en: 'all sessions begun until then ended',
  data: z.strictObject({ account: tag, certificate: tag.nullable(), endedAt: z.number().int() }),
  seenBy: nobody,
})

export const accountEvents = [CertificateBound, CertificateEnded, CertificateExpiring, SessionsEnded]
export type AccountFact = FactOf<(typeof accountEvents)[number]>
export type AccountHappening = HappeningOf<(typeof accountEvents)[number]>

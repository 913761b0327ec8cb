import { label } from '../../crypto/digest.ts'
import { instantOf } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import type { Due } from '../ledger/stream.ts'
import {
  type AccountFact,
  type AccountHappening,
  CertificateBound,
  CertificateEnded,
  CertificateExpiring,
  SessionsEnded,
  WARN_DAYS,
} from './accountEvents.ts'

const refuse = refusals({
  CERTIFICATE_BOUND: { status: 409, zh: '该证书已绑定', en: 'this certificate is bound already' },
  CERTIFICATE_NOT_BOUND: { status: 404, zh: '没有绑定该证书', en: 'no such certificate is bound' },
  CERTIFICATE_LOST: {
    status: 403,
    zh: '该证书已由本单位挂失，不能再使用；请换用其他证书',
    en: 'its organisation declared this certificate lost: use another one',
  },
  CERTIFICATE_REPLACED: {
    status: 409,
    zh: '该证书已被另一张证书替换，或用途不同',
    en: 'that certificate was replaced already, or is for another use',
  },
  CERTIFICATES_TOO_MANY: { status: 409, zh: '绑定的证书已达上限', en: 'no more certificates can be bound' },
})

/** The label under which a secret is closed to a certificate whose key is to be shown. */
export const POSSESSION = label('possession')

const MOST = 200
const DAY = 86_400_000

/** A certificate of an organisation, as its account has it. */
export interface BoundCertificate {
  /** tag of the certificate within its account */
  id: string
  use: 'sign' | 'encrypt'
  sealed: string
  /** last day (UTC+8) */
  lastDay: string
  boundAt: number
  replaces: string | null
  replacedBy: string | null
  ended: { reason: 'lost' | 'unused'; at: number } | null
  /** how many days before its end it was warned of last */
  warned: number | null
}

/** The certificates that an organisation bound, and the messages about their end. */
export interface Account {
  certificates: BoundCertificate[]
  messages: { certificate: string; days: number; at: number }[]
  /** until when sessions are over, whoever holds them: of all certificates, and of one; absent: none was ended */
  ended?: { all: number | null; of: Record<string, number> }
}

/** What is bound: who it is stands in `sealed` alone. */
export interface Binding {
  account: string
  certificate: string
  use: 'sign' | 'encrypt'
  sealed: string
  lastDay: string
  replaces: string | null
}

/** Binds a certificate to its organisation, in the place of another where it renews one. */
export function bindCertificate(account: Account | undefined, of: Binding, now: number): AccountHappening[] {
  const all = account?.certificates ?? []
  const there = all.find(({ id }) => id === of.certificate)
  if (there?.ended?.reason === 'lost') throw refuse('CERTIFICATE_LOST')
  if (there) throw refuse('CERTIFICATE_BOUND')
  if (all.length >= MOST) throw refuse('CERTIFICATES_TOO_MANY', { most: MOST })
  if (of.replaces !== null) {
    const before = all.find(({ id }) => id === of.replaces)
    if (!before) throw refuse('CERTIFICATE_NOT_BOUND')
    if (before.replacedBy || before.use !== of.use) throw refuse('CERTIFICATE_REPLACED')
  }
  return [CertificateBound({ ...of, boundAt: now })]
}

/** Ends the use of a certificate. One that was lost lets nobody in any more. */
export function endCertificate(
  account: Account | undefined,
  of: { account: string; certificate: string; reason: 'lost' | 'unused'; sealed: string },
  now: number,
): AccountHappening[] {
  const there = account?.certificates.find(({ id }) => id === of.certificate)
  if (!there) throw refuse('CERTIFICATE_NOT_BOUND')
  if (there.ended?.reason === 'lost' || there.ended?.reason === of.reason) return []
  return [CertificateEnded({ ...of, endedAt: now })]
}

/** Ends every session that was begun until now: of one certificate, or of all. */
export const endSessions = (of: { account: string; certificate: string | null }, now: number): AccountHappening[] => [
  SessionsEnded({ ...of, endedAt: now }),
]

/** Whether a session that was begun at `since` by this certificate still stands: it was not ended, nor the certificate lost. */
export function sessionStands(account: Account | undefined, certificate: string, since: number): boolean {
  const lost = account?.certificates.find(({ id }) => id === certificate)?.ended?.reason === 'lost'
  const { all = null, of = {} } = account?.ended ?? {}
  return !lost && since > Math.max(all ?? 0, of[certificate] ?? 0)
}

/** Whether a certificate is still the one in use. */
const inUse = ({ replacedBy, ended }: BoundCertificate): boolean => !replacedBy && !ended

/** When a certificate's end is announced, days before its last day begins. */
const announcedAt = ({ lastDay }: BoundCertificate, days: number): number => instantOf(lastDay) - days * DAY

/** What is to be said now: of each certificate in use the nearest announcement that has not been made. */
export const warnOfExpiry = (id: string, account: Account, now: number): AccountHappening[] =>
  account.certificates.filter(inUse).flatMap((one) => {
    const due = WARN_DAYS.filter((days) => now >= announcedAt(one, days)).at(-1)
    if (due === undefined || (one.warned !== null && one.warned <= due)) return []
    return [CertificateExpiring({ account: id, certificate: one.id, days: due, warnedAt: now })]
  })

/** When the next announcement falls due. */
export function timetable(account: Account): Due[] {
  const next = account.certificates.filter(inUse).flatMap((one) => {
    const days = WARN_DAYS.find((each) => one.warned === null || each < one.warned)
    return days === undefined ? [] : [announcedAt(one, days)]
  })
  return next.length ? [{ at: Math.min(...next), deed: 'account.warn' }] : []
}

/** The only place where an account changes. */
export function evolve(account: Account | undefined, fact: AccountFact): Account {
  const { certificates, messages, ...rest } = account ?? { certificates: [], messages: [] }
  const each = (id: string, change: Partial<BoundCertificate>): BoundCertificate[] =>
    certificates.map((one) => (one.id === id ? { ...one, ...change } : one))
  switch (fact.type) {
    case 'certificate.bound': {
      const { certificate: id, use, sealed, lastDay, boundAt, replaces } = fact.data
      const fresh = { id, use, sealed, lastDay, boundAt, replaces, replacedBy: null, ended: null, warned: null }
      const before = replaces === null ? certificates : each(replaces, { replacedBy: id })
      return { ...rest, certificates: [...before, fresh], messages }
    }
    case 'certificate.ended': {
      const { certificate, reason, endedAt: at } = fact.data
      return { ...rest, certificates: each(certificate, { ended: { reason, at } }), messages }
    }
    case 'certificate.expiring': {
      const { certificate, days, warnedAt: at } = fact.data
      return {
        ...rest,
        certificates: each(certificate, { warned: days }),
        messages: [...messages, { certificate, days, at }],
      }
    }
    case 'account.sessionsEnded': {
      const { certificate, endedAt } = fact.data
      const { all = null, of = {} } = account?.ended ?? {}
      const ended = certificate === null ? { all: endedAt, of } : { all, of: { ...of, [certificate]: endedAt } }
      return { ...rest, certificates, messages, ended }
    }
  }
}

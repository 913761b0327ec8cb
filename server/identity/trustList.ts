import { hex, unbase64 } from '../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../crypto/canonical.ts'
import { type Certificate, parseCertificate } from '../../crypto/certificate.ts'
import { sha256 } from '../../crypto/digest.ts'
import { isCodePattern } from '../../crypto/organisationCode.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import type { Signature } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import type { FactOf, HappeningOf } from '../ledger/event.ts'
import type { TrustedAuthority } from '../platform/platform.ts'
import type { GivenUp } from './givingUp.ts'
import { type Person, samePerson } from './person.ts'
import { TrustConfirmed, TrustFounded, TrustProposed, TrustRejected } from './trustEvents.ts'

export type { Heard, TrustedAuthority } from '../platform/platform.ts'

const refuse = refusals({
  TRUST_UNCHANGED: { status: 409, zh: '与现行信任列表相同，无需变更', en: 'the list says that already' },
  TRUST_PROPOSAL_OPEN: {
    status: 409,
    zh: '已有一项变更等待另一人确认，请先确认或退回',
    en: 'another change waits for its second person: confirm or reject it first',
  },
  TRUST_PROPOSAL_ABSENT: { status: 404, zh: '没有等待确认的该项变更', en: 'no such change waits to be confirmed' },
  TRUST_SAME_PERSON: {
    status: 403,
    zh: '须由另一人以另一证书确认',
    en: 'another person confirms, with another certificate',
  },
  TRUST_LOCKOUT: {
    status: 409,
    zh: '确认人自己的证书由该机构签发，移除后将无人能再变更列表',
    en: 'the certificate that confirms is of that authority: it would lock itself out',
  },
  AUTHORITY_UNFIT: { status: 422, zh: '认证机构的资料不合要求', en: 'what is said of the authority does not fit' },
})

/** The list of certification authorities that the platform trusts, and the one change that waits for its second person. */
export interface TrustList {
  authorities: TrustedAuthority[]
  /** Authorities that were removed or changed, as they were: old signatures rest on them. */
  former: { authority: TrustedAuthority; until: number }[]
  proposal: TrustProposal | null
}

/** What is to change: an authority is put (added or replaced) or removed. */
export interface TrustProposal {
  id: string
  put: TrustedAuthority | null
  remove: string | null
  proposedAt: number
  by: Person
}

/** One line of a difference: what the list says now and what it is to say. */
export interface TrustDifference {
  member: string
  before: string | null
  after: string | null
}

/** What differs between the list as it is and as proposed, certificates by their fingerprints: what both people sign. */
export function trustDifference(list: TrustList, change: Pick<TrustProposal, 'put' | 'remove'>): TrustDifference[] {
  const id = change.put?.id ?? change.remove
  const before = list.authorities.find((one) => one.id === id)
  const [was, is] = [shown(before), shown(change.put ?? undefined)]
  const members = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  return members
    .filter((member) => was[member] !== is[member])
    .map((member) => ({ member, before: was[member] ?? null, after: is[member] ?? null }))
}

/** What the one who proposes signs: the difference in words, and the hash of the whole entry. */
export const statementFields = (change: Pick<TrustProposal, 'put' | 'remove'>, difference: TrustDifference[]) => ({
  authority: change.put?.id ?? change.remove,
  difference,
  entry: change.put ? hex(sha256(canonicalBytes(change.put))) : null,
})

/** What the one who confirms signs. */
export const confirmFields = (list: TrustList, proposal: TrustProposal) => ({
  ...statementFields(proposal, trustDifference(list, proposal)),
  proposal: proposal.id,
})

function shown(authority: TrustedAuthority | undefined): Record<string, string> {
  if (!authority) return {}
  const { roots, intermediates, code, ...plain } = authority
  return {
    ...Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, value === null ? '' : String(value)])),
    roots: roots.map(fingerprintOf).join(' '),
    intermediates: intermediates.map(fingerprintOf).join(' '),
    code: canonical(code),
  }
}

const fingerprintOf = (der: string): string => parseCertificate(unbase64(der)).fingerprint

/** Founds the list: once, with the platform. */
export const foundTrust = (
  list: TrustList | undefined,
  authorities: TrustedAuthority[],
): HappeningOf<typeof TrustFounded>[] => (list ? [] : [TrustFounded({ authorities: authorities.map(checked) })])

/** The same, of a change that changes something. */
export function realDifference(list: TrustList, change: Pick<TrustProposal, 'put' | 'remove'>): TrustDifference[] {
  const difference = trustDifference(list, change)
  if (!difference.length) throw refuse('TRUST_UNCHANGED')
  return difference
}

/** One person proposes a change. */
export function proposeTrust(
  list: TrustList,
  of: { id: string; put: TrustedAuthority | null; remove: string | null; by: Person; signature: Signature },
  now: number,
): HappeningOf<typeof TrustProposed>[] {
  if (list.proposal) throw refuse('TRUST_PROPOSAL_OPEN', { proposal: list.proposal.id })
  const { id, put, remove, by, signature } = of
  const difference = realDifference(list, { put, remove })
  return [TrustProposed({ id, put, remove, difference, proposedAt: now, by, signature })]
}

/** Another person confirms it, and the list changes. */
export function confirmTrust(
  list: TrustList,
  of: { id: string; by: Person; authority: string; signature: Signature },
  now: number,
): HappeningOf<typeof TrustConfirmed>[] {
  const proposal = waiting(list, of.id)
  if (samePerson(proposal.by, of.by)) throw refuse('TRUST_SAME_PERSON')
  if (proposal.remove === of.authority) throw refuse('TRUST_LOCKOUT', { authority: of.authority })
  return [TrustConfirmed({ id: of.id, by: of.by, confirmedAt: now, signature: of.signature })]
}

/** Either person, or anybody else of the centre, gives the change up. */
export function rejectTrust(list: TrustList, of: GivenUp): HappeningOf<typeof TrustRejected>[] {
  waiting(list, of.id)
  return [TrustRejected(of)]
}

/** The change that waits, by its id. */
export function waiting(list: TrustList, id: string): TrustProposal {
  if (list.proposal?.id !== id) throw refuse('TRUST_PROPOSAL_ABSENT', { proposal: id })
  return list.proposal
}

/** Checks what a schema cannot: that roots are roots, that all can be read, that the pattern is one to be run. */
function checked(authority: TrustedAuthority): TrustedAuthority {
  const roots = authority.roots.map((der) => authorityIn(der, 'roots'))
  for (const root of roots)
    if (root.subjectKey !== root.issuerKey) throw unfit('roots', 'not issued by itself', root.fingerprint)
  for (const der of authority.intermediates) authorityIn(der, 'intermediates')
  if (!isCodePattern(authority.code.pattern)) throw unfit('code', 'pattern')
  if (authority.lastDay !== null && authority.lastDay < authority.firstDay) throw unfit('lastDay', 'before firstDay')
  return authority
}

const unfit = (member: string, why: string, fingerprint?: string) =>
  refuse('AUTHORITY_UNFIT', { member, why, ...(fingerprint ? { fingerprint } : {}) })

/** Whether a certificate signs lists or answers for an authority without being one. */
const signsRevocation = ({ usage }: Certificate): boolean => usage.crlSign || usage.ocspSigning

function authorityIn(der: string, member: string): Certificate {
  let found: Certificate
  try {
    found = parseCertificate(unbase64(der))
  } catch (problem) {
    if (!(problem instanceof CryptoProblem)) throw problem
    throw unfit(member, problem.code)
  }
  const isAuthority = found.ca && found.usage.certSign
  if (!isAuthority && (member === 'roots' || !signsRevocation(found)))
    throw unfit(member, 'not an authority', found.fingerprint)
  if (found.unknownCritical.length) throw unfit(member, 'constraints', found.fingerprint)
  return found
}

/**
 * Refuses a change that puts what is no authority, one that has the root of another, or one of which nothing says whether
 * it asks about revocation: its rules must be plain.
 */
export function checkChange(list: TrustList, { put }: Pick<TrustProposal, 'put'>): void {
  if (!put) return
  checked(put)
  const asked = put.crls.length > 0 || put.ocsp !== null
  if (!asked && !put.noRevocation) throw unfit('noRevocation', 'neither a source nor a reason')
  if (asked && put.noRevocation) throw unfit('noRevocation', 'a source and a reason to ask none')
  const keys = (one: TrustedAuthority) => one.roots.map((der) => hex(parseCertificate(unbase64(der)).spki))
  const taken = new Set(list.authorities.filter(({ id }) => id !== put.id).flatMap(keys))
  if (keys(put).some((key) => taken.has(key))) throw unfit('roots', 'of another authority')
}

export type TrustFact = FactOf<
  typeof TrustFounded | typeof TrustProposed | typeof TrustConfirmed | typeof TrustRejected
>

/** The only place where the list changes. */
export function evolve(list: TrustList | undefined, fact: TrustFact): TrustList {
  if (fact.type === 'trust.founded') return { authorities: fact.data.authorities, former: [], proposal: null }
  if (!list) throw new Error(`${fact.type} before the list was founded`)
  switch (fact.type) {
    case 'trust.proposed': {
      const { id, put, remove, proposedAt, by } = fact.data
      return { ...list, proposal: { id, put, remove, proposedAt, by } }
    }
    case 'trust.rejected':
      return { ...list, proposal: null }
    case 'trust.confirmed':
      return changed(list, fact.data.confirmedAt)
  }
}

function changed(list: TrustList, at: number): TrustList {
  const { put, remove } = list.proposal ?? { put: null, remove: null }
  const id = put?.id ?? remove
  const before = list.authorities.filter((one) => one.id === id)
  const rest = list.authorities.filter((one) => one.id !== id)
  return {
    authorities: put ? [...rest, put].sort((a, b) => (a.id < b.id ? -1 : 1)) : rest,
    former: [...list.former, ...before.map((authority) => ({ authority, until: at }))],
    proposal: null,
  }
}

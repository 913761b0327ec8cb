import type { Attested, AttestedOf } from '../../crypto/attest.ts'
import { base64 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { isWithin } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import { givingUpFields } from './givingUp.ts'
import { samePerson } from './person.ts'
import {
  confirmFields,
  evolve,
  statementFields,
  type TrustDifference,
  type TrustedAuthority,
  type TrustFact,
  type TrustList,
  waiting,
} from './trustList.ts'

const refuse = refusals({
  TRUST_UNPROVED: {
    status: 409,
    zh: '平台出示的信任列表与日志中的变更不符',
    en: 'the trust list that the platform shows is not what the changes in its log make of it',
  },
  TRUST_HELD_BACK: {
    status: 409,
    zh: '平台出示的信任列表缺少此前见过的变更',
    en: 'the trust list that the platform shows lacks a change that was seen before',
  },
})

/** A change of the list as it was signed, and the list that it was signed against. */
export interface SignedChange {
  before: TrustList
  fact: Extract<TrustFact, { type: 'trust.proposed' | 'trust.confirmed' | 'trust.rejected' }>
}

/**
 * Makes the list anew from its facts, in order from the founding, and checks what a fact says of itself: that none is
 * missing between, that what was signed is what was changed, and that two people did it. Whether the facts are in the log
 * and the signatures hold, whoever asks checks besides.
 *
 * @throws TRUST_UNPROVED
 */
export function replayTrust(facts: readonly TrustFact[]): { list: TrustList; signed: SignedChange[] } {
  let list: TrustList | undefined
  const signed: SignedChange[] = []
  for (const [i, fact] of facts.entries()) {
    if (fact.stream !== 'trust/list' || fact.version !== i + 1) throw refuse('TRUST_UNPROVED', { fact: fact.id })
    if (list && fact.type !== 'trust.founded' && !isUnsigned(fact)) {
      const change = { before: list, fact }
      if (!isWhatWasSigned(change)) throw refuse('TRUST_UNPROVED', { fact: fact.id })
      signed.push(change)
    }
    list = evolve(list, fact)
  }
  if (!list) throw refuse('TRUST_UNPROVED', {})
  return { list, signed }
}

/** A change that was given up before that was signed: it alters nothing. */
const isUnsigned = ({ type, v }: TrustFact): boolean => type === 'trust.rejected' && v === 1

function isWhatWasSigned({ before, fact }: SignedChange): boolean {
  const { statement } = fact.data.signature
  if (fact.type === 'trust.proposed')
    return says(statement, { ...statementFields(fact.data, fact.data.difference), what: 'trust.propose' })
  const proposal = waiting(before, fact.data.id)
  const fields = confirmFields(before, proposal)
  if (fact.type === 'trust.rejected')
    return says(statement, { ...givingUpFields(fields, fact.data.reason), what: 'trust.reject' })
  return !samePerson(proposal.by, fact.data.by) && says(statement, { ...fields, what: 'trust.confirm' })
}

/** Whether a statement says this; in which order it tells the lines of a difference is not the log's to keep. */
function says(statement: string, fields: { difference: readonly TrustDifference[]; what: string }): boolean {
  const said = read(statement)
  return said !== undefined && canonical(said) === statement && canonical(inOrder(said)) === canonical(inOrder(fields))
}

const inOrder = <F extends { difference: readonly TrustDifference[] }>(of: F): F => ({
  ...of,
  difference: [...of.difference].sort((a, b) => (a.member < b.member ? -1 : 1)),
})

/** A statement with its difference; undefined where it is none. */
function read(statement: string): { difference: TrustDifference[] } | undefined {
  try {
    const said = JSON.parse(statement) as { difference?: unknown }
    return Array.isArray(said.difference) ? (said as { difference: TrustDifference[] }) : undefined
  } catch {
    return undefined
  }
}

/** That the list as shown is the one that its facts make. @throws TRUST_UNPROVED */
export function checkShown(shown: Pick<TrustList, 'authorities'>, made: TrustList): void {
  if (canonical(shown.authorities) !== canonical(made.authorities)) throw refuse('TRUST_UNPROVED', {})
}

/** What is to be checked of the signature of a change: up to the roots of those who might sign then, at its time. */
export const askedOf = ({ before, fact }: SignedChange): AttestedOf => ({
  signature: fact.data.signature,
  anchors: before.authorities.filter(({ uses }) => uses.includes('sign')),
  at: fact.at,
})

/** That the certificates that signed the changes are those that their facts name. @throws TRUST_UNPROVED */
export function checkSigners(signed: readonly SignedChange[], by: readonly Pick<Attested, 'certificate'>[]): void {
  for (const [i, { fact }] of signed.entries())
    if (fact.data.by.certificate !== by[i]?.certificate.fingerprint) throw refuse('TRUST_UNPROVED', { fact: fact.id })
}

/** That the changes shown go on from those that were seen before: none of them is held back. @throws TRUST_HELD_BACK */
export function checkGoesOn(before: readonly string[], shown: readonly string[]): void {
  const missing = before.find((id, i) => shown[i] !== id)
  if (missing !== undefined) throw refuse('TRUST_HELD_BACK', { fact: missing })
}

/**
 * The authorities as the list had them at an instant, those whose day it was. Before the list was founded, as it was
 * founded.
 */
export function authoritiesAt(facts: readonly TrustFact[], at: number): TrustedAuthority[] {
  let list: TrustList | undefined
  for (const fact of facts) if (!list || fact.at <= at) list = evolve(list, fact)
  return (list?.authorities ?? []).filter((one) => isWithin(one, at))
}

/** The entry of a root among authorities, where it is there for that use. */
export const entryFor = (
  authorities: readonly TrustedAuthority[],
  root: { der: Uint8Array },
  use: TrustedAuthority['uses'][number],
): TrustedAuthority | undefined =>
  authorities.find(({ roots, uses }) => uses.includes(use) && roots.includes(base64(root.der)))

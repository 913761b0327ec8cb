import { type Bytes, hex, unhex } from './bytes.ts'
import * as der from './der.ts'
import { contextTag, type Element, Fields, only, parseDer, TAG } from './der.ts'
import { OID } from './oids.ts'
import { hashNameOf } from './publicKey.ts'
import { attribute } from './signing.ts'
import { octetsOf, oidOf } from './values.ts'

/** What was known about revocation when a signature was taken in, as it stands beside that signature. */
export interface Evidence {
  /** Answers of responders in DER. */
  readonly ocsps: readonly Uint8Array[]
  /** SHA-256 of revocation lists, hex: lists are large and many signatures rest on the same one. */
  readonly crls: readonly string[]
}

/**
 * The same SignedData with the evidence beside its signer, in place of any that was there: answers as RFC 5940 has
 * them, lists by their hashes as complete revocation references (RFC 5126 6.2.2). Nothing that was signed changes.
 */
export function withEvidence(cms: Uint8Array, { ocsps, crls }: Evidence): Bytes {
  const [type, wrapped] = parseDer(cms).children
  const parts = der.only(wrapped!).children.filter(({ tag }) => tag !== contextTag(1))
  const info = [...only(parts.at(-1)!, TAG.sequence).children]
  const unsigned = info.at(-1)?.tag === contextTag(1) ? (info.pop()?.children ?? []) : []
  const kept = unsigned.filter((one) => !isReference(one)).map(({ raw }) => raw)
  const attributes = [...kept, ...(crls.length ? [references(crls)] : [])]
  const signer = der.sequence(
    ...info.map(({ raw }) => raw),
    ...(attributes.length ? [der.retag(contextTag(1), der.setOf(...attributes))] : []),
  )
  const answers = ocsps.map((one) => der.retag(contextTag(1), der.sequence(der.oid(OID.ocspInCms), one)))
  const data = der.sequence(
    ...parts.slice(0, -1).map(({ raw }) => raw),
    ...(answers.length ? [der.retag(contextTag(1), der.setOf(...answers))] : []),
    der.setOf(signer),
  )
  return der.sequence(type!.raw, der.explicit(0, data))
}

const isReference = (one: Element): boolean => oidOf(new Fields(one).take()) === OID.revocationReferences

/** CompleteRevocationRefs with one CrlOcspRef a list, each list by its SHA-256 alone. */
const references = (crls: readonly string[]): Bytes =>
  attribute(OID.revocationReferences, der.sequence(...crls.map(reference)))

function reference(crl: string): Bytes {
  const hash = der.sequence(der.sequence(der.oid(OID.sha256), der.nothing()), der.octets(unhex(crl)))
  return der.sequence(der.explicit(0, der.sequence(der.sequence(der.sequence(hash)))))
}

/** The answers among the revocation information of SignedData; lists and whatever else stands there are passed over. */
export const answersIn = (from: Element | undefined): Uint8Array[] =>
  (from?.children ?? []).flatMap((one) => {
    if (one.tag !== contextTag(1)) return []
    const [type, value] = one.children
    return type && value && oidOf(type) === OID.ocspInCms ? [value.raw] : []
  })

/** The lists that references name by SHA-256; undefined for references of other kinds. */
export function listsNamed(from: Element | undefined): string[] {
  return (from?.children ?? []).flatMap((one) => {
    const lists = one.children.find(({ tag }) => tag === contextTag(0))
    return lists ? new Fields(only(lists)).rest().flatMap((list) => new Fields(list).rest().flatMap(named)) : []
  })
}

function named(validated: Element): string[] {
  const fields = new Fields(new Fields(validated).take(TAG.sequence))
  const hash = hashNameOf(fields.take(TAG.sequence))
  const value = octetsOf(fields.take())
  fields.end()
  return hash === 'SHA-256' ? [hex(value)] : []
}

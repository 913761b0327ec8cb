import { hex } from './bytes.ts'
import { type Certificate, parseCertificate } from './certificate.ts'
import { contextTag, type Element, Fields, only, parseDer, reading, TAG } from './der.ts'
import { sha256 } from './digest.ts'
import { extensionsOf } from './extensions.ts'
import { readName } from './name.ts'
import { OID } from './oids.ts'
import { CryptoProblem } from './problem.ts'
import { hashNameOf, type SignatureAlgorithm, signatureAlgorithmOf } from './publicKey.ts'
import { octetsOf, oidOf, timeOf, unsignedOf, wholeBitsOf } from './values.ts'

/** What a responder says about one certificate. Instants are milliseconds since 1970. */
export interface OcspAnswer {
  readonly hash: 'SHA-1' | 'SHA-256' | 'SM3'
  /** Hashes of the issuer's name and key, hex. */
  readonly issuerName: string
  readonly issuerKey: string
  /** Hex, no leading zeros. */
  readonly serial: string
  readonly status: 'good' | 'revoked' | 'unknown'
  readonly revokedAt?: number
  readonly thisUpdate: number
  /** An answer that does not say until when it holds is good for no instant, as with a list. */
  readonly nextUpdate?: number
}

/** An answer of a responder (RFC 6960, id-pkix-ocsp-basic), read and not yet believed. */
export interface OcspResponse {
  /** SHA-256 of the response, hex. */
  readonly fingerprint: string
  /** The key of the responder's name, or the SHA-1 of its key, hex. */
  readonly responder: { readonly name: string } | { readonly key: string }
  readonly producedAt: number
  readonly answers: readonly OcspAnswer[]
  /** Hex. */
  readonly nonce?: string
  readonly certificates: readonly Certificate[]
  readonly signed: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithm
  readonly signature: Uint8Array
}

/** Something about a response or request is not as RFC 6960 has it. */
export const wrongOcsp = (why: string, more: Record<string, string | number> = {}): CryptoProblem =>
  new CryptoProblem('OCSP_INVALID', { why, ...more })

/** Answers in one response, and questions in one request. */
export const MOST_ANSWERS = 64
const read = new WeakMap<Uint8Array, OcspResponse>()

/** Reads a response in DER, strictly; OCSP_INVALID, also for one that says the responder declined. The same bytes are read once. */
export function parseOcsp(bytes: Uint8Array): OcspResponse {
  const known = read.get(bytes)
  if (known) return known
  const response = reading('OCSP_INVALID', () => responseOf(parseDer(bytes)))
  read.set(bytes, response)
  return response
}

function responseOf(whole: Element): OcspResponse {
  const outer = new Fields(whole)
  const status = outer.take(TAG.enumerated)
  if (status.content.length !== 1) throw wrongOcsp('status')
  if (status.content[0] !== 0) throw wrongOcsp('the responder declined', { status: status.content[0]! })
  const typed = new Fields(only(outer.take(contextTag(0))))
  outer.end()
  if (oidOf(typed.take()) !== OID.ocspBasic) throw wrongOcsp('not a basic response')
  const basic = new Fields(parseDer(octetsOf(typed.take())))
  typed.end()
  const signed = basic.take(TAG.sequence)
  const signatureAlgorithm = signatureAlgorithmOf(basic.take(TAG.sequence))
  const signature = wholeBitsOf(basic.take(TAG.bits))
  const bag = basic.maybe(contextTag(0))
  basic.end()
  return {
    fingerprint: hex(sha256(whole.raw)),
    ...bodyOf(signed),
    certificates: bag ? new Fields(only(bag)).rest().map(({ raw }) => parseCertificate(raw)) : [],
    signed: signed.raw,
    signatureAlgorithm,
    signature,
  }
}

function bodyOf(signed: Element): Pick<OcspResponse, 'responder' | 'producedAt' | 'answers' | 'nonce'> {
  const body = new Fields(signed)
  if (body.maybe(contextTag(0))) throw wrongOcsp('version') // version 1 is the default, which DER leaves out
  const named = body.take()
  const producedAt = timeOf(body.take(TAG.generalizedTime))
  const answers = new Fields(body.take(TAG.sequence)).rest()
  const extensions = extensionsOf(optional(body.maybe(contextTag(1))))
  body.end()
  if (answers.length > MOST_ANSWERS) throw wrongOcsp('too many answers')
  for (const [id, { critical }] of extensions)
    if (critical && id !== OID.ocspNonce) throw wrongOcsp('critical extension')
  const nonce = extensions.get(OID.ocspNonce)
  return {
    responder: responderOf(named),
    producedAt,
    answers: answers.map(answerOf),
    ...(nonce && { nonce: hex(octetsOf(parseDer(nonce.value.content))) }),
  }
}

/** The one element inside an optional explicit tag. */
export const optional = (from: Element | undefined): Element | undefined => from && only(from)

function responderOf(named: Element): OcspResponse['responder'] {
  if (named.tag === contextTag(1)) return { name: readName(only(named)).key }
  if (named.tag === contextTag(2)) return { key: hex(octetsOf(only(named))) }
  throw wrongOcsp('responder')
}

const HASHES: Readonly<Record<string, OcspAnswer['hash']>> = { [OID.sha1]: 'SHA-1' }

function answerOf(from: Element): OcspAnswer {
  const fields = new Fields(from)
  const about = certIdOf(fields.take(TAG.sequence))
  const status = statusOf(fields.take())
  const thisUpdate = timeOf(fields.take(TAG.generalizedTime))
  const next = fields.maybe(contextTag(0))
  const extensions = extensionsOf(optional(fields.maybe(contextTag(1))))
  fields.end()
  if ([...extensions.values()].some(({ critical }) => critical)) throw wrongOcsp('critical extension')
  return { ...about, ...status, thisUpdate, ...(next && { nextUpdate: timeOf(only(next, TAG.generalizedTime)) }) }
}

/** Which certificate is meant, by the hashes of its issuer and its serial. */
export function certIdOf(from: Element): Pick<OcspAnswer, 'hash' | 'issuerName' | 'issuerKey' | 'serial'> {
  const fields = new Fields(from)
  const algorithm = fields.take(TAG.sequence)
  const hash = HASHES[oidOf(new Fields(algorithm).take())] ?? hashNameOf(algorithm)
  const [name, key] = [octetsOf(fields.take()), octetsOf(fields.take())]
  const serial = hex(unsignedOf(fields.take()))
  fields.end()
  if (hash !== 'SHA-1' && hash !== 'SHA-256' && hash !== 'SM3') throw wrongOcsp('hash')
  return { hash, issuerName: hex(name), issuerKey: hex(key), serial }
}

function statusOf(from: Element): Pick<OcspAnswer, 'status' | 'revokedAt'> {
  if (from.tag === contextTag(0, false) && from.content.length === 0) return { status: 'good' }
  if (from.tag === contextTag(2, false) && from.content.length === 0) return { status: 'unknown' }
  if (from.tag !== contextTag(1)) throw wrongOcsp('status of a certificate')
  const [at, reason, more] = from.children
  if (!at || more || (reason && reason.tag !== contextTag(0))) throw wrongOcsp('status of a certificate')
  if (reason && only(reason).tag !== TAG.enumerated) throw wrongOcsp('reason')
  return { status: 'revoked', revokedAt: timeOf(at) }
}

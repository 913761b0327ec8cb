import { sha1 } from '@noble/hashes/legacy.js'
import { type Bytes, hex, plain, unhex } from './bytes.ts'
import type { Certificate } from './certificate.ts'
import * as der from './der.ts'
import { contextTag, TAG } from './der.ts'
import { type SigningKey, signed } from './issuing.ts'
import { type OcspQuestion, parseOcspRequest } from './ocspRequest.ts'
import { OID } from './oids.ts'
import { CryptoProblem, isCryptoProblem } from './problem.ts'
import { keyBitsOf } from './publicKey.ts'
import { longTime } from './values.ts'

/** Who answers for an authority: the authority itself, or whom it appointed; then its certificate comes along. */
export interface Responder {
  readonly issuer: Certificate
  readonly certificate: Certificate
  readonly key: SigningKey
}

/** What an authority knows of its certificates. Instants are milliseconds since 1970. */
export interface OcspKnowledge {
  readonly at: number
  readonly nextUpdate: number
  /** Serial (hex) → when it was revoked; undefined if it is good; null if nobody here issued it. */
  standingOf(serial: string): number | undefined | null
}

/** The answer to a request in DER, signed; a request that cannot be read is answered as malformed (RFC 6960 4.2.1). */
export async function answerOcsp(request: Uint8Array, by: Responder, knows: OcspKnowledge): Promise<Bytes> {
  let question: OcspQuestion
  try {
    question = parseOcspRequest(request)
  } catch (problem) {
    if (!isCryptoProblem(problem)) throw problem
    return der.sequence(der.element(TAG.enumerated, new Uint8Array([1])))
  }
  const body = (): Bytes =>
    der.sequence(
      der.explicit(2, der.octets(sha1(plain(keyBitsOf(by.certificate.spki))))),
      longTime(knows.at),
      der.sequence(...question.about.map((one) => answer(one, by.issuer, knows))),
      ...(question.nonce === undefined ? [] : [der.explicit(1, der.sequence(nonce(question.nonce)))]),
    )
  const appointed = by.certificate.fingerprint !== by.issuer.fingerprint
  const bag = appointed ? [der.explicit(0, der.sequence(by.certificate.der))] : []
  const basic = await signed(by.key, body, bag)
  const typed = der.sequence(der.oid(OID.ocspBasic), der.octets(basic))
  return der.sequence(der.element(TAG.enumerated, new Uint8Array(1)), der.explicit(0, typed))
}

const nonce = (value: string): Bytes => der.sequence(der.oid(OID.ocspNonce), der.octets(der.octets(unhex(value))))

function answer(one: OcspQuestion['about'][number], issuer: Certificate, knows: OcspKnowledge): Bytes {
  if (one.hash !== 'SHA-1') throw new CryptoProblem('OCSP_INVALID', { why: 'hash' })
  const ours =
    one.issuerName === hex(sha1(plain(issuer.subjectDer))) && one.issuerKey === hex(sha1(plain(keyBitsOf(issuer.spki))))
  const standing = ours ? knows.standingOf(one.serial) : null
  return der.sequence(one.id, status(standing), longTime(knows.at), der.explicit(0, longTime(knows.nextUpdate)))
}

function status(standing: number | undefined | null): Bytes {
  if (standing === undefined) return der.element(contextTag(0, false))
  return standing === null ? der.element(contextTag(2, false)) : der.element(contextTag(1), longTime(standing))
}

import { sha1 } from '@noble/hashes/legacy.js'
import { hex, plain } from './bytes.ts'
import type { Certificate } from './certificate.ts'
import { checkItself } from './checkItself.ts'
import { standingOf } from './crl.ts'
import { type OcspAnswer, type OcspResponse, parseOcsp, wrongOcsp } from './ocsp.ts'
import { CryptoProblem } from './problem.ts'
import { digestOf, fitsKey, isSignedBy, keyBitsOf } from './publicKey.ts'

/** An answer made this long after the deed reached us still counts for it, ms: it was asked for because of the deed. */
const ASKED_AFTER = 5 * 60_000

/** The hash by which a certificate's issuer is named, hex. */
const named = async (hash: OcspAnswer['hash'], bytes: Uint8Array): Promise<string> =>
  hex(hash === 'SHA-1' ? sha1(plain(bytes)) : await digestOf(hash, bytes))

async function isAbout(answer: OcspAnswer, { serial }: { serial: string }, issuer: Certificate): Promise<boolean> {
  return (
    answer.serial === serial &&
    answer.issuerName === (await named(answer.hash, issuer.subjectDer)) &&
    answer.issuerKey === (await named(answer.hash, keyBitsOf(issuer.spki)))
  )
}

/** What a response is judged by beside the certificate of the issuer. */
export interface OcspKnown {
  /** Lists of the issuer, and who may sign them; the issuer alone unless told otherwise. */
  readonly lists: readonly Uint8Array[]
  readonly signers?: readonly Certificate[]
  /** Certificates of responders that need not have come along. */
  readonly responders?: readonly Certificate[]
}

const signedBy = new WeakMap<OcspResponse, string>()
const appointedBy = new WeakMap<Certificate, string>()

/**
 * Checks who signed a response: the issuer itself, or one it appointed (RFC 6960 4.2.2.2): issued by it, with the usage
 * OCSPSigning, good when the response was made, and either exempt from revocation or in a list of the issuer. That a
 * signature holds is worked out once; how the responder stands, each time.
 *
 * @throws OCSP_INVALID, and what `standingOf` throws about the responder
 */
export async function checkOcsp(response: OcspResponse, issuer: Certificate, known: OcspKnown): Promise<void> {
  const all = [issuer, ...response.certificates, ...(known.responders ?? [])]
  const signer = all.find((one) => isResponder(response, one))
  if (!signer) throw wrongOcsp('the responder’s certificate did not come along')
  const { signatureAlgorithm: algorithm } = response
  if (algorithm.key === 'other' || !fitsKey(algorithm, signer)) throw wrongOcsp('algorithm')
  if (signer.fingerprint !== issuer.fingerprint) await checkAppointed(signer, issuer, response.producedAt, known)
  if (signedBy.get(response) === signer.fingerprint) return
  if (!(await isSignedBy(signer, algorithm.hash, response.signed, response.signature, algorithm.salt)))
    throw wrongOcsp('signature')
  signedBy.set(response, signer.fingerprint)
}

const isResponder = ({ responder }: OcspResponse, one: Certificate): boolean =>
  'name' in responder ? one.subjectKey === responder.name : hex(sha1(plain(keyBitsOf(one.spki)))) === responder.key

async function checkAppointed(
  signer: Certificate,
  issuer: Certificate,
  at: number,
  { lists, signers = [issuer] }: OcspKnown,
): Promise<void> {
  if (!signer.usage.ocspSigning || signer.issuerKey !== issuer.subjectKey)
    throw wrongOcsp('not appointed by the issuer')
  checkItself(signer, at)
  await checkSignedByIssuer(signer, issuer)
  if (signer.ocspNoCheck) return
  const { revocation } = await standingOf(signer, signers, lists, at)
  if (revocation !== 'good') throw wrongOcsp('whether the responder itself is revoked is not known')
}

async function checkSignedByIssuer(signer: Certificate, issuer: Certificate): Promise<void> {
  if (appointedBy.get(signer) === issuer.fingerprint) return
  const { signatureAlgorithm: algorithm } = signer
  if (algorithm.key === 'other' || !fitsKey(algorithm, issuer)) throw wrongOcsp('algorithm')
  if (!(await isSignedBy(issuer, algorithm.hash, signer.signed, signer.signature, algorithm.salt)))
    throw wrongOcsp('not appointed by the issuer')
  appointedBy.set(signer, issuer.fingerprint)
}

/** What the responses say about one certificate at an instant. */
export interface OcspStanding {
  readonly revocation: 'good' | 'unknown'
  /** The response that says so, by its fingerprint. */
  readonly ocsp?: string
}

/**
 * Looks a certificate up in responses of its issuer's responders. A revocation counts from its date on, whichever
 * response tells of it.
 *
 * @param at milliseconds since 1970
 * @throws CERTIFICATE_REVOKED, OCSP_INVALID
 */
export async function ocspStandingOf(
  certificate: Certificate,
  issuer: Certificate,
  of: OcspKnown & { readonly responses: readonly Uint8Array[] },
  at: number,
): Promise<OcspStanding> {
  let newest: { at: number; ocsp: string } | undefined
  for (const response of of.responses.map(parseOcsp))
    for (const answer of response.answers) {
      if (!(await isAbout(answer, certificate, issuer))) continue
      await checkOcsp(response, issuer, of)
      const { revokedAt, status, thisUpdate, nextUpdate } = answer
      if (revokedAt !== undefined && revokedAt <= at)
        throw new CryptoProblem('CERTIFICATE_REVOKED', {
          serial: certificate.serial,
          revokedAt,
          ocsp: response.fingerprint,
        })
      const holds = thisUpdate <= at + ASKED_AFTER && nextUpdate !== undefined && at <= nextUpdate
      if (status === 'good' && holds && thisUpdate >= (newest?.at ?? thisUpdate))
        newest = { at: thisUpdate, ocsp: response.fingerprint }
    }
  return newest ? { revocation: 'good', ocsp: newest.ocsp } : { revocation: 'unknown' }
}

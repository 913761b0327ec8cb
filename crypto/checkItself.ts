import type { Certificate } from './certificate.ts'
import { CryptoProblem } from './problem.ts'
import { isSound } from './publicKey.ts'

/**
 * What holds for each certificate of a path, whatever its place: it is good at the instant, its key is sound, and it
 * has no critical extension that nobody here understands.
 *
 * @param at milliseconds since 1970
 * @throws CERTIFICATE_NOT_YET_VALID, CERTIFICATE_EXPIRED, CERTIFICATE_UNSUPPORTED
 */
export function checkItself(certificate: Certificate, at: number): void {
  const { fingerprint, notBefore, notAfter, unknownCritical, keyAlgorithm, keyBits } = certificate
  if (at < notBefore) throw new CryptoProblem('CERTIFICATE_NOT_YET_VALID', { fingerprint, at, notBefore })
  if (at > notAfter) throw new CryptoProblem('CERTIFICATE_EXPIRED', { fingerprint, at, notAfter })
  if (unknownCritical.length) {
    throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { fingerprint, extension: unknownCritical.join(' ') })
  }
  if (!isSound(certificate)) throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { fingerprint, keyAlgorithm, keyBits })
}

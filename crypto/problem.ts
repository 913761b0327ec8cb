/** Every way in which something cryptographic can be refused. Closed: callers may switch over it. */
export type CryptoCode =
  // bytes and text
  | 'BYTES_MALFORMED'
  | 'NOT_CANONICAL'
  // certificates, signatures, time stamps, key files
  | 'DER_MALFORMED'
  | 'CERTIFICATE_MALFORMED'
  | 'CERTIFICATE_UNSUPPORTED'
  | 'SIGNATURE_MALFORMED'
  | 'SIGNATURE_INVALID'
  | 'SIGNATURE_DIGEST'
  | 'SIGNER_NOT_FOUND'
  | 'PATH_NOT_FOUND'
  | 'NAME_NOT_PERMITTED'
  | 'POLICY_NOT_VALID'
  | 'CERTIFICATE_EXPIRED'
  | 'CERTIFICATE_NOT_YET_VALID'
  | 'CERTIFICATE_REVOKED'
  | 'REVOCATION_UNKNOWN'
  | 'USAGE_FORBIDDEN'
  | 'CRL_INVALID'
  | 'OCSP_INVALID'
  | 'TIMESTAMP_INVALID'
  | 'KEY_FILE_MALFORMED'
  | 'KEY_FILE_PIN'
  | 'UNWRAP_FAILED'
  // log
  | 'NODE_MISSING'
  | 'PROOF_INVALID'
  | 'CHECKPOINT_INVALID'
  | 'NOTE_MALFORMED'
  | 'NOTE_SIGNATURE_INVALID'
  | 'BEAT_INVALID'
  | 'LOG_REWRITTEN'
  // sealed bids
  | 'SHARE_MALFORMED'
  | 'SHARE_MISMATCH'
  | 'SHARES_TOO_FEW'
  | 'KEY_MISMATCH'
  | 'CONTEXT_MISMATCH'
  | 'REMEDY_ABSENT'
  | 'REMEDY_CODE_MALFORMED'
  | 'ENVELOPE_MALFORMED'
  | 'ENVELOPE_TRUNCATED'
  | 'CHUNK_CORRUPT'
  | 'CONTENT_MALFORMED'
  | 'FILE_NOT_FOUND'
  | 'FILE_CHANGED'
  | 'CANCELLED'
  // draws
  | 'DRAW_INVALID'

/** What exactly was refused: the check, the object, the two values that differ. Never a secret. */
export type CryptoFacts = Readonly<Record<string, string | number | boolean | null | undefined>>

/** Something signed, sealed, hashed or drawn did not hold. The code says what, the facts say where. */
export class CryptoProblem extends Error {
  override readonly name = 'CryptoProblem'
  readonly code: CryptoCode
  readonly facts: CryptoFacts

  constructor(code: CryptoCode, facts: CryptoFacts = {}) {
    super(`${code} ${JSON.stringify(facts)}`)
    this.code = code
    this.facts = facts
  }
}

/** True for a CryptoProblem, and for one of this code if a code is given. */
export const isCryptoProblem = (error: unknown, code?: CryptoCode): error is CryptoProblem =>
  error instanceof CryptoProblem && (code === undefined || error.code === code)

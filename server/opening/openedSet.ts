import { hex } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { labelled } from '../../crypto/digest.ts'

/** Hash over the root of every part of a package, in the order of its header: with the header's hash it names one ciphertext. */
export const ciphertextHash = (parts: readonly { id: string; root: string }[]): string =>
  hex(labelled('ciphertext', canonicalBytes(parts.map(({ id, root }) => ({ id, root })))))

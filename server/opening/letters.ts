import { hex, unbase64, utf8 } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { labelled, sha256 } from '../../crypto/digest.ts'

/** The label under which a letter to an opening's key is closed: by whom, for which tender and key. */
export const letterLabel = (tender: string, epoch: number, from: string): Uint8Array =>
  labelled('opening-letter', utf8(`${tender}/${epoch}/${from}`))

/** What an officer or a bidder signs when it releases something: for this opening's key and no other. */
export const releaseFields = (of: { tender: string; epoch: number; spki: string; letter: object }, as: string) => ({
  tender: of.tender,
  as,
  epoch: of.epoch,
  session: hex(sha256(unbase64(of.spki))),
  letter: hex(sha256(canonicalBytes(of.letter))),
})

import { hex, unbase64, utf8 } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { labelled, sha256 } from '../../crypto/digest.ts'
import { fitsSuite, type Letter } from '../../crypto/letter.ts'
import { refusals } from '../law/refusal.ts'

const refuse = refusals({
  LETTER_SUITE: {
    status: 422,
    zh: '释放的内容不是用开标密钥所要求的算法套件封装的，请更新页面或程序后重新释放',
    en: "what was released is closed in another suite than the opening's key asks for: update the page or program",
  },
})

/** The label under which a letter to an opening's key is closed: by whom, for which tender and key. */
export const letterLabel = (tender: string, epoch: number, from: string): Uint8Array =>
  labelled('opening-letter', utf8(`${tender}/${epoch}/${from}`))

/** From whom and for what a letter with an officer's share of a bid's remedy is. */
export const remedyLetter = (of: { tag: string; role: string }): string => `remedy/${of.tag}/${of.role}`

/** The label under which an officer's share of the remedy of a bid is closed to an opening's key. */
export const remedyLabel = (tender: string, epoch: number, of: { tag: string; role: string }): Uint8Array =>
  letterLabel(tender, epoch, remedyLetter(of))

/** Hash of what a bidder signed when it consented to the remedy: each officer decides on exactly this. */
export const consentHash = (statement: string): string => hex(sha256(utf8(statement)))

/** What an officer or a bidder signs when it releases something: for this opening's key and no other. */
export const releaseFields = (of: { tender: string; epoch: number; spki: string; letter: object }, as: string) => ({
  tender: of.tender,
  as,
  epoch: of.epoch,
  session: hex(sha256(unbase64(of.spki))),
  letter: hex(sha256(canonicalBytes(of.letter))),
})

/**
 * What an officer signs when it decides on the remedy of a bid: on this consent of the bidder, for this opening's key; with its
 * share where it agrees, with its reason where it refuses.
 */
export const decisionFields = (
  of: { tender: string; epoch: number; spki: string; tag: string; consent: string; reason?: string | undefined } & {
    letter?: object | undefined
  },
  as: string,
) => ({
  ...{ tender: of.tender, as, epoch: of.epoch, session: hex(sha256(unbase64(of.spki))), bid: of.tag },
  ...{ consent: of.consent, decision: of.letter ? 'agree' : 'refuse' },
  ...(of.reason ? { reason: of.reason } : {}),
  ...(of.letter ? { letter: hex(sha256(canonicalBytes(of.letter))) } : {}),
})

/** Refuses a letter of another suite than letters to the announced key are of. */
export function inSuite(spki: string | null, letter: Letter): void {
  if (spki && !fitsSuite(letter, unbase64(spki))) throw refuse('LETTER_SUITE', { suite: letter.suite ?? 'intl' })
}

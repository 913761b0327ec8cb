import { base64, hex } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { closeLetter, letterSecret } from '../../crypto/letter.ts'
import type { Suite } from '../../crypto/suite.ts'
import { releaseRemedyShare } from '../../crypto/unseal.ts'
import { softUnwrapper } from '../../crypto/wrap.ts'
import type { Fact } from '../../server/ledger/event.ts'
import {
  consentHash,
  decisionFields,
  letterLabel,
  releaseFields,
  remedyLabel,
  remedyLetter,
} from '../../server/opening/letters.ts'
import { THREE } from '../../server/tenders/seats.ts'
import { type anOpening, codeOf, DEADLINE, TAGS, TENDER } from './releasing.ts'

export const [TAG] = TAGS
export const NAMED = DEADLINE + 1500
export const ENDS = NAMED + 60_000

/** What an officer's decision is made of; anything in it may be made wrong. */
export interface Deciding {
  as: string
  by: string
  at: number
  /** of another bid, another consent or another key */
  tag: string
  consent: string
  epoch: number
  reason: string
  share: string
  /** which suite the letter says it is of, if not that of the key */
  says: Suite
}

type Opening = Awaited<ReturnType<typeof anOpening>>

/** The remedy of one bid of an opening, made as bidder and officers make it. */
export async function aRemedy(of: Opening) {
  const { fact, keys, signed, headers, letters } = of
  const session = keys['session']!
  const spki = base64(session.spki)
  const named = fact('opening.biddersNamed', NAMED, {
    ...{ tender: TENDER, windowEnds: ENDS },
    bids: TAGS.map((tag) => ({ tag, bidder: { code: codeOf('bidder'), name: '投标人' } })),
  })
  const consented = async ({ by = 'bidder', at = NAMED + 1000, epoch = 1 } = {}): Promise<Fact> => {
    const letter = await closeLetter(session.spki, canonicalBytes({ remedy: '' }), letterLabel(TENDER, epoch, TAG))
    const said = releaseFields({ tender: TENDER, epoch, spki, letter }, 'bidder')
    const signature = await signed('opening.remedy', said, { by, at })
    return fact('opening.remedyReleased', at, { tender: TENDER, tag: TAG, epoch, letter, signature })
  }
  const consent = await consented()
  const hash = consentHash((consent.data as { signature: { statement: string } }).signature.statement)
  const asked = (changes: object = {}): Fact =>
    fact('opening.remedyAsked', NAMED + 2000, {
      ...{ tender: TENDER, tag: TAG, epoch: 1, consent: hash, seats: [...THREE], ...changes },
    })
  const shareOf = (role: string, tag: string = TAG) =>
    releaseRemedyShare(headers.get(tag)!, role, softUnwrapper(keys[role]!.pkcs8))
  const decided = async (changes: Partial<Deciding> & { as: string }): Promise<Fact> => {
    const { as, by = as, at = NAMED + 3000, tag = TAG, consent: on = hash, epoch = 1, reason } = changes
    const label = remedyLabel(TENDER, epoch, { tag, role: as })
    const share = changes.share ?? (await shareOf(as))
    const closed = await closeLetter(session.spki, canonicalBytes({ share }), label)
    const letter = reason ? undefined : { ...closed, ...(changes.says && { suite: changes.says }) }
    if (letter)
      letters.keys[remedyLetter({ tag, role: as })] = hex(
        await letterSecret(softUnwrapper(session.pkcs8), letter, label),
      )
    const said = { tender: TENDER, epoch, spki, tag, consent: on, reason, letter }
    const signature = await signed('opening.remedyDecision', decisionFields(said, as), { by, at })
    const how = letter ? { agreed: true, letter } : { agreed: false, reason }
    return fact('opening.remedyDecided', at, {
      tender: TENDER,
      tag: TAG,
      epoch,
      role: as,
      consent: on,
      ...how,
      signature,
    })
  }
  const read = fact('opening.bidsRead', ENDS + 1000, {
    ...{ tender: TENDER, unopened: [] },
    read: TAGS.map((tag) => ({ tag, bidder: { code: codeOf('bidder'), name: '投标人' }, form: FORM })),
  })
  return { named, consent, consented, asked, decided, read, shareOf }
}

const FORM = { price: '100', durationDays: 1, quality: '合格', leader: '张三', leaderCertificate: '' }

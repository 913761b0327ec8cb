import { hex, text } from '../../crypto/bytes.ts'
import type { Header } from '../../crypto/envelope.ts'
import { letterSecret, readLetter } from '../../crypto/letter.ts'
import type { HeldShare } from '../../crypto/shares.ts'
import type { Suite } from '../../crypto/suite.ts'
import { checkRemedyShare } from '../../crypto/unseal.ts'
import type { Unwrapper } from '../../crypto/wrap.ts'
import type { Context } from '../ledger/command.ts'
import { refuseShare } from './conductCommands.ts'
import { RemedyShare } from './contract.ts'
import { PLATFORM_FAILED } from './failure.ts'
import { remedyLabel, remedyLetter } from './letters.ts'
import type { OpenedBid, Opening } from './opening.ts'
import { codeOf } from './package.ts'
import type { Remedy } from './remedied.ts'

/** The officers' shares of remedies that one process has read, in memory and nowhere else. */
export class RemedyShares {
  readonly #read = new Map<string, HeldShare>()

  /**
   * Reads what the officers have released for the remedy of a bid. A share that is not the committed one is refused and its
   * officer named; it may decide again.
   *
   * @param letters takes the fresh key of each letter that was good
   * @returns the shares of all officers; nothing while one of them lacks
   */
  async of(
    context: Context,
    { opening, bid, header }: { opening: Opening; bid: OpenedBid; header: () => Promise<Header> },
    { suite, holder, letters }: { suite: Suite; holder: Unwrapper; letters: Map<string, string> },
  ): Promise<HeldShare[] | undefined> {
    const { seats = [], decisions = {}, consent = '' }: Partial<Remedy> = bid.remedy ?? {}
    const all: HeldShare[] = []
    for (const role of seats) {
      const letter = decisions[role]?.letter
      if (!letter) continue
      const of = { tag: bid.tag, role }
      const name = `${remedyLetter(of)}/${consent}`
      try {
        if (!this.#read.has(name)) {
          const label = remedyLabel(opening.tender, opening.epoch, of)
          const secret = await letterSecret(holder, letter, label)
          const { share } = RemedyShare.parse(JSON.parse(text(await readLetter(secret, letter, label, suite))))
          checkRemedyShare(await header(), { role, share })
          this.#read.set(name, { role, share })
          letters.set(remedyLetter(of), hex(secret))
        }
        all.push(this.#read.get(name) as HeldShare)
      } catch (problem) {
        const code = codeOf(problem)
        if (code === PLATFORM_FAILED) throw problem // our own fault is nobody else's
        await refuseShare.run(context, { tender: opening.tender, role, code, tag: bid.tag })
      }
    }
    return seats.length && all.length === seats.length ? all : undefined
  }
}

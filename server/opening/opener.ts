import { openBox, parseBox } from '../../crypto/box.ts'
import { base64, hex, text, unhex } from '../../crypto/bytes.ts'
import { letterSecret, openLetter, readLetter } from '../../crypto/letter.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { ceremonySuite } from '../../crypto/seal.ts'
import type { HeldShare } from '../../crypto/shares.ts'
import type { Suite } from '../../crypto/suite.ts'
import { partKey, rehearseRemedy, releaseRemedy } from '../../crypto/unseal.ts'
import { newWrapKey, softUnwrapper, type Unwrapper } from '../../crypto/wrap.ts'
import { platformItself } from '../access/who.ts'
import type { Bid } from '../bids/bid.ts'
import { BidForm } from '../bids/contract.ts'
import { bidsOf, boxedBidsOf } from '../bids/store.ts'
import { openPayers, payersTag } from '../deposits/payerCommands.ts'
import type { Context } from '../ledger/command.ts'
import { inLanes } from '../platform/lanes.ts'
import { endLease, underLease } from '../platform/leases.ts'
import type { Platform } from '../platform/platform.ts'
import { Rounds } from '../platform/rounds.ts'
import { Unsealers } from '../platform/unsealers.ts'
import { officersOf } from '../tenders/seats.ts'
import type { Tender } from '../tenders/tender.ts'
import { unlockClock } from './clock.ts'
import * as deeds from './conductCommands.ts'
import { BidderSecrets, OfficerShares, RemedySecret } from './contract.ts'
import { givenFor, PLATFORM_FAILED } from './failure.ts'
import { letterLabel } from './letters.ts'
import type { OpenedBid, Opening } from './opening.ts'
import { OutageWatch } from './outageCommands.ts'
import { chunkReader, codeOf, headerOf } from './package.ts'
import { remedyStands } from './remedied.ts'
import { askForRemedy } from './remedyCommands.ts'
import { RemedyShares } from './remedyShareCommands.ts'
import { unsealing } from './store.ts'

/** What this process holds for one opening, in memory and nowhere else. */
interface Held {
  epoch: number
  /** of the key and the letters to it */
  suite: Suite
  holder: Unwrapper
  shares: Map<string, OfficerShares>
  /** the fresh key of each officer's letter, hexadecimal: told in the archive, so that anyone may read what was released */
  letters: Map<string, string>
  remedies: RemedyShares
  found: Map<string, deeds.Found>
}

const LEASE = 4000
const EVERY = 250

/**
 * Opens bids: announces a key that it keeps in memory, takes what officers and bidders release,
 * opens everything before anything is shown, and has it read out at once. One process at a time does it;
 * if it dies, the next announces a new key and everybody releases again.
 */
export class Opener {
  readonly #platform: Platform
  readonly #log: (line: Record<string, unknown>) => void
  readonly #rounds: Rounds
  readonly #held = new Map<string, Held>()
  readonly #threads = new Unsealers()
  readonly #outages = new OutageWatch()

  constructor(platform: Platform, log: (line: Record<string, unknown>) => void) {
    this.#platform = platform
    this.#log = log
    this.#rounds = new Rounds('opener', () => this.#round(), log)
  }

  start(): void {
    this.#rounds.start(EVERY)
  }

  async stop(): Promise<void> {
    await this.#rounds.stop()
    await this.#threads.close()
    await endLease(this.#platform.database, 'opener', this.#platform.holder)
  }

  #context(): Context {
    return { platform: this.#platform, who: platformItself, now: this.#platform.clock.now(), via: 'opener' }
  }

  async #round(): Promise<void> {
    const ours = await underLease(this.#platform, 'opener', LEASE, async () => {
      const halls = await unsealing(this.#platform)
      if (!halls.length || (await this.#outages.look(this.#context(), halls))) return
      for (const opening of await unsealing(this.#platform)) await this.#tend(opening) // as outages left them
    })
    if (!ours) this.#held.clear() // another process opens now: what we hold is void
  }

  async #tend(opening: Opening): Promise<void> {
    const tender = await deeds.tenderGoingOn(this.#context(), opening)
    if (!tender) return
    const held = this.#held.get(opening.tender)
    if (!held || held.epoch !== opening.epoch) return this.#announce(opening, tender)
    const bids = (await bidsOf({ platform: this.#platform }, opening.tender)).filter((bid) => opening.bids[bid.tag])
    await this.#readOfficers(opening, held)
    if (held.shares.size < opening.needed) return
    if (!opening.named) return this.#name(opening, held)
    await inLanes(bids, this.#threads.lanes, (bid) => this.#openBid(opening, held, bid))
    const all = bids.every((bid) => held.found.has(bid.tag))
    const over = unlockClock(opening, tender, this.#platform.clock.now())?.over
    const waiting = Object.values(opening.bids).some((bid) => bid.status === 'released' && !held.found.has(bid.tag))
    if ((!all && !over) || waiting || deeds.waitsForDraw(tender, opening)) return
    const told = { tender: opening.tender, found: [...held.found.values()], letters: Object.fromEntries(held.letters) }
    if (await deeds.readOut.run(this.#context(), told)) this.#held.delete(opening.tender)
  }

  /** Announces a fresh key, in the suite of the tender's bids. */
  async #announce(opening: Opening, tender: Tender): Promise<void> {
    const suite = ceremonySuite(officersOf(tender))
    const key = await newWrapKey(suite === 'gm' ? 'sm2' : 'rsa')
    const { epoch } = await deeds.announceKey.run(this.#context(), { tender: opening.tender, spki: base64(key.spki) })
    this.#held.set(opening.tender, { epoch, suite, holder: softUnwrapper(key.pkcs8), ...nothingYet() })
  }

  /** Reads the officers' letters; one that cannot be read is refused and its sender named. */
  async #readOfficers(opening: Opening, held: Held): Promise<void> {
    for (const [role, { letter, epoch }] of Object.entries(opening.officers)) {
      if (held.shares.has(role) || epoch !== held.epoch) continue
      try {
        const label = letterLabel(opening.tender, epoch, role)
        const secret = await letterSecret(held.holder, letter, label)
        held.shares.set(
          role,
          OfficerShares.parse(JSON.parse(text(await readLetter(secret, letter, label, held.suite)))),
        )
        held.letters.set(role, hex(secret))
      } catch (problem) {
        await this.#refuse(opening, held, role, problem)
      }
    }
  }

  async #refuse(opening: Opening, held: Held, role: string, problem: unknown): Promise<void> {
    held.shares.delete(role)
    held.letters.delete(role)
    const code = problem instanceof CryptoProblem ? problem.code : 'CONTENT_MALFORMED'
    await deeds.refuseShare.run(this.#context(), { tender: opening.tender, role, code })
  }

  async #name(opening: Opening, held: Held): Promise<void> {
    const all = await boxedBidsOf({ platform: this.#platform }, opening.tender)
    const named: Parameters<typeof deeds.name.run>[1]['bids'] = []
    for (const bid of all.filter(({ tag }) => opening.bids[tag])) {
      const shares = [...held.shares].map(([role, of]): HeldShare => ({ role, share: of[bid.tag]?.box ?? '' }))
      try {
        const { manifest, cms } = deeds.boxContent(await openBox(parseBox(bid.box), shares))
        named.push({ tag: bid.tag, manifest, cms })
      } catch (problem) {
        const holder = problem instanceof CryptoProblem ? String(problem.facts['holder'] ?? '') : ''
        if (!held.shares.has(holder)) throw problem
        return this.#refuse(opening, held, holder, problem)
      }
    }
    if (!(await this.#openPayers(opening, held))) return
    await deeds.name.run(this.#context(), { tender: opening.tender, bids: named })
  }

  /** Who paid opens with who bids: by the same shares. A share that is not one is refused, its sender named. */
  async #openPayers(opening: Opening, held: Held): Promise<boolean> {
    const { tender } = opening
    const shares = [...held.shares].map(([role, of]): HeldShare => ({ role, share: of[payersTag(tender)]?.box ?? '' }))
    try {
      await openPayers(this.#context(), tender, shares)
      return true
    } catch (problem) {
      const holder = problem instanceof CryptoProblem ? String(problem.facts['holder'] ?? '') : ''
      if (!held.shares.has(holder)) throw problem
      await this.#refuse(opening, held, holder, problem)
      return false
    }
  }

  /** Opens a bid whose bidder has released, wholly: its chunks are those that were signed for, and each authenticates. */
  async #openBid(opening: Opening, held: Held, bid: Bid): Promise<void> {
    const state = opening.bids[bid.tag]
    if (state?.status === 'deciding') return void (await this.#decided(opening, held, bid))
    if (state?.status !== 'released' || !state.letter || held.found.has(bid.tag)) return
    const { tender, epoch } = opening
    const shares = new Map(held.shares) // another bid may find one of them wrong meanwhile
    if (shares.size < opening.needed) return
    let secrets: Record<string, string> = {}
    try {
      const letter = await openLetter(held.holder, state.letter, letterLabel(tender, epoch, bid.tag), held.suite)
      secrets = (state.by === 'remedy' ? RemedySecret : BidderSecrets).parse(JSON.parse(text(letter)))
      const of = { bid, state, secret: secrets['remedy'] ?? '' }
      const halves = state.by === 'remedy' ? await this.#byRemedy(opening, held, of) : secrets
      if (!halves) return
      held.found.set(bid.tag, await this.#unseal(bid, halves, shares))
      await deeds.judge.run(this.#context(), { tender, tag: bid.tag, epoch })
    } catch (problem) {
      const holder = problem instanceof CryptoProblem ? String(problem.facts['holder'] ?? '') : ''
      if (held.shares.has(holder)) return this.#refuse(opening, held, holder, problem)
      if (shares.has(holder)) return // refused already; the bid waits for a good share
      const code = codeOf(problem)
      if (code === PLATFORM_FAILED) this.#log({ level: 'error', opening: tender, error: String(problem) })
      this.#log({ level: 'warn', opening: tender, bid: bid.tag.slice(0, 8), code })
      const given = givenFor(await headerOf(this.#platform, bid.upload), secrets)
      await deeds.judge.run(this.#context(), { tender, tag: bid.tag, epoch, code, given })
    }
  }

  /** The halves of a bid by its remedy, once every officer has agreed; nothing while they decide, who are asked here first. */
  async #byRemedy(opening: Opening, held: Held, of: { bid: Bid; state: OpenedBid; secret: string }) {
    const { bid, state, secret } = of
    const header = await headerOf(this.#platform, bid.upload)
    if (!state.remedy || remedyStands(state.remedy) === 'handedIn') {
      rehearseRemedy(header, unhex(secret))
      const { tender, epoch } = opening
      return void (await askForRemedy.run(this.#context(), { tender, tag: bid.tag, epoch }))
    }
    const shares = await this.#decided(opening, held, bid)
    return shares && releaseRemedy(header, unhex(secret), shares)
  }

  #decided(opening: Opening, held: Held, { tag, upload }: Bid): Promise<HeldShare[] | undefined> {
    const bid = opening.bids[tag] as OpenedBid
    const header = () => headerOf(this.#platform, upload)
    return held.remedies.of(this.#context(), { opening, bid, header }, held)
  }

  async #unseal(bid: Bid, secrets: Record<string, string>, shares: Map<string, OfficerShares>): Promise<deeds.Found> {
    const header = await headerOf(this.#platform, bid.upload)
    const keys: Record<string, string> = {}
    const files: deeds.Found['files'] = []
    let form: BidForm | undefined
    for (const { id } of header.parts) {
      const held = [...shares].map(([role, of]): HeldShare => ({ role, share: of[bid.tag]?.parts[id] ?? '' }))
      const key = await partKey(header, id, secrets[id] ?? '', held)
      const root = bid.parts.find((one) => one.id === id)?.root ?? ''
      const wanted = id === 'price' ? 'form.json' : undefined
      const chunks = chunkReader(this.#platform, bid.upload, header, id)
      const opened = await this.#threads.open({ header, id, key, root, wanted }, chunks)
      for (const file of opened.files) files.push({ part: id, ...file })
      if (opened.content) form = BidForm.parse(JSON.parse(text(opened.content)))
      keys[id] = hex(key)
    }
    if (!form) throw new CryptoProblem('FILE_NOT_FOUND', { name: 'form.json' })
    return { tag: bid.tag, form, files, keys }
  }
}

const nothingYet = (): Omit<Held, 'epoch' | 'suite' | 'holder'> => ({
  ...{ shares: new Map(), letters: new Map(), remedies: new RemedyShares(), found: new Map() },
})

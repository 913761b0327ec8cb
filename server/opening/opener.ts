import { openBox, parseBox } from '../../crypto/box.ts'
import { base64, concat, hex, text } from '../../crypto/bytes.ts'
import { chunkRange, type Header } from '../../crypto/envelope.ts'
import { openLetter } from '../../crypto/letter.ts'
import { openPart } from '../../crypto/part.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { readHeader } from '../../crypto/receive.ts'
import type { HeldShare } from '../../crypto/shares.ts'
import { partKey } from '../../crypto/unseal.ts'
import { newWrapKey, softUnwrapper, type Unwrapper } from '../../crypto/wrap.ts'
import { platformItself } from '../access/who.ts'
import type { Bid } from '../bids/bid.ts'
import { BidForm } from '../bids/contract.ts'
import { bidsOf } from '../bids/store.ts'
import type { Context } from '../ledger/command.ts'
import { endLease, underLease } from '../platform/leases.ts'
import { natives } from '../platform/natives.ts'
import type { Platform } from '../platform/platform.ts'
import { uploadBytes } from '../web/uploads.ts'
import * as deeds from './commands.ts'
import { BidderSecrets, OfficerShares } from './contract.ts'
import { letterLabel } from './letters.ts'
import type { Opening } from './opening.ts'
import { unsealing } from './store.ts'

/** What this process holds for one opening, in memory and nowhere else. */
interface Held {
  epoch: number
  holder: Unwrapper
  shares: Map<string, OfficerShares>
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
  readonly #held = new Map<string, Held>()
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined

  constructor(platform: Platform, log: (line: Record<string, unknown>) => void) {
    this.#platform = platform
    this.#log = log
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#running ??= this.#round()
        .catch((error) => this.#log({ level: 'error', opener: String(error?.stack ?? error) }))
        .finally(() => {
          this.#running = undefined
        })
    }, EVERY)
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running
    await endLease(this.#platform.database, 'opener', this.#platform.holder)
  }

  #context(): Context {
    return { platform: this.#platform, who: platformItself, now: this.#platform.clock.now(), via: 'opener' }
  }

  async #round(): Promise<void> {
    const ours = await underLease(this.#platform, 'opener', LEASE, async () => {
      for (const opening of await unsealing(this.#platform)) await this.#tend(opening)
    })
    if (!ours) this.#held.clear() // another process opens now: what we hold is void
  }

  async #tend(opening: Opening): Promise<void> {
    const held = this.#held.get(opening.tender)
    if (!held || held.epoch !== opening.epoch) return this.#announce(opening)
    const bids = (await bidsOf({ platform: this.#platform }, opening.tender)).filter((bid) => opening.bids[bid.tag])
    await this.#readOfficers(opening, held)
    if (held.shares.size < opening.needed) return
    if (!opening.named) return this.#name(opening, held, bids)
    for (const bid of bids) await this.#openBid(opening, held, bid)
    const all = bids.every((bid) => held.found.has(bid.tag))
    const over = opening.windowEnds !== null && this.#platform.clock.now() >= opening.windowEnds
    const waiting = Object.values(opening.bids).some((bid) => bid.status === 'released' && !held.found.has(bid.tag))
    if ((all || over) && !waiting) {
      await deeds.readOut.run(this.#context(), { tender: opening.tender, found: [...held.found.values()] })
      this.#held.delete(opening.tender)
    }
  }

  async #announce(opening: Opening): Promise<void> {
    const key = await newWrapKey()
    const { epoch } = await deeds.announceKey.run(this.#context(), { tender: opening.tender, spki: base64(key.spki) })
    this.#held.set(opening.tender, { epoch, holder: softUnwrapper(key.pkcs8), shares: new Map(), found: new Map() })
  }

  /** Reads the officers' letters; one that cannot be read is refused and its sender named. */
  async #readOfficers(opening: Opening, held: Held): Promise<void> {
    for (const [role, { letter, epoch }] of Object.entries(opening.officers)) {
      if (held.shares.has(role) || epoch !== held.epoch) continue
      try {
        const content = await openLetter(held.holder, letter, letterLabel(opening.tender, epoch, role))
        held.shares.set(role, OfficerShares.parse(JSON.parse(text(content))))
      } catch (problem) {
        await this.#refuse(opening, held, role, problem)
      }
    }
  }

  async #refuse(opening: Opening, held: Held, role: string, problem: unknown): Promise<void> {
    held.shares.delete(role)
    const code = problem instanceof CryptoProblem ? problem.code : 'CONTENT_MALFORMED'
    await deeds.refuseShare.run(this.#context(), { tender: opening.tender, role, code })
  }

  async #name(opening: Opening, held: Held, bids: Bid[]): Promise<void> {
    const named: Parameters<typeof deeds.name.run>[1]['bids'] = []
    for (const bid of bids) {
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
    await deeds.name.run(this.#context(), { tender: opening.tender, bids: named })
  }

  /** Opens a bid whose bidder has released, wholly: every chunk authenticates, every file hashes as listed. */
  async #openBid(opening: Opening, held: Held, bid: Bid): Promise<void> {
    const state = opening.bids[bid.tag]
    if (state?.status !== 'released' || !state.letter || held.found.has(bid.tag)) return
    const { tender, epoch } = opening
    try {
      const letter = await openLetter(held.holder, state.letter, letterLabel(tender, epoch, bid.tag))
      const secrets = BidderSecrets.parse(JSON.parse(text(letter)))
      held.found.set(bid.tag, await this.#unseal(bid, secrets, held.shares))
      await deeds.judge.run(this.#context(), { tender, tag: bid.tag, epoch })
    } catch (problem) {
      const holder = problem instanceof CryptoProblem ? String(problem.facts['holder'] ?? '') : ''
      if (held.shares.has(holder)) return this.#refuse(opening, held, holder, problem)
      const code = problem instanceof CryptoProblem ? problem.code : 'CONTENT_MALFORMED'
      this.#log({ level: 'warn', opening: tender, bid: bid.tag.slice(0, 8), code })
      await deeds.judge.run(this.#context(), { tender, tag: bid.tag, epoch, code })
    }
  }

  async #unseal(bid: Bid, secrets: Record<string, string>, shares: Map<string, OfficerShares>): Promise<deeds.Found> {
    const header = await readHeader(uploadBytes(this.#platform, bid.upload, { end: 300 * 1024 }))
    const keys: Record<string, string> = {}
    const files: deeds.Found['files'] = []
    let form: BidForm | undefined
    for (const { id } of header.parts) {
      const held = [...shares].map(([role, of]): HeldShare => ({ role, share: of[bid.tag]?.parts[id] ?? '' }))
      const key = await partKey(header, id, secrets[id] ?? '', held)
      const part = await openPart(header, id, key, chunkReader(this.#platform, bid.upload, header, id), natives)
      await part.verify()
      for (const file of part.files) files.push({ part: id, ...file })
      if (id === 'price') form = BidForm.parse(JSON.parse(text(await whole(part.readFile('form.json')))))
      keys[id] = hex(key)
    }
    if (!form) throw new CryptoProblem('FILE_NOT_FOUND', { name: 'form.json' })
    return { tag: bid.tag, form, files, keys }
  }
}

/** Gives the sealed chunks of a part from the uploaded package. */
export const chunkReader =
  (platform: Platform, upload: string, header: Header, part: string) =>
  async (index: number): Promise<Uint8Array> => {
    const { from, to } = chunkRange(header, part, index)
    return whole(uploadBytes(platform, upload, { start: from, end: to }))
  }

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return concat(...all)
}

import { ZodError } from 'zod'
import { type Box, openBox, parseBox, sealBox } from '../../crypto/box.ts'
import { base64, text, unhex } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { type Header, partOf } from '../../crypto/envelope.ts'
import { openLetter } from '../../crypto/letter.ts'
import { openPart } from '../../crypto/part.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { ceremonySuite } from '../../crypto/seal.ts'
import { checkShare, type HeldShare } from '../../crypto/shares.ts'
import type { Suite } from '../../crypto/suite.ts'
import { partKey } from '../../crypto/unseal.ts'
import { newWrapKey, softUnwrapper, type Unwrapper } from '../../crypto/wrap.ts'
import { platformItself } from '../access/who.ts'
import { MACHINE } from '../bids/machine.ts'
import type { Context } from '../ledger/command.ts'
import { givenFor, PLATFORM_FAILED } from '../opening/failure.ts'
import { chunkReader } from '../opening/package.ts'
import { endLease, underLease } from '../platform/leases.ts'
import { natives } from '../platform/natives.ts'
import type { Platform } from '../platform/platform.ts'
import { Rounds } from '../platform/rounds.ts'
import { officersOf } from '../tenders/seats.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Application } from './application.ts'
import * as deeds from './conductCommands.ts'
import {
  ApplicantSecret,
  ApplicationForm,
  type ApplicationManifest,
  ApplicationShares,
  FORM,
  PART,
} from './contract.ts'
import { applicationLabel } from './letters.ts'
import { machineOf } from './machineCommands.ts'
import { headOf, standing } from './openingCommands.ts'
import type { Prequalification } from './prequalification.ts'
import { applicantOf, reviewsUnderWay } from './store.ts'
import { HeldKeys } from './volumes.ts'

/** What this process holds for one review, in memory and nowhere else. */
interface Held {
  epoch: number
  /** of the key and the letters to it */
  suite: Suite
  holder: Unwrapper
  shares: Map<string, ApplicationShares>
}

const LEASE = 4000
const EVERY = 250

/**
 * Opens applications as bids are opened: announces a key that it keeps in memory, takes what officers and applicants
 * release, opens what can be opened, and keeps the keys in memory while the review lasts. On a disk they lie only in
 * boxes of the officers: with a new process the officers release again, the applicants do not.
 */
export class ApplicationOpener {
  readonly #platform: Platform
  readonly #log: (line: Record<string, unknown>) => void
  readonly #rounds: Rounds
  readonly #held = new Map<string, Held>()
  readonly #keys: HeldKeys

  constructor(platform: Platform, log: (line: Record<string, unknown>) => void) {
    this.#platform = platform
    this.#log = log
    this.#rounds = new Rounds('applications', () => this.#round(), log)
    this.#keys = new HeldKeys(platform)
  }

  async start(): Promise<void> {
    await this.#keys.start()
    this.#rounds.start(EVERY)
  }

  async stop(): Promise<void> {
    await this.#rounds.stop()
    this.#keys.stop()
    await endLease(this.#platform.database, 'applications', this.#platform.holder)
  }

  #context(): Context {
    return { platform: this.#platform, who: platformItself, now: this.#platform.clock.now(), via: 'opener' }
  }

  async #round(): Promise<void> {
    const ours = await underLease(this.#platform, 'applications', LEASE, async () => {
      const all = await reviewsUnderWay(this.#context())
      const going = new Set(all.map(({ tender }) => tender))
      for (const tender of [...this.#held.keys()]) if (!going.has(tender)) this.#held.delete(tender)
      this.#keys.forget((tender) => !going.has(tender)) // the review is over: nobody reads on
      for (const state of all) await this.#tend(state)
    })
    if (ours) return
    this.#held.clear() // another process opens now: what we hold is void
    this.#keys.forget(() => true)
  }

  async #tend(state: Prequalification): Promise<void> {
    const tender = await deeds.reviewGoingOn(this.#context(), state)
    if (!tender) return
    const held = this.#held.get(state.tender)
    if (!held || held.epoch !== state.epoch || !state.spki) return this.#announce(tender)
    const all = await standing(this.#context(), state)
    for (const role of Object.keys(state.officers)) await this.#readOfficer(state, held, role, all)
    for (const role of [...held.shares.keys()]) if (!state.officers[role]) held.shares.delete(role)
    if (held.shares.size < state.needed) return
    if (state.namedAt === null) return this.#name(state, held, all)
    for (const one of all) {
      if (one.stage === 'opened' && !this.#keys.has(one)) await this.#keyAgain(held, one)
      else if (one.stage === 'named' && one.letter?.epoch === held.epoch) await this.#open(tender, held, one)
    }
  }

  /** Announces a fresh key, in the suite of the tender's packages. */
  async #announce(of: Tender): Promise<void> {
    const tender = of.id
    this.#keys.forget((one) => one === tender)
    const suite = ceremonySuite(officersOf(of))
    const key = await newWrapKey(suite === 'gm' ? 'sm2' : 'rsa')
    const { epoch } = await deeds.announceKey.run(this.#context(), { tender, spki: base64(key.spki) })
    this.#held.set(tender, { epoch, suite, holder: softUnwrapper(key.pkcs8), shares: new Map() })
  }

  /** Reads an officer's letter and compares every share with its commitment; one that differs is refused. */
  async #readOfficer(state: Prequalification, held: Held, role: string, all: readonly Application[]): Promise<void> {
    const given = state.officers[role]
    if (!given || held.shares.has(role) || given.epoch !== held.epoch) return
    const { tender } = state
    try {
      const content = await openLetter(
        held.holder,
        given.letter,
        applicationLabel(tender, held.epoch, role),
        held.suite,
      )
      const shares = ApplicationShares.parse(JSON.parse(text(content)))
      for (const one of all) checkShares(await headOf(this.#platform, one), one, role, shares[one.tag])
      held.shares.set(role, shares)
    } catch (problem) {
      await deeds.refuseShare.run(this.#context(), { tender, role, code: codeOf(problem) })
    }
  }

  async #name({ tender }: Prequalification, held: Held, all: readonly Application[]): Promise<void> {
    const applicants = await Promise.all(
      all.map(async (one) => {
        const content = text(await openBox(parseBox(one.box), sharesOf(held, one, 'box')))
        const { manifest } = JSON.parse(content) as { manifest: ApplicationManifest }
        return { tag: one.tag, sequence: one.sequence, applicant: manifest.bidder }
      }),
    )
    await deeds.name.run(this.#context(), { tender, applicants })
  }

  /** After this process began anew: the key of what is open already, by the officers' shares of its box. */
  async #keyAgain(held: Held, one: Application): Promise<void> {
    const shares = sharesOf(held, one, 'key').filter(({ share }) => share)
    const box: Box = parseBox(one.key ?? '')
    if (shares.length >= box.k) this.#keys.set(one, await openBox(box, shares))
  }

  /** Opens an application wholly: every chunk authenticates, and is the one that was signed for. */
  async #open(of: Tender, held: Held, one: Application): Promise<void> {
    const [tender, { epoch }] = [of.id, held]
    const header = await headOf(this.#platform, one)
    let secret = ''
    try {
      const label = applicationLabel(tender, epoch, one.tag)
      const letter = await openLetter(held.holder, one.letter?.letter ?? { key: '', body: '' }, label, held.suite)
      secret = ApplicantSecret.parse(JSON.parse(text(letter))).secret
      const { found, key } = await this.#unseal(of, held, { one, header, secret })
      if (await deeds.judge.run(this.#context(), { tender, tag: one.tag, epoch, found })) this.#keys.set(one, key)
    } catch (problem) {
      const code = codeOf(problem)
      if (code === PLATFORM_FAILED) this.#log({ level: 'error', application: tender, error: String(problem) })
      const given = givenFor(header, secret ? { [PART]: secret } : {})
      await deeds.judge.run(this.#context(), { tender, tag: one.tag, epoch, code, given })
    }
  }

  async #unseal(tender: Tender, held: Held, of: { one: Application; header: Header; secret: string }) {
    const { one, header, secret } = of
    const key = await partKey(header, PART, secret, sharesOf(held, one, 'part'))
    const part = await openPart(header, PART, key, chunkReader(this.#platform, one.upload, header, PART), natives)
    const files = await part.verify(one.root)
    const pieces: string[] = []
    for await (const piece of part.read(FORM)) pieces.push(text(piece))
    const form = ApplicationForm.parse(JSON.parse(pieces.join('')))
    const { shares, id } = tender
    const context = { tender: id, application: one.header, sequence: one.sequence, holds: 'key' }
    const box = await sealBox(key, officersOf(tender), shares.needed, context, header.suite)
    const machine = await machineOf(this.#platform, {
      ...{ one, code: applicantOf(this.#platform, one)?.code ?? '' },
      ...{ bytes: files.find(({ name }) => name === MACHINE)?.bytes, read: () => part.read(MACHINE) },
    })
    const found: deeds.Found = { form, files, machine, key: canonical(box) }
    return { found, key: new Uint8Array(key) }
  }
}

/** The officers' shares of one application, of one kind. */
const sharesOf = ({ shares }: Held, { tag }: Application, kind: 'box' | 'part' | 'key'): HeldShare[] =>
  [...shares].map(([role, of]) => ({ role, share: of[tag]?.[kind] ?? '' }))

/** Compares an officer's shares of one application with what was committed to. Throws SHARE_MISMATCH. */
function checkShares(
  header: Header,
  one: Application,
  role: string,
  given: ApplicationShares[string] | undefined,
): void {
  const of = { suite: header.suite, holder: role } // its boxes are of the same suite
  const place = header.officers.findIndex((officer) => officer.role === role)
  const commitment = partOf(header, PART).commitments.shares[place] ?? ''
  checkShare(unhex(given?.part ?? ''), unhex(commitment, 32), { ...of, part: PART })
  const inBox = (json: string) => parseBox(json).officers.find((officer) => officer.role === role)?.commitment ?? ''
  checkShare(unhex(given?.box ?? ''), unhex(inBox(one.box), 32), { ...of, part: 'box' })
  if (one.key && given?.key) checkShare(unhex(given.key), unhex(inBox(one.key), 32), { ...of, part: 'key' })
}

/** What an attempt failed by: the key, the content, or (a file that is gone) the platform. */
function codeOf(problem: unknown): string {
  if (problem instanceof CryptoProblem) return problem.code
  return problem instanceof SyntaxError || problem instanceof ZodError ? 'CONTENT_MALFORMED' : PLATFORM_FAILED
}

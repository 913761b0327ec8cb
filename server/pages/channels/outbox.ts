import { Op, type Transaction } from 'sequelize'
import { backoff } from '../../platform/backoff.ts'
import { type Carrier, CarrierRefused, CarrierSilent, type Channel } from '../../platform/carrier.ts'
import { isUniqueViolation } from '../../platform/database.ts'
import { endLease, underLease } from '../../platform/leases.ts'
import type { Platform } from '../../platform/platform.ts'
import { Rounds } from '../../platform/rounds.ts'
import { type ContactRow, type DeliveryRow, deliveries } from './tables.ts'
import { type What, wording } from './wording.ts'

const PURPOSE = 'delivery'
const EVERY = 500
const LEASE = 15_000
/** Messages of one channel that are on their way at a time, and that are looked for at a time. */
const AT_A_TIME = 4
const BATCH = 40
/** A message that no carrier takes is given up after this, ms of real time: what it says is old by then. */
const GIVEN_UP_AFTER = 6 * 3_600_000
/** What is over is forgotten after this, ms. */
const KEPT = 90 * 86_400_000

interface Letter {
  to: string
  subject: string
  text: string
}

/** A message that is to go to a contact, and by what it is the same message again. */
export interface Asked {
  what: What
  contact: Pick<ContactRow, 'id' | 'account' | 'channel' | 'sealed'>
  /** the moment, the hour or the code that it comes from */
  from: string
  code?: string
  /** how long it waits before it is sent, ms of real time; not at all unless given */
  wait?: number
}

/** The address of a contact, opened. */
export const addressOf = (platform: Pick<Platform, 'vault'>, { sealed }: Pick<ContactRow, 'sealed'>): string =>
  platform.vault.open('contact', sealed)

/** Writes a message down for its carrier: from then on it is not lost. The same again is one message. */
export async function queue(
  platform: Platform,
  { what, contact, from, code, wait = 0 }: Asked,
  tx?: Transaction,
): Promise<void> {
  const { clock, database, vault } = platform
  const { id, account, channel } = contact
  const letter: Letter = {
    to: addressOf(platform, contact),
    ...wording(what, channel, { url: platform.publicUrl, ...(code ? { code } : {}) }),
  }
  const row: DeliveryRow = {
    id: vault.tag(PURPOSE, what, from, id),
    ...{ account, contact: id, channel, what, sealed: vault.seal(PURPOSE, JSON.stringify(letter)) },
    ...{ status: 'queued', tries: 0, code: null, queued_at: clock.now(), changed_at: clock.now() },
    ...{ begun: clock.real(), due: clock.real() + wait },
  }
  const known = await deliveries(database).count({ where: { id: row.id }, ...(tx ? { transaction: tx } : {}) })
  if (known) return
  try {
    await deliveries(database).create({ ...row }, tx ? { transaction: tx } : {})
  } catch (problem) {
    if (!isUniqueViolation(problem)) throw problem
  }
}

/** A message as it is opened for its carrier. */
export const letterOf = (platform: Pick<Platform, 'vault'>, sealed: string): Letter =>
  JSON.parse(platform.vault.open(PURPOSE, sealed)) as Letter

/**
 * Hands messages to their carriers: at least once, under one id each. A row is its own job, so nothing lies between what
 * was promised and what is sent. Each channel has a lane of its own, and no receipt waits for a mail. Of several processes
 * one works on a lane.
 */
export class Outbox {
  readonly #platform: Platform
  readonly #lanes: { name: string; rounds: Rounds }[]
  #forgetAt = 0

  constructor(platform: Platform, log: (line: Record<string, unknown>) => void) {
    this.#platform = platform
    const carriers = Object.entries(platform.carriers.of) as [Channel, Carrier][]
    this.#lanes = carriers.map(([channel, carrier]) => {
      const name = `outbox-${channel}`
      return { name, rounds: new Rounds(name, () => this.#round(name, channel, carrier), log) }
    })
  }

  start(): void {
    for (const { rounds } of this.#lanes) rounds.start(EVERY)
  }

  async #round(name: string, channel: Channel, carrier: Carrier): Promise<void> {
    await underLease(this.#platform, name, LEASE, async () => {
      await sendDue(this.#platform, channel, carrier)
      await this.#forget()
    })
  }

  /** Once an hour. */
  async #forget(): Promise<void> {
    const { clock, database } = this.#platform
    if (clock.real() < this.#forgetAt) return
    this.#forgetAt = clock.real() + 3_600_000
    const where = { status: { [Op.ne]: 'queued' }, changed_at: { [Op.lt]: clock.now() - KEPT } }
    await deliveries(database).destroy({ where })
  }

  async stop(): Promise<void> {
    const { database, holder } = this.#platform
    await Promise.all(this.#lanes.map(({ rounds }) => rounds.stop()))
    for (const { name } of this.#lanes) await endLease(database, name, holder)
  }
}

/** Sends what of a channel is due, a few at a time; a carrier that is silent is left alone until the next round. */
export async function sendDue(platform: Platform, channel: Channel, carrier: Carrier): Promise<void> {
  const found = await deliveries(platform.database).findAll({
    where: { status: 'queued', channel, due: { [Op.lte]: platform.clock.real() } },
    order: [
      ['due', 'ASC'],
      ['id', 'ASC'], // a keyed hash: chance
    ],
    limit: BATCH,
    raw: true,
  })
  const rows = found as unknown as DeliveryRow[]
  for (let at = 0; at < rows.length; at += AT_A_TIME) {
    const sent = await Promise.all(rows.slice(at, at + AT_A_TIME).map((row) => sendOne(platform, carrier, row)))
    if (!sent.every(Boolean)) return
  }
}

/** @returns whether the carrier answered at all */
async function sendOne(platform: Platform, carrier: Carrier, row: DeliveryRow): Promise<boolean> {
  if (row.sealed === null) return true
  const tries = row.tries + 1
  const change = (to: Partial<DeliveryRow>) => noteIfQueued(platform, row.id, { tries, ...to })
  try {
    const { code } = await carrier.send({ id: row.id, ...letterOf(platform, row.sealed) })
    await change({ status: 'sent', code })
    return true
  } catch (problem) {
    if (problem instanceof CarrierRefused) {
      await change({ status: 'failed', code: problem.code })
      return true
    }
    const known = problem instanceof CarrierSilent
    const now = platform.clock.real()
    const dead = now - Number(row.begun) >= GIVEN_UP_AFTER
    const code = known ? problem.code : 'PLATFORM'
    await change({ code, ...(dead ? { status: 'dead' } : { due: now + backoff(tries) }) })
    if (!known) throw problem // a fault of ours: logged, and the next round goes on with the others
    return false
  }
}

/** Notes how far a message is; what its carrier reported meanwhile stays. */
async function noteIfQueued({ database, clock }: Platform, id: string, to: Partial<DeliveryRow>): Promise<void> {
  const where = { id, status: 'queued' }
  await deliveries(database).update({ ...to, changed_at: clock.now() }, { where })
}

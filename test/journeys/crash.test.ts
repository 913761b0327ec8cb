import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { QueryTypes, type Sequelize } from 'sequelize'
import { checkDatabase } from '../../server/audit/replay.ts'
import type { Refused } from '../../server/cli/client.ts'
import { steadily, steps } from '../../server/cli/demo/play.ts'
import type { World } from '../../server/cli/demo/world.ts'
import { domains } from '../../server/domains.ts'
import { factsAfter, type Written } from '../../server/ledger/store.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { openVault } from '../../server/platform/vault.ts'
import { type Crashing, crashing, seeded, whileSending } from '../world/crashing.ts'

/** Writes of the whole job, about. */
const WRITES = 200
const CRASHES = 9

/** After these steps it is killed too. */
const between = new Set([1, 4, 8])

/** What must not happen twice to one stream, however often its cause was seen. */
const once = [
  ...['tender.published', 'tender.noticeIssued', 'tender.biddingClosed', 'opening.started', 'opening.biddersNamed'],
  ...['opening.bidsRead', 'opening.recorded', 'opening.finished', 'deposit.opened', 'deposit.releaseOrdered'],
  ...[
    'deposit.refunded',
    'deposit.released',
    'bid.withdrawn',
    'bid.named',
    'bid.unsealed',
    'draw.drawn',
    'panel.seated',
  ],
  ...['evaluation.begun', 'evaluation.chairElected', 'evaluation.reviewClosed', 'evaluation.scoresRevealed'],
  ...[
    'evaluation.ranked',
    'evaluation.finished',
    'award.publicised',
    'award.decided',
    'award.contracted',
    'archive.closed',
  ],
]

describe('A platform that is killed again and again', function () {
  this.timeout(480_000)
  let platform: Crashing
  let database: Sequelize
  let facts: Written[] = []
  const acknowledged = new Set<string>()
  const of = (type: string) => facts.filter(({ fact }) => fact.type === type)

  before(async () => {
    platform = await crashing('crash-tender')
    const sending = whileSending(seeded(20260408, CRASHES, WRITES), () => void platform.crash())
    try {
      for (const [i, step] of steps.entries()) {
        await steadily(() => step.play(platform.world), platform.world)
        await steadily(remember, platform.world)
        if (between.has(i)) await platform.crash()
      }
    } finally {
      sending.end()
    }
    database = await openDatabase(platform.config.databaseUrl)
    await jobsDone()
    await platform.stop()
    facts = await factsAfter(database, 0, 1_000_000)
  })
  after(async () => {
    await database?.close()
    await platform?.stop()
    rmSync(platform.folder, { recursive: true, force: true })
  })

  /** Waits for the jobs that a killed process had taken: another takes them when their lease is over. */
  async function jobsDone(): Promise<void> {
    const open = async () =>
      (await database.query('SELECT id FROM jobs WHERE done_at IS NULL', { type: QueryTypes.SELECT })).length
    for (let second = 0; second < 60 && (await open()) > 0; second++) await sleep(1000)
  }

  /** What the supervisor has been shown must never be gone. */
  async function remember(): Promise<void> {
    const { world } = platform
    if (!(await drafted(world))) return // the plan comes before the tender
    const shown = await world.as('supervisor').get<{ facts: { id: string }[] }>(`/tenders/${world.tender}/facts`)
    for (const { id } of shown.facts) acknowledged.add(id)
    for (const n of [1, 2, 3, 4, 5, 6, 7]) {
      const bid = await world
        .as(`bidder-${n}`)
        .get<{ receipt?: { receipt: { fact: string } } | null }>(`/tenders/${world.tender}/bid`)
      if (bid.receipt) acknowledged.add(bid.receipt.receipt.fact)
    }
  }

  const drafted = (world: World): Promise<boolean> =>
    world
      .as('agent')
      .get(`/tenders/${world.tender}`)
      .then(
        () => true,
        (problem: Partial<Refused>) => {
          if (problem.code !== 'TENDER_UNKNOWN') throw problem
          return false
        },
      )

  it('plays the whole job to its end all the same', () => {
    expect(platform.crashes()).to.be.at.least(CRASHES + between.size - 2)
    for (const type of [
      'bid.sealed',
      'opening.finished',
      'evaluation.finished',
      'award.contracted',
      'archive.closed',
      'check.published',
    ])
      expect(of(type), type).to.not.deep.equal([])
  })

  it('loses nothing that it has shown to somebody', () => {
    const kept = new Set(facts.map(({ fact }) => fact.id))
    expect(acknowledged.size).to.be.above(100)
    expect([...acknowledged].filter((id) => !kept.has(id))).to.deep.equal([])
  })

  it('numbers its facts without a gap, and the facts of each stream too', () => {
    expect(facts.map(({ seq }) => seq)).to.deep.equal(facts.map((_, i) => i + 1))
    const versions = new Map<string, number>()
    for (const { fact } of facts) {
      expect(fact.version, fact.stream).to.equal((versions.get(fact.stream) ?? 0) + 1)
      versions.set(fact.stream, fact.version)
    }
  })

  it('takes each bid once', () => {
    const sealed = of('bid.sealed').map(({ fact }) => `${fact.stream} ${(fact.data as { sequence: number }).sequence}`)
    expect(sealed).to.have.lengthOf(9)
    expect(new Set(sealed).size).to.equal(9)
  })

  it('stamps each bid once, and does nothing twice that must be done once', () => {
    for (const type of once) {
      const streams = of(type).map(({ fact }) => fact.stream)
      expect(new Set(streams).size, type).to.equal(streams.length)
    }
    expect(of('bid.stamped')).to.have.lengthOf(9)
  })

  it('refunds every deposit once, what was paid and its interest, to the fen', () => {
    const sum = (type: string, stream: string, member: string): bigint =>
      of(type)
        .filter(({ fact }) => fact.stream === stream)
        .reduce((total, { fact }) => total + BigInt((fact.data as Record<string, string>)[member] ?? 0), 0n)
    const ordered = of('deposit.releaseOrdered').map(({ fact }) => fact.stream)
    expect(ordered).to.have.lengthOf(8)
    const last = (type: string, stream: string, member: string): bigint | undefined => {
      const found = of(type).filter(({ fact }) => fact.stream === stream)
      const value = (found.at(-1)?.fact.data as Record<string, string> | undefined)?.[member]
      return value === undefined ? undefined : BigInt(value)
    }
    for (const stream of ordered) {
      const interest = last('deposit.refundBatched', stream, 'interest') ?? 0n // a guarantee is given back without money
      const principal = sum('deposit.releaseOrdered', stream, 'principal')
      expect(sum('deposit.paid', stream, 'amount'), stream).to.equal(principal)
      expect(sum('deposit.refunded', stream, 'amount'), stream).to.equal(principal + interest)
    }
    const messages = of('payment.messageTaken').map(({ fact }) => fact.stream)
    expect(new Set(messages).size).to.equal(messages.length)
  })

  it('has rows that are what its facts make of them, and a log that holds exactly these facts', async () => {
    const kinds = domains.flatMap(({ streams }) => streams)
    const vault = await openVault(platform.config.keysFolder)
    expect(await checkDatabase(database, kinds, vault.key('log-filler'))).to.deep.equal([])
  })
})

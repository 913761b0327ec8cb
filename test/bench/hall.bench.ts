import { WebSocket } from 'ws'
import { tagOf } from '../../server/access/who.ts'
import { type Entry, entry } from '../../server/ledger/entry.ts'
import { openingDomain } from '../../server/opening/domain.ts'
import { BidderReleased, BiddersNamed, OpeningKeyAnnounced, OpeningStarted } from '../../server/opening/events.ts'
import { openingStream } from '../../server/opening/store.ts'
import type { RoomMessage } from '../../server/rooms/protocol.ts'
import { tendersDomain } from '../../server/tenders/domain.ts'
import { aTender } from '../deposits/tender.ts'
import { openedTender } from '../evaluation/room.ts'
import { type TestWorld, world } from '../world/world.ts'
import { type Result, result } from './report.ts'

/** As many bidders as a real opening of the county of Yongchun had on 2026-03-16. */
const BIDDERS = 1528
const VIEWERS = 200
const RELEASES = 50
const READS = 40

const zeros = '0'.repeat(64)
const signature = { statement: '', cms: '', certificate: '' }
/** A letter of the size that a bidder's release has. */
const letter = { key: 'A'.repeat(344), body: 'A'.repeat(600) }

/**
 * A hall with 1,528 bidders in which one after the other releases its key, before 200 who look on. What it takes until
 * everybody has heard of a release, beside what it takes if everybody reads the hall anew. One process plays all.
 */
export async function run(): Promise<Result[]> {
  const tender = aTender({ id: 'hall' })
  const quiet = { reactions: [], dues: {} }
  const test = await world({
    domains: [
      { ...tendersDomain, ...quiet },
      { ...openingDomain, ...quiet },
    ],
  })
  try {
    const tags = Array.from({ length: BIDDERS }, (_, i) => tagOf(test.platform.vault, 'bidder', tender.id, `code-${i}`))
    await entry(test.context(), (e) => begun(e, tender, tags))
    const viewers = await Promise.all(Array.from({ length: VIEWERS }, () => look(test, tender.id)))
    const released = await measure(test, tender.id, tags, viewers)
    const read = await reading(test, tender.id)
    for (const { socket } of viewers) socket.terminate()
    const unit = 'ms'
    return [
      result({ name: 'a release is written', value: released.written, unit }),
      result({
        ...{ name: `a release is heard by ${VIEWERS}, limit: each reads the hall anew`, value: released.heard, unit },
        ...{ limit: read.ms * VIEWERS, goal: 0.1, less: true },
      }),
      result({ name: 'the hall as it is read', value: read.bytes / 1024, unit: 'KiB' }),
    ]
  } finally {
    await test.stop()
  }
}

async function begun(e: Entry, tender: ReturnType<typeof aTender>, tags: readonly string[]): Promise<void> {
  const { id, deadline } = tender
  await openedTender(e, tender)
  const received = { sequence: 1, header: zeros, ciphertext: zeros, receivedAt: deadline - 1 }
  const bidder = (i: number) => ({
    code: `9145${String(i).padStart(14, '0')}`,
    name: `示例建设工程有限公司第${i}分公司`,
  })
  await e.append(openingStream(id), [
    OpeningStarted({
      tender: id,
      needed: 2,
      minutes: 30,
      withdrawn: 0,
      bids: tags.map((tag) => ({ tag, ...received })),
    }),
    OpeningKeyAnnounced({ tender: id, epoch: 1, spki: 'AAAA', windowEnds: null }),
    BiddersNamed({ tender: id, bids: tags.map((tag, i) => ({ tag, bidder: bidder(i) })), windowEnds: deadline + 1 }),
  ])
}

interface Viewer {
  socket: WebSocket
  v: number
  /** resolves when a version is heard */
  upTo(v: number): Promise<void>
}

/** Somebody who looks on, from the public page. */
async function look(test: TestWorld, tender: string): Promise<Viewer> {
  const socket = new WebSocket(`${test.world.origins.public.replace('http', 'ws')}/ws/v1/rooms/opening/${tender}`)
  const waits: { v: number; done(): void }[] = []
  const viewer: Viewer = {
    ...{ socket, v: 0 },
    upTo: (v) => new Promise((done) => (viewer.v >= v ? done() : waits.push({ v, done }))),
  }
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as RoomMessage
    if (message.kind === 'facts') viewer.v = message.facts.at(-1)?.v ?? viewer.v
    else if (message.kind === 'resync') viewer.v = message.v
    for (const { done } of waits.filter(({ v }) => v <= viewer.v)) done()
  })
  await viewer.upTo(3)
  return viewer
}

/** How long writing a release takes, and how long until everybody heard it after that, on average, ms. */
async function measure(
  test: TestWorld,
  tender: string,
  tags: readonly string[],
  viewers: readonly Viewer[],
): Promise<{ written: number; heard: number }> {
  let [written, heard] = [0, 0]
  for (const [i, tag] of tags.slice(0, RELEASES).entries()) {
    const begin = performance.now()
    await entry(test.context(), (e) =>
      e.append(openingStream(tender), [BidderReleased({ tender, tag, epoch: 1, letter, signature })]),
    )
    await test.platform.wire.publish('facts', 0)
    const done = performance.now()
    await Promise.all(viewers.map((viewer) => viewer.upTo(4 + i)))
    written += done - begin
    heard += performance.now() - done
  }
  return { written: written / RELEASES, heard: heard / RELEASES }
}

/** How long reading the hall takes, ms, asked by some at once as by many. */
async function reading(test: TestWorld, tender: string): Promise<{ ms: number; bytes: number }> {
  const address = `${test.world.origins.public}/api/v1/tenders/${tender}/opening`
  const read = async (): Promise<number> => (await (await fetch(address)).text()).length
  const bytes = await read()
  const begin = performance.now()
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let n = 0; n < READS / 4; n++) await read()
    }),
  )
  return { ms: (performance.now() - begin) / READS, bytes }
}

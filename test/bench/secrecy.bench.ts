import { Agent, request } from 'node:http'
import { hex, random } from '../../crypto/bytes.ts'
import { platformItself } from '../../server/access/who.ts'
import { BidSealed, BidStamped } from '../../server/bids/events.ts'
import { bidOf } from '../../server/bids/store.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { type Played, parkPlayed } from '../../server/cli/demo/tender.ts'
import type { World } from '../../server/cli/demo/world.ts'
import { entry } from '../../server/ledger/entry.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { packed } from '../bids/packed.ts'
import { another } from '../journeys/lifecycle/course.ts'
import { world as startWorld } from '../world/world.ts'
import { type Result, result } from './report.ts'
import { below, mean, welch, welchOfChange } from './welch.ts'

/** Requests of each kind; fewer where SECRECY_REQUESTS says so, on a machine that others use. */
const REQUESTS = Number(process.env['SECRECY_REQUESTS'] ?? 10_000)
const BLOCK = 5
const WARM = 200
const SHARE = 0.9
const MOST = 4.5

/** One thing that a stranger or a bidder may ask before the opening. */
interface Probe {
  name: string
  entrance: 'trading' | 'public'
  path(tender: string): string
  /** asked as a bidder that has a bid itself */
  asBidder?: true
  body?: object
  /** the same whatever tender is meant: there is nothing to compare between two */
  ofAll?: true
}

const probes: Probe[] = [
  { name: 'time', entrance: 'public', path: () => '/api/v1/time', ofAll: true },
  { name: 'list of tenders', entrance: 'public', path: () => '/api/v1/tenders', ofAll: true },
  { name: 'notice', entrance: 'public', path: (tender) => `/notices/${tender}` },
  { name: 'versions', entrance: 'public', path: (tender) => `/notices/${tender}/versions` },
  { name: 'history', entrance: 'public', path: (tender) => `/projects/${tender}` },
  { name: 'facts', entrance: 'public', path: (tender) => `/api/v1/tenders/${tender}/facts` },
  {
    ...{ name: 'facts as a bidder', entrance: 'trading', asBidder: true },
    path: (tender) => `/api/v1/tenders/${tender}/facts`,
  },
  { name: 'own bid', entrance: 'trading', path: (tender) => `/api/v1/tenders/${tender}/bid`, asBidder: true },
  {
    name: 'refused submission',
    entrance: 'trading',
    path: (tender) => `/api/v1/tenders/${tender}/bid`,
    asBidder: true,
    body: { upload: '01J0000000000000000000NONE' },
  },
]

type Ask = () => Promise<number>
/** Milliseconds, of the two cases. */
type Times = [number[], number[]]

/** The demo's tender under another number; as long as any other under all of them. */
function numbered(digit: string): Played {
  const its = another(parkPlayed, 0, 9)
  const code = (text: string): string => `${text.slice(0, 16)}${digit}${text.slice(17)}`
  const { project: first } = its.draft
  const project = { ...first, code: code(first.code), name: first.name.replace('（0）', `（${digit}）`) }
  return { ...its, draft: { ...its.draft, project, code: code(its.draft.code) } }
}

/**
 * Two questions to one platform whose answer must be no. Can anyone tell that a bid has just come for a tender? Before
 * each round of requests a bid's facts are written, by the throw of a coin to that tender or to one that is not
 * asked about, so that the machine has the same to do. And can anyone tell a tender with thousands of bids from one
 * with a single one? Two tenders are compared when each has one bid, and again when one of them has thousands. The
 * requests take turns by the throw of a coin. Welch's t over all times and over the fastest
 * nine tenths; `time`, which reads nothing of bids, shows what the method itself makes of the machine.
 */
export async function run(): Promise<Result[]> {
  const running = await startWorld({ beat: 3_600_000, tender: 'tender-1', played: numbered('1') })
  const crowded = running.world
  const calm = running.beside('tender-2', numbered('2'))
  try {
    for (const one of [crowded, calm]) {
      await publishNotice(one)
      await deposits(one)
      const bid = await packed(one, 'bidder-1')
      await bid.send()
      await bid.handIn()
    }
    const before = await between(calm, crowded)
    const comes = await whenOneComes(crowded, running.platform)
    const after = await between(calm, crowded)
    return [...comes, ...[...after].flatMap(([name, times]) => changed(name, before.get(name) ?? [[], []], times))]
  } finally {
    await running.stop()
  }
}

const coin = (): 0 | 1 => ((random(1)[0] ?? 0) & 1) as 0 | 1

/**
 * Times after a bid came for the tender, beside times after one came for another. After each bid all is asked, in an order by
 * the throw of dice: what a bid makes the platform do anew is paid by the first who asks, whenever that is. What follows one
 * bid shares its moment, a pause of the machine with it: its mean is one observation, and not so many as there were requests.
 */
async function whenOneComes(world: World, platform: Platform): Promise<Result[]> {
  const asked = await Promise.all(
    probes.map(async (probe) => ({ name: probe.name, ask: await asker(probe, world), times: [[], []] as Times })),
  )
  for (const { ask } of asked) for (let n = 0; n < WARM; n++) await ask()
  for (const here of evenly(Math.ceil(REQUESTS / BLOCK))) {
    await aBid(platform, here ? world.tender : 'elsewhere')
    for (const { ask, times } of shuffled(asked)) times[here].push(await meanOf(BLOCK, ask))
  }
  return asked.flatMap(({ name, times }) => figures(`${name}, as a bid comes, ${BLOCK} a time`, times))
}

async function meanOf(count: number, ask: Ask): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < count; n++) times.push(await ask())
  return mean(times)
}

/** Tosses of a coin of which so many are heads and so many tails: nobody waits for the last of the rarer. */
const evenly = (each: number): (0 | 1)[] => shuffled([...Array<0>(each).fill(0), ...Array<1>(each).fill(1)])

function shuffled<T>(of: readonly T[]): T[] {
  const thrown = of.map((one) => ({ one, by: hex(random(8)) }))
  return thrown.sort((a, b) => (a.by < b.by ? -1 : 1)).map(({ one }) => one)
}

/** Times of the one tender beside those of the other, of each thing that may be asked about one. */
async function between(calm: World, crowded: World): Promise<Map<string, Times>> {
  const all = new Map<string, Times>()
  for (const probe of probes.filter(({ ofAll }) => !ofAll)) all.set(probe.name, await among(probe, calm, crowded))
  return all
}

async function among(probe: Probe, calm: World, crowded: World): Promise<Times> {
  const ask: [Ask, Ask] = [await asker(probe, calm), await asker(probe, crowded)]
  const times: Times = [[], []]
  for (let n = 0; n < WARM; n++) for (const one of ask) await one()
  for (let n = 0; n < REQUESTS; n++) {
    const first = coin()
    for (const which of [first, 1 - first] as (0 | 1)[]) times[which].push(await ask[which]())
  }
  return times
}

/**
 * Two tenders differ in their place in memory and on the disk too. What the bids did is what they changed: the difference
 * with thousands in the one, less the difference that was there when each had one.
 */
function changed(name: string, before: Times, after: Times): Result[] {
  const t = (share: number) => welchOfChange(below(share, ...before), below(share, ...after))
  const apart = ([calm, crowded]: Times): string => `${(1000 * (mean(crowded) - mean(calm))).toFixed(1)} µs`
  const [then, now] = [below(SHARE, ...before), below(SHARE, ...after)]
  console.log(`${name}: apart ${apart(then)} with a bid each, ${apart(now)} with one and with thousands`)
  return [
    figure(`${name}, one bid or thousands: all of ${2 * (before[0].length + after[0].length)}`, t(1)),
    figure(`${name}, one bid or thousands: the fastest nine tenths`, t(SHARE)),
  ]
}

const figure = (name: string, value: number): Result =>
  result({ name, value: Math.abs(value), unit: '|t|', goal: MOST, less: true })

const figures = (name: string, times: Times): Result[] => [
  figure(`${name}: all of ${times[0].length + times[1].length}`, welch(...times)),
  figure(`${name}: the fastest nine tenths`, welch(...below(SHARE, ...times))),
]

const box = 'x'.repeat(64 * 1024)

/** The facts of a bid of somebody, as large as a real one's. */
async function aBid(platform: Platform, tender: string): Promise<void> {
  const tag = hex(random(32))
  const hash = hex(random(32))
  const base = { tender, bidderTag: tag, sequence: 1 }
  const part = (id: 'business' | 'technical' | 'price') => ({ id, root: hash, bytes: 1 })
  const sealed = {
    ...{ ...base, header: hash, parts: [part('business'), part('technical'), part('price')], bytes: 3, upload: 'x' },
    ...{ box, manifest: hash, certificateSerialTag: hash, receivedAt: platform.clock.now() },
  }
  const context = { platform, who: platformItself, now: platform.clock.now(), via: 'bench' }
  const { written } = await entry(context, (e) =>
    e.append(bidOf(tender, tag), [BidSealed(sealed), BidStamped({ ...base, token: 'x' })]),
  )
  await platform.wire.publish('facts', written.at(-1)?.seq)
}

/** Asks once over a connection that stays open; gives the milliseconds up to the last byte. */
async function asker(probe: Probe, world: World): Promise<Ask> {
  const client = world.as('bidder-1')
  if (probe.asBidder) await client.get(`/tenders/${world.tender}/bid`)
  const body = probe.body ? JSON.stringify(probe.body) : undefined
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const headers = {
    ...(probe.asBidder ? { cookie: client.cookie } : {}),
    ...(body ? { 'content-type': 'application/json', 'content-length': body.length } : {}),
  }
  const address = `${world.origins[probe.entrance]}${probe.path(world.tender)}`
  return () =>
    new Promise((done, fail) => {
      const from = performance.now()
      const asked = request(address, { agent, method: body ? 'POST' : 'GET', headers }, (answer) => {
        answer.on('error', fail).on('end', () => done(performance.now() - from))
        answer.resume()
      })
      asked.on('error', fail).end(body)
    })
}

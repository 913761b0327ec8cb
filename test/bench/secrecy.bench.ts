import { Agent, request } from 'node:http'
import { random } from '../../crypto/bytes.ts'
import { submitBid, submitBids } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import type { World } from '../../server/cli/demo/world.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { type Result, result } from './report.ts'
import { below, welch } from './welch.ts'

const REQUESTS = 10_000
const WARM = 500
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
}

const probes: Probe[] = [
  { name: 'public page of the tender', entrance: 'public', path: (tender) => `/notices/${tender}` },
  { name: 'list of tenders', entrance: 'public', path: () => '/api/v1/tenders' },
  { name: 'time', entrance: 'public', path: () => '/api/v1/time' },
  { name: 'own bid', entrance: 'trading', path: (tender) => `/api/v1/tenders/${tender}/bid`, asBidder: true },
  {
    name: 'refused submission',
    entrance: 'trading',
    path: (tender) => `/api/v1/tenders/${tender}/bid`,
    asBidder: true,
    body: { upload: '01J0000000000000000000NONE' },
  },
]

/**
 * Response times of two platforms in this process that differ in one thing: beside one bid, the first holds none and the
 * second the bids of everybody. The requests take turns, 10,000 to each; Welch's t says whether anyone could tell which
 * is which, over all times and over the fastest nine tenths.
 */
export async function run(): Promise<Result[]> {
  const [alone, crowded] = [await platform(false), await platform(true)]
  try {
    const results: Result[] = []
    for (const probe of probes) results.push(...(await compare(probe, alone.world, crowded.world)))
    return results
  } finally {
    await Promise.all([alone.stop(), crowded.stop()])
  }
}

async function platform(others: boolean): Promise<TestWorld> {
  const running = await startWorld({ beat: 3_600_000 })
  await publishNotice(running.world)
  await deposits(running.world)
  await running.world.moveTo('2026-04-07T09:00:00+08:00')
  await submitBid(running.world, 'bidder-1')
  if (others) await submitBids(running.world)
  return running
}

async function compare(probe: Probe, alone: World, crowded: World): Promise<Result[]> {
  const ask = [await asker(probe, alone), await asker(probe, crowded)] as const
  const times: [number[], number[]] = [[], []]
  for (let n = -WARM; n < REQUESTS; n++) {
    const first = (random(1)[0] ?? 0) & 1
    for (const which of [first, 1 - first] as (0 | 1)[]) {
      const took = await ask[which]()
      if (n >= 0) times[which].push(took)
    }
  }
  const [fast, crowdedFast] = below(SHARE, ...times)
  const figure = (name: string, value: number): Result =>
    result({ name: `${probe.name}: ${name}`, value: Math.abs(value), unit: '|t|', goal: MOST, less: true })
  return [
    figure(`all of ${2 * REQUESTS}`, welch(...times)),
    figure('the fastest nine tenths', welch(fast, crowdedFast)),
  ]
}

/** Asks once over a connection that stays open; gives the milliseconds up to the last byte. */
async function asker(probe: Probe, world: World): Promise<() => Promise<number>> {
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

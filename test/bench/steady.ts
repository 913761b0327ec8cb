import { Agent, get } from 'node:http'

/** What a steady load found, latencies in ms from the moment at which a request was due. */
export interface Steady {
  p50: number
  p99: number
  most: number
  failed: number
}

const asked = (url: string, agent: Agent): Promise<boolean> =>
  new Promise((done) => {
    get(url, { agent }, (response) => {
      response.on('error', () => done(false)).on('end', () => done(response.statusCode === 200))
      response.resume()
    }).on('error', () => done(false))
  })

/**
 * Asks for addresses in turn, at moments that do not wait for answers, as people do: a slow answer makes the next ones
 * late too, and that counts. The gaps are those of chance (exponential), the same in every run.
 *
 * @param rate requests a second
 */
export async function steady(origin: string, addresses: string[], rate: number, seconds: number): Promise<Steady> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const next = chance(7)
  const latencies: number[] = []
  let failed = 0
  const running: Promise<void>[] = []
  const begin = performance.now()
  let due = 0
  for (let i = 0; due < seconds * 1000; i++) {
    const wait = begin + due - performance.now()
    if (wait > 1) await new Promise((turn) => setTimeout(turn, wait))
    const at = begin + due
    running.push(
      asked(`${origin}${addresses[i % addresses.length]}`, agent).then((good) => {
        latencies.push(performance.now() - at)
        if (!good) failed++
      }),
    )
    due += (-Math.log(1 - next()) * 1000) / rate
  }
  await Promise.all(running)
  agent.destroy()
  latencies.sort((a, b) => a - b)
  const at = (share: number): number => latencies[Math.ceil(latencies.length * share) - 1] ?? 0
  return { p50: at(0.5), p99: at(0.99), most: at(1), failed }
}

/** Numbers from 0 to below 1, the same in every run (an LCG). */
const chance = (seed: number) => {
  let state = seed
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { noise } from '../crypto/sealing.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { rates } from './rates.ts'
import { type Result, result } from './report.ts'

const PIECE = 4 * 1024 * 1024
const PIECES = 48
const LANES = 3
const TURNS = 3
const MB = (PIECE * PIECES) / (1024 * 1024)
const goal = 0.7

/**
 * Pieces of 4 MiB sent three at a time to the platform, which checks, hashes and stores each, beside a bare receiver of
 * Node's that writes and hashes the same bodies in a process of its own. The client is the same for both.
 */
export async function run(): Promise<Result[]> {
  const content = noise(PIECE)
  const sha256 = createHash('sha256').update(content).digest('hex')
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-receiver-'))
  const bare = spawn(process.execPath, [
    '--import',
    'tsx',
    fileURLToPath(new URL('receiver.ts', import.meta.url)),
    folder,
  ])
  const running = await startWorld({ beat: 3_600_000 })
  const agent = new Agent({ keepAlive: true, maxSockets: LANES })
  try {
    const { port } = JSON.parse(await firstLine(bare.stdout)) as { port: number }
    await publishNotice(running.world)
    const cookie = await signedIn(running)
    const put = (url: string, headers: Record<string, string>) => send(agent, url, headers, content)
    const measured = await rates(TURNS, MB, {
      bare: () => inLanes((n) => put(`http://127.0.0.1:${port}/${n}`, {})),
      platform: async () => {
        const upload = await openUpload(running)
        const at = `${running.running.origins.trading}/api/v1/uploads/${upload}/pieces`
        await inLanes((n) => put(`${at}/${n}?sha256=${sha256}`, { cookie, 'content-type': 'application/octet-stream' }))
      },
    })
    return [
      result({
        ...{ name: 'pieces of 4 MiB, limit: a bare receiver that writes and hashes', unit: 'MiB/s', goal },
        ...{ value: measured.platform, limit: measured.bare },
      }),
    ]
  } finally {
    agent.destroy()
    bare.kill()
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function signedIn({ world }: TestWorld): Promise<string> {
  await world.as('bidder-1').signIn()
  return world.as('bidder-1').cookie
}

const openUpload = async ({ world }: TestWorld): Promise<string> => {
  const of = { tender: world.tender, purpose: 'bid', bytes: PIECE * PIECES }
  return (await world.as('bidder-1').post<{ upload: string }>('/uploads', of)).upload
}

async function inLanes(work: (n: number) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async (): Promise<void> => {
    for (let n = next++; n < PIECES; n = next++) await work(n)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}

function send(agent: Agent, url: string, headers: Record<string, string>, body: Uint8Array): Promise<void> {
  return new Promise((done, fail) => {
    const length = { 'content-length': String(body.length) }
    const asked = request(url, { method: 'PUT', agent, headers: { ...headers, ...length } }, (answer) => {
      answer.resume()
      answer.on('end', () =>
        (answer.statusCode ?? 500) < 300 ? done() : fail(new Error(`${url} answered ${answer.statusCode}`)),
      )
    })
    asked.on('error', fail)
    asked.end(body)
  })
}

async function firstLine(output: AsyncIterable<Uint8Array>): Promise<string> {
  let said = ''
  for await (const piece of output) {
    said += new TextDecoder().decode(piece)
    if (said.includes('\n')) break
  }
  return said
}

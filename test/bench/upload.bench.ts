import { fork, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { noise } from '../crypto/sealing.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { rates } from './rates.ts'
import { type Result, result } from './report.ts'
import type { Sending } from './sender.ts'

const PIECE = 4 * 1024 * 1024
const PIECES = 48
const LANES = 3
const TURNS = 3
const MB = (PIECE * PIECES) / (1024 * 1024)
const goal = 0.7

/**
 * Pieces of 4 MiB sent three at a time to the platform, which checks, hashes and stores each, beside a bare receiver of
 * Node's that writes and hashes the same bodies in a process of its own. The client is the same for both and sends from a process of its own.
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
  const away = sender(content)
  try {
    const { port } = JSON.parse(await firstLine(bare.stdout)) as { port: number }
    await publishNotice(running.world)
    const cookie = await signedIn(running)
    const measured = await rates(TURNS, MB, {
      bare: () => away.send({ urls: numbered((n) => `http://127.0.0.1:${port}/${n}`), headers: {} }),
      platform: async () => {
        const upload = await openUpload(running)
        const at = `${running.running.origins.trading}/api/v1/uploads/${upload}/pieces`
        const headers = { cookie, 'content-type': 'application/octet-stream' }
        await away.send({ urls: numbered((n) => `${at}/${n}?sha256=${sha256}`), headers })
      },
    })
    return [
      result({
        ...{ name: 'pieces of 4 MiB, limit: a bare receiver that writes and hashes', unit: 'MiB/s', goal },
        ...{ value: measured.platform, limit: measured.bare },
      }),
    ]
  } finally {
    away.end()
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

/** A process that sends, so that what receives has its own to itself. */
function sender(body: Uint8Array) {
  const script = fileURLToPath(new URL('sender.ts', import.meta.url))
  const child = fork(script, { execArgv: ['--import', 'tsx'], serialization: 'advanced' })
  return {
    send: async (of: Pick<Sending, 'urls' | 'headers'>): Promise<void> => {
      child.send({ ...of, body, lanes: LANES } satisfies Sending)
      const [{ problem }] = (await once(child, 'message')) as [{ problem: string | null }]
      if (problem) throw new Error(problem)
    },
    end: () => child.kill(),
  }
}

const numbered = (url: (n: number) => string): string[] => Array.from({ length: PIECES }, (_, n) => url(n))

async function firstLine(output: AsyncIterable<Uint8Array>): Promise<string> {
  let said = ''
  for await (const piece of output) {
    said += new TextDecoder().decode(piece)
    if (said.includes('\n')) break
  }
  return said
}

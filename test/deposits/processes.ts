import type { ChildProcess } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { platformItself } from '../../server/access/who.ts'
import { people } from '../../server/cli/demo/people.ts'
import { startBank, startOne, stopOne } from '../../server/cli/demo/servers.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { BEGIN } from '../../server/cli/demo/tender.ts'
import { openWorld, type World } from '../../server/cli/demo/world.ts'
import { readConfig } from '../../server/config.ts'
import { releaseDeposit } from '../../server/deposits/commands.ts'
import { depositsWhere } from '../../server/deposits/store.ts'
import { domains } from '../../server/domains.ts'
import { assemble } from '../../server/platform/assemble.ts'
import { serve } from '../../server/server.ts'
import { freePort } from '../world/ports.ts'
import { freshDatabase, freshRedis } from '../world/servers.ts'
import { worldFolder } from '../world/world.ts'

/** What the demo bank tells a test of its books. */
export interface BankSees {
  balance: string
  orders: number
  waiting: number
  out: { id: string; amount: string }[]
  told: Record<string, string>
}

/** The platform and the bank as processes of their own, each of which can be killed and started again. */
export interface Processes {
  world: World
  bank: {
    see(): Promise<BankSees>
    set(switches: Record<string, unknown>): Promise<BankSees>
    pay(payment: Record<string, unknown>): Promise<void>
    /** tells the platform its balance; whether the platform's ledger says the same */
    agrees(): Promise<boolean>
    start(): Promise<void>
    kill(): Promise<void>
    dead(): boolean
  }
  server: { start(): Promise<void>; kill(): Promise<void> }
  stop(): Promise<void>
}

const ended = async (child: ChildProcess | undefined): Promise<void> => {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const end = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await end
}

const call = async <T>(url: string, body?: unknown): Promise<T> => {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const response = await fetch(url, init)
  if (!response.ok) throw new Error(`${url} answered ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

/** Where the platform keeps what it knows: its own files, or MySQL and Redis, and then two processes serve it. */
export type Stores = 'sqlite' | 'mysql'

/** Starts both on a platform where nine bidders have paid and every deposit is ordered back. */
export async function processes(stores: Stores = 'sqlite'): Promise<Processes> {
  const { folder, demo, environment } = await worldFolder()
  const ports = { trading: await freePort(), public: await freePort(), supervision: await freePort() }
  const [bankPort, dataFolder] = [await freePort(), join(folder, 'data')]
  mkdirSync(dataFolder, { recursive: true })
  const trading = `http://127.0.0.1:${ports.trading}`
  const bankUrl = `http://127.0.0.1:${bankPort}`
  const code = people.find(({ id }) => id === 'bank')?.organisation?.code ?? ''
  const all: Record<string, string> = {
    ...environment,
    START_AT: BEGIN,
    DATA_FOLDER: dataFolder,
    BANK_URL: bankUrl,
    BANK_CODE: code,
  }
  if (stores === 'mysql')
    Object.assign(all, { DATABASE_URL: (await freshDatabase('mysql')).url, REDIS_URL: await freshRedis() })
  const foundation = dirname(environment['TRUST_FOLDER'] ?? '')
  const options = { port: bankPort, folder: join(folder, 'bank'), foundation, trading, control: true }
  const origins = {
    trading,
    public: `http://127.0.0.1:${ports.public}`,
    supervision: `http://127.0.0.1:${ports.supervision}`,
  }
  const world = openWorld({ origins, folder: demo, tender: 'faults', say: () => undefined, bank: bankUrl })
  let bank = (await startBank(options)).child
  await before({ ...all, ...texts(ports) }, world)
  let server = (await startOne(all, { ports, dataFolder }, 0)).child
  const beside = stores === 'mysql' ? (await startOne(all, { ports, dataFolder }, 10)).child : undefined
  const startServer = async (): Promise<void> => {
    server = (await startOne(all, { ports, dataFolder }, 0)).child
  }
  return {
    world,
    bank: {
      see: () => call<BankSees>(`${bankUrl}/control`),
      set: (switches) => call<BankSees>(`${bankUrl}/control`, switches),
      pay: async (payment) => void (await call(`${bankUrl}/payments`, payment)),
      agrees: async () => (await call<{ agrees: boolean }>(`${bankUrl}/balances`, {})).agrees,
      start: async () => {
        bank = (await startBank(options)).child
      },
      kill: () => ended(bank),
      dead: () => bank.exitCode !== null || bank.signalCode !== null,
    },
    server: { start: startServer, kill: () => ended(server) },
    stop: async () => {
      await stopOne(server)
      await ended(beside)
      await ended(bank)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const texts = (ports: { trading: number; public: number; supervision: number }): Record<string, string> => ({
  TRADING_PORT: String(ports.trading),
  PUBLIC_PORT: String(ports.public),
  SUPERVISION_PORT: String(ports.supervision),
})

/** In this process, on the same database and ports: notice, deposits, and every deposit ordered back. */
async function before(environment: Record<string, string>, world: World): Promise<void> {
  const config = readConfig(environment)
  const platform = await assemble(config)
  const running = await serve(platform, config, domains, () => undefined)
  await publishNotice(world)
  await deposits(world)
  const context = { platform, who: platformItself, now: platform.clock.now(), via: 'test' }
  for (const { tag } of await depositsWhere(context, { tender: world.tender }))
    await releaseDeposit(context, { tender: world.tender, tag, reason: 'withdrawn', at: context.now })
  await running.stop()
}

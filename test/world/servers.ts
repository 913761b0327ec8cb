import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { answers, freePort, onPath } from './ports.ts'

/** The private servers of this test run; a URL is missing where this machine has no such program. */
export interface Services {
  mysql?: string
  redis?: string
  /** What is missing, and so what is not tested, a line each. */
  skipped: string[]
}

let started: Promise<Services> | undefined
const stops: (() => Promise<void>)[] = []

/** Starts MariaDB and Redis for this process, once; with `CI=true` a missing one is an error. */
export function services(): Promise<Services> {
  started ??= start()
  return started
}

/** Ends the servers and removes what they wrote. */
export async function stopServices(): Promise<void> {
  started = undefined
  for (const stop of stops.splice(0)) await stop()
}

/** A new empty database, and how to get rid of it. Check `services().mysql` before asking for one in MySQL. */
export async function freshDatabase(kind: 'sqlite' | 'mysql'): Promise<{ url: string; drop(): Promise<void> }> {
  if (kind === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'yangguang-sqlite-'))
    return {
      url: `sqlite:${join(folder, 'test.sqlite')}`,
      drop: async () => rmSync(folder, { recursive: true, force: true }),
    }
  }
  const { mysql } = await services()
  if (!mysql) throw new Error('there is no MySQL to test with')
  const name = `t_${randomBytes(6).toString('hex')}`
  await run(mysql, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
  const url = new URL(mysql)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => run(mysql, `DROP DATABASE IF EXISTS ${name}`) }
}

/** The URL of the test Redis with a prefix of its own. */
export async function freshRedis(): Promise<string> {
  const { redis } = await services()
  if (!redis) throw new Error('there is no Redis to test with')
  return `${redis}?prefix=t-${randomBytes(6).toString('hex')}`
}

async function run(url: string, sql: string): Promise<void> {
  const connection = await createConnection(url)
  await connection.query(sql)
  await connection.end()
}

async function start(): Promise<Services> {
  const found: Services = { skipped: [] }
  const mariadbd = onPath('mariadbd') ?? onPath('mysqld')
  const redisServer = onPath('redis-server')
  if (mariadbd) found.mysql = await startMysql(mariadbd)
  else found.skipped.push('SKIPPED: everything on MySQL, no mariadbd or mysqld here (Debian: mariadb-server-core)')
  if (redisServer) found.redis = await startRedis(redisServer)
  else found.skipped.push('SKIPPED: everything on Redis, no redis-server here (Debian: redis-server)')
  if (found.skipped.length > 0 && process.env.CI === 'true') throw new Error(found.skipped.join('\n'))
  for (const line of found.skipped) console.error(`\n  !!! ${line}\n`)
  return found
}

const mysqlSettings = [
  '--bind-address=127.0.0.1',
  '--skip-name-resolve',
  '--skip-log-bin',
  '--skip-grant-tables',
  '--character-set-server=utf8mb4',
  '--collation-server=utf8mb4_bin',
  '--default-time-zone=+00:00',
  '--max-connections=300',
  '--innodb-log-file-size=16M',
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-doublewrite=0',
]

/** Starts a MariaDB on an empty folder: no accounts, any name and password pass, nothing is durable. */
async function startMysql(program: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-mysql-'))
  for (const name of ['data', 'tmp']) mkdirSync(join(folder, name))
  const first = join(folder, 'first.sql')
  writeFileSync(first, 'CREATE DATABASE IF NOT EXISTS test CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;\n')
  const port = await freePort()
  const place = [
    `--datadir=${join(folder, 'data')}`,
    `--tmpdir=${join(folder, 'tmp')}`,
    `--socket=${join(folder, 'socket')}`,
    `--pid-file=${join(folder, 'pid')}`,
    `--init-file=${first}`,
    `--port=${port}`,
  ]
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : []
  const child = spawn(program, ['--no-defaults', ...asRoot, ...place, ...mysqlSettings], { stdio: 'ignore' })
  endWithUs(child, folder)
  await answers(port, child, true)
  return `mysql://test:test@127.0.0.1:${port}/test`
}

async function startRedis(program: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-redis-'))
  const port = await freePort()
  const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder]
  const child = spawn(program, [...place, '--save', '', '--appendonly', 'no'], { stdio: 'ignore' })
  endWithUs(child, folder)
  await answers(port, child, false)
  return `redis://127.0.0.1:${port}`
}

/** What the server wrote is thrown away, so it is killed, not asked. */
function endWithUs(child: ChildProcess, folder: string): void {
  const clear = () => rmSync(folder, { recursive: true, force: true })
  const kill = () => {
    child.kill('SIGKILL')
    clear()
  }
  process.once('exit', kill)
  stops.push(async () => {
    process.off('exit', kill)
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
    }
    clear()
  })
}

import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Config } from '../../config.ts'
import type { BankOptions } from './bank.ts'

/** The running server processes: one on the embedded default, two where Redis stands beside MySQL. */
export interface Servers {
  origins: { trading: string; public: string; supervision: string }
  /** where the further processes serve */
  others: Servers['origins'][]
  stop(): Promise<void>
}

const main = fileURLToPath(new URL('../../main.ts', import.meta.url))

/** Starts the platform as processes of its own. */
export async function startServers(
  environment: Record<string, string>,
  config: Config,
  say: (line: string) => void,
): Promise<Servers> {
  await mkdir(config.dataFolder, { recursive: true })
  const first = await startOne(environment, config, 0)
  const others = config.redisUrl ? [await startOne(environment, config, 10)] : []
  const children = [first, ...others].map(({ child }) => child)
  say(
    `${children.length} server process(es) on ${config.redisUrl ? 'MySQL, Bull and Redis' : config.databaseUrl.split(':')[0]}`,
  )
  return {
    origins: first.origins,
    others: others.map(({ origins }) => origins),
    stop: async () => {
      await Promise.all(children.map(stopOne))
    },
  }
}

/** Starts one process; it is ready when it has said at which addresses it serves. */
export async function startOne(
  environment: Record<string, string>,
  config: Pick<Config, 'ports' | 'dataFolder'>,
  shift: number,
): Promise<{ child: ChildProcess; origins: Servers['origins'] }> {
  const { trading, public: open, supervision } = config.ports
  const port = (at: number): string => String(at === 0 ? 0 : at + shift)
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: {
      ...process.env,
      ...environment,
      TRADING_PORT: port(trading),
      PUBLIC_PORT: port(open),
      SUPERVISION_PORT: port(supervision),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log = createWriteStream(join(config.dataFolder, `server-${shift}.log`), { flags: 'a' })
  child.stderr?.pipe(log)
  const withUs = (): boolean => child.kill('SIGKILL')
  process.once('exit', withUs)
  child.once('exit', () => process.off('exit', withUs))
  const origins = await new Promise<Servers['origins']>((ready, fail) => {
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}; see its log in ${config.dataFolder}`)))
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.startsWith('{"ready"')) ready((JSON.parse(line) as { origins: Servers['origins'] }).origins)
      })
  })
  return { child, origins }
}

const bank = fileURLToPath(new URL('./bank.ts', import.meta.url))

/** A process that says at which address it serves, or why it does not. */
export async function startBank(options: BankOptions): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', bank, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  const url = await new Promise<string>((ready, fail) => {
    child.once('exit', (code) => fail(new Error(`the bank ended with ${code}`)))
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.startsWith('{"ready"')) ready((JSON.parse(line) as { url: string }).url)
      })
  })
  return { child, url }
}

/** Ends a process, by force after a while. */
export async function stopOne(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 8000)
  await ended
  clearTimeout(timer)
}

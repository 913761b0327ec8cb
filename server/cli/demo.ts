import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { hex, random } from '../../crypto/bytes.ts'
import { type Config, readConfig } from '../config.ts'
import { openAuthorities } from './demo/authoritiesOfDemo.ts'
import { buildClient } from './demo/build.ts'
import { lay, PIN } from './demo/foundation.ts'
import { type Gateway, openGateway } from './demo/gateway.ts'
import { people } from './demo/people.ts'
import { play } from './demo/play.ts'
import { namedPorts } from './demo/ports.ts'
import { type Servers, startBank, startServers, stopOne } from './demo/servers.ts'
import { BEGIN } from './demo/tender.ts'
import { openWorld } from './demo/world.ts'

const exit = process.argv.includes('--exit')
const started = Date.now()
const interactive = process.stdout.isTTY === true

const say = (line: string): void => {
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6)
  process.stdout.write(`${interactive ? '\r\u001b[K' : ''}${seconds} s  ${line}\n`)
}

let shown = 0
const progress = (what: string, share: number): void => {
  if (!interactive || Date.now() - shown < 100) return
  shown = Date.now()
  const filled = Math.round(share * 30)
  process.stdout.write(
    `\r\u001b[K         ${'█'.repeat(filled)}${'░'.repeat(30 - filled)} ${Math.floor(share * 100)} %  ${what}`,
  )
}

/** The tender's id of this run; kept so that an interrupted demo goes on with the same one. */
async function tenderId(folder: string): Promise<string> {
  const file = join(folder, 'tender')
  if (!existsSync(file)) await writeFile(file, 'GD-WJB-2026-001')
  return (await readFile(file, 'utf8')).trim()
}

/** The bank: a process of its own, with its own books. */
async function openBank(
  config: Config,
  folder: string,
  foundation: string,
): Promise<Awaited<ReturnType<typeof startBank>>> {
  const trading = `http://${config.host}:${config.ports.trading}`
  const bank = await startBank({ port: 0, folder: join(folder, 'bank'), foundation, trading })
  say(`银行进程 the bank is a process of its own: ${bank.url}`)
  return bank
}

/** The gateway for text messages and calls: it sends to nobody. */
async function openPhones(config: Config): Promise<{ gateway: Gateway; secret: string }> {
  const secret = hex(random(32))
  const reports = `http://${config.host}:${config.ports.public}/api/v1/carriers/reports`
  const gateway = await openGateway({ secret, reportTo: () => reports })
  say(`短信与语音网关 the gateway for text messages and calls, simulated: ${gateway.url}`)
  return { gateway, secret }
}

const environmentOf = (config: Config, ...more: Record<string, string>[]): Record<string, string> => ({
  ...Object.assign({}, ...more),
  START_AT: BEGIN,
  DATA_FOLDER: config.dataFolder,
  BANK_CODE: people.find(({ id }) => id === 'bank')?.organisation?.code ?? '',
})

async function main(): Promise<void> {
  const config = await namedPorts(readConfig({ ...process.env, MOVABLE_CLOCK: 'yes', START_AT: BEGIN }))
  const folder = resolve(config.dataFolder, 'demo')
  await mkdir(folder, { recursive: true })
  await buildClient(say)
  const foundation = await lay(join(folder, 'foundation'), people, say)
  const bank = await openBank(config, folder, foundation.folder)
  const authorities = await openAuthorities(foundation.folder, `http://${config.host}:${config.ports.trading}`)
  say(`认证机构与时间戳服务 two certification authorities (RSA, SM2) and a timestamp authority: ${authorities.url}`)
  const { gateway, secret } = await openPhones(config)
  const services = { ...authorities.environment, BANK_URL: bank.url, GATEWAY_URL: gateway.url, GATEWAY_SECRET: secret }
  const environment = environmentOf(config, foundation.environment, services)
  const servers: Servers = await startServers(environment, config, say)
  try {
    const world = openWorld({
      origins: servers.origins,
      others: servers.others,
      folder: foundation.folder,
      bank: bank.url,
      tender: await tenderId(folder),
      say,
      progress,
    })
    const archive = await play(world, config)
    process.stdout.write(`archive verified: ${archive}\n`)
    if (exit) return
    say(
      `平台继续运行 the platform keeps running: ${servers.origins.public} (public) ${servers.origins.trading} (trading) ${servers.origins.supervision} (supervision)`,
    )
    say(
      `密钥文件 key files: ${join(foundation.folder, 'keys')} PIN ${PIN} — tenderer, agent, centre, centre-2, centre-3, supervisor, bidder-1…9, expert-001…300, bank`,
    )
    await new Promise<void>((done) => process.once('SIGINT', done).once('SIGTERM', done))
  } finally {
    await servers.stop()
    await authorities.close()
    await gateway.close()
    await stopOne(bank.child)
  }
}

try {
  await main()
  process.exit(0)
} catch (error) {
  process.stderr.write(`${String((error as Error)?.stack ?? error)}\n`)
  process.exit(1)
}

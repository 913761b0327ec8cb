import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type Outside, outsideOf, unfitOutside } from './outside.ts'

const port = z.coerce.number().int().min(0).max(65_535)

const Environment = z.object({
  NODE_ENV: z.string().default('development'),
  DATABASE_URL: z.string().default(''),
  REDIS_URL: z.string().default(''),
  FILES_URL: z.string().default(''),
  DATA_FOLDER: z.string().default('.data'),
  KEYS_FOLDER: z.string().default(''),
  TRUST_FOLDER: z.string().default(''),
  FOUNDING_FILE: z.string().default(''),
  PLATFORM_KEY_FILE: z.string().default(''),
  STAMP_KEY_FILE: z.string().default(''),
  STAMP_URL: z.string().default(''),
  KEY_FILES_PIN: z.string().default(''),
  PROXIES: z.string().default(''),
  HOST: z.string().default('127.0.0.1'),
  TRADING_PORT: port.default(4100),
  PUBLIC_PORT: port.default(4101),
  SUPERVISION_PORT: port.default(4102),
  LOG_ORIGIN: z.string().default('yangguang.example/log'),
  BEAT_MS: z.coerce.number().int().min(100).default(5000),
  MOVABLE_CLOCK: z.enum(['yes', 'no']).default('no'),
  START_AT: z.string().default(''),
  PUBLIC_URL: z.string().default(''),
  TRADING_URL: z.string().default(''),
  SUPERVISION_URL: z.string().default(''),
  BANK_URL: z.string().default(''),
  BANK_CODE: z.string().default(''),
  MAIL_URL: z.string().default(''),
  MAIL_FROM: z.string().default(''),
  MAIL_ROOTS: z.string().default(''),
  GATEWAY_URL: z.string().default(''),
  GATEWAY_SECRET: z.string().default(''),
  REMINDER_HOURS: z.string().default('09:00 15:00'),
  TURN_URL: z.string().default(''),
  TURN_SECRET: z.string().default(''),
})

/** The platform's settings, from the environment, read once. */
export interface Config {
  production: boolean
  databaseUrl: string
  redisUrl: string | undefined
  filesFolder: string
  dataFolder: string
  keysFolder: string
  trustFolder: string | undefined
  foundingFile: string | undefined
  platformKeyFile: string | undefined
  stampKeyFile: string | undefined
  /** A timestamp authority over HTTP (RFC 3161); without one the platform stamps itself with its own key. */
  stampUrl: string | undefined
  keyFilesPin: string
  /** Proxies before the platform, by address or range: only their word on who is behind them counts. */
  proxies: string[]
  host: string
  ports: { trading: number; public: number; supervision: number }
  logOrigin: string
  /** ms of real time between two leaves of the log */
  beat: number
  movableClock: boolean
  /** Where a movable clock begins on an empty database, ms. */
  startAt: number | undefined
  /** Where the public finds us; stands in QR codes. */
  publicUrl: string
  /** Where those who sign in find us: the public home page leads there; null: nobody said, and the port tells nothing. */
  entrances: { trading: string | null; supervision: string | null }
  /** The bank's interface and its 统一社会信用代码; absent where it fetches its orders itself. */
  bank: { url: string; organisation: string } | undefined
  /** Ways out: who carries mails, text messages and calls, and at which hours everybody is reminded. */
  outside: Outside
  /** A relay for sound and picture (TURN), and the secret that it shares with us; absent: there is none. */
  relay: { urls: string[]; secret: string } | undefined
}

/** Reads the environment; the only place that does. Production refuses what is meant for the demo, and says why. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const env = Environment.parse(environment)
  const data = resolve(env.DATA_FOLDER)
  const config: Config = {
    production: env.NODE_ENV === 'production',
    databaseUrl: env.DATABASE_URL || `sqlite:${data}/platform.sqlite`,
    redisUrl: env.REDIS_URL || undefined,
    filesFolder: resolve((env.FILES_URL || `${data}/files`).replace(/^file:(\/\/)?/, '')),
    dataFolder: data,
    keysFolder: resolve(env.KEYS_FOLDER || `${data}/keys`),
    trustFolder: env.TRUST_FOLDER || undefined,
    foundingFile: env.FOUNDING_FILE || undefined,
    platformKeyFile: env.PLATFORM_KEY_FILE || undefined,
    stampKeyFile: env.STAMP_KEY_FILE || undefined,
    stampUrl: env.STAMP_URL || undefined,
    keyFilesPin: env.KEY_FILES_PIN,
    proxies: env.PROXIES.split(/[\s,]+/).filter(Boolean),
    host: env.HOST,
    ports: { trading: env.TRADING_PORT, public: env.PUBLIC_PORT, supervision: env.SUPERVISION_PORT },
    logOrigin: env.LOG_ORIGIN,
    beat: env.BEAT_MS,
    movableClock: env.MOVABLE_CLOCK === 'yes',
    startAt: env.START_AT ? Date.parse(env.START_AT) : undefined,
    bank: env.BANK_URL ? { url: env.BANK_URL, organisation: env.BANK_CODE } : undefined,
    outside: outsideOf(env, data),
    relay: env.TURN_URL ? { urls: env.TURN_URL.split(/[\s,]+/).filter(Boolean), secret: env.TURN_SECRET } : undefined,
    publicUrl: env.PUBLIC_URL || `http://${env.HOST}:${env.PUBLIC_PORT}`,
    entrances: {
      trading: entranceOf(env, env.TRADING_URL, env.TRADING_PORT),
      supervision: entranceOf(env, env.SUPERVISION_URL, env.SUPERVISION_PORT),
    },
  }
  const reasons = unfit(config)
  if (reasons.length) throw new Error(`this configuration cannot run:\n- ${reasons.join('\n- ')}`)
  return config
}

/** Where an entrance is; in production an address is never guessed from the port, which lies behind a proxy. */
function entranceOf(env: z.infer<typeof Environment>, address: string, at: number): string | null {
  if (address) return address.replace(/\/+$/, '')
  return env.NODE_ENV === 'production' || at === 0 ? null : `http://${env.HOST}:${at}`
}

function unfit(config: Config): string[] {
  const reasons: string[] = []
  const sqlite = config.databaseUrl.startsWith('sqlite:')
  if (config.redisUrl && sqlite)
    reasons.push('REDIS_URL needs a MySQL database beside it: a SQLite file serves one process')
  reasons.push(...unfitOutside(config.outside, config.production))
  if (config.relay && !config.relay.secret)
    reasons.push('TURN_URL needs TURN_SECRET, the secret that the relay shares with the platform')
  if (!config.production) return reasons
  if (sqlite) reasons.push('production does not run on a SQLite file: set DATABASE_URL=mysql://…')
  if (config.movableClock) reasons.push('production has no movable clock: remove MOVABLE_CLOCK')
  if (!config.trustFolder || !config.platformKeyFile || !(config.stampKeyFile || config.stampUrl))
    reasons.push(
      'production does not run on the demo authority: set TRUST_FOLDER, PLATFORM_KEY_FILE and STAMP_URL (or STAMP_KEY_FILE)',
    )
  return reasons
}

/** What a command line tool takes from the environment of whoever calls it. */
export interface ToolEnvironment {
  language: 'zh' | 'en'
  colour: boolean
  /** opens the key file, where neither a prompt nor a descriptor does */
  pin: string | undefined
  /** the code that a local agent shows, where nobody is there to type it */
  pairing: string | undefined
  /** where the tools keep what they know from one call to the next */
  state: string
}

/** Reads it: Chinese unless the locale says otherwise, colours unless NO_COLOR is set or the terminal has none. */
export function readToolEnvironment(environment: Record<string, string | undefined> = process.env): ToolEnvironment {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || 'zh'
  return {
    language: locale.startsWith('zh') ? 'zh' : 'en',
    colour: !environment['NO_COLOR'] && environment['TERM'] !== 'dumb',
    pin: environment['YANGGUANG_PIN'] || undefined,
    pairing: environment['YANGGUANG_AGENT_CODE'] || undefined,
    state: join(
      environment['XDG_STATE_HOME'] || environment['LOCALAPPDATA'] || join(homedir(), '.local/state'),
      'yangguang',
    ),
  }
}

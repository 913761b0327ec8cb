import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readToolEnvironment, type ToolEnvironment } from '../config.ts'
import type { Given } from './arguments.ts'
import type { Said } from './exit.ts'

/** How a tool speaks to whoever called it: results on standard output, everything else on standard error. */
export interface Terminal {
  readonly json: boolean
  readonly quiet: boolean
  /** whether somebody may be asked */
  readonly asks: boolean
  readonly environment: ToolEnvironment
  /** The sentence in the caller's language. */
  words(said: Said): string
  /** A line of the result. */
  line(text: string): void
  /** The result for machines: one line of JSON. */
  object(value: unknown): void
  /** A remark, unless it is to be quiet. */
  note(zh: string, en: string): void
  /** What went wrong; said even quietly. */
  complain(said: Said): void
  /** Progress of long work, 0 to 1. */
  progress(zh: string, en: string, share: number): void
  /** Colours a text if the reader sees colours. */
  paint(text: string, colour: 'green' | 'red' | 'yellow'): string
}

const COLOURS = { green: 32, red: 31, yellow: 33 } as const
const EVERY_MS = 100

/** The terminal of a call with these options. */
export function terminalFor(given: Pick<Given, 'flag' | 'text'>): Terminal {
  const environment = readToolEnvironment()
  const [json, quiet] = [given.flag('json'), given.flag('quiet')]
  const colour = environment.colour && !given.flag('no-color') && process.stdout.isTTY === true
  const words = (said: Said): string => said[environment.language]
  const error = (text: string): void => void process.stderr.write(`${text}\n`)
  return {
    ...{ json, quiet, environment, words },
    asks: !given.flag('no-input') && process.stdin.isTTY === true,
    line: (text) => void process.stdout.write(`${text}\n`),
    object: (value) => void process.stdout.write(`${JSON.stringify(value)}\n`),
    note: (zh, en) => (quiet ? undefined : error(words({ zh, en }))),
    complain: (said) => error(words(said)),
    progress: quiet ? () => undefined : progressOn(words, given.text('progress') === 'json'),
    paint: (text, name) => (colour ? `\u001b[${COLOURS[name]}m${text}\u001b[0m` : text),
  }
}

/** Redraws one line for a person, writes a line each time for a program, and says little into a file. */
function progressOn(words: (said: Said) => string, machine: boolean): Terminal['progress'] {
  let [last, tenth] = [0, -1]
  return (zh, en, share) => {
    const done = share >= 1
    if (machine) {
      process.stderr.write(`${JSON.stringify({ progress: en, share: Math.floor(share * 1000) / 1000 })}\n`)
    } else if (process.stderr.isTTY) {
      if (!done && Date.now() - last < EVERY_MS) return
      last = Date.now()
      process.stderr.write(`\r\u001b[K${words({ zh, en })} ${Math.floor(share * 100)} %${done ? '\n' : ''}`)
    } else if (Math.floor(share * 10) > tenth) {
      tenth = Math.floor(share * 10)
      process.stderr.write(`${words({ zh, en })} ${tenth * 10} %\n`)
    }
  }
}

/** The version of the tools: that of the package they are in. */
export const version = (): string =>
  (
    JSON.parse(readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8')) as {
      version: string
    }
  ).version

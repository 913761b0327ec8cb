import { parseArgs } from 'node:util'
import { EXIT, Stop } from './exit.ts'

/** Options by name: whether a value follows; `maybe` an address may follow. */
export type Options = Readonly<Record<string, 'text' | 'flag' | 'maybe'>>

/** What every command of every tool understands. */
const everywhere: Options = {
  json: 'flag',
  quiet: 'flag',
  'no-color': 'flag',
  'no-input': 'flag',
  progress: 'text',
  help: 'flag',
  version: 'flag',
}

/** The words and options of a call. */
export interface Given {
  words: string[]
  text(name: string): string | undefined
  flag(name: string): boolean
  /** The option's value; ends with the usage code where it is missing. */
  need(name: string): string
}

/**
 * Reads a command's arguments. A secret is none of them: an option for one is refused, so that it stands in no list of
 * processes and in no shell's history.
 */
export function given(argv: readonly string[], options: Options): Given {
  if (argv.some((word) => /^--?(pin|password|passphrase)(=|$)/.test(word)))
    throw new Stop(
      EXIT.usage,
      'PIN 不能写在命令行里：请按提示输入，或用 --pin-fd N、环境变量 YANGGUANG_PIN',
      'a PIN is never an argument: type it at the prompt, or use --pin-fd N or YANGGUANG_PIN',
    )
  const shape = Object.entries({ ...everywhere, ...options }).map(([name, kind]) => [
    name,
    { type: kind === 'flag' ? 'boolean' : 'string', ...(SHORT[name] ? { short: SHORT[name] } : {}) },
  ])
  try {
    const { values, positionals } = parseArgs({
      args: valued(argv, options),
      options: Object.fromEntries(shape) as Record<string, { type: 'string' | 'boolean' }>,
      allowPositionals: true,
    })
    return reading(positionals, values)
  } catch (problem) {
    const what = String((problem as Error).message)
    throw new Stop(EXIT.usage, `用法不对：${what}`, what)
  }
}

/** Gives an option that may stand alone an empty value, unless an address follows it. */
const valued = (argv: readonly string[], options: Options): string[] =>
  argv.map((word, i) => {
    const alone = word.startsWith('--') && options[word.slice(2)] === 'maybe' && !argv[i + 1]?.includes('://')
    return alone ? `${word}=` : word
  })

const SHORT: Record<string, string> = { help: 'h', output: 'o' }

function reading(words: string[], values: Record<string, unknown>): Given {
  const text = (name: string) => values[name] as string | undefined
  return {
    words,
    text,
    flag: (name) => values[name] === true,
    need: (name) => {
      const value = text(name)
      if (value) return value
      throw new Stop(EXIT.usage, `缺少选项 --${name}`, `--${name} is missing`)
    },
  }
}

/** The one word of a command, such as a file; ends with the usage code where there is none or another. */
export function oneWord({ words }: Given, zh: string, en: string): string {
  const [word, more] = words
  if (word && more === undefined) return word
  throw new Stop(EXIT.usage, `请给出一个${zh}`, `give one ${en}`)
}

import { parseArgs } from 'node:util'
import { EXIT, Stop } from './exit.ts'

/** Options by name: whether a value follows; `maybe` an address may follow; which values there are, where not all are good. */
export type Options = Readonly<
  Record<string, { kind: 'text' | 'flag' | 'maybe'; short?: string | undefined; among?: readonly string[] }>
>

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
  const shape = Object.entries(options).map(([name, { kind, short }]) => [
    name,
    { type: kind === 'flag' ? 'boolean' : 'string', ...(short ? { short } : {}) },
  ])
  try {
    const { values, positionals } = parseArgs({
      args: valued(argv, options),
      options: Object.fromEntries(shape) as Record<string, { type: 'string' | 'boolean' }>,
      allowPositionals: true,
    })
    return reading(positionals, checked(values, options))
  } catch (problem) {
    throw problem instanceof Stop ? problem : misread(problem as Error & { code?: string })
  }
}

/** Gives an option that may stand alone an empty value, unless an address follows it. */
const valued = (argv: readonly string[], options: Options): string[] =>
  argv.map((word, i) => {
    const alone = word.startsWith('--') && options[word.slice(2)]?.kind === 'maybe' && !argv[i + 1]?.includes('://')
    return alone ? `${word}=` : word
  })

/** Ends with the usage code where an option has a value that it does not know. */
function checked<T extends Record<string, unknown>>(values: T, options: Options): T {
  for (const [name, value] of Object.entries(values)) {
    const among = options[name]?.among ?? []
    if (among.length && !among.includes(String(value)))
      throw new Stop(
        EXIT.usage,
        `--${name} 后应为 ${among.join('、')} 之一`,
        `--${name} takes one of ${among.join(', ')}`,
      )
  }
  return values
}

const PROBLEMS: Readonly<Record<string, (name: string) => [zh: string, en: string]>> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: (name) => [`没有选项 ${name}`, `there is no option ${name}`],
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: (name) => [
    `选项 ${name} 的值缺少或多余`,
    `${name} lacks a value, or takes none`,
  ],
}

/** What is wrong with arguments that cannot be read. */
function misread({ code = '', message }: Error & { code?: string }): Stop {
  const [, name = ''] = /'(?:-\w, )?(--?[^' ]+)/.exec(message) ?? []
  const [zh, en] = PROBLEMS[code]?.(name) ?? [`用法不对：${message}`, message]
  return new Stop(EXIT.usage, zh, en)
}

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

/** The same where the command may be called without one. */
export const oneWordAtMost = (call: Given, zh: string, en: string): string | undefined =>
  call.words.length ? oneWord(call, zh, en) : undefined

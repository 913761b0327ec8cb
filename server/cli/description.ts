import type { Options } from './arguments.ts'
import type { Said } from './exit.ts'

/** What stands for a value or a word: a file, a folder, either, text of its own, or one of these. */
export type Takes = 'file' | 'folder' | 'text' | readonly string[]

/** An option: a flag unless a value follows it. */
export interface OptionIs {
  told: Said
  /** what the value is called, such as FILE */
  value?: string
  takes?: Takes
  /** the value, an address, may be left out */
  alone?: true
  short?: string
}

/** A command: the words after it, what it does, and the options that it takes beside those of every command. */
export interface CommandIs {
  told: Said
  words: string
  takes: Takes
  options: readonly string[]
}

/** A part of the manual that stands under a title of its own: lines of a term and what it means. */
export interface PartIs {
  title: Said
  lines: readonly { term: string | Said; told: Said }[]
}

/**
 * A command line tool as its reader sees it. Arguments are read by it, and help, man page and completion are made from it, so that
 * none of them can say anything else than the others.
 */
export interface ToolIs {
  name: string
  told: Said
  /** lines that can be typed; the best ones first */
  examples: readonly string[]
  commands: Readonly<Record<string, CommandIs>>
  options: Readonly<Record<string, OptionIs>>
  parts: readonly PartIs[]
  besides: string
}

const told = (zh: string, en: string): Said => ({ zh, en })

/** Options of every command of every tool. */
export const EVERYWHERE: Readonly<Record<string, OptionIs>> = {
  json: {
    told: told(
      '结果为一个 JSON 对象（含 schemaVersion），写到标准输出',
      'the result as one JSON object with its schemaVersion, on standard output',
    ),
  },
  quiet: { told: told('只给结果，不给说明和进度', 'the result alone, without remarks and progress') },
  'no-color': { told: told('不用颜色（环境变量 NO_COLOR 亦同）', 'no colours, as with NO_COLOR') },
  'no-input': { told: told('不提问；缺少所需的即报错', 'never asks: what is missing ends the call') },
  progress: {
    ...{ value: 'FORM', takes: ['text', 'json'] },
    told: told(
      '进度的形式：文字，或每行一个 JSON，写到标准错误',
      'progress as text or as lines of JSON, on standard error',
    ),
  },
  help: {
    short: 'h',
    told: told('显示用法；放在命令之后只显示该命令的', 'how it is used; after a command, that command alone'),
  },
  version: { told: told('显示版本', 'the version') },
}

/** Commands of every tool: what describes it. */
export const OF_EVERY_TOOL: Readonly<Record<string, CommandIs>> = {
  completion: {
    ...{ words: 'SHELL', takes: ['bash', 'zsh'], options: [] },
    told: told('输出 bash 或 zsh 的补全脚本', 'writes the completion for bash or zsh'),
  },
  man: {
    ...{ words: '', takes: 'text', options: [] },
    told: told('输出手册页（roff），可交给 man -l -', 'writes the manual page, for man -l -'),
  },
}

/** What every command of a tool is, its own first. */
export const commandsOf = ({ commands }: ToolIs): Readonly<Record<string, CommandIs>> => ({
  ...commands,
  ...OF_EVERY_TOOL,
})

/** The options of a command that are its own, and all that it takes. */
export function optionsOf(tool: ToolIs, command: string, all = true): [name: string, option: OptionIs][] {
  const own = (commandsOf(tool)[command]?.options ?? []).map((name): [string, OptionIs] => {
    const option = tool.options[name]
    if (!option) throw new Error(`${tool.name} ${command}: --${name} is described nowhere`)
    return [name, option]
  })
  return all ? [...own, ...Object.entries(EVERYWHERE)] : own
}

/** The same as arguments are read by it. */
export const readBy = (tool: ToolIs, command: string): Options =>
  Object.fromEntries(
    optionsOf(tool, command).map(([name, { value, alone, short, takes }]) => [
      name,
      {
        kind: value === undefined ? 'flag' : alone ? 'maybe' : 'text',
        short,
        among: Array.isArray(takes) ? takes : [],
      },
    ]),
  )

/** How an option is written: `-o, --output FILE`. */
export const written = (name: string, { value, alone, short }: OptionIs): string =>
  [short ? `-${short}, ` : '', `--${name}`, value === undefined ? '' : alone ? ` [${value}]` : ` ${value}`].join('')

/** Exit codes and what they mean, as the manual lists them. */
export const exitPart = (lines: readonly [code: number, zh: string, en: string][]): PartIs => ({
  title: told('退出码', 'EXIT STATUS'),
  lines: lines.map(([code, zh, en]) => ({ term: String(code), told: { zh, en } })),
})

const CHECKED =
  '{schemaVersion: 1, ok, verdict: valid|invalid|indeterminate, checks: [{id, title, verdict, ok, detail}], tool, version, input: {path, sha256, sm3}, at}'
const STOPPED = '{schemaVersion: 1, ok: false, tool, version, exit, message}'

/** The objects of `--json`: of commands that check, of those that answer something else, of calls that could not be answered. */
export const jsonPart = (others: readonly [command: string, shape: string][]): PartIs => ({
  title: told('JSON 结果', 'JSON'),
  lines: [
    {
      term: told('核验的命令', 'commands that check'),
      told: told(
        `${CHECKED}；无法判定的检查，ok 为 null`,
        `${CHECKED}; the ok of a check that decides nothing is null`,
      ),
    },
    ...others.map(([term, shape]) => ({ term: told(term, term), told: told(shape, shape) })),
    {
      term: told('无法进行的调用', 'a call that could not be answered'),
      told: told(
        `${STOPPED}；被服务器拒绝的，是其 problem 加上 schemaVersion`,
        `${STOPPED}; where the server refused, its problem with a schemaVersion`,
      ),
    },
  ],
})

/** What of the environment is read by both tools. */
export const ENVIRONMENT: PartIs['lines'] = [
  {
    term: 'LC_ALL, LC_MESSAGES, LANG',
    told: told(
      '语言：zh 开头的为中文，未设定也为中文，其他为英文',
      'the language: Chinese for zh and where none is set, else English',
    ),
  },
  {
    term: 'NO_COLOR',
    told: told('设定且非空时不用颜色；TERM=dumb 亦同', 'set and not empty: no colours; as with TERM=dumb'),
  },
]

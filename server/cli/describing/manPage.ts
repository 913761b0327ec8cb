import { commandsOf, EVERYWHERE, type OptionIs, optionsOf, type PartIs, type ToolIs, written } from '../description.ts'
import type { Said } from '../exit.ts'
import { pieces } from './wrap.ts'

type Words = (said: Said) => string

const TITLES = {
  name: { zh: '名称', en: 'NAME' },
  synopsis: { zh: '概要', en: 'SYNOPSIS' },
  description: { zh: '描述', en: 'DESCRIPTION' },
  commands: { zh: '命令', en: 'COMMANDS' },
  options: { zh: '选项', en: 'OPTIONS' },
  everywhere: { zh: '各命令通用的选项', en: 'OPTIONS OF EVERY COMMAND' },
  examples: { zh: '示例', en: 'EXAMPLES' },
  besides: { zh: '参见', en: 'SEE ALSO' },
}
const BY_COMMAND: Said = { zh: '选项：', en: 'Options:' }

/** Text as roff takes it literally; a line may break between two Chinese characters. */
const literal = (text: string): string => {
  const escaped = text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll("'", '\\(aq').replaceAll('~', '\\(ti')
  const broken = pieces(escaped).map((piece) => (/^[\u2e80-\u9fff\uf900-\uffef]/u.test(piece) ? `${piece}\\:` : piece))
  const line = broken.join('').trim()
  return /^[.]/.test(line) ? `\\&${line}` : line
}

const section = (title: string): string => `.SH ${literal(title)}`
const item = (term: string, told: string): string[] => ['.TP', `.B ${literal(term)}`, literal(told)]
const options = (of: [string, OptionIs][], words: Words): string[] =>
  of.flatMap(([name, option]) => item(written(name, option), words(option.told)))

const partLines = ({ title, lines }: PartIs, words: Words): string[] => [
  section(words(title)),
  ...lines.flatMap(({ term, told }) => item(typeof term === 'string' ? term : words(term), words(told))),
]

/** The commands with the names of their own options. */
const commandLines = (tool: ToolIs, words: Words): string[] =>
  Object.entries(commandsOf(tool)).flatMap(([name, { words: after, told }]) => {
    const own = optionsOf(tool, name, false).map(([option]) => `--${option}`)
    return [
      ...item(after ? `${name} ${after}` : name, words(told)),
      ...(own.length ? ['.br', `${literal(words(BY_COMMAND))} ${literal(own.join(', '))}`] : []),
    ]
  })

/** The manual page of a tool, section 1, as roff source: the same for the same version. */
export function manPage(tool: ToolIs, version: string, words: Words): string {
  const { name, told, examples, besides } = tool
  return [
    `.TH ${literal(name.toUpperCase())} 1 "" "yangguang ${literal(version)}" ""`,
    ...['.nh', '.ad l'],
    section(words(TITLES.name)),
    `${literal(name)} \\- ${literal(words(told))}`,
    section(words(TITLES.synopsis)),
    ...[`.B ${literal(name)}`, `.I ${literal('COMMAND')}`, literal('[WORDS] [OPTIONS]')],
    section(words(TITLES.description)),
    literal(words(told)),
    section(words(TITLES.commands)),
    ...commandLines(tool, words),
    section(words(TITLES.options)),
    ...options(Object.entries(tool.options), words),
    section(words(TITLES.everywhere)),
    ...options(Object.entries(EVERYWHERE), words),
    ...tool.parts.flatMap((part) => partLines(part, words)),
    section(words(TITLES.examples)),
    ...['.nf', ...examples.map(literal), '.fi'],
    section(words(TITLES.besides)),
    literal(besides),
    '',
  ].join('\n')
}

import { commandsOf, EVERYWHERE, optionsOf, type PartIs, type ToolIs, written } from '../description.ts'
import type { Said } from '../exit.ts'
import { columns, wrap } from './wrap.ts'

type Words = (said: Said) => string

const WIDTH = 100
/** the column where the meaning of a term begins */
const TERM = 22

/** A term and what it means, beside it or below it where the term is long. */
function line(term: string, told: string): string[] {
  const [first = '', ...rest] = wrap(told, WIDTH - TERM)
  const beside = columns(term) + 4 <= TERM
  const begun = `  ${term}${' '.repeat(beside ? TERM - 2 - columns(term) : 0)}`
  const indented = (one: string): string => `${' '.repeat(TERM)}${one}`
  return beside ? [`${begun}${first}`, ...rest.map(indented)] : [begun, ...[first, ...rest].map(indented)]
}

const partLines = ({ title, lines }: PartIs, words: Words): string[] => [
  words(title),
  ...lines.flatMap(({ term, told }) => line(typeof term === 'string' ? term : words(term), words(told))),
]

const optionLines = (of: ReturnType<typeof optionsOf>, words: Words): string[] =>
  of.flatMap(([name, option]) => line(written(name, option), words(option.told)))

/** How a tool is used, or one of its commands alone: examples first. */
export function helpText(tool: ToolIs, words: Words, command?: string): string {
  const commands = commandsOf(tool)
  const one = command === undefined ? undefined : commands[command]
  if (command === undefined || !one) return wholeText(tool, words)
  const call = [tool.name, command, one.words].filter(Boolean).join(' ')
  const examples = tool.examples.filter((example) => example.startsWith(`${tool.name} ${command} `))
  return [
    ...(examples.length ? examples : [call]),
    '',
    ...line(call.slice(tool.name.length + 1), words(one.told)),
    '',
    ...optionLines(optionsOf(tool, command, false), words),
    '',
    ...optionLines(Object.entries(EVERYWHERE), words),
  ].join('\n')
}

function wholeText(tool: ToolIs, words: Words): string {
  return [
    ...tool.examples,
    '',
    ...wrap(words(tool.told), WIDTH),
    '',
    ...Object.entries(commandsOf(tool)).flatMap(([name, { words: after, told }]) =>
      line(after ? `${name} ${after}` : name, words(told)),
    ),
    '',
    ...optionLines(Object.entries({ ...tool.options, ...EVERYWHERE }), words),
    ...tool.parts.flatMap((part) => ['', ...partLines(part, words)]),
  ].join('\n')
}

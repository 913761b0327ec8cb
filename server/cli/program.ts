import { type Given, given, oneWord } from './arguments.ts'
import { Refused } from './client.ts'
import { commandsOf, readBy, type ToolIs } from './description.ts'
import { EXIT, ending, Stop } from './exit.ts'
import { endCleanly } from './outputs.ts'
import { type Terminal, terminalFor, version } from './terminal.ts'

/** What a command does: answers the exit code. */
export type Run = (given: Given, terminal: Terminal) => Promise<number>

/** A tool that can be called: what describes it, and its commands, each of which loads no more than it takes. */
export interface Program {
  tool: ToolIs
  commands: Readonly<Record<string, () => Promise<Run>>>
  /** the command of a call that names none but has a word */
  otherwise?: string
}

/** Answers a call of a tool with its exit code; says what went wrong, for machines too where they asked for it. */
export async function runProgram(program: Program, argv: readonly string[]): Promise<number> {
  endCleanly()
  try {
    return await answer(program, argv)
  } catch (problem) {
    const { exit, said } = ending(problem)
    const { name: tool } = program.tool
    const terminal = terminalFor({ flag: (name) => argv.includes(`--${name}`), text: () => undefined })
    if (problem instanceof Refused) terminal.object({ schemaVersion: 1, ...problem.problem })
    else if (terminal.json) {
      const message = terminal.words(said)
      terminal.object({ schemaVersion: 1, ok: false, tool, version: version(), exit, message })
    }
    terminal.complain(said)
    return exit
  }
}

async function answer({ tool, commands, otherwise }: Program, argv: readonly string[]): Promise<number> {
  const [first = '', ...rest] = argv
  if (first === '--version') return written(`${version()}\n`)
  if (first === '--help' || first === '-h') return help(tool)
  const own = Object.hasOwn(commandsOf(tool), first)
  const name = own ? first : nameless(tool, otherwise, argv)
  const call = given(own ? rest : argv, readBy(tool, name))
  if (call.flag('version')) return written(`${version()}\n`)
  if (call.flag('help')) return help(tool, own ? name : undefined)
  if (!commandsOf(tool)[name]?.words && call.words.length)
    throw new Stop(EXIT.usage, `${name} 之后多了 ${call.words[0]}`, `${name} takes no ${call.words[0]}`)
  const terminal = terminalFor(call)
  if (name === 'man') return man(tool, terminal)
  if (name === 'completion') return completion(tool, call, terminal)
  const load = commands[name]
  if (!load) throw new Error(`${tool.name} ${name} is described, and does nothing`)
  return (await load())(call, terminal)
}

/** The command that is meant where none is named. */
function nameless({ name }: ToolIs, otherwise: string | undefined, argv: readonly string[]): string {
  const word = argv.find((one) => one === '-' || !one.startsWith('-'))
  if (otherwise !== undefined && word !== undefined) return otherwise
  if (word === undefined) throw new Stop(EXIT.usage, `请给出命令：${name} --help`, `name a command: ${name} --help`)
  throw new Stop(EXIT.usage, `没有命令 ${word}：${name} --help`, `there is no command ${word}: ${name} --help`)
}

function written(text: string): number {
  process.stdout.write(text)
  return EXIT.valid
}

async function help(tool: ToolIs, command?: string): Promise<number> {
  const { helpText } = await import('./describing/helpText.ts')
  const { words } = terminalFor({ flag: () => false, text: () => undefined })
  return written(`${helpText(tool, words, command)}\n`)
}

async function man(tool: ToolIs, { words }: Terminal): Promise<number> {
  const { manPage } = await import('./describing/manPage.ts')
  return written(manPage(tool, version(), words))
}

async function completion(tool: ToolIs, call: Given, { words }: Terminal): Promise<number> {
  const { bashCompletion, zshCompletion } = await import('./describing/completion.ts')
  const shell = oneWord(call, ' shell：bash 或 zsh', 'shell: bash or zsh')
  if (shell === 'bash') return written(bashCompletion(tool))
  if (shell === 'zsh') return written(zshCompletion(tool, words))
  throw new Stop(
    EXIT.usage,
    `没有 ${shell} 的补全，只有 bash 和 zsh`,
    `there is none for ${shell}, only for bash and zsh`,
  )
}

import { commandsOf, EVERYWHERE, type OptionIs, optionsOf, type Takes, type ToolIs } from '../description.ts'
import type { Said } from '../exit.ts'

type Words = (said: Said) => string

/** Names of options as they are typed. */
const typed = (of: readonly [name: string, option: OptionIs][]): string[] =>
  of.flatMap(([name, { short }]) => [`--${name}`, ...(short ? [`-${short}`] : [])])

/** What bash offers for a value or a word. */
function offered(takes: Takes | undefined): string {
  if (takes === 'file') return 'compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur")'
  if (takes === 'folder') return 'compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur")'
  return Array.isArray(takes) ? `mapfile -t COMPREPLY < <(compgen -W '${takes.join(' ')}' -- "$cur")` : 'COMPREPLY=()'
}

const functionOf = ({ name }: ToolIs): string => `_${name.replaceAll('-', '_')}`

/** The completion for bash: commands, the options of each, and what may follow them. */
export function bashCompletion(tool: ToolIs): string {
  const commands = commandsOf(tool)
  const valued = Object.entries({ ...tool.options, ...EVERYWHERE }).filter(([, { value }]) => value !== undefined)
  const names = Object.keys(commands).join(' ')
  return `# bash completion for ${tool.name}
${functionOf(tool)}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  if [[ $cur == '=' ]]; then cur=; fi
  if [[ $before == '=' ]]; then before=\${COMP_WORDS[COMP_CWORD-2]}; fi
  case $before in
${valued.map(([name, option]) => `    ${typed([[name, option]]).join('|')}) ${offered(option.takes)}; return ;;`).join('\n')}
  esac
  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W '${names} --help --version' -- "$cur")
    return
  fi
  case \${COMP_WORDS[1]} in
${Object.entries(commands)
  .map(
    ([name, { takes }]) => `    ${name})
      if [[ $cur == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W '${typed(optionsOf(tool, name)).join(' ')}' -- "$cur")
      else
        ${offered(takes)}
      fi ;;`,
  )
  .join('\n')}
  esac
}
complete -F ${functionOf(tool)} ${tool.name}
`
}

/** Text within single quotes of a shell, with what \`_arguments\` reads as its own marked. */
const quoted = (text: string): string => text.replaceAll("'", "'\\''").replace(/[[\]:\\]/g, (mark) => `\\${mark}`)

/** What zsh offers for a value or a word. */
function action(takes: Takes | undefined): string {
  if (takes === 'file') return '_files'
  if (takes === 'folder') return '_files -/'
  return Array.isArray(takes) ? `(${takes.join(' ')})` : ' '
}

function specification([name, { value, alone, short, told, takes }]: [string, OptionIs], words: Words): string[] {
  const rest = `[${quoted(words(told))}]${value === undefined ? '' : `:${alone ? ':' : ''}${quoted(value)}:${action(takes)}`}`
  return [`'--${name}${rest}'`, ...(short ? [`'-${short}${rest}'`] : [])]
}

/** The completion for zsh, with what each command and option means. */
export function zshCompletion(tool: ToolIs, words: Words): string {
  const commands = Object.entries(commandsOf(tool))
  const described = commands.map(([name, { told }]) => `    '${name}:${quoted(words(told))}'`)
  return `#compdef ${tool.name}
${functionOf(tool)}() {
  local -a commands
  commands=(
${described.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands
  .map(
    ([name, { words: after, takes }]) => `    ${name})
      _arguments \\
        ${[...optionsOf(tool, name).flatMap((option) => specification(option, words)), ...(after ? [`'*:${quoted(after)}:${action(takes)}'`] : [])].join(' \\\n        ')} ;;`,
  )
  .join('\n')}
  esac
}
if [[ $funcstack[1] == ${functionOf(tool)} ]]; then ${functionOf(tool)} "$@"; else compdef ${functionOf(tool)} ${tool.name}; fi
`
}

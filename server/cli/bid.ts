import { existsSync } from 'node:fs'
import { type Given, given, type Options, oneWord } from './arguments.ts'
import { check, checkOptions } from './bid/check.ts'
import { HELP } from './bid/help.ts'
import { init, initOptions } from './bid/init.ts'
import { besides, readBeside, trustBeside } from './bid/package.ts'
import { inspect, inspectOptions, open, openOptions } from './bid/rehearse.ts'
import { seal, sealOptions } from './bid/seal.ts'
import { submit, submitOptions } from './bid/submit.ts'
import { upload, uploadOptions } from './bid/upload.ts'
import { Refused } from './client.ts'
import { EXIT, ending, Stop } from './exit.ts'
import { endCleanly } from './outputs.ts'
import { type Terminal, terminalFor, version } from './terminal.ts'
import { anchorOptions, anchorsOf } from './verify/anchors.ts'
import { verifyReceipt } from './verify/run.ts'

interface Command {
  options: Options
  run(given: Given, terminal: Terminal): Promise<number>
}

const commands: Record<string, Command> = {
  init: { options: initOptions, run: init },
  check: { options: checkOptions, run: check },
  seal: { options: sealOptions, run: seal },
  inspect: { options: inspectOptions, run: inspect },
  open: { options: openOptions, run: open },
  upload: { options: uploadOptions, run: upload },
  submit: { options: submitOptions, run: submit },
  verify: { options: { ...anchorOptions, package: 'text' }, run: verify },
}

/** Checks a receipt as `yangguang-verify receipt` does; the package's own file says which platform was meant. */
async function verify(call: Given, terminal: Terminal): Promise<number> {
  const receipt = oneWord(call, '回执文件', 'receipt')
  const file = call.text('package')
  const known = file !== undefined && existsSync(besides(file, 'manifest.json'))
  const anchors = await anchorsOf(call)
  const trusted = known ? trustBeside(anchors, await readBeside(file)) : anchors
  return verifyReceipt(terminal, { tool: 'yangguang-bid', receipt, about: 'receipt', package: file, trusted })
}

async function main(argv: string[]): Promise<number> {
  const [first = '', ...rest] = argv
  if (['--help', '-h', '--version'].includes(first)) {
    process.stdout.write(first === '--version' ? `${version()}\n` : `${HELP}\n`)
    return EXIT.valid
  }
  const command = Object.hasOwn(commands, first) ? commands[first] : undefined
  if (!command) throw new Stop(EXIT.usage, HELP, HELP)
  const call = given(rest, command.options)
  if (call.flag('help') || call.flag('version')) return main([call.flag('help') ? '--help' : '--version'])
  endCleanly()
  return command.run(call, terminalFor(call))
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (problem) {
  const { exit, said } = ending(problem)
  const terminal = terminalFor({ flag: () => false, text: () => undefined })
  if (problem instanceof Refused) terminal.object(problem.problem)
  terminal.complain(said)
  process.exitCode = exit
}

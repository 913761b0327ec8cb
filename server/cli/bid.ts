import { existsSync } from 'node:fs'
import { type Given, given, type Options, oneWord } from './arguments.ts'
import { Refused } from './client.ts'
import { EXIT, ending, Stop } from './exit.ts'
import { endCleanly } from './outputs.ts'
import { type Terminal, terminalFor, version } from './terminal.ts'

interface Command {
  options: Options
  run(given: Given, terminal: Terminal): Promise<number>
}

/** Each command loads no more than it takes. */
const commands: Record<string, () => Promise<Command>> = {
  init: () => import('./bid/init.ts').then(({ init, initOptions }) => ({ options: initOptions, run: init })),
  check: () => import('./bid/check.ts').then(({ check, checkOptions }) => ({ options: checkOptions, run: check })),
  sign: () => import('./bid/sign.ts').then(({ sign, signOptions }) => ({ options: signOptions, run: sign })),
  seal: () => import('./bid/seal.ts').then(({ seal, sealOptions }) => ({ options: sealOptions, run: seal })),
  inspect: () =>
    import('./bid/rehearse.ts').then(({ inspect, inspectOptions }) => ({ options: inspectOptions, run: inspect })),
  open: () => import('./bid/rehearse.ts').then(({ open, openOptions }) => ({ options: openOptions, run: open })),
  upload: () =>
    import('./bid/upload.ts').then(({ upload, uploadOptions }) => ({ options: uploadOptions, run: upload })),
  submit: () =>
    import('./bid/submit.ts').then(({ submit, submitOptions }) => ({ options: submitOptions, run: submit })),
  withdraw: () =>
    import('./bid/withdraw.ts').then(({ withdraw, withdrawOptions }) => ({ options: withdrawOptions, run: withdraw })),
  trust: () => import('./bid/trust.ts').then(({ trust, trustOptions }) => ({ options: trustOptions, run: trust })),
  status: async () => {
    const [{ status }, { placeOptions }] = await Promise.all([import('./bid/status.ts'), import('./bid/place.ts')])
    return { options: placeOptions, run: status }
  },
  report: () =>
    import('./bid/report.ts').then(({ report, reportOptions }) => ({ options: reportOptions, run: report })),
  certificates: () =>
    import('./bid/certificates.ts').then(({ certificates, certificateOptions }) => ({
      options: certificateOptions,
      run: certificates,
    })),
  verify: async () => {
    const { anchorOptions } = await import('./verify/anchors.ts')
    return { options: { ...anchorOptions, package: 'text' }, run: verify }
  },
}

/** Checks a receipt as `yangguang-verify receipt` does; the package's own file says which platform was meant. */
async function verify(call: Given, terminal: Terminal): Promise<number> {
  const { anchorsOf } = await import('./verify/anchors.ts')
  const { verifyReceipt } = await import('./verify/run.ts')
  const { besides, readBeside, trustBeside } = await import('./bid/package.ts')
  const receipt = oneWord(call, '回执文件', 'receipt')
  const file = call.text('package')
  const known = file !== undefined && existsSync(besides(file, 'manifest.json'))
  const anchors = await anchorsOf(call)
  const trusted = known ? trustBeside(anchors, await readBeside(file)) : anchors
  return verifyReceipt(terminal, { tool: 'yangguang-bid', receipt, about: 'receipt', package: file, trusted })
}

const help = async (): Promise<string> => (await import('./bid/help.ts')).HELP

async function main(argv: string[]): Promise<number> {
  const [first = '', ...rest] = argv
  if (['--help', '-h', '--version'].includes(first)) {
    process.stdout.write(`${first === '--version' ? version() : await help()}\n`)
    return EXIT.valid
  }
  const load = Object.hasOwn(commands, first) ? commands[first] : undefined
  if (!load) throw new Stop(EXIT.usage, await help(), await help())
  const command = await load()
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

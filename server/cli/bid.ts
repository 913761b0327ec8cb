import { existsSync } from 'node:fs'
import { type Given, oneWord } from './arguments.ts'
import { bidTool } from './bid/described.ts'
import { runProgram } from './program.ts'
import type { Terminal } from './terminal.ts'

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
  return verifyReceipt(terminal, { tool: bidTool.name, receipt, about: 'receipt', package: file, trusted })
}

process.exitCode = await runProgram(
  {
    tool: bidTool,
    commands: {
      init: async () => (await import('./bid/init.ts')).init,
      check: async () => (await import('./bid/check.ts')).check,
      sign: async () => (await import('./bid/sign.ts')).sign,
      seal: async () => (await import('./bid/seal.ts')).seal,
      inspect: async () => (await import('./bid/rehearse.ts')).inspect,
      open: async () => (await import('./bid/rehearse.ts')).open,
      upload: async () => (await import('./bid/upload.ts')).upload,
      submit: async () => (await import('./bid/submit.ts')).submit,
      withdraw: async () => (await import('./bid/withdraw.ts')).withdraw,
      trust: async () => (await import('./bid/trust.ts')).trust,
      status: async () => (await import('./bid/status.ts')).status,
      report: async () => (await import('./bid/report.ts')).report,
      certificates: async () => (await import('./bid/certificates.ts')).certificates,
      verify: async () => verify,
    },
  },
  process.argv.slice(2),
)

import { existsSync } from 'node:fs'
import { text } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { type Header, wholeSize } from '../../../crypto/envelope.ts'
import { readHeader, readPackage } from '../../../crypto/receive.ts'
import { readRemedyCode } from '../../../crypto/remedy.ts'
import { rehearse, rehearseRemedy } from '../../../crypto/unseal.ts'
import { Findings } from '../../archive/verify/report.ts'
import { natives } from '../../platform/natives.ts'
import { type Given, oneWord } from '../arguments.ts'
import { keysFor } from '../chosen.ts'
import { EXIT, Stop } from '../exit.ts'
import { openInput, readInput } from '../inputs.ts'
import type { Terminal } from '../terminal.ts'
import { hashedInput, report } from '../verify/report.ts'
import { besides, readBeside } from './package.ts'

/** Shows the public header of a package: what anybody can read of it. */
export async function inspect(call: Given, terminal: Terminal): Promise<number> {
  const file = oneWord(call, '投标文件', 'package')
  const header = await readHeader(openInput(file))
  if (terminal.json) terminal.object({ schemaVersion: 1, bytes: wholeSize(header), header })
  else for (const line of headerLines(header)) terminal.line(line)
  return EXIT.valid
}

function headerLines(header: Header): string[] {
  const { context, suite, k, officers, parts } = header
  return [
    ...Object.entries(context).map(([name, value]) => `${name.padEnd(9)} ${value}`),
    `suite     ${suite}`,
    `bytes     ${wholeSize(header)}`,
    `locks     bidder + ${k} of ${officers.length}`,
    ...officers.map(({ role, key }) => `officer   ${role} ${key}`),
    ...parts.map(({ id, bytes, chunks }) => `part      ${id} ${bytes} bytes, ${chunks} chunks`),
  ]
}

/** What is tried: the bidder's key, or the remedy code written in a file. */
async function openerOf(call: Given, terminal: Terminal) {
  const code = call.text('remedy')
  if (code !== undefined) {
    const secret = readRemedyCode(text(await readInput(code)))
    const title = {
      zh: '补救码与文件头中的承诺一致；能否打开还须开标时全体开标人同意，此前无从试验',
      en: 'the remedy code is the one that the header commits to; opening by it takes every officer at the opening, and cannot be tried before',
    }
    return async (header: Header) => {
      rehearseRemedy(header, secret)
      return { id: 'remedy', title, parts: [header.remedy?.commitment.slice(0, 16) ?? ''] }
    }
  }
  const { unwrapper } = await keysFor(call, terminal)
  if (!unwrapper) throw new Stop(EXIT.key, '没有加密证书', 'there is no encryption certificate')
  const title = { zh: '本密钥能打开投标人的一半', en: 'this key opens the bidder’s half' }
  return async (header: Header) => ({ id: 'key', title, parts: (await rehearse(header, unwrapper)).parts })
}

/** Shows the bidder, before the deadline, that its key opens its half of every part, or that its remedy code is the right one; opens no content. */
export async function open(call: Given, terminal: Terminal): Promise<number> {
  const file = oneWord(call, '投标文件', 'package')
  const opens = await openerOf(call, terminal)
  const { words } = terminal
  const { bytes, input } = hashedInput(file)
  const received = await readPackage(bytes, natives)
  const { id, title, parts } = await opens(received.header)
  const findings = new Findings()
  findings.checks.push({ id, title: words(title), verdict: 'valid', detail: parts.join(', ') })
  if (existsSync(besides(file, 'manifest.json'))) {
    const beside = await readBeside(file)
    await findings.try('manifest', words({ zh: '与清单一致', en: 'as its manifest says' }), () => {
      const roots = received.parts.map(({ id, root, bytes }) => ({ id, root, bytes }))
      if (received.headerHash !== beside.header || canonical(roots) !== canonical(beside.parts))
        throw new Error(words({ zh: '文件已改动', en: 'the package was changed' }))
      return beside.header
    })
  }
  const { verdict, checks } = findings
  return report(terminal, { tool: 'yangguang-bid', input: await input(), verdict, checks })
}

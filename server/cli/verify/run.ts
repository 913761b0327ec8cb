import { EXIT, Stop } from '../exit.ts'
import { readInput } from '../inputs.ts'
import type { Terminal } from '../terminal.ts'
import type { Trusted } from './anchors.ts'
import { checkOpened, readOpened } from './opened.ts'
import { checkReceiptFile, checkReceivedPackage, isOfPackage, readReceipt } from './receipt.ts'
import { hashedInput, inputOfBytes, report } from './report.ts'

/** Which receipt is checked, with which package beside it, and which of the two the answer is about. */
export interface Asked {
  tool: string
  receipt: string
  about: 'receipt' | 'package'
  package: string | undefined
  /** the opened set, as the platform proves it */
  opened?: string | undefined
  trusted: Trusted
}

/** Checks a receipt, and the package if there is one, says what was found and answers the exit code. */
export async function verifyReceipt(terminal: Terminal, asked: Asked): Promise<number> {
  const bytes = await readInput(asked.receipt)
  const receipt = await readReceipt(bytes, asked.receipt)
  const findings = await checkReceiptFile(receipt, asked.trusted, terminal.words)
  if ((asked.opened || asked.package) && !isOfPackage(receipt))
    throw new Stop(EXIT.usage, '该回执没有可比较的投标文件', 'this receipt has no package to compare')
  if (asked.opened && isOfPackage(receipt)) {
    const opened = readOpened(await readInput(asked.opened), asked.opened)
    await checkOpened(findings, receipt, opened, asked.trusted, terminal.words)
  }
  const packed = asked.package === undefined ? undefined : hashedInput(asked.package)
  if (packed && isOfPackage(receipt)) await checkReceivedPackage(findings, receipt, packed.bytes, terminal.words)
  const input = packed && asked.about === 'package' ? await packed.input() : inputOfBytes(asked.receipt, bytes)
  return report(terminal, { tool: asked.tool, input, verdict: findings.verdict, checks: findings.checks })
}

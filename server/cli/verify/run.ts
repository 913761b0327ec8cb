import { EXIT, Stop } from '../exit.ts'
import { readInput } from '../inputs.ts'
import type { Terminal } from '../terminal.ts'
import type { Trusted } from './anchors.ts'
import { checkOpened, readOpened } from './opened.ts'
import { checkReceiptFile, checkReceivedPackage, isOfBid, judgesTime, readReceipt } from './receipt.ts'
import { inputOf, inputOfBytes, report } from './report.ts'

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
  if ((asked.opened || asked.package) && !isOfBid(receipt))
    throw new Stop(EXIT.usage, '撤回回执没有可比较的投标文件', 'a withdrawal has no package to compare')
  if (asked.opened && isOfBid(receipt)) {
    const opened = readOpened(await readInput(asked.opened), asked.opened)
    await checkOpened(findings, receipt, opened, asked.trusted, terminal.words)
  }
  if (asked.package && isOfBid(receipt)) await checkReceivedPackage(findings, receipt, asked.package, terminal.words)
  const note = (zh: string, en: string): void => terminal.note(`未核验：${zh}`, `not checked: ${en}`)
  if (!asked.trusted.log) note('日志承诺（--verifier 给出日志公钥行）', 'the log’s promise (--verifier gives its key)')
  if (receipt.token && !judgesTime(asked.trusted))
    note('时间戳（--trust 或 --root 给出根证书）', 'the time stamp (--trust or --root gives a root)')
  if (!receipt.token)
    note(
      '时间戳：这份回执取得时尚未补盖，可向平台重新索取',
      'the time stamp: there was none yet when this receipt was fetched; ask for it again',
    )
  const input =
    asked.about === 'package' && asked.package ? await inputOf(asked.package) : inputOfBytes(asked.receipt, bytes)
  return report(terminal, { tool: asked.tool, input, verdict: findings.verdict, checks: findings.checks })
}

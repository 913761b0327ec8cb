import { checkAcknowledgement } from '../../../crypto/acknowledgement.ts'
import { utf8 } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { checkSameWithdrawal } from '../../bids/acknowledged.ts'
import type { WithdrawalReceipt } from '../../bids/withdrawalViews.ts'
import type { Given } from '../arguments.ts'
import { EXIT, Stop } from '../exit.ts'
import { writeWhole } from '../outputs.ts'
import type { Terminal } from '../terminal.ts'
import { mayReplace } from './package.ts'
import { mineAt, type Place, placeOf } from './place.ts'

/**
 * Takes a bid back before the deadline and keeps the receipt for it. Which bid is meant is said by its number, so that none is
 * taken back by mistake; asked again, the same receipt is fetched.
 */
export async function withdraw(call: Given, terminal: Terminal): Promise<number> {
  const sequence = Number(call.need('sequence'))
  if (!Number.isInteger(sequence) || sequence < 1)
    throw new Stop(EXIT.usage, '--sequence 后应为要撤回的是第几次递交', '--sequence takes the number of the bid')
  const place = await placeOf(call, terminal)
  if (place.beside && place.beside.sequence !== sequence)
    throw new Stop(
      EXIT.usage,
      `${place.word} 是第 ${place.beside.sequence} 次递交的文件`,
      `${place.word} is bid number ${place.beside.sequence}`,
    )
  await mayReplace(place.file('withdrawal.json'), call.flag('force'), (kept) => kept['sequence'] === sequence)
  const mine = await mineAt(place)
  const before = mine.stage === 'withdrawn' && 'withdrawal' in mine ? mine.withdrawal : null
  const already = before?.receipt.sequence === sequence ? before : undefined
  const receipt = already ?? (await sign(place, sequence))
  const [json, pdf] = [place.file('withdrawal.json'), place.file('withdrawal.pdf')]
  await writeWhole(json, utf8(canonical(receipt)), true)
  await checkWithdrawal(place, receipt, sequence)
  await writeWhole(pdf, await place.client.bytes(`/tenders/${place.tender}/bid/withdrawal.pdf`), true)
  if (terminal.json) terminal.object({ schemaVersion: 1, ...receipt })
  else for (const line of [receipt.receipt.fact, receipt.receipt.withdrawnAt, json, pdf]) terminal.line(line)
  terminal.note(
    already ? '此前已经撤回，回执已取回' : '已撤回，平台已签发回执；时间戳与日志证明稍后用 status 取回',
    already
      ? 'it was withdrawn before: here is its receipt'
      : 'withdrawn: the platform signed a receipt; `status` fetches the time stamp and the proof later',
  )
  return EXIT.valid
}

async function sign({ client, tender }: Place, sequence: number): Promise<WithdrawalReceipt> {
  const cms = await client.sign('bid.withdraw', { tender, sequence })
  return client.post<WithdrawalReceipt>(`/tenders/${tender}/bid/withdraw`, { sequence, cms })
}

/** That the receipt speaks of this bid, and is signed by the platform that was known before. */
export async function checkWithdrawal(
  { tender, bidder, beside, known }: Place,
  receipt: WithdrawalReceipt,
  sequence: number,
): Promise<number> {
  checkSameWithdrawal(receipt, { tender, bidder, sequence, header: beside?.header })
  return (await checkAcknowledgement(receipt, known)).beat
}

import { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { checkStatement } from '../access/statement.ts'
import { command } from '../ledger/command.ts'
import type { Vault } from '../platform/platform.ts'
import { Cms, FenText } from '../tenders/contract.ts'
import { tenderStream } from '../tenders/store.ts'
import { Id } from '../web/route.ts'
import type { Payment } from './deposit.ts'
import { MoneySuspended } from './messages.ts'
import { forBidder } from './mine.ts'
import { sealPayer } from './payerCommands.ts'
import { paymentStream } from './payment.ts'
import { strayOrder } from './rules.ts'
import { depositId, depositStream } from './store.ts'
import { askedBack, partSurplus } from './surplus.ts'

/** Statement `deposit.surplus` over tender and the amount that was paid above the deposit, fen. */
export const AskSurplus = z.strictObject({ tender: Id, amount: FenText, cms: Cms })

/** Gives a bidder back what it paid twice, before its deposit goes back and without touching it. */
export const askSurplus = command(
  'deposit.surplus',
  (e, input: z.infer<typeof AskSurplus>) => e.read(tenderStream(input.tender)),
  async (e, tender, { amount, cms }) => {
    const stream = depositStream(depositId(tender.id, e.who.tagFor(tender.id)))
    const asked = askedBack(await e.holdIfAny(stream), amount)
    const fields = { tender: tender.id, amount }
    const signature = await checkStatement(e.platform, e.who, { what: 'deposit.surplus', fields, cms }, e.now)
    const evidence = await sealPayer(e, tender, asked.deposit.tag, { ...signature })
    const after = await e.append(stream, partSurplus(asked, evidence))
    for (const payment of asked.payments) {
      const message = paymentStream(payment.message)
      await e.hold(message)
      await e.append(message, [suspended(e.platform.vault, payment)])
    }
    return forBidder(e.platform, e.who.organisationName ?? '', tender, after)
  },
)

/** The payment as money in suspense: from now on it is like any other that goes back to where it came from. */
function suspended(vault: Pick<Vault, 'open' | 'seal'>, { message, amount, paidAt, reference }: Payment) {
  const lines = [
    { account: 'bank' as const, amount },
    { account: 'suspense' as const, amount: `-${amount}` },
  ]
  const evidence = vault.seal('bank message', canonical({ message: vault.open('bank message', reference) }))
  return MoneySuspended({ message, order: strayOrder(message), amount, paidAt, lines, evidence })
}

import { canonical } from '../../crypto/canonical.ts'
import { checkStatement } from '../access/statement.ts'
import { command, query } from '../ledger/command.ts'
import { rows } from '../ledger/store.ts'
import { BalanceCompared, type Compared, ledgerBalance } from './balance.ts'
import type { Balance } from './contract.ts'
import { heldMoney, on } from './deposit.ts'
import { balanceStream, depositsWhere, messagesWhere } from './store.ts'
import { closed, tenders } from './views.ts'

const nothing = async (): Promise<undefined> => undefined

/** Compares the balance that the bank signs with the ledger. The same message again changes nothing. */
export const compare = command('bank.balance', nothing, async (e, _none, input: Balance) => {
  const { cms, ...fields } = input
  const { vault } = e.platform
  await checkStatement(e.platform, e.who, { what: 'bank.balance', fields, cms }, e.now)
  const message = vault.tag('bank message', e.who.organisation ?? '', input.message)
  const stream = balanceStream(vault.tag('bank', e.who.organisation ?? ''))
  const before = await e.holdIfAny(stream)
  if (before?.message === message || (before && before.at > input.at)) return { agrees: before.difference === '0' }
  const ledger = ledgerBalance(await depositsWhere(e, {}), await messagesWhere(e, { suspense_open: 1 }))
  const difference = String(BigInt(input.balance) - ledger)
  const evidence = vault.seal('payer', canonical({ ...fields, cms, ledger: String(ledger) }))
  await e.append(stream, [BalanceCompared({ message, at: input.at, difference, evidence })])
  return { agrees: difference === '0' }
})

/** Whether bank and ledger agree, and the accounts of every section whose bids are open. No total of any other. */
export const reconciliation = query('money.reconcile', nothing, async (context) => {
  const { database } = context.platform
  const compared = (await rows(database, balanceStream.kind).findAll({ raw: true })).map(
    (row) => JSON.parse((row as unknown as { state: string }).state) as Compared,
  )
  const find = tenders(context)
  const sections = new Map<string, Section>()
  const deposits = await depositsWhere(context, {})
  for (const deposit of deposits) {
    const tender = await find(deposit.tender)
    if (!tender || closed(tender)) continue
    const { id, code, name } = tender
    const before = sections.get(id) ?? { id, code, name, bidders: 0, bank: 0n, held: 0n, payable: 0n, kept: 0n }
    sections.set(id, {
      ...before,
      bidders: before.bidders + 1,
      bank: before.bank + on(deposit, 'bank'),
      held: before.held + heldMoney(deposit),
      payable: before.payable - on(deposit, 'payable'),
      kept: before.kept - on(deposit, 'kept'),
    })
  }
  return {
    compared: compared.map(({ at, difference }) => ({ at, difference, agrees: difference === '0' })),
    zero: deposits.every((deposit) => Object.values(deposit.lines).reduce((sum, one) => sum + BigInt(one), 0n) === 0n),
    sections: [...sections.values()].map(texts),
  }
})

interface Section {
  id: string
  code: string
  name: string
  bidders: number
  bank: bigint
  held: bigint
  payable: bigint
  kept: bigint
}

const texts = ({ bank, held, payable, kept, ...section }: Section) => ({
  ...section,
  ...{ bank: String(bank), held: String(held), payable: String(payable), kept: String(kept) },
})

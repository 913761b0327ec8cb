import { canonical } from '../../crypto/canonical.ts'
import { checkStatement } from '../access/statement.ts'
import { type Cell, xlsxReply } from '../documents/xlsx.ts'
import { type Context, command, query } from '../ledger/command.ts'
import { rows } from '../ledger/store.ts'
import { BalanceCompared, type Compared, ledgerBalance } from './balance.ts'
import type { Balance } from './contract.ts'
import { type Deposit, heldMoney, on } from './deposit.ts'
import { balanceStream, depositsWhere, messagesWhere } from './store.ts'
import { atOwnDesk, closed, tenders } from './views.ts'

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
  const evidence = vault.seal('bank message', canonical({ ...fields, cms, ledger: String(ledger) }))
  await e.append(stream, [BalanceCompared({ message, at: input.at, difference, evidence })])
  return { agrees: difference === '0' }
})

/** Whether bank and ledger agree, and the accounts of every section whose bids are open. No total of any other. */
export const reconciliation = query('money.reconcile', nothing, async (context) => {
  const { database } = context.platform
  const compared = (await rows(database, balanceStream.kind).findAll({ raw: true })).map(
    (row) => JSON.parse((row as unknown as { state: string }).state) as Compared,
  )
  const deposits = await depositsWhere(context, {})
  return {
    compared: compared.map(({ at, difference }) => ({ at, difference, agrees: difference === '0' })),
    zero: deposits.every((deposit) => Object.values(deposit.lines).reduce((sum, one) => sum + BigInt(one), 0n) === 0n),
    sections: await sectionsOf(context, deposits),
  }
})

/** The accounts of every section whose bidders are named; each adds up: bank and charges are what is owed. */
async function sectionsOf(context: Context, all?: Deposit[]) {
  const find = tenders(context)
  const sections = new Map<string, Section>()
  for (const deposit of await atOwnDesk(context, find, all ?? (await depositsWhere(context, {})))) {
    const tender = await find(deposit.tender)
    if (!tender || closed(tender)) continue
    const { id, code, name } = tender
    const before = sections.get(id) ?? { id, code, name, bidders: 0, ...NOTHING }
    sections.set(id, {
      ...before,
      bidders: before.bidders + 1,
      bank: before.bank + on(deposit, 'bank'),
      held: before.held + heldMoney(deposit),
      payable: before.payable - on(deposit, 'payable'),
      kept: before.kept - on(deposit, 'kept'),
      uncounted: before.uncounted - on(deposit, 'surplus') - on(deposit, 'late') - on(deposit, 'mismatched'),
      charges: before.charges + on(deposit, 'interest') + on(deposit, 'penalty'),
    })
  }
  return [...sections.values()].map(texts)
}

interface Section {
  id: string
  code: string
  name: string
  bidders: number
  bank: bigint
  held: bigint
  payable: bigint
  kept: bigint
  /** above what is asked, late, or from another payer */
  uncounted: bigint
  /** interest and what lateness costs: owed with the money, and not in the account */
  charges: bigint
}

const COLUMNS = [
  '标段编号',
  '标段',
  '户数',
  '银行存款（元）',
  '在押（元）',
  '未计入（元）',
  '待退（元）',
  '不予退还（元）',
  '应付利息与逾期费（元）',
]
const NOTHING = { bank: 0n, held: 0n, payable: 0n, kept: 0n, uncounted: 0n, charges: 0n }

const texts = ({ id, code, name, bidders, ...amounts }: Section) => {
  const { bank, held, payable, kept, uncounted, charges } = amounts
  return {
    ...{ id, code, name, bidders, bank: String(bank), held: String(held), payable: String(payable) },
    ...{ kept: String(kept), uncounted: String(uncounted), charges: String(charges) },
  }
}

/** The sections of the reconciliation as a table for spreadsheets. */
export const reconciliationFile = query('money.reconcile', nothing, async (context) => {
  const rows = (await sectionsOf(context)).map((one): Cell[] => [
    { code: one.code },
    one.name,
    String(one.bidders),
    ...[one.bank, one.held, one.uncounted, one.payable, one.kept, one.charges].map((fen) => ({ fen })),
  ])
  return xlsxReply('分标段资金核对', COLUMNS, rows)
})

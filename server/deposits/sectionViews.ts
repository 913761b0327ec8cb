import type { z } from 'zod'
import { type Cell, xlsxReply } from '../documents/xlsx.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, query } from '../ledger/command.ts'
import { tenderById } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import type { OfTender } from './contract.ts'
import { type Deposit, formOf, secured, standing } from './deposit.ts'
import { payerReader } from './payerCommands.ts'
import { depositsWhere } from './store.ts'
import { closed } from './views.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  DEPOSITS_SECRET: {
    status: 403,
    zh: '开标前不公开保证金缴纳情况',
    en: 'who has paid is told to nobody before the opening',
  },
})

/** A published tender. */
export const tenderOf = async (context: Pick<Context, 'platform'>, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender?.published) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** Asks that the opening has named the bidders. */
export function bidsNamed(tender: Tender): void {
  if (closed(tender))
    throw refuse('DEPOSITS_SECRET', { stage: tender.stage }, rulebook(tender.published?.rulebook ?? '').bidderSecrecy)
}

type Reads = ReturnType<typeof payerReader>

/** A deposit as those see it who work here, once the bidders are named. */
async function rowOf(deposit: Deposit, reads: Reads, samePayer: boolean) {
  const { tender, tag, payer, payments, releases, freed, forgiven, guarantee, basicAccount } = deposit
  const named = await reads<{ name: string; code: string }>(tender, tag, payer)
  const shown = forgiven && (await reads<{ evidence: string }>(tender, tag, forgiven.evidence))
  return {
    tag,
    bidder: named?.name ?? null,
    code: named?.code ?? null,
    status: standing(deposit),
    form: formOf(deposit),
    held: String(secured(deposit)),
    payments: payments.map(({ amount, counted, paidAt, outcome, reason, reversed }) => ({
      ...{ amount, counted, paidAt, outcome, reason: reversed?.reason ?? reason, reversedAt: reversed?.at ?? null },
    })),
    /** 《招标投标法实施条例》第四十条: deposits of several bidders from one account are a sign of collusion */
    samePayer,
    refunds: releases.map(({ reason, principal, interest, dueBy, paidAt }) => ({
      ...{ reason, principal, interest, dueBy, paidAt },
    })),
    freed,
    /** a reduction or waiver with the text it rests on, and the hash of what the bidder showed: for the panel to judge */
    forgiven: forgiven && {
      ...{ policy: forgiven.policy, instrument: forgiven.instrument, amount: forgiven.amount },
      evidence: shown?.evidence ?? null,
    },
    revoked: guarantee?.revoked ?? null,
    /** whether the issuer's signed PDF was given and can be read here */
    document: guarantee?.document !== undefined,
    basicAccount: basicAccount !== null,
    kept: deposit.kept && { ground: deposit.kept.ground, amount: deposit.kept.amount, decision: deposit.kept.decision },
  }
}

async function rowsOf(context: Context, tender: Tender) {
  bidsNamed(tender)
  const deposits = await depositsWhere(context, { tender: tender.id })
  const payers = new Map<string, Set<string>>()
  for (const { tag, payments } of deposits)
    for (const { payerTag } of payments) payers.set(payerTag, (payers.get(payerTag) ?? new Set()).add(tag))
  const several = ({ payments }: Deposit) => payments.some(({ payerTag }) => (payers.get(payerTag)?.size ?? 0) > 1)
  const reads = payerReader(context)
  return Promise.all(deposits.map((deposit) => rowOf(deposit, reads, several(deposit))))
}

/** Who has paid what, once the opening has published the bidders; payers behind several bidders are pointed out. */
export const list = query('deposit.list', tenderOf, async (context, tender, _input: z.infer<typeof OfTender>) => ({
  required: tender.deposit,
  items: await rowsOf(context, tender),
}))

const FORMS = { transfer: '转账', guarantee: '保函', annual: '年度保证金', waiver: '减免' }
const COLUMNS = [
  '统一社会信用代码',
  '投标人',
  '形式',
  '有效担保（元）',
  '到账合计（元）',
  '同一账户付款',
  '退还（元）',
  '标段编号',
]

/** The same as a table for spreadsheets. */
export const listFile = query('deposit.list', tenderOf, async (context, tender, _input: z.infer<typeof OfTender>) => {
  const sum = (amounts: readonly string[]) => ({ fen: String(amounts.reduce((all, one) => all + BigInt(one), 0n)) })
  const rows = (await rowsOf(context, tender)).map((row): Cell[] => [
    { code: row.code ?? '' },
    row.bidder ?? '',
    row.form ? FORMS[row.form] : '未提供',
    { fen: row.held },
    sum(row.payments.flatMap(({ amount, reversedAt }) => (reversedAt === null ? [amount] : []))),
    row.samePayer ? '是' : '',
    sum(row.refunds.filter(({ paidAt }) => paidAt !== null).map(({ principal }) => principal)),
    { code: tender.code },
  ])
  return xlsxReply(`保证金-${tender.code}`, COLUMNS, rows)
})

import type { z } from 'zod'
import { hex, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { labelled } from '../../crypto/digest.ts'
import { checkSignature, statementOf } from '../access/statement.ts'
import { platformItself } from '../access/who.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { formatYuan, inChineseCapitals } from '../law/units.ts'
import { type Context, command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import type { Platform } from '../platform/platform.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Stage, Tender } from '../tenders/tender.ts'
import { accountNumber, accountTag } from './account.ts'
import type { GiveGuarantee, OfTender } from './contract.ts'
import { type Deposit, formOf, heldMoney, secured, standing } from './deposit.ts'
import type { ReleaseReason } from './events.ts'
import { releaseFacts } from './refunds.ts'
import { openDeposit, takeGuarantee } from './rules.ts'
import { depositId, depositStream, depositsWhere, findDeposit } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  DEPOSITS_SECRET: {
    status: 403,
    zh: '开标前不公开保证金缴纳情况',
    en: 'who has paid is told to nobody before the opening',
  },
})

const tenderOf = async (context: Pick<Context, 'platform'>, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender?.published) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** A bidder's deposit with an account that no other deposit has, opened if it is not. */
async function opened(e: Entry, tender: Tender): Promise<Deposit> {
  const { vault } = e.platform
  const tag = e.who.tagFor(tender.id)
  const stream = depositStream(depositId(tender.id, tag))
  const before = await e.holdIfAny(stream)
  const account = before ? vault.open('deposit account', before.account) : await freeAccount(e, tender.id, tag)
  const sealed = vault.seal('deposit account', account)
  const payer = vault.seal('payer', e.who.organisationName ?? '')
  const facts = openDeposit(
    { tender, before, tag, account: sealed, accountTag: accountTag(vault, account), payer },
    e.now,
  )
  return facts.length || !before ? e.append(stream, facts) : before
}

async function freeAccount(e: Entry, tender: string, tag: string): Promise<string> {
  for (let turn = 0; ; turn++) {
    const account = accountNumber(e.platform.vault, tender, tag, turn)
    const [taken] = await depositsWhere(e, { account: accountTag(e.platform.vault, account) })
    if (!taken) return account
  }
}

/** Gives a bidder its own account for this tender. */
export const open = command(
  'deposit.open',
  (e, input: z.infer<typeof OfTender>) => e.read(tenderStream(input.tender)),
  async (e, tender) => forBidder(e.platform, tender, await opened(e, tender)),
)

/** Takes a guarantee that its issuer has signed. */
export const guarantee = command(
  'deposit.guarantee',
  (e, input: z.infer<typeof GiveGuarantee>) => e.read(tenderStream(input.tender)),
  async (e, tender, input) => {
    const deposit = await opened(e, tender)
    const statement = statementOf('guarantee.issue', input.guarantee)
    const signer = await checkSignature(e.platform, utf8(statement), input.cms, e.now)
    const issuer = { name: signer.subject.organisation, code: signer.organisationCode }
    const evidence = e.platform.vault.seal('payer', canonical({ statement, cms: input.cms }))
    const law = rulebook(tender.published?.rulebook ?? '')
    const bidder = e.who.organisation ?? ''
    const facts = takeGuarantee({ tender, deposit, guarantee: input.guarantee, bidder, issuer, evidence }, law, e.now)
    return forBidder(e.platform, tender, await e.append(depositStream(depositId(tender.id, deposit.tag)), facts))
  },
)

/** A deposit as its bidder sees it: where to pay, how much in figures and in capitals, what came in and why it counts. */
function forBidder(platform: Platform, tender: Tender, deposit: Deposit | undefined) {
  const required = BigInt(tender.deposit)
  const held = deposit ? heldMoney(deposit) : 0n
  const missing = required > held ? required - held : 0n
  return {
    tender: tender.id,
    status: deposit ? standing(deposit) : ('none' as const),
    form: deposit ? formOf(deposit) : null,
    account: deposit ? platform.vault.open('deposit account', deposit.account) : null,
    accountName: deposit ? platform.vault.open('payer', deposit.payer) : null,
    required: String(required),
    yuan: formatYuan(required),
    capitals: inChineseCapitals(required),
    forms: tender.depositForms,
    until: tender.deadline,
    held: String(deposit ? secured(deposit) : 0n),
    missing: String(deposit?.guarantee && !deposit.freed ? 0n : missing),
    payments: (deposit?.payments ?? []).map(({ amount, counted, paidAt, outcome, reason }) => ({
      ...{ amount, counted, paidAt, outcome, reason },
    })),
    guarantee: deposit?.guarantee
      ? { amount: deposit.guarantee.amount, validUntil: deposit.guarantee.validUntil }
      : null,
    refunds: (deposit?.releases ?? []).map(
      ({ reason, principal, interest, penalty, dueBy, article, paidAt, sentAt, refused }) => ({
        ...{ reason, principal, interest, penalty, dueBy, article, paidAt, sentAt, because: refused?.because ?? null },
      }),
    ),
    freed: deposit?.freed ?? null,
    kept: deposit?.kept
      ? { ground: deposit.kept.ground, article: deposit.kept.article, decision: deposit.kept.decision }
      : null,
  }
}

/** A bidder's own deposit. */
export const read = query('deposit.read', tenderOf, async (context, tender, _input: z.infer<typeof OfTender>) => {
  const deposit = await findDeposit(context, tender.id, context.who.tagFor(tender.id))
  return forBidder(context.platform, tender, deposit)
})

const opening: readonly Stage[] = ['draft', 'bidding', 'opening', 'failed']

/** Who has paid what, once the opening has published the bidders; payers behind several bidders are pointed out. */
export const list = query('deposit.list', tenderOf, async (context, tender, _input: z.infer<typeof OfTender>) => {
  if (opening.includes(tender.stage))
    throw refuse('DEPOSITS_SECRET', { stage: tender.stage }, rulebook(tender.published?.rulebook ?? '').bidderSecrecy)
  const deposits = await depositsWhere(context, { tender: tender.id })
  const payers = new Map<string, Set<string>>()
  for (const { tag, payments } of deposits)
    for (const { payerTag } of payments) payers.set(payerTag, (payers.get(payerTag) ?? new Set()).add(tag))
  return {
    required: tender.deposit,
    items: deposits.map((deposit) => ({
      tag: deposit.tag,
      bidder: context.platform.vault.open('payer', deposit.payer),
      status: standing(deposit),
      form: formOf(deposit),
      held: String(secured(deposit)),
      payments: deposit.payments.map(({ amount, counted, paidAt, outcome, reason }) => ({
        amount,
        counted,
        paidAt,
        outcome,
        reason,
      })),
      /** 《招标投标法实施条例》第四十条: deposits of several bidders from one account are a sign of collusion */
      samePayer: deposit.payments.some(({ payerTag }) => (payers.get(payerTag)?.size ?? 0) > 1),
      refunds: deposit.releases.map(({ reason, principal, interest, dueBy, paidAt }) => ({
        reason,
        principal,
        interest,
        dueBy,
        paidAt,
      })),
      freed: deposit.freed,
    })),
  }
})

/** What makes a deposit go back: `at` is when the bid was withdrawn, the contract signed or the tender ended (ms). */
export interface Release {
  tender: string
  tag: string
  reason: ReleaseReason
  at: number
}

/** Orders a deposit back. Run again, it orders nothing twice. */
export const release = command(
  'deposit.release',
  (e, input: Release) => e.read(tenderStream(input.tender)),
  async (e, tender, { tag, reason, at }) => {
    const stream = depositStream(depositId(tender.id, tag))
    const deposit = await e.holdIfAny(stream)
    if (!deposit) return { order: null }
    const order = hex(labelled('refund-order', utf8(`${tag}.${deposit.releases.length}`))).slice(0, 32)
    const law = rulebook(tender.published?.rulebook ?? '')
    const facts = releaseFacts(deposit, { reason, at, order }, law, e.platform.regional, e.now)
    if (!facts.length) return { order: deposit.releases.at(-1)?.order ?? null }
    const after = await e.append(stream, facts)
    return { order: after.releases.at(-1)?.order ?? null }
  },
)

/** Orders a bidder's deposit back on the platform's own account: what reactions call. */
export const releaseDeposit = (context: Context, of: Release): Promise<{ order: string | null }> =>
  release.run({ ...context, who: platformItself }, of)

import type { z } from 'zod'
import { platformItself } from '../access/who.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { mayBid } from '../tenders/admissionCommands.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import { regionalOf, type Tender } from '../tenders/tender.ts'
import { accountNumber, accountTag, nameTag, payerTag } from './account.ts'
import type { OfTender, OpenDeposit } from './contract.ts'
import type { Deposit } from './deposit.ts'
import type { ReleaseReason } from './events.ts'
import { forBidder } from './mine.ts'
import { sealPayer } from './payerCommands.ts'
import { releaseFacts } from './refunds.ts'
import { nameBasicAccount, openDeposit } from './rules.ts'
import { depositId, depositStream, depositsWhere, findDeposit, orderId, returnsOf } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
})

const tenderOf = async (context: Pick<Context, 'platform'>, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender?.published) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** A bidder's deposit with an account that no other deposit has, opened if it is not. */
export async function opened(e: Entry, tender: Tender): Promise<Deposit> {
  await mayBid(e, tender)
  const { vault } = e.platform
  const tag = e.who.tagFor(tender.id)
  const stream = depositStream(depositId(tender.id, tag))
  const before = await e.holdIfAny(stream)
  const account = before ? vault.open('deposit account', before.account) : await freeAccount(e, tender.id, tag)
  const sealed = vault.seal('deposit account', account)
  const { organisation: code = '', organisationName: name = '' } = e.who
  const payer = before?.payer ?? (await sealPayer(e, tender, tag, { code, name }))
  const of = { tender, before, tag, account: sealed, accountTag: accountTag(vault, account), payer }
  const facts = openDeposit({ ...of, nameTag: nameTag(vault, tender.id, name) }, e.now)
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
  (e, input: z.infer<typeof OpenDeposit>) => e.read(tenderStream(input.tender)),
  async (e, tender, { basicAccount }) => {
    const law = rulebook(tender.published?.rulebook ?? '')
    const deposit = await opened(e, tender)
    const account = basicAccount === undefined ? null : payerTag(e.platform.vault, tender.id, basicAccount)
    const facts = nameBasicAccount(deposit, account, law)
    const after = facts.length ? await e.append(depositStream(depositId(tender.id, deposit.tag)), facts) : deposit
    return forBidder(e.platform, e.who.organisationName ?? '', tender, after)
  },
)

/** A bidder's own deposit. */
export const read = query('deposit.read', tenderOf, async (context, tender, _input: z.infer<typeof OfTender>) => {
  const deposit = await findDeposit(context, tender.id, context.who.tagFor(tender.id))
  const returns = await returnsOf(context, deposit)
  return forBidder(context.platform, context.who.organisationName ?? '', tender, deposit, returns)
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
    const order = orderId(deposit)
    const law = rulebook(tender.published?.rulebook ?? '')
    const table = await e.platform.calendar()
    const facts = releaseFacts(
      deposit,
      { reason, at, order, table },
      law,
      regionalOf(tender, e.platform.regional),
      e.now,
    )
    if (!facts.length) return { order: deposit.releases.at(-1)?.order ?? null }
    const after = await e.append(stream, facts)
    return { order: after.releases.at(-1)?.order ?? null }
  },
)

/** Orders a bidder's deposit back on the platform's own account: what reactions call. */
export const releaseDeposit = (context: Context, of: Release): Promise<{ order: string | null }> =>
  release.run({ ...context, who: platformItself }, of)

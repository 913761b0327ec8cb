import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { checkStatement, hashOf } from '../access/statement.ts'
import { platformItself } from '../access/who.ts'
import { refusals } from '../law/refusal.ts'
import { type Rulebook, rulebook } from '../law/rulebook.ts'
import { type Context, command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { tenderStream } from '../tenders/store.ts'
import type { ApproveBatch, KeepDeposit, NamePayee, PrepareBatch, RejectBatch, RetryRefund } from './contract.ts'
import { type Deposit, ofOrderNumber, orderNumber, waiting } from './deposit.ts'
import { keepFacts } from './keeping.ts'
import { type BankMessage, ReturnMoved, returnState } from './messages.ts'
import { paymentStream } from './payment.ts'
import { approveBatch, BatchPrepared, BatchSent, rejectBatch } from './refundBatch.ts'
import { batchFacts, correctFacts, overdueFacts, sentFacts, unbatchFacts } from './refunds.ts'
import { depositId, depositStream, depositsWhere, messagesWhere, refundBatchStream } from './store.ts'

const refuse = refusals({
  NOTHING_DUE: { status: 409, zh: '没有待退还的款项', en: 'nothing waits to be paid back' },
  ORDER_UNKNOWN: { status: 404, zh: '没有该退款指令', en: 'there is no such order' },
  REFUND_NOT_REFUSED: { status: 409, zh: '该退款未被银行退回，无需更正', en: 'the bank has not refused this refund' },
})

/** Refunds in one batch at most: what one transaction writes without holding others up. */
const MOST = 500
const nothing = async (): Promise<undefined> => undefined

/** What the two people sign: every order of the batch with its amounts. */
export const rowsSigned = (deposits: readonly Deposit[], messages: readonly BankMessage[]) =>
  [
    ...deposits.flatMap((deposit) => {
      const release = waiting(deposit)
      if (!release) return []
      const { principal, interest, penalty } = release
      return [{ order: orderNumber(release), amount: principal, interest, penalty }]
    }),
    ...messages.flatMap(({ suspended }) =>
      suspended ? [{ order: orderNumber(suspended), amount: suspended.amount, interest: '0', penalty: '0' }] : [],
    ),
  ].sort((a, b) => (a.order < b.order ? -1 : 1))

const lawIn = (e: Entry): ((tender: string) => Promise<Rulebook>) => {
  const known = new Map<string, Rulebook>()
  return async (tender) => {
    const law = known.get(tender) ?? rulebook((await e.read(tenderStream(tender))).published?.rulebook ?? '')
    known.set(tender, law)
    return law
  }
}

/** Puts what waits into a batch, the most urgent first, with interest and what lateness costs as of now. */
export const prepare = command(
  'refund.prepare',
  nothing,
  async (e, _none, { most = MOST }: z.infer<typeof PrepareBatch>) => {
    const batch = e.platform.newId()
    const lawOf = lawIn(e)
    const deposits: Deposit[] = []
    for (const { tender, tag } of await depositsWhere(e, { refund_state: 'ordered' }, { soonest: most })) {
      const stream = depositStream(depositId(tender, tag))
      const facts = batchFacts(await e.hold(stream), batch, await lawOf(tender), e.platform.regional, e.now)
      if (facts.length) deposits.push(await e.append(stream, facts))
    }
    const messages: BankMessage[] = []
    for (const { message } of (await messagesWhere(e, { suspense_state: 'ordered' })).slice(
      0,
      most - deposits.length,
    )) {
      const stream = paymentStream(message)
      if (returnState(await e.hold(stream)) !== 'ordered') continue
      messages.push(await e.append(stream, [moved(message, 'batched', batch)]))
    }
    const count = deposits.length + messages.length
    if (!count) throw refuse('NOTHING_DUE')
    const dues = deposits.flatMap((one) => waiting(one)?.dueBy ?? [])
    const dueBy = dues.length ? Math.min(...dues) : null
    const digest = hashOf(rowsSigned(deposits, messages))
    const preparedBy = e.who.certificate ?? ''
    return e.append(refundBatchStream(batch), [BatchPrepared({ batch, digest, count, dueBy, preparedBy })])
  },
)

type Move = Parameters<typeof ReturnMoved>[0]['to']
const moved = (message: string, to: Move, batch: string | null, evidence = '') =>
  ReturnMoved({ message, to, batch, because: null, evidence })

/** Signs for a batch as one of the two who must. */
export const approve = command(
  'refund.approve',
  (e, input: z.infer<typeof ApproveBatch>) => e.hold(refundBatchStream(input.batch)),
  async (e, batch, { digest, cms }) => {
    const fields = { batch: batch.id, digest }
    const signature = await checkStatement(e.platform, e.who, { what: 'refund.approve', fields, cms }, e.now)
    const of = { digest, person: e.who.person ?? '', session: e.who.certificate ?? '', signature }
    return e.append(refundBatchStream(batch.id), approveBatch(batch, of))
  },
)

/** Gives a batch up before it is approved; its refunds wait for another. */
export const reject = command(
  'refund.reject',
  (e, input: z.infer<typeof RejectBatch>) => e.hold(refundBatchStream(input.batch)),
  async (e, batch, { reason }) => {
    const after = await e.append(refundBatchStream(batch.id), rejectBatch(batch, reason))
    for (const { tender, tag } of await depositsWhere(e, { refund_batch: batch.id })) {
      const stream = depositStream(depositId(tender, tag))
      await e.append(stream, unbatchFacts(await e.hold(stream), batch.id))
    }
    for (const { message } of await messagesWhere(e, { suspense_batch: batch.id })) {
      const stream = paymentStream(message)
      if (returnState(await e.hold(stream)) === 'batched') await e.append(stream, [moved(message, 'unbatched', null)])
    }
    return after
  },
)

/** Notes that the bank has taken orders of a batch; `last` closes the batch. Run again, it notes nothing twice. */
const recordSent = command(
  'refund.send',
  (e, input: { batch: string; deposits: { tender: string; tag: string }[]; messages: string[]; last: boolean }) =>
    e.hold(refundBatchStream(input.batch)),
  async (e, batch, { deposits, messages, last }) => {
    for (const { tender, tag } of deposits) {
      const stream = depositStream(depositId(tender, tag))
      await e.append(stream, sentFacts(await e.hold(stream), batch.id))
    }
    for (const message of messages) {
      const stream = paymentStream(message)
      if (returnState(await e.hold(stream)) === 'batched') await e.append(stream, [moved(message, 'sent', batch.id)])
    }
    if (last && batch.stage === 'approved')
      await e.append(refundBatchStream(batch.id), [BatchSent({ batch: batch.id })])
  },
)

/** Writes what was sent, in the platform's own name: what the reaction calls. */
export const noteSent = (context: Context, input: Parameters<typeof recordSent.run>[1]): Promise<void> =>
  recordSent.run({ ...context, who: platformItself }, input)

/** Lets a refund that the bank refused go again as it was; two people approve it anew. */
export const retry = command('refund.retry', nothing, async (e, _none, input: z.infer<typeof RetryRefund>) => {
  const { order } = ofOrderNumber(input.order)
  const evidence = e.platform.vault.seal('payer', canonical({ by: e.who.certificate ?? '' }))
  const [deposit] = await depositsWhere(e, { refund: order })
  if (deposit) {
    const stream = depositStream(depositId(deposit.tender, deposit.tag))
    await e.append(stream, correctFacts(await e.hold(stream), { payee: null, evidence }))
    return { order }
  }
  const [found] = await messagesWhere(e, { suspense: order })
  if (!found) throw refuse('ORDER_UNKNOWN')
  const stream = paymentStream(found.message)
  if (returnState(await e.hold(stream)) !== 'refused') throw refuse('REFUND_NOT_REFUSED')
  await e.append(stream, [moved(found.message, 'corrected', null, evidence)])
  return { order }
})

/** Names another account of the same bidder for a refund that the bank refused. */
export const namePayee = command(
  'deposit.payee',
  (e, input: z.infer<typeof NamePayee>) => e.read(tenderStream(input.tender)),
  async (e, tender, { account, cms }) => {
    const stream = depositStream(depositId(tender.id, e.who.tagFor(tender.id)))
    const deposit = await e.hold(stream)
    const fields = { tender: tender.id, account }
    const signature = await checkStatement(e.platform, e.who, { what: 'deposit.payee', fields, cms }, e.now)
    const { vault } = e.platform
    const of = { payee: vault.seal('payer', account), evidence: vault.seal('payer', canonical({ ...signature })) }
    await e.append(stream, correctFacts(deposit, of))
    return { tender: tender.id }
  },
)

/** Keeps a deposit on a ground of the law. */
export const keep = command(
  'deposit.keep',
  (e, input: z.infer<typeof KeepDeposit>) => e.hold(tenderStream(input.tender)),
  async (e, tender, { cms, ...fields }) => {
    const stream = depositStream(depositId(tender.id, fields.tag))
    const deposit = await e.hold(stream)
    const signature = await checkStatement(e.platform, e.who, { what: 'deposit.keep', fields, cms }, e.now)
    const law = rulebook(tender.published?.rulebook ?? '')
    const { ground, decision, evidence } = fields
    const after = await e.append(
      stream,
      keepFacts(deposit, { stage: tender.stage, ground, decision, evidence, signature }, law),
    )
    return { tender: tender.id, kept: after.kept }
  },
)

/** Notes that a refund's last day has passed. */
export const noteOverdue = command(
  'refund.due',
  (e, input: { id: string }) => e.hold(depositStream(input.id)),
  async (e, deposit, { id }) => {
    await e.append(depositStream(id), overdueFacts(deposit, e.now))
  },
)

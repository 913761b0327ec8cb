import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { checkStatement, hashOf } from '../access/statement.ts'
import { platformItself } from '../access/who.ts'
import { signedByPerson } from '../identity/personCommands.ts'
import { refusals } from '../law/refusal.ts'
import type { Regional } from '../law/regional.ts'
import { type Rulebook, rulebook } from '../law/rulebook.ts'
import { type Context, command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { tenderStream } from '../tenders/store.ts'
import { regionalOf } from '../tenders/tender.ts'
import type { ApproveBatch, KeepDeposit, NamePayee, PrepareBatch, RejectBatch, RetryRefund } from './contract.ts'
import { type Deposit, ofOrderNumber, orderNumber, waiting } from './deposit.ts'
import { type Desk, deskOf, worksAt } from './desk.ts'
import { keepFacts } from './keeping.ts'
import { type BankMessage, ReturnMoved, returnState } from './messages.ts'
import { wrongOrder } from './orderRefusals.ts'
import { sealPayer } from './payerCommands.ts'
import { paymentStream } from './payment.ts'
import { approveBatch, BatchPrepared, BatchSent, rejectBatch } from './refundBatch.ts'
import { batchFacts, correctFacts, sentFacts, unbatchFacts } from './refunds.ts'
import { depositId, depositStream, depositsWhere, messagesWhere, orderId, refundBatchStream } from './store.ts'

const refuse = refusals({
  NOTHING_DUE: { status: 409, zh: '没有待退还的款项', en: 'nothing waits to be paid back' },
  REFUND_NOT_REFUSED: { status: 409, zh: '该退款未被银行退回，无需更正', en: 'the bank has not refused this refund' },
})

/** Who is paid where what is kept is public money. */
const TREASURY = '国库'

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

/** The rulebook and the region's values that each tender is judged by, read once a tender. */
const judgedBy = (e: Entry): ((tender: string) => Promise<{ law: Rulebook; region: Regional }>) => {
  const known = new Map<string, { law: Rulebook; region: Regional }>()
  return async (id) => {
    const found = known.get(id)
    if (found) return found
    const tender = await e.read(tenderStream(id))
    const by = {
      law: rulebook(tender.published?.rulebook ?? ''),
      region: regionalOf(tender, e.platform.regional),
    }
    known.set(id, by)
    return by
  }
}

/** Puts what waits into a batch, the most urgent first, with interest and what lateness costs as of now. */
export const prepare = command(
  'refund.prepare',
  nothing,
  async (e, _none, { most, cms }: z.infer<typeof PrepareBatch>) => {
    const { person: preparedBy, signature } = await signedByPerson(e, 'refund.prepare', { most }, cms)
    const batch = e.platform.newId()
    const by = judgedBy(e)
    const deposits: Deposit[] = []
    for (const { tender, tag } of await depositsWhere(e, { refund_state: 'ordered' }, { soonest: true })) {
      if (deposits.length === most) break
      if (!worksAt(e.who, deskOf(await e.read(tenderStream(tender))))) continue
      const stream = depositStream(depositId(tender, tag))
      const { law, region } = await by(tender)
      const facts = batchFacts(await e.hold(stream), batch, law, region, e.now)
      if (facts.length) deposits.push(await e.append(stream, facts))
    }
    const messages: BankMessage[] = []
    const stray = await messagesWhere(e, { suspense_state: 'ordered' })
    for (const { message } of stray.slice(0, most - deposits.length)) {
      const stream = paymentStream(message)
      if (returnState(await e.hold(stream)) !== 'ordered') continue
      messages.push(await e.append(stream, [moved(message, 'batched', batch)]))
    }
    const count = deposits.length + messages.length
    if (!count) throw refuse('NOTHING_DUE')
    const dues = deposits.flatMap((one) => waiting(one)?.dueBy ?? [])
    const dueBy = dues.length ? Math.min(...dues) : null
    const digest = hashOf(rowsSigned(deposits, messages))
    const centre = e.who.organisation
    const facts = [BatchPrepared({ batch, digest, count, dueBy, preparedBy, centre, signature })]
    return e.append(refundBatchStream(batch), facts)
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
    const { person, signature } = await signedByPerson(e, 'refund.approve', fields, cms)
    return e.append(refundBatchStream(batch.id), approveBatch(batch, { digest, person, signature }))
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

interface OfOrder extends Desk {
  order: string
  deposit: Deposit | undefined
}

/** An order with the deposit that it pays back, if it is one's, and the desk that it belongs to. */
async function ofOrder(e: Entry, input: z.infer<typeof RetryRefund>): Promise<OfOrder> {
  const { order } = ofOrderNumber(input.order)
  const [deposit] = await depositsWhere(e, { refund: order })
  const tender = deposit && (await e.read(tenderStream(deposit.tender)))
  return { ...deskOf(tender), order, deposit }
}

/** Lets a refund that the bank refused go again as it was; two people approve it anew. */
export const retry = command('refund.retry', ofOrder, async (e, { order, deposit }) => {
  const evidence = e.platform.vault.seal('refund correction', canonical({ by: e.who.certificate ?? '' }))
  if (deposit) {
    const stream = depositStream(depositId(deposit.tender, deposit.tag))
    await e.append(stream, correctFacts(await e.hold(stream), { payee: null, evidence }))
    return { order }
  }
  const [found] = await messagesWhere(e, { suspense: order })
  if (!found) throw wrongOrder('ORDER_UNKNOWN')
  const stream = paymentStream(found.message)
  if (returnState(await e.hold(stream)) !== 'refused') throw refuse('REFUND_NOT_REFUSED')
  await e.append(stream, [moved(found.message, 'corrected', null, evidence)])
  return { order }
})

/** Names another account of the same bidder for a refund that the bank refused. */
export const namePayee = command(
  'deposit.payee',
  (e, input: z.infer<typeof NamePayee>) => e.read(tenderStream(input.tender)),
  async (e, tender, { payee: letter, cms }) => {
    const stream = depositStream(depositId(tender.id, e.who.tagFor(tender.id)))
    const deposit = await e.hold(stream)
    const fields = { tender: tender.id, payee: letter }
    const signature = await checkStatement(e.platform, e.who, { what: 'deposit.payee', fields, cms }, e.now)
    const evidence = await sealPayer(e, tender, deposit.tag, { ...signature })
    await e.append(stream, correctFacts(deposit, { payee: canonical(letter), evidence }))
    return { tender: tender.id }
  },
)

/** Keeps a deposit on a ground of the law, and orders it paid to the one to whom it goes; two people approve that too. */
export const keep = command(
  'deposit.keep',
  (e, input: z.infer<typeof KeepDeposit>) => e.hold(tenderStream(input.tender)),
  async (e, tender, { cms, ...fields }) => {
    const stream = depositStream(depositId(tender.id, fields.tag))
    const deposit = await e.hold(stream)
    const signature = await checkStatement(e.platform, e.who, { what: 'deposit.keep', fields, cms }, e.now)
    const law = rulebook(tender.published?.rulebook ?? '')
    const { ground, decision, evidence } = fields
    const keeper = {
      name: law.keptGoesTo.value === 'tenderer' ? tender.tenderer.name : TREASURY,
      account: e.platform.vault.seal('keeper', fields.account),
    }
    const of = { stage: tender.stage, ground, decision, evidence, signature, keeper, order: orderId(deposit) }
    const after = await e.append(stream, keepFacts(deposit, of, law))
    return { tender: tender.id, kept: after.kept }
  },
)

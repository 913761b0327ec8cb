import type { z } from 'zod'
import { sealBox } from '../../crypto/box.ts'
import { base64, unhex, utf8 } from '../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../crypto/canonical.ts'
import { ceremonySuite } from '../../crypto/seal.ts'
import { checkStatement } from '../access/statement.ts'
import { stampedPaper } from '../documents/issue.ts'
import { clockOffset } from '../identity/clockCommands.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { AfterCommit, type Context, command, on, query, readied } from '../ledger/command.ts'
import { factsOf } from '../ledger/store.ts'
import { officersOf } from '../tenders/seats.ts'
import { tenderStream } from '../tenders/store.ts'
import { Reply } from '../web/route.ts'
import { withdrawBid } from './bid.ts'
import { findBid, tenderOf } from './bidViews.ts'
import type { OfTender, WithdrawBid } from './contract.ts'
import { BidWithdrawn, WithdrawalStamped } from './events.ts'
import { withdrawalPaper } from './paper.ts'
import { sealedCertificate } from './receipt.ts'
import { bidOf } from './store.ts'
import { type WithdrawalReceipt, withdrawalOf } from './withdrawalViews.ts'

const refuse = refusals({
  BID_ABSENT: { status: 404, zh: '没有已递交的投标文件', en: 'there is no bid' },
  WITHDRAWAL_ABSENT: { status: 404, zh: '没有撤回过投标文件', en: 'no bid was withdrawn' },
})

type Input = z.infer<typeof WithdrawBid>

/** Checks the signature and closes it for the officers, as the bid itself is closed. */
async function closed({ platform, who, now }: Context, input: Input): Promise<{ box: string; certificate: string }> {
  const tender = await tenderOf({ platform }, input)
  const fields = { tender: tender.id, sequence: input.sequence }
  const signature = await checkStatement(platform, who, { what: 'bid.withdraw', fields, cms: input.cms }, now)
  const { statement, cms } = signature
  const bid = await findBid(platform, tender.id, who.tagFor(tender.id))
  if (!bid) throw refuse('BID_ABSENT')
  const content = canonicalBytes({ statement, cms })
  const context = { tender: tender.id, withdrawal: input.sequence, header: bid.header }
  const officers = officersOf(tender)
  const box = canonical(await sealBox(content, officers, tender.shares.needed, context, ceremonySuite(officers)))
  return { box, certificate: await sealedCertificate(platform, signature, now) }
}

/** Takes a bid back before the deadline. The package stays, sealed for ever. The answer is the signed receipt. */
export const withdraw = readied(
  closed,
  command(
    'bid.withdraw',
    (e, { input }: { input: Input; ready: { box: string; certificate: string } }) => e.hold(tenderStream(input.tender)),
    async (e, tender, { input, ready }) => {
      const stream = bidOf(tender.id, e.who.tagFor(tender.id))
      const bid = await e.holdIfAny(stream)
      const law = rulebook(tender.published?.rulebook ?? '')
      const { sequence } = input
      const clock = await clockOffset(e.platform)
      const after = await e.append(stream, withdrawBid({ tender, bid, sequence, ...ready, clock }, law, e.now))
      return new AfterCommit(async () => (await withdrawalOf(e.platform, tender, after, e.who)) as WithdrawalReceipt)
    },
  ),
)

const stampWithdrawal = command(
  'bid.stamp',
  (e, input: { tender: string; tag: string; sequence: number; token: string }) =>
    e.hold(bidOf(input.tender, input.tag)),
  async (e, _bid, { tender, tag, sequence, token }) => {
    const stream = bidOf(tender, tag)
    const facts = await factsOf(e.platform.database, stream.name, 0, e.tx)
    const stamped = ({ type, data }: { type: string; data: unknown }): boolean =>
      type === WithdrawalStamped.type && (data as { sequence: number }).sequence === sequence
    if (facts.some(({ fact }) => stamped(fact))) return
    await e.append(stream, [WithdrawalStamped({ tender, bidderTag: tag, sequence, token })])
  },
)

/** Stamps each withdrawal, also one after which another bid was handed in. */
export const stampsWithdrawals = on(BidWithdrawn, 'stampWithdrawal', async (context, fact) => {
  const { tender, bidderTag: tag, sequence } = fact.data
  const [written] = await factsOf(context.platform.database, fact.stream, fact.version - 1)
  if (!written) throw new Error('the fact that caused this is not there')
  const { token } = await context.platform.stamp.stamp(unhex(written.commitment))
  await stampWithdrawal.run(context, { tender, tag, sequence, token: base64(token) })
})

/** The receipt of the last withdrawal as a paper that carries it for machines. */
export const withdrawalFile = query(
  'bid.seal',
  tenderOf,
  async ({ platform, who }, tender, _input: z.infer<typeof OfTender>) => {
    const bid = await findBid(platform, tender.id, who.tagFor(tender.id))
    const receipt = bid && (await withdrawalOf(platform, tender, bid, who))
    if (!bid?.withdrawal || !receipt) throw refuse('WITHDRAWAL_ABSENT')
    const attachments = [{ name: 'receipt.json', bytes: utf8(canonical(receipt)), type: 'application/json' }]
    const pdf = await stampedPaper(platform, withdrawalPaper(receipt, tender, platform), bid.withdrawal.at, attachments)
    return new Reply('application/pdf', pdf, { name: '撤回回执.pdf' })
  },
)

import { type Regional, settled } from '../law/regional.ts'
import { rulebook } from '../law/rulebook.ts'
import { formatYuan, inChineseCapitals } from '../law/units.ts'
import type { Platform } from '../platform/platform.ts'
import { regionalOf, type Tender } from '../tenders/tender.ts'
import { bidValidUntil, boundUntil } from '../tenders/validity.ts'
import { postponed } from './declining.ts'
import { type Deposit, formOf, guaranteeOf, heldMoney, type Payment, secured, standing } from './deposit.ts'
import type { Suspended } from './messages.ts'
import { surplusOf } from './surplus.ts'
import { reasons } from './words.ts'

/**
 * A deposit as its bidder sees it: where to pay, how much in figures and in capitals, what came in and why it counts.
 *
 * @param returns money of it in suspense, by the tag of its message
 */
export function forBidder(
  platform: Platform,
  name: string,
  tender: Tender,
  deposit: Deposit | undefined,
  returns: ReadonlyMap<string, Suspended> = new Map(),
) {
  const required = BigInt(tender.deposit) - BigInt(deposit?.forgiven?.amount ?? '0')
  const law = rulebook(tender.published?.rulebook ?? '')
  const payable = law.basicAccount.value && !deposit?.basicAccount ? undefined : deposit // named first, then paid
  const held = deposit ? heldMoney(deposit) : 0n
  const missing = required > held ? required - held : 0n
  return {
    tender: tender.id,
    status: deposit ? standing(deposit) : ('none' as const),
    form: deposit ? formOf(deposit) : null,
    account: payable ? platform.vault.open('deposit account', payable.account) : null,
    accountName: payable ? name : null,
    /** whether the law asks for the basic account, its article, and whether the bidder has named it */
    basicAccount: law.basicAccount.value ? { article: law.basicAccount.article, named: !!deposit?.basicAccount } : null,
    cash: law.cashDeposit.value,
    policies: policiesOf(regionalOf(tender, platform.regional)),
    required: String(required),
    yuan: formatYuan(required),
    capitals: inChineseCapitals(required),
    forms: tender.depositForms,
    until: tender.deadline,
    /** the deadline first noticed, where it was postponed: a bidder may decline that */
    postponedFrom: postponed(tender) ? (tender.noticed?.deadline ?? null) : null,
    held: String(
      deposit ? secured(deposit, boundUntil({ deadline: tender.deadline, validityDays: tender.validityDays })) : 0n,
    ),
    missing: String(deposit && guaranteeOf(deposit) ? 0n : missing),
    /** the last day until which a guarantee must run, where the one given ends before: a postponement or a longer validity made it too short */
    guaranteeShort: deposit && shortGuarantee(deposit, tender) ? bidValidUntil(tender) : null,
    /** what was paid above a deposit that was whole before: the bidder may ask it back by itself, fen */
    surplus: String(deposit ? surplusOf(deposit) : 0n),
    ...movements(deposit, returns),
    freed: deposit?.freed ?? null,
    kept: deposit?.kept
      ? { ground: deposit.kept.ground, article: deposit.kept.article, decision: deposit.kept.decision }
      : null,
  }
}

const shortGuarantee = (deposit: Deposit, tender: Tender): boolean =>
  (guaranteeOf(deposit)?.validUntil ?? Number.POSITIVE_INFINITY) < boundUntil(tender)

/** The policies of the region as a bidder may take them; none where the region has set none. */
const policiesOf = (regional: Regional) =>
  'unset' in regional.depositPolicies ? [] : settled(regional, 'depositPolicies').value

/** Why a payment counts or does not; of one that was asked back since, that it was. */
const reasonOf = ({ outcome, parted, reason }: Payment) =>
  outcome === 'surplus' && parted !== undefined ? reasons.surplusAsked() : reason

/** What came in and what went out, without the bank's evidence. */
const movements = (deposit: Deposit | undefined, returns: ReadonlyMap<string, Suspended>) => ({
  payments: (deposit?.payments ?? []).map((payment) => {
    const { message, amount, counted, paidAt, outcome, reversed } = payment
    const suspended = returns.get(message)
    return {
      ...{ amount, counted, paidAt, outcome, reason: reasonOf(payment), reversed: reversed ?? null },
      /** how far money has come that does not count and goes back at once */
      back: suspended && !reversed ? { sentAt: suspended.sentAt, returnedAt: suspended.returnedAt } : null,
    }
  }),
  guarantee: deposit?.guarantee
    ? {
        kind: deposit.guarantee.kind,
        amount: deposit.guarantee.amount,
        validUntil: deposit.guarantee.validUntil,
        revoked: deposit.guarantee.revoked,
      }
    : null,
  forgiven: deposit?.forgiven ? { policy: deposit.forgiven.policy, amount: deposit.forgiven.amount } : null,
  refunds: (deposit?.releases ?? [])
    .filter(({ keeper }) => !keeper)
    .map(({ reason, principal, interest, penalty, dueBy, pending, article, paidAt, sentAt, refused }) => ({
      ...{ reason, principal, interest, penalty, dueBy, article, paidAt, sentAt, because: refused?.because ?? null },
      /** the year whose calendar is not out, where that is why there is no day yet */
      pendingYear: pending?.slice(0, 4) ?? null,
      replyTo: refused?.replyTo ?? null,
    })),
})

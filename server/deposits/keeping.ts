import type { Signature } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import type { Rule } from '../law/rule.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { type Deposit, guaranteeOf, heldMoney, unreturned, waiting } from './deposit.ts'
import { type DepositHappening, DepositPosted, DepositReleaseOrdered } from './events.ts'
import { DepositKept, type KeepGround } from './refundEvents.ts'
import { linesOf } from './rules.ts'

const refuse = refusals({
  NOTHING_TO_KEEP: { status: 409, zh: '没有可不予退还的保证金', en: 'there is no deposit that could be kept' },
  KEPT_ALREADY: { status: 409, zh: '已作出不予退还的决定', en: 'it was decided already' },
  NOT_BY_LAW: {
    status: 409,
    zh: '本类交易的法规未规定该情形下不予退还',
    en: 'no text of this track lets a deposit be kept on that ground',
  },
  GROUND_NOT_OPEN: {
    status: 409,
    zh: '标段所处阶段不具备该法定情形',
    en: 'at this stage of the tender that ground cannot have arisen',
  },
})

type KeepLaw = Pick<Rulebook, 'depositOfRevoked' | 'depositOfRefusal'>

/** Which rule of the law each ground rests on, and at which stages of a tender it can have arisen. */
export const grounds: Readonly<
  Record<KeepGround, { zh: string; en: string; stages: readonly string[]; rule(law: KeepLaw): Rule<unknown> }>
> = {
  revoked: {
    zh: '投标截止后投标人撤销投标文件',
    en: 'the bid was revoked after the deadline',
    stages: ['opening', 'evaluating', 'publicised', 'awarded'],
    rule: (law) => law.depositOfRevoked,
  },
  contractRefused: {
    zh: '中标人无正当理由不与招标人订立合同',
    en: 'the winner refuses the contract without good reason',
    stages: ['awarded'],
    rule: (law) => law.depositOfRefusal,
  },
  conditionsAdded: {
    zh: '中标人在签订合同时向招标人提出附加条件',
    en: 'the winner makes the contract depend on further conditions',
    stages: ['awarded'],
    rule: (law) => law.depositOfRefusal,
  },
  noPerformanceBond: {
    zh: '中标人不按照招标文件要求提交履约保证金',
    en: 'the winner does not give the performance bond that the document asks for',
    stages: ['awarded'],
    rule: (law) => law.depositOfRefusal,
  },
}

/** Keeps what counts as the deposit, by a decision of the tenderer; what is above it still goes back. */
export function keepFacts(
  deposit: Deposit,
  of: {
    stage: string
    ground: KeepGround
    decision: string
    evidence: string
    signature: Signature
    /** to whom it is paid; the account sealed */
    keeper: { name: string; account: string }
    order: string
  },
  law: KeepLaw,
): DepositHappening[] {
  const { stage, ground, decision, evidence, signature, keeper, order } = of
  const { stages, rule } = grounds[ground]
  if (deposit.kept) throw refuse('KEPT_ALREADY')
  if (!stages.includes(stage)) throw refuse('GROUND_NOT_OPEN', { ground, stage }, rule(law))
  if (rule(law).value === 'none') throw refuse('NOT_BY_LAW', { ground })
  const money = heldMoney(deposit)
  const guaranteed = BigInt(guaranteeOf(deposit)?.amount ?? '0')
  if (waiting(deposit) || (money === 0n && guaranteed === 0n)) throw refuse('NOTHING_TO_KEEP')
  const { tender, tag } = deposit
  const { article } = rule(law)
  const amount = String(money > 0n ? money : guaranteed)
  return [
    DepositKept({ tender, tag, ground, article, amount, decision, evidence, signature }),
    ...(money > 0n ? payout(deposit, { order, article, keeper }) : []),
  ]
}

/** What counted is kept, and the bank is told to pay it out; the rest of each payment stays and goes back. */
function payout(
  deposit: Deposit,
  of: { order: string; article: string; keeper: { name: string; account: string } },
): DepositHappening[] {
  const { tender, tag } = deposit
  const items = unreturned(deposit)
    .filter(({ counted }) => counted !== '0')
    .map(({ message, counted }) => ({ message, amount: counted, interest: '0' }))
  const money = heldMoney(deposit)
  const lines = linesOf({ held: money, kept: -money })
  const owed = linesOf({ kept: money, payable: -money })
  const figures = { principal: String(money), interest: '0', items, dueBy: null }
  return [
    DepositPosted({ tender, tag, lines, of: of.order }),
    DepositReleaseOrdered({ tender, tag, reason: 'kept', ...of, ...figures }),
    DepositPosted({ tender, tag, lines: owed, of: of.order }),
  ]
}

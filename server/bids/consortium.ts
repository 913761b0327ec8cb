import type { Rule } from '../law/rule.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Clause } from '../tenders/criteria.ts'
import type { Tender } from '../tenders/tender.ts'
import type { BidForm, Consortium } from './contract.ts'

/** An opened bid as it is compared: who handed it in, what its form says, which files it has. */
export interface JointBid {
  readonly tag: string
  readonly bidder: { readonly code: string; readonly name: string } | null
  readonly form: BidForm | null
  readonly files: readonly { readonly part: string; readonly name: string }[]
}

type Unit = { code: string; name: string }
type Law = Pick<
  Rulebook,
  'consortiumStated' | 'consortiumAgreement' | 'consortiumMembers' | 'frozenConsortium' | 'leastSmallShare'
>

/** Every unit that bids: the one that handed the bid in, and the other members of its consortium. */
export const unitsOf = ({ bidder, form }: Pick<JointBid, 'bidder' | 'form'>): Unit[] => [
  ...(bidder ? [{ code: bidder.code, name: bidder.name }] : []),
  ...(form?.consortium?.members ?? []).map(({ code, name }) => ({ code, name })),
]

/** Who bids, in words: a consortium with its leader first. */
export function namesOf(bid: Pick<JointBid, 'bidder' | 'form'>): string {
  const [leader, ...others] = unitsOf(bid).map(({ name }) => name)
  return others.length ? `${leader}（牵头人）、${others.join('、')}（联合体）` : (leader ?? '')
}

/** The share of the contract that small and micro enterprises have by the agreement, basis points. */
export function smallShareOf({ members, small }: Consortium): number {
  const given = members.reduce((sum, { share = 0 }) => sum + share, 0)
  const theirs = members.reduce((sum, one) => sum + (one.small ? (one.share ?? 0) : 0), 0)
  const complete = members.every(({ share }) => share !== undefined)
  return theirs + (small && complete ? 10_000 - given : 0)
}

/** The clause by which it is judged that a consortium is not the one that was prequalified. */
export const CHANGED = 'law-changed'

const clause = (id: string, zh: string, why: string, { article }: Rule<unknown>, denies?: 'small'): Clause => ({
  id,
  zh: zh.length > 300 ? `${zh.slice(0, 299)}…` : zh,
  ground: `${why}（${article}）`,
  ...(denies ? { denies } : {}),
})

/**
 * What the law puts before those who judge a bid, by what stands in the bids themselves: that a consortium is not
 * taken, has no agreement, has a member that bids twice, or is not the one that was prequalified. They confirm it or not.
 *
 * @param all every opened bid of the tender
 * @param applied the codes of the units that applied together, where there was a prequalification
 */
export function consortiumClauses(
  bid: JointBid,
  all: readonly JointBid[],
  of: { tender: Pick<Tender, 'consortium'>; applied?: readonly string[] | undefined },
  law: Law,
): Clause[] {
  const joint = bid.form?.consortium
  return [
    ...(joint && !of.tender.consortium
      ? [
          clause(
            'law-consortium',
            `本标段不接受联合体投标；本投标由${namesOf(bid)}提交`,
            '招标文件不接受联合体投标',
            law.consortiumStated,
          ),
        ]
      : []),
    ...(joint ? agreementClauses(bid, joint, law) : []),
    ...twiceClauses(bid, all, law),
    ...changedClauses(bid, of.applied, law),
    ...(joint ? smallClauses(bid, joint, law) : []),
  ]
}

function agreementClauses({ files }: JointBid, { agreement }: Consortium, law: Law): Clause[] {
  if (files.some(({ part, name }) => part === 'business' && name === agreement)) return []
  const fact = `投标函载明的联合体协议“${agreement}”不在商务标中`
  return [clause('law-agreement', fact, '联合体没有提交共同投标协议', law.consortiumAgreement)]
}

/** One unit in two bids makes both invalid, whoever leads; of two bids that share nobody neither is touched. */
function twiceClauses(bid: JointBid, all: readonly JointBid[], law: Law): Clause[] {
  const own = unitsOf(bid)
  const facts = own.flatMap(({ code, name }) => {
    const joint = (one: JointBid): boolean => !!bid.form?.consortium || !!one.form?.consortium
    const others = all.filter(
      (one) => one.tag !== bid.tag && joint(one) && unitsOf(one).some((unit) => unit.code === code),
    )
    return others.length ? [`${name}（${code}）另见于${others.map(namesOf).join('；')}的投标`] : []
  })
  if (!facts.length) return []
  const why = '联合体各方在同一标段又单独投标或者参加其他联合体'
  return [clause('law-member', facts.join('；'), why, law.consortiumMembers)]
}

/** Who came to a consortium and who left it since it was prequalified, in words; nothing where it is the same. */
export function membersChanged(
  bid: Pick<JointBid, 'bidder' | 'form'>,
  applied: readonly string[] | undefined,
): string | undefined {
  if (!applied) return undefined
  const units = unitsOf(bid)
  const came = units.filter(({ code }) => !applied.includes(code))
  const gone = applied.filter((code) => !units.some((unit) => unit.code === code))
  const facts = [
    ...(came.length ? [`增加${came.map(({ name }) => name).join('、')}`] : []),
    ...(gone.length ? [`减少${gone.join('、')}`] : []),
  ]
  return facts.length ? `资格预审后联合体成员变动：${facts.join('，')}` : undefined
}

function changedClauses(bid: JointBid, applied: readonly string[] | undefined, law: Law): Clause[] {
  const changed = law.frozenConsortium.value === 'bidInvalid' && membersChanged(bid, applied)
  return changed ? [clause(CHANGED, changed, '资格预审后联合体增减、更换成员', law.frozenConsortium)] : []
}

/** A deduction that a consortium claims, against the shares that it names itself. */
function smallClauses({ form }: JointBid, joint: Consortium, { leastSmallShare }: Law): Clause[] {
  const claimed = form?.claims?.small
  if (!claimed || leastSmallShare.value === 'none') return []
  const share = smallShareOf(joint)
  const whole = !!joint.small && joint.members.every(({ small }) => small)
  if (claimed === 'whole' ? whole : share >= leastSmallShare.value) return []
  const fact =
    claimed === 'whole'
      ? '联合体主张按小微企业扣除，但并非各方均为小型、微型企业'
      : `投标函载明的小微企业合同份额合计 ${share / 100}%，低于 ${leastSmallShare.value / 100}%`
  return [clause('law-small-share', fact, '不符合价格扣除的条件', leastSmallShare, 'small')]
}

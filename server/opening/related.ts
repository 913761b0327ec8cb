import { type ComparedBid, collusion, type LikenessLaw, listed, sameName, shared } from './likeness.ts'
import type { LikenessFinding } from './likenessEvents.ts'

/**
 * Who heads, holds and manages the bidders: as they declared it in their bids and as they are registered. Those who judge
 * must verify it: a name is not a person.
 */
export function relationsOf(bids: readonly ComparedBid[], law: LikenessLaw): LikenessFinding[] {
  const { article } = law.affiliatedBidders
  const invalid = { article, consequence: law.relatedBids.value.ground }
  const heads = shared(bids, (bid) => headsOf(bid).map((value) => ({ value, where: [] })))
  const control = bids.flatMap((bid) =>
    bids
      .filter((other) => other !== bid && belongs(bid, other))
      .map((other) => ({ value: `${other.name} → ${bid.name}`, bids: [bid.tag, other.tag].sort(), where: [] })),
  )
  const holders = shared(bids, ({ form }) =>
    (form.relations?.holders ?? []).map(({ name }) => ({ value: name, where: [] })),
  )
  const operators = bids.flatMap(({ affiliate, tag, name }) =>
    affiliate ? [{ value: `${name}：${affiliate}`, bids: [tag], where: [] }] : [],
  )
  return [
    ...heads.flatMap((one) => listed('sameHead', [one], { ...invalid, sources: sourcesOfHead(bids, one) })),
    ...listed('control', control, { ...invalid, sources: ['declaration'] }),
    ...listed('commonHolder', holders, { article: null, sources: ['declaration'] }),
    ...listed('operatorAffiliate', operators, { article: law.operatorMayBid.article, sources: ['register'] }),
    ...declaredOtherwise(bids, article),
  ]
}

const headsOf = ({ form, registered }: ComparedBid): string[] =>
  [form.relations?.head ?? '', registered?.head ?? ''].filter((name) => name.trim())

/** By which of the two a name was found with these bids. */
function sourcesOfHead(bids: readonly ComparedBid[], found: Pick<LikenessFinding, 'bids' | 'value'>) {
  const among = bids.filter(({ tag }) => found.bids.includes(tag))
  const is = (name: string | undefined): boolean => !!name && sameName(name) === sameName(found.value)
  const said = among.some(({ form }) => is(form.relations?.head))
  const known = among.some(({ registered }) => is(registered?.head))
  return [...(said ? (['declaration'] as const) : []), ...(known ? (['register'] as const) : [])]
}

/** Bidders that declared nothing, and those whose declared head is not the registered one. */
function declaredOtherwise(bids: readonly ComparedBid[], article: string): LikenessFinding[] {
  const silent = bids.filter(({ form }) => !form.relations)
  const differing = bids.filter(({ form, registered }) => {
    const [said, known] = [form.relations?.head, registered?.head]
    return !!said && !!known && sameName(said) !== sameName(known)
  })
  const shown = ({ form, registered }: ComparedBid): string => `${form.relations?.head} ≠ ${registered?.head}`
  return [
    ...listed(
      'headDiffers',
      differing.map((bid) => ({ value: shown(bid), bids: [bid.tag], where: [] })),
      { article, sources: ['declaration', 'register'] },
    ),
    ...listed(
      'undeclared',
      silent.map((bid) => ({ value: bid.name, bids: [bid.tag], where: [] })),
      { article, sources: ['declaration'] },
    ),
  ]
}

const belongs = ({ form }: ComparedBid, other: ComparedBid): boolean =>
  [...(form.relations?.holders ?? []), ...(form.relations?.managers ?? [])].some(({ code, name }) =>
    code ? code === other.code : sameName(name) === sameName(other.name),
  )

/** Bidders that registered one telephone or one mailbox: their affairs may be in one hand. */
export function contactsAlike(bids: readonly ComparedBid[], law: LikenessLaw): LikenessFinding[] {
  const contacts = ({ registered }: ComparedBid) =>
    [registered?.telephone.replace(/\D/g, '') ?? '', registered?.email.trim() ?? '']
      .filter((value) => value.length > 5)
      .map((value) => ({ value, where: [] }))
  return listed('sameContact', shared(bids, contacts), collusion(law, 'register'))
}

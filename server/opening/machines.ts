import type { Machine } from '../../crypto/agent.ts'
import { MACHINE } from '../bids/machine.ts'
import type { Where } from './likeness.ts'
import { type ComparedBid, collusion, type LikenessLaw, listed, shared } from './likeness.ts'
import { type LikenessFinding, UNAVAILABLE } from './likenessEvents.ts'

/** What of a bid or an application is compared here. */
export type ComparedMachine = Pick<ComparedBid, 'tag' | 'machine' | 'address'>

/** What each number is called in a report, and how it is taken from a machine. */
const NUMBERS = {
  mac: ['sameMac', ({ mac }: Machine) => mac],
  disk: ['sameDisk', ({ disk }: Machine) => disk],
  processor: ['sameProcessor', ({ processor }: Machine) => (processor ? [processor] : [])],
  lock: ['sameLock', ({ lock }: Machine) => (lock ? [lock] : [])],
} as const

/**
 * Machines on which the bids of more than one bidder were made, by each number; and addresses from which they were. From one
 * address many offices may come, so the law's article is not tied to it: it counts together with other signs.
 */
export function machinesAlike(
  bids: readonly ComparedMachine[],
  law: Pick<LikenessLaw, 'collusionSigns' | 'colludingBids'>,
  part = 'business',
): LikenessFinding[] {
  const whereIn = ({ tag }: ComparedMachine): Where[] => [{ bid: tag, part, file: MACHINE }]
  const numbers = Object.values(NUMBERS).flatMap(([kind, take]) =>
    listed(
      kind,
      shared(bids, (bid) => (bid.machine ? take(bid.machine) : []).map((value) => ({ value, where: whereIn(bid) }))),
      collusion(law, 'machine'),
    ),
  )
  const addresses = shared(bids, (bid) => (bid.address ? [{ value: bid.address, where: whereIn(bid) }] : []))
  return [...numbers, ...listed('sameAddress', addresses, { article: null, sources: ['address'] })]
}

/** What fewer than two bids brought along: there was nothing to compare. */
export function notCompared(bids: readonly ComparedMachine[]): (typeof UNAVAILABLE)[number][] {
  const brought = (kind: (typeof UNAVAILABLE)[number], { machine, address }: ComparedMachine): boolean =>
    kind === 'address' ? !!address : !!machine && NUMBERS[kind][1](machine).length > 0
  return UNAVAILABLE.filter((kind) => bids.filter((bid) => brought(kind, bid)).length < 2)
}

/** Fewer equal prices than this say nothing. */
const FEWEST_ITEMS = 3

/** Two price lists of which so great a share of the shorter has the same thing at the same unit price. */
export function priceListsAlike(a: ComparedBid, b: ComparedBid, law: LikenessLaw): LikenessFinding[] {
  const [one, other] = [a, b].map(
    ({ form }) => new Map((form.items ?? []).map((item) => [thing(item), item.unitPrice])),
  )
  if (!one || !other) return []
  const fewest = Math.min(one.size, other.size)
  const equal = [...one].filter(([name, price]) => other.get(name) === price).length
  if (equal < FEWEST_ITEMS || equal * 10_000 < law.priceListLikeness.value * fewest) return []
  const share = String(Math.floor((equal * 10_000) / fewest))
  return listed('alikePrices', [{ value: share, bids: [a.tag, b.tag].sort(), where: [] }], collusion(law, 'price'))
}

const thing = ({ name, spec }: { name: string; spec: string }): string =>
  `${name} ${spec}`.replace(/\s+/g, '').toLowerCase()

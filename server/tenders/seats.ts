import { unbase64 } from '../../crypto/bytes.ts'
import { refusals } from '../law/refusal.ts'
import { type Draft, type Party, SEATS } from './contract.ts'
import type { Tender } from './tender.ts'

/** A seat whose holder has a share of every bid's key. */
export type Officer = (typeof SEATS)[number]

/** Who holds the shares unless a tender says otherwise. */
export const THREE: readonly Officer[] = ['tenderer', 'centre', 'supervisor']

/** What a seat is called. */
export const SEAT_WORDS: Record<Officer, { zh: string; en: string }> = {
  tenderer: { zh: '招标人', en: 'Tenderer' },
  centre: { zh: '交易中心', en: 'Trading centre' },
  supervisor: { zh: '监督部门', en: 'Supervisor' },
  agent: { zh: '代理机构', en: 'Agent' },
  'supervisor-2': { zh: '第二监督部门', en: 'Second supervisor' },
  'supervisor-3': { zh: '第三监督部门', en: 'Third supervisor' },
  notary: { zh: '公证机构', en: 'Notary' },
}

/** A seat as the law of its tender calls it: who buys in a government purchase is its purchaser. */
export const seatWords = (seat: string, track: 'T' | 'G'): { zh: string; en: string } =>
  track === 'G' && seat === 'tenderer'
    ? { zh: '采购人', en: 'Purchaser' }
    : (SEAT_WORDS[seat as Officer] ?? { zh: seat, en: seat })

/** Seats of the tender's own side: together they must not reach what opening needs. */
const HOSTS: readonly Officer[] = ['tenderer', 'agent']
/** Seats whose holder the draft names elsewhere. */
const NAMED: readonly Officer[] = ['tenderer', 'centre', 'supervisor', 'agent']

const refuse = refusals({
  OFFICERS_SAME: {
    status: 422,
    zh: '招标人、代理机构、监督部门与其他开标人不能是同一主体',
    en: 'tenderer, agent, supervisor and the other officers must be different',
  },
  SHARES_TOO_MANY: {
    status: 422,
    zh: '开标所需份额多于开标人数',
    en: 'opening cannot need more shares than there are officers',
  },
  SHARES_ONE_SIDE: {
    status: 422,
    zh: '招标人与其代理机构的份额合计不得达到开标所需份额',
    en: 'tenderer and agent together must not hold as many shares as opening needs',
  },
  SEAT_TWICE: { status: 422, zh: '开标人席位重复', en: 'a seat is named twice' },
  SEAT_HOLDER: {
    status: 422,
    zh: '开标人席位的持有人填写有误：招标人、交易中心、监督部门、代理机构依公告确定，其他席位须写明单位',
    en: 'who holds a seat is wrong: tenderer, centre, supervisor and agent follow the notice, the others must be named',
  },
})

/** The seats of a tender in the order in which shares are made. */
export function seatsOf({ shares }: Pick<Draft, 'shares'>): readonly Officer[] {
  const { seats } = shares
  return seats ? SEATS.filter((seat) => seats.some((one) => one.seat === seat)) : THREE
}

/** Who holds a seat; null where the tender does not say. */
export function holderOf(
  of: Pick<Draft, 'shares' | 'tenderer' | 'supervisor' | 'agent'>,
  seat: Officer,
  centre: Party | null | undefined,
): Party | null {
  if (seat === 'tenderer' || seat === 'supervisor' || seat === 'agent') return of[seat]
  if (seat === 'centre') return centre ?? null
  return of.shares.seats?.find((one) => one.seat === seat)?.party ?? null
}

/** The seats whose keys are there, with the keys, in the order in which shares are made. */
export const officersOf = (tender: Pick<Tender, 'shares' | 'officerKeys'>): { role: Officer; spki: Uint8Array }[] =>
  seatsOf(tender).flatMap((role) => {
    const key = tender.officerKeys[role]
    return key ? [{ role, spki: unbase64(key.spki) }] : []
  })

/** The seats without a key of who holds them now: a key stays, but does not count, when the draft names another holder. */
export const keyless = (tender: Pick<Tender, 'officerKeys' | 'centre'>, draft: Draft): Officer[] =>
  seatsOf(draft).filter((seat) => {
    const key = tender.officerKeys[seat]
    const holder = holderOf(draft, seat, tender.centre)
    return !key || (holder !== null && key.organisation !== holder.code)
  })

/**
 * Refuses shares that could not open anything, that one organisation or one side could collect alone, or whose holders are
 * not said.
 */
export function seatsInOrder(draft: Draft, centre: Party | null): void {
  const { needed, seats = THREE.map((seat) => ({ seat, party: undefined })) } = draft.shares
  const names = seats.map(({ seat }) => seat)
  if (new Set(names).size < names.length) throw refuse('SEAT_TWICE', { seats: names })
  for (const { seat, party } of seats) {
    const said = NAMED.includes(seat) ? !party && (seat !== 'agent' || !!draft.agent) : !!party
    if (!said) throw refuse('SEAT_HOLDER', { seat })
  }
  const all = names.map((seat) => holderOf(draft, seat, centre))
  const codes = [...new Set([draft.tenderer, draft.agent, draft.supervisor, ...all])].flatMap((one) => one?.code ?? [])
  if (new Set(codes).size < codes.length) throw refuse('OFFICERS_SAME')
  if (needed > names.length) throw refuse('SHARES_TOO_MANY', { needed, officers: names.length })
  if (names.filter((seat) => HOSTS.includes(seat)).length >= needed) throw refuse('SHARES_ONE_SIDE', { needed })
}

import { type Account, balance, type Deposit, type Line, type Release } from './deposit.ts'
import type { DepositFact } from './events.ts'

/** A refund changed: the one with this order. */
const withRelease = (deposit: Deposit, order: string, change: (one: Release) => Partial<Release>): Deposit => ({
  ...deposit,
  releases: deposit.releases.map((one) => (one.order === order ? { ...one, ...change(one) } : one)),
})

const fresh = { paidAt: null, penalty: '0', attempt: 1, batch: null, sentAt: null, refused: null, payee: null } as const

const nothingYet = { forgiven: null, releases: [], freed: null, kept: null }

/** The only place where a deposit changes. */
export function evolve(deposit: Deposit | undefined, fact: DepositFact): Deposit {
  if (fact.type === 'deposit.opened')
    return { ...fact.data, basicAccount: null, lines: {}, payments: [], guarantee: null, ...nothingYet }
  if (!deposit) throw new Error(`${fact.type} before the deposit was opened`)
  switch (fact.type) {
    case 'deposit.posted':
      return posted(deposit, fact.data.lines)
    case 'deposit.paid': {
      const { tender: _tender, tag: _tag, missing: _missing, ...payment } = fact.data
      return { ...deposit, payments: [...deposit.payments, payment] }
    }
    case 'deposit.basicAccountNamed':
      return { ...deposit, basicAccount: fact.data.basicAccount }
    case 'deposit.guaranteed': {
      const { tender: _tender, tag: _tag, ...guarantee } = fact.data
      return { ...deposit, guarantee: { ...guarantee, revoked: null }, freed: null }
    }
    case 'deposit.guaranteeRevoked':
      return deposit.guarantee
        ? { ...deposit, guarantee: { ...deposit.guarantee, revoked: revocation(fact) } }
        : deposit
    case 'deposit.forgiven':
      return { ...deposit, forgiven: forgivenBy(fact) }
    case 'deposit.releaseOrdered':
      return ordered(deposit, fact)
    case 'deposit.declined':
      return deposit // the refund that is ordered with it says all that changes
    case 'deposit.released':
      return { ...deposit, freed: fact.data.reason }
    case 'deposit.kept':
      return { ...deposit, kept: keptBy(fact) }
    case 'deposit.surplusParted':
      return parted(deposit, fact.data.items)
    case 'deposit.paymentReversed':
      return reversed(deposit, fact.data)
    default:
      return refundEvolves(deposit, fact)
  }
}

function ordered(deposit: Deposit, fact: Extract<DepositFact, { type: 'deposit.releaseOrdered' }>): Deposit {
  const { tender: _tender, tag: _tag, ...release } = fact.data
  const added: Release = { ...release, ...fresh, orderedAt: fact.at, overdue: false }
  return { ...deposit, releases: [...deposit.releases, added] }
}

/** Payments that go back by themselves, each by its order. */
function parted(deposit: Deposit, items: readonly { message: string; order: string }[]): Deposit {
  const orders = new Map(items.map(({ message, order }) => [message, order]))
  return {
    ...deposit,
    payments: deposit.payments.map((one) => ({ ...one, parted: orders.get(one.message) ?? one.parted })),
  }
}

function keptBy({ data, at }: Extract<DepositFact, { type: 'deposit.kept' }>): Deposit['kept'] {
  const { tender: _tender, tag: _tag, signature: _signature, ...kept } = data
  return { ...kept, at }
}

const forgivenBy = ({ data }: Extract<DepositFact, { type: 'deposit.forgiven' }>): Deposit['forgiven'] => {
  const { policy, instrument, forgiven: amount, evidence } = data
  return { policy, instrument, amount, evidence }
}

function reversed(
  deposit: Deposit,
  { payment, recounted, reversedAt: at, reason }: Extract<DepositFact, { type: 'deposit.paymentReversed' }>['data'],
): Deposit {
  const counts = new Map(recounted.map(({ message, counted }) => [message, counted]))
  const payments = deposit.payments.map((one) =>
    one.message === payment
      ? { ...one, counted: '0', reversed: { at, reason } }
      : { ...one, counted: counts.get(one.message) ?? one.counted },
  )
  return { ...deposit, payments }
}

const revocation = ({ data }: { data: { revokedAt: number; reason: string } }) => ({
  at: data.revokedAt,
  reason: data.reason,
})

type RefundFact = Extract<DepositFact, { type: 'deposit.refunded' | `deposit.refund${Capitalize<string>}` }>

function refundEvolves(deposit: Deposit, { type, data, at }: RefundFact): Deposit {
  const changed = (change: (one: Release) => Partial<Release>): Deposit => withRelease(deposit, data.order, change)
  switch (type) {
    case 'deposit.refunded':
      return changed(() => ({ paidAt: data.paidAt, refused: null }))
    case 'deposit.refundBatched': {
      const { batch, interest, penalty, items } = data
      return changed(() => ({ batch, interest, penalty, items }))
    }
    case 'deposit.refundUnbatched':
      return changed(() => ({ batch: null }))
    case 'deposit.refundSent':
      return changed(() => ({ sentAt: at }))
    case 'deposit.refundRefused':
      return changed(() => {
        const { because, refusedAt: at, replyTo } = data
        return { refused: { because, at, replyTo }, batch: null, sentAt: null }
      })
    case 'deposit.refundCorrected':
      return changed((one) => ({ refused: null, attempt: one.attempt + 1, payee: data.payee ?? one.payee }))
    case 'deposit.refundDueNamed':
      return changed(() => ({ dueBy: data.dueBy, pending: null }))
    case 'deposit.refundOverdue':
      return changed(() => ({ overdue: true }))
  }
}

/** The accounts after movements. */
function posted(deposit: Deposit, lines: readonly Line[]): Deposit {
  const before = Object.entries(deposit.lines).map(([account, amount]) => ({ account: account as Account, amount }))
  const sums = Object.entries(balance([...before, ...lines])).map(([account, sum]) => [account, String(sum)])
  return { ...deposit, lines: Object.fromEntries(sums) }
}

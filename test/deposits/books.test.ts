import { expect } from 'chai'
import fc from 'fast-check'
import { declineFacts } from '../../server/deposits/declining.ts'
import { type Account, type Deposit, heldMoney, orderNumber, waiting } from '../../server/deposits/deposit.ts'
import { keepFacts } from '../../server/deposits/keeping.ts'
import {
  batchFacts,
  confirmFacts,
  correctFacts,
  refuseFacts,
  releaseFacts,
  unbatchFacts,
} from '../../server/deposits/refunds.ts'
import { reverseFacts } from '../../server/deposits/reversing.ts'
import { nameBasicAccount, takePayment } from '../../server/deposits/rules.ts'
import { shippedCalendar } from '../../server/law/periods.ts'
import { Refusal } from '../../server/law/refusal.ts'
import { demoRegion } from '../../server/law/regional.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { aTender, deadline } from './tender.ts'
import { anAccount, basicAccount, becomes, money, sum } from './world.ts'

const DAY = 86_400_000
const often = ['pay', 'release', 'batch', 'confirm'] as const
const rare = ['unbatch', 'refuse', 'correct', 'keep', 'decline', 'rename', 'reverse'] as const
const step = fc.record({
  who: fc.nat({ max: 2 }),
  deed: fc.constantFrom(...often, ...often, ...often, ...rare),
  fen: fc.bigInt(1n, 30_000_000n),
  late: fc.boolean(),
  stranger: fc.boolean(),
  stale: fc.boolean(),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** Postponed for longer than any of the histories. */
const postponed = aTender({ deadline: deadline + 500 * DAY, noticed: { documentsUntil: 0, deadline } })
const keeper = { name: '招标人', account: 'sealed' }
const signature = { statement: '', cms: '', certificate: '' }

/** What a deed makes of a deposit; a deed that is refused changes nothing. */
function lived(
  deposit: Deposit,
  { deed, fen, late, stranger, stale }: Step,
  i: number,
  track: 'T-2025' | 'G-2017',
): Deposit {
  const law = rulebook(track)
  const now = deadline + i * DAY
  const release = waiting(deposit)
  const order = release ? orderNumber(stale ? { ...release, attempt: 1 } : release) : 'none'
  const facts = {
    pay: () => {
      const changes = { amount: fen, message: String(i).padStart(64, '0'), paidAt: late ? deadline : deadline - 1 }
      return takePayment(
        deposit,
        money('1', { ...changes, ...(stranger ? { nameTag: 'f'.repeat(64) } : {}) }),
        law,
        now,
      )
    },
    release: () =>
      releaseFacts(
        deposit,
        { reason: 'withdrawn', at: now, order: `order-${i}`, table: shippedCalendar },
        law,
        demoRegion,
        now,
      ),
    batch: () => batchFacts(deposit, `batch-${i}`, law, demoRegion, now + Number(fen % 40n) * DAY),
    unbatch: () => unbatchFacts(deposit, release?.batch ?? ''),
    confirm: () => confirmFacts(deposit, { order, message: 'd'.repeat(64), paidAt: now, evidence: '' }),
    refuse: () =>
      refuseFacts(deposit, {
        order,
        message: 'd'.repeat(64),
        because: 'other',
        refusedAt: now,
        replyTo: null,
        evidence: '',
      }),
    correct: () => correctFacts(deposit, { payee: null, evidence: '' }),
    decline: () =>
      declineFacts(
        { tender: postponed, deposit, sealed: stranger, order: `order-${i}`, table: shippedCalendar, evidence: '' },
        law,
        demoRegion,
        now,
      ),
    reverse: () =>
      reverseFacts(deposit, {
        ...{ payment: deposit.payments[Number(fen % 3n)]?.message ?? '', message: 'd'.repeat(64), because: '撤回' },
        ...{ reversedAt: now, evidence: '' },
      }),
    rename: () => nameBasicAccount(deposit, late ? basicAccount : 'd'.repeat(64), law),
    keep: () =>
      keepFacts(
        deposit,
        {
          stage: 'awarded',
          ground: 'revoked',
          decision: '',
          evidence: 'e'.repeat(64),
          signature,
          keeper,
          order: `keep-${i}`,
        },
        law,
      ),
  }
  try {
    const happened = facts[deed]()
    return happened.length ? becomes(deposit, happened, now) : deposit
  } catch (problem) {
    if (problem instanceof Refusal) return deposit
    throw problem
  }
}

const lines = (deposit: Deposit) =>
  Object.entries(deposit.lines).map(([account, amount]) => ({ account: account as Account, amount }))

describe('the books', () => {
  const histories = fc.tuple(
    fc.constantFrom('T-2025' as const, 'G-2017' as const),
    fc.array(step, { maxLength: 80, size: 'max' }),
  )

  it('of the whole platform add up to zero after every deed of every history, and so does each account', () => {
    let ends = 0
    let declined = 0
    fc.assert(
      fc.property(histories, ([track, steps]) => {
        const deposits = [anAccount(), anAccount(), anAccount()]
        steps.forEach((one, i) => {
          deposits[one.who] = lived(deposits[one.who] ?? anAccount(), one, i, track)
          for (const deposit of deposits) expect(sum(lines(deposit))).to.equal(0n)
          expect(sum(deposits.flatMap(lines))).to.equal(0n)
        })
        declined += deposits.flatMap((one) => one.releases).filter((one) => one.reason === 'declined').length
        ends += deposits.flatMap((one) => one.releases).filter((one) => one.paidAt !== null).length
      }),
      { numRuns: 300 },
    )
    expect(declined, 'histories in which a postponement was declined').to.be.greaterThan(5)
    expect(ends, 'histories that got to a paid refund').to.be.greaterThan(20)
  })

  it('hold what came in less what went out: nothing is paid twice, nothing is lost, nothing kept goes back', () => {
    let reversals = 0
    let parted = 0
    fc.assert(
      fc.property(histories, ([track, steps]) => {
        const deposit = steps.reduce((before, one, i) => lived(before, one, i, track), anAccount())
        const stayed = deposit.payments.filter((one) => !one.reversed && one.parted === undefined)
        reversals += deposit.payments.filter((one) => one.reversed).length
        const apart = new Set(deposit.payments.flatMap(({ parted, message }) => (parted ? [message] : [])))
        const ordered = deposit.releases.flatMap(({ items }) => items.map(({ message }) => message))
        parted += apart.size
        expect(
          ordered.filter((message) => apart.has(message)),
          'what does not count goes back once',
        ).to.deep.equal([])
        const came = stayed.reduce((total, one) => total + BigInt(one.amount), 0n)
        const went = deposit.releases.reduce((total, one) => total + (one.paidAt ? BigInt(one.principal) : 0n), 0n)
        expect(BigInt(deposit.lines.bank ?? '0')).to.equal(came - went)
        expect(heldMoney(deposit) <= BigInt(deposit.required)).to.equal(true)
        expect(deposit.lines.kept ?? '0', 'what is kept is ordered out at once').to.equal('0')
        const out = deposit.releases.filter((one) => one.keeper)
        expect(out.reduce((total, one) => total + BigInt(one.principal), 0n)).to.equal(
          BigInt(deposit.kept?.amount ?? '0'),
        )
        const owed = came - went
        expect(owed >= 0n).to.equal(true)
      }),
      { numRuns: 300 },
    )
    expect(parted, 'arrivals of which nothing counts').to.be.greaterThan(20)
    expect(reversals, 'arrivals that were taken back').to.be.greaterThan(20)
  })
})

import { expect } from 'chai'
import type { Refused } from '../../server/cli/demo/client.ts'
import { people } from '../../server/cli/demo/people.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { carryOut, sendRefunds } from '../../server/cli/demo/steps/refunds.ts'
import type { forBidder } from '../../server/deposits/mine.ts'
import { depositsWhere } from '../../server/deposits/store.ts'
import type { UnmatchedRow } from '../../server/deposits/unmatchedViews.ts'
import type { RefundRow } from '../../server/deposits/views.ts'
import { type RunningWorld, startWorld } from './running.ts'

const DAY = 86_400_000

describe('deposits of a tender that is postponed, then terminated before its opening, over HTTP', () => {
  let running: RunningWorld
  const mine = (id: string) =>
    running.world.as(id).get<ReturnType<typeof forBidder>>(`/tenders/${running.world.tender}/deposit`)
  const signed = async (as: string, what: string, to: string, fields: Record<string, unknown>) => {
    const { world } = running
    const cms = await world.as(as).sign(what, { tender: world.tender, ...fields })
    return world.as(as).post(`/tenders/${world.tender}${to}`, { ...fields, cms })
  }

  before(async function () {
    this.timeout(120_000)
    running = await startWorld()
    await publishNotice(running.world)
    await deposits(running.world)
  })
  after(async () => {
    expect(running.errors).to.deep.equal([])
    await running.stop()
  })

  it('a guarantee that ends with the old validity is told to be too short, and another takes its place', async () => {
    const { world } = running
    const before = await mine('bidder-2')
    expect([before.status, before.guaranteeShort]).to.deep.equal(['guaranteed', null])
    await signed('agent', 'tender.postpone', '/postpone', { deadline: before.until + DAY, reason: '答疑工作量较大' })
    const after = await mine('bidder-2')
    expect([after.held, after.guaranteeShort]).to.deep.equal(['0', '2026-07-08'])
    const bank = world.as('bank')
    const tender = await bank.get<{ code: string; tenderer: object; deposit: string }>(`/tenders/${world.tender}`)
    const guarantee = (validUntil: string) => ({
      ...{ number: `BH-${validUntil}`, issuer: bank.person.organisation?.name, beneficiary: tender.tenderer },
      ...{ applicant: people.find(({ id }) => id === 'bidder-2')?.organisation?.code, tender: tender.code },
      ...{ amount: tender.deposit, validUntil },
    })
    const give = async (validUntil: string) => {
      const fields = guarantee(validUntil)
      const cms = await bank.sign('guarantee.issue', fields)
      return world.as('bidder-2').post(`/tenders/${world.tender}/deposit/guarantee`, { guarantee: fields, cms })
    }
    const problem = await give('2026-07-07').catch((reason: unknown) => reason)
    expect((problem as Refused).problem).to.include({
      ...{ code: 'GUARANTEE_VALIDITY', article: '《招标投标法实施条例》第二十六条' },
    })
    await give('2026-07-08')
    expect(await mine('bidder-2')).to.include({ guaranteeShort: null, held: tender.deposit })
  })

  it('the termination orders all of it back at once with interest, and gives guarantees back', async () => {
    const { world, platform } = running
    await world.moveTo((await world.now()) + 10 * DAY)
    await signed('tenderer', 'tender.terminate', '/terminate', { ground: 'majorChange', reason: '规划调整，项目取消' })
    const ordered = () => depositsWhere({ platform }, { tender: world.tender, refund_state: 'ordered' })
    const found = await world.until('the refunds to be ordered', async () => {
      const all = await ordered()
      return all.length === 8 ? all : undefined
    })
    for (const { releases } of found) {
      const [release] = releases
      expect(release).to.include({ reason: 'terminated', article: '《招标投标法实施条例》第三十一条' })
      expect(release?.dueBy).to.be.greaterThan(release?.orderedAt ?? 0) // promptly: within the region's days
      expect(BigInt(release?.interest ?? '0') > 0n).to.equal(true)
    }
    expect((await mine('bidder-2')).freed).to.equal('terminated')
    expect((await mine('bidder-1')).refunds[0]).to.include({ reason: 'terminated', principal: '10000000' })
  })

  it('and still nobody who works here sees who had paid, or how many in which section', async () => {
    const { world } = running
    const texts: string[] = []
    for (const [person, path] of [
      ['centre', '/refunds'],
      ['centre', '/money/unmatched'],
      ['centre', '/money/reconciliation'],
      ['supervisor', '/refunds/overdue'],
      ['supervisor', '/money/reconciliation'],
    ] as const)
      texts.push(JSON.stringify(await world.as(person).get(path)))
    for (const text of texts)
      for (const secret of [
        world.tender,
        ...people.flatMap(({ organisation, role }) =>
          role === 'bidder' && organisation ? [organisation.name, organisation.code] : [],
        ),
      ])
        expect(text).to.not.include(secret)
    const { ordered } = await world.as('centre').get<{ ordered: RefundRow[] } & Record<string, unknown>>('/refunds')
    expect(ordered.map(({ sealed, principal }) => [sealed, principal])).to.deep.equal(Array(8).fill([true, null]))
    const { items } = await world
      .as('centre')
      .get<{ items: UnmatchedRow[] } & Record<string, unknown>>('/money/unmatched')
    expect(items).to.deep.equal([])
    for (const role of ['tenderer', 'agent', 'centre', 'supervisor']) {
      const problem = await world
        .as(role)
        .get(`/tenders/${world.tender}/deposits`)
        .catch((reason: unknown) => reason)
      expect((problem as Refused).code, role).to.equal('DEPOSITS_SECRET')
    }
  })

  it('every fen is back once the bank has carried the batch out', async () => {
    const { world, platform } = running
    await sendRefunds(world)
    await carryOut(world)
    for (const { lines, releases } of await depositsWhere({ platform }, { tender: world.tender })) {
      expect(Object.values(lines).every((sum) => sum === '0')).to.equal(true)
      expect(releases.every(({ paidAt }) => paidAt !== null)).to.equal(true)
    }
  })
})

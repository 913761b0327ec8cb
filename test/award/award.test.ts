import { expect } from 'chai'
import { platformItself, tagOf } from '../../server/access/who.ts'
import { BidNamed, BidSealed, BidUnsealed, BidWithdrawn } from '../../server/bids/events.ts'
import { bidOf } from '../../server/bids/store.ts'
import type { Refused } from '../../server/cli/demo/client.ts'
import { bidders } from '../../server/cli/demo/people.ts'
import { award, contract } from '../../server/cli/demo/steps/award.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { depositsWhere } from '../../server/deposits/store.ts'
import { EvaluationBegun } from '../../server/evaluation/reviewEvents.ts'
import { EvaluationFinished, ReportDrafted } from '../../server/evaluation/scoringEvents.ts'
import { evaluationStream } from '../../server/evaluation/store.ts'
import { type Entry, entry } from '../../server/ledger/entry.ts'
import { BiddingClosed } from '../../server/tenders/events.ts'
import { moveTender } from '../../server/tenders/rules.ts'
import { tenderById, tenderStream } from '../../server/tenders/store.ts'
import { type RunningWorld, startWorld } from '../deposits/running.ts'
import { codeOf } from '../world/codes.ts'

describe('from the publicity to the last refund, over HTTP', () => {
  let running: RunningWorld
  let tags: string[]

  /** Writes, as the platform, what the steps between the deposits and the award would have written. */
  async function write(deed: (e: Entry) => Promise<void>): Promise<void> {
    const { platform } = running
    const { written } = await entry({ platform, who: platformItself, now: platform.clock.now(), via: 'test' }, deed)
    await platform.wire.publish('facts', written.at(-1)?.seq)
  }

  async function bid(e: Entry, tender: string, i: number): Promise<void> {
    const base = { tender, bidderTag: tags[i] ?? '', sequence: 1 }
    const sealed = { header: '', parts: [], bytes: 1, upload: '', box: '', manifest: '', certificateSerialTag: '' }
    const { code = '', name = '' } = bidders[i]?.organisation ?? {}
    const form = {
      price: String(1_900_000_000 + i),
      durationDays: 100,
      quality: '合格',
      leader: '李某',
      leaderCertificate: '云1',
    }
    await e.append(bidOf(tender, base.bidderTag), [
      BidSealed({ ...base, ...sealed, receivedAt: e.now }),
      BidNamed({ ...base, bidder: { code, name }, manifestText: '', cms: '' }),
      BidUnsealed({ ...base, form, files: [], keys: '' }),
    ])
  }

  const ranked = (i: number) => ({
    ...{ tag: tags[i] ?? '', price: String(1_900_000_000 + i), factors: {}, quality: 5000, deviation: 0 },
    ...{ priceScore: 3000 - i, total: 8000 - i, rank: i + 1 },
  })

  async function evaluated(e: Entry, id: string): Promise<void> {
    const tender = await e.hold(tenderStream(id))
    await e.append(tenderStream(id), [BiddingClosed({ tender: id, deadline: tender.deadline })])
    await e.append(tenderStream(id), moveTender({ ...tender, stage: 'opening' }, 'evaluating'))
    const clause = { clause: 'signed', zh: '签字盖章', ground: 'unsigned', against: 4, members: 5, findings: [] }
    const result = {
      ...{ ranking: [0, 1, 2, 3, 4, 5, 6].map(ranked), benchmark: null, candidates: tags.slice(0, 3), undecided: [] },
      ...{ rejections: [{ bid: tags[7] ?? '', ...clause }], competition: null },
    }
    const report = { file: 'reports/none.pdf', sha256: 'a'.repeat(64) }
    await e.append(evaluationStream(id), [
      EvaluationBegun({ tender: id, panel: [], rulebook: 'T-2025', bids: [], criteria: tender.criteria }),
      ReportDrafted({ tender: id, panel: [], ...report }),
      EvaluationFinished({ tender: id, panel: [], result }),
    ])
  }

  before(async function () {
    this.timeout(120_000)
    running = await startWorld()
    const { world, platform } = running
    await publishNotice(world)
    await deposits(world)
    tags = bidders.map(({ organisation }) => tagOf(platform.vault, 'bidder', world.tender, organisation?.code ?? ''))
  })
  after(() => running?.stop())

  it('the deposits are there: seven whole, one guaranteed, one in two payments', async () => {
    const { world, platform } = running
    const found = new Map((await depositsWhere({ platform }, { tender: world.tender })).map((one) => [one.tag, one]))
    expect(tags.map((tag) => found.get(tag)?.payments.length)).to.deep.equal([1, 0, 1, 1, 2, 1, 1, 1, 1])
    expect(found.get(tags[1] ?? '')?.guarantee).to.include({ amount: found.get(tags[0] ?? '')?.required })
    await deposits(world) // again: nothing more is paid
    expect((await depositsWhere({ platform }, { tender: world.tender })).flatMap((one) => one.payments)).to.have.length(
      9,
    )
  })

  it('a withdrawn bid sends its deposit back before the opening', async () => {
    const { world, platform } = running
    const tag = tags[8] ?? ''
    await write(async (e) => {
      await bid(e, world.tender, 8)
      await e.append(bidOf(world.tender, tag), [
        BidWithdrawn({ tender: world.tender, bidderTag: tag, sequence: 1, box: '', withdrawnAt: e.now }),
      ])
    })
    const [order] = await world.until('the refund order', async () => {
      const found = (await depositsWhere({ platform }, { refund_waiting: 1 })).flatMap(({ releases }) => releases)
      return found.length ? found : undefined
    })
    expect(order).to.include({ reason: 'withdrawn', article: '《招标投标法实施条例》第三十五条' })
    expect(order?.dueBy).to.be.greaterThan(platform.clock.now())
  })

  it('runs the whole way, twice without harm, and leaves every deposit given back with interest', async function () {
    this.timeout(60_000)
    const { world, platform } = running
    await write(async (e) => {
      for (let i = 0; i < 8; i++) await bid(e, world.tender, i)
      await evaluated(e, world.tender)
    })
    await award(world)
    await award(world)
    expect((await tenderById({ platform }, world.tender))?.stage).to.equal('contracted')
    const found = new Map((await depositsWhere({ platform }, { tender: world.tender })).map((one) => [one.tag, one]))
    const reasons = tags.map(
      (tag) =>
        found
          .get(tag)
          ?.releases.map(({ reason }) => reason)
          .join() || found.get(tag)?.freed,
    )
    expect(reasons).to.deep.equal(['won-and-signed', ...Array(7).fill('lost'), 'withdrawn'])
    const releases = [...found.values()].flatMap((one) => one.releases)
    expect(releases.every(({ paidAt }) => paidAt !== null)).to.equal(true)
    expect(BigInt(found.get(tags[0] ?? '')?.releases[0]?.interest ?? '0') > 0n).to.equal(true)
    for (const { lines } of found.values()) expect(Object.values(lines).every((sum) => sum === '0')).to.equal(true)
  })

  it('tells everybody the result at once: the public, the winner, each loser its own', async () => {
    const { world } = running
    const open = await fetch(`${world.origins.public}/api/v1/tenders/${world.tender}/award`)
    expect(((await open.json()) as { winner: { name: string } }).winner.name).to.equal(bidders[0]?.organisation?.name)
    for (const id of ['bidder-1', 'bidder-4', 'bidder-8']) {
      const pdf = await world.as(id).bytes(`/tenders/${world.tender}/award/own.pdf`)
      expect(new TextDecoder().decode(pdf.slice(0, 5))).to.equal('%PDF-')
    }
    const foreign = world.as('bidder-9').bytes(`/tenders/${world.tender}/award/own.pdf`)
    expect(await foreign.then(() => 'done').catch((problem: Refused) => problem.code)).to.equal('NOT_YOURS')
    const contract = world.as('bidder-2').get(`/tenders/${world.tender}/contract`)
    expect(await contract.then(() => 'done').catch((problem: Refused) => problem.code)).to.equal('NOT_YOURS')
    const publicity = await fetch(`${world.origins.public}/api/v1/tenders/${world.tender}/publicity.pdf`)
    expect(publicity.status).to.equal(200)
  })

  it('the supervisor finds the award invalid: the contract falls, and the next candidate wins by a contract of its own', async () => {
    const { world, platform } = running
    const path = `/tenders/${world.tender}`
    const found = { ground: 'deceit', reason: '查实业绩造假', follows: 'nextCandidate' }
    const find = async (person: string, fields = found) => {
      const cms = await world.as(person).sign('award.invalidate', { tender: world.tender, ...fields })
      return world.as(person).post(`${path}/award/invalidity`, { ...fields, cms })
    }
    expect(await codeOf(find('tenderer'))).to.equal('FORBIDDEN')
    expect(await codeOf(find('supervisor', { ...found, ground: 'dislike' }))).to.equal('INVALID_GROUND')
    expect(await codeOf(find('supervisor', { ...found, follows: 'reEvaluate' }))).to.equal('RE_EVALUATION_UNSAID')
    await find('supervisor')
    expect((await tenderById({ platform }, world.tender))?.stage).to.equal('publicised')
    const open = `${world.origins.public}/api/v1${path}`
    expect((await fetch(`${open}/award`)).status).to.equal(404)
    const { candidates, passed } = (await (await fetch(`${open}/publicity`)).json()) as {
      candidates: { rank: number; tag: string }[]
      passed: { tag: string; article: string }[]
    }
    expect(passed.map(({ tag, article }) => [tag, article])).to.deep.equal([
      [tags[0], '《招标投标法实施条例》第八十一条'],
    ])
    const decide = async (rank: number) => {
      const winner = candidates.find((one) => one.rank === rank)?.tag
      const cms = await world.as('tenderer').sign('award.decide', { tender: world.tender, winner })
      return world.as('tenderer').post(`${path}/award`, { winner, cms })
    }
    expect(await codeOf(decide(1))).to.equal('WINNER_NO_CANDIDATE')
    await decide(2)
    await contract(world)
    expect((await tenderById({ platform }, world.tender))?.stage).to.equal('contracted')
  })
})

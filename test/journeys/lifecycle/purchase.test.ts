import { expect } from 'chai'
import type { Duty } from '../../../server/award/duty.ts'
import type { Client } from '../../../server/cli/demo/client.ts'
import { purchasePlayed } from '../../../server/cli/demo/purchase.ts'
import { contract, refunds, sendNotices } from '../../../server/cli/demo/steps/award.ts'
import type { View } from '../../../server/cli/demo/steps/evaluationRoom.ts'
import { openBids } from '../../../server/cli/demo/steps/opening.ts'
import { panel } from '../../../server/cli/demo/steps/panel.ts'
import {
  announcement,
  announceResult,
  deliverReport,
  fixWinner,
  type Received,
} from '../../../server/cli/demo/steps/purchaseResult.ts'
import { concludeQualification, judgeAll, type Qualification } from '../../../server/cli/demo/steps/qualification.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { textOf, verdicts } from '../../documents/tools.ts'
import { type TestWorld, world } from '../../world/world.ts'
import { archived, bidden, notOf, refused, signed } from './course.ts'
import { evaluatedInTheRoom } from './purchaseRoom.ts'

const ORDER87 = (number: string) => `《政府采购货物和服务招标投标管理办法》第${number}条`
const UNQUALIFIED = 'supplier-5'

describe('A government purchase, from its notice to its archive, over HTTP', function () {
  this.timeout(400_000)
  let test: TestWorld
  let path: string
  let agent: Client
  const at = (to = '') => `${path}${to}`
  const tagOf = (person: string) => test.world.as(person).tag(test.world.tender)
  const tender = () => agent.get<Tender & Record<string, unknown>>(path)
  const qualification = () => agent.get<Qualification & Record<string, unknown>>(at('/qualification'))

  before(async () => {
    test = await world({ tender: 'purchase', played: purchasePlayed })
    await bidden(test.world)
    path = '/tenders/purchase'
    agent = test.world.as('agent')
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('is published under the rulebook of purchases of that day', async () => {
    expect((await tender()).published?.rulebook).to.equal('G-2026-02')
    const page = await (await fetch(`${test.world.origins.public}/notices/purchase`)).text()
    expect(page).to.include('综合评分法').and.to.include('小型、微型企业扣除 10%')
  })

  it('asks nobody who is qualified before the opening is over', async () => {
    expect(await refused(qualification())).to.match(/^QUALIFICATION_ABSENT/)
    await openBids(test.world)
    expect((await tender()).stage).to.equal('evaluating')
  })

  it('lets the purchaser and its agent read the business volumes, no other volume, and no bidder anything', async () => {
    const { bids } = await qualification()
    expect(bids).to.have.length(5)
    const file = encodeURIComponent(bids[0]?.files[0]?.name ?? '')
    const read = await test.world.as('tenderer').bytes(at(`/qualification/bids/${bids[0]?.tag}/files/${file}`))
    expect(Buffer.from(read.subarray(0, 5)).toString()).to.equal('%PDF-')
    const technical = encodeURIComponent('技术标.pdf')
    expect(await refused(agent.bytes(at(`/qualification/bids/${bids[0]?.tag}/files/${technical}`)))).to.equal(
      'VOLUME_UNKNOWN',
    )
    expect(await refused(test.world.as('supplier-1').get(at('/qualification')))).to.equal('FORBIDDEN')
  })

  it('is not evaluated before the purchaser has judged every bid', async () => {
    await panel(test.world)
    const supervisor = test.world.as('supervisor')
    expect(await refused(supervisor.get(at('/evaluation')))).to.equal('EVALUATION_UNKNOWN')
    const { bids, clauses } = await qualification()
    const findings = clauses.map(({ id }) => ({ clause: id, pass: false }))
    const cms = await agent.sign('qualification.judge', { tender: 'purchase', bid: bids[0]?.tag, findings })
    const bare = agent.post(at(`/qualification/bids/${bids[0]?.tag}`), { findings, cms })
    expect(await refused(bare)).to.equal(`FAILURE_WITHOUT_REASON ${ORDER87('四十四')}`)
    expect(await refused(agent.post(at('/qualification/conclude'), { cms }))).to.equal(
      `QUALIFICATION_OPEN ${ORDER87('四十四')}`,
    )
    const other = test.world.as('supplier-1')
    expect(await refused(other.post(at('/qualification/conclude'), { cms }))).to.equal('FORBIDDEN')
  })

  it('goes on with those who are qualified, and only with them', async () => {
    await judgeAll(test.world, [UNQUALIFIED])
    expect((await concludeQualification(test.world)).enough).to.equal(true)
    const room = await test.world.until('the evaluation to begin', () =>
      test.world
        .as('supervisor')
        .get<View & Record<string, unknown>>(at('/evaluation'))
        .catch(() => undefined),
    )
    const tags = room.bids.map(({ tag }) => tag)
    expect(tags)
      .to.have.length(4)
      .and.not.to.include(await tagOf(UNQUALIFIED))
  })

  evaluatedInTheRoom(() => test)

  describe('reported', () => {
    let tags: string[]
    const purchaser = () => test.world.as('tenderer')
    const say = (client: Client, what: string, to: string, fields: Record<string, unknown>) =>
      signed(test.world, client, [`award.${what}`, to], fields)
    const open = (of: string) => fetch(`${test.world.origins.public}/api/v1${at(of)}`)
    const duties = async () =>
      (await purchaser().get<{ items: Duty[] }>(at('/duties'))).items.map(({ duty, doneAt }) => [duty, doneAt !== null])

    it('goes to the purchaser by the agent, and only then the purchaser’s time runs', async () => {
      const { report, checksHash, candidates } = await purchaser().get<Received & Record<string, unknown>>(
        at('/acceptance'),
      )
      tags = candidates.map(({ tag }) => tag)
      const review = { report: report.sha256, checks: checksHash, note: '已逐项审查' }
      const reviewing = (by: Client) => refused(say(by, 'review', '/acceptance/review', review))
      expect(await reviewing(purchaser())).to.match(/^REPORT_NOT_DELIVERED/)
      expect(await reviewing(agent)).to.equal('FORBIDDEN')
      await deliverReport(test.world)
      const again = say(agent, 'deliver', '/acceptance/delivery', { report: report.sha256 })
      expect(await refused(again)).to.equal('REPORT_DELIVERED')
      expect(await duties()).to.deep.equal([
        ['deliver', true],
        ['fix', false],
      ])
      expect(await reviewing(purchaser())).to.equal('done')
    })

    it('publicises no candidates; the winner is fixed in order, and nobody else learns it', async () => {
      const { candidates } = await purchaser().get<{ candidates: string }>(at('/publicity/draft'))
      expect(await refused(say(purchaser(), 'publicise', '/publicity', { candidates }))).to.match(/^PUBLICITY_NOT_HERE/)
      const second = { winner: tags[1], skipped: [], tie: null }
      expect(await refused(say(purchaser(), 'fix', '/acceptance/winner', second))).to.match(/^WINNER_NOT_FIRST/)
      await fixWinner(test.world)
      for (const of of ['/award', '/publicity', '/publicity.pdf']) expect((await open(of)).status, of).to.equal(404)
      const supplier = test.world.as('supplier-1')
      expect(await refused(supplier.get(at('/result/own')))).to.equal('NOT_PUBLIC_YET')
      expect(await refused(supplier.get(at('/acceptance')))).to.equal('FORBIDDEN')
      expect((await tender()).stage).to.equal('evaluating')
    })

    it('is announced with items and the experts’ names, and with nobody’s scores', async () => {
      const bare = { ...announcement(test.world, tags[0]), agentAddress: null }
      expect(await refused(say(agent, 'announce', '/announcement', bare))).to.match(/^ANNOUNCEMENT_INCOMPLETE/)
      await announceResult(test.world)
      const shown = (await (await open('/award')).json()) as { winner: object; announcement: { experts: string[] } }
      expect(shown.announcement.experts).to.have.length(5)
      expect(shown.winner).not.to.have.property('total')
      for (const tag of tags.slice(1)) expect(JSON.stringify(shown)).not.to.contain(tag)
      const pdf = textOf(new Uint8Array(await (await open('/publicity.pdf')).arrayBuffer())).replace(/\s/g, '')
      for (const part of ['中标结果公告', ...shown.announcement.experts, '质疑']) expect(pdf).to.contain(part)
    })

    it('tells winner and losers at the same moment, each loser its own score and rank', async () => {
      await sendNotices(test.world)
      const loser = await notOf(test.world, tags[0])
      const own = await loser.get<{ rank: number; objection: { name: string } }>(at('/result/own'))
      expect([own.rank, own.objection.name]).to.deep.equal([
        tags.indexOf(await loser.tag(test.world.tender)) + 1,
        'challenge',
      ])
      const pdf = await loser.bytes(at('/award/own.pdf'))
      expect(textOf(pdf).replace(/\s/g, '')).to.contain(`第${own.rank}名`).and.to.contain('采购人')
      expect(verdicts(pdf)).to.have.length(2)
    })

    it('becomes a contract, public within two and handed in within seven working days', async () => {
      const early = say(purchaser(), 'report', '/report', { remarks: '' })
      expect(await refused(early)).to.match(/^REPORT_TOO_EARLY/)
      await contract(test.world, '采购活动依法进行，合同副本备案。')
      expect((await duties()).filter(([, done]) => !done)).to.deep.equal([])
      const text = textOf(await test.world.as('supervisor').bytes(at('/report.pdf'))).replace(/\s/g, '')
      expect(text).to.contain('政府采购合同备案报告')
    })

    it('leaves an archive of which every byte and every step holds', async () => {
      await refunds(test.world)
      await archived(test.world)
    })
  })
})

import { expect } from 'chai'
import { type Client, Refused } from '../../server/cli/demo/client.ts'
import { suppliers } from '../../server/cli/demo/people.ts'
import { purchasePlayed } from '../../server/cli/demo/purchase.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { conclude, electChair, score, signReport } from '../../server/cli/demo/steps/evaluation.ts'
import { type Seated, seatedMembers, type View } from '../../server/cli/demo/steps/evaluationRoom.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { openBids } from '../../server/cli/demo/steps/opening.ts'
import { panel } from '../../server/cli/demo/steps/panel.ts'
import { concludeQualification, judgeAll, type Qualification } from '../../server/cli/demo/steps/qualification.ts'
import type { Result } from '../../server/evaluation/result.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { type TestWorld, world } from '../world/world.ts'

const ORDER87 = (number: string) => `《政府采购货物和服务招标投标管理办法》第${number}条`
const LOW = 'supplier-4'
const UNQUALIFIED = 'supplier-5'

const refused = (request: Promise<unknown>): Promise<string> =>
  request.then(
    () => 'done',
    (problem) => {
      if (problem instanceof Refused) return `${problem.code} ${problem.problem['article'] ?? ''}`.trim()
      throw problem
    },
  )

/** A purchase played over HTTP up to the end of its opening. */
async function openedPurchase(tender: string): Promise<TestWorld> {
  const test = await world({ tender, played: purchasePlayed })
  await publishNotice(test.world)
  await deposits(test.world)
  for (const { id } of suppliers) await submitBid(test.world, id)
  return test
}

describe('a government purchase, from its notice to its report, over HTTP', function () {
  this.timeout(400_000)
  let test: TestWorld
  let path: string
  let agent: Client
  const at = (to = '') => `${path}${to}`
  const tagOf = (person: string) => test.world.as(person).tag(test.world.tender)
  const tender = () => agent.get<Tender & Record<string, unknown>>(path)
  const qualification = () => agent.get<Qualification & Record<string, unknown>>(at('/qualification'))

  before(async () => {
    test = await openedPurchase('purchase')
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

  describe('evaluated', () => {
    let members: Seated[]
    const view = async (): Promise<View> => {
      const [first] = members
      if (!first) throw new Error('nobody sits')
      return first.look()
    }
    const chair = async (): Promise<Client> => {
      const { chair: tag, members: tags } = await view()
      const found = members.find(({ place }) => tags[place] === tag)
      if (!found) throw new Error('there is no chair')
      return found.client
    }
    const judge = (client: Client, bid: string, proven: boolean) =>
      client.post(at(`/evaluation/low-prices/${bid}`), {
        ...{ proven, reason: '成本测算缺少人工与运输费用，不能证明' },
        searches: '中国政府采购网，同型号设备成交价，2026-04-08',
      })

    before(async () => {
      members = await seatedMembers(test.world)
      await electChair(test.world, members)
    })
    after(() => {
      for (const member of members) member.leave()
    })

    it('shows the panel the clauses that it judges, and to each bid the deductions it claims', async () => {
      const one = await view()
      const clauses = ['signature', 'ceiling', 'response']
      const votes = (ids: string[]) => ids.map((clause) => ({ clause, pass: true }))
      const post = (client: Client, bid: string, ids: string[]) =>
        client.post(at('/evaluation/review'), { bid, votes: votes(ids) })
      const [first] = members
      const abroad = await tagOf('supplier-3')
      if (!first) throw new Error('nobody sits')
      expect(await refused(post(first.client, abroad, [...clauses, 'capacity']))).to.match(/^CLAUSES_DIFFER/)
      const claims = new Map<string, string[]>([
        [await tagOf('supplier-1'), ['domestic']],
        [await tagOf('supplier-2'), ['small', 'domestic']],
        [abroad, []],
        [await tagOf(LOW), ['domestic']],
      ])
      for (const { client } of members)
        for (const { tag } of one.bids) await post(client, tag, [...clauses, ...(claims.get(tag) ?? [])])
      expect((await view()).stage).to.equal('lowPrice')
    })

    it('examines the price that is far below the others: asked, answered, judged by all', async () => {
      const bid = await tagOf(LOW)
      const [found] = (await view()).lowPrices ?? []
      expect(found).to.deep.include({ bid, triggers: ['second', 'ceiling'] })
      const ask = async (minutes: number) =>
        (await chair()).post<{ clarification: string }>(at('/evaluation/clarifications'), {
          ...{ bid, minutes, question: '请说明报价的成本构成并提交证明材料' },
        })
      expect(await refused(ask(29))).to.match(/^EXPLANATION_TIME_SHORT 《关于推动解决政府采购异常低价问题的通知》/)
      expect(await refused(judge(await chair(), bid, false))).to.equal(`PRICE_NOT_ASKED ${ORDER87('六十')}`)
      const { clarification } = await ask(30)
      const supplier = test.world.as(LOW)
      const answer = '自有产能，采购成本低于市场价，附成本测算表。'
      const cms = await supplier.sign('evaluation.answer', { tender: 'purchase', clarification, answer })
      await supplier.post(at(`/clarifications/${clarification}/answer`), { answer, cms })
      for (const { client, place } of members) await judge(client, bid, place === 0)
      const after = await view()
      expect([after.stage, after.valid?.length]).to.deep.equal(['scoring', 3])
    })

    it('is scored, ranked with the deductions, and reported with everybody’s signature', async () => {
      await score(test.world, members)
      await conclude(test.world, members)
      await signReport(test.world, members)
      const result = await test.world.as('tenderer').get<Result & Record<string, unknown>>(at('/evaluation/result'))
      const row = async (person: string) => {
        const tag = await tagOf(person)
        return result.ranking.find((one) => one.tag === tag)
      }
      expect(await row('supplier-2')).to.deep.include({
        ...{ price: '305000000', evaluationPrice: '213500000', priceScore: 3000 },
      })
      expect(await row('supplier-1')).to.deep.include({ evaluationPrice: '238400000', priceScore: 2687 })
      expect(await row('supplier-3')).to.deep.include({
        evaluationPrice: '289000000',
        priceScore: 2216,
        deductions: [],
      })
      expect(result.benchmark).to.equal('213500000')
      expect(result.lowPrices?.[0]).to.deep.include({ proven: false })
      expect(result.rejections.map(({ clause }) => clause)).to.deep.equal(['low-price'])
      expect(result.candidates).to.have.length(3)
    })
  })
})

describe('a government purchase with too few qualified bidders, over HTTP', function () {
  this.timeout(300_000)
  let test: TestWorld
  before(async () => {
    test = await openedPurchase('too-few')
    await openBids(test.world)
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('is not evaluated: it fails with its article, and deposits go back', async () => {
    await judgeAll(test.world, ['supplier-3', 'supplier-4', 'supplier-5'])
    expect((await concludeQualification(test.world)).enough).to.equal(false)
    const tender = await test.world.as('agent').get<Tender & Record<string, unknown>>('/tenders/too-few')
    expect([tender.stage, tender.failure]).to.deep.equal(['failed', '合格投标人不足三家，不得评标'])
    const page = await (await fetch(`${test.world.origins.public}/projects/too-few`)).text()
    expect(page).to.include('合格投标人不足三家')
    await test.world.until('the refunds to be due', async () => {
      const own = await test.world.as('supplier-1').get<{ status: string }>('/tenders/too-few/deposit')
      return own.status === 'releasing' || own.status === 'released'
    })
  })
})

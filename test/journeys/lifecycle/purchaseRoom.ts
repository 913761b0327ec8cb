import { expect } from 'chai'
import type { Client } from '../../../server/cli/demo/client.ts'
import { conclude, electChair, score, signRecords, signReport } from '../../../server/cli/demo/steps/evaluation.ts'
import { type Seated, seatedMembers, type View } from '../../../server/cli/demo/steps/evaluationRoom.ts'
import { signWaiting } from '../../../server/cli/demo/steps/signing.ts'
import type { Result } from '../../../server/evaluation/result.ts'
import type { TestWorld } from '../../world/world.ts'
import { refused } from './course.ts'

const ORDER60 = '《政府采购货物和服务招标投标管理办法》第六十条'
const LOW = 'supplier-4'

/** What the panel of the purchase does, step by step, each tried in the wrong way first. */
export function evaluatedInTheRoom(test: () => TestWorld): void {
  describe('evaluated', () => {
    const at = (to = '') => `/tenders/${test().world.tender}${to}`
    const tagOf = (person: string) => test().world.as(person).tag(test().world.tender)
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
      members = await seatedMembers(test().world)
      await electChair(test().world, members)
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
      expect(await refused(judge(await chair(), bid, false))).to.equal(`PRICE_NOT_ASKED ${ORDER60}`)
      const { clarification } = await ask(30)
      const supplier = test().world.as(LOW)
      const answer = '自有产能，采购成本低于市场价，附成本测算表。'
      const cms = await supplier.sign('evaluation.answer', { tender: 'purchase', clarification, answer })
      await supplier.post(at(`/clarifications/${clarification}/answer`), { answer, cms })
      await test().world.until('its paper', async () => (await signWaiting(supplier, 'purchase')) > 0)
      for (const { client, place } of members) await judge(client, bid, place === 0)
      const after = await view()
      expect([after.stage, after.valid?.length]).to.deep.equal(['scoring', 3])
    })

    it('is scored, ranked with the deductions, and reported with everybody’s signature', async () => {
      await score(test().world, members)
      await conclude(test().world, members)
      await signReport(test().world, members)
      await signRecords(test().world, members)
      const result = await test().world.as('tenderer').get<Result & Record<string, unknown>>(at('/evaluation/result'))
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
}

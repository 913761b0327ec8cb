import { formatYuan } from '../../../law/units.ts'
import type { World } from '../world.ts'
import { contract, refunds, reviewReport, signPaper } from './award.ts'

/** What the purchaser is shown of the panel's report. */
export interface Received {
  byHand: boolean
  report: { sha256: string }
  checksHash: string
  delivered: { report: string } | null
  candidates: { tag: string; rank: number; name: string; terms: { price: string } | null }[]
  fixed: { winner: string; how: string; inTime: boolean } | null
}

/** How the report of the panel stands. */
export const received = (world: World): Promise<Received> =>
  world.as('tenderer').get<Received & Record<string, unknown>>(`/tenders/${world.tender}/acceptance`)

/** A purchase from the panel's report to the last refund. */
export async function purchaseResult(world: World): Promise<void> {
  await announced(world)
  await contract(world, '采购活动依法进行，合同副本备案。')
  await refunds(world)
}

/** The report is delivered and gone through, the winner fixed and announced. */
export async function announced(world: World): Promise<void> {
  await deliverReport(world)
  await reviewReport(world)
  await fixWinner(world)
  await announceResult(world)
}

/** The agent hands the panel's report to the purchaser. */
export async function deliverReport(world: World): Promise<void> {
  const agent = world.as('agent')
  const { report, delivered, byHand } = await received(world)
  if (!byHand || delivered?.report === report.sha256) return
  const fields = { report: report.sha256 }
  const cms = await agent.sign('award.deliver', { tender: world.tender, ...fields })
  await agent.post(`/tenders/${world.tender}/acceptance/delivery`, { ...fields, cms })
  world.say('代理机构已送达评标报告')
}

/** The purchaser fixes the first in rank. */
export async function fixWinner(world: World): Promise<void> {
  const purchaser = world.as('tenderer')
  const { candidates, fixed } = await received(world)
  const [first] = candidates
  if (fixed || !first) return
  const fields = { winner: first.tag, skipped: [], tie: null }
  const cms = await purchaser.sign('award.fix', { tender: world.tender, ...fields })
  await purchaser.post(`/tenders/${world.tender}/acceptance/winner`, { ...fields, cms })
  world.say(`采购人已确定中标人：${first.name}，${formatYuan(BigInt(first.terms?.price ?? '0'))} 元`)
}

/** What the announcement of a result says besides what the platform knows. */
export function announcement({ played }: World, winner: string | undefined, unitPrice = '1') {
  const { place, scope } = played.draft
  const item = { name: scope.slice(0, 40), spec: '详见投标文件', quantity: '1 批', unitPrice, service: '质保三年' }
  return {
    ...{ winner, purchaserAddress: `${place}（采购人地址）`, agentAddress: `${place}（代理机构地址）` },
    ...{ winnerAddress: `${place}（供应商地址）`, items: [item] },
  }
}

/** The result is announced with what is bought and who evaluated; the purchaser signs the paper. */
export async function announceResult(world: World): Promise<void> {
  const { fixed, candidates } = await received(world)
  const winner = candidates.find(({ tag }) => tag === fixed?.winner)
  if (!winner) throw new Error('no winner is fixed')
  const said = announcement(world, winner.tag, winner.terms?.price)
  const agent = world.as('agent')
  const cms = await agent.sign('award.announce', { tender: world.tender, ...said })
  await agent.post(`/tenders/${world.tender}/announcement`, { ...said, cms })
  await signPaper(world, world.as('tenderer'), 'publicity')
  world.say(`中标结果公告已发布：${winner.name}`)
}

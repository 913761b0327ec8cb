import { formatYuan, inChineseCapitals } from '../../../law/units.ts'
import type { Client } from '../client.ts'
import { bidders } from '../people.ts'
import type { World } from '../world.ts'

interface Publicity {
  until: number
  candidates: { rank: number; tag: string; code: string; name: string; terms: { price: string } }[]
}
interface Contract {
  contract: string
  terms: Record<string, unknown>
  signed: { side: string }[]
  contractedAt: number | null
}
interface Orders {
  orders: { id: string; amount: string; interest: string; yuan: string; transfers: { payeeName: string }[] }[]
}
interface Deposits {
  items: { status: string }[]
}

const stageOf = async (world: World): Promise<string> =>
  (await world.as('tenderer').get<{ stage: string }>(`/tenders/${world.tender}`)).stage

/** From the publicity of the candidates to the last refund. */
export async function award(world: World): Promise<void> {
  if ((await stageOf(world)) === 'evaluating') await publicise(world)
  if ((await stageOf(world)) === 'publicised') await decide(world)
  if ((await stageOf(world)) === 'awarded') await contract(world)
  await refunds(world)
}

async function publicise(world: World): Promise<void> {
  const tenderer = world.as('tenderer')
  const draft = await tenderer.get<{ candidates: string }>(`/tenders/${world.tender}/publicity/draft`)
  const fields = { tender: world.tender, candidates: draft.candidates }
  const cms = await tenderer.sign('award.publicise', fields)
  await tenderer.post(`/tenders/${world.tender}/publicity`, { candidates: draft.candidates, cms })
  const shown = await tenderer.get<Publicity>(`/tenders/${world.tender}/publicity`)
  for (const { rank, name, terms } of shown.candidates)
    world.say(`第 ${rank} 中标候选人：${name}，报价 ${formatYuan(BigInt(terms.price))} 元`)
  world.say(`公示期至 ${new Date(shown.until).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })}`)
}

async function decide(world: World): Promise<void> {
  const tenderer = world.as('tenderer')
  const shown = await tenderer.get<Publicity>(`/tenders/${world.tender}/publicity`)
  await world.moveTo(shown.until + 3_600_000 * 10)
  const first = shown.candidates.find(({ rank }) => rank === 1)
  const fields = { tender: world.tender, winner: first?.tag }
  const cms = await tenderer.sign('award.decide', fields)
  await tenderer.post(`/tenders/${world.tender}/award`, { winner: first?.tag, cms })
  world.say(`中标人：${first?.name}，中标价 ${inChineseCapitals(BigInt(first?.terms.price ?? '0'))}`)
}

async function contract(world: World): Promise<void> {
  const tenderer = world.as('tenderer')
  const { winner } = await world.until('the award notice', async () => {
    const shown = await tenderer.get<{ notice: string | null; winner: { code: string } }>(
      `/tenders/${world.tender}/award`,
    )
    return shown.notice ? shown : undefined
  })
  world.say('中标通知书与中标结果通知书已同时发出')
  const person = bidders.find(({ organisation }) => organisation?.code === winner.code)
  if (!person) throw new Error(`${winner.code} is nobody of the demo`)
  await sign(world, tenderer, 'tenderer')
  await sign(world, world.as(person.id), 'winner')
  world.say(`合同已由招标人与${person.organisation?.name}双方电子签署`)
}

async function sign(world: World, client: Client, side: string): Promise<void> {
  const shown = await client.get<Contract>(`/tenders/${world.tender}/contract`)
  if (shown.signed.some((one) => one.side === side)) return
  const { contract: sha256, terms } = shown
  const cms = await client.sign('award.contract', { tender: world.tender, contract: sha256, terms })
  await client.post(`/tenders/${world.tender}/contract`, { contract: sha256, terms, cms })
}

/** The bank fetches its orders and confirms each, until no bidder's money is left. */
async function refunds(world: World): Promise<void> {
  const bank = world.as('bank')
  await world.until('every deposit to be back', async () => {
    const { orders } = await bank.get<Orders & Record<string, unknown>>('/bank/orders')
    for (const { id, transfers, yuan, interest } of orders) {
      const message = { message: `refund-${id}`, order: id, paidAt: await world.now() }
      await bank.post('/bank/confirmations', { ...message, cms: await bank.sign('bank.confirm', message) })
      world.say(`已退还 ${transfers[0]?.payeeName} ${yuan} 元（含利息 ${formatYuan(BigInt(interest))} 元）`)
    }
    const { items } = await world
      .as('tenderer')
      .get<Deposits & Record<string, unknown>>(`/tenders/${world.tender}/deposits`)
    return items.length > 0 && items.every(({ status }) => status === 'released')
  })
}

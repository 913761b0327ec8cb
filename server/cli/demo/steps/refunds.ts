import type { World } from '../world.ts'

interface Desk extends Record<string, unknown> {
  ordered: unknown[]
  batches: { id: string; stage: string; count: number }[]
}
interface Batch extends Record<string, unknown> {
  digest: string
  stage: string
  mine: boolean
}
interface Orders extends Record<string, unknown> {
  orders: { id: string }[]
}

/** The two people of the centre who approve refunds. */
const approvers = ['centre', 'centre-2']

/** Puts what waits into a batch; both people of the centre sign every batch that still needs them. */
export async function sendRefunds(world: World): Promise<void> {
  const centre = world.as('centre')
  if ((await centre.get<Desk>('/refunds')).ordered.length) await centre.post('/refunds/batches')
  const { batches } = await centre.get<Desk>('/refunds')
  for (const { id, count } of batches.filter(({ stage }) => stage === 'prepared')) {
    for (const person of approvers) await approve(world, person, id)
    world.say(`退款批次 ${count} 笔，已由中心两人分别签署`)
  }
}

async function approve(world: World, person: string, batch: string): Promise<void> {
  const client = world.as(person)
  const { digest, stage, mine } = await client.get<Batch>(`/refunds/batches/${batch}`)
  if (mine || stage !== 'prepared') return
  const cms = await client.sign('refund.approve', { batch, digest })
  await client.post(`/refunds/batches/${batch}/approval`, { digest, cms })
}

/** Where no bank process runs: the bank fetches its orders and confirms each. */
export async function carryOut(world: World): Promise<void> {
  const bank = world.as('bank')
  for (const { id } of (await bank.get<Orders>('/bank/orders')).orders) {
    const message = { message: `refund-${id}`, order: id, paidAt: await world.now() }
    await bank.post('/bank/confirmations', { ...message, cms: await bank.sign('bank.confirm', message) })
  }
}

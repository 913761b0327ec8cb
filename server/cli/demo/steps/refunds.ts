import type { World } from '../world.ts'

interface Desk extends Record<string, unknown> {
  ordered: unknown[]
  batches: { id: string; stage: string; count: number }[]
}
interface Batch extends Record<string, unknown> {
  digest: string
  stage: string
  approvals: { person: string }[]
}
interface Orders extends Record<string, unknown> {
  orders: { id: string }[]
}

/** The person of the centre who puts refunds together, and the two others who approve them. */
const preparer = 'centre-3'
const approvers = ['centre', 'centre-2']
const MOST = 500

/** One person of the centre puts what waits into a batch; two others sign every batch that still needs them. */
export async function sendRefunds(world: World): Promise<void> {
  const centre = world.as('centre')
  if ((await centre.get<Desk>('/refunds')).ordered.length) {
    const clerk = world.as(preparer)
    await clerk.post('/refunds/batches', {
      most: MOST,
      cms: await clerk.signAsPerson('refund.prepare', { most: MOST }),
    })
  }
  const { batches } = await centre.get<Desk>('/refunds')
  for (const { id, count } of batches.filter(({ stage }) => stage === 'prepared')) {
    for (const person of approvers) await approve(world, person, id)
    world.say(`退款批次 ${count} 笔，由一人编制，已由中心另外两人分别以个人证书签署`)
  }
}

/** The deposit of the bid that was withdrawn goes back at once: the law gives it five days, and they are over before the award. */
export async function refundWithdrawn(world: World): Promise<void> {
  const ordered = async (): Promise<boolean> => {
    const { ordered: waiting, batches } = await world.as('centre').get<Desk>('/refunds')
    return waiting.length + batches.length > 0
  }
  await world.until('the deposit of the withdrawn bid to be ordered back', ordered, 60)
  await sendRefunds(world)
}

async function approve(world: World, person: string, batch: string): Promise<void> {
  const client = world.as(person)
  const { digest, stage, approvals } = await client.get<Batch>(`/refunds/batches/${batch}`)
  if (stage !== 'prepared' || approvals.some((one) => one.person === client.person.name)) return
  const cms = await client.signAsPerson('refund.approve', { batch, digest })
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

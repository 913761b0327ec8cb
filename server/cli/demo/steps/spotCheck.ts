import { hashOf } from '../../../access/statement.ts'
import type { Check } from '../../../supervision/check.ts'
import { Refused } from '../client.ts'
import type { World } from '../world.ts'
import { drawTogether } from './draws.ts'

const MINUTE = 60_000
const NAMES = ['和志强', '杨春梅', '李永康', '段思源', '普海燕', '施建国', '尹晓东', '马立新']

/** Who may be drawn to inspect; the first has a tie to the demo's tender and must stand aside. */
const inspectors = NAMES.map((name, i) => ({
  id: `inspector-${i + 1}`,
  name,
  organisation: i % 2 ? '昆明市官渡区财政局（示范）' : '昆明市官渡区政务服务管理局',
}))

type View = Check & { findingsHash: string }

/** Draws an archived tender and two inspectors at random, enters what they find and publishes the record. */
export async function spotCheck(world: World): Promise<void> {
  const id = `check-${world.tender}`.slice(0, 60)
  const supervisor = world.as('supervisor')
  let check = await look(world, id)
  if (!check || check.stage === 'dry') await order(world, id)
  check = await read(world, id)
  if (check.stage === 'drawing') await drawTogether(world, check.draw, ['centre', 'supervisor'])
  check = await world.until('objects and inspectors are drawn', async () => {
    const now = await read(world, id)
    return now.stage !== 'drawing' && now
  })
  world.say(
    `drawn: ${check.drawn.length} of ${check.objects.length} tenders, inspectors ${check.team.map((one) => one.name).join(', ')}`,
  )
  for (const { tender } of check.drawn) {
    if (check.findings.some((one) => one.tender === tender)) continue
    const text =
      '核对公告期限、保证金收退、开标记录、评标报告与公示，均与法律规定和招标文件一致；抽取与开标的密码学证明可独立复算。'
    await supervisor.post(`/checks/${id}/find`, { tender, verdict: 'compliant', text })
  }
  check = await read(world, id)
  if (check.stage === 'assigned') {
    const fields = { check: id, draw: check.draw, list: check.list, findings: hashOf(check.findings) }
    await supervisor.post(`/checks/${id}/publish`, { cms: await supervisor.sign('check.publish', fields) })
  }
  await world.until('the record of the spot check', async () => (await read(world, id)).record)
  world.say('the result of the spot check is public, with what proves the draw')
}

const read = (world: World, id: string): Promise<View> => world.as('supervisor').get<View>(`/checks/${id}`)

async function look(world: World, id: string): Promise<View | undefined> {
  try {
    return await read(world, id)
  } catch (problem) {
    if (problem instanceof Refused && problem.code === 'CHECK_UNKNOWN') return undefined
    throw problem
  }
}

async function order(world: World, id: string): Promise<void> {
  const supervisor = world.as('supervisor')
  const items = await world.until('the search to know what is archived', async () => {
    const found = await supervisor.get<{ items: { id: string }[] }>('/tenders?stage=archived')
    return found.items.length > 0 && found.items
  })
  const now = await world.now()
  await supervisor.post(`/checks/${id}/order`, {
    title: '2026年度房屋建筑工程招标投标双随机抽查',
    tenders: items.map((one) => one.id),
    inspectors,
    conflicts: [{ inspector: 'inspector-1', tender: world.tender }],
    ...{ commitUntil: now + 10 * MINUTE, revealUntil: now + 20 * MINUTE },
  })
  world.say(`a spot check is ordered among ${items.length} archived tenders and ${inspectors.length} inspectors`)
}

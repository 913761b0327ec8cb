import { drawTogether } from '../../../server/cli/demo/steps/draws.ts'
import { fillPool } from '../../../server/cli/demo/steps/panel.ts'
import type { Played } from '../../../server/cli/demo/tender.ts'
import type { World } from '../../../server/cli/demo/world.ts'
import type { Draft } from '../../../server/tenders/contract.ts'
import { playing as invitePlaying } from '../../invitation/playing.ts'
import { committeePlay } from '../../prequalification/committeePlay.ts'
import { playing as prequalPlaying, requirements, times } from '../../prequalification/playing.ts'
import type { TestWorld } from '../../world/world.ts'
import { another } from './course.ts'

const WEEK = 7 * 86_400_000

/** Who applies or is invited, and what becomes of each. */
export const doing = (test: TestWorld, of: World) => {
  const running = () => ({ ...test, world: of })
  return { prequal: prequalPlaying(running), invite: invitePlaying(running) }
}

/** Such a tender weeks later, its document on offer from two weeks after the applications' notice. */
export function prequalifiedFor(of: Played, weeks: number, more: Partial<Draft> = {}): Played {
  const its = another(of, weeks, of.bidders.length)
  const by = weeks * WEEK
  const prequalification = {
    ...{ documentsFrom: times.documentsFrom + by, documentsUntil: times.documentsUntil + by },
    ...{ deadline: times.deadline + by, requirements, instructions: '申请文件须逐项附证明材料。' },
  }
  const after = (moment: number) => moment + 3 * WEEK
  const { documentsFrom, documentsUntil, deadline } = its.draft
  const dates = {
    ...{ documentsFrom: after(documentsFrom), documentsUntil: after(documentsUntil), deadline: after(deadline) },
  }
  return { ...its, draft: { ...its.draft, ...dates, prequalification, ...more } }
}

/** Draws the committee that reviews, and tells who of the demo's experts sit on it, sworn in and declared. */
export async function committeeOf(test: TestWorld, of: World): Promise<string[]> {
  const { prequal } = doing(test, of)
  await fillPool(of)
  const { strata } = of.played.draft.panel
  const asked = { members: 5, strata, minutes: 30, answerMinutes: 120 }
  const { draw } = await prequal.say<{ draw: string }>(
    'agent',
    '/prequalification/committee',
    'prequalification.drawCommittee',
    asked,
  )
  await drawTogether(of, draw, ['tenderer', 'centre', 'supervisor'])
  const committee = committeePlay(() => ({ ...test, world: of }))
  const members = await of.until('the committee is asked', async () => {
    const found = await committee.seated()
    return found.length === 5 && found
  })
  await committee.form()
  return members
}

/** The committee's report, signed by each of its members. */
export async function reportOf(test: TestWorld, of: World, members: readonly string[]): Promise<void> {
  const committee = committeePlay(() => ({ ...test, world: of }))
  await of.as('agent').post(`/tenders/${of.tender}/prequalification/report`)
  for (const member of members) await committee.signReport(member)
}

import type { Client } from '../../server/cli/demo/client.ts'
import { experts, purchaseExperts } from '../../server/cli/demo/people.ts'
import { purchasePlayed } from '../../server/cli/demo/purchase.ts'
import { closeArchive } from '../../server/cli/demo/steps/archive.ts'
import { contract, decide, publicise } from '../../server/cli/demo/steps/award.ts'
import { evaluation } from '../../server/cli/demo/steps/evaluation.ts'
import { openBids } from '../../server/cli/demo/steps/opening.ts'
import { panel } from '../../server/cli/demo/steps/panel.ts'
import { announced } from '../../server/cli/demo/steps/purchaseResult.ts'
import { concludeQualification, judgeAll } from '../../server/cli/demo/steps/qualification.ts'
import { carryOut, sendRefunds } from '../../server/cli/demo/steps/refunds.ts'
import { type Played, parkPlayed } from '../../server/cli/demo/tender.ts'
import { makeVolume, type Volume, type VolumeRequest } from '../../server/cli/demo/volumes.ts'
import type { World } from '../../server/cli/demo/world.ts'
import { bidden } from '../journeys/lifecycle/course.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A stretch of a project's life without a wait, and when it begins: what waits in between is the clock's. */
export interface Phase {
  at(played: Played): number
  play(of: World): Promise<void>
}

/** From the notice to the last bid. */
const bidding: Phase = { at: ({ draft }) => draft.documentsFrom - 6 * HOUR, play: bidden }
const afterDeadline = ({ draft }: Played): number => draft.deadline + 2000

/** A tender of works: its notice and bids; opening to publicity; award to contract. */
const works: Phase[] = [
  bidding,
  {
    at: afterDeadline,
    play: async (of) => {
      await openBids(of)
      await panel(of)
      await evaluation(of)
      await publicise(of)
    },
  },
  {
    at: ({ draft }) => draft.deadline + 8 * DAY,
    play: async (of) => {
      await decide(of)
      await contract(of)
    },
  },
]

/** A purchase: its notice and bids; opening to announcement and contract. */
const purchase: Phase[] = [
  bidding,
  {
    at: afterDeadline,
    play: async (of) => {
      await openBids(of)
      await panel(of)
      await judgeAll(of, [])
      await concludeQualification(of)
      await evaluation(of)
      await announced(of)
      await contract(of, '采购活动依法进行，合同副本备案。')
    },
  },
]

/** The stretches of a project under its law. */
export const phasesOf = ({ draft }: Played): Phase[] => (draft.track === 'T' ? works : purchase)

const some = (city: string, specialty: string, count: number) =>
  experts.filter(({ expert }) => expert?.city === city && expert.specialty === specialty).slice(0, count)

/** So many experts that a panel of each kind can be drawn, and two of them replaced. */
const pool = [
  ...[...some('昆明', 'A08', 7), ...some('大理', 'A08', 4), ...some('曲靖', 'A08', 4)],
  ...purchaseExperts.filter(({ expert }) => expert?.city === '南宁').slice(0, 8),
]

/** The nth of many projects: works and purchases in turn, three bidders each, its dates so many days later. */
export function nth(n: number, days: number): Played {
  const model = n % 2 ? purchasePlayed : parkPlayed
  const { draft } = model
  const code = (text: string): string => `${text.slice(0, 11)}${String(100_000 + n).slice(0, 6)}${text.slice(17)}`
  const by = days * DAY
  return {
    ...{ ...model, lost: '', experts: pool, bidders: model.bidders.slice(0, 3) },
    draft: {
      ...draft,
      ...{ project: { code: code(draft.project.code), name: `${draft.project.name}（${n}）` }, code: code(draft.code) },
      ...{ documentsFrom: draft.documentsFrom + by, documentsUntil: draft.documentsUntil + by },
      deadline: draft.deadline + by,
    },
  }
}

/** How many times longer things are waited for than in the demo: many projects share the machine. */
const PATIENCE = 20

/** A world in which nobody but the bench moves the clock: many projects share it. */
export const still = (of: World): World => ({
  ...of,
  moveTo: async () => undefined,
  until: (what, look, seconds = 30) => of.until(what, look, PATIENCE * seconds),
})

/** Volumes as the demo makes them, each once: what differs from one project to the next is sealed, not typeset anew. */
export function oneVolumeEach(): (request: VolumeRequest) => Promise<Volume> {
  const made = new Map<string, Promise<Volume>>()
  return (request) => {
    const key = `${request.kind} ${request.bidder.code}`
    const there = made.get(key) ?? makeVolume(request)
    made.set(key, there)
    return there
  }
}

interface Waiting extends Record<string, unknown> {
  items: { status: string }[]
}

/** All refunds that wait go out in batches until those of these projects are back; then their files are closed. */
export async function refundAndArchive(worlds: World[], eachOf: (play: (of: World) => Promise<void>) => Promise<void>) {
  const [first] = worlds
  if (!first) return
  const settled = async (of: World): Promise<boolean> => {
    const host: Client = of.as('tenderer')
    const { items } = await host.get<Waiting>(`/tenders/${of.tender}/deposits`)
    return items.length > 0 && items.every(({ status }) => status === 'released')
  }
  const desks = [...new Map(worlds.map((of) => [of.played.draft.track, of])).values()] // a centre each
  const all = async (): Promise<boolean> => {
    for (const of of desks) await sendRefunds(of)
    await carryOut(first)
    for (const of of worlds) if (!(await settled(of))) return false
    return true
  }
  await first.until('every deposit to be back', all, 600)
  await eachOf(closeArchive)
}

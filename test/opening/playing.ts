import { Refused } from '../../server/cli/demo/client.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { release, unlock } from '../../server/cli/demo/steps/opening.ts'
import { park } from '../../server/cli/demo/tender.ts'
import type { Opening } from '../../server/opening/opening.ts'
import type { TestWorld } from '../world/world.ts'

/** What one does in a hall, over HTTP. */
export const playing = (running: () => TestWorld) => {
  const of = () => running().world
  const path = (rest = ''): string => `/tenders/${of().tender}/opening${rest}`
  const hall = (as = 'agent'): Promise<Opening> => of().as(as).get<Opening>(path())
  return {
    path,
    hall,
    tagOf: (person: string): Promise<string> => of().as(person).tag(of().tender),
    /** Signs what is sent, and sends it. */
    say: async <T = Record<string, unknown>>(
      person: string,
      rest: string,
      what: string,
      fields: object,
    ): Promise<T> => {
      const cms = await of()
        .as(person)
        .sign(what, { tender: of().tender, ...fields })
      return of()
        .as(person)
        .post<T>(path(rest), { ...fields, cms })
    },
    /** A tender with bids of these people, an hour before its deadline. */
    bid: async (people: string[], draft: object = {}): Promise<void> => {
      await publishNotice(of(), { ...park, ...draft })
      await deposits(of())
      await of().moveTo('2026-04-07T09:00:00+08:00')
      for (const person of people) await submitBid(of(), person)
    },
    /** Two officers release; the bidders are named. */
    name: async (): Promise<void> => {
      const opening = await of().until('a key is announced', async () => {
        const found = await hall().catch(() => undefined)
        return found?.spki ? found : undefined
      })
      for (const role of ['tenderer', 'supervisor'] as const) await release(of(), role, opening)
      const named = async () => {
        const { named: done, epoch, officers } = await hall()
        if (!done && epoch !== opening.epoch && !Object.keys(officers).length)
          for (const role of ['tenderer', 'supervisor'] as const) await release(of(), role, await hall())
        return done
      }
      await of().until('the bidders are named', named, 60)
    },
    /** A bidder unlocks until its bid is open: a new key asks it again. */
    open: async (person: string): Promise<void> => {
      const tag = await of().as(person).tag(of().tender)
      const opened = async () => {
        const { status } = (await hall()).bids[tag] ?? { status: '' }
        if (status === 'waiting') await unlock(of(), of().as(person), await hall())
        return status === 'ready' || status === 'read'
      }
      await of().until(`the bid of ${person} is open`, opened, 60)
    },
    unlock: async (person: string): Promise<void> => unlock(of(), of().as(person), await hall()),
  }
}

/** The code with which a deed is declined, or that it was done. */
export async function codeOf(deed: () => Promise<unknown>): Promise<string> {
  return (await problemOf(deed))?.code ?? 'done'
}

/** Why a deed is declined. */
export async function problemOf(deed: () => Promise<unknown>): Promise<Refused | undefined> {
  try {
    await deed()
  } catch (problem) {
    if (problem instanceof Refused) return problem
    throw problem
  }
  return undefined
}

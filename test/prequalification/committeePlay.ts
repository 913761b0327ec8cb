import type { World } from '../../server/cli/demo/world.ts'
import type { TestWorld } from '../world/world.ts'
import { playing } from './playing.ts'

/** A seat as its expert sees it. */
interface Own {
  tender: string
  tag: string
  status: string
  until: number | null
  promise: string
}

/** What the members of a committee do, over HTTP. */
export const committeePlay = (running: () => Pick<TestWorld, 'world' | 'platform'>) => {
  const world = (): World => running().world
  const play = playing(running as () => TestWorld)
  const { as, path } = play
  const join = (member: string) => as(member).post<{ status: string }>(path('/prequalification/committee/join'), {})
  const own = async (member: string) => {
    const { items } = await as(member).get<{ items: Own[] }>('/prequalification/committees')
    const found = items.find(({ tender }) => tender === world().tender)
    if (!found) throw new Error(`${member} is on no committee`)
    return found
  }
  const checkIn = async (member: string) => {
    const { tag, promise } = await own(member)
    const cms = await as(member).sign('prequalification.checkIn', { tender: world().tender, tag, promise })
    return as(member).post<{ status: string }>(path('/prequalification/committee/check-in'), { cms })
  }
  const declare = async (member: string, interest: 'none' | 'avoid' = 'none', leaveOut = 0) => {
    const { tag } = await own(member)
    const { items } = await as(member).get<{ items: { tag: string }[] }>(path('/prequalification/committee/applicants'))
    const declarations = items.slice(leaveOut).map((one, i) => {
      const said = i === 0 ? interest : 'none'
      return { bidder: one.tag, interest: said, ...(said === 'avoid' ? { reason: '近亲属任职于该单位' } : {}) }
    })
    const fields = { tender: world().tender, tag, declarations }
    const cms = await as(member).sign('prequalification.declare', fields)
    return as(member).post<{ status: string; formed: boolean }>(path('/prequalification/committee/declare'), {
      declarations,
      cms,
    })
  }
  const signReport = async (member: string, differs?: string) => {
    const { report } = await as(member).get<{ report: { sha256: string } }>(path('/prequalification'))
    const fields = { report: report.sha256, ...(differs ? { differs } : {}) }
    return play.say(member, '/prequalification/report/sign', 'prequalification.signReport', fields)
  }
  /** The experts who sit, as they find out for themselves. */
  const seated = async (): Promise<string[]> => {
    const found = await Promise.all(
      world()
        .played.experts.slice(0, 60)
        .map(async ({ id }) => {
          const { items } = await as(id).get<{ items: { tender: string }[] }>('/prequalification/committees')
          return items.some(({ tender }) => tender === world().tender) ? [id] : []
        }),
    )
    return found.flat()
  }
  /** Whoever of the committee has not yet declared does so, but for these; with none left out it is formed. */
  const form = async (...but: string[]): Promise<void> => {
    for (const member of (await seated()).filter((one) => !but.includes(one))) {
      const { status } = await own(member)
      if (status === 'asked') await join(member)
      if (status === 'asked' || status === 'accepted') await checkIn(member)
      if (status !== 'declared') await declare(member)
    }
  }
  return { join, own, checkIn, declare, signReport, seated, form }
}

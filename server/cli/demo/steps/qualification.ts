import type { World } from '../world.ts'

/** What those who judge qualification are shown. */
export interface Qualification {
  clauses: { id: string }[]
  bids: {
    tag: string
    name: string
    clauses: { id: string }[]
    files: { name: string }[]
    judged: { qualified: boolean } | null
    stands: boolean
  }[]
  qualified: string[] | null
}

/** Judges every bid; those of `failing` fail the first clause. */
export async function judgeAll(of: World, failing: string[]): Promise<void> {
  const agent = of.as('agent')
  const path = `/tenders/${of.tender}/qualification`
  const { bids } = await agent.get<Qualification & Record<string, unknown>>(path)
  for (const { tag: bid, name, clauses } of bids.filter((one) => one.clauses.length > 0)) {
    const fails = failing.some((id) => of.as(id).person.organisation?.name === name)
    const findings = clauses.map(({ id: clause }, i) =>
      fails && i === 0 ? { clause, pass: false, reason: '营业执照已过有效期' } : { clause, pass: true },
    )
    const cms = await agent.sign('qualification.judge', { tender: of.tender, bid, findings })
    await agent.post(`${path}/bids/${bid}`, { findings, cms })
  }
}

/** Ends the qualification, signed. */
export async function concludeQualification(of: World): Promise<{ enough: boolean }> {
  const agent = of.as('agent')
  const path = `/tenders/${of.tender}/qualification`
  const { bids } = await agent.get<Qualification & Record<string, unknown>>(path)
  const tags = (passed: boolean) =>
    bids
      .filter(({ judged, clauses }) => (judged?.qualified ?? clauses.length === 0) === passed)
      .map(({ tag }) => tag)
      .sort()
  const fields = { tender: of.tender, qualified: tags(true), unqualified: tags(false) }
  const cms = await agent.sign('qualification.conclude', fields)
  return agent.post(`${path}/conclude`, { cms })
}

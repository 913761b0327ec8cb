import { electChair } from '../../../server/cli/demo/steps/evaluation.ts'
import { seatedMembers } from '../../../server/cli/demo/steps/evaluationRoom.ts'
import type { Qualification } from '../../../server/cli/demo/steps/qualification.ts'
import type { Played } from '../../../server/cli/demo/tender.ts'
import type { World } from '../../../server/cli/demo/world.ts'
import { clausesFor } from '../../../server/evaluation/review.ts'

/** An organisation of the demo, as consortia name their members. */
export function unitOf(of: World, person: string): { code: string; name: string } {
  const { code = '', name = '' } = of.as(person).person.organisation ?? {}
  return { code, name }
}

/** What somebody offers together with others, or with what has changed since it was prequalified. */
export const offering = (of: Played['offers'], more: Record<string, Partial<Played['offers'][string]>>) => ({
  ...of,
  ...Object.fromEntries(
    Object.entries(more).flatMap(([who, part]) => (of[who] ? [[who, { ...of[who], ...part }]] : [])),
  ),
})

/** The purchaser judges what is asked of each bid; those clauses of a bid fail that are told. Answers what was asked, by name. */
export async function judgedBy(
  of: World,
  failing: (name: string, clause: string) => string | false,
): Promise<Record<string, string[]>> {
  const agent = of.as('agent')
  const path = `/tenders/${of.tender}/qualification`
  const { bids } = await agent.get<Qualification & Record<string, unknown>>(path)
  for (const { tag: bid, name, clauses } of bids.filter((one) => one.clauses.length > 0)) {
    const findings = clauses.map(({ id: clause }) => {
      const reason = failing(name, clause)
      return reason ? { clause, pass: false, reason } : { clause, pass: true }
    })
    const cms = await agent.sign('qualification.judge', { tender: of.tender, bid, findings })
    await agent.post(`${path}/bids/${bid}`, { findings, cms })
  }
  return Object.fromEntries(bids.map(({ name, clauses }) => [name, clauses.map(({ id }) => id)]))
}

/** What the law asks of consortia; signs of the report are another matter. */
const CONSORTIUM = ['law-agreement', 'law-member', 'law-changed', 'law-standing']

/** The panel reviews: what the law puts before it of a consortium it finds so, by all of its members. Answers what was asked, by tag. */
export async function foundByPanel(of: World): Promise<Record<string, string[]>> {
  const members = await seatedMembers(of)
  await electChair(of, members)
  const asked: Record<string, string[]> = {}
  for (const { client, look } of members) {
    const view = await look()
    for (const { tag: bid } of view.bids) {
      const clauses = clausesFor(view, bid)
      asked[bid] = clauses.map(({ id }) => id).filter((id) => CONSORTIUM.includes(id))
      const votes = clauses.map(({ id: clause }) =>
        CONSORTIUM.includes(clause)
          ? { clause, pass: false, page: 1, reason: '与投标函、联合体协议和资格预审申请文件核对属实' }
          : { clause, pass: true },
      )
      await client.post(`/tenders/${of.tender}/evaluation/review`, { bid, votes })
    }
  }
  for (const member of members) member.leave()
  return asked
}

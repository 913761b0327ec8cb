import { expect } from 'chai'
import { verifyArchive } from '../../../server/archive/verify/archive.ts'
import { judge } from '../../../server/archive/verify/lawful/judge.ts'
import { judgeArchive } from '../../../server/archive/verify/lawful.ts'
import type { Findings } from '../../../server/archive/verify/report.ts'
import type { Client } from '../../../server/cli/demo/client.ts'
import { archiveFile, closeArchive } from '../../../server/cli/demo/steps/archive.ts'
import { submitBid } from '../../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../../server/cli/demo/steps/deposits.ts'
import type { View } from '../../../server/cli/demo/steps/evaluationRoom.ts'
import { publishNotice } from '../../../server/cli/demo/steps/notice.ts'
import { seatPanel } from '../../../server/cli/demo/steps/panel.ts'
import { carryOut, sendRefunds } from '../../../server/cli/demo/steps/refunds.ts'
import { signingsOf } from '../../../server/cli/demo/steps/signing.ts'
import type { Played } from '../../../server/cli/demo/tender.ts'
import type { World } from '../../../server/cli/demo/world.ts'
import { printOf } from '../../../server/documents/prints.ts'
import { domains } from '../../../server/domains.ts'
import { shippedCalendar } from '../../../server/law/periods.ts'
import { factsOfTender } from '../../../server/ledger/store.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { problemOf } from '../../opening/playing.ts'
import type { TestWorld } from '../../world/world.ts'

const WEEK = 7 * 86_400_000

/** A tender with its dates so many weeks later. */
export function moved(of: Played, weeks: number): Played {
  const { documentsFrom, documentsUntil, deadline } = of.draft
  const by = weeks * WEEK
  const dates = { documentsFrom: documentsFrom + by, documentsUntil: documentsUntil + by, deadline: deadline + by }
  return { ...of, draft: { ...of.draft, ...dates } }
}

/** Another tender like one, weeks later, with a name and a code of its own, for the first of its bidders. */
export function another(of: Played, weeks: number, bidders: number, lost = ''): Played {
  const { draft } = of
  const code = (text: string): string => `${text.slice(0, 12)}${String(500 + weeks).padStart(5, '0')}${text.slice(17)}`
  const project = { code: code(draft.project.code), name: `${draft.project.name}（${weeks}）` }
  const its = {
    ...of,
    lost,
    bidders: of.bidders.slice(0, bidders),
    draft: { ...draft, project, code: code(draft.code) },
  }
  return moved(its, weeks)
}

/** From the notice to the last bid that comes in time. */
export async function bidden(of: World): Promise<void> {
  await publishNotice(of)
  await deposits(of)
  for (const { id } of of.played.bidders) await submitBid(of, id)
}

/** How the platform declines: its code, and the article where there is one; or that it was done. */
export async function refused(request: Promise<unknown>): Promise<string> {
  const problem = await problemOf(() => request)
  return problem ? `${problem.code} ${problem.problem['article'] ?? ''}`.trim() : 'done'
}

/** The tender as it stands. */
export const tenderOf = (of: World): Promise<Tender> =>
  of.as('agent').get<Tender & Record<string, unknown>>(`/tenders/${of.tender}`)

/** The first of the bidders who does not stand under a tag: who wins, the sheets decide anew in every run. */
export async function notOf(of: World, tag: string | undefined): Promise<Client> {
  for (const { id } of of.played.bidders) if ((await of.as(id).tag(of.tender)) !== tag) return of.as(id)
  throw new Error('everybody stands under that tag')
}

/** Signs what is sent about the tender, and sends it. */
export async function signed<T extends Record<string, unknown>>(
  of: World,
  client: Client,
  [what, to]: [what: string, to: string],
  fields: Record<string, unknown>,
): Promise<T> {
  const cms = await client.sign(what, { tender: of.tender, ...fields })
  return client.post<T>(`/tenders/${of.tender}${to}`, { ...fields, cms })
}

/** The tenderer answers or weighs an objection: its place is in the path, its id in the statement. */
export async function on(
  of: World,
  objection: string,
  deed: 'answer' | 'weigh',
  fields: Record<string, unknown>,
): Promise<void> {
  const tenderer = of.as('tenderer')
  const cms = await tenderer.sign(`award.${deed}`, { tender: of.tender, objection, ...fields })
  const to = deed === 'answer' ? 'answer' : 'weight'
  await tenderer.post(`/tenders/${of.tender}/result-objections/${objection}/${to}`, { ...fields, cms })
}

/** Too few bids: waits for the failure at the deadline, gives the deposits back and publishes the next round. */
export async function failed(test: TestWorld, of: World, article: string): Promise<void> {
  await of.moveTo(of.played.draft.deadline + 2000)
  await of.until('the tender fails', async () => (await tenderOf(of)).stage === 'failed')
  const facts = await logOf(test, of)
  const found = facts.find(({ type }) => type === 'tender.failed')
  expect(found?.data).to.deep.include({ article })
  expect(facts.some(({ type }) => type === 'bid.named' || type === 'opening.started')).to.equal(false)
  expect(await refused(of.as('agent').get(`/tenders/${of.tender}/opening`))).to.equal('OPENING_ABSENT')
  const late = of.as('bidder-1').post(`/tenders/${of.tender}/opening/attendance`, {})
  expect(await refused(late)).to.match(/^STAGE_WRONG/)
  await of.until('the failure is announced', async () => ((await tenderOf(of)).papers ?? []).length > 0)
  await of.until('every deposit is back', () => back(of), 60)
  const next = `${of.tender}-2`
  const { round } = await of.as('agent').post<{ round: number }>(`/tenders/${of.tender}/repeat`, { next })
  expect(round).to.equal(2)
  const again = test.beside(next, moved(of.played, 5))
  await publishNotice(again)
  expect(await tenderOf(again)).to.deep.include({ stage: 'bidding', previous: of.tender, round: 2 })
}

/** Refunds go out until each bidder is told that its deposit is back: nobody else may learn who paid. */
export async function back(of: World): Promise<boolean> {
  await sendRefunds(of)
  await carryOut(of)
  const mine = of.played.bidders.map(({ id }) => of.as(id).get<{ status: string }>(`/tenders/${of.tender}/deposit`))
  return (await Promise.all(mine)).every(({ status }) => status === 'released')
}

/** A member at the table cannot go on; the next ticket of the draw takes the seat, and the evaluation goes on with five. */
export async function replaced(of: World, ill: Client, leave: () => Promise<unknown>): Promise<void> {
  const path = `/tenders/${of.tender}/evaluation`
  const supervisor = of.as('supervisor')
  const look = () => supervisor.get<Pick<View, 'members'> & Vacant & Record<string, unknown>>(path)
  const before = await look()
  await leave()
  const after = await look()
  expect([after.vacant.length, after.members.length]).to.deep.equal([1, before.members.length - 1])
  expect(await refused(ill.get(path))).to.equal('FORBIDDEN')
  await seatPanel(of)
  await of.until('the seat is filled', async () => (await look()).replaced.length === 1)
  const { members, vacant } = await look()
  expect([vacant.length, members.length]).to.deep.equal([0, before.members.length])
  expect(members).not.to.have.members(before.members)
}

interface Vacant {
  vacant: unknown[]
  replaced: unknown[]
}

const wrong = ({ checks }: Findings): string[] =>
  checks.filter(({ verdict }) => verdict !== 'valid').map(({ id, title, detail }) => `${id} ${title}: ${detail}`)

/** The file is closed, and its package holds before the auditor's program: each byte, and each step by its law. */
export async function archived(of: World): Promise<void> {
  await closeArchive(of)
  const kinds = domains.flatMap((domain) => domain.streams)
  expect(wrong(await verifyArchive(archiveFile(of), kinds, {}))).to.deep.equal([])
  expect(wrong(await judgeArchive(archiveFile(of)))).to.deep.equal([])
  const agent = of.as('agent')
  const natures = (await signingsOf(agent, of.tender)).find(({ kind }) => kind === 'natures')
  const told = (await printOf(await agent.bytes(`/tenders/${of.tender}/signings/${natures?.sha256}`)))?.text ?? ''
  for (const part of ['四性检测合格', '真实性：合格', '完整性：合格', '可用性：合格', '安全性：合格'])
    expect(told.replace(/\s/g, '')).to.contain(part)
}

/** A paper of a tender names everybody who is told. */
export async function named(of: World, paper: string, names: readonly string[], by = 'agent'): Promise<void> {
  const read = async () => (await printOf(await of.as(by).bytes(`/tenders/${of.tender}${paper}`)))?.text ?? ''
  const text = (await of.until(`${paper} is there`, () => read().catch(() => undefined))).replace(/\s/g, '')
  for (const name of names) expect(text, paper).to.contain(name)
}

/** The facts of a tender, in their order. */
export const logOf = async (test: TestWorld, of: World) =>
  (await factsOfTender(test.platform.database, of.tender)).map(({ fact }) => fact)

/** The log of a tender that came to no contract holds before the same program. */
export async function lawful(test: TestWorld, of: World): Promise<void> {
  expect(wrong(judge(await logOf(test, of), shippedCalendar))).to.deep.equal([])
}

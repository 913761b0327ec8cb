import { memberDeclaration } from '../../templates/memberDeclaration.ts'
import { reviewRecords } from '../../templates/memberRecords.ts'
import { attestation } from '../documents/words.ts'
import { type Declaration, PROMISE } from '../experts/contract.ts'
import { type Context, on } from '../ledger/command.ts'
import { factsOf } from '../ledger/store.ts'
import { layPaper } from '../papers/commands.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { tenderById } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { MemberArrived, MemberDeclared, ReviewReported } from './committeeEvents.ts'
import { ResultIssued } from './events.ts'
import type { Prequalification } from './prequalification.ts'
import { membersOf } from './report.ts'
import { applicantOf, applicationsOf, prequalificationOf, prequalificationStream } from './store.ts'

const COMMITTEE = { body: '资格审查委员会', before: '申请人' }

interface Of {
  tender: Tender
  state: Prequalification
  /** names by tag */
  applicants: Map<string, string>
}

async function known(context: Context, id: string): Promise<Of | undefined> {
  const [tender, state] = [await tenderById(context, id), await prequalificationOf(context, id)]
  if (!tender || !state) return undefined
  const all = await applicationsOf(context, id)
  return {
    tender,
    state,
    applicants: new Map(all.map((one) => [one.tag, applicantOf(context.platform, one)?.name ?? ''])),
  }
}

const headOf = ({ platform }: Context, { tender }: Of, code: string) => ({
  ...attestation(platform, `tender=${tender.id}`),
  ...{ code: `${tender.code}-${code}`, tender: { code: tender.code, name: tender.name } },
})

/** When a member checked in, the last time. */
async function arrivalOf({ platform }: Context, tender: string, tag: string): Promise<number> {
  const facts = await factsOf(platform.database, prequalificationStream(tender).name)
  const found = facts.findLast(
    ({ fact }) => fact.type === MemberArrived.type && (fact.data as { tag: string }).tag === tag,
  )
  return found?.fact.at ?? 0
}

/** A member's sheet of arrival, promise and avoidance follows its declaration, for its own signature. */
const declarationReaction = on(MemberDeclared, 'committeeDeclaration', async (context, fact) => {
  const { tender: id, tag, sealed } = fact.data
  const of = await known(context, id)
  const member = of && (await membersOf(context, of.state)).find((one) => one.tag === tag)
  if (!of || !member) return // it left meanwhile
  const { statement } = JSON.parse(context.platform.vault.open('member', sealed)) as { statement: string }
  const { declarations } = JSON.parse(statement) as { declarations: Declaration[] }
  const paper = async () =>
    memberDeclaration({
      ...headOf(context, of, `ZS-SM-${tag.slice(0, 8)}`),
      of: COMMITTEE,
      member: { name: member.name, employer: member.employer, origin: '随机抽取' },
      ...{ arrivedAt: await arrivalOf(context, id, tag), promise: PROMISE, declaredAt: fact.at },
      declarations: declarations.map(({ bidder, interest, reason }) => ({
        ...{ bidder: of.applicants.get(bidder) ?? '', avoid: interest === 'avoid' },
        ...(reason ? { reason } : {}),
      })),
      article: lawOf(of.tender).avoidance.article,
    })
  const places = [{ field: 'member', role: 'expert' as const, party: tag }]
  const laid = { tender: id, kind: 'committeeDeclaration', key: fact.id, places, secret: true }
  await layPaper(context, { ...laid, title: `${COMMITTEE.body}成员签到、承诺与回避声明` }, paper, fact.at)
})

/** What a member found, as a paper. */
function recordsOf(context: Context, of: Of, member: { tag: string; name: string }, at: number) {
  const { tender, state, applicants } = of
  const words = new Map(tender.prequalification?.requirements.map(({ id, zh }) => [id, zh]))
  return reviewRecords({
    ...headOf(context, of, `ZS-SC-${member.tag.slice(0, 8)}`),
    ...{ member: member.name, at, article: lawOf(tender).prequalReview.article },
    votes: Object.entries(state.reviews).flatMap(([application, given]) =>
      (given[member.tag]?.findings ?? []).map(({ requirement, pass, reason }) => ({
        ...{ bidder: applicants.get(application) ?? '', clause: words.get(requirement) ?? requirement, pass },
        ...(reason ? { reason } : {}),
      })),
    ),
  })
}

/** With the report each member's own records are laid before it, and the report before all of them. */
const reportReaction = on(ReviewReported, 'committeeRecords', async (context, fact) => {
  const { tender: id, file, sha256 } = fact.data
  const of = await known(context, id)
  if (of?.state.report?.sha256 !== sha256) return // another finding came meanwhile
  const members = await membersOf(context, of.state)
  const laid = { tender: id, secret: true }
  const places = members.map(({ tag }, i) => ({ field: `member-${i + 1}`, role: 'expert' as const, party: tag }))
  const report = { ...laid, kind: 'reviewReport', key: sha256, title: '资格审查报告', places }
  await layPaper(context, report, () => ({ file, sha256 }), fact.at)
  for (const member of members) {
    const own = [{ field: 'member', role: 'expert' as const, party: member.tag }]
    const records = { ...laid, kind: 'reviewRecords', key: `${sha256.slice(0, 16)}-${member.tag}`, places: own }
    const paper = () => recordsOf(context, of, member, fact.at)
    await layPaper(context, { ...records, title: `${COMMITTEE.body}成员个人审查记录` }, paper, fact.at)
  }
})

/** An applicant's notice of the result is signed by the tenderer; the applicant reads it as it stands. */
const resultReaction = on(ResultIssued, 'resultNoticeLaid', async (context, fact) => {
  const { tender: id, file, sha256 } = fact.data
  const tender = await tenderById(context, id)
  if (!tender) return
  const places = [{ field: 'tenderer', role: 'tenderer' as const, party: tender.tenderer.code }]
  const laid = { tender: id, kind: 'prequalificationResult', key: fact.id, title: '资格预审结果通知书', places }
  await layPaper(context, laid, () => ({ file, sha256 }), fact.at)
})

/** The papers of a prequalification that others than the platform sign. */
export const committeePaperReactions = [declarationReaction, reportReaction, resultReaction]

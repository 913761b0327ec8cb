import type { z } from 'zod'
import { type ObjectionAnswer, objectionAnswer } from '../../templates/objectionAnswer.ts'
import { PARTIES } from '../../templates/parties.ts'
import { permit } from '../access/policy.ts'
import { issuePaper } from '../documents/issue.ts'
import { type Issued, preparedCopy, signedCopy } from '../documents/prepared.ts'
import { attestation } from '../documents/words.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { type Command, type Context, command, on, type Query } from '../ledger/command.ts'
import type { Platform } from '../platform/platform.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { Reply } from '../web/route.ts'
import { answerPaper, sealAnswer, sealable } from './answering.ts'
import type { OneAnswer, SealAnswer } from './contract.ts'
import { DocumentObjectionAnswered } from './events.ts'
import type { Objection } from './objection.ts'
import { objectionOf, objectionsOf } from './store.ts'
import { mayReadObjection } from './views.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  ANSWER_ABSENT: { status: 404, zh: '没有该答复文件', en: 'there is no such paper' },
})

const OUTCOME = { upheld: '成立', dismissed: '不成立' } as const

/** Within what time one may complain after an answer, in words. */
function complainWithin(law: Pick<Rulebook, 'complaintWithin' | 'complaintFrom'>): string {
  const { value, article } = law.complaintWithin
  const time = 'days' in value ? `${value.days}日` : `${value.workingDays}个工作日`
  const from = law.complaintFrom.value === 'replyExpired' ? '在答复期满后' : '自知道或者应当知道之日起'
  return `${from}${time}内（${article}）`
}

/** What every answer to an objection says of its tender. */
export const answerOf = (
  tender: Tender,
  law: Rulebook,
  platform: Platform,
): Pick<ObjectionAnswer, 'name' | 'code' | 'tender' | 'side' | 'tenderer' | 'supervisor' | 'complain'> &
  ReturnType<typeof attestation> => ({
  ...attestation(platform, `tender=${tender.id}`),
  ...{ name: tender.track === 'G' ? '质疑' : '异议', side: PARTIES[tender.track].tenderer },
  ...{ code: tender.code, tender: tender.name, tenderer: tender.tenderer.name, supervisor: tender.supervisor.name },
  complain: complainWithin(law),
})

const folderOf = (tender: Tender): string => `answers/${tender.id.toLowerCase()}`

const keep = command(
  'objection.issue',
  (e, input: Issued & { tender: string; objection: string }) => e.read(tenderStream(input.tender)),
  async (e, tender, { objection: id, file, sha256 }) => {
    const stream = objectionOf(tender.id, id)
    const facts = answerPaper(await e.hold(stream), { file, sha256 })
    if (facts.length) await e.append(stream, facts)
  },
)

const found = async (context: Context, tender: string, id: string): Promise<Objection | undefined> =>
  (await objectionsOf(context, tender)).find((one) => one.id === id)

async function issueAnswer(context: Context, of: { tender: string; objection: string }, at: number): Promise<void> {
  const tender = await tenderById(context, of.tender)
  const objection = await found(context, of.tender, of.objection)
  if (!tender || !objection?.answer || objection.paper) return
  const { answer, answerBy, version, text, request, at: madeAt, id } = objection
  const law = lawOf(tender)
  const paper = objectionAnswer({
    ...answerOf(tender, law, context.platform),
    ...{ objection: id, about: `招标文件（第${version}版）`, text, request, madeAt },
    ...{ outcome: OUTCOME[answer.outcome], answer: answer.text, answeredAt: answer.at },
    ...(answerBy === null ? {} : { answerBy }),
    article: law.documentObjectionReply.article,
  })
  await keep.run(context, { ...of, ...(await issuePaper(context.platform, folderOf(tender), paper, at)) })
}

/** An answer is issued as a paper when it is given. */
export const objectionAnswerReaction = on(DocumentObjectionAnswered, 'objectionAnswerPaper', (context, { data, at }) =>
  issueAnswer(context, { tender: data.tender, objection: data.objection }, at),
)

async function answered(context: Context, input: { tender: string; objection: string }) {
  const tender = await tenderById(context, input.tender)
  if (!tender?.published) throw refuse('TENDER_UNKNOWN')
  const objection = await found(context, tender.id, input.objection)
  if (!objection?.paper || !mayReadObjection(context, objection)) throw refuse('ANSWER_ABSENT')
  return { tender, objection, paper: objection.paper }
}

/** The answer as a paper, for those who may read the objection. */
export const answerFile: Query<z.infer<typeof OneAnswer>, Reply> = {
  policy: 'objection.read',
  run: async (context, input) => {
    const tender = await tenderById(context, input.tender)
    permit('objection.read', context.who, tender)
    const { paper } = await answered(context, input)
    return new Reply('application/pdf', context.platform.files.get(paper.file), { name: '答复.pdf' })
  },
}

const placeIn = (tender: Tender, base: string) => ({ folder: folderOf(tender), base, field: 'tenderer' })

/** The answer with an empty place for the tenderer's signature. */
export const preparedAnswer: Query<z.infer<typeof OneAnswer>, Reply> = {
  policy: 'objection.answer',
  run: async (context, input) => {
    const { tender, objection } = await answered(context, input)
    permit('objection.answer', context.who, tender)
    const base = sealable(objection)
    const paper = () => context.platform.files.get(base.file)
    const pdf = await preparedCopy(context, placeIn(tender, base.sha256), paper, '答复签章')
    return new Reply('application/pdf', pdf, { name: '待签答复.pdf', headers: { 'Cache-Control': 'no-store' } })
  },
}

const noteSealed = command(
  'objection.answer',
  (e, input: { tender: string; objection: string; signed: Issued; certificate: string }) =>
    e.hold(tenderStream(input.tender)),
  async (e, tender, { objection: id, signed, certificate }) => {
    const stream = objectionOf(tender.id, id)
    await e.append(stream, sealAnswer(await e.hold(stream), { signed, certificate }))
    return { objection: id, sha256: signed.sha256 }
  },
)

/** Puts the tenderer's signature into the paper of its answer (PAdES). */
export const sealAnswerPaper: Command<z.infer<typeof SealAnswer>, { objection: string; sha256: string }> = {
  policy: 'objection.answer',
  run: async (context, { cms, ...input }) => {
    const { tender, objection } = await answered(context, input)
    permit('objection.answer', context.who, tender)
    const base = sealable(objection)
    const { issued: signed, certificate } = await signedCopy(context, placeIn(tender, base.sha256), cms)
    return noteSealed.run(context, { ...input, signed, certificate })
  },
}

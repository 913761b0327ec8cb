import type { z } from 'zod'
import { objectionAnswer } from '../../templates/objectionAnswer.ts'
import { permit } from '../access/policy.ts'
import { issuePaper } from '../documents/issue.ts'
import { type Issued, preparedCopy, signedCopy } from '../documents/prepared.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Command, type Context, command, on, type Query } from '../ledger/command.ts'
import type { OneAnswer, SealAnswer } from '../questions/contract.ts'
import { answerOf } from '../questions/paper.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { Reply } from '../web/route.ts'
import { answerPaper, sealAnswer, sealable } from './answering.ts'
import { ObjectionAnswered } from './events.ts'
import { awardOf, awardStream } from './store.ts'
import { readable } from './views.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  ANSWER_ABSENT: { status: 404, zh: '没有该答复文件', en: 'there is no such paper' },
})

const OUTCOME = { upheld: '成立', dismissed: '不成立' } as const
const folderOf = (tender: Pick<Tender, 'id'>): string => `answers/${tender.id.toLowerCase()}`

const keep = command(
  'award.issue',
  (e, input: Issued & { tender: string; objection: string }) => e.read(tenderStream(input.tender)),
  async (e, tender, { objection, file, sha256 }) => {
    const facts = answerPaper(await e.hold(awardStream(tender.id)), objection, { file, sha256 })
    if (facts.length) await e.append(awardStream(tender.id), facts)
  },
)

async function issueAnswer(context: Context, of: { tender: string; objection: string }, at: number): Promise<void> {
  const tender = await tenderById(context, of.tender)
  const award = await awardOf(context, of.tender)
  const found = award?.objections.find(({ id }) => id === of.objection)
  if (!tender || found?.answer == null || found.paper) return
  const law = rulebook(tender.published?.rulebook ?? '')
  const paper = objectionAnswer({
    ...answerOf(tender, law, context.platform),
    ...{ objection: found.id, about: tender.track === 'G' ? '中标结果' : '评标结果', text: found.text },
    ...{ madeAt: found.at, answer: found.answer, answeredAt: found.answeredAt ?? at },
    ...(found.outcome ? { outcome: OUTCOME[found.outcome] } : {}),
    ...(found.answerBy === null ? {} : { answerBy: found.answerBy }),
    article: law.resultObjectionReply.article,
  })
  await keep.run(context, { ...of, ...(await issuePaper(context.platform, folderOf(tender), paper, at)) })
}

/** An answer is issued as a paper when it is given. */
export const answerReaction = on(ObjectionAnswered, 'resultAnswerPaper', (context, { data, at }) =>
  issueAnswer(context, { tender: data.tender, objection: data.objection }, at),
)

async function tenderOf(context: Context, input: { tender: string }): Promise<Tender> {
  const tender = await tenderById(context, input.tender)
  if (!tender?.published) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** The answer as a paper, for those who may read the objection. */
export const answerFile: Query<z.infer<typeof OneAnswer>, Reply> = {
  policy: 'award.objections',
  run: async (context, input) => {
    const tender = await tenderOf(context, input)
    permit('award.objections', context.who, tender)
    const { items } = await readable(context, tender)
    const paper = items.find(({ id }) => id === input.objection)?.paper
    if (!paper) throw refuse('ANSWER_ABSENT')
    return new Reply('application/pdf', context.platform.files.get(paper.file), { name: '答复.pdf' })
  },
}

const placeIn = (tender: Tender, base: string) => ({ folder: folderOf(tender), base, field: 'tenderer' })

async function waiting(context: Context, input: { tender: string; objection: string }) {
  const tender = await tenderOf(context, input)
  permit('award.answer', context.who, tender)
  const award = await awardOf(context, tender.id)
  if (!award) throw refuse('ANSWER_ABSENT')
  return { tender, base: sealable(award, input.objection) }
}

/** The answer with an empty place for the tenderer's signature. */
export const preparedAnswer: Query<z.infer<typeof OneAnswer>, Reply> = {
  policy: 'award.answer',
  run: async (context, input) => {
    const { tender, base } = await waiting(context, input)
    const paper = () => context.platform.files.get(base.file)
    const pdf = await preparedCopy(context, placeIn(tender, base.sha256), paper, '答复签章')
    return new Reply('application/pdf', pdf, { name: '待签答复.pdf', headers: { 'Cache-Control': 'no-store' } })
  },
}

const noteSealed = command(
  'award.answer',
  (e, input: { tender: string; objection: string; signed: Issued; certificate: string }) =>
    e.hold(tenderStream(input.tender)),
  async (e, tender, { objection, signed, certificate }) => {
    const award = await e.hold(awardStream(tender.id))
    await e.append(awardStream(tender.id), sealAnswer(award, objection, { signed, certificate }))
    return { objection, sha256: signed.sha256 }
  },
)

/** Puts the tenderer's signature into the paper of its answer (PAdES). */
export const sealAnswerPaper: Command<z.infer<typeof SealAnswer>, { objection: string; sha256: string }> = {
  policy: 'award.answer',
  run: async (context, { cms, ...input }) => {
    const { tender, base } = await waiting(context, input)
    const { issued: signed, certificate } = await signedCopy(context, placeIn(tender, base.sha256), cms)
    return noteSealed.run(context, { ...input, signed, certificate })
  },
}

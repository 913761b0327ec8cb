import type { z } from 'zod'
import { bidsOf } from '../bids/store.ts'
import { evaluationOf } from '../evaluation/store.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, query } from '../ledger/command.ts'
import { eyeOf, tenderById } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { lapsedBids } from '../tenders/validity.ts'
import { Reply } from '../web/route.ts'
import { uploadBytes } from '../web/uploads.ts'
import { type Award, type Objection, unanswered } from './award.ts'
import type { OfTender, OneFile } from './contract.ts'
import { examinedIn } from './dutyCommands.ts'
import type { PaperKind } from './letterEvents.ts'
import { standing } from './letters.ts'
import { publicityHash, publicityOf } from './publicity.ts'
import { awardOf } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  NOT_PUBLIC_YET: { status: 404, zh: '尚未公示', en: 'nothing is public yet' },
  ANNOUNCED_INSTEAD: {
    status: 404,
    zh: '本标段不公示候选人，请查看中标结果公告',
    en: 'no candidates are publicised here: see the announcement of the result',
  },
  EVALUATION_NOT_FINISHED: { status: 409, zh: '评标尚未结束', en: 'the evaluation is not finished' },
  PAPER_NOT_READY: { status: 404, zh: '文件正在生成，请稍后再试', en: 'the document is not ready yet' },
  FILE_UNKNOWN: { status: 404, zh: '没有找到该文件', en: 'there is no such file' },
  NOT_YOURS: { status: 403, zh: '当前身份无权查看', en: 'this is not for this role to see' },
})

type One = z.infer<typeof OfTender>

/** A published tender, or a refusal. */
export const tenderOf = async (context: Pick<Context, 'platform'>, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender?.published) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** Its award, or a refusal. */
export async function publicAward(context: Context, tender: Tender): Promise<Award> {
  const award = await awardOf(context, tender.id)
  if (!award) throw refuse('NOT_PUBLIC_YET')
  return award
}

/** A paper with the signatures that it has by now. */
export const paperOf = (context: Context, award: Award, paper: PaperKind): Promise<Reply> =>
  pdf(context, standing(award, paper)?.file, `${NAMES[paper]}.pdf`)

const NAMES: Record<PaperKind, string> = { publicity: '公示公告', contract: '合同', report: '书面报告' }

async function pdf(context: Context, file: string | undefined, name: string): Promise<Reply> {
  if (!file) throw refuse('PAPER_NOT_READY')
  return new Reply('application/pdf', context.platform.files.get(file), { name })
}

/** What would be publicised, and the hash that the tenderer signs. */
export const prepare = query('award.prepare', tenderOf, async (context, tender, _input: One) => {
  const evaluation = await evaluationOf(context, tender.id)
  if (!evaluation?.state.result) throw refuse('EVALUATION_NOT_FINISHED')
  const publicity = publicityOf(
    evaluation.state.result,
    await bidsOf(context, tender.id),
    await examinedIn(context, tender),
    lapsedBids(tender, context.now),
  )
  return { publicity, candidates: publicityHash(publicity) }
})

/** The publicity, for everybody: all bidders, prices, scores, rejections, and how to object. */
export const publicity = query('award.read', tenderOf, async (context, tender, _input: One) => {
  const award = await publicAward(context, tender)
  if (award.announcement) throw refuse('ANNOUNCED_INSTEAD')
  const { publicity: content, from, until, begunInTime, objections } = award
  return {
    tender: tender.id,
    code: tender.code,
    name: tender.name,
    ...content,
    ...{ from, until, begunInTime },
    contact: tender.contact,
    suspended: unanswered(award).length > 0,
    void: award.void ?? false,
    past: award.past ?? [],
    passed: award.passed ?? [],
    lapsed: lapsedBids(tender, context.now),
    objections: objections.length,
  }
})

/** The publicity as a stamped PDF. */
export const publicityFile = query('award.read', tenderOf, async (context, tender, _input: One) =>
  paperOf(context, await publicAward(context, tender), 'publicity'),
)

const LETTER = 'application/octet-stream'

/** A file that came with an objection or its answer, for those who may read the objection. */
export const objectionFile = query(
  'award.objections',
  tenderOf,
  async (context, tender, input: z.infer<typeof OneFile>) => {
    const { items } = await readable(context, tender)
    const files = items.flatMap((one) => [...(one.files ?? []), ...(one.answerFiles ?? [])])
    const found = files.find(({ sha256 }) => sha256 === input.sha256)
    if (!found) throw refuse('FILE_UNKNOWN')
    return new Reply(LETTER, uploadBytes(context.platform, found.file), { name: found.title })
  },
)

/** The objections that somebody may read: who runs and watches the tender all, a bidder its own. */
export async function readable(context: Context, tender: Tender): Promise<{ items: Objection[] }> {
  const award = await publicAward(context, tender)
  const { host, role, tag } = eyeOf(context, tender)
  const all = host || role === 'centre' || role === 'supervisor'
  return { items: award.objections.filter((one) => all || (role === 'bidder' && one.tag === tag)) }
}

/** Objections to the result: those who run and watch the tender see all, a bidder its own. */
export const objections = query('award.objections', tenderOf, (context, tender, _input: One) =>
  readable(context, tender),
)

/** The award, for everybody, once the winner is fixed. */
export const award = query('award.read', tenderOf, async (context, tender, _input: One) => {
  const award = await publicAward(context, tender)
  const { winner, decidedAt, notice, noticeAt, contract, announcement, contractPublic } = award
  if (!winner) throw refuse('NOT_PUBLIC_YET')
  const { rank, tag, code, name, members, terms, total } = winner
  const joint = members ? { members } : {}
  return {
    tender: tender.id,
    winner: { rank, tag, code, name, ...joint, terms, ...(total === undefined ? {} : { total }) },
    ...{ decidedAt, noticeAt, notice: notice?.sha256 ?? null },
    announcement: announcement ? { ...announcement, from: award.from, until: award.until } : null,
    contractPublic: contractPublic ? { at: contractPublic.at, withheld: contractPublic.withheld } : null,
    passed: award.passed ?? [],
    contractedAt: contract?.at ?? null,
  }
})

/** The award notice. */
export const noticeFile = query('award.read', tenderOf, async (context, tender, _input: One) =>
  pdf(context, (await publicAward(context, tender)).notice?.file, '中标通知书.pdf'),
)

/** What a bidder is told: the winner the award notice, everybody else the notice of the result. */
export const ownNotice = query('award.ownNotice', tenderOf, async (context, tender, _input: One) => {
  const award = await publicAward(context, tender)
  const tag = context.who.tagFor(tender.id)
  if (award.winner?.tag === tag) return pdf(context, award.notice?.file, '中标通知书.pdf')
  if (!award.notice) throw refuse('PAPER_NOT_READY')
  const own = award.results.find((one) => one.tag === tag)
  if (!own) throw refuse('NOT_YOURS')
  return pdf(context, own.file, '中标结果通知书.pdf')
})

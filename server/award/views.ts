import type { z } from 'zod'
import { bidsOf } from '../bids/store.ts'
import { evaluationOf } from '../evaluation/store.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, query } from '../ledger/command.ts'
import { eyeOf, tenderById } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { Reply } from '../web/route.ts'
import { type Award, unanswered } from './award.ts'
import type { OfTender } from './contract.ts'
import { publicityHash, publicityOf } from './publicity.ts'
import { contractUntil } from './rules.ts'
import { awardOf } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  NOT_PUBLIC_YET: { status: 404, zh: '尚未公示', en: 'nothing is public yet' },
  EVALUATION_NOT_FINISHED: { status: 409, zh: '评标尚未结束', en: 'the evaluation is not finished' },
  PAPER_NOT_READY: { status: 404, zh: '文件正在生成，请稍后再试', en: 'the document is not ready yet' },
  NOT_YOURS: { status: 403, zh: '当前身份无权查看', en: 'this is not for this role to see' },
})

type One = z.infer<typeof OfTender>

const tenderOf = async (context: Pick<Context, 'platform'>, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender?.published) throw refuse('TENDER_UNKNOWN')
  return tender
}

async function publicAward(context: Context, tender: Tender): Promise<Award> {
  const award = await awardOf(context, tender.id)
  if (!award) throw refuse('NOT_PUBLIC_YET')
  return award
}

async function pdf(context: Context, file: string | undefined, name: string): Promise<Reply> {
  if (!file) throw refuse('PAPER_NOT_READY')
  return new Reply('application/pdf', context.platform.files.get(file), { name })
}

/** What would be publicised, and the hash that the tenderer signs. */
export const prepare = query('award.prepare', tenderOf, async (context, tender, _input: One) => {
  const evaluation = await evaluationOf(context, tender.id)
  if (!evaluation?.state.result) throw refuse('EVALUATION_NOT_FINISHED')
  const publicity = publicityOf(evaluation.state.result, await bidsOf(context, tender.id))
  return { publicity, candidates: publicityHash(publicity) }
})

/** The publicity, for everybody: all bidders, prices, scores, rejections, and how to object. */
export const publicity = query('award.read', tenderOf, async (context, tender, _input: One) => {
  const award = await publicAward(context, tender)
  const { publicity: content, from, until, begunInTime, objections } = award
  return {
    tender: tender.id,
    code: tender.code,
    name: tender.name,
    ...content,
    ...{ from, until, begunInTime },
    contact: tender.contact,
    suspended: unanswered(award).length > 0,
    objections: objections.length,
  }
})

/** The publicity as a stamped PDF. */
export const publicityFile = query('award.read', tenderOf, async (context, tender, _input: One) =>
  pdf(context, (await publicAward(context, tender)).file?.file, '中标候选人公示.pdf'),
)

/** Objections to the result: those who run and watch the tender see all, a bidder its own. */
export const objections = query('award.objections', tenderOf, async (context, tender, _input: One) => {
  const award = await publicAward(context, tender)
  const { host, role, tag } = eyeOf(context, tender)
  const all = host || role === 'centre' || role === 'supervisor'
  return { items: award.objections.filter((one) => all || (role === 'bidder' && one.tag === tag)) }
})

/** The award, for everybody, once the winner is fixed. */
export const award = query('award.read', tenderOf, async (context, tender, _input: One) => {
  const { winner, decidedAt, notice, noticeAt, contract } = await publicAward(context, tender)
  if (!winner) throw refuse('NOT_PUBLIC_YET')
  const { rank, tag, code, name, terms, total } = winner
  return {
    tender: tender.id,
    winner: { rank, tag, code, name, terms, total },
    ...{ decidedAt, noticeAt, notice: notice?.sha256 ?? null },
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

async function contractOf(context: Context, tender: Tender): Promise<Award> {
  const award = await publicAward(context, tender)
  const { who } = context
  if (who.role === 'bidder' && award.winner?.tag !== who.tagFor(tender.id)) throw refuse('NOT_YOURS')
  return award
}

/** The contract as the two are to sign it: its terms, its text's hash, by when, and who has signed. */
export const contract = query('award.contractRead', tenderOf, async (context, tender, _input: One) => {
  const award = await contractOf(context, tender)
  if (!award.winner || !award.draft) throw refuse('PAPER_NOT_READY')
  const law = rulebook(tender.published?.rulebook ?? '')
  return {
    tender: tender.id,
    winner: award.winner.tag,
    contract: award.draft.sha256,
    terms: award.winner.terms,
    until: contractUntil(award, law) ?? null,
    signed: award.signed.map(({ side, at }) => ({ side, at })),
    contractedAt: award.contract?.at ?? null,
  }
})

/** The contract's text. */
export const contractFile = query('award.contractRead', tenderOf, async (context, tender, _input: One) =>
  pdf(context, (await contractOf(context, tender)).draft?.file, '合同.pdf'),
)

import qrcode from 'qrcode'
import { hex, unbase64, utf8 } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import type { NoticeView } from '../../templates/pages/notice.ts'
import type { PaperView } from '../../templates/pages/papers.ts'
import type { PrequalificationView } from '../../templates/pages/prequalification.ts'
import { checkSignature } from '../access/statement.ts'
import { complaintsWhere } from '../complaints/store.ts'
import { money } from '../documents/words.ts'
import { Refusal } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { formatDecimal } from '../law/units.ts'
import type { Context } from '../ledger/command.ts'
import { factsOf } from '../ledger/store.ts'
import { issuedAs } from '../papers/paper.ts'
import { signedPapersOf } from '../papers/store.ts'
import { methodWords } from '../tenders/ceiling.ts'
import { priceFull } from '../tenders/criteria.ts'
import { whereEnded } from '../tenders/ended.ts'
import { TenderPublished } from '../tenders/events.ts'
import { formulaWords, methodName } from '../tenders/formula.ts'
import { prequalVersion } from '../tenders/prequalifying.ts'
import { reservedInWords } from '../tenders/reserved.ts'
import { seatsOf, seatWords } from '../tenders/seats.ts'
import { TenderAmended } from '../tenders/sideEvents.ts'
import { tenderStream } from '../tenders/store.ts'
import { blindWords, REMEDY_WORDS, type Tender } from '../tenders/tender.ts'

const points = (centipoints: number): string => formatDecimal(BigInt(centipoints), 2)

const publishedBy = (data: unknown) => {
  const { signature, publishedAt: signedAt } = TenderPublished.schema.parse(data)
  return { signature, signedAt }
}
const amendedBy = (data: unknown) => {
  const { signature, at: signedAt } = TenderAmended.schema.parse(data)
  return { signature, signedAt }
}

/** Who signed the notice, with the signature checked anew at this moment. */
async function signatureOf(context: Context, tender: Tender): Promise<NoticeView['signature']> {
  const all = await factsOf(context.platform.database, tenderStream(tender.id).name)
  const found = all.findLast(({ fact }) => fact.type === TenderPublished.type || fact.type === TenderAmended.type)
  if (!found) return null
  const { signature, signedAt } =
    found.fact.type === TenderAmended.type ? amendedBy(found.fact.data) : publishedBy(found.fact.data)
  const shown = { certificate: signature.certificate, fact: found.fact.id }
  try {
    const signer = await checkSignature(context.platform, utf8(signature.statement), signature.cms, signedAt)
    const { organisation, commonName } = signer.subject
    return { ...shown, signer: organisation ?? commonName ?? '', good: true, reason: '' }
  } catch (problem) {
    if (problem instanceof Refusal) return { ...shown, signer: '', good: false, reason: problem.zh }
    throw problem
  }
}

const criteriaOf = ({ criteria, published }: Tender): NoticeView['criteria'] => ({
  clauses: criteria.clauses,
  factors: criteria.factors.map((one) => ({ ...one, full: points(one.full) })),
  price: {
    full: points(priceFull(criteria.price)),
    words: [`${methodName(criteria, rulebook(published?.rulebook ?? ''))}。`, ...formulaWords(criteria)].join(''),
  },
})

const officersOf = (tender: Tender): NoticeView['officers'] =>
  seatsOf(tender).flatMap((role) => {
    const key = tender.officerKeys[role]
    return key ? [{ role: seatWords(role, tender.track).zh, name: key.name, key: hex(sha256(unbase64(key.spki))) }] : []
  })

/** What the page of a prequalification notice shows; nothing where there is none. */
export function prequalificationView(tender: Tender): PrequalificationView | undefined {
  const { prequal, prequalification: terms } = tender
  if (!prequal || !terms) return undefined
  const { version, documents } = prequalVersion(prequal)
  return {
    ...tender,
    ...{ version, documents, publishedAt: prequal.publishedAt, notice: prequal.notice },
    ...{ documentsFrom: terms.documentsFrom, documentsUntil: terms.documentsUntil, deadline: terms.deadline },
    requirements: terms.requirements.map(({ zh }) => zh),
    papers: (tender.papers ?? []).map(({ title, sha256: hash }) => ({ title, sha256: hash })),
  }
}

/** Every paper that tells what befell a tender, as it stands now: with the signatures that were put into it. */
export const paperViews = ({ id, papers = [], sealed = {} }: Tender): PaperView[] =>
  papers.map(({ title, sha256: issued }) => ({
    title,
    href: `/api/v1/tenders/${id}/papers/${issued}`,
    sha256: sealed[issued]?.sha256 ?? issued,
  }))

/** The rulings on complaints about a tender, which everybody may read. */
export async function rulingViews(context: Context, { id }: Tender): Promise<PaperView[]> {
  const ruled = await complaintsWhere(context, { tender: id, stage: ['ruled'] })
  const signed = await signedPapersOf(context, id)
  return ruled.flatMap(({ id: complaint, paper }) =>
    paper
      ? [
          {
            title: '投诉处理决定书',
            href: `/api/v1/tenders/${id}/complaints/${complaint}/ruling.pdf`,
            sha256: issuedAs(signed, paper).standing.sha256,
          },
        ]
      : [],
  )
}

/** What the page of a notice shows. */
export async function noticeView(context: Context, tender: Tender): Promise<NoticeView | undefined> {
  const { published } = tender
  if (!published) return undefined
  const signature = await signatureOf(context, tender)
  const verify = `${context.platform.publicUrl}/verify?${signature ? `fact=${signature.fact}` : `tender=${tender.id}`}`
  return {
    ...tender,
    remedy: tender.remedy ? REMEDY_WORDS : null,
    ended: whereEnded(tender) ?? null,
    blind: tender.blind ? blindWords(tender.blind) : null,
    reserved: tender.reserved ? reservedInWords(tender.reserved) : null,
    estimate: money(tender.estimate),
    ceiling: tender.ceilingMethod ? methodWords(tender.ceilingMethod).zh : money(tender.ceiling ?? '0'),
    deposit: money(tender.deposit),
    ...{ publishedAt: published.publishedAt, version: published.version, rulebook: published.rulebook },
    documents: tender.method === 'invited' && tender.stage === 'bidding' ? [] : published.documents,
    invitation: tender.method === 'invited' ? (tender.invitation?.reason ?? '') : null,
    papers: [...paperViews(tender), ...(await rulingViews(context, tender))],
    ...{ notice: published.notice, noticeSha256: published.noticeFile?.sha256 ?? null },
    officers: officersOf(tender),
    shares: tender.shares.needed,
    criteria: criteriaOf(tender),
    signature,
    verify,
    qr: await qrcode.toString(verify, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' }),
  }
}

import type { z } from 'zod'
import { namesOf } from '../bids/consortium.ts'
import { MACHINE } from '../bids/machine.ts'
import { bidsOf, relationsIn } from '../bids/store.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, query } from '../ledger/command.ts'
import type { LikenessKind } from '../opening/likenessEvents.ts'
import { likenessOf } from '../opening/store.ts'
import { readVolume } from '../opening/volumes.ts'
import { unitsThatApplied } from '../prequalification/store.ts'
import { purchaserClauses } from '../tenders/criteria.ts'
import { tenderById } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { askedByLaw } from './asked.ts'
import { reportedBy } from './changes.ts'
import type { BusinessVolume, OneQualification } from './contract.ts'
import { clausesFor } from './qualification.ts'
import { qualificationOf } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  MACHINE_CLOSED: {
    status: 403,
    zh: '本机信息只供监督核查，比对结果见检查报告',
    en: 'what was sealed of the machine is for the supervisor; what came of it stands in the report',
  },
  QUALIFICATION_ABSENT: {
    status: 404,
    zh: '本标段没有由采购人进行的资格审查，或者开标尚未结束',
    en: 'the purchaser judges no qualification here, or the opening is not over',
  },
})

const RELATIONS = new Set<LikenessKind>([
  ...(['sameHead', 'control', 'commonHolder', 'operatorAffiliate', 'headDiffers', 'undeclared'] as const),
])

/** A tender whose purchaser judges qualification, once its opening is over. */
async function examined(context: Pick<Context, 'platform'>, input: { tender: string }): Promise<Tender> {
  const tender = await tenderById(context, input.tender)
  if (!tender) throw refuse('TENDER_UNKNOWN')
  const purchaser = tender.published && rulebook(tender.published.rulebook).qualificationBy.value === 'purchaser'
  if (!purchaser || ['draft', 'bidding', 'opening'].includes(tender.stage)) throw refuse('QUALIFICATION_ABSENT')
  return tender
}

/** The opened bids, the clauses, and what was found so far: for those who judge and for the supervisor. */
export const read = query(
  'qualification.read',
  (context, input: z.infer<typeof OneQualification>) => examined(context, input),
  async (context, tender) => {
    const of = await qualificationOf(context, tender.id)
    const opened = (await bidsOf(context, tender.id)).filter(({ stage }) => stage === 'unsealed')
    const found = (await likenessOf(context.platform, tender.id))?.findings ?? []
    const applied = await unitsThatApplied(context, tender)
    const law = rulebook(tender.published?.rulebook ?? '')
    return {
      tender: tender.id,
      stage: of?.stage ?? 'judging',
      clauses: purchaserClauses(tender.criteria),
      bids: opened.map((bid) => {
        const known = { applied: applied(bid.bidder?.code), reported: reportedBy(of, bid.tag) }
        const asked = askedByLaw(tender, bid, opened, law, known)
        return {
          tag: bid.tag,
          name: namesOf(bid),
          files: bid.files
            .filter(({ part, name }) => part === 'business' && name !== MACHINE)
            .map(({ name, type, bytes }) => ({ name, type, bytes })),
          clauses: [...clausesFor(tender, bid.tag, found, law, asked), ...(asked.byLaw ?? [])],
          judged: of?.bids[bid.tag] ?? null,
          declared: relationsIn(context.platform, bid) ?? null,
          /** prequalified, and nothing of it has changed */
          stands: asked.stands ?? false,
        }
      }),
      /** bidders that belong together by the report: the purchaser decides what follows */
      relations: found.filter(({ kind }) => RELATIONS.has(kind)),
      qualified: of?.qualified ?? null,
      enough: of?.enough ?? null,
    }
  },
)

/** A file of a bid's business volume: the proofs of qualification stand there; the other volumes are the panel's. */
export const businessVolume = query(
  'qualification.readVolume',
  (context, input: z.infer<typeof BusinessVolume>) => examined(context, input),
  ({ platform }, tender, { tag, file }) => {
    if (file === MACHINE) throw refuse('MACHINE_CLOSED')
    return readVolume(platform, { tender: tender.id, tag, part: 'business', file })
  },
)

/** The great changes that bidders told of: a bidder sees its own, those who run the tender and its supervisor all. */
export const changes = query(
  'qualification.changes',
  async (context, input: z.infer<typeof OneQualification>) => {
    const tender = await tenderById(context, input.tender)
    if (!tender) throw refuse('TENDER_UNKNOWN')
    return tender
  },
  async (context, tender) => {
    const own = context.who.role === 'bidder' ? context.who.tagFor(tender.id) : undefined
    const told = (await qualificationOf(context, tender.id))?.changes ?? []
    const seen = told.filter(({ bid }) => own === undefined || bid === own)
    if (!seen.length) return { items: [] }
    const names = new Map((await bidsOf(context, tender.id)).map((bid) => [bid.tag, namesOf(bid)]))
    return { items: seen.map((one) => ({ ...one, name: names.get(one.bid) ?? '' })) }
  },
)

import { z } from 'zod'
import { refusals } from '../law/refusal.ts'
import { type Context, query } from '../ledger/command.ts'
import { issuedAs } from '../papers/paper.ts'
import { signedPapersOf } from '../papers/store.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { eyeOf, tenderById } from '../tenders/store.ts'
import { namesNobody, type Tender } from '../tenders/tender.ts'
import { Reply } from '../web/route.ts'
import { uploadBytes } from '../web/uploads.ts'
import type { Told } from './clocks.ts'
import { type Complaint, pending } from './complaint.ts'
import type { Letter, OfTender, OneComplaint, OneFile } from './contract.ts'
import { objectionsTo, ownObjections } from './earlierViews.ts'
import { acceptByOf, ruleByOf } from './rules.ts'
import { complaintsWhere } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  COMPLAINT_UNKNOWN: { status: 404, zh: '没有该投诉', en: 'there is no such complaint' },
  FILE_UNKNOWN: { status: 404, zh: '没有找到该文件', en: 'there is no such file' },
  RULING_NOT_READY: { status: 404, zh: '处理决定书尚未生成', en: 'there is no ruling yet' },
})

/** The supervisor's desk of complaints: those that wait, or all. */
export const Everything = z.strictObject({ all: z.enum(['yes', 'no']).default('no') })

/** What the letter and its author are, opened. */
interface Opened {
  author: { code: string; name: string }
  letter: Letter
}

const openLetter = ({ platform }: Pick<Context, 'platform'>, { sealed }: Complaint): Opened =>
  JSON.parse(platform.vault.open('complaint', sealed)) as Opened

const tenderOf = async (context: Pick<Context, 'platform'>, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender?.published && !tender?.prequal) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** Who may look at a complaint: the supervisor and its author always, those who run the tender once it is taken up. */
function visible(context: Context, tender: Tender, complaint: Complaint): boolean {
  const { role, host, tag } = eyeOf(context, tender)
  if (role === 'supervisor') return context.who.organisation === tender.supervisor.code
  if (role === 'bidder') return complaint.tag === tag
  return host && complaint.decision?.accepted === true
}

/** A complaint as its reader may see it: before the opening those who run the tender are not told whose it is. */
async function shown(context: Context, tender: Tender, complaint: Complaint, objections: readonly Told[]) {
  const { now, platform } = context
  const law = lawOf(tender)
  const { sealed: _s, counts: _c, tag: _t, ...open } = complaint
  const { author, letter } = openLetter(context, complaint)
  const named = !eyeOf(context, tender).host || !namesNobody(tender)
  const table = await platform.calendar()
  const waits =
    complaint.stage === 'filed'
      ? acceptByOf(complaint, law, table)
      : complaint.stopped
        ? null
        : ruleByOf(complaint, law, table)
  return {
    ...open,
    letter,
    /** the objection that it grew from, with what was answered */
    before: objections.find(({ id }) => id === complaint.objection) ?? null,
    author: named ? author : null,
    of: { code: tender.code, name: tender.name, track: tender.track, stage: tender.stage },
    overdue: pending(complaint) && waits !== null && now > waits,
    waits,
  }
}

async function readable(context: Context, tender: Tender): Promise<Complaint[]> {
  const all = await complaintsWhere(context, { tender: tender.id })
  return all.filter((complaint) => visible(context, tender, complaint))
}

/** What one may read of the complaints about a tender, and the objections of one's own that a complaint may follow. */
export const list = query('complaint.read', tenderOf, async (context, tender, _input: z.infer<typeof OfTender>) => {
  const law = lawOf(tender)
  const own = context.who.role === 'bidder' ? await ownObjections(context, tender.id) : []
  const readables = await readable(context, tender)
  const objections = readables.some(({ objection }) => objection) ? await objectionsTo(context, tender.id) : []
  return {
    items: await Promise.all(readables.map((one) => shown(context, tender, one, objections))),
    objections: own,
    law: {
      within: law.complaintWithin,
      objectionFirst: law.objectionFirst,
      ruling: law.complaintRuling,
      acceptance: law.complaintAcceptance,
      suspension: law.complaintSuspension,
      reEvaluation: law.reEvaluation,
    },
  }
})

const found = async (context: Context, tender: Tender, id: string): Promise<Complaint> => {
  const complaint = (await readable(context, tender)).find((one) => one.id === id)
  if (!complaint) throw refuse('COMPLAINT_UNKNOWN')
  return complaint
}

/** One complaint. */
export const read = query('complaint.read', tenderOf, async (context, tender, input: z.infer<typeof OneComplaint>) =>
  shown(context, tender, await found(context, tender, input.complaint), await objectionsTo(context, tender.id)),
)

/** A file that came with a complaint. */
export const file = query('complaint.read', tenderOf, async (context, tender, input: z.infer<typeof OneFile>) => {
  const { files } = await found(context, tender, input.complaint)
  const one = files.find(({ sha256 }) => sha256 === input.sha256)
  if (!one) throw refuse('FILE_UNKNOWN')
  return new Reply('application/octet-stream', uploadBytes(context.platform, one.file), { name: one.title })
})

/** The rulings on a tender, for everybody. */
export const rulings = query(
  'complaint.rulings',
  tenderOf,
  async (context, tender, _input: z.infer<typeof OfTender>) => {
    const all = await complaintsWhere(context, { tender: tender.id, stage: ['ruled'] })
    const signed = await signedPapersOf(context, tender.id)
    return {
      items: all.map(({ id, matter, ruling, paper }) => ({
        complaint: id,
        matter,
        ...ruling,
        paper: paper ? issuedAs(signed, paper).standing.sha256 : null,
      })),
    }
  },
)

/** A ruling as a stamped PDF, for everybody. */
export const rulingFile = query(
  'complaint.rulings',
  tenderOf,
  async (context, tender, input: z.infer<typeof OneComplaint>) => {
    const all = await complaintsWhere(context, { tender: tender.id, stage: ['ruled'] })
    const paper = all.find(({ id }) => id === input.complaint)?.paper
    if (!paper) throw refuse('RULING_NOT_READY')
    const { standing } = issuedAs(await signedPapersOf(context, tender.id), paper)
    return new Reply('application/pdf', context.platform.files.get(standing.file), { name: '投诉处理决定书.pdf' })
  },
)

/** The complaints that a supervisor has to deal with, what is overdue first. */
export const desk = query(
  'complaint.desk',
  async () => undefined,
  async (context, _none, input: z.infer<typeof Everything>) => {
    const stages = input.all === 'yes' ? {} : { stage: ['filed', 'accepted'] }
    const items = []
    for (const complaint of await complaintsWhere(context, stages)) {
      const tender = await tenderById(context, complaint.tender)
      if (tender && visible(context, tender, complaint)) items.push(await shown(context, tender, complaint, []))
    }
    const at = ({ waits }: { waits: number | null }) => waits ?? Number.MAX_SAFE_INTEGER
    return { items: items.sort((a, b) => at(a) - at(b)) }
  },
)

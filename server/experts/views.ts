import { z } from 'zod'
import { base64 } from '../../crypto/bytes.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, query } from '../ledger/command.ts'
import { issuedAs } from '../papers/paper.ts'
import { signedPapersOf } from '../papers/store.ts'
import { tenderById } from '../tenders/store.ts'
import type { Stage, Tender } from '../tenders/tender.ts'
import { Id, Reply } from '../web/route.ts'
import type { OnePanel } from './contract.ts'
import { type Draw, notCommitted, notRevealed } from './draw.ts'
import { live, type Panel, REPRESENTATIVE, representativesOf, vacancies } from './panel.ts'
import { lawOf } from './panelCommands.ts'
import { activeExperts, drawById, memberName, panelByTender } from './store.ts'
import { callsOf, openedSeats, transcriptOf } from './transcript.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  PANEL_ABSENT: { status: 404, zh: '尚未抽取专家', en: 'no experts have been drawn yet' },
  TRANSCRIPT_ABSENT: { status: 404, zh: '抽取尚未完成', en: 'the draw is not finished' },
})

/** One draw of a panel: the last one, or that of a number. */
export const OneTranscript = z.strictObject({ tender: Id, number: z.coerce.number().int().positive().optional() })

const tenderOf = async (context: Context, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender) throw refuse('TENDER_UNKNOWN')
  return tender
}

const panelFor = async (context: Context, tender: Tender): Promise<Panel> => {
  const panel = await panelByTender(context, tender.id)
  if (!panel) throw refuse('PANEL_ABSENT')
  return panel
}

/** How far the panel is, in counts: nobody is shown who. */
export const readPanel = query(
  'panel.read',
  (context, input: z.infer<typeof OnePanel>) => tenderOf(context, input),
  async (context, tender) => {
    const panel = await panelFor(context, tender)
    const draw = await drawById(context, panel.draw)
    const { number, members, strata, meeting, dry, seated } = panel
    const wantsNew = lawOf(tender, context.now).unfilledPanel.value === 'newPanel'
    const own =
      context.who.role === 'expert'
        ? (live(panel).find((seat) => seat.tag === context.who.tagFor(tender.id)) ?? null)
        : null
    return {
      ...{ tender: tender.id, number, members, strata, meeting, dry, seated },
      draw: draw ? progress(draw) : null,
      seats: counts(panel),
      /** of the tenderer's own, how many the document wants and how many are named */
      representatives: { wanted: tender.panel.representatives ?? 0, named: representativesOf(panel).length },
      vacant: Object.fromEntries(strata.map((stratum) => [stratum.id, vacancies(panel, stratum)])),
      needsNewDraw: draw?.stage === 'failed' || dry.length > 0,
      /** whether the law lets the host form another panel in this one's place */
      mayGiveUp: wantsNew && dry.length > 0 && !panel.dissolved && tender.stage === 'evaluating',
      own: own && { tag: own.tag, status: own.status, stratum: own.stratum },
    }
  },
)

const progress = (draw: Draw) => ({
  id: draw.id,
  stage: draw.stage,
  root: draw.root,
  rules: draw.rulesHash,
  entries: draw.entries.length,
  excluded: draw.rules.exclusions.length,
  notCommitted: notCommitted(draw),
  notRevealed: notRevealed(draw),
  commitUntil: draw.commitUntil,
  revealUntil: draw.revealUntil,
  failure: draw.failure,
})

/** 已确认 4/5: how many of the seats are how far. */
function counts(panel: Panel): { invited: number; accepted: number; checkedIn: number; declared: number } {
  const reached = (...status: string[]): number => live(panel).filter((seat) => status.includes(seat.status)).length
  return {
    invited: live(panel).length,
    accepted: reached('accepted', 'checkedIn', 'declared'),
    checkedIn: reached('checkedIn', 'declared'),
    declared: reached('declared'),
  }
}

const PUBLIC: Stage[] = ['awarded', 'contracted', 'archived']

/** Whether the result is out, so that the drawn ones' pseudonyms may open. */
export const resultIsOut = (tender: Pick<Tender, 'stage'>): boolean => PUBLIC.includes(tender.stage)

/** A draw's transcript for `crypto/transcript.ts`; with the result, the drawn ones' salts are open. */
export const transcript = query(
  'panel.transcript',
  (context, input: z.infer<typeof OneTranscript>) => tenderOf(context, input),
  async (context, tender, input) => {
    const panel = await panelFor(context, tender)
    const draw = await drawById(context, input.number ? `${tender.id}.${input.number}` : panel.draw)
    const out = resultIsOut(tender)
    const named = out && (lawOf(tender, context.now).publishedExperts.value || context.who.role === 'supervisor')
    const opened = draw && out ? openedSeats(context.platform, panel, draw) : undefined
    const found = draw && transcriptOf(draw, callsOf(panel, draw), opened)
    if (!found) throw refuse('TRANSCRIPT_ABSENT')
    return {
      transcript: found,
      platform: base64(context.platform.signer.certificate.der),
      members: named
        ? live(panel).map(({ tag, stratum }) => ({
            tag,
            stratum,
            ...(stratum === REPRESENTATIVE ? { representative: true } : {}),
            name: memberName(context.platform, panel, tag),
          }))
        : null,
    }
  },
)

/** The record of the draw as a PDF; it names the members, so it is made when the result is out. */
export const recordFile = query(
  'panel.record',
  (context, input: z.infer<typeof OnePanel>) => tenderOf(context, input),
  async (context, tender) => {
    const { record } = await panelFor(context, tender)
    if (!record) throw refuse('TRANSCRIPT_ABSENT')
    const { standing } = issuedAs(await signedPapersOf(context, tender.id), record)
    return new Reply('application/pdf', context.platform.files.get(standing.file), {
      name: `${tender.name}-专家抽取记录.pdf`,
    })
  },
)

/** How many experts of which region and specialty the pool holds; never who. */
export const poolCounts = query(
  'expert.count',
  async () => undefined,
  async (context) => {
    const experts = await activeExperts(context)
    const regions: Record<string, number> = {}
    const specialties: Record<string, number> = {}
    for (const expert of experts) {
      regions[expert.region] = (regions[expert.region] ?? 0) + 1
      for (const one of expert.specialties) specialties[one] = (specialties[one] ?? 0) + 1
    }
    return { experts: experts.length, regions, specialties }
  },
)

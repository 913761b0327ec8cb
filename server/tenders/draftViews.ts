import { z } from 'zod'
import { documentTexts } from '../../templates/documentTexts.ts'
import { regionName } from '../../templates/pages/words.ts'
import { xlsxReply } from '../documents/xlsx.ts'
import { dayOf } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import { rulebookFor } from '../law/rulebook.ts'
import { query } from '../ledger/command.ts'
import { trackOf } from '../projects/catalogue.ts'
import { earliestDates } from '../projects/plan.ts'
import { registered } from '../projects/rules.ts'
import { projectById } from '../projects/store.ts'
import { Id } from '../web/route.ts'
import type { OneTender } from './contract.ts'
import { COLUMNS, factorRows } from './criteriaTable.ts'
import { startingDraft } from './starting.ts'
import { tenderById } from './store.ts'

const refuse = refusals({
  PROJECT_UNKNOWN: { status: 404, zh: '没有找到该项目', en: 'there is no such project' },
  SECTION_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such section' },
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  CALENDAR_PENDING: {
    status: 409,
    zh: '期限届满日所在年份的节假日安排尚未公布，不能推算日期',
    en: 'the holidays of the year in which a period ends are not announced, so no dates can be told',
  },
})

export const OneSection = z.strictObject({ project: Id, section: z.string().regex(/^[0-9A-Za-z]{20,23}$/) })

/** A draft to go on from for a registered section: nothing is written by looking. */
export const starting = query(
  'project.read',
  async (context, input: z.infer<typeof OneSection>) => {
    const project = await projectById(context, input.project)
    if (!project) throw refuse('PROJECT_UNKNOWN')
    return project
  },
  async (context, project, input) => {
    const known = registered(project)
    const section = known.sections.find(({ code }) => code === input.section)
    if (!section) throw refuse('SECTION_UNKNOWN')
    const track = trackOf(known.content.type)
    const law = rulebookFor(track, dayOf(context.now), known.content.mandatory)
    // a day to write it, then from the next morning on
    const dates = earliestDates(Math.ceil((context.now + DAY) / HOUR) * HOUR, law, await context.platform.calendar())
    if ('pending' in dates) throw refuse('CALENDAR_PENDING', { day: dates.pending }, law.documentsOffered)
    const poolRegion = regionName(known.content.region).replace(/市$/, '')
    const start = {
      project: project.id,
      registered: known,
      section,
      dates,
      texts: documentTexts[track],
      law,
      poolRegion,
    }
    return { draft: startingDraft(start) }
  },
)

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** The factors of a tender as a spreadsheet; the same columns are read back. */
export const factorsFile = query(
  'tender.read',
  async (context, input: z.infer<typeof OneTender>) => {
    const tender = await tenderById(context, input.tender)
    if (!tender) throw refuse('TENDER_UNKNOWN')
    return tender
  },
  async (_context, tender) => xlsxReply(`${tender.name}-评分表`, COLUMNS, factorRows(tender.criteria.factors)),
)

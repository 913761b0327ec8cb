import { attendanceSheet } from '../../templates/attendanceSheet.ts'
import { attestation } from '../documents/words.ts'
import { type Context, on } from '../ledger/command.ts'
import { factsOf } from '../ledger/store.ts'
import { layPaper } from '../papers/commands.ts'
import { signedPapersOf } from '../papers/store.ts'
import { TenderMoved } from '../tenders/events.ts'
import { tenderById } from '../tenders/store.ts'
import { MemberCheckedIn } from './panelEvents.ts'
import { memberIdentity, panelByTender, panelStream } from './store.ts'

/** Each member's own sheet as it stands, by its tag: the last one counts. */
async function ownSheets(context: Context, tender: string) {
  const { papers = [] } = (await signedPapersOf(context, tender)) ?? {}
  return new Map(
    papers.flatMap(({ kind, places, standing, signed }) => {
      const [tag, at] = [places[0]?.party, signed[0]?.at]
      return kind === 'declaration' && tag
        ? [[tag, at === undefined ? undefined : { sha256: standing.sha256, at }]]
        : []
    }),
  )
}

/** The common sheet of attendance is put together once the result is out: until then no member learns of another by it. */
async function layAttendance(context: Context, id: string, at: number): Promise<void> {
  const { platform } = context
  const [tender, panel] = [await tenderById(context, id), await panelByTender(context, id)]
  if (!tender || !panel) return
  const arrived = new Map<string, number>()
  for (const { fact } of await factsOf(platform.database, panelStream(id).name))
    if (fact.type === MemberCheckedIn.type) arrived.set((fact.data as { tag: string }).tag, fact.at)
  const sheets = await ownSheets(context, id)
  const members = [...arrived].flatMap(([tag, arrivedAt]) => {
    const { name, employer = '' } = memberIdentity(platform, panel, tag) ?? {}
    const own = sheets.get(tag)
    return name ? [{ name, employer, arrivedAt, ...(own ? { own } : {}) }] : []
  })
  const paper = () =>
    attendanceSheet({
      ...attestation(platform, `tender=${id}`),
      ...{ code: `${tender.code}-QD`, tender: { code: tender.code, name: tender.name } },
      ...{ meeting: panel.meeting, members, madeAt: at },
    })
  const laid = { tender: id, kind: 'attendance', key: panel.draw, title: '评标委员会签到表', places: [], secret: true }
  await layPaper(context, laid, paper, at)
}

export const attendanceReactions = [
  on(TenderMoved, 'attendanceSheet', async (context, fact) => {
    if (fact.data.stage === 'awarded') await layAttendance(context, fact.data.tender, fact.at)
  }),
]

import type { Domain } from '../domain.ts'
import { PanelSeated } from '../experts/panelEvents.ts'
import { panelByTender } from '../experts/store.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, on } from '../ledger/command.ts'
import { LikenessReported } from '../opening/likenessEvents.ts'
import { likenessOf, openingOf } from '../opening/store.ts'
import { QualificationConcluded } from '../qualification/events.ts'
import { qualificationOf } from '../qualification/store.ts'
import { tenderById } from '../tenders/store.ts'
import { changeReaction } from './changedCommands.ts'
import { begin, expire } from './commands.ts'
import { endingReactions } from './endingCommands.ts'
import { evaluationEvents } from './events.ts'
import { evaluationPaperReactions } from './papers.ts'
import { reportReactions } from './report.ts'
import { evaluationRoom } from './room.ts'
import { evaluationRoutes } from './routes.ts'
import { evaluationStream } from './store.ts'
import { tieReactions } from './tieCommands.ts'
import { lapseReaction } from './timeCommands.ts'
import { fill } from './vacancyCommands.ts'

/** Begins once the panel sits, the bids have been compared and, where the purchaser judges it, the qualification is over; whichever comes last. */
async function beginWhenReady(context: Context, id: string): Promise<void> {
  const tender = await tenderById(context, id)
  const seated = (await panelByTender(context, id))?.seated
  if (!seated || !tender?.published || tender.stage === 'failed') return
  const { qualificationBy } = rulebook(tender.published.rulebook)
  if (qualificationBy.value === 'purchaser' && !(await qualificationOf(context, id))?.enough) return
  const compared = await likenessOf(context.platform, id)
  if (!compared && (await openingOf(context.platform, id))?.stage === 'finished') return
  await begin.run(context, { tender: id })
}

/** The evaluation room: review, blind scoring, ranking, signed report. */
export const evaluationDomain: Domain = {
  name: 'evaluation',
  events: evaluationEvents,
  streams: [evaluationStream.kind],
  routes: evaluationRoutes,
  reactions: [
    on(PanelSeated, 'evaluation', (context, fact) => beginWhenReady(context, fact.data.tender)),
    on(QualificationConcluded, 'evaluation', (context, fact) => beginWhenReady(context, fact.data.tender)),
    on(LikenessReported, 'evaluation', (context, fact) => beginWhenReady(context, fact.data.tender)),
    ...endingReactions,
    on(PanelSeated, 'vacancies', (context, fact) => fill.run(context, { tender: fact.data.tender })),
    ...tieReactions,
    ...reportReactions,
    ...evaluationPaperReactions,
    lapseReaction,
    changeReaction,
  ],
  dues: { 'evaluation.expire': (context, tender) => expire.run(context, { tender }) },
  rooms: { evaluation: evaluationRoom },
}

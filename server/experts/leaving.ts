import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Panel, SeatedLeaving } from './panel.ts'
import { type PanelHappening, SeatVacated } from './panelEvents.ts'
import { memberSeat } from './rules.ts'

const refuse = refusals({
  PANEL_NOT_SEATED: { status: 409, zh: '评标委员会尚未组成', en: 'the panel is not seated yet' },
  UNFILLED_ELSEWISE: {
    status: 409,
    zh: '席位尚可依次递补或再次抽取，不重新组建评标委员会',
    en: 'the seat can still be filled by ticket or by another draw: no new panel is formed',
  },
})

/**
 * A member who sat already leaves; the next ticket of its stratum follows.
 *
 * @param of.sealed what the member said, sealed; null where another ordered it
 */
export function vacateSeat(
  panel: Panel,
  of: { tag: string; reason: SeatedLeaving; sealed: string | null },
): PanelHappening[] {
  const { tag, reason, sealed } = of
  const seat = memberSeat(panel, tag)
  if (seat.status !== 'declared') throw refuse('PANEL_NOT_SEATED', { status: seat.status })
  return [SeatVacated({ tender: panel.tender, tag, stratum: seat.stratum, reason, sealed })]
}

/** Whether a seat can be filled by nobody of this draw, and the law then wants another panel. */
export function unfilled(panel: Panel, law: Pick<Rulebook, 'unfilledPanel'>): void {
  if (law.unfilledPanel.value !== 'newPanel' || !panel.dry.length || panel.dissolved)
    throw refuse('UNFILLED_ELSEWISE', { dry: panel.dry }, law.unfilledPanel)
}

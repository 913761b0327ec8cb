import { drawOrder } from '../../crypto/draw.ts'
import type { Bid } from '../../server/bids/bid.ts'
import type { Draw } from '../../server/experts/draw.ts'
import { live, type Panel } from '../../server/experts/panel.ts'
import { excludedEmployers, whoIsWho } from '../../server/experts/pool.ts'
import { answerInvitation, checkIn, fillSeats } from '../../server/experts/rules.ts'
import { frozenAt, keys, meetingAt, panelAfter, register, tender } from './example.ts'

/** The code of the refusal that a deed ends in. */
export const codeOf = (deed: () => unknown): string => {
  try {
    deed()
  } catch (error) {
    return (error as { code: string }).code
  }
  return 'NOT REFUSED'
}
/** The tender after its opening. */
export const evaluating = { ...tender, stage: 'evaluating' as const }
/** Who bid, by tag. */
export const bidders = ['b'.repeat(64), 'c'.repeat(64)]
/** A declaration of no interest for each of them. */
export const none = bidders.map((bidder) => ({ bidder, interest: 'none' as const }))

/** The panel after the next tickets were invited. */
export const invite = (panel: Panel, draw: Draw, now = frozenAt, bids: Bid[] = []): Panel =>
  panelAfter(
    panel,
    fillSeats(panel, orderOf(draw), whoIsWho(keys, panel, register, excludedEmployers(keys, tender, bids)), now),
    now,
  )
/** The order of invitation. */
export const orderOf = (draw: Draw) => drawOrder(draw.seed ?? '', draw.entries, draw.rules.exclusions)
/** Who of a stratum is invited or sits. */
export const pidsOf = (panel: Panel, stratum: string): string[] =>
  live(panel)
    .filter((seat) => seat.stratum === stratum)
    .map((seat) => seat.pid)
/** The panel after all who were invited accepted. */
export const accepted = (panel: Panel, now = frozenAt): Panel =>
  live(panel)
    .filter((seat) => seat.status === 'invited')
    .reduce(
      (state, { tag }) => panelAfter(state, answerInvitation(state, { tag, accept: true, sealed: null }, now), now),
      panel,
    )
/** The panel after all who accepted checked in. */
export const arrived = (panel: Panel, now = meetingAt): Panel =>
  live(panel)
    .filter((seat) => seat.status === 'accepted')
    .reduce(
      (state, { tag }) => panelAfter(state, checkIn({ tender: evaluating, panel: state, tag, sealed: '' }, now)),
      panel,
    )

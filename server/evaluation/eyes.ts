import type { Eye } from '../ledger/eye.ts'

/** The panel and the supervisor. */
export const room = (eye: Eye, data: { panel: string[] }): boolean =>
  eye.role === 'supervisor' || (eye.role === 'expert' && data.panel.includes(eye.tag))
/** The one who did it. */
export const author = (eye: Eye, data: { member: string }): boolean => eye.role === 'expert' && eye.tag === data.member
/** The panel, the supervisor and the one bidder it is about. */
export const roomAndBidder = (eye: Eye, data: { panel: string[]; bid: string }): boolean =>
  room(eye, data) || (eye.role === 'bidder' && eye.tag === data.bid)

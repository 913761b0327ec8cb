import type { Domain } from '../domain.ts'
import { get, post, routes } from '../web/route.ts'
import { draw, drawReactions, list } from './commands.ts'
import { DrawInvitees, ListCandidates, OfTender } from './contract.ts'
import { invitationEvents } from './events.ts'
import { letterReactions } from './papers.ts'
import { invitationStream } from './store.ts'
import { letterFile, mine, read } from './views.ts'

const at = '/tenders/:tender/invitation'

/** Tenders to which only some are asked: the list, the draw where the law wants one, and the letters. */
export const invitationDomain: Domain = {
  name: 'invitation',
  events: invitationEvents,
  streams: [invitationStream.kind],
  routes: routes(
    get(at, OfTender, read),
    get(`${at}/mine`, OfTender, mine),
    get(`${at}/letter.pdf`, OfTender, letterFile),
    post(`${at}/list`, ListCandidates, list),
    post(`${at}/draw`, DrawInvitees, draw),
  ),
  reactions: [...drawReactions, ...letterReactions],
}

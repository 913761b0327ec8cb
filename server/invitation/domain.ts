import type { Domain } from '../domain.ts'
import { get, post, routes } from '../web/route.ts'
import { draw, drawReactions, list } from './commands.ts'
import {
  ConfirmLetter,
  DrawInvitees,
  ListCandidates,
  OfTender,
  OneLetter,
  OneRecord,
  SignLetter,
  SignRecord,
} from './contract.ts'
import { invitationEvents } from './events.ts'
import { preparedLetter, signLetter } from './letterCommands.ts'
import { letterReactions } from './papers.ts'
import { confirm, prepared, record, recordFile, recordReactions, sign } from './recordCommands.ts'
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
    post(`${at}/letter`, ConfirmLetter, confirm),
    get(`${at}/letters/:tag/prepared`, OneLetter, preparedLetter),
    post(`${at}/letters/:tag/sign`, SignLetter, signLetter),
    get(`${at}/record`, OfTender, record),
    get(`${at}/record.pdf`, OfTender, recordFile),
    get(`${at}/record/:place/prepared`, OneRecord, prepared),
    post(`${at}/record/:place/sign`, SignRecord, sign),
    post(`${at}/list`, ListCandidates, list),
    post(`${at}/draw`, DrawInvitees, draw),
  ),
  reactions: [...drawReactions, ...recordReactions, ...letterReactions],
}

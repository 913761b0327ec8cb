import { panelOf } from '../experts/store.ts'
import { refusals } from '../law/refusal.ts'
import type { RoomKind } from '../rooms/room.ts'
import { eyeOf, tenderById } from '../tenders/store.ts'
import { evaluationOf } from './store.ts'
import { seatsOf } from './vacancy.ts'

const refuse = refusals({
  ROOM_UNKNOWN: { status: 404, zh: '没有找到该评标室', en: 'there is no such room' },
  ROOM_CLOSED_TO_YOU: {
    status: 403,
    zh: '仅评标委员会成员和监督人员可以进入评标室',
    en: 'only panel members and the supervisor may enter',
  },
})

/** The evaluation room: the members who sit, under their seats' numbers, and the supervisor, who only watches. */
export const evaluationRoom: RoomKind = {
  enter: async (context, id) => {
    const tender = await tenderById(context, id)
    if (!tender) throw refuse('ROOM_UNKNOWN')
    const eye = eyeOf(context, tender)
    if (eye.role === 'supervisor' && context.who.organisation === tender.supervisor.code)
      return { eye, seat: { role: 'supervisor', name: '监督' } }
    const sitting = (await evaluationOf(context, id))?.state
    const sits = sitting && !sitting.awaitsPanel
    const members = sits ? sitting.members : await checkedIn(context, id)
    if (eye.role !== 'expert' || !members.includes(eye.tag)) throw refuse('ROOM_CLOSED_TO_YOU')
    const place = (sits ? seatsOf(sitting) : members).indexOf(eye.tag)
    return { eye, seat: { role: 'expert', name: `专家${place + 1}` } }
  },
}

async function checkedIn(context: Parameters<RoomKind['enter']>[0], tender: string): Promise<string[]> {
  const { members } = await panelOf(context, tender)
  return members
    .filter(({ status }) => status === 'checkedIn' || status === 'declared')
    .map(({ tag }) => tag)
    .sort()
}

import { permit } from '../access/policy.ts'
import { refusals } from '../law/refusal.ts'
import type { RoomKind } from '../rooms/room.ts'
import { eyeOf, tenderById } from '../tenders/store.ts'
import { ALARMS, depositId } from './store.ts'

const refuse = refusals({ DEPOSIT_UNKNOWN: { status: 404, zh: '没有找到该保证金', en: 'there is no such deposit' } })

/** The room of one deposit: the bidder alone comes in, sees what arrives as it arrives, and is seen by nobody. */
export const depositRoom: RoomKind = {
  enter: async (context, id) => {
    const tender = await tenderById(context, id.slice(0, id.lastIndexOf('.')))
    if (!tender?.published) throw refuse('DEPOSIT_UNKNOWN')
    permit('deposit.read', context.who, tender)
    const eye = eyeOf(context, tender)
    if (id !== depositId(tender.id, eye.tag)) throw refuse('DEPOSIT_UNKNOWN')
    return { eye, seat: undefined }
  },
}

/** The room of the alarms: those who see to refunds come in and hear of each as it is raised. */
export const alarmRoom: RoomKind = {
  enter: async (context, id) => {
    permit('alarm.read', context.who)
    if (id !== ALARMS) throw refuse('DEPOSIT_UNKNOWN')
    return { eye: { role: context.who.role, tag: '', host: false }, seat: undefined }
  },
}

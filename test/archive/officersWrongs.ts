import type { Fact, Happening } from '../../server/ledger/event.ts'
import {
  BiddersNamed,
  BidsRead,
  OfficerReleased,
  OpeningKeyAnnounced,
  ShareRefused,
} from '../../server/opening/events.ts'
import type { Doctor } from './doctors.ts'
import { at, deadline, signature, TENDER } from './lawfulLog.ts'

const stream = `opening/${TENDER}`
const of = { tender: TENDER }
const MINUTE = 60_000

const announced = (epoch: number): Happening => OpeningKeyAnnounced({ ...of, epoch, spki: '', windowEnds: null })
const released = (role: string): Happening =>
  OfficerReleased({ ...of, role, epoch: 1, letter: { key: 'AAAA', body: 'AAAA' }, signature: signature() })
const named = BiddersNamed({ ...of, bids: [], windowEnds: deadline + 30 * MINUTE })

/** These happen one after the other before the bids are read out, and then the bidders are named. */
const before =
  (happenings: Happening[], first = deadline + MINUTE): Doctor =>
  (log) => {
    const place = log.findIndex(({ type }) => type === BidsRead.type)
    const facts = happenings.map((one): Fact => at(first, stream, one))
    return [...log.slice(0, place), ...facts, at(deadline + 2 * MINUTE, stream, named), ...log.slice(place)]
  }

/** Two of three officers, as the document asks: lawful. */
export const byTwo = before([announced(1), released('tenderer'), released('centre')])

/** Ways in which the bidders were named without enough officers. */
export const officersWrongs: Record<string, [title: string, doctor: Doctor][]> = {
  'opening.officers': [
    ['the bidders were named with one officer of two', before([announced(1), released('centre')])],
    ['one officer was counted twice', before([announced(1), released('centre'), released('centre')])],
    [
      'officers had released for an earlier key only',
      before([announced(1), released('tenderer'), released('centre'), announced(2)]),
    ],
    [
      'a share that was not the committed one was counted',
      before([
        ...[announced(1), released('tenderer'), released('centre')],
        ShareRefused({ ...of, role: 'centre', code: 'SHARE_MISMATCH' }),
      ]),
    ],
    [
      'officers released before the deadline',
      before([announced(1), released('tenderer'), released('centre')], deadline - 1),
    ],
  ],
}

import { expect } from 'chai'
import { rulebook } from '../../server/law/rulebook.ts'
import { delegateOf, delegateText, SignedIn } from '../../server/opening/attendance.ts'
import { ABSENCE, absentOf, mayAttend } from '../../server/opening/attending.ts'
import { BidderAttended } from '../../server/opening/hallEvents.ts'
import type { Opening } from '../../server/opening/opening.ts'
import { refused } from '../tenders/world.ts'
import { began, bid, hall, other, tag, third, written } from './hall.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2017')
const STAGES = ['unsealing', 'read', 'recorded', 'finished'] as const

describe('signing in to the hall', () => {
  const deadline = 10_000_000
  const tender = { deadline }
  const come = (now: number, opening?: Opening, who = tag) =>
    refused(() => mayAttend({ tender, opening, tag: who }, 60, now)).code

  it('begins the region’s minutes before the deadline, to the millisecond', () => {
    expect(come(deadline - 3_600_000 - 1)).to.equal('ATTENDANCE_TOO_EARLY')
    expect(come(deadline - 3_600_000)).to.equal('done')
  })

  it('is for anybody until the names are public, then for those who bid, until the opening ends', () => {
    const stranger = 'f'.repeat(64)
    expect(come(deadline, hall({ named: false }), stranger)).to.equal('done')
    expect(come(deadline, hall(), stranger)).to.equal('NOT_IN_HALL')
    for (const stage of STAGES)
      expect(come(deadline, hall({ stage }))).to.equal(stage === 'finished' ? 'ATTENDANCE_OVER' : 'done')
  })

  it('is seen by nobody else before the names are public, not by the host either', () => {
    const data = { tender: 't', tag, sealed: '', at: 0 }
    const eye = (role: 'tenderer' | 'supervisor' | 'centre' | 'bidder', mine: string) => ({
      role,
      host: role === 'tenderer',
      tag: mine,
    })
    expect(SignedIn.seenBy(eye('bidder', tag), data)).to.equal(true)
    for (const role of ['tenderer', 'supervisor', 'centre'] as const)
      expect(SignedIn.seenBy(eye(role, ''), data)).to.equal(false)
    expect(SignedIn.seenBy(eye('bidder', other), data)).to.equal(false)
  })

  it('is sealed in the same length whatever the name', () => {
    const short = delegateText({ person: '王', certificate: 'c'.repeat(64) })
    const long = delegateText({ person: '欧阳'.repeat(30), certificate: 'c'.repeat(64) })
    expect(Buffer.byteLength(short)).to.equal(Buffer.byteLength(long))
    expect(delegateOf(short).person).to.equal('王')
  })

  it('is told for those who bid; who neither came nor unlocked is absent, with what the track makes of it', () => {
    const attended = written(hall(), [BidderAttended({ tender: 't', tag, person: '王', certificate: 'c', at: began })])
    const opening = { ...attended, bids: { ...attended.bids, [other]: bid(other, { status: 'ready' }) } }
    expect(absentOf(opening)).to.deep.equal([third])
    expect(T.openingAttendance.article).to.equal('《电子招标投标办法》第二十九条')
    expect(ABSENCE[T.openingAttendance.value].zh).to.include('不影响')
    expect(G.openingAttendance.article).to.equal('《政府采购货物和服务招标投标管理办法》第四十二条')
    expect(ABSENCE[G.openingAttendance.value].zh).to.include('视同认可')
  })
})

import { expect } from 'chai'
import type { Sequelize } from 'sequelize'
import { openDatabase } from '../../server/platform/database.ts'
import type { Platform } from '../../server/platform/platform.ts'
import type { RoomMessage } from '../../server/rooms/protocol.ts'
import { presencePace, Rooms } from '../../server/rooms/room.ts'
import { migratedDatabase } from '../world/migrated.ts'

describe('who sits in a room', () => {
  let db: Sequelize
  let drop: () => Promise<void>
  before(async () => {
    const fresh = await migratedDatabase('sqlite')
    drop = fresh.drop
    db = await openDatabase(fresh.url)
  })
  after(async () => {
    await db.close()
    await drop()
  })

  it('is told every second of fifty seats, and as much less often as there are more: a hall may hold 1,528', () => {
    expect([1, 50, 51, 100, 101, 1528].map(presencePace)).to.deep.equal([1000, 1000, 2000, 2000, 3000, 31_000])
  })

  it('is told at once to who comes in, with the version that the room has', async () => {
    const clock = { now: () => 7 }
    const rooms = new Rooms({ database: db, clock } as unknown as Platform, [])
    const come = async (name: string): Promise<RoomMessage[]> => {
      const heard: RoomMessage[] = []
      const send = (message: RoomMessage): void => void heard.push(message)
      await rooms.join(
        'opening/t',
        { eye: { role: 'public' } as never, seat: { role: 'bidder', name }, send },
        undefined,
      )
      return heard
    }
    await come('甲')
    const heard = await come('乙')
    expect(heard.map(({ kind }) => kind)).to.deep.equal(['welcome', 'resync', 'presence'])
    expect(heard[0]).to.include({ v: 0 })
    const [, , told] = heard
    expect(told?.kind === 'presence' && told.seats.map(({ name, state }) => [name, state])).to.deep.equal([
      ['乙', 'online'],
      ['甲', 'online'],
    ])
  })
})

import { expect } from 'chai'
import type { Sequelize } from 'sequelize'
import type { BoxedBid } from '../../server/bids/bid.ts'
import { bidOf, bidStream, bidsOf, boxedBidsOf } from '../../server/bids/store.ts'
import type { Context } from '../../server/ledger/command.ts'
import { rows } from '../../server/ledger/store.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { migratedDatabase } from '../world/migrated.ts'
import { services } from '../world/servers.ts'

const bid = (tag: string): BoxedBid => ({
  ...{ tender: 't1', tag, stage: 'unsealed', sequence: 1, header: 'h', parts: [], bytes: 1, upload: 'u' },
  ...{ box: JSON.stringify({ parts: ['“框”', '\\"box\\":'] }), manifest: 'm', receivedAt: 1, fact: 'f', token: null },
  ...{ clock: null, bidder: { code: 'c', name: '某“甲”\n公司' }, files: [], keys: null, evidence: [] },
  form: { price: '100', box: 'a field of this name stays' } as unknown as BoxedBid['form'],
})

for (const kind of ['sqlite', 'mysql'] as const)
  describe(`the bids of a tender on ${kind}`, () => {
    let db: Sequelize
    let drop: () => Promise<void>
    const context = () => ({ platform: { database: db } }) as unknown as Pick<Context, 'platform'>
    before(async function () {
      if (kind === 'mysql' && !(await services()).mysql) return this.skip()
      const fresh = await migratedDatabase(kind)
      drop = fresh.drop
      db = await openDatabase(fresh.url)
      for (const [tender, tag] of [
        ['t1', 'b'],
        ['t1', 'a'],
        ['t2', 'a'],
      ] as const) {
        const state = JSON.stringify({ ...bid(tag), tender })
        const { id } = bidOf(tender, tag)
        await rows(db, bidStream.kind).create({ id, version: 1, state, tender, stage: 'unsealed' })
      }
    })
    after(async () => {
      await db?.close()
      await drop?.()
    })

    it('are read in the order of their tags, as they were written but for their boxes', async () => {
      const { box: _a, ...a } = bid('a')
      const { box: _b, ...b } = bid('b')
      expect(await bidsOf(context(), 't1')).to.deep.equal([a, b])
    })

    it('are read with their boxes by those who open them', async () =>
      expect(await boxedBidsOf(context(), 't1')).to.deep.equal([bid('a'), bid('b')]))
  })

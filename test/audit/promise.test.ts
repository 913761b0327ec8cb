import { expect } from 'chai'
import { openPromise } from '../../crypto/promise.ts'
import { logKey, strike } from '../../server/audit/beat.ts'
import { promiseFact } from '../../server/audit/promise.ts'
import { proveFact } from '../../server/audit/proof.ts'
import type { Written } from '../../server/ledger/store.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { bareLedger, note } from '../world/bareLedger.ts'

describe("the log's promise", () => {
  let platform: Platform
  let close: () => Promise<void>
  beforeEach(async () => {
    ;({ platform, close } = await bareLedger('sqlite'))
  })
  afterEach(() => close())

  const commit = async (name: string): Promise<Written> => (await note(platform, name)).written[0]!
  const promised = async ({ fact }: Written) => openPromise(await promiseFact(platform, fact.id), [logKey(platform)])

  it('is given for a fact before the log has begun, and is kept', async () => {
    const written = await commit('a')
    const promise = await promised(written)
    expect(promise).to.deep.equal({ origin: platform.logOrigin, commitment: written.commitment, beat: 1 })
    await strike(platform)
    const { proof } = (await proveFact(platform, written.seq))!
    expect(proof.beat.beat).to.equal(0).and.be.at.most(promise.beat)
  })

  it('covers a beat that was under way when the fact was committed', async () => {
    await commit('a')
    await strike(platform)
    const written = await commit('b')
    expect((await promised(written)).beat).to.equal(2)
  })

  it('names the very beat once the fact is in the log', async () => {
    const written = await commit('a')
    await strike(platform)
    await strike(platform)
    expect((await promised(written)).beat).to.equal(0)
  })

  it('is given for no fact that was not committed', async () => {
    const failure = await promiseFact(platform, 'NONE').catch((error: Error) => error)
    expect(failure).to.be.instanceOf(Error)
  })
})

import { expect } from 'chai'
import { unbase64, unhex } from '../../crypto/bytes.ts'
import { checkTimestamp } from '../../crypto/timestamp.ts'
import type { Bid } from '../../server/bids/bid.ts'
import { stamp } from '../../server/bids/commands.ts'
import { BidSealed, BidStamped } from '../../server/bids/events.ts'
import { bidOf } from '../../server/bids/store.ts'
import { ClockWatch, clockOffset } from '../../server/identity/clockCommands.ts'
import { readState } from '../../server/identity/store.ts'
import { entry } from '../../server/ledger/entry.ts'
import { factsOf } from '../../server/ledger/store.ts'
import { SourceSilent } from '../../server/platform/fetchBytes.ts'
import { eventually } from '../world/eventually.ts'
import { world } from '../world/world.ts'

describe('The timestamp of a receipt', function () {
  this.timeout(20_000)
  const sealedAs = (sequence: number) => {
    const sealed = { header: '', parts: [], bytes: 1, upload: '', box: '', manifest: '', certificateSerialTag: '' }
    return BidSealed({ tender: 't', bidderTag: 'c'.repeat(64), sequence, ...sealed, receivedAt: sequence })
  }

  it('comes once for each bid, also for one that was replaced while the authority was away', async () => {
    const running = await world()
    const { platform } = running
    const stream = bidOf('t', 'c'.repeat(64))
    const good = platform.stamp
    let there = false
    platform.stamp = {
      independent: true,
      stamp: (hash) => (there ? good.stamp(hash) : Promise.reject(new SourceSilent('away'))),
    }
    for (const sequence of [1, 2]) await entry(running.context(), (e) => e.append(stream, [sealedAs(sequence)]))
    there = true
    const stamped = async () =>
      (await factsOf(platform.database, stream.name)).flatMap(({ fact }) =>
        fact.type === BidStamped.type ? [fact.data as { sequence: number; token: string }] : [],
      )
    await eventually(async () => (await stamped()).length === 2)
    const tokens = new Map((await stamped()).map(({ sequence, token }) => [sequence, token] as const))
    expect([...tokens.keys()].sort()).to.deep.equal([1, 2])
    expect((await readState<Bid>(platform, stream))?.token).to.equal(tokens.get(2))
    const again = { tender: 't', tag: 'c'.repeat(64), sequence: 1, token: 'another' }
    await stamp.run(running.context(), again)
    expect(await stamped()).to.have.lengthOf(2)
    await running.stop()
  })

  it('follows as a fact when the authority was away, none is lost, and it comes once', async () => {
    const running = await world()
    const { platform } = running
    const good = platform.stamp
    let attempts = 0
    platform.stamp = {
      independent: true,
      stamp: (hash) => (++attempts < 2 ? Promise.reject(new SourceSilent('away')) : good.stamp(hash)),
    }
    const stream = bidOf('t', 'c'.repeat(64))
    const { written } = await entry(running.context(), (e) => e.append(stream, [sealedAs(1)]))
    expect((await readState<Bid>(platform, stream))?.token).to.equal(null)
    let bid: Bid | undefined
    await eventually(async () => {
      bid = await readState<Bid>(platform, stream)
      return bid?.token != null
    })
    expect(attempts).to.equal(2)
    await checkTimestamp(unbase64(bid?.token ?? ''), unhex(written[0]?.commitment ?? ''))
    const facts = await factsOf(platform.database, stream.name)
    expect(facts.map(({ fact }) => fact.type)).to.deep.equal(['bid.sealed', 'bid.stamped'])

    platform.stamp = { independent: true, stamp: async (hash) => ({ ...(await good.stamp(hash)), offset: -42 }) }
    const watch = new ClockWatch(platform, () => undefined)
    watch.start()
    await eventually(async () => (await clockOffset(platform)) !== null)
    const measured = await clockOffset(platform)
    await watch.stop()
    expect(measured?.offset).to.equal(-42)
    const time = (await (await fetch(`${running.running.origins.public}/api/v1/time`)).json()) as { authority: unknown }
    expect(time.authority).to.deep.equal(measured)
    await running.stop()
  })
})

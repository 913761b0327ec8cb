import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { unbase64 } from '../../crypto/bytes.ts'
import { type KeyEntry, readKeyFile, writeKeyFile } from '../../crypto/keyFile.ts'
import { wrapKindOf } from '../../crypto/wrap.ts'
import { buildClient } from '../../server/cli/demo/build.ts'
import { PIN } from '../../server/cli/demo/foundation.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { unseal } from '../../server/cli/demo/steps/opening.ts'
import { DEADLINE } from '../../server/cli/demo/tender.ts'
import { playing } from '../opening/playing.ts'
import { withSm2Officers } from '../world/sm2Officers.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import * as bidding from './pages/bidding.ts'
import { enter, openKeyFile } from './pages/door.ts'
import * as hall from './pages/hall.ts'

/** Bidders with RSA, SM2 and P-256, officers with SM2: everything is sealed, released and opened in the suite gm. */
describe('A tender in the suite gm, with a bidder of P-256, in a browser', function () {
  this.timeout(360_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  let bidder: Window
  let given: { tenderer: KeyEntry }
  const { hall: opening } = playing(() => running)
  const at = (letter: string): string => `/${letter}/${running.world.tender}`

  /** The tenderer's key file with its encryption key of SM2 in place of the one of RSA. */
  async function tendererFile(): Promise<string> {
    const file = join(running.world.folder, 'keys', 'tenderer.p12')
    const entries = await readKeyFile(new Uint8Array(await readFile(file)), PIN)
    const kept = entries.filter(({ certificate }) => !certificate.usage.encrypt)
    const sm2 = join(running.world.folder, 'tenderer-sm2.p12')
    await writeFile(sm2, await writeKeyFile([...kept, given.tenderer], PIN, 1000))
    return sm2
  }

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await startWorld()
    browser = await watchedBrowser(chromium)
    const { world } = running
    given = await withSm2Officers(world)
    await publishNotice(world)
    await deposits(world)
    await world.moveTo('2026-04-07T09:00:00+08:00')
  })
  after(async () => {
    await browser?.close()
    await running?.stop()
  })

  it('a bidder with P-256 seals three volumes, hands them in, holds a receipt and rehearses', async () => {
    const { world } = running
    bidder = await enter(browser, world, 'bidder-3', `${at('b')}/seal`)
    await bidding.sealAndSubmit(bidder, world, 'bidder-3')
    await bidding.rehearse(bidder)
    await picture(bidder, 'receipt-p256')
    for (const person of ['bidder-1', 'bidder-2']) await submitBid(world, person)
    await bidder.context.close()
  })

  it('two officers release to a key of SM2, and it unlocks', async () => {
    const { world } = running
    await world.moveTo(Date.parse(DEADLINE) - 60_000)
    bidder = await enter(browser, world, 'bidder-3', at('o'))
    const supervisor = await enter(browser, world, 'supervisor', at('o'))
    const file = await tendererFile()
    const tenderer = await enter(browser, world, 'tenderer', at('o'), (window) => openKeyFile(window, file))
    await world.moveTo(Date.parse(DEADLINE) + 2000)
    await hall.releaseShares(supervisor)
    await hall.releaseShares(tenderer)
    await bidder.page.getByRole('heading', { name: '请解密您的投标文件' }).waitFor()
    await hall.unlock(bidder)
    const { spki, officers } = await opening()
    expect(wrapKindOf(unbase64(spki ?? ''))).to.equal('sm2')
    expect(Object.values(officers).map(({ letter }) => letter.suite)).to.deep.equal(['gm', 'gm'])
  })

  it('all prices are read at once', async () => {
    await unseal(running.world)
    await bidder.page.getByRole('heading', { name: '唱标', exact: true }).waitFor()
    await picture(bidder, 'hall-read-gm')
    const { bids } = await opening()
    expect(Object.values(bids).map(({ status }) => status)).to.include.members(['read'])
    expect(browser.errors).to.deep.equal([])
  })
})

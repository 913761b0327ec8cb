import { expect } from 'chai'
import { unbase64 } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import type { Header } from '../../crypto/envelope.ts'
import { closeLetter } from '../../crypto/letter.ts'
import { newWrapKey, wrapKindOf } from '../../crypto/wrap.ts'
import { allAgree, handInCode } from '../../server/cli/demo/steps/remedy.ts'
import { DEADLINE } from '../../server/cli/demo/tender.ts'
import { payersKey } from '../../server/deposits/payerCommands.ts'
import { factsOfTender } from '../../server/ledger/store.ts'
import { letterLabel, releaseFields } from '../../server/opening/letters.ts'
import type { Opening } from '../../server/opening/opening.ts'
import { withSm2Officers } from '../world/sm2Officers.ts'
import { type TestWorld, world } from '../world/world.ts'
import { codeOf, playing } from './playing.ts'

type Locks = { payers: { box: { suite: string } } | null; bids: { header: Header; box: { suite: string } }[] }

describe('An opening whose officers all hold SM2 keys is 国密 from one end to the other', function () {
  this.timeout(300_000)
  let running: TestWorld
  const { path, hall, tagOf, bid, name, open } = playing(() => running)
  const spki = async (): Promise<Uint8Array> => unbase64((await hall()).spki ?? '')
  /** A release by the person, closed to a key of the person's choice and signed for the announced one. */
  const release = async (person: string, as: string, content: object, to?: Uint8Array): Promise<unknown> => {
    const { epoch, spki: announced } = await hall()
    const tender = running.world.tender
    const key = to ?? unbase64(announced ?? '')
    const label = letterLabel(tender, epoch, as === 'bidder' ? await tagOf(person) : as)
    const letter = await closeLetter(key, canonicalBytes(content), label)
    const fields = releaseFields({ tender, epoch, spki: announced ?? '', letter }, as)
    const what = as === 'bidder' ? 'opening.unlock' : 'opening.release'
    const cms = await running.world.as(person).sign(what, fields)
    return running.world.as(person).post(path(as === 'bidder' ? '/unlock' : '/shares'), { epoch, letter, cms })
  }
  const started = (): Promise<Opening> =>
    running.world.until('a key is announced', async () => {
      const found = await hall().catch(() => undefined)
      return found?.spki ? found : undefined
    })

  before(async () => {
    running = await world()
    await withSm2Officers(running.world)
    await bid(['bidder-1', 'bidder-2', 'bidder-3', 'bidder-4'], { remedy: 'code' })
  })
  after(async () => {
    expect(running?.errors()).to.deep.equal([])
    await running?.stop()
  })

  it('bids, identity boxes and the payers’ box are of that suite, whatever certificates the bidders hold', async () => {
    const key = await payersKey(running.context(), running.world.tender)
    expect(wrapKindOf(unbase64(key?.spki ?? ''))).to.equal('sm2')
    await running.world.moveTo(Date.parse(DEADLINE) + 2000)
    await started()
    const { bids, payers } = await running.world.as('supervisor').get<Locks>(path('/locks'))
    expect(bids.map(({ header, box }) => `${header.suite} ${box.suite}`)).to.deep.equal(Array(4).fill('gm gm'))
    expect(payers?.box.suite).to.equal('gm')
  })

  it('the key of the opening is one of SM2, and a letter that is not closed as such is not taken', async () => {
    expect(wrapKindOf(await spki())).to.equal('sm2')
    const { spki: other } = await newWrapKey('rsa')
    expect(await codeOf(() => release('tenderer', 'tenderer', {}, other))).to.equal('LETTER_SUITE')
    expect((await hall()).officers).to.deep.equal({})
  })

  it('officers release, bidders with RSA, SM2, P-256 and a remedy unlock, and every letter is of that suite', async () => {
    await name()
    expect(await codeOf(() => release('bidder-1', 'bidder', {}, running.platform.signer.certificate.spki))).to.equal(
      'LETTER_SUITE',
    )
    await open('bidder-1')
    await open('bidder-2')
    await open('bidder-3')
    await handInCode(running.world, running.world.as('bidder-4'), await hall())
    const own = async () => (await hall()).bids[await tagOf('bidder-4')]
    const asked = await running.world.until('the officers are asked', async () => {
      const found = await own()
      return found?.status === 'deciding' ? found : undefined
    })
    await allAgree(running.world, asked)
    await running.world.until('everything is read', async () => (await hall()).stage !== 'unsealing')
    const { bids } = await hall()
    expect(Object.values(bids).map(({ status }) => status)).to.deep.equal(Array(4).fill('read'))
    expect(bids[await tagOf('bidder-4')]?.by).to.equal('remedy')
    const letters = (await factsOfTender(running.platform.database, running.world.tender)).flatMap(
      ({ fact: { data } }) => (data as { letter?: object }).letter ?? [],
    )
    const suites = letters.map((letter) => (letter as { suite?: string }).suite)
    expect(suites.filter(Boolean)).to.have.lengthOf(9)
    expect(new Set(suites)).to.deep.equal(new Set(['gm']))
  })
})

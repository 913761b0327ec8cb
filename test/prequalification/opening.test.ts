import { EventEmitter } from 'node:events'
import { expect } from 'chai'
import { parseBox } from '../../crypto/box.ts'
import { random, unbase64 } from '../../crypto/bytes.ts'
import { type Evidenced, proveFacts } from '../../crypto/watch.ts'
import { wrapKindOf } from '../../crypto/wrap.ts'
import type { Trusted } from '../../server/cli/verify/anchors.ts'
import { checkBundle } from '../../server/cli/verify/bundle.ts'
import { checkReceiptFile, readReceipt } from '../../server/cli/verify/receipt.ts'
import { logSource } from '../../server/cli/watching.ts'
import type { FailureBundle } from '../../server/opening/bundle.ts'
import { endLease, lease } from '../../server/platform/leases.ts'
import { inProcessWire } from '../../server/platform/wire.inProcess.ts'
import { announcedReview, type RestsOn } from '../../server/prequalification/releasing.ts'
import { applicationsOf } from '../../server/prequalification/store.ts'
import { HeldKeys, keyOf } from '../../server/prequalification/volumes.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { codeOf } from '../opening/playing.ts'
import { withSm2Officers } from '../world/sm2Officers.ts'
import { type TestWorld, world } from '../world/world.ts'
import { playing } from './playing.ts'

const NOBODY: Trusted = { roots: [], crls: [], root: undefined, platform: [], certificates: [], log: undefined }
const wrongIn = async (bundle: FailureBundle): Promise<string[]> => {
  const { checks } = await checkBundle(bundle, NOBODY, ({ zh }) => zh)
  return checks.flatMap(({ id, verdict }) => (verdict === 'invalid' ? [id] : []))
}

const people = ['bidder-1', 'bidder-2', 'bidder-3']

describe('applications are read by nobody early and by nobody alone, over HTTP', function () {
  this.timeout(240_000)
  let test: TestWorld
  const play = playing(() => test)
  const { as, path } = play
  const fileOf = async (person: string, at: string): Promise<string> => {
    const { tag } = await play.applicationOf(person)
    const name = encodeURIComponent('证明材料.pdf')
    return new TextDecoder().decode(await as(at).bytes(path(`/prequalification/applications/${tag}/files/${name}`)))
  }
  const stored = () => applicationsOf(test.context(), test.world.tender)

  before(async () => {
    test = await world({ tender: 'sealed-applications' })
    await withSm2Officers(test.world) // so all of it is of the suite gm
    await play.prepareDraft()
    await play.publish()
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('every receipt gets its trusted timestamp, also one that was replaced before it came', async () => {
    const one = { mac: ['00:1b:21:3a:4f:5e'], disk: ['S4EVNX0M1'], processor: null, lock: null }
    await play.apply('bidder-1')
    await play.apply('bidder-2', {}, one)
    await play.apply('bidder-3')
    await play.apply('bidder-1', {}, { ...one, disk: ['WD-0001'] })
    await play.settled()
    for (const person of people) expect((await play.mine(person)).receipt?.token, person).to.be.a('string')
    const { receipt } = await play.mine('bidder-1')
    expect(receipt?.receipt.sequence).to.equal(2)
    const file = await readReceipt(new TextEncoder().encode(JSON.stringify(receipt)), 'receipt.json')
    const verdictOf = async (one: object) => {
      const { checks } = await checkReceiptFile(one as typeof file, NOBODY, ({ zh }) => zh)
      return checks.find(({ id }) => id === 'signature')?.verdict
    }
    expect(await verdictOf(file)).to.equal('valid')
    expect(await verdictOf({ ...file, receipt: { ...file.receipt, sequence: 3 } })).to.equal('invalid')
  })

  it('a failed attempt stays as evidence from which anyone finds the same cause again, and may be mended in time', async () => {
    await play.openAfter()
    const { spki } = await as('supervisor').get<{ spki: string }>(path('/prequalification/locks'))
    expect(wrapKindOf(unbase64(spki)), 'applications, boxes, key and letters are of the suite gm').to.equal('sm2')
    const suites = (await stored()).flatMap(({ box }) => parseBox(box).suite)
    expect(new Set(suites)).to.deep.equal(new Set(['gm']))
    expect((await play.unlock('bidder-1', '0'.repeat(64))).opened).to.equal(false)
    const { tag } = await play.mine('bidder-1')
    const at = path(`/prequalification/applications/${tag}/failure`)
    const bundle = await as('bidder-1').get<FailureBundle>(at)
    expect(bundle.bundle).to.deep.include({ proposed: 'bidder', article: '《电子招标投标办法》第三十一条' })
    expect(bundle.bundle.attempts.map(({ code }) => code)).to.deep.equal(['KEY_MISMATCH'])
    expect(await wrongIn(bundle)).to.deep.equal([])
    const changed = { ...bundle, bundle: { ...bundle.bundle, proposed: 'platform' as const } }
    expect(await wrongIn(changed)).to.deep.equal(['signature', 'cause'])
    const others: Partial<FailureBundle['bundle']>[] = [
      { bidder: { code: '91450100MA5KBXYZ12', name: '他人' } },
      { tender: 'another' },
      { keys: [] },
      { releases: bundle.bundle.releases.map((one) => ({ ...one, certificate: '0'.repeat(64) })) },
    ]
    for (const part of others)
      expect(await wrongIn({ ...bundle, bundle: { ...bundle.bundle, ...part } }), Object.keys(part)[0]).to.include(
        'people',
      )
    expect(await codeOf(() => as('bidder-2').get(at))).to.equal('APPLICATION_NO_FAILURE')
    expect(await codeOf(() => as('agent').get(at))).to.equal('done')
    for (const person of people) expect((await play.unlock(person)).opened, person).to.equal(true)
  })

  it('on what machine each was made is compared once they are open; it lies sealed until then and rejects nobody', async () => {
    const { alike } = await play.board()
    const tags = await Promise.all(people.map(async (person) => (await play.applicationOf(person)).tag))
    const [first, second, third] = tags as [string, string, string]
    expect(alike.findings.map(({ kind, bids, value }) => [kind, bids, value])).to.deep.equal([
      ['sameMac', [first, second].sort(), '00:1b:21:3a:4f:5e'],
    ])
    expect(alike.findings[0]?.article).to.include('第四十条')
    const brought = Object.fromEntries(alike.brought.map(({ tag, ...of }) => [tag, of]))
    expect(brought[first]).to.deep.equal({ machine: 'tool', why: null, address: 'private' })
    expect(brought[third]).to.deep.equal({ machine: 'none', why: 'failed', address: 'none' })
    expect(alike.unavailable).to.have.members(['processor', 'lock', 'address'])
    for (const one of await stored()) expect(JSON.stringify(one)).not.to.include('00:1b:21')
  })

  it('an officer proves deadline, set and key in the log it knows, an applicant the same without the set', async () => {
    const { verifier } = await as('centre').get<{ verifier: string }>('/log/verifier')
    const look = async (person: string, of: string) => {
      const evidence = await test.world.until('it is in the log', () =>
        as(person)
          .get<{ facts: Evidenced[] }>(path(`/${of}/evidence`))
          .catch(() => undefined),
      )
      const proof = async (id: string) => evidence.facts.find(({ fact }) => (fact as { id: string }).id === id)!
      const ids = evidence.facts.map(({ fact }) => (fact as { id: string }).id)
      const seen = { verifier, note: null }
      const { facts } = await proveFacts<RestsOn>({ ...logSource(as(person)), proof }, seen, ids)
      const { epoch, spki } = await play.mine('bidder-1')
      const { prequal } = await as('agent').get<Tender>(path(''))
      const whole = { tender: test.world.tender, ceremony: prequal?.ceremony, shown: { epoch, spki: spki ?? '' } }
      return announcedReview(whole, facts, { own: await test.world.now(), movable: true })
    }
    const tags = (await stored()).map(({ tag }) => tag).sort()
    for (const role of ['centre', 'supervisor', 'tenderer'])
      expect((await look(role, 'prequalification')).applications, role).to.deep.equal(tags)
    expect((await look('bidder-1', 'application')).applications).to.equal(undefined)
    expect(await codeOf(() => as('bidder-1').get(path('/prequalification/evidence')))).to.equal('FORBIDDEN')
    expect(await codeOf(() => as('agent').get(path('/prequalification/evidence')))).to.equal('FORBIDDEN')
    expect(await codeOf(() => as('centre').get(path('/application/evidence')))).to.equal('FORBIDDEN')
  })

  it('what opens an application lies on no disk but in boxes of k of n officers', async () => {
    for (const one of await stored()) {
      const box = parseBox(one.key ?? '')
      expect(box.k).to.equal(2)
      expect(box.officers.map(({ role }) => role).sort()).to.deep.equal(['centre', 'supervisor', 'tenderer'])
      for (const purpose of [`application-key/${one.tender}`, `application/${one.tender}`])
        expect(() => test.platform.vault.open(purpose, one.key ?? '')).to.throw()
    }
    expect(await fileOf('bidder-1', 'agent')).to.include('%PDF-')
  })

  it('a process that begins anew reads nothing until officers release again; the applicants need not', async () => {
    const { database, holder, clock } = test.platform
    await endLease(database, 'applications', holder)
    await lease(database, 'applications', 'another-process', 3000, clock.real())
    await test.world.until('a new key', async () => ((await play.board()).epoch > 1 ? true : undefined))
    expect(await codeOf(() => fileOf('bidder-1', 'agent'))).to.equal('APPLICATION_LOCKED')
    expect((await play.board()).released).to.deep.equal([])
    await play.release('centre')
    expect(await codeOf(() => fileOf('bidder-1', 'agent'))).to.equal('APPLICATION_LOCKED')
    await play.release('supervisor')
    const readable = () => fileOf('bidder-1', 'agent').catch(() => undefined)
    expect(await test.world.until('it is read again', readable)).to.include('%PDF-')
    expect((await stored()).map(({ stage }) => stage)).to.deep.equal(['opened', 'opened', 'opened'])
  })

  it('with the end of the review the keys are forgotten', async () => {
    for (const person of people) await play.review(person, true)
    await play.conclude()
    for (const person of ['agent', 'supervisor'])
      expect(await codeOf(() => fileOf('bidder-1', person))).to.equal('APPLICATION_LOCKED')
  })
})

describe('a key that another process holds', () => {
  const of = { tender: 't', tag: 'a'.repeat(64) }
  const vaultOf = (secret: string) => ({ tag: (...parts: string[]) => JSON.stringify([secret, ...parts]) })
  const portsOn = (hub: EventEmitter, secret = 's') =>
    ({ wire: inProcessWire(hub), vault: vaultOf(secret), newId: () => `id-${Math.random()}` }) as never

  it('comes closed to the one who asks, and only to a process of the same platform', async () => {
    const hub = new EventEmitter()
    const held = new HeldKeys(portsOn(hub))
    const key = random(32)
    await held.start()
    expect(await keyOf(portsOn(hub), of, 100)).to.equal(undefined)
    held.set(of, key)
    expect(await keyOf(portsOn(hub), of, 2000)).to.deep.equal(key)
    expect(await keyOf(portsOn(hub, 'a stranger'), of, 300)).to.equal(undefined)
    held.forget((tender) => tender === 't')
    expect(key).to.deep.equal(new Uint8Array(32))
    expect(await keyOf(portsOn(hub), of, 100)).to.equal(undefined)
    held.stop()
  })
})

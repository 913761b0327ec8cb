import { expect } from 'chai'
import { canonical } from '../../crypto/canonical.ts'
import { verifyArchive } from '../../server/archive/verify/archive.ts'
import { archiveFile } from '../../server/cli/demo/steps/archive.ts'
import { award } from '../../server/cli/demo/steps/award.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { evaluation } from '../../server/cli/demo/steps/evaluation.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { openBids, release } from '../../server/cli/demo/steps/opening.ts'
import { panel } from '../../server/cli/demo/steps/panel.ts'
import { allAgree, handInCode } from '../../server/cli/demo/steps/remedy.ts'
import { park, parkPlayed, party } from '../../server/cli/demo/tender.ts'
import { prepare } from '../../server/cli/submitting.ts'
import { domains } from '../../server/domains.ts'
import type { Draft } from '../../server/tenders/contract.ts'
import type { Officer } from '../../server/tenders/seats.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { repacked } from '../archive/repacked.ts'
import { run } from '../cli/tool.ts'
import { bring } from '../opening/package.ts'
import { codeOf, playing } from '../opening/playing.ts'
import { type TestWorld, world } from '../world/world.ts'
import { archived } from './lifecycle/course.ts'

interface Written {
  fact: { type: string; at: number; data: unknown }
  salt: string
}

const kinds = domains.flatMap((domain) => domain.streams)
const BIDDERS = ['bidder-1', 'bidder-2', 'bidder-3']
const shares: Draft['shares'] = {
  needed: 3,
  seats: [
    ...(['tenderer', 'centre', 'supervisor', 'agent'] as const).map((seat) => ({ seat })),
    { seat: 'supervisor-2', party: party('finance') },
    { seat: 'notary', party: party('notary') },
  ],
}
/** `finance` holds the second supervisor's seat. */
const played = {
  ...parkPlayed,
  ...{ lost: '', bidders: parkPlayed.bidders.slice(0, BIDDERS.length) },
  ...{ draft: { ...park, shares, remedy: 'code' as const }, cast: { 'supervisor-2': 'finance' } },
}

describe('a tender whose bids open with three of six officers, over HTTP', function () {
  this.timeout(300_000)
  this.bail(true)
  let running: TestWorld
  const { path, hall, open, tagOf } = playing(() => running)
  const of = () => running.world
  before(async () => {
    running = await world({ played })
  })
  after(async () => {
    expect(running.errors()).to.deep.equal([])
    await running.stop()
  })

  it('is published with the keys of all six, and its notice and document say three of six', async () => {
    await publishNotice(of())
    const page = await (await fetch(`${of().origins.public}/notices/${of().tender}`)).text()
    expect(page).to.include('以下 6 方中任意 3 方').and.to.include('公证机构').and.to.include('第二监督部门')
    expect(page).to.include(party('notary').name)
  })

  it('nobody without a seat publishes a key, and a seat’s key is frozen with the notice', async () => {
    const key = { spki: 'AAAA', backup: 'AAAA', cms: 'AAAA' }
    const give = (as: string) => codeOf(() => of().as(as).post(`/tenders/${of().tender}/officer-key`, key))
    expect(await give('bank')).to.equal('FORBIDDEN')
    expect(await give('purchaser'), 'another tender’s tenderer').to.equal('FORBIDDEN')
    expect(await give('notary')).to.not.equal('done')
  })

  it('refuses a package that was sealed for two of the six, and takes those for three', async () => {
    await deposits(of())
    await of().moveTo(park.deadline - 86_400_000)
    const { officers } = await prepare(of().as('bidder-1'), of().tender)
    expect(officers.map(({ role }) => role)).to.deep.equal([
      ...['tenderer', 'centre', 'supervisor', 'agent', 'supervisor-2', 'notary'],
    ])
    expect(await codeOf(await bring(of(), 'bidder-1', { needed: 2 }))).to.equal('BID_FOR_ANOTHER')
    const fewer = await bring(of(), 'bidder-1', { officers: officers.slice(0, 5) }).catch(String)
    expect(fewer, 'a client that checks stops before it seals').to.include('the ceremony is not what was published')
    for (const person of BIDDERS) await submitBid(of(), person)
  })

  it('names nobody with two of six, whoever they are; nobody else can release', async () => {
    await of().moveTo(park.deadline + 2000)
    const opening = await of().until('a key is announced', async () => {
      const found = await hall().catch(() => undefined)
      return found?.spki ? found : undefined
    })
    expect(opening.needed).to.equal(3)
    expect(await codeOf(() => of().as('purchaser').get(path('/locks')))).to.equal('FORBIDDEN')
    expect(await codeOf(() => of().as('bank').get(path('/locks')))).to.equal('FORBIDDEN')
    for (const seat of ['agent', 'notary'] as const) await release(of(), seat, opening)
    const until = Date.now() + 3000
    while (Date.now() < until) {
      expect((await hall()).named).to.equal(false)
      await new Promise((done) => setTimeout(done, 500))
    }
    expect(Object.keys((await hall()).officers).sort()).to.deep.equal(['agent', 'notary'])
  })

  it('names the bidders with the third, opens every bid, one by the remedy of all six, and reads all out at once', async () => {
    const released: Officer[] = ['agent', 'notary', 'supervisor-2']
    await of().until('the bidders are named', async () => {
      const opening = await hall()
      for (const seat of released)
        if (!opening.named && opening.spki && opening.officers[seat]?.epoch !== opening.epoch)
          await release(of(), seat, opening)
      return opening.named
    })
    const told = async (person: string) =>
      (await of().as(person).get<{ items: { zh: string; done: boolean }[] }>('/messages')).items
    const begun = { zh: '开标开始', done: true }
    for (const seat of ['notary', 'agent'])
      expect((await told(seat)).map(({ zh, done }) => ({ zh, done }))).to.deep.include(begun)
    for (const person of ['bidder-1', 'bidder-2']) await open(person)
    const own = async () => (await hall()).bids[await tagOf('bidder-3')]
    await handInCode(of(), of().as('bidder-3'), await hall())
    await of().until('all six are asked', async () => (await own())?.status === 'deciding')
    await allAgree(of(), (await own())!)
    await of().until('all is read out', async () => (await hall()).stage === 'read', 60)
    const { bids, released: recorded } = await hall()
    expect(Object.values(bids).map(({ status }) => status)).to.deep.equal(['read', 'read', 'read'])
    expect(recorded.map(({ role }) => role).sort()).to.deep.equal(['agent', 'notary', 'supervisor-2'])
  })

  it('goes on to its contract, and its archive holds before the verifier, byte by byte and by the law', async () => {
    await openBids(of())
    await panel(of())
    await evaluation(of())
    await award(of())
    expect((await of().as('agent').get<Tender & Record<string, unknown>>(`/tenders/${of().tender}`)).stage).to.equal(
      'contracted',
    )
    await archived(of())
  })

  it('the verifier says which three released, and the command says so too, to anybody offline', async () => {
    const { checks } = await verifyArchive(archiveFile(of()), kinds, {})
    const { verdict, detail } = checks.find(({ id }) => id === 'shares') ?? {}
    expect(verdict).to.equal('valid')
    expect(detail).to.match(/^3 of 6 needed/)
    for (const seat of ['agent', 'notary', 'supervisor-2']) expect(detail).to.include(` ${seat} (`)
    expect(detail).not.to.match(/ (tenderer|centre|supervisor) \(/)
    const told = await run('yangguang-verify', [archiveFile(of()), '--json'])
    expect([told.code, JSON.stringify(told.json()).includes('3 of 6 needed')]).to.deep.equal([0, true])
    expect((await run('yangguang-verify', ['--lawful', archiveFile(of())])).code).to.equal(0)
  })

  /** What the verifier says of the shares in a copy of the archive, repacked with every hash right. */
  const doctored = async (
    change: (path: string, text: () => Promise<string>) => Promise<string | null | undefined>,
  ) => {
    const file = await repacked(archiveFile(of()), change)
    const { checks, verdict } = await verifyArchive(file, kinds, {})
    const found = checks.find(({ id }) => id === 'shares')
    const remedies = checks.find(({ id }) => id === 'remedies')
    return { archive: verdict, shares: found?.verdict, detail: found?.detail ?? '', remedies }
  }
  const facts = (change: (one: Written) => Written | null) =>
    doctored(async (path, text) => {
      if (path !== 'facts.jsonl') return undefined
      const all = (await text()).split('\n').filter(Boolean)
      return all
        .map((line) => change(JSON.parse(line) as Written))
        .flatMap((one) => (one ? [`${canonical(one)}\n`] : []))
        .join('')
    })
  const decidedBy = ({ fact }: Written, role: string): boolean =>
    fact.type === 'opening.remedyDecided' && (fact.data as { role?: string }).role === role
  const isRelease = ({ fact }: Written, role: string): boolean =>
    fact.type === 'opening.officerReleased' && (fact.data as { role?: string }).role === role

  it('says of the remedy that all six agreed, and finds an archive in which one of them had not', async () => {
    const { checks } = await verifyArchive(archiveFile(of()), kinds, {})
    expect(checks.find(({ id }) => id === 'remedies')).to.include({ verdict: 'valid', detail: '1' })
    const silent = await facts((one) => (decidedBy(one, 'notary') ? null : one))
    expect(silent.archive).to.equal('invalid')
    expect(silent.remedies?.verdict).to.equal('invalid')
    expect(silent.remedies?.detail).to.include('notary').and.not.include('agent')
  })

  it('misses the trust list of an archive from which it was taken out, or its closing with it', async () => {
    const listed = async (change: Parameters<typeof repacked>[1]) => {
      const { checks, verdict } = await verifyArchive(await repacked(archiveFile(of()), change), kinds, {})
      return [verdict, checks.find(({ id }) => id === 'trust-list')?.verdict]
    }
    const out = (path: string): null | undefined => (path === 'trust/list.jsonl' ? null : undefined)
    expect(await listed(async (path) => out(path))).to.deep.equal(['invalid', 'invalid'])
    const unclosed = await listed(async (path, text) => {
      if (path !== 'facts.jsonl') return out(path)
      const lines = (await text()).split('\n').filter((line) => line && !line.includes('"type":"archive.closed"'))
      return lines.map((line) => `${line}\n`).join('')
    })
    expect(unclosed).to.deep.equal(['invalid', 'invalid'])
  })

  it('cannot decide without the keys of the letters, or without one of the three', async () => {
    const none = await doctored(async (path) => (path === 'opening/letters.json' ? null : undefined))
    expect(none).to.include({ archive: 'indeterminate', shares: 'indeterminate' })
    const one = await doctored(async (path, text) => {
      if (path !== 'opening/letters.json') return undefined
      const letters = JSON.parse(await text()) as { keys: Record<string, string> }
      const { notary: _gone, ...keys } = letters.keys
      return canonical({ ...letters, keys })
    })
    expect(one).to.include({ archive: 'indeterminate', shares: 'indeterminate' })
    expect(one.detail).to.include('notary').and.include('2 of the 3 needed')
    const gone = await doctored(async (path) => (/bids.*package\.bid$/.test(path) ? null : undefined))
    expect(gone).to.include({ archive: 'invalid', shares: 'indeterminate' })
  })

  it('is invalid where a release was taken out, moved before the deadline, or given to another seat', async () => {
    const out = await facts((one) => (isRelease(one, 'notary') ? null : one))
    expect(out).to.include({ archive: 'invalid', shares: 'invalid' })
    expect(out.detail).to.include('2 of the 3 needed')
    const early = await facts((one) =>
      isRelease(one, 'agent') ? { ...one, fact: { ...one.fact, at: park.deadline - 1 } } : one,
    )
    expect(early.shares).to.equal('invalid')
    expect(early.detail).to.include('agent').and.include('before the deadline')
    const lent = await facts((one) =>
      isRelease(one, 'agent')
        ? { ...one, fact: { ...one.fact, data: { ...(one.fact.data as object), role: 'centre' } } }
        : one,
    )
    expect(lent.shares).to.equal('invalid')
    expect(lent.detail).to.include('centre').and.include('not this release')
  })
})

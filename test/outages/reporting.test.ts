import { expect } from 'chai'
import { checkAcknowledgement } from '../../crypto/acknowledgement.ts'
import { createAuthority, newKey } from '../../crypto/authority.ts'
import { base64, hex, random, unhex, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { sha256 } from '../../crypto/digest.ts'
import { signDetached, softSigner } from '../../crypto/signature.ts'
import { DEADLINE } from '../../server/cli/demo/tender.ts'
import { rows } from '../../server/ledger/store.ts'
import type { OutageReceipt } from '../../server/outages/receipt.ts'
import { outageStream } from '../../server/outages/store.ts'
import type { OwnReport, WatchedReport } from '../../server/outages/views.ts'
import { playing } from '../opening/playing.ts'
import { codeOf } from '../world/codes.ts'
import { type TestWorld, world } from '../world/world.ts'

type Fields = Record<string, unknown>

describe('Reporting a failure of the platform', function () {
  this.timeout(240_000)
  let running: TestWorld
  const { hall, name } = playing(() => running)
  const play = playing(() => running)
  const as = (person: string) => running.world.as(person)
  const number = (): string => `outage-${hex(random(16))}`

  /** Signs a report and sends it. */
  const report = async (person: string, fields: Fields = {}, changed: Fields = {}): Promise<OutageReceipt> => {
    const now = await running.world.now()
    const told: Fields = {
      ...{ report: number(), tender: running.world.tender, kind: 'upload', from: now - 60_000, to: now - 30_000 },
      ...{ account: '上传第 12 片时平台没有应答，重试三次均超时', evidence: null, ...fields },
      attempts: [{ at: Date.parse(DEADLINE) - 4_000_000, path: '/uploads/1/pieces/12', status: 0, code: 'OFFLINE' }],
    }
    const { evidence } = told
    const signed = { ...told, evidence: typeof evidence === 'string' ? hex(sha256(utf8(evidence))) : null }
    const cms = await as(person).sign('outage.report', signed)
    return as(person).post<OutageReceipt>('/outages', { ...told, cms, ...changed })
  }
  const evidenceOf = async (person: string): Promise<string> => {
    const evidence = { what: 'platform.fault', at: '2026-04-07T00:59:00.000Z', problems: [] }
    const cms = await as(person).signBytes(utf8(canonical(evidence)))
    return JSON.stringify({ evidence, cms })
  }
  const mine = async (person: string): Promise<OwnReport[]> =>
    (await as(person).get<{ items: OwnReport[] }>('/account/outages')).items
  const watched = async (person: string): Promise<WatchedReport[]> =>
    (await as(person).get<{ items: WatchedReport[] }>('/outages')).items
  const decide = async (person: string, of: string, fields: Fields, changed: Fields = {}) => {
    const decision = { report: of, reason: '与平台运行记录核对后认定', ...fields }
    const cms = await as(person).sign('outage.decide', decision)
    return as(person).post(`/outages/${of}/decision`, { ...fields, reason: decision.reason, cms, ...changed })
  }
  const count = (): Promise<number> => rows(running.platform.database, outageStream.kind).count()

  before(async () => {
    running = await world()
    await play.bid(['bidder-1', 'bidder-4', 'bidder-5'])
  })
  after(() => running.stop())

  let first: OutageReceipt

  it('is answered at once with a receipt that the platform signed and the log promised', async () => {
    const evidence = await evidenceOf('bidder-1')
    first = await report('bidder-1', { evidence })
    expect(first.receipt).to.include({ kind: 'outage.receipt', tender: running.world.tender, of: 'upload' })
    const { verifier, certificate } = await as('bidder-1').get<{ verifier: string; certificate: string }>(
      '/log/verifier',
    )
    await checkAcknowledgement(first, { verifier, fingerprint: hex(sha256(unhex(certificate))) })
  })

  it('the same again gets the same receipt; another one under its number is refused', async () => {
    const before = await count()
    const told = { report: first.receipt.report, account: '换一种说法，编号却是同一个' }
    for (const person of ['bidder-1', 'bidder-4'])
      expect(await codeOf(report(person, told))).to.equal('OUTAGE_ID_TAKEN')
    const again = { report: number(), from: await running.world.now(), to: null }
    const [one, two] = [await report('bidder-4', again), await report('bidder-4', again)]
    expect(two.receipt).to.deep.equal(one.receipt)
    expect(await count()).to.equal(before + 1)
  })

  it('the reporter finds it, stamped, and proves it in the log; others do not', async () => {
    const { fact, report: id } = first.receipt
    await running.world.until(
      'the stamp',
      async () => (await as('bidder-1').get<OwnReport>(`/account/outages/${id}`)).receipt.token,
    )
    const proved = await running.world.until('the proof', () =>
      as('bidder-1')
        .get<{ fact: { id: string } }>(`/facts/${fact}/proof`)
        .catch(() => undefined),
    )
    expect(proved.fact.id).to.equal(fact)
    expect((await mine('bidder-1')).map((one) => one.report)).to.deep.equal([id])
    expect(await codeOf(as('bidder-2').get(`/account/outages/${id}`))).to.equal('OUTAGE_UNKNOWN')
    for (const other of ['bidder-2', 'centre', 'supervisor', 'tenderer'])
      expect(await codeOf(as(other).get(`/facts/${fact}/proof`)), other).to.equal('FACT_UNKNOWN')
  })

  it('before the bidders are public nobody else learns who reported, in which tender, or what', async () => {
    for (const person of ['centre', 'supervisor']) {
      const found = await watched(person)
      expect(found.map(({ content }) => content)).to.deep.equal([null, null])
      const text = JSON.stringify(found)
      for (const secret of [
        running.world.tender,
        as('bidder-1').person.organisation?.name,
        '第 12 片',
        await as('bidder-1').tag(running.world.tender),
      ])
        expect(text, person).to.not.include(secret)
    }
    for (const person of ['bidder-2', 'tenderer', 'agent', 'bank'])
      expect(await codeOf(as(person).get('/outages')), person).to.equal('FORBIDDEN')
    const facts = JSON.stringify(await as('supervisor').get(`/tenders/${running.world.tender}/facts`))
    expect(facts).to.not.include('outage.')
    const table = rows(running.platform.database, outageStream.kind)
    const kept = JSON.stringify(await table.findAll({ raw: true }))
    for (const secret of [running.world.tender, as('bidder-1').person.organisation?.code, '第 12 片'])
      expect(kept, 'at rest').to.not.include(secret)
  })

  it('a report that is wrong is refused and leaves nothing', async () => {
    const before = await count()
    const now = await running.world.now()
    const cases: [code: string, deed: () => Promise<unknown>][] = [
      ['OUTAGE_SPAN', () => report('bidder-2', { from: now + 3_600_000 })],
      ['OUTAGE_SPAN', () => report('bidder-2', { to: now - 70_000 })],
      ['TENDER_UNKNOWN', () => report('bidder-2', { tender: 'nowhere' })],
      ['SIGNATURE_REFUSED', () => report('bidder-2', {}, { account: '签名之后又改了这段说明' })],
      ['INPUT_INVALID', () => report('bidder-2', { kind: 'weather' })],
      ['INPUT_INVALID', () => report('bidder-2', { account: '短' })],
      ['OUTAGE_EVIDENCE', () => report('bidder-2', { evidence: 'no file of ours' })],
      [
        'OUTAGE_EVIDENCE',
        () => report('bidder-2', { evidence: '{"evidence":{"what":"platform.fault"},"cms":"AAAA"}' }),
      ],
      ['OUTAGE_EVIDENCE', async () => report('bidder-2', { evidence: await evidenceOf('bidder-1') })],
      [
        'OUTAGE_EVIDENCE',
        async () => report('bidder-2', { evidence: (await evidenceOf('bidder-2')).replace('00:59', '00:58') }),
      ],
    ]
    for (const [code, deed] of cases) expect(await codeOf(deed()), code).to.equal(code)
    expect(await count()).to.equal(before)
    expect(await codeOf(as('bank').post('/outages/outage-1/decision', {}))).to.be.oneOf(['FORBIDDEN', 'INPUT_INVALID'])
  })

  it('those who decide see the platform’s own record beside it, and decide by signature', async () => {
    const { report: id } = first.receipt
    const [seen] = (await watched('centre')).filter((one) => one.report === id)
    expect(seen?.record).to.have.keys('beats', 'outages', 'dark', 'failing')
    expect(seen?.open).to.equal(true)
    const now = await running.world.now()
    const yes = { outage: true, from: now - 60_000, to: now - 30_000 }
    expect(await codeOf(decide('centre', id, yes, { reason: '换了理由而没有签名' }))).to.equal('SIGNATURE_REFUSED')
    expect(await codeOf(decide('centre', id, { ...yes, from: 5, to: 10 }))).to.equal('OUTAGE_SPAN')
    expect(await codeOf(decide('bidder-1', id, { outage: false }))).to.equal('FORBIDDEN')
    expect(await codeOf(decide('centre', number(), { outage: false }))).to.equal('NOT_FOUND')
    await decide('centre', id, { outage: false })
    expect(await codeOf(decide('centre', id, yes))).to.equal('OUTAGE_DECIDED')
  })

  it('the reporter is told, with the reason', async () => {
    const [own] = await mine('bidder-1')
    expect(own?.decisions).to.have.lengthOf(1)
    expect(own?.decisions[0]).to.deep.include({ span: null, reason: '与平台运行记录核对后认定' })
    const { items } = await as('bidder-1').get<{ items: { matter: string; zh: string }[] }>('/messages')
    expect(items.filter(({ matter }) => matter === 'outage')).to.have.lengthOf(1)
    const desk = await as('supervisor').get<{ items: { matter: string; asks: boolean }[] }>('/messages')
    expect(desk.items.filter(({ matter, asks }) => matter === 'outage' && asks)).to.have.lengthOf(1)
  })

  it('once the bidders are named its tender’s centre and supervisor read it; an outage stops the clock of the hall for all', async () => {
    await running.world.moveTo(Date.parse(DEADLINE) + 2000)
    await name()
    const before = await hall()
    const content = (await watched('supervisor')).find((one) => one.report === first.receipt.report)?.content
    expect(content).to.deep.include({ evidenceSigned: true, account: '上传第 12 片时平台没有应答，重试三次均超时' })
    expect(content?.evidencePath).to.include({ problem: null, authority: '阳光示范CA', noRevocation: null })
    expect(content?.by.code).to.equal(as('bidder-1').person.organisation?.code)
    await running.world.moveTo((await running.world.now()) + 120_000)
    const now = await running.world.now()
    const span = { from: now - 90_000, to: now - 30_000 }
    const { receipt } = await report('bidder-4', { kind: 'opening', ...span })
    await decide('supervisor', receipt.report, { outage: true, ...span })
    const pause = await running.world.until('the pause', async () =>
      (await hall()).pauses?.find((one) => one.id === receipt.report && one.until !== null),
    )
    expect(pause).to.deep.include({ kind: 'outage', since: span.from, until: span.to })
    expect((await hall()).windowEnds, 'the window itself stands; the clock adds the pause').to.equal(before.windowEnds)
    expect(await codeOf(decide('centre', receipt.report, { outage: false }))).to.equal('OUTAGE_DECIDED')
  })

  it('a saved file signed by a certificate of an authority that nobody listed is taken, and said to be that', async () => {
    const now = await running.world.now()
    const stranger = await createAuthority({ name: '自建CA', at: now - 86_400_000 })
    const { spki, pkcs8 } = await newKey('rsa-sign')
    const { code = '', name = '' } = as('bidder-1').person.organisation ?? {}
    const validity = { notBefore: now - 86_400_000, notAfter: now + 86_400_000 }
    const subject = { commonName: name, organisation: name, organisationCode: code }
    const certificate = await stranger.issue({ subject, kind: 'sign', spki, ...validity })
    const evidence = { what: 'platform.fault', at: new Date(now).toISOString() }
    const signer = softSigner({ pkcs8 }, certificate, [stranger.root])
    const cms = base64(await signDetached(utf8(canonical(evidence)), signer, now))
    const { receipt } = await report('bidder-1', { tender: undefined, evidence: JSON.stringify({ evidence, cms }) })
    const content = (await watched('supervisor')).find((one) => one.report === receipt.report)?.content
    expect(content?.evidencePath).to.include({ problem: 'PATH_NOT_FOUND', authority: null })
  })

  it('what an officer reports it does not decide, and without a tender it is open at once', async () => {
    const { tender: _tender, ...rest } = { tender: undefined }
    const { receipt } = await report('centre', { ...rest, tender: undefined })
    expect(await codeOf(decide('centre', receipt.report, { outage: false }))).to.equal('OUTAGE_OWN')
    const seen = (await watched('supervisor')).find((one) => one.report === receipt.report)
    expect(seen?.content).to.include({ tender: null })
  })
})

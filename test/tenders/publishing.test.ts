import { createHash, generateKeyPairSync } from 'node:crypto'
import { expect } from 'chai'
import { base64, hex, utf8 } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import { checkPdf } from '../../crypto/pdf/signatures.ts'
import { bytesToSign } from '../../crypto/pdfRange.ts'
import { newWrapKey } from '../../crypto/wrap.ts'
import { Refused } from '../../server/cli/demo/client.ts'
import { publishNotice, sealsFor, tenderNow } from '../../server/cli/demo/steps/notice.ts'
import { park } from '../../server/cli/demo/tender.ts'
import { factsOf } from '../../server/ledger/store.ts'
import type { Told } from '../../server/tenders/finding.ts'
import { publication } from '../../server/tenders/rules.ts'
import { draftOf, type Tender } from '../../server/tenders/tender.ts'
import { codeOf } from '../world/codes.ts'
import { type TestWorld, world } from '../world/world.ts'

describe('publishing what was checked and looked at, over HTTP', function () {
  this.timeout(90_000)
  let test: TestWorld
  const path = () => `/tenders/${test.world.tender}`
  const agent = () => test.world.as('agent')
  const seen = async () =>
    createHash('sha256')
      .update(await agent().bytes(`${path()}/preview.pdf`))
      .digest('hex')
  const change = async (changes: object) => {
    const tender = await agent().get<Tender>(path())
    await agent().post(`${path()}/draft`, { draft: { ...draftOf(tender), ...changes } })
  }
  const publish = async (
    sha256: string,
    reasons: { code: string; where: string; reason: string }[] = [],
    changed: object = {},
  ) => {
    const tender = await agent().get<Tender>(path())
    const cms = await agent().sign('tender.publish', publication(tender, draftOf(tender), [{ sha256 }], reasons))
    const seals = await sealsFor(test.world, tender, await seen())
    return agent().post(`${path()}/publish`, { composed: true, documents: [], reasons, ...seals, ...changed, cms })
  }

  before(async () => {
    test = await world()
    // a ceiling above the estimate: everything is ready, and the check asks for a reason
    await publishNotice(test.world, { ...park, scope: '道路改造' }).catch((problem) => {
      if (!(problem instanceof Refused) || problem.code !== 'NOTICE_INCOMPLETE') throw problem
    })
    await change({ scope: park.scope, ceiling: '2000000100' })
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('the check and the preview are for those who run and watch the tender', async () => {
    const { findings } = await agent().get<{ findings: Told[] }>(`${path()}/check`)
    expect(findings.map(({ severity, code }) => [severity, code])).to.deep.equal([['warn', 'CEILING_ABOVE_ESTIMATE']])
    for (const person of ['bidder-1', 'bank'])
      for (const of of ['/check', '/preview.pdf'])
        expect(await codeOf(test.world.as(person).get(path() + of)), person).to.equal('FORBIDDEN')
  })

  it('an officer’s key that nothing can be locked to is refused, and the one before it stays', async () => {
    const before = (await agent().get<Tender>(path())).officerKeys.tenderer
    const tenderer = test.world.as('tenderer')
    const point = await newWrapKey('p256')
    const signs = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' })
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'der' })
    const offCurve = new Uint8Array(point.spki)
    offCurve[offCurve.length - 1]! ^= 1
    for (const spki of [signs, short, offCurve, utf8('a key')].map((bytes) => new Uint8Array(bytes))) {
      const cms = await tenderer.sign('tender.officerKey', {
        tender: test.world.tender,
        role: 'tenderer',
        key: hex(sha256(spki)),
      })
      const key = { spki: base64(spki), backup: base64(utf8('{}')), cms }
      expect(await codeOf(tenderer.post(`${path()}/officer-key`, key))).to.equal('OFFICER_KEY_UNUSABLE')
    }
    expect((await agent().get<Tender>(path())).officerKeys.tenderer).to.deep.equal(before)
  })

  it('the same draft gives the same document, another draft another', async () => {
    const before = await seen()
    expect(await seen()).to.equal(before)
    await change({ durationDays: 101 })
    expect(await seen()).to.not.equal(before)
  })

  it('a warning without its reason stops the publication, and nothing is written', async () => {
    const facts = await test.facts()
    expect(await codeOf(publish(await seen()))).to.equal('WARNING_UNJUSTIFIED')
    expect(await test.facts()).to.equal(facts)
  })

  it('a preview that is no longer what would be published was not signed for', async () => {
    const before = await seen()
    await change({ durationDays: 100 })
    const reasons = [{ code: 'CEILING_ABOVE_ESTIMATE', where: 'ceiling', reason: '含暂列金额，经概算批复。' }]
    expect(await codeOf(publish(before, reasons))).to.equal('SIGNATURE_REFUSED')
  })

  it('an uploaded document that is nowhere is a refusal, also while the platform makes its own', async () => {
    const facts = await test.facts()
    const documents = [{ title: '图纸', upload: '0'.repeat(26) }]
    expect(await codeOf(publish(await seen(), [], { documents }))).to.equal('UPLOAD_UNKNOWN')
    expect(await test.facts()).to.equal(facts)
  })

  it('notice and document that the agent has not signed in the PDF are not published', async () => {
    const facts = await test.facts()
    const reasons = [{ code: 'CEILING_ABOVE_ESTIMATE', where: 'ceiling', reason: '含暂列金额，经概算批复。' }]
    const sha256 = await seen()
    expect(await codeOf(publish(sha256, reasons, { seals: [] }))).to.equal('PAPERS_UNSIGNED')
    expect(await codeOf(publish(sha256, reasons, { notice: undefined }))).to.equal('PAPERS_UNSIGNED')
    const at = await test.world.now()
    const prepared = (of: string) => agent().bytes(`${path()}/notice-preview/prepared?at=${at}&document=${of}`)
    const other = 'a'.repeat(64)
    const cms = await agent().signBytes(bytesToSign(await prepared(other)))
    const notice = { at, document: other, cms }
    expect(await codeOf(publish(sha256, reasons, { notice }))).to.equal('PAPER_STALE')
    expect(await codeOf(publish(sha256, reasons, { notice: { ...notice, at: at - 600_001 } }))).to.equal('PAPER_STALE')
    const forged = { at, document: sha256, cms }
    await prepared(sha256)
    expect(await codeOf(publish(sha256, reasons, { notice: forged }))).to.equal('SIGNATURE_REFUSED')
    const unstamped = await prepared(sha256) // what is signed before anything is decided bears no stamp of the platform
    expect(Buffer.from(unstamped).toString('latin1').split('/ByteRange')).to.have.length(2) // the agent's place alone
    const stamped: string[] = []
    for await (const key of test.platform.files.list(`notices/${test.world.tender.toLowerCase()}`)) stamped.push(key)
    expect(stamped).to.deep.equal([])
    expect(await codeOf(test.world.as('bidder-1').bytes(`${path()}/preview/prepared`))).to.equal('FORBIDDEN')
    expect(await test.facts()).to.equal(facts)
  })

  it('what was looked at is published byte by byte, and the reason stands in the fact', async () => {
    const sha256 = await seen()
    const reasons = [{ code: 'CEILING_ABOVE_ESTIMATE', where: 'ceiling', reason: '含暂列金额，经概算批复。' }]
    await publish(sha256, reasons)
    const tender = await tenderNow(test.world)
    expect(tender?.published?.documents.map((one) => [one.title, one.sha256])).to.deep.equal([['招标文件', sha256]])
    const open = await fetch(`${test.world.origins.public}/api/v1${path()}/documents/${sha256}`)
    expect(
      createHash('sha256')
        .update(Buffer.from(await open.arrayBuffer()))
        .digest('hex'),
    ).to.equal(sha256)
    const facts = await factsOf(test.platform.database, `tender/${test.world.tender}`, 0)
    const data = facts.find(({ fact }) => fact.type === 'tender.published')?.fact.data as { justified: object[] }
    expect(data.justified).to.have.lengthOf(1)
    await test.settled()
    const pdf = await agent().bytes(`${path()}/notice.pdf`)
    expect((await checkPdf(pdf)).map(({ field }) => field)).to.deep.equal(['agent', 'platform'])
    const { items } = await agent().get<{ items: { title: string; signed: { field: string }[] }[] }>(`${path()}/papers`)
    const signed = items.map(({ title, signed: by }) => [title, by.map(({ field }) => field)])
    expect(signed).to.deep.equal([
      ['公告', ['agent']],
      ['招标文件', ['agent']],
    ])
    expect(data.justified[0]).to.deep.include({ code: 'CEILING_ABOVE_ESTIMATE', reason: '含暂列金额，经概算批复。' })
  })

  it('a published notice is not checked again', async () =>
    expect(await codeOf(agent().get(`${path()}/check`))).to.equal('TENDER_NOT_DRAFT'))
})

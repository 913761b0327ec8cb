import { expect } from 'chai'
import { PDFDocument, rgb } from 'pdf-lib'
import { concat, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { drawGuarantee, guaranteeData, stampGuarantee } from '../../server/cli/demo/guaranteeLetter.ts'
import { people } from '../../server/cli/demo/people.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import type { Guarantee } from '../../server/deposits/contract.ts'
import type { forBidder } from '../../server/deposits/mine.ts'
import { signPdf } from '../../server/documents/sign.ts'
import { dayAfter, dayOf } from '../../server/law/periods.ts'
import { events } from '../../server/ledger/store.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { codeOf } from '../world/codes.ts'
import { type RunningWorld, startWorld } from './running.ts'

type Mine = ReturnType<typeof forBidder>
type Json = Record<string, unknown>

describe('a guarantee as a signed document, over HTTP', function () {
  this.timeout(120_000)
  let running: RunningWorld
  let good: Guarantee
  let at = 0
  const organisation = (id: string) => people.find((one) => one.id === id)?.organisation ?? { code: '', name: '' }
  const path = (rest = '') => `/tenders/${running.world.tender}/deposit${rest}`
  const stamp = async (pdf: Uint8Array, as = 'bank') =>
    stampGuarantee(pdf, organisation(as).name, (await running.world.as(as).keys()).signer, at)
  const made = async (changes: Partial<Guarantee> = {}, as = 'bank') =>
    stamp(await drawGuarantee({ ...good, ...changes }, at), as)
  const give = (pdf: Uint8Array) => codeOf(running.world.as('bidder-1').put(path('/guarantee.pdf'), pdf))
  const mine = () => running.world.as('bidder-1').get<Mine & Json>(path())
  const files = async (): Promise<string[]> => {
    const found: string[] = []
    for await (const key of running.platform.files.list('guarantees/')) found.push(key)
    return found
  }

  before(async () => {
    running = await startWorld()
    const { world } = running
    await publishNotice(world)
    const tender = await world.as('bidder-1').get<Tender & Json>(`/tenders/${world.tender}`)
    at = await world.now()
    good = {
      ...{ number: 'BH-2026-0001', issuer: organisation('bank').name, beneficiary: tender.tenderer },
      ...{ applicant: organisation('bidder-1').code, tender: tender.code, amount: tender.deposit },
      validUntil: dayAfter(dayOf(tender.deadline), tender.validityDays),
    }
  })
  after(async () => {
    expect(running.errors).to.deep.equal([])
    await running.stop()
  })

  it('is refused unsigned, signed by another, by an issuer that is not registered, and as no PDF at all', async () => {
    expect(await give(await drawGuarantee(good, at))).to.equal('GUARANTEE_UNSIGNED')
    expect(await give(await made({}, 'bidder-1'))).to.equal('GUARANTEE_ISSUER')
    expect(await give(await made({}, 'bidder-9'))).to.equal('GUARANTEE_ISSUER')
    const insurer = organisation('bidder-9').name
    expect(await give(await made({ issuer: insurer }, 'bidder-9'))).to.equal('ISSUER_NOT_ADMITTED')
    expect(await give(utf8('保函'))).to.equal('GUARANTEE_UNREADABLE')
    expect(await give(new Uint8Array(2 * 1024 * 1024 + 1))).to.equal('GUARANTEE_UNREADABLE')
  })

  it('is refused when one byte was changed, or anything was added, after it was signed', async () => {
    const signed = await made()
    const flipped = signed.slice()
    const inside = Buffer.from(signed).indexOf('stream') + 40
    flipped[inside] = (flipped[inside] ?? 0) ^ 1
    expect(await give(flipped)).to.equal('GUARANTEE_CHANGED')
    expect(await give(concat(signed, utf8('\n% more\n')))).to.equal('GUARANTEE_CHANGED')
    const doc = await PDFDocument.load(signed, { forIncrementalUpdate: true, updateMetadata: false })
    doc.getPage(0).drawRectangle({ x: 60, y: 500, width: 400, height: 100, color: rgb(1, 1, 1) })
    expect(await give(await doc.save({ useObjectStreams: false }))).to.equal('GUARANTEE_CHANGED')
  })

  it('is refused when its data was edited after the signature, even where another signs what came of it', async () => {
    const doc = await PDFDocument.load(await made(), { forIncrementalUpdate: true, updateMetadata: false })
    const { bytes, name } = guaranteeData({ ...good, amount: '1' })
    await doc.attach(bytes, name)
    const edited = await doc.save({ useObjectStreams: false, updateFieldAppearances: false })
    expect(await give(edited)).to.equal('GUARANTEE_CHANGED')
    const signer = (await running.world.as('bank').keys()).signer

    const again = await signPdf(edited, { field: 'second', name: '', reason: '', at }, signer, at)
    expect(await give(again)).to.equal('GUARANTEE_CHANGED')
  })

  it('is refused without its data, with it twice, with something else in it, and with another number on the document', async () => {
    const data = guaranteeData(good)
    const draw = async (attachments: (typeof data)[]) => give(await stamp(await drawGuarantee(good, at, attachments)))
    expect(await draw([])).to.equal('GUARANTEE_DATA')
    expect(await draw([{ ...data, name: 'other.json' }])).to.equal('GUARANTEE_DATA')
    expect(await draw([data, data])).to.equal('GUARANTEE_DATA')
    expect(await draw([{ ...data, bytes: utf8('{"amount":') }])).to.equal('GUARANTEE_DATA_MALFORMED')
    const { amount: _amount, ...less } = good
    expect(await draw([{ ...data, bytes: utf8(canonical(less)) }])).to.equal('GUARANTEE_DATA_MALFORMED')
    expect(await draw([guaranteeData({ ...good, number: 'BH-2026-0002' })])).to.equal('GUARANTEE_NUMBER')
  })

  it('is refused one fen short, one day short, for another tender, beneficiary or applicant', async () => {
    const { world } = running
    const { deadline, validityDays } = await world.as('bidder-1').get<Tender & Json>(`/tenders/${world.tender}`)
    const short = dayAfter(dayOf(deadline), validityDays - 1)
    expect(await give(await made({ amount: String(BigInt(good.amount) - 1n) }))).to.equal('GUARANTEE_AMOUNT')
    expect(await give(await made({ validUntil: short }))).to.equal('GUARANTEE_VALIDITY')
    expect(await give(await made({ tender: 'E1' }))).to.equal('GUARANTEE_TENDER')
    expect(await give(await made({ beneficiary: organisation('bidder-9') }))).to.equal('GUARANTEE_BENEFICIARY')
    expect(await give(await made({ applicant: organisation('bidder-2').code }))).to.equal('GUARANTEE_APPLICANT')
  })

  it('leaves nothing behind where it was refused, and is taken where all of it is right, once', async () => {
    expect([(await mine()).status, await files()]).to.deep.equal(['none', []])
    expect(await give(await made())).to.equal('done')
    expect(await mine()).to.include({ status: 'guaranteed', form: 'guarantee', held: good.amount })
    expect(await give(await made())).to.equal('DEPOSIT_SECURED')
    expect(await files()).to.have.length(1)
  })

  it('lies closed until the opening: neither file nor fact names bidder or issuer, and nobody reads it', async () => {
    const { world, platform } = running
    const [key = ''] = await files()
    const pieces: Uint8Array[] = []
    for await (const piece of platform.files.get(key)) pieces.push(piece)
    const atRest = Buffer.concat(pieces).toString('latin1')
    const letter = JSON.parse(atRest) as { body: string }
    expect(letter.body.length, 'as long as another').to.be.within(512 * 1024, 1024 * 1024)
    const rows = await events(platform.database).findAll({ raw: true })
    const facts = JSON.stringify(rows.filter((row) => JSON.stringify(row).includes('deposit.guaranteed')))
    expect(facts).to.include(key)
    for (const word of [
      organisation('bidder-1').code,
      organisation('bank').code,
      organisation('bank').name,
      good.number,
    ])
      for (const text of [atRest, facts]) expect(text).to.not.include(word)
    const tag = await world.as('bidder-1').tag(world.tender)
    const read = (as: string) => codeOf(world.as(as).bytes(`/tenders/${world.tender}/deposits/${tag}/guarantee.pdf`))
    for (const as of ['tenderer', 'centre', 'agent', 'supervisor'])
      expect(await read(as), as).to.equal('DEPOSITS_SECRET')
    for (const as of ['bidder-1', 'bidder-2', 'bank']) expect(await read(as), as).to.equal('FORBIDDEN')
  })

  it('is taken back by its issuer by its number, and another document may be given then', async () => {
    const bank = running.world.as('bank')
    const fields = {
      message: 'rv-9',
      number: good.number,
      reason: '投保材料不实',
      revokedAt: await running.world.now(),
    }
    const cms = await bank.sign('guarantee.revoke', fields)
    expect(await codeOf(bank.post('/bank/guarantees/revocations', { ...fields, cms }))).to.equal('done')
    expect((await mine()).status).to.equal('revoked')
    expect(await give(await made({ number: 'BH-2026-0003' }))).to.equal('done')
    expect((await mine()).status).to.equal('guaranteed')
  })
})

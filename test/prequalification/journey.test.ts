import { expect } from 'chai'
import { utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { sealCertificate } from '../../server/bids/receipt.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { draft, publish as publishTender } from '../../server/cli/demo/steps/notice.ts'
import type { Trusted } from '../../server/cli/verify/anchors.ts'
import { checkReceiptFile, readReceipt } from '../../server/cli/verify/receipt.ts'
import { printOf } from '../../server/documents/prints.ts'
import { receiptPaper } from '../../server/prequalification/paper.ts'
import { receiptOf } from '../../server/prequalification/receipt.ts'
import { applicationsOf } from '../../server/prequalification/store.ts'
import { draftOf } from '../../server/tenders/tender.ts'
import { codeOf, problemOf } from '../opening/playing.ts'
import { type TestWorld, world } from '../world/world.ts'
import { playing, prequalified, rebuilt, times } from './playing.ts'

const NOBODY: Trusted = { roots: [], crls: [], root: undefined, platform: [], certificates: [], log: undefined }

describe('a prequalification of works, over HTTP', function () {
  this.timeout(240_000)
  let test: TestWorld
  const play = playing(() => test)
  const { as, path } = play

  before(async () => {
    test = await world({ tender: 'prequalified-tender' })
    await play.prepareDraft()
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    expect(await rebuilt(test)).to.deep.equal([])
    await test.stop()
  })

  it('comes before the tender document (《招标投标法实施条例》第十五条)', async () => {
    const problem = await problemOf(() => publishTender(test.world))
    expect(problem?.problem).to.deep.include({
      code: 'PREQUALIFICATION_FIRST',
      article: '《招标投标法实施条例》第十五条',
    })
  })

  it('is announced by signing exactly the document that was looked at, and public at once', async () => {
    expect(await codeOf(() => play.pack('bidder-1'))).to.equal('TENDER_UNKNOWN')
    await play.publish()
    const { stage, prequal } = await play.tender()
    expect(stage).to.equal('prequalifying')
    const [document] = prequal?.versions[0]?.documents ?? []
    const open = `${test.world.origins.public}/api/v1${path()}/prequalification/documents/${document?.sha256}`
    expect((await (await fetch(open)).text()).slice(0, 5)).to.equal('%PDF-')
    await play.settled()
    expect((await play.tender()).papers?.map(({ title }) => title)).to.deep.equal(['资格预审公告'])
    expect(await codeOf(() => play.publish())).to.equal('PREQUAL_PUBLISHED')
    const page = await fetch(`${test.world.origins.public}/notices/${test.world.tender}`)
    expect(await page.text())
      .to.include('资格预审公告')
      .and.include('具有建筑工程施工总承包二级以上资质')
    const listed = async () => {
      const { items } = await as('bidder-1').get<{ items: { id: string; stage: string }[] }>('/tenders?page=1')
      return items.some(({ id, stage: shown }) => id === test.world.tender && shown === 'prequalifying')
    }
    await test.world.until('it is listed', listed)
    const history = await fetch(`${test.world.origins.public}/projects/${test.world.tender}`)
    expect(await history.text()).to.include('申请人名称与数量不公开')
  })

  it('takes encrypted applications, replaced and withdrawn at will, each with a signed receipt', async () => {
    const { receipt, promise } = await play.apply('bidder-1')
    expect(receipt).to.deep.include({ kind: 'application.receipt', sequence: 1 })
    expect(promise).to.be.a('string')
    const { signer } = await as('bidder-1').keys()
    const { serial, fingerprint: sha256 } = signer.certificate
    expect(receipt.certificate, 'asked whether it was revoked, so no reason').to.deep.equal({ serial, sha256 })
    expect((await play.mine('bidder-1')).receipt?.receipt).to.deep.equal(receipt)
    expect((await play.apply('bidder-1')).receipt.sequence).to.equal(2)
    for (const person of ['bidder-2', 'bidder-3', 'bidder-4', 'bidder-5', 'bidder-6']) await play.apply(person)
    const { sequence } = await play.mine('bidder-6')
    await play.say('bidder-6', '/application/withdraw', 'application.withdraw', { sequence })
    expect((await play.mine('bidder-6')).stage).to.equal('withdrawn')
    expect(await codeOf(() => play.apply('tenderer'))).to.equal('FORBIDDEN')
  })

  it('names on its receipt, in the paper and to the verifier, why a certificate was relied on unasked', async () => {
    const reason = '该机构开业未满一月，列表尚未发布'
    const { tag } = await play.mine('bidder-1')
    const application = (await applicationsOf(test.context(), test.world.tender)).find((one) => one.tag === tag)!
    const { code: organisation = '', name: organisationName = '' } = as('bidder-1').person.organisation ?? {}
    const certificate = { serial: '2a', sha256: 'ab'.repeat(32), noRevocation: reason }
    const relied = { ...application, certificate: sealCertificate(test.platform, certificate) }
    const who = { organisation, organisationName }
    const signed = await receiptOf(test.platform, await play.tender(), relied, who)
    expect(signed.receipt.certificate).to.deep.equal(certificate)
    const paper = receiptPaper(signed, times.deadline, test.platform)
    expect(JSON.stringify(paper)).to.include(reason)
    const read = await readReceipt(utf8(canonical(signed)), 'r')
    const { checks } = await checkReceiptFile(read, NOBODY, ({ zh }) => zh)
    expect(checks.find(({ id }) => id === 'signature')?.verdict).to.equal('valid')
    expect(checks.find(({ id }) => id === 'unasked')).to.include({ detail: reason })
    const { certificate: _before, ...old } = application
    const stood = await receiptOf(test.platform, await play.tender(), old, who)
    expect(stood.receipt, 'one from before it was kept says what it said').to.not.have.property('certificate')
  })

  it('gives the receipt as a paper with the JSON in it, to the applicant alone', async () => {
    const pdf = await as('bidder-1').bytes(path('/application/receipt.pdf'))
    const told = (await printOf(pdf))?.text.replace(/\s/g, '') ?? ''
    const { serial } = (await as('bidder-1').keys()).signer.certificate
    expect(told).to.include('资格预审申请文件递交回执').and.include(serial).and.not.include('未查询')
    expect((await readReceipt(pdf, 'receipt.pdf')).receipt).to.deep.equal(
      (await play.mine('bidder-1')).receipt?.receipt,
    )
    expect(await codeOf(() => as('agent').bytes(path('/application/receipt.pdf')))).to.equal('FORBIDDEN')
    expect(await codeOf(() => as('bidder-7').bytes(path('/application/receipt.pdf')))).to.equal('APPLICATION_ABSENT')
  })

  it('tells nobody who applies: not the public, not an officer, not another applicant', async () => {
    const name = as('bidder-2').person.organisation?.name ?? '-'
    const looks = [
      ...['agent', 'tenderer', 'supervisor', 'centre', 'bidder-1'].map((one) =>
        as(one).get(path()).then(JSON.stringify),
      ),
      as('supervisor').get(path('/facts')).then(JSON.stringify),
      as('bidder-1').get(path('/facts')).then(JSON.stringify),
      (await fetch(`${test.world.origins.public}/api/v1${path()}/facts`)).text(),
    ]
    for (const text of await Promise.all(looks)) expect(text).not.to.include(name)
    expect(await codeOf(() => play.board())).to.equal('PREQUAL_ABSENT')
    expect(await codeOf(() => play.release('tenderer'))).to.equal('PREQUAL_STEP')
    expect(await codeOf(() => play.unlock('bidder-1'))).to.equal('PREQUAL_STEP')
  })

  it('takes no application at the very deadline; a package that was there before is late all the same', async () => {
    const late = await play.pack('bidder-7')
    await test.world.moveTo(times.deadline)
    const problem = await problemOf(() => play.handIn('bidder-7', late))
    expect(problem?.problem).to.deep.include({ code: 'APPLICATION_LATE', article: '《电子招标投标办法》第二十七条' })
  })

  it('opens by two officers and the applicant together, and by nobody alone', async () => {
    await play.openAfter([])
    const spoilt = (hex: string) => `${hex.slice(0, -1)}${hex.endsWith('0') ? '1' : '0'}`
    await play.release('tenderer', spoilt)
    await test.world.until('the wrong shares are refused', async () => {
      const { refused, released } = await play.board()
      return refused['tenderer'] === 'SHARE_MISMATCH' && !released.length ? true : undefined
    })
    await play.release('tenderer')
    expect((await play.board()).applications.map(({ applicant }) => applicant)).to.deep.equal(Array(5).fill(null))
    expect(await codeOf(() => play.unlock('bidder-1'))).to.equal('PREQUAL_STEP')
    await play.release('supervisor')
    await play.named()
    const { applications } = await play.board()
    expect(applications.every(({ stage, files }) => stage === 'named' && !files.length)).to.equal(true)
    expect((await play.unlock('bidder-1', '0'.repeat(64))).opened).to.equal(false)
    expect((await play.mine('bidder-1')).failed?.cause).to.equal('bidder')
    expect(await codeOf(() => play.unlock('bidder-6'))).to.equal('APPLICANT_UNKNOWN')
    for (const person of ['bidder-1', 'bidder-2', 'bidder-3', 'bidder-4'])
      expect((await play.unlock(person)).opened).to.equal(true)
    expect(await codeOf(() => play.unlock('bidder-1'))).to.equal('APPLICATION_OPEN')
  })

  it('is reviewed on every requirement by the tenderer, a failure with its reason', async () => {
    const { tag, files } = await play.applicationOf('bidder-1')
    expect(files.map(({ name }) => name)).to.deep.equal(['form.json', '证明材料.pdf'])
    const file = path(`/prequalification/applications/${tag}/files/${encodeURIComponent('证明材料.pdf')}`)
    expect(new TextDecoder().decode(await as('agent').bytes(file))).to.match(/^%PDF-/)
    expect(await codeOf(() => as('bidder-2').bytes(file))).to.equal('FORBIDDEN')
    for (const person of ['bidder-1', 'bidder-2', 'bidder-3'])
      expect((await play.review(person, true)).pass).to.equal(true)
    expect((await play.review('bidder-4', false)).pass).to.equal(false)
    expect(await codeOf(() => play.conclude())).to.equal('UNLOCKING_RUNS')
  })

  it('gives every applicant its whole time to unlock, and not a millisecond more', async () => {
    const { unlocking } = (await as('agent').get(path('/prequalification'))) as { unlocking: { endsAt: number } }
    await test.world.moveTo(unlocking.endsAt)
    expect(await codeOf(() => play.unlock('bidder-5'))).to.equal('APPLICATION_UNLOCK_OVER')
  })

  it('ends with each applicant told its own result, and nobody another’s', async () => {
    expect(await play.conclude()).to.deep.include({ passed: 3, failed: 1, unopened: 1, enough: true })
    expect((await play.tender()).stage).to.equal('prequalified')
    await play.settled()
    expect((await play.mine('bidder-1')).result).to.deep.include({ passed: true, reasons: [] })
    const failed = (await play.mine('bidder-4')).result
    expect(failed?.reasons).to.deep.equal([{ requirement: 'licence', reasons: ['资质等级证书显示为三级'] }])
    const notice = await as('bidder-4').bytes(path('/application/result.pdf'))
    expect(new TextDecoder('latin1').decode(notice.slice(0, 5))).to.equal('%PDF-')
    const text = JSON.stringify(await as('bidder-2').get(path('/facts')))
    for (const person of ['bidder-1', 'bidder-4'])
      expect(text).not.to.include(as(person).person.organisation?.name ?? '-')
  })

  it('lets those who passed bid and refuses all others (《招标投标法实施条例》第三十六条)', async () => {
    const changed = { ...draftOf(await play.tender()), scope: '另一个项目的全部设计与施工，建筑面积五千平方米。' }
    expect(await codeOf(() => draft(test.world, changed))).to.equal('ANNOUNCED_TERMS')
    await test.world.moveTo(prequalified.documentsFrom - 60_000)
    await publishTender(test.world)
    expect((await play.tender()).stage).to.equal('bidding')
    expect(await codeOf(() => as('bidder-4').post(path('/deposit')))).to.equal('NOT_PREQUALIFIED')
    await test.world.moveTo(prequalified.deadline - 3_600_000)
    await submitBid(test.world, 'bidder-1')
    const problem = await problemOf(() => submitBid(test.world, 'bidder-4'))
    expect(problem?.problem).to.deep.include({ code: 'NOT_PREQUALIFIED', article: '《招标投标法实施条例》第三十六条' })
    expect(await codeOf(() => submitBid(test.world, 'bidder-7'))).to.equal('NOT_PREQUALIFIED')
  })
})

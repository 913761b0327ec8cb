import { expect } from 'chai'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { codeOf } from '../world/codes.ts'
import { type TestWorld, world } from '../world/world.ts'
import { between } from './playing.ts'

describe('an addendum to a document that the platform makes of its terms, over HTTP', function () {
  this.timeout(120_000)
  let test: TestWorld
  const { path, at, tender, versions, settled, issue } = between(() => test)
  const terms = async () => {
    const { criteria, texts } = await tender()
    const [first, second, ...rest] = criteria.factors
    const weights = {
      ...criteria,
      factors: [{ ...first!, full: first!.full - 100 }, { ...second!, full: second!.full + 100 }, ...rest],
    }
    return { criteria: weights, texts: { ...texts, payment: '按季度支付已完工程价款的 85%。' }, deposit: '10000000' }
  }

  before(async () => {
    test = await world({ tender: 'test-tender' })
    await publishNotice(test.world)
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('other terms without the document made anew are refused, and so is a preview that is out of date', async () => {
    const { published } = await tender()
    expect(published?.composed).to.equal(published?.documents[0]?.sha256)
    const changes = await terms()
    const fields = {
      version: 2,
      title: '修改文件',
      text: '调整评分与付款。',
      changes,
      affects: true,
      answers: [],
      objections: [],
    }
    const send = async (more: Record<string, unknown>, documents: { keep: string }[]) => {
      const all = { ...fields, ...more }
      const hashes = [...('composed' in more ? [more.composed] : []), ...documents.map(({ keep }) => keep)]
      const cms = await at('agent').sign('addendum.issue', { tender: 'test-tender', ...all, documents: hashes })
      return at('agent').post(`${path}/addenda`, { ...all, documents, cms })
    }
    const kept = (published?.documents ?? []).map(({ sha256 }) => ({ keep: sha256 }))
    const facts = await test.facts()
    expect(await codeOf(send({}, kept))).to.equal('ADDENDUM_UNCOMPOSED')
    expect(await codeOf(send({ composed: '0'.repeat(64) }, []))).to.equal('ADDENDUM_PREVIEW')
    const { sha256 } = await at('agent').post<{ sha256: string }>(`${path}/addenda/preview`, { changes })
    expect(await codeOf(send({ composed: sha256 }, kept))).to.equal('ADDENDUM_STALE')
    expect(await codeOf(send({ composed: sha256, affects: false }, []))).to.equal('ADDENDUM_AFFECTS')
    expect(await test.facts()).to.equal(facts)
  })

  it('the new version has the new document, byte for byte as previewed, and says what changed', async () => {
    const old = (await tender()).published?.documents[0]?.sha256
    const { published } = await tender()
    const deadline = (await tender()).deadline
    await issue({ changes: await terms(), affects: true, text: '调整评分、付款与保证金。' })
    const after = await tender()
    expect(after).to.include({ deposit: '10000000', deadline })
    expect(after.texts?.payment).to.equal('按季度支付已完工程价款的 85%。')
    expect(after.published?.version).to.equal(2)
    const [made] = after.published?.documents ?? []
    expect(made?.sha256).to.equal(after.published?.composed).and.not.equal(old)
    expect(after.published?.documents).to.have.length(published?.documents.length ?? 0)
    const bytes = await at('bidder-1').bytes(`${path}/documents/${made?.sha256}`)
    expect(bytes.length).to.equal(made?.bytes)
    const [one, two] = await versions()
    expect(one?.terms.texts?.payment).to.not.equal(two?.terms.texts?.payment)
    await settled()
  })

  it('a term that is taken out is gone: the performance bond and the remedy', async () => {
    await issue({ changes: { performanceBond: { share: 500 }, remedy: 'code' }, affects: true })
    expect(await tender()).to.deep.include({ performanceBond: { share: 500 }, remedy: 'code' })
    await issue({ changes: { performanceBond: null, remedy: null }, affects: true })
    expect(await tender()).to.not.have.any.keys('performanceBond', 'remedy')
    await settled()
  })

  it('a bidder previews nothing', async () => {
    expect(await codeOf(at('bidder-1').post(`${path}/addenda/preview`, { changes: {} }))).to.equal('FORBIDDEN')
  })
})

import { expect } from 'chai'
import { classrooms, purchasePlayed } from '../../server/cli/demo/purchase.ts'
import { publishNotice, tenderNow } from '../../server/cli/demo/steps/notice.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { codeOf } from '../world/codes.ts'
import { type TestWorld, world } from '../world/world.ts'

describe('another way of buying after a purchase without bidders, over HTTP', function () {
  this.timeout(120_000)
  let test: TestWorld
  const path = '/tenders/few'
  const now = async (): Promise<Tender> => (await tenderNow(test.world)) as Tender
  const opinions = ['甲', '乙', '丙'].map((one) => ({
    ...{ name: `专家${one}`, unit: '广西示例大学', clean: true, text: '招标文件没有不合理条款。' },
  }))
  const asked = {
    method: 'negotiation',
    reason: '没有供应商投标',
    challenges: '没有收到质疑',
    opinions,
    continues: '另行公告',
  }
  const post = async (person: string, what: string, to: string, fields: object) => {
    const client = test.world.as(person)
    const cms = await client.sign(what, { tender: 'few', ...fields })
    return client.post(`${path}${to}`, { ...fields, cms })
  }
  const ask = (person: string, fields: object = asked) =>
    post(person, 'tender.askMethodChange', '/method-change', fields)
  const decide = (person: string, fields: object) =>
    post(person, 'tender.decideMethodChange', '/method-change/decision', fields)

  before(async () => {
    test = await world({ tender: 'few', played: purchasePlayed })
    await publishNotice(test.world)
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('waits until the tender has failed; the purchaser itself asks, with what the law wants', async () => {
    expect(await codeOf(ask('tenderer'))).to.equal('METHOD_CHANGE_STAGE')
    await test.world.moveTo(classrooms.deadline + 60_000)
    await test.world.until('it has failed', async () => (await now()).stage === 'failed')
    expect((await now()).failedBy).to.equal('《政府采购货物和服务招标投标管理办法》第四十一条')
    expect(await codeOf(ask('agent'))).to.equal('FORBIDDEN')
    expect(await codeOf(ask('supplier-1'))).to.equal('FORBIDDEN')
    expect(await codeOf(ask('tenderer', { ...asked, opinions: opinions.slice(1) }))).to.equal('METHOD_OPINIONS_FEW')
    expect(await codeOf(ask('tenderer', { ...asked, opinions: [{ name: '甲' }] }))).to.equal('INPUT_INVALID')
    expect(await codeOf(ask('tenderer', { ...asked, method: 'auction' }))).to.equal('METHOD_UNKNOWN')
    await ask('tenderer')
    expect(await codeOf(ask('tenderer'))).to.equal('METHOD_CHANGE_PENDING')
  })

  it('shows who gave opinions to those who run and watch it alone', async () => {
    const { applications } = await test.world
      .as('supervisor')
      .get<{ applications: { opinions: unknown[] }[] }>(`${path}/method-change`)
    expect(applications[0]?.opinions).to.have.lengthOf(3)
    expect(await codeOf(test.world.as('supplier-1').get(`${path}/method-change`))).to.equal('FORBIDDEN')
    const seen = await fetch(`${test.world.origins.public}/api/v1/tenders/few`)
    expect(await seen.text()).not.to.include('专家甲')
  })

  it('is decided by the finance department, signed and with its number, and published; no round follows', async () => {
    const yes = { approved: true, number: '南财采〔2026〕12号', reason: '符合规定，同意' }
    expect(await codeOf(decide('tenderer', yes))).to.equal('FORBIDDEN')
    expect(await codeOf(decide('supervisor', { approved: true, reason: '同意变更' }))).to.equal('INPUT_INVALID')
    await decide('supervisor', { approved: false, reason: '论证意见过于简单' })
    await ask('tenderer')
    await decide('supervisor', yes)
    expect((await now()).methodChange?.approved?.number).to.equal(yes.number)
    expect(await codeOf(test.world.as('agent').post(`${path}/repeat`, { next: 'again' }))).to.equal('METHOD_CHANGED')
    const { sha256 } = await test.world.until('its paper', async () =>
      (await now()).papers?.find(({ title }) => title === '变更采购方式公告'),
    )
    const answer = await fetch(`${test.world.origins.public}/api/v1${path}/papers/${sha256}`)
    expect((await answer.text()).slice(0, 5)).to.equal('%PDF-')
  })
})

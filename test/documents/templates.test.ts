import { expect } from 'chai'
import { bill, divide, statedPrice } from '../../server/cli/demo/bill.ts'
import { makeVolume, volumeBytes } from '../../server/cli/demo/volumes.ts'
import { renderPaper } from '../../server/documents/render.ts'
import { awardNotice } from '../../templates/awardNotice.ts'
import { day, exactly, instant, type Paper } from '../../templates/layout.ts'
import { aNotice, papers } from './papers.ts'
import { isSound, textOf, wants } from './tools.ts'

const at = Date.parse('2026-03-02T09:30:00+08:00')

const squeezed = (pdf: Uint8Array): string => textOf(pdf).replace(/\s/g, '')

const fieldsOf = ({ blocks }: Paper): string[] =>
  blocks.flatMap((block) => (block.kind === 'signatures' ? block.fields.map(({ field }) => field) : []))

describe('times in documents', () => {
  it('are told in Shanghai, whatever the machine’s zone', () => {
    const lastInstant = Date.parse('2026-02-28T23:59:59.999+08:00')
    expect(day(lastInstant)).to.equal('2026年2月28日')
    expect(day(lastInstant + 1)).to.equal('2026年3月1日')
    expect(instant('2026-03-01T16:05:09Z')).to.equal('2026年3月2日 00:05:09')
    expect(exactly(lastInstant)).to.equal('2026-02-28 23:59:59.999（北京时间）')
  })
})

describe('documents of a tender', () => {
  for (const [name, paper] of Object.entries(papers)) {
    it(`sets the ${name} with its title, its number and one field a signer`, async function () {
      wants(this, 'pdftotext', 'qpdf')
      const pdf = await renderPaper(paper, { at })
      const text = squeezed(pdf)
      expect(text).to.contain(paper.title).and.to.contain(paper.code)
      expect(isSound(pdf)).to.equal(true)
      expect(new Set(fieldsOf(paper)).size).to.equal(fieldsOf(paper).length)
    })
  }

  it('puts every statutory part into the evaluation report, and the dissent', async function () {
    wants(this, 'pdftotext')
    const text = squeezed(await renderPaper(papers.report!, { at }))
    const parts = ['基本情况和数据表', '评标委员会成员名单', '开标记录', '符合要求的投标一览表', '否决投标的情况说明']
    const more = [
      '评标标准、评标方法',
      '比较一览表',
      '排序',
      '中标候选人名单',
      '澄清、说明、补正事项纪要',
      '不同意见',
      '深度不足',
    ]
    for (const part of [...parts, ...more]) expect(text).to.contain(part)
    expect(fieldsOf(papers.report!)).to.deep.equal(['member-1', 'member-2', 'member-3', 'member-4', 'member-5'])
  })

  it('calls the parties and parts of a purchase by the law of purchases, and says how works were approved', async function () {
    wants(this, 'pdftotext')
    const [works, bought] = await Promise.all(
      [papers.registration!, papers.purchaseRegistration!].map(async (paper) =>
        squeezed(await renderPaper(paper, { at })),
      ),
    )
    for (const part of ['招标人', '行政监督部门', '依法必须招标', '标段编号', '邀请招标，委托招标'])
      expect(works).to.contain(part)
    for (const part of [
      '采购人',
      '监督管理部门',
      '应当公开招标',
      '采购包编号',
      '预算金额',
      '2026-教育信息化-03',
      '批复另附',
    ])
      expect(bought).to.contain(part)
    for (const part of ['招标人', '行政监督部门', '依法必须招标', '标段', '估算价']) expect(bought).not.to.contain(part)
  })

  it('a purchase is announced as what is intended, works as a plan', async function () {
    wants(this, 'pdftotext')
    const bought = squeezed(await renderPaper(papers.intention!, { at }))
    for (const part of ['政府采购意向', '采购需求概况', '预算金额', '2026年12月']) expect(bought).to.contain(part)
    for (const part of ['招标计划', '招标人', '招标公告']) expect(bought).not.to.contain(part)
    expect(squeezed(await renderPaper(papers.plan!, { at })))
      .to.contain('招标计划')
      .and.to.contain('招标公告')
  })

  it('tells questions with their answers, and whose the places for stamps are', async function () {
    wants(this, 'pdftotext')
    const text = squeezed(await renderPaper(papers.addendum!, { at }))
    for (const part of ['提问与答复', '是否接受进口设备？', '接受，须提供原产地证明。', '280日历天'])
      expect(text).to.contain(part)
    expect(fieldsOf(papers.addendum!)).to.deep.equal(['tenderer', 'agent', 'platform'])
    expect(fieldsOf(papers.objectionAnswer!)).to.deep.equal(['tenderer', 'platform'])
    expect(fieldsOf(papers.witness!)).to.deep.equal(['centre', 'platform'])
  })

  it('an award notice names the last day for the contract, or the days and the year whose calendar is not out', async function () {
    wants(this, 'pdftotext')
    const pending = awardNotice({ ...aNotice, contractWithin: { days: 30, pending: '2027' } })
    const text = squeezed(await renderPaper(pending, { at }))
    expect(text).to.contain('自本通知书发出之日起30日内').and.to.contain('2027年节假日安排尚未公布')
    const told = squeezed(await renderPaper(papers.award!, { at }))
    expect(told).to.contain('2026年3月31日以前').and.not.to.contain('尚未公布')
  })

  it('tells a bidder nothing of others in its receipt', async function () {
    wants(this, 'pdftotext')
    const text = squeezed(await renderPaper(papers.receipt!, { at }))
    expect(text).to.contain('2026-03-0209:29:59.999').and.to.contain('浙江长河建设集团有限公司')
    expect(text).not.to.contain('滨海第二建筑工程有限公司')
  })

  it('leaves the place for the tenderer’s stamp in what the tenderer issues', () => {
    for (const name of ['notice', 'publicity', 'announcement', 'award', 'result', 'contract', 'supervision']) {
      expect(fieldsOf(papers[name]!)).to.include.members(['tenderer', 'platform'])
    }
  })
})

describe('volumes of a demo bid', () => {
  const request = {
    bidder: { name: '浙江长河建设集团有限公司', code: '91330100MA27X1AB3C' },
    tender: { name: '滨江区实验中学迁建工程施工', code: 'BD-2026-0001' },
    facts: { 投标报价: '86,543,210.55 元', 工期: '420 日历天', 项目负责人: '王建国' },
    at,
  }

  it('are sound PDFs of several pages, made anew byte by byte the same', async function () {
    wants(this, 'qpdf')
    for (const kind of ['business', 'technical', 'price'] as const) {
      const volume = await makeVolume({ ...request, kind })
      const bytes = await volumeBytes(volume)
      expect(volume.pages).to.be.within(6, 12)
      expect(isSound(bytes)).to.equal(true)
      expect(Buffer.compare(bytes, await volumeBytes(await makeVolume({ ...request, kind })))).to.equal(0)
    }
  })

  it('name the price in the price volume only', async function () {
    wants(this, 'pdftotext')
    const textFor = async (kind: 'business' | 'technical' | 'price') =>
      squeezed(await volumeBytes(await makeVolume({ ...request, kind })))
    expect(await textFor('price')).to.contain('86,543,210.55')
    expect(await textFor('business')).not.to.contain('86,543,210.55')
    expect(await textFor('technical')).not.to.contain('86,543,210.55')
  })

  it('grow to the size asked for and stay sound', async function () {
    wants(this, 'qpdf')
    this.timeout(20_000)
    const volume = await makeVolume({ ...request, kind: 'technical', megabytes: 25 })
    const bytes = await volumeBytes(volume)
    expect(bytes.length).to.be.greaterThan(25_000_000).and.to.equal(volume.bytes)
    expect(isSound(bytes)).to.equal(true)
  })

  it('bill the price to the fen', () => {
    const price = statedPrice(request)!
    expect(price).to.equal(8_654_321_055n)
    const parts = divide(price, [7420n, 980n, 360n, 410n, 830n])
    expect(parts.reduce((sum, part) => sum + part, 0n)).to.equal(price)
    expect(JSON.stringify(bill({ ...request, kind: 'price' }))).to.contain('86,543,210.55')
  })
})

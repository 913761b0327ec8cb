import { expect } from 'chai'
import { regional } from '../../server/law/regional.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { evenWords } from '../../server/tenders/formula.ts'
import { noticePaper } from '../../server/tenders/notice.ts'
import { bondWords, composedDocument, depositWords, documentPaper } from '../../server/tenders/paper.ts'
import { draftOf, type Tender } from '../../server/tenders/tender.ts'
import type { Paper } from '../../templates/layout.ts'
import { aTender } from '../deposits/tender.ts'
import { textOf, wants } from '../documents/tools.ts'

const platform = {
  publicUrl: 'https://jy.example.cn',
  signer: { certificate: { subject: { organisation: '昆明市公共资源交易中心' } } },
  regional: regional('53', { unsealingMinutes: 60 }),
} as never

const published = { publishedAt: Date.parse('2026-03-02T09:00:00+08:00'), documents: [] }
const T = rulebook('T-2025')
const purchase = (changes: Partial<Tender> = {}): Tender =>
  aTender({ track: 'G', address: '人民东路 1 号', ...changes })
const G = rulebook('G-2026-02')

const told = (paper: Paper): string => `${paper.title}\n${JSON.stringify(paper.blocks)}`
const noticeOf = (tender: Tender, law: string, approval?: string): string =>
  told(noticePaper(tender, platform, approval, { ...published, rulebook: law }))

describe('the notice as a paper', () => {
  it('tells of works by when objections are raised, and of a purchase how long it may be challenged', () => {
    expect(noticeOf(aTender(), T.id)).to.contain('投标截止时间10日前').and.not.to.contain('质疑')
    expect(noticeOf(purchase(), G.id)).to.contain('7个工作日内').and.to.contain('质疑').and.not.to.contain('10日前')
  })

  it('names the parties and the money as each law does, and how long a purchase stands', () => {
    const [works, bought] = [noticeOf(aTender(), T.id), noticeOf(purchase(), G.id)]
    expect(works).to.contain('招标项目估算价').and.not.to.contain('采购人').and.not.to.contain('公告期限')
    expect(bought).to.contain('公开招标公告').and.to.contain('预算金额').and.to.contain('采购人')
    expect(bought).to.not.contain('估算价').and.not.to.contain('招标人为')
    expect(bought).to.contain('5个工作日')
  })

  it('says where the platform is reached, as rule platformAddress wants', () => {
    expect(T.platformAddress.value).to.equal('inTheNotice')
    expect(noticeOf(aTender(), T.id)).to.contain('"平台网络地址","https://jy.example.cn"')
  })

  it('gives the document from the day it is on offer, not from the publication', () => {
    const later = aTender({ documentsFrom: Date.parse('2026-03-05T09:00:00+08:00') })
    expect(noticeOf(later, T.id)).to.contain('招标文件自2026年3月5日')
  })

  it('tells address and approval, and nothing of an approval that there is none of', () => {
    const text = noticeOf(
      aTender({ address: '滇池路 8 号' }),
      T.id,
      '审批 昆发改〔2026〕1 号，昆明市发展和改革委员会，2026-01-05',
    )
    expect(text).to.contain('滇池路 8 号').and.to.contain('昆发改〔2026〕1 号')
    expect(noticeOf(aTender(), T.id)).to.not.contain('已经批准')
  })

  it('claims no publication elsewhere that nobody made', () => {
    for (const text of [noticeOf(aTender(), T.id), noticeOf(purchase(), G.id)])
      expect(text).to.not.contain('同时发布').and.not.to.contain('全国公共资源交易平台')
    expect(noticeOf(purchase(), G.id)).to.contain('省级以上财政部门指定的媒体')
  })

  it('asks for no deposit where there is none', () => {
    expect(noticeOf(aTender({ deposit: '0' }), T.id)).to.contain('不收取投标保证金')
  })
})

describe('what the tender document says that binds later', () => {
  const { criteria } = aTender()

  it('tells bond, moment and forms, cash only where the law has it', () => {
    const asked = { performanceBond: { share: 500 } }
    expect(bondWords(asked, T)).to.contain('5%').and.to.contain('未提交的不得签订合同').and.to.contain('现金、')
    expect(bondWords(asked, G)).to.contain('非现金').and.not.to.contain('现金、')
    expect(bondWords({}, T)).to.equal('不要求提交')
  })

  it('tells the forms of the deposit', () => {
    const words = depositWords({ deposit: '10000000', depositForms: ['transfer', 'guarantee', 'insurance'] })
    expect(words).to.contain('转账、银行保函、保证保险')
    expect(depositWords({ deposit: '0', depositForms: ['transfer'] })).to.equal('不收取')
  })

  it('says where the technical volume is blind that it names nobody and is not signed, and for how many pages', () => {
    const paper = (changes: Partial<Tender>) =>
      told(documentPaper({ ...draftOf(aTender(changes)), id: 'tender-1' }, T, platform))
    const blind = paper({ blind: { pages: 120 } })
    expect(blind).to.contain('技术标采用暗标').and.to.contain('技术标文件不签章').and.to.contain('不超过 120 页')
    expect(noticeOf(aTender({ blind: {} }), T.id))
      .to.contain('技术暗标')
      .and.not.to.contain('不超过')
    expect(paper({})).not.to.contain('暗标')
  })

  it('leaves equal bids of works to the panel and to nobody else', () => {
    const [words] = evenWords(criteria, T)
    expect(words).to.contain('评标委员会').and.not.to.contain('招标人')
  })

  it('draws lots between equal bids of a purchase unless its document names another way', () => {
    expect(evenWords(criteria, G)[0]).to.contain('随机抽取')
    const chosen = evenWords({ ...criteria, ties: { by: ['technical'], last: 'purchaser' } }, G)[0]
    expect(chosen).to.contain('按上述方式确定').and.not.to.contain('随机抽取')
  })

  it('averages no scores where the price alone decides', () => {
    const words = evenWords({ ...criteria, price: { formula: 'price-alone' } } as typeof criteria, T).join('')
    expect(words).to.not.contain('平均值').and.not.to.contain('总分')
    expect(words).to.contain('评标价相同的')
  })

  it('prints them all, with a code that leads to the papers of its tender', async function () {
    wants(this, 'pdftotext')
    const tender = purchase({ performanceBond: { share: 1000 } })
    const pdf = await composedDocument({ ...draftOf(tender), id: tender.id }, G, platform)
    const text = textOf(pdf).replace(/\s/g, '')
    for (const part of ['履约保证金', '10%', '采购人', '预算金额', '扫码核验']) expect(text).to.contain(part)
    expect(text).to.not.contain('由招标人按法律规定确定')
  })
})

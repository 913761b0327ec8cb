import { expect } from 'chai'
import { panelWords } from '../../server/award/papers.ts'
import { rulebook, rulebookFor } from '../../server/law/rulebook.ts'
import { remedyWords } from '../../server/prequalification/papers.ts'
import { archiveCover } from '../../templates/archiveCover.ts'
import { drawRecord } from '../../templates/drawRecord.ts'
import { evaluationReport } from '../../templates/evaluationReport.ts'
import { openingRecord } from '../../templates/openingRecord.ts'
import { tenderChange } from '../../templates/tenderChange.ts'
import { validityRequest } from '../../templates/validityPapers.ts'
import { aTender } from '../deposits/tender.ts'

const told = (paper: object): string => JSON.stringify(paper)
const tender = { code: 'C1', name: '设备采购' }
const at = Date.parse('2026-03-31T09:30:00+08:00')

const G = rulebookFor('G', '2026-03-16')

describe('papers of a purchase', () => {
  const report = (track: 'T' | 'G') =>
    told(
      evaluationReport({
        ...{ track, code: 'C1', tender, tenderer: '第一中学', method: '综合评分法', startedAt: at, endedAt: at },
        ...{ members: [], openedAt: at, opened: [], compliant: [], rejected: [], criteria: [], ranking: [] },
        ...{ candidates: [], beforeContract: [], clarifications: [], dissent: [] },
        ...(track === 'G' ? { media: '阳光交易平台', place: '在线开标' } : {}),
      }),
    )

  it('have the parts that article 58 of order 87 lists in their report, and the words of article 61', () => {
    const text = report('G')
    for (const part of ['招标公告刊登的媒体', '开标日期和地点', '无效投标人名单及原因', '采购人', '否则视为同意'])
      expect(text).to.contain(part)
    expect(text).to.not.contain('招标人"').and.not.to.contain('否决')
    expect(report('T')).to.contain('否决投标的情况说明').and.not.to.contain('招标公告刊登的媒体')
  })

  it('name the purchaser in the record of the opening, and doubts, inquiries and avoidance where works have objections', () => {
    const record = (track: 'T' | 'G') =>
      told(
        openingRecord({
          ...{
            track,
            code: 'C1',
            tender,
            tenderer: '第一中学',
            host: '第一中学',
            startedAt: at,
            endedAt: at,
            centre: '',
          },
          ...{ bids: [], unopened: [], withdrawn: 0, shares: [], objections: [], signers: [] },
        }),
      )
    expect(record('G')).to.contain('采购人').and.to.contain('询问').and.not.to.contain('异议及答复')
    expect(record('T')).to.contain('异议及答复记录').and.not.to.contain('采购人')
  })

  it('name agent and supervisor of a notice as the law of purchases does', () => {
    const text = told(
      tenderChange({
        ...{
          centre: '',
          title: '终止公告',
          code: 'C1',
          name: '设备',
          project: '设备',
          tenderer: '一中',
          track: 'G',
        },
        ...{ agent: '代理公司', supervisor: '财政局', contact: '', what: '', figures: [], follows: [], issuedAt: at },
      }),
    )
    expect(text).to.contain('采购代理机构').and.to.contain('监督管理部门').and.not.to.contain('招标代理机构')
  })

  it('call the parties of every further paper as their law does', () => {
    const about = { centre: '', code: 'C1', name: '设备', tender, tenderer: '一中', agent: '代理公司' }
    const both = (of: (track: 'T' | 'G') => object, works: string[], purchase: string[]): void => {
      const [T, G] = [told(of('T')), told(of('G'))]
      for (const word of works) expect([T.includes(word), G.includes(word)], word).to.deep.equal([true, false])
      for (const word of purchase) expect([T.includes(word), G.includes(word)], word).to.deep.equal([false, true])
    }
    both(
      (track) => archiveCover({ ...about, track, archivedAt: at, retention: '15 年', root: '', parts: [] }),
      ['"招标人"', '招标代理机构'],
      ['"采购人"', '采购代理机构'],
    )
    both(
      (track) =>
        drawRecord({
          ...{ ...about, track, drawnAt: at, panelSize: 5, representatives: 1, strata: [], avoided: [], experts: [] },
          ...{ rules: '', operator: '', supervisor: '', root: '', seed: '', parties: [] },
        }),
      ['招标人代表 1 人', '中标候选人公示前保密'],
      ['采购人代表 1 人', '中标结果公告前保密'],
    )
    both(
      (track) =>
        validityRequest({
          ...{
            ...about,
            track,
            from: '2026-06-29',
            to: '2026-08-31',
            reason: '',
            bidders: [],
            askedAt: at,
            answerBy: at,
          },
          ...{ silence: '', article: '' },
        }),
      ['招标人应当给予补偿'],
      ['采购人应当给予补偿'],
    )
  })

  it('《政府采购法》第五十二条、第五十五条: who did not pass challenges the result first, where works are complained of', () => {
    const supervisor = { code: '', name: '财政局' }
    const [works, purchase] = [remedyWords({ supervisor }, rulebook('T-2025')), remedyWords({ supervisor }, G)]
    expect(works).to.contain('10日内').and.to.contain('投诉').and.not.to.contain('质疑')
    expect(purchase)
      .to.contain('7个工作日内通过平台以书面形式向采购人提出质疑（《政府采购法》第五十二条）')
      .and.to.contain('15个工作日内向监督管理部门（财政局）投诉（《政府采购法》第五十五条）')
  })

  it('tell how many of the panel were drawn and how many sent', () => {
    const strata = [{ id: 'a', region: '昆明', specialty: 'A08', seats: 4 }]
    expect(panelWords(aTender({ panel: { members: 5, strata } }))).to.equal(
      '5 人，其中随机抽取的专家 4 人，招标人代表 1 人',
    )
    expect(panelWords(aTender({ track: 'G', panel: { members: 4, strata } }))).to.equal('4 人，其中随机抽取的专家 4 人')
  })
})

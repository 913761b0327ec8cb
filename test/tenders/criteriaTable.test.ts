import { expect } from 'chai'
import { park } from '../../server/cli/demo/tender.ts'
import { instantOf, shippedCalendar } from '../../server/law/periods.ts'
import { rulebookFor } from '../../server/law/rulebook.ts'
import { earliestDates } from '../../server/projects/plan.ts'
import { Draft } from '../../server/tenders/contract.ts'
import { branches, COLUMNS, factorRows, readFactors } from '../../server/tenders/criteriaTable.ts'
import { inspect } from '../../server/tenders/inspection.ts'
import { draftTender } from '../../server/tenders/rules.ts'
import { startingDraft } from '../../server/tenders/starting.ts'
import { documentTexts } from '../../templates/documentTexts.ts'
import { aRegistration } from '../projects/world.ts'

describe('the table of factors', () => {
  const factors = [
    { ...park.criteria.factors[0], group: '技术' },
    ...park.criteria.factors.slice(1),
  ] as typeof park.criteria.factors

  it('comes back from a spreadsheet as it went out, by tabs and by commas', () => {
    const rows = [[...COLUMNS], ...factorRows(factors)]
    const tabs = rows.map((row) => row.join('\t')).join('\r\n')
    const commas = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n')
    for (const text of [tabs, commas, `\ufeff${commas}`])
      expect(readFactors(text)).to.deep.equal({ factors, unread: [] })
  })

  it('needs a name and points only; the rest has its usual value', () => {
    const { factors: read } = readFactors('\t方案\t\t20.5')
    expect(read).to.deep.equal([
      { id: 'f1', zh: '方案', guidance: '', full: 2050, step: 50, objective: false, volume: 'technical' },
    ])
  })

  for (const [what, line] of [
    ['no points', '\t方案\t说明\t'],
    ['points that are no number', '\t方案\t说明\t二十'],
    ['three decimals', '\t方案\t说明\t20.005'],
    ['more than a hundred points', '\t方案\t说明\t100.01'],
    ['a step above the points', '\t方案\t说明\t20\t20.01'],
    ['no name', '\t\t说明\t20'],
    ['too long a name', `\t${'长'.repeat(101)}\t说明\t20`],
  ] as const)
    it(`names the line that has ${what}`, () => {
      const { factors: read, unread } = readFactors(`\t好\t说明\t10\n${line}`)
      expect([read.length, unread.map(({ line: at }) => at)]).to.deep.equal([1, [2]])
    })

  it('two factors of one id get two', () => {
    const ids = readFactors('\ta\t\t1\t\t\t\tx\n\tb\t\t1\t\t\t\tx').factors.map(({ id }) => id)
    expect(new Set(ids).size).to.equal(2)
  })

  it('is a tree by groups, each with its weight', () => {
    expect(branches(factors).map(({ group, full }) => [group, full])).to.deep.equal([
      ['技术', 2000],
      ['', 3000],
    ])
  })
})

describe('the draft that a registered section begins with', () => {
  const at = instantOf('2026-03-16T10:00')
  for (const [track, type, kind] of [
    ['T', 'works-water', 'works'],
    ['G', 'purchase-goods', 'goods'],
    ['G', 'purchase-services', 'services'],
  ] as const)
    it(`is whole, lawful, and finds nothing in the check: ${track} ${kind}`, () => {
      const law = rulebookFor(track, '2026-03-16')
      const content = aRegistration({ type })
      const section = {
        ...{ code: 'E4501000001000001001001', deal: null, name: '一标段', content: '本项目招标范围内的全部工作内容' },
        ...{ kind, estimate: '1000000000', durationDays: 100 },
      }
      const registered = {
        ...{
          content,
          code: 'E4501000001000001',
          tendering: 'E4501000001000001001',
          sections: [section],
          registeredAt: 1,
        },
      }
      const dates = earliestDates(at, law, shippedCalendar)
      if ('pending' in dates) throw new Error('no dates')
      const start = { project: 'p', registered, section, dates, texts: documentTexts[track], law, poolRegion: '南宁' }
      const draft = startingDraft(start)
      expect(Draft.parse(draft)).to.deep.equal(draft)
      expect(draftTender(undefined, 't', draft)).to.have.lengthOf(1)
      const project = { id: 'p', stage: 'registered' as const, by: '', content, registered, plan: null, papers: [] }
      const found = inspect({ draft, project, others: [], composed: true, at }, law, shippedCalendar)
      expect(found.map(({ refusal, where }) => [refusal.code, where])).to.deep.equal([])
    })
})

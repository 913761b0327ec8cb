import { expect } from 'chai'
import { Refusal, refusals } from '../../server/law/refusal.ts'
import { demoRegion, leftOpen, type RegionalValues, regional, settled, unsetRegion } from '../../server/law/regional.ts'
import { isRule, rule } from '../../server/law/rule.ts'
import { rulebook, rulebookFor, rulebooks } from '../../server/law/rulebook.ts'
import { electronicRows } from './rows.ts'

const codeOf = (deed: () => unknown): string | undefined => {
  try {
    deed()
  } catch (problem) {
    if (problem instanceof Refusal) return problem.code
    throw problem
  }
  return undefined
}

describe('rulebooks', () => {
  it('are found by the track and the day of publication', () => {
    expect(rulebookFor('T', '2026-11-22').id).to.equal('T-2025')
    expect(rulebookFor('T', '2025-01-01').id).to.equal('T-2025')
    expect(rulebookFor('G', '2026-11-22').id).to.equal('G-2026-02')
    expect(rulebookFor('G', '2020-01-02').id).to.equal('G-2017')
  })

  it('are not made up for a day before the first edition', () => {
    expect(codeOf(() => rulebookFor('T', '2024-12-31'))).to.equal('RULEBOOK_NOT_YET')
  })

  it('are found by the id that a tender stored, and by no other', () => {
    for (const book of rulebooks) expect(rulebook(book.id)).to.equal(book)
    expect(codeOf(() => rulebook('T-1999'))).to.equal('RULEBOOK_UNKNOWN')
    expect(new Set(rulebooks.map((book) => book.id))).to.have.lengthOf(rulebooks.length)
  })

  it('hold the same rules in both tracks', () => {
    const [first, ...others] = rulebooks.map((book) => Object.keys(book).sort())
    for (const keys of others) expect(keys).to.deep.equal(first)
    expect(first).to.include.members(electronicRows.map(([key]) => key))
  })

  it('cannot be changed, nor can a rule in them', () => {
    for (const book of rulebooks) {
      expect(Object.isFrozen(book)).to.equal(true)
      const rules = Object.values(book).filter(isRule)
      expect(rules.every((found) => Object.isFrozen(found) && Object.isFrozen(found.value))).to.equal(true)
    }
  })
})

describe('a refusal', () => {
  const refuse = refusals({ BID_LATE: { status: 409, zh: '投标截止时间已过', en: 'The deadline has passed.' } })

  it('takes its article from the rule it rests on', () => {
    const refusal = refuse('BID_LATE', { deadline: 1 }, rule('refused', '《电子招标投标办法》第二十七条'))
    expect(refusal).to.be.instanceOf(Refusal).and.to.be.instanceOf(Error)
    expect(refusal).to.deep.include({ code: 'BID_LATE', status: 409, article: '《电子招标投标办法》第二十七条' })
    expect(refusal.facts).to.deep.equal({ deadline: 1 })
    expect(refusal.zh).to.equal('投标截止时间已过')
    expect(refusal.en).to.equal('The deadline has passed.')
  })

  it('has no article without a rule', () => {
    expect(refuse('BID_LATE')).not.to.have.property('article')
  })
})

describe('what the region decides', () => {
  const keys = Object.keys(leftOpen) as (keyof RegionalValues)[]

  it('is refused until the region has set it', () => {
    for (const key of keys)
      expect(
        codeOf(() => settled(unsetRegion, key)),
        key,
      ).to.equal('REGION_UNSET')
  })

  it('comes with the article that leaves it open', () => {
    const articles = {
      unsealingMinutes: '《电子招标投标办法》第三十条',
      attendanceOpensMinutes: '《电子招标投标办法》第二十九条',
      drawWindowHours: '《招标投标法实施条例》第四十六条',
      spotCheckShare: '《优化营商环境条例》第五十四条',
    }
    for (const [key, article] of Object.entries(articles)) {
      expect(settled(demoRegion, key as keyof RegionalValues)).to.deep.include({ article, source: 'own' })
    }
  })

  it('stays unset where one value only was set', () => {
    const region = regional('某市', { unsealingMinutes: 30 })
    expect(settled(region, 'unsealingMinutes').value).to.equal(30)
    expect(codeOf(() => settled(region, 'archiveYears'))).to.equal('REGION_UNSET')
  })

  it('is complete in the demonstration, which says that it is one', () => {
    for (const key of keys) {
      const { value } = settled(demoRegion, key)
      for (const one of typeof value === 'number'
        ? [value]
        : value.map((one) => ('rate' in one ? one.rate : one.share)))
        expect(one, key).to.be.greaterThan(0)
    }
    expect(demoRegion.example).to.equal(true)
    expect(demoRegion.region).to.include('示范')
    expect(settled(demoRegion, 'unsealingMinutes').value).to.equal(40)
    expect(unsetRegion.example).to.equal(false)
  })
})

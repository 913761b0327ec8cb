import { readdirSync } from 'node:fs'
import { expect } from 'chai'
import { instruments, lawTable, printed } from '../../server/cli/print.ts'
import { isRule } from '../../server/law/rule.ts'

describe('the printed law', () => {
  it('shows article, constant, value with unit, source and the tests that name the article', () => {
    const tests = new Map([
      ['test/a.test.ts', '《招标投标法实施条例》第二十六条'],
      ['test/b.test.ts', 'nothing'],
    ])
    const lines = lawTable(tests).split('\n')
    expect(lines).to.include.members([
      '《招标投标法实施条例》第二十六条\ttenderingRegulations.depositCeiling\t2 %\ttext\ttest/a.test.ts',
      '《工程建设项目施工招标投标办法》第三十七条\tprojectTenders.depositCapWorks\t800,000.00 yuan\town\t—',
      '《招标投标法》第二十四条\ttenderingLaw.bidPreparation\t20 日\ttext\t—',
      '《电子招标投标办法》第三十条\tregional.unsealingMinutes\tminutes\tregion\t—',
    ])
  })

  it('leaves no article without a test', async () => {
    const lines = (await printed('law'))!.split('\n')
    expect(lines.length).to.be.greaterThan(100)
    expect(lines.filter((line) => line.endsWith('\t—'))).to.deep.equal([])
  })

  it('shows the rules of every file of the law', async () => {
    const shown = new Set(Object.values(instruments).flatMap((module) => Object.values(module)))
    for (const file of readdirSync('server/law').filter((name) => name.endsWith('.ts'))) {
      const module: Record<string, unknown> = await import(`../../server/law/${file}`)
      const hidden = Object.entries(module).filter(([, thing]) => isRule(thing) && !shown.has(thing))
      expect(
        hidden.map(([name]) => name),
        file,
      ).to.deep.equal([])
    }
  })

  it('knows no other subject', async () => {
    expect(await printed('weather')).to.equal(undefined)
  })
})

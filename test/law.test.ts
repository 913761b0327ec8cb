import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { leftOpen } from '../server/law/regional.ts'
import { isRule } from '../server/law/rule.ts'

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))
/** An article of an instrument, or a notice by its number. */
const ARTICLE = /^《[^》]+》(第[一二三四五六七八九十百]+条(第[一二三四五六七八九十]+款)?|（[^）]+〔\d{4}〕\d+号）)$/

/** What the tests name, this one left out. */
const tests = readdirSync(folder('.'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && file !== 'law.test.ts')
  .map((file) => readFileSync(folder(file), 'utf8'))
  .join('\n')

const files = readdirSync(folder('../server/law')).filter((file) => file.endsWith('.ts'))
const exported = await Promise.all(
  files.map(async (file) => {
    const module: Record<string, unknown> = await import(`../server/law/${file}`)
    return Object.entries(module).map(([name, thing]) => ({ file, name, thing }))
  }),
)
const rules = exported.flat().flatMap(({ file, name, thing }) => (isRule(thing) ? [{ file, name, rule: thing }] : []))

describe('every number of the law', () => {
  it('is a rule, in a file of its instrument', () => {
    expect(rules.length).to.be.greaterThan(100)
  })

  it('cites its article', () => {
    for (const { file, name, rule } of rules) expect(rule.article, `${file}: ${name}`).to.match(ARTICLE)
    for (const [name, { article }] of Object.entries(leftOpen)) expect(article, name).to.match(ARTICLE)
  })

  it('has a test that names its article', () => {
    const cited = [...rules.map(({ rule }) => rule.article), ...Object.values(leftOpen).map(({ article }) => article)]
    const missing = [...new Set(cited)].filter((article) => !tests.includes(article))
    expect(missing).to.deep.equal([])
  })

  it('says where it was read', () => {
    for (const { file, name, rule } of rules) {
      expect(['text', 'second-hand', 'own'], `${file}: ${name}`).to.include(rule.source)
    }
  })
})

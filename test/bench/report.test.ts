import { expect } from 'chai'
import { result, table } from './report.ts'

describe('the report of a bench', () => {
  it('judges a figure by its ratio to the limit of the machine', () => {
    const it = { name: 'x', value: 50, unit: '/s', limit: 100 }
    expect(result({ ...it, goal: 0.5 })).to.deep.include({ ratio: 0.5, met: true })
    expect(result({ ...it, goal: 0.51 })).to.deep.include({ ratio: 0.5, met: false })
  })

  it('judges a figure without a limit by itself, less being better for times', () => {
    const it = { name: 'x', value: 200, unit: 'ms', less: true }
    expect(result({ ...it, goal: 200 })).to.deep.include({ limit: null, ratio: null, met: true })
    expect(result({ ...it, goal: 199 })).to.deep.include({ met: false })
  })

  it('says nothing of a goal that nobody set', () => {
    expect(result({ name: 'x', value: 1, unit: 's' })).to.deep.include({ goal: null, met: null })
  })

  it('shows people what was missed', () => {
    const text = table([result({ name: 'openings', value: 12_345.6, unit: '/s', limit: 20_000, goal: 0.7 })])
    expect(text.split('\n')[2]).to.match(/^openings +12,346 +\/s +20,000 +0\.617 +0\.7 +NO$/)
  })
})

import { expect } from 'chai'
import { below, welch, welchOfChange } from './welch.ts'

describe('Welch’s t', () => {
  it('is what another program gives for the same samples (Python’s statistics)', () => {
    const a = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4]
    const b = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.4]
    expect(welch(a, b)).to.be.closeTo(-2.852954870171521, 1e-12)
  })
  it('is 0 for equal samples and for samples of nothing', () => {
    expect(welch([1, 2, 3], [1, 2, 3])).to.equal(0)
    expect(welch([], [1])).to.equal(0)
    expect(welch([2, 2], [2, 2])).to.equal(0)
  })
  it('tells how far a difference has moved, and nothing of a difference that stays (Python’s statistics)', () => {
    const before = [
      [27.5, 21.0, 19.0, 23.6],
      [27.1, 22.0, 20.8, 23.4],
    ] as const
    const after = [
      [17.0, 17.9, 16.9, 20.1],
      [23.4, 23.5, 25.8, 22.0],
    ] as const
    expect(welchOfChange(before, after)).to.be.closeTo(-2.035053899078239, 1e-9)
    expect(welchOfChange(before, before)).to.equal(0)
    expect(welchOfChange([[], []], after)).to.equal(0)
  })
  it('leaves the same pauses out of both samples', () => {
    expect(below(0.5, [1, 9], [2, 8, 3])).to.deep.equal([[1], [2, 3]])
  })
})

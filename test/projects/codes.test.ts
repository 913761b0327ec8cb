import { expect } from 'chai'
import {
  codeLevel,
  dealCode,
  isDealCode,
  mod37,
  projectCode,
  sectionCode,
  serialOf,
  tenderingCode,
} from '../../server/projects/codes.ts'

const PUBLISHED = 'A02-123100007847653857-20161012-000015-Q'

describe('codes of the national data standard', () => {
  it('a project has 17 characters, its tendering 20, a tender of it 23, each beginning with the one before', () => {
    const project = projectCode('450100', 1)
    const tendering = tenderingCode(project)
    const section = sectionCode(tendering, 12)
    expect([project, tendering, section]).to.deep.equal([
      'E4501000001000001',
      'E4501000001000001001',
      'E4501000001000001001012',
    ])
    expect([project, tendering, section].map(codeLevel)).to.deep.equal(['project', 'tendering', 'section'])
    expect(serialOf(project)).to.equal(1)
  })

  it('codes published elsewhere are read: Shanghai\u2019s, Hebei\u2019s, Kunming\u2019s', () => {
    expect(codeLevel('E1301000001000001')).to.equal('project')
    expect(codeLevel('e3100000151008459002')).to.equal('tendering')
    expect(codeLevel('e3100000151008459002001')).to.equal('section')
    expect(codeLevel('GC530100202600193001001')).to.equal('section')
  })

  for (const [what, code] of [
    ['too short', 'E450100000100000'],
    ['between two levels', 'E45010000010000011'],
    ['no letter', '14501000001000001'],
    ['a letter in the middle', 'E4501000001A00001'],
    ['too long', 'E4501000001000001001001001'],
  ] as const)
    it(`is none: ${what}`, () => expect(codeLevel(code)).to.equal(undefined))

  it('a region has a million projects and not one more', () => {
    expect(projectCode('450100', 999_999)).to.equal('E4501000001999999')
    expect(() => projectCode('450100', 1_000_000)).to.throw(RangeError)
    expect(() => projectCode('450100', 0)).to.throw(RangeError)
  })

  it('the published deal code comes out letter by letter, and one false digit is seen', () => {
    const deal = { deal: 'A02', unit: '123100007847653857', day: '2016-10-12', serial: 15 }
    expect(dealCode(deal)).to.equal(PUBLISHED)
    expect(isDealCode(PUBLISHED)).to.equal(true)
    expect(isDealCode(PUBLISHED.replace('000015', '000016'))).to.equal(false)
    expect(isDealCode('A02-1231')).to.equal(false)
  })

  it('the check is of the caller\u2019s choosing, for the standard\u2019s own is not proven', () => {
    const deal = { deal: 'A02', unit: '123100007847653857', day: '2016-10-12', serial: 15 }
    expect(dealCode(deal, () => 'X')).to.equal(PUBLISHED.replace(/Q$/, 'X'))
    expect(() => mod37('a')).to.throw(RangeError)
  })
})

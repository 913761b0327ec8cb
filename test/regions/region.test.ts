import { expect } from 'chai'
import type { Person } from '../../server/identity/person.ts'
import { settled } from '../../server/law/regional.ts'
import { catalogue, chainOf, commonRegion, isKnown, levelOf } from '../../server/regions/catalogue.ts'
import type { RegionFact, RegionHappening } from '../../server/regions/events.ts'
import { inForce, regionalOf, servedBy, valuesOn } from '../../server/regions/inheritance.ts'
import {
  type Change,
  confirmChange,
  evolve,
  foundRegion,
  proposeChange,
  type Region,
  rejectChange,
  unsetRegion,
} from '../../server/regions/region.ts'
import { Values, Wanted } from '../../server/regions/values.ts'
import { refused } from '../tenders/world.ts'

const signature = { statement: '{}', cms: '', certificate: 'c1' }
const wei: Person = { name: '韦国栋', number: null, certificate: 'c1' }
const qin: Person = { name: '覃雪松', number: null, certificate: 'c2' }
const on = { now: 0, today: '2026-03-10' }
const change = (wanted: Wanted, from = '2026-04-01'): Change => ({ from, instrument: '桂公管办〔2026〕1号', wanted })

const becomes = (region: Region, facts: RegionHappening[]): Region =>
  facts.reduce((before, one) => evolve(before, one as unknown as RegionFact), region)
const proposed = (region: Region, of: Change): Region =>
  becomes(region, proposeChange(region, { ...of, id: 'p1', by: wei, signature }, on))
const changed = (region: Region, of: Change): Region => {
  const waiting = proposed(region, of)
  return becomes(waiting, confirmChange(waiting, { id: 'p1', by: qin, signature }, on))
}

describe('The network of regions', () => {
  it('is the autonomous region, its 14 cities and its 111 counties, by the codes of GB/T 2260', () => {
    const codes = Object.keys(catalogue)
    const count = (level: string) => codes.filter((code) => levelOf(code) === level).length
    expect([count('region'), count('city'), count('county')]).to.deep.equal([1, 14, 111])
    for (const code of codes) expect(catalogue[chainOf(code).at(-1) ?? ''], code).to.equal('广西壮族自治区')
    for (const code of codes) for (const above of chainOf(code)) expect(catalogue, code).to.have.property(above)
  })

  it('goes from county to city to region, and says what stands over several', () => {
    expect(chainOf('450123')).to.deep.equal(['450123', '450100', '450000'])
    expect(chainOf('450000')).to.deep.equal(['450000'])
    expect(commonRegion(['450102', '450123'])).to.equal('450100')
    expect(commonRegion(['450102', '450203'])).to.equal('450000')
    expect(commonRegion(['450102', '530111'])).to.equal(undefined)
  })

  it('knows no code that its catalogue does not name, and of other provinces only what was founded', () => {
    expect(isKnown('450123', [])).to.equal(true)
    expect(isKnown('450199', ['450100', '450000'])).to.equal(false)
    expect(isKnown('530111', ['530100'])).to.equal(true)
    expect(isKnown('440100', [])).to.equal(false)
  })
})

describe('What a region sets', () => {
  const region = unsetRegion('450000')

  it('is changed by two people, from its first day on and not before', () => {
    const waits = proposed(region, change({ unsealingMinutes: 30 }))
    expect(valuesOn([waits], '2026-04-01').values).to.deep.equal({})
    const after = changed(region, change({ unsealingMinutes: 30 }))
    expect(inForce([after], 'unsealingMinutes', '2026-03-31')).to.equal(undefined)
    expect(inForce([after], 'unsealingMinutes', '2026-04-01')).to.include({ value: 30, by: '450000', change: 'p1' })
  })

  it('is not confirmed by the one who proposed it, under another certificate neither', () => {
    const waits = proposed(region, change({ unsealingMinutes: 30 }))
    for (const by of [wei, { ...wei, certificate: 'c9' }, { ...qin, certificate: 'c1' }])
      expect(refused(() => confirmChange(waits, { id: 'p1', by, signature }, on)).code).to.equal('CHANGE_SAME_PERSON')
  })

  it('does not reach into the day on which it is confirmed, nor into the past', () => {
    for (const from of ['2026-03-10', '2026-03-09'])
      expect(refused(() => proposed(region, change({ unsealingMinutes: 30 }, from))).code).to.equal('CHANGE_FIRST_DAY')
    const waits = proposed(region, change({ unsealingMinutes: 30 }, '2026-03-11'))
    const late = { now: 0, today: '2026-03-11' }
    expect(refused(() => confirmChange(waits, { id: 'p1', by: qin, signature }, late)).code).to.equal(
      'CHANGE_FIRST_DAY',
    )
  })

  it('is one change at a time, and one that changes something', () => {
    const waits = proposed(region, change({ unsealingMinutes: 30 }))
    expect(refused(() => proposed(waits, change({ unsealingMinutes: 20 }))).code).to.equal('CHANGE_OPEN')
    const after = changed(region, change({ unsealingMinutes: 30 }))
    expect(refused(() => proposed(after, change({ unsealingMinutes: 30 }, '2026-05-01'))).code).to.equal('CHANGE_EMPTY')
    expect(refused(() => confirmChange(after, { id: 'p1', by: qin, signature }, on)).code).to.equal('CHANGE_ABSENT')
  })

  it('stays as it was when a change is given up', () => {
    const waits = proposed(region, change({ unsealingMinutes: 30 }))
    const given = { id: 'p1', by: qin, reason: '文号有误', rejectedAt: 0, signature }
    const after = becomes(waits, rejectChange(waits, given))
    expect([after.proposal, after.settings]).to.deep.equal([null, {}])
    expect(refused(() => rejectChange(after, given)).code).to.equal('CHANGE_ABSENT')
  })

  it('says in its difference what was before and what is to be, and null where nothing is set', () => {
    const after = changed(region, change({ unsealingMinutes: 30 }))
    const waits = proposed(after, change({ unsealingMinutes: null, archiveYears: 30, interestYear: 360 }, '2026-06-01'))
    expect(waits.proposal?.difference).to.deep.equal([
      { key: 'unsealingMinutes', before: '30', after: null },
      { key: 'interestYear', before: null, after: '360' },
      { key: 'archiveYears', before: null, after: '30' },
    ])
  })

  it('is replaced by a second change with the same first day', () => {
    const after = changed(changed(region, change({ unsealingMinutes: 30 })), change({ unsealingMinutes: 20 }))
    expect(after.settings.unsealingMinutes).to.have.lengthOf(1)
    expect(inForce([after], 'unsealingMinutes', '2026-04-01')?.value).to.equal(20)
  })

  for (const wrong of [
    { unsealingMinutes: 0 },
    { interestYear: 366 },
    { remoteVenues: 1 },
    { spotCheckShare: 10_001 },
    { depositInterestRate: [] },
    {
      depositInterestRate: [
        { from: '2026-02-01', rate: 5 },
        { from: '2026-01-01', rate: 5 },
      ],
    },
    { depositPolicies: [{ id: 'x' }] },
    { fewestBidders: 2 },
    {},
  ])
    it(`is not ${JSON.stringify(wrong)}`, () => expect(Wanted.safeParse(wrong).success).to.equal(false))
})

describe('Settings in force', () => {
  const founded = becomes(
    unsetRegion('450000'),
    foundRegion(undefined, {
      code: '450000',
      name: '广西壮族自治区',
      centre: { code: '0'.repeat(18), name: '自治区中心' },
      examples: { unsealingMinutes: 40 },
    }),
  )
  const city = changed(unsetRegion('450100'), change({ unsealingMinutes: 30, archiveYears: 20 }))
  const county = changed(unsetRegion('450123'), change({ archiveYears: 15 }, '2026-05-01'))

  it('are the county’s, else the city’s, else the region’s', () => {
    const { values, setBy } = valuesOn([county, city, founded], '2026-05-01')
    expect(values).to.deep.equal({ unsealingMinutes: 30, archiveYears: 15 })
    expect(setBy).to.deep.equal({ unsealingMinutes: '450100', archiveYears: '450123' })
    expect(valuesOn([county, city, founded], '2026-04-30').values.archiveYears).to.equal(20)
    expect(valuesOn([county, city, founded], '2026-03-31').values).to.deep.equal({ unsealingMinutes: 40 })
  })

  it('are the region’s again where the city takes its own back', () => {
    const back = changed(city, change({ unsealingMinutes: null }, '2026-06-01'))
    expect(inForce([back, founded], 'unsealingMinutes', '2026-05-31')?.value).to.equal(30)
    expect(inForce([back, founded], 'unsealingMinutes', '2026-06-01')).to.include({ value: 40, by: '450000' })
  })

  it('that nobody has set are unset, and their use is refused with the article that leaves them open', () => {
    const law = regionalOf(valuesOn([county, city, founded], '2026-05-01'))
    expect(settled(law, 'unsealingMinutes').value).to.equal(30)
    expect(refused(() => settled(law, 'drawWindowHours'))).to.deep.include({
      code: 'REGION_UNSET',
      facts: { key: 'drawWindowHours', region: '隆安县', article: '《招标投标法实施条例》第四十六条' },
    })
  })

  it('say whether any is an example that nobody in authority has set', () => {
    expect(valuesOn([city, founded], '2026-05-01').example).to.equal(false)
    expect(valuesOn([founded], '2026-05-01').example).to.equal(true)
  })

  it('fit their schema, so that a tender can keep them', () => {
    expect(Values.parse(valuesOn([county, city, founded], '2026-05-01').values)).to.deep.include({ archiveYears: 15 })
  })

  it('are served by the nearest centre', () => {
    expect(servedBy([county, city, founded])?.name).to.equal('自治区中心')
    expect(servedBy([county, city])).to.equal(null)
  })
})

describe('The foundation of a region', () => {
  const of = { code: '450000', name: '广西壮族自治区', centre: null, examples: {} }
  it('changes nothing when it is repeated, and does not undo what two people have set', () => {
    const first = becomes(unsetRegion('450000'), foundRegion(undefined, of))
    expect(foundRegion(first, of)).to.deep.equal([])
    const set = changed(first, change({ unsealingMinutes: 30 }))
    const moved = becomes(
      set,
      foundRegion(set, { ...of, centre: { code: '1'.repeat(18), name: '新中心' }, examples: { unsealingMinutes: 99 } }),
    )
    expect(moved.centre?.name).to.equal('新中心')
    expect(inForce([moved], 'unsealingMinutes', '2026-04-01')?.value).to.equal(30)
  })
})

import { expect } from 'chai'
import { instantOf } from '../../server/law/periods.ts'
import { rulebookFor } from '../../server/law/rulebook.ts'
import { type PlanAsked, planProblem } from '../../server/projects/planLead.ts'

const code = 'E4501000001000001001001'
const sections = [{ code }]
const at = (when: string) => ({ at: instantOf(when), sections })
const regional = (planDays?: number, example = false): PlanAsked['regional'] => ({
  values: planDays === undefined ? {} : { planDays },
  example,
})
const publishedAt = instantOf('2026-03-31T09:00')
const works = (of: PlanAsked['regional'] = undefined): PlanAsked => ({
  ...{ code, publishedAt, law: rulebookFor('T', '2026-03-31'), regional: of },
})
const purchase: PlanAsked = { ...works(), law: rulebookFor('G', '2026-03-31') }

describe('how long before its notice a tender is planned in public', () => {
  it('is what the region has set for works: thirty whole days before the day of the notice, to the millisecond', () => {
    expect(planProblem([at('2026-03-01T23:59:59.999')], works(regional(30)))).to.equal(undefined)
    const late = planProblem([at('2026-03-02T00:00')], works(regional(30)))
    expect([late?.code, late?.article]).to.deep.equal(['PLAN_TOO_LATE', '《招标投标法》第十六条'])
    expect(late?.facts).to.include({ days: 30, latest: instantOf('2026-03-01T23:59:59.999') })
  })

  it('where the region has set it, a plan that names the tender has to be there', () => {
    for (const plans of [[], [{ at: 0, sections: [{ code: 'E4501000001000001001002' }] }]])
      expect(planProblem(plans, works(regional(30)))?.code).to.equal('PLAN_MISSING')
  })

  it('binds nobody by an example, nor where nothing is set; but a plan does not come with or after the notice', () => {
    for (const of of [regional(30, true), regional(), undefined]) {
      expect(planProblem([], works(of))).to.equal(undefined)
      expect(planProblem([{ at: publishedAt - 1, sections }], works(of))).to.equal(undefined)
      expect(planProblem([{ at: publishedAt, sections }], works(of))?.code).to.equal('PLAN_TOO_LATE')
    }
  })

  it('counts from the first plan that named the tender, whatever later versions say', () => {
    expect(planProblem([at('2026-03-20'), at('2026-02-01')], works(regional(30)))).to.equal(undefined)
  })

  it('of a purchase is thirty days, if its intention was published here', () => {
    expect(planProblem([at('2026-03-01T23:59:59.999')], purchase)).to.equal(undefined)
    const late = planProblem([at('2026-03-02T00:00')], purchase)
    expect(late?.article).to.equal('《关于开展政府采购意向公开工作的通知》（财库〔2020〕10号）')
    expect(planProblem([], purchase)).to.equal(undefined)
  })
})

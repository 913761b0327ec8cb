import { expect } from 'chai'
import { park } from '../../server/cli/demo/tender.ts'
import type { Project } from '../../server/projects/project.ts'
import { registrationProblems } from '../../server/tenders/registration.ts'
import { aRegistration } from '../projects/world.ts'

const { tenderer: owner, agent, supervisor, region } = park
const content = aRegistration({ type: 'works-building', region, centre: '5301', owner, agent, supervisor })
const coded = { code: park.code, deal: null, name: '', content: '', kind: park.kind, estimate: '1', durationDays: 1 }
const project: Project = {
  ...{ id: 'p', stage: 'registered', by: '', content, plan: null, papers: [] },
  registered: {
    content,
    code: park.code.slice(0, 17),
    tendering: park.code.slice(0, 20),
    sections: [coded],
    registeredAt: 1,
  },
}
const draft = { ...park, registered: 'p' }
const codes = (...of: Parameters<typeof registrationProblems>) => registrationProblems(...of).map(({ code }) => code)

describe('a tender and the registration of its project', () => {
  it('agree', () => expect(codes(draft, project)).to.deep.equal([]))

  it('a tender without a registered project is not published', () => {
    expect(codes(park, project)).to.deep.equal(['TENDER_NOT_REGISTERED'])
    expect(codes(draft, undefined)).to.deep.equal(['TENDER_NOT_REGISTERED'])
    expect(codes(draft, { ...project, registered: null })).to.deep.equal(['TENDER_NOT_REGISTERED'])
  })

  it('says in what a tender differs', () => {
    const [problem] = registrationProblems({ ...draft, kind: 'goods', region: '530100', agent: null }, project)
    expect(problem?.code).to.equal('TENDER_OTHER_THAN_REGISTERED')
    expect(problem?.facts['differing']).to.deep.equal(['kind', 'region', 'agent'])
  })

  it('《招标投标法》第二十四条: is voluntary where its project is registered so, and nowhere else', () => {
    const free = structuredClone(project)
    if (free.registered) free.registered.content.mandatory = false
    const voluntary = { ...draft, mandatory: false as const }
    expect(codes(voluntary, free)).to.deep.equal([])
    for (const [one, of] of [
      [draft, free],
      [voluntary, project],
    ] as const)
      expect(registrationProblems(one, of)[0]?.facts['differing']).to.deep.equal(['mandatory'])
  })

  it('《政府采购法》第二十七条: a purchase below the limit of open tenders is under the same law, however its plan was approved', () => {
    const bought = structuredClone(project)
    const { registered: known } = bought
    if (!known) throw new Error('not registered')
    known.content = { ...known.content, type: 'purchase-goods', mandatory: false }
    known.sections = [{ ...coded, kind: 'goods' }]
    const purchase = { ...draft, track: 'G' as const, kind: 'goods' as const }
    expect(codes(purchase, bought)).to.deep.equal([])
    expect(codes({ ...purchase, method: 'invited' }, bought)).to.deep.equal([])
    expect(registrationProblems({ ...draft, method: 'invited' }, project)[0]?.facts['differing']).to.deep.equal([
      'method',
    ])
  })

  it('a section is tendered once; one that failed or was terminated is free again', () => {
    const others = (stage: string) => [{ id: 'first', stage }]
    for (const stage of ['bidding', 'evaluating', 'archived'])
      expect(codes(draft, project, others(stage)), stage).to.deep.equal(['SECTION_TAKEN'])
    for (const stage of ['draft', 'failed', 'terminated'])
      expect(codes(draft, project, others(stage)), stage).to.deep.equal([])
  })
})

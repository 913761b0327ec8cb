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

  it('a section is tendered once; one that failed or was terminated is free again', () => {
    const others = (stage: string) => [{ id: 'first', stage }]
    for (const stage of ['bidding', 'evaluating', 'archived'])
      expect(codes(draft, project, others(stage)), stage).to.deep.equal(['SECTION_TAKEN'])
    for (const stage of ['draft', 'failed', 'terminated'])
      expect(codes(draft, project, others(stage)), stage).to.deep.equal([])
  })
})

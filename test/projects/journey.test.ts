import { expect } from 'chai'
import { checkFactProof, type FactProof } from '../../crypto/beat.ts'
import { unhex } from '../../crypto/bytes.ts'
import { openNote, parseCheckpoint, parseVerifier } from '../../crypto/checkpoint.ts'
import { registerProject } from '../../server/cli/demo/steps/project.ts'
import { park } from '../../server/cli/demo/tender.ts'
import type { Fact } from '../../server/ledger/event.ts'
import type { Sketch } from '../../server/projects/contract.ts'
import type { Project } from '../../server/projects/project.ts'
import { complete, planFields, registrationFields } from '../../server/projects/rules.ts'
import { codeOf } from '../world/codes.ts'
import { type TestWorld, world } from '../world/world.ts'
import { aRegistration } from './world.ts'

describe('a project before its notice, over HTTP', function () {
  this.timeout(60_000)
  let test: TestWorld
  let mine: string
  const agent = () => test.world.as('agent')
  const content = (changes: Sketch = {}): Sketch => ({
    ...aRegistration(),
    ...{ owner: park.tenderer, agent: park.agent, supervisor: park.supervisor, ...changes },
  })
  const start = async (of: Sketch) => (await agent().post<{ project: string }>('/projects', { content: of })).project
  const register = async (project: string, of: Sketch, as = agent()) => {
    const cms = await as.sign('project.register', registrationFields(project, complete(of)))
    return as.post<{ registered: Project['registered'] }>(`/projects/${project}/register`, { cms })
  }

  before(async () => {
    test = await world()
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('is saved step by step, and seen by nobody else before it is registered', async () => {
    mine = await start({ name: '邕江防洪堤加固工程' })
    await agent().post('/projects', { project: mine, content: content() })
    const { items } = await agent().get<{ items: Project[] }>('/projects')
    expect(items.map(({ id, stage }) => [id, stage])).to.deep.equal([[mine, 'draft']])
    for (const person of ['tenderer', 'supervisor', 'centre', 'bidder-1'])
      expect(await codeOf(test.world.as(person).get(`/projects/${mine}`)), person).to.equal('FORBIDDEN')
  })

  it('is not registered with a signature over something else', async () => {
    const before = await test.facts()
    const cms = await agent().sign('project.register', { project: mine })
    expect(await codeOf(agent().post(`/projects/${mine}/register`, { cms }))).to.equal('SIGNATURE_REFUSED')
    expect(await test.facts()).to.equal(before)
  })

  it('is registered by its agent, with codes of 17, 20 and 23 characters and a stamped paper', async () => {
    const { registered } = await register(mine, content())
    expect(registered?.code).to.equal('E4501000001000001')
    expect(registered?.tendering).to.equal('E4501000001000001001')
    expect(registered?.sections.map(({ code }) => code)).to.deep.equal([
      'E4501000001000001001001',
      'E4501000001000001001002',
    ])
    const paper = await test.world.until('the paper', async () => {
      const { papers } = await agent().get<Project>(`/projects/${mine}`)
      return papers.find(({ title }) => title === '招标项目进场登记表')
    })
    const bytes = await test.world.as('supervisor').bytes(`/projects/${mine}/papers/${paper.sha256}`)
    expect(new TextDecoder().decode(bytes.slice(0, 5))).to.equal('%PDF-')
  })

  it('shows what resembles it, and asks in what the second of the same name differs', async () => {
    const second = await start(content())
    const { alike, problems } = await agent().get<{ alike: { id: string }[]; problems: { code: string }[] }>(
      `/projects/${second}/check`,
    )
    expect(alike.map(({ id }) => id)).to.deep.equal([mine])
    expect(problems.map(({ code }) => code)).to.deep.equal(['PROJECT_ALIKE'])
    expect(await codeOf(register(second, content()))).to.equal('PROJECT_ALIKE')
    const differing = content({ differs: '为二期工程，桩号K5以后，与一期无重叠。' })
    await agent().post('/projects', { project: second, content: differing })
    const { registered } = await register(second, differing)
    expect(registered?.code).to.equal('E4501000001000002')
  })

  it('is registered by its tenderer or agent alone', async () => {
    const foreign = content({ agent: null, mandate: null, owner: park.supervisor, supervisor: park.tenderer })
    const third = await start(foreign)
    expect(await codeOf(register(third, foreign))).to.equal('PROJECT_OF_OTHERS')
    expect(await codeOf(test.world.as('bidder-1').post('/projects', { content: {} }))).to.equal('FORBIDDEN')
    expect(await codeOf(agent().post('/projects', { project: mine, content: content() }))).to.equal(
      'PROJECT_REGISTERED',
    )
  })

  it('is planned in public, in versions, for its own sections only', async () => {
    const publish = async (plan: { sections: { code: string; month: string }[]; remark: string }) => {
      const cms = await agent().sign('project.publishPlan', planFields(mine, plan))
      return agent().post<{ plan: Project['plan'] }>(`/projects/${mine}/plan`, { plan, cms })
    }
    const section = { code: 'E4501000001000001001001', month: '2026-06' }
    const other = { code: 'E4501000001000009001001', month: '2026-06' }
    expect(await codeOf(publish({ sections: [other], remark: '' }))).to.equal('PLAN_SECTION_UNKNOWN')
    expect((await publish({ sections: [section], remark: '' })).plan?.version).to.equal(1)
    expect((await publish({ sections: [{ ...section, month: '2026-07' }], remark: '推迟' })).plan?.version).to.equal(2)
  })

  it('has facts that its parties prove from the log, and everybody the published plan and nothing else', async () => {
    interface Proved extends Record<string, unknown> {
      fact: Fact
      salt: string
      proof: FactProof
      checkpoint: string
    }
    const path = `/projects/${mine}/facts`
    const { facts } = await agent().get<{ facts: Fact[] }>(path)
    expect(facts.map(({ type }) => type)).to.include.members(['project.saved', 'project.registered'])
    const id = facts.find(({ type }) => type === 'project.registered')?.id ?? ''
    const { fact, salt, proof, checkpoint } = await test.world.until('the proof', () =>
      agent()
        .get<Proved>(`/facts/${id}/proof`)
        .catch(() => undefined),
    )
    const { verifier } = await agent().get<{ verifier: string }>('/log/verifier')
    const head = parseCheckpoint((await openNote(checkpoint, [parseVerifier(verifier)])).text)
    checkFactProof(fact, unhex(salt), proof, head)
    expect(() => checkFactProof({ ...fact, at: fact.at + 1 }, unhex(salt), proof, head)).to.throw()
    const { facts: open } = await test.world.as('bidder-1').get<{ facts: Fact[] }>(path)
    expect(new Set(open.map(({ type }) => type))).to.deep.equal(new Set(['project.planPublished']))
    expect(await codeOf(test.world.as('bidder-1').get(`/facts/${id}/proof`))).to.equal('FACT_UNKNOWN')
    const publicly = `${test.world.origins.public}/api/v1/facts/${open[0]?.id}/proof`
    await test.world.until('the public has its proof', async () => (await fetch(publicly)).status === 200)
  })

  it('has no tender that is otherwise than it was registered', async () => {
    const registered = await registerProject(test.world, park)
    const draft = (changes: object, tender = 'one') =>
      agent().post(`/tenders/${tender}/draft`, { draft: { ...park, registered, ...changes } })
    expect(await codeOf(draft({}))).to.equal('done')
    for (const changes of [
      { kind: 'works' },
      { track: 'G' },
      { region: '530100' },
      { agent: null },
      { registered: 'no' },
    ])
      expect(await codeOf(draft(changes)), JSON.stringify(changes)).to.not.equal('done')
    expect(await codeOf(draft({ kind: 'works' }))).to.equal('TENDER_OTHER_THAN_REGISTERED')
    expect(await codeOf(draft({ registered: 'no-such' }))).to.equal('TENDER_NOT_REGISTERED')
  })
})

import { expect } from 'chai'
import { draft, officerKeys, publish, tenderNow, whole } from '../../server/cli/demo/steps/notice.ts'
import { registerProject } from '../../server/cli/demo/steps/project.ts'
import { park } from '../../server/cli/demo/tender.ts'
import type { Draft } from '../../server/tenders/contract.ts'
import type { Told } from '../../server/tenders/finding.ts'
import { draftOf, type Tender } from '../../server/tenders/tender.ts'
import { problemOf } from '../opening/playing.ts'
import { type TestWorld, world } from '../world/world.ts'
import { DAY } from './world.ts'

/** Works that nobody must tender: seven days for the bids, a panel of three with one expert. */
const free: Draft = {
  ...park,
  ...{ mandatory: false, stateFunded: false, deposit: '0' },
  deadline: park.documentsFrom + 8 * DAY,
  panel: { members: 3, representatives: 2, strata: park.panel.strata.slice(0, 1).map((one) => ({ ...one, seats: 1 })) },
}

describe('a tender that no law demands, and its next round, over HTTP', function () {
  this.timeout(120_000)
  let test: TestWorld
  const agent = () => test.world.as('agent')
  const now = async (): Promise<Tender> => (await tenderNow(test.world)) as Tender
  const found = async (of: string): Promise<Told[]> =>
    (await agent().get<{ findings: Told[] }>(`/tenders/${of}/check`)).findings

  before(async () => {
    test = await world({ tender: 'voluntary' })
    await test.world.moveTo(free.documentsFrom - 120_000)
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('says so as its project is registered, and is frozen to the rulebook of such tenders', async () => {
    const of = whole(free, await registerProject(test.world, free))
    const { mandatory: _m, ...demanded } = of
    expect((await problemOf(() => draft(test.world, demanded)))?.problem['code']).to.equal(
      'TENDER_OTHER_THAN_REGISTERED',
    )
    await draft(test.world, of)
    await officerKeys(test.world)
    await publish(test.world)
    expect((await now()).published?.rulebook).to.equal('T-2025-voluntary')
    const page = await (await fetch(`${test.world.origins.public}/notices/voluntary`)).text()
    expect(page).to.include('T-2025-voluntary')
  })

  it('ends for a clause: the next round is refused with it, however it is set, and warned of what is like it', async () => {
    const clause = '投标人须在昆明市设有分支机构'
    const fields = {
      ground: 'documentUnlawful',
      defect: { clause, offends: '《招标投标法》第十八条' },
      reason: '文件违法',
    }
    const tenderer = test.world.as('tenderer')
    const cms = await tenderer.sign('tender.terminate', { tender: 'voluntary', ...fields })
    await tenderer.post('/tenders/voluntary/terminate', { ...fields, cms })
    await agent().post('/tenders/voluntary/repeat', { next: 'second' })
    const second = await agent().get<Tender>('/tenders/second')
    expect([second.mended, second.mandatory]).to.deep.equal([[fields.defect], false])
    const write = (qualification: string) =>
      agent().post('/tenders/second/draft', { draft: { ...draftOf(second), qualification } })
    const of = (all: Told[]) =>
      all.filter(({ code }) => code.startsWith('DEFECT')).map(({ severity, code }) => [severity, code])
    await write('具有履约能力。\n投标人，须在昆明市 设有“分支机构”。')
    expect(of(await found('second'))).to.deep.equal([['block', 'DEFECT_REPEATED']])
    await write('具有履约能力。\n投标人须在昆明市设有常驻分支机构。')
    expect(of(await found('second'))).to.deep.equal([['warn', 'DEFECT_RESEMBLED']])
    await write('具有履约能力。')
    expect(of(await found('second'))).to.deep.equal([])
  })
})

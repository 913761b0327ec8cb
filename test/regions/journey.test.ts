import { expect } from 'chai'
import type { Client } from '../../server/cli/client.ts'
import { publishNotice, tenderNow } from '../../server/cli/demo/steps/notice.ts'
import { park } from '../../server/cli/demo/tender.ts'
import { dayAfter, dayOf } from '../../server/law/periods.ts'
import { settled, unsetRegion } from '../../server/law/regional.ts'
import { regionalOf, type Tender } from '../../server/tenders/tender.ts'
import { codeOf } from '../world/codes.ts'
import { type TestWorld, world } from '../world/world.ts'

interface Shown {
  today: string
  centre: { name: string } | null
  values: { key: string; now: { value: unknown; by: string } | null; own: unknown; coming: { from: string }[] }[]
  proposal: { id: string } | null
  waiting: Record<string, unknown> | null
  changes: { type: string; data: { by?: { name: string }; difference?: unknown[] } }[]
}

describe('The network of regions over HTTP', function () {
  this.timeout(60_000)
  let test: TestWorld

  before(async () => {
    test = await world({ tender: 'test-tender' })
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  const as = (id: string): Client => test.world.as(id)
  const read = async (region: string, day?: string): Promise<Shown> => {
    const answer = await fetch(`${test.running.origins.public}/api/v1/regions/${region}${day ? `?day=${day}` : ''}`)
    return (await answer.json()) as Shown
  }
  const inForce = async (region: string, key: string, day?: string) =>
    (await read(region, day)).values.find((one) => one.key === key)?.now ?? null
  const tomorrow = async (): Promise<string> => dayAfter((await read('450000')).today, 1)
  const change = async (wanted: Record<string, unknown>, from?: string) => ({
    ...{ from: from ?? (await tomorrow()), instrument: '桂公管办〔2026〕1号', wanted },
  })

  async function propose(by: string, region: string, what: { wanted: object; from: string }, asWhom = 'person') {
    const { fields } = await as(by).post<{ fields: Record<string, unknown> }>(`/regions/${region}/difference`, {
      change: what,
    })
    const sign = asWhom === 'person' ? as(by).signAsPerson.bind(as(by)) : as(by).sign.bind(as(by))
    const cms = await sign('region.propose', fields)
    return (await as(by).post<{ proposal: string }>(`/regions/${region}/proposals`, { change: what, cms })).proposal
  }
  async function confirm(by: string, region: string) {
    const { waiting } = await read(region)
    const cms = await as(by).signAsPerson('region.confirm', waiting ?? {})
    return as(by).post(`/regions/${region}/proposals/${waiting?.['proposal']}/confirm`, { cms })
  }

  it('shows everybody its regions, who serves each, and what is set by whom', async () => {
    const answer = await fetch(`${test.running.origins.public}/api/v1/regions`)
    const { regions } = (await answer.json()) as { regions: { code: string; level: string }[] }
    expect(regions.filter(({ code }) => code.startsWith('45'))).to.have.lengthOf(126)
    const county = await read('450123')
    expect(county.centre?.name).to.equal('南宁市公共资源交易中心（示范）')
    expect(await inForce('450123', 'unsealingMinutes')).to.include({ value: 40, by: '450000' })
    expect((await fetch(`${test.running.origins.public}/api/v1/regions/450199`)).status).to.equal(422)
  })

  it('lets nobody but the centre of the region change what it has set', async () => {
    const what = { change: await change({ unsealingMinutes: 30 }) }
    for (const [who, region] of [
      ['nn-centre', '450000'],
      ['gx-centre', '450123'],
      ['centre', '450100'],
      ['tenderer', '450000'],
      ['supervisor', '450000'],
    ] as const)
      expect(await codeOf(as(who).post(`/regions/${region}/difference`, what)), who).to.equal('FORBIDDEN')
  })

  it('changes by two people of the centre, each with the own certificate over the difference', async () => {
    const what = await change({ unsealingMinutes: 30 })
    expect(await codeOf(propose('gx-centre', '450000', what, 'organisation'))).to.equal('NOT_A_PERSON')
    await propose('gx-centre', '450000', what)
    expect(await codeOf(propose('gx-centre-2', '450000', what))).to.equal('CHANGE_OPEN')
    expect(await codeOf(confirm('gx-centre', '450000'))).to.equal('CHANGE_SAME_PERSON')
    await confirm('gx-centre-2', '450000')
    const after = await read('450000')
    expect(after.proposal).to.equal(null)
    expect(after.changes.slice(0, 2).map(({ type, data }) => [type, data.by?.name])).to.deep.equal([
      ['region.changeConfirmed', '覃雪松'],
      ['region.changeProposed', '韦国栋'],
    ])
    expect(await inForce('450123', 'unsealingMinutes')).to.include({ value: 40 })
    expect(await inForce('450123', 'unsealingMinutes', what.from)).to.include({ value: 30, by: '450000' })
  })

  it('refuses what was signed for another change, and a first day that has come', async () => {
    const what = await change({ drawWindowHours: 48 })
    const { fields } = await as('gx-centre').post<{ fields: Record<string, unknown> }>('/regions/450000/difference', {
      change: what,
    })
    const cms = await as('gx-centre').signAsPerson('region.propose', fields)
    const other = { ...what, wanted: { drawWindowHours: 1 } }
    const sent = as('gx-centre').post('/regions/450000/proposals', { change: other, cms })
    expect(await codeOf(sent)).to.equal('SIGNATURE_REFUSED')
    const { today } = await read('450000')
    expect(await codeOf(propose('gx-centre', '450000', { ...what, from: today }))).to.equal('CHANGE_FIRST_DAY')
  })

  it('gives a change up for a reason; what was in force stays', async () => {
    await propose('gx-centre', '450000', await change({ drawWindowHours: 48 }))
    const { proposal, waiting } = await read('450000')
    const at = `/regions/450000/proposals/${proposal?.id}/reject`
    const sign = (reason: string) => as('gx-centre').signAsPerson('region.reject', { ...waiting, reason })
    const other = as('gx-centre').post(at, { reason: '文号有误', cms: await sign('另有理由') })
    expect(await codeOf(other)).to.equal('SIGNATURE_REFUSED')
    await as('gx-centre').post(at, { reason: '文号有误', cms: await sign('文号有误') })
    expect((await read('450000')).proposal).to.equal(null)
    expect((await read('450000')).changes[0]?.type).to.equal('region.changeRejected')
  })

  it('shows as unset what nobody has set any more', async () => {
    const what = await change({ expertGraceMinutes: null })
    await propose('gx-centre', '450000', what)
    await confirm('gx-centre-2', '450000')
    expect(await inForce('450203', 'expertGraceMinutes', what.from)).to.equal(null)
  })

  it('takes no tender of a region that it does not know', async () => {
    for (const region of ['450199', '440100'])
      expect(await codeOf(as('agent').post('/tenders/other/draft', { draft: { ...park, region } }))).to.equal(
        'REGION_UNKNOWN',
      )
  })

  it('gives a tender to the centre of its region; another centre neither makes its key nor sees its draft', async () => {
    await as('agent').post('/tenders/test-tender/draft', { draft: park })
    expect((await tenderNow(test.world))?.centre?.name).to.equal('昆明市公共资源交易中心（示范）')
    expect(await codeOf(as('nn-centre').get('/tenders/test-tender'))).to.equal('FORBIDDEN')
    const key = { spki: 'AAAA', backup: 'AAAA', cms: 'AAAA' }
    expect(await codeOf(as('nn-centre').post('/tenders/test-tender/officer-key', key))).to.equal('FORBIDDEN')
  })

  it('judges a tender to its end by the values in force when it was published', async () => {
    await publishNotice(test.world)
    const published = (await tenderNow(test.world)) as Tender
    expect(published.published?.regional).to.deep.include({ code: '530111', name: '官渡区', example: true })
    expect(published.published?.regional?.setBy['unsealingMinutes']).to.equal('530000')
    const what = await change({ unsealingMinutes: 5 })
    await propose('centre', '530100', what)
    await confirm('centre-2', '530100')
    await test.world.moveTo(`${dayAfter(what.from, 1)}T10:00:00+08:00`)
    expect(await inForce('530111', 'unsealingMinutes')).to.include({ value: 5, by: '530100' })
    const later = (await tenderNow(test.world)) as Tender
    expect(settled(regionalOf(later, unsetRegion), 'unsealingMinutes').value).to.equal(40)
    expect(published.published?.regional?.day).to.equal(dayOf(published.published?.publishedAt ?? 0))
    expect(await codeOf(as('nn-centre').get('/tenders/test-tender')), 'visible to all').to.equal('done')
  })
})

import { expect } from 'chai'
import { awardDomain } from '../../server/award/domain.ts'
import { buildClient } from '../../server/cli/demo/build.ts'
import { reviewReport } from '../../server/cli/demo/steps/award.ts'
import { evaluation } from '../../server/cli/demo/steps/evaluation.ts'
import { reEvaluation } from '../../server/law/tenderingRemedies.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { type RoomWorld, seatedRoom } from '../evaluation/room.ts'
import { chromiumHere, picture, type Watched, watchedBrowser } from './chromium.ts'
import { enter } from './pages/door.ts'

const GROUND = 'standardMisapplied'

describe('A tenderer answers an objection to the result, in a browser', function () {
  this.timeout(240_000)
  this.bail(true)
  const chromium = chromiumHere()
  let room: RoomWorld
  let browser: Watched
  let path: string

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    room = await seatedRoom([{ ...awardDomain, reactions: [] }])
    browser = await watchedBrowser(chromium)
    path = `/tenders/${room.tender.id}`
    await evaluation(room.world)
    await reviewReport(room.world)
    const tenderer = room.world.as('tenderer')
    const { candidates } = await tenderer.get<{ candidates: string }>(`${path}/publicity/draft`)
    const signed = { tender: room.tender.id, candidates }
    const cms = await tenderer.sign('award.publicise', signed)
    await tenderer.post(`${path}/publicity`, { candidates, cms })
    const bidder = room.world.as('bidder-4')
    const text = '第一名的业绩分未按招标文件规定的标准计算，请求核查。'
    await bidder.post(`${path}/result-objections`, {
      text,
      cms: await bidder.sign('award.object', { tender: room.tender.id, text }),
    })
  })
  after(async () => {
    await browser?.close()
    await room?.stop()
  })

  it('orders another evaluation only where it is upheld, on a ground of the law and by whom that ground allows', async () => {
    const { page, ...window } = await enter(browser, room.world, 'tenderer', `/t/${room.tender.id}`)
    await page.getByLabel('答复', { exact: true }).fill('经核查，业绩分确未按招标文件规定的标准计算，依法重新评审。')
    const sign = page.getByRole('button', { name: '签名答复异议' })
    await page.getByRole('radio', { name: '异议不成立' }).check()
    expect(await page.getByText('依法重新评审（', { exact: false }).count(), 'nothing follows a dismissal').to.equal(0)
    await page.getByRole('radio', { name: '异议成立', exact: true }).check()
    await page.getByRole('checkbox', { name: /依法重新评审/ }).check()
    expect(await sign.isEnabled(), 'a ground is needed').to.equal(false)
    await page.getByLabel('法定情形').click()
    const { zh = '' } = reEvaluation.value.find(({ code }) => code === GROUND) ?? {}
    await page.getByTitle(zh, { exact: true }).click()
    expect(await sign.isEnabled(), 'and by whom').to.equal(false)
    await page.getByRole('radio', { name: '原评标委员会' }).check()
    await page.getByRole('radio', { name: '自评分起重新评审' }).check()
    await picture({ page, ...window }, 'objection-upheld')
    await sign.click()
    await page.getByText('评标进行中').waitFor()
    const { stage } = await room.world.as('tenderer').get<Tender>(path)
    expect(stage).to.equal('evaluating')
  })

  it('leaves the old publicity void, with its cause, for everybody', async () => {
    const found = await room.world.as('tenderer').get<{ void: boolean; past: { cause: string }[] }>(`${path}/publicity`)
    expect(found).to.include({ void: true })
    expect(browser.errors).to.deep.equal([])
  })
})

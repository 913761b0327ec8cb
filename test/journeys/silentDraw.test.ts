import { expect } from 'chai'
import { commitOnly, type DrawView, openSilent, revealOnly } from '../../server/cli/demo/steps/draws.ts'
import { fillPool, freezePanel } from '../../server/cli/demo/steps/panel.ts'
import { codeOf } from '../world/codes.ts'
import type { TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched } from './chromium.ts'
import { begin, end, signHere } from './pages/begin.ts'
import { enter } from './pages/door.ts'

const PARTIES = ['tenderer', 'centre', 'supervisor']

describe('A party of the draw falls silent, in a browser', function () {
  this.timeout(240_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  let draw = ''
  const look = () => running.world.as('tenderer').get<DrawView & { revealUntil: number }>(`/draws/${draw}`)

  before(async function () {
    if (!chromium) return this.skip()
    ;({ running, browser } = await begin(chromium))
    const { world } = running
    await fillPool(world)
    await freezePanel(world)
    const panel = await world.as('tenderer').get<{ draw: { id: string } }>(`/tenders/${world.tender}/panel`)
    draw = panel.draw.id
    for (const party of PARTIES) await commitOnly(world, draw, party)
    for (const party of PARTIES.slice(0, 2)) await revealOnly(world, draw, party)
  })
  after(() => end({ running, browser }))

  it('its value stays closed until its time to reveal is over', async () => {
    expect(await codeOf(openSilent(running.world, draw, 'supervisor', 'centre'))).to.equal('DRAW_TOO_EARLY')
    await running.world.moveTo((await look()).revealUntil)
    expect((await look()).seed).to.equal(null)
  })

  it('the others each open the share that they hold, and the draw goes on without it', async () => {
    const { world } = running
    await openSilent(world, draw, 'supervisor', 'centre')
    expect((await look()).stage).to.equal('revealing')
    const window = await enter(browser, world, 'tenderer', `/t/${world.tender}`)
    await window.page.getByText('监督人逾期未揭示随机值', { exact: false }).waitFor()
    await picture(window, 'draw-silent')
    const button = window.page.getByRole('button', { name: '打开我持有的监督人的份额' })
    await signHere(running, window, 'tenderer', button, () => window.page.getByText('已接受 0/5').first().waitFor())
    await picture(window, 'draw-opened')
    const after = await look()
    expect([after.stage, after.seed?.length]).to.deep.equal(['drawn', 64])
    await window.context.close()
  })

  it('nothing went wrong on the way', () => {
    expect(browser.errors).to.deep.equal([])
    expect(running.errors()).to.deep.equal([])
  })
})

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { PDFDocument } from 'pdf-lib'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { type TestWorld, world } from '../world/world.ts'
import { fill } from './folder.ts'
import { type Ended, run } from './tool.ts'

/** A picture of one dot. */
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

describe('yangguang-bid check --blind', function () {
  this.timeout(120_000)
  let running: TestWorld
  let folder: string
  let dir: string
  const call = (...args: string[]): Promise<Ended> => run('yangguang-bid', args, { cwd: folder })
  const blind = async () => {
    const ended = await call('check', 'bid', '--blind', '--json')
    const { checks } = ended.json() as { checks: { id: string; ok: boolean | null; detail: string }[] }
    return { code: ended.code, ...checks.find(({ id }) => id === 'blind') }
  }
  const technical = (bytes: Uint8Array): void => writeFileSync(join(dir, '技术标', '技术标.pdf'), bytes)
  const name = (): string => running.world.as('bidder-1').person.organisation?.name ?? ''

  before(async () => {
    running = await world()
    folder = mkdtempSync(join(tmpdir(), 'yangguang-blind-'))
    dir = join(folder, 'bid')
    await publishNotice(running.world)
    await call('init', 'bid', '--tender', running.world.tender, '--from', running.world.origins.public)
    await fill(dir, running.world, 'bidder-1', 0)
  })
  after(async () => {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('asks first what is to be looked for', async () => {
    expect((await call('check', 'bid', '--blind')).code).to.equal(2)
    expect(existsSync(join(dir, '身份信息.txt')), 'this tender has no blind volume').to.equal(false)
  })

  it('finds the bidder and its people with the pages', async () => {
    writeFileSync(join(dir, '身份信息.txt'), `# 本单位\n${name()}\n`)
    const named = await blind()
    expect(named).to.include({ code: 1, ok: false })
    expect(named.detail).to.match(new RegExp(`page 1[^;]*: tells who the bidder is: “${name()}”`))
  })

  it('is content with a volume that tells nothing, and decides nothing over pages that it cannot read', async () => {
    const doc = await PDFDocument.create({ updateMetadata: false })
    doc.addPage([595, 842])
    technical(await doc.save())
    expect(await blind()).to.include({ code: 0, ok: true })
    doc.getPage(0).drawImage(await doc.embedPng(DOT))
    technical(await doc.save())
    const detail = 'page 1: no text layer (such as a scan): not searched'
    expect(await blind()).to.include({ code: 4, ok: null, detail })
    expect(readFileSync(join(dir, '身份信息.txt'), 'utf8')).to.contain(name())
  })
})

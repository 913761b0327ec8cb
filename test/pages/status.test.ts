import { expect } from 'chai'
import { beats } from '../../server/audit/store.ts'
import { type TestWorld, world } from '../world/world.ts'

const HOUR = 3_600_000

describe('the pages about the platform itself, over HTTP', function () {
  this.timeout(60_000)
  let test: TestWorld
  const page = async (path: string): Promise<string> => {
    const answer = await fetch(`${test.world.origins.public}${path}`)
    expect(answer.status, path).to.equal(200)
    return answer.text()
  }

  before(async () => {
    test = await world()
    await test.world.until('the log has begun', async () => (await beats(test.platform.database).count()) > 1)
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('say that it runs, by the last beat, and that nothing is known of days before the log', async () => {
    const told = await page('/status')
    expect(told).to.include('运行正常').and.include('没有停拍').and.include('日志尚未开始').and.not.include('停拍中')
  })

  it('name the span in which the log stood still, in the time of the platform', async () => {
    const { clock, database } = test.platform
    const from = clock.real() - HOUR
    const struck = { slots: 1, root: '0'.repeat(64), from_seq: 1, to_seq: 0 }
    await beats(database).bulkCreate([
      { beat: -2, at: from, ...struck },
      { beat: -1, at: from + 95_000, ...struck },
    ])
    await test.world.moveTo(clock.now() + 60_000) // what is told of today is at most a minute old
    const told = await page('/status')
    expect(told).to.include('（1 分 35 秒）')
  })

  it('guide each role, and say how far the pages serve everybody', async () => {
    const told = await page('/help')
    for (const words of ['投标人、供应商', '评标专家', '无障碍声明', 'href="#tenderer"']) expect(told).to.include(words)
    expect(told).not.to.include('<script')
  })
})

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { PIN } from '../../server/cli/demo/foundation.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import type { OwnReport } from '../../server/outages/views.ts'
import { type TestWorld, world } from '../world/world.ts'
import { jsonOf } from './folder.ts'
import { type Calling, type Ended, run } from './tool.ts'

describe('yangguang-bid report', function () {
  this.timeout(240_000)
  let running: TestWorld
  let folder: string
  const path = (name: string): string => join(folder, name)
  const call = (args: string[], calling: Calling = {}): Promise<Ended> =>
    run('yangguang-bid', args, { cwd: folder, env: { YANGGUANG_PIN: PIN }, ...calling })
  const key = (): string => join(running.world.folder, 'keys', 'bidder-1.p12')
  const told = (to: string): string[] => [
    ...['--kind', 'upload', '--from', '2026-03-20T09:00:00+08:00', '--until', '2026-03-20T09:20:00+08:00'],
    ...['--account', 'said.txt', '--to', to, '--key', key()],
  ]
  const mine = async (): Promise<OwnReport[]> =>
    (await running.world.as('bidder-1').get<{ items: OwnReport[] }>('/account/outages')).items

  before(async () => {
    running = await world()
    folder = mkdtempSync(join(tmpdir(), 'yangguang-report-'))
    await publishNotice(running.world)
    await running.world.moveTo('2026-03-20T10:00:00+08:00')
    writeFileSync(path('said.txt'), '上传时平台没有应答，重试三次均超时\n')
  })
  after(async () => {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('keeps the report while the platform is out, and sends that one when it is back', async () => {
    const evidence = { what: 'platform.fault', at: '2026-03-20T01:01:00.000Z', problems: [] }
    const cms = await running.world.as('bidder-1').signBytes(utf8(canonical(evidence)))
    writeFileSync(path('evidence.json'), JSON.stringify({ evidence, cms }))
    const out = await call(['report', 'evidence.json', '-o', 'first.json', ...told('http://127.0.0.1:9')])
    expect(out.code, out.err).to.equal(5)
    expect(existsSync(path('first.json'))).to.equal(false)
    const { report } = jsonOf(path('first.unsent.json'))
    const sent = await call(['report', '-o', 'first.json', ...told(running.world.origins.trading), '--json'])
    expect(sent.code, sent.err).to.equal(0)
    expect(sent.json()).to.have.nested.property('receipt.report', report)
    expect(existsSync(path('first.unsent.json'))).to.equal(false)
    expect((await mine()).map((one) => one.report)).to.deep.equal([report])
  })

  it('the receipt verifies offline', async () => {
    const { certificate, verifier } = await running.world
      .as('bidder-1')
      .get<{ certificate: string; verifier: string }>('/log/verifier')
    writeFileSync(path('platform.der'), Buffer.from(certificate, 'hex'))
    const anchors = [
      '--trust',
      String(running.config.trustFolder),
      '--platform',
      path('platform.der'),
      '--verifier',
      verifier,
    ]
    const own = await running.world.until('the stamp', async () => {
      const [one] = await mine()
      return one?.receipt.token ? one : undefined
    })
    writeFileSync(path('stamped.json'), JSON.stringify(own.receipt))
    const verified = await run('yangguang-verify', ['receipt', 'stamped.json', ...anchors], { cwd: folder })
    expect(verified.code, verified.out + verified.err).to.equal(0)
    const forged = { ...own.receipt, receipt: { ...own.receipt.receipt, reportedAt: '2026-03-20T01:00:00.000Z' } }
    writeFileSync(path('forged.json'), JSON.stringify(forged))
    expect((await run('yangguang-verify', ['receipt', 'forged.json', ...anchors], { cwd: folder })).code).to.equal(1)
  })

  it('sends a report that a page signed and saved, and again gets the same receipt', async () => {
    const way = ['--to', running.world.origins.trading, '--key', key()]
    const client = running.world.as('bidder-1')
    const report = {
      ...{
        report: `outage-${'5'.repeat(32)}`,
        kind: 'signIn',
        from: Date.parse('2026-03-20T09:00:00+08:00'),
        to: null,
      },
      ...{ account: '登录页面打不开，持续十分钟', attempts: [], evidence: null },
    }
    writeFileSync(path('saved.json'), JSON.stringify({ ...report, cms: await client.sign('outage.report', report) }))
    const [one, two] = [
      await call(['report', 'saved.json', '-o', 'one.json', ...way, '--json']),
      await call(['report', 'saved.json', '-o', 'two.json', ...way, '--json']),
    ]
    expect(one.code, one.err).to.equal(0)
    expect(two.json()['receipt']).to.deep.equal(one.json()['receipt'])
    const [before] = await mine()
    writeFileSync(path('odd.json'), JSON.stringify({ report: before?.report, cms: 'AAAA' }))
    expect((await call(['report', 'odd.json', '-o', 'odd.receipt.json', ...way])).code).to.equal(3)
  })

  it('says what is wrong before it asks any server', async () => {
    const to = running.world.origins.trading
    const wrong = (option: string, value: string): string[] => {
      const options = told(to)
      options[options.indexOf(option) + 1] = value
      return ['report', '-o', 'second.json', ...options]
    }
    expect((await call(wrong('--kind', 'weather'))).code).to.equal(2)
    expect((await call(wrong('--from', '2026-03-20 09:00'))).code).to.equal(2)
    expect((await call(wrong('--account', 'nowhere.txt'))).code).to.equal(3)
    expect((await call(['report', '-o', 'first.json', ...told(to)])).code).to.equal(2)
    expect(existsSync(path('second.unsent.json'))).to.equal(false)
  })

  it('is refused by the server with its problem', async () => {
    const options = told(running.world.origins.trading)
    options[options.indexOf('--from') + 1] = '2026-03-20T09:30:00+08:00'
    const ended = await call(['report', '-o', 'third.json', ...options])
    expect(ended.code, ended.err).to.equal(6)
    expect(ended.json()).to.include({ code: 'OUTAGE_SPAN' })
    expect(existsSync(path('third.unsent.json')), 'it would be declined again').to.equal(false)
  })
})

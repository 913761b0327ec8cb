import { join } from 'node:path'
import { expect } from 'chai'
import type { Finding } from '../../client/src/environment/finding.ts'
import { readReport, reportFile, sealReport } from '../../client/src/environment/report.ts'
import { base64, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { signDetached } from '../../crypto/signature.ts'
import { keysOf } from '../../server/cli/demo/client.ts'
import { foundation } from '../world/world.ts'

const findings: Finding[] = [{ id: 'clock', title: '时钟偏差', tone: 'good', seen: '本机与平台相差 12 毫秒' }]
const report = { at: '2026-03-16 16:58:08', organisation: '示例公司', agent: 'Chrome/156', findings }

/** Signs as the page does, with a key file of the demo. */
async function sign(what: string, fields: Record<string, unknown>): Promise<string> {
  const { folder } = await foundation()
  const { signer } = await keysOf(join(folder, 'keys', 'bidder-1.p12'))
  return base64(await signDetached(utf8(canonical({ ...fields, what })), signer, Date.parse('2026-03-16T09:00:00Z')))
}
const changed = (text: string, from: string, to: string): string => {
  expect(text).to.include(from)
  return text.replace(from, to)
}

describe('The report on a machine', function () {
  this.timeout(60_000)
  it('that was signed names its signer, and says what was found', async () => {
    const verdict = await readReport(reportFile(await sealReport(report, sign)))
    expect(verdict).to.deep.include({ ok: true, report })
    expect(verdict.ok && verdict.signer?.name).to.equal('滇示甲建建设工程有限公司')
  })

  it('that was not signed says so, and is still held against its hash', async () => {
    const file = reportFile(await sealReport(report))
    expect(await readReport(file)).to.deep.equal({ ok: true, report, signer: null })
    expect(await readReport(changed(file, '12 毫秒', '13 毫秒'))).to.deep.equal({ ok: false, why: 'changed' })
  })

  it('whose hash was made anew after a change is found out by its signature', async () => {
    const first = await sealReport(report, sign)
    const other = await sealReport({ ...report, organisation: '另一公司' })
    const forged = reportFile({ ...other, cms: first.cms })
    expect(await readReport(forged)).to.deep.equal({ ok: false, why: 'signature' })
    expect(await readReport(reportFile({ ...first, cms: 'AAAA' }))).to.deep.equal({ ok: false, why: 'signature' })
  })

  it('is nothing else: other files are told apart', async () => {
    for (const text of ['', 'null', '{}', '[1]', '{"kind":"environment.report","report":{}}', 'no json'])
      expect(await readReport(text), text).to.deep.equal({ ok: false, why: 'unreadable' })
  })
})

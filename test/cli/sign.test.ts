import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { WHOLE } from '../../crypto/pdf/bidder.ts'
import { checkPdf } from '../../crypto/pdf/signatures.ts'
import { PIN } from '../../server/cli/demo/foundation.ts'
import { renderPaper } from '../../server/documents/render.ts'
import { largePdf } from '../documents/largePdf.ts'
import { papers } from '../documents/papers.ts'
import { isSound, verdicts, wants } from '../documents/tools.ts'
import { keyFileOf } from './keyFileOf.ts'
import { type Calling, type Ended, run } from './tool.ts'

const VALID = 'Signature Validation: Signature is Valid.'

describe('yangguang-bid sign', function () {
  this.timeout(120_000)
  let folder: string
  let key: string
  let paper: Uint8Array
  const withPin = { env: { YANGGUANG_PIN: PIN } }
  const call = (args: string[], calling: Calling = withPin): Promise<Ended> =>
    run('yangguang-bid', ['sign', ...args, '--key', key], { cwd: folder, ...calling })
  const file = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)))

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'yangguang-sign-'))
    key = join(folder, 'company.p12')
    writeFileSync(key, await keyFileOf('广西八桂建设集团有限公司', PIN))
    paper = await renderPaper(papers.report!, { at: 0 })
    for (const name of ['商务标', '技术标', '报价', 'signed']) mkdirSync(join(folder, name))
    for (const name of ['商务标/资格.pdf', '商务标/业绩.pdf', '技术标/方案.pdf'])
      writeFileSync(join(folder, name), paper)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('signs several files with one PIN, leaves their bytes, and strangers find the signatures valid', async function () {
    wants(this, 'pdfsig', 'qpdf')
    const ended = await call(['商务标/资格.pdf', '技术标/方案.pdf', '-o', 'signed', '--pin-fd', '0'], {
      input: `${PIN}\n`,
    })
    expect(ended.code, ended.err).to.equal(0)
    for (const name of ['资格.pdf', '方案.pdf']) {
      const signed = file(`signed/${name}`)
      expect(Buffer.compare(signed.subarray(0, paper.length), paper)).to.equal(0)
      expect(verdicts(signed)).to.deep.equal([VALID])
      expect(isSound(signed)).to.equal(true)
    }
    expect(Buffer.compare(file('商务标/资格.pdf'), paper), 'the file itself is left').to.equal(0)
  })

  it('signs every PDF of a bid’s folder in place, and again beside a signature that is there', async () => {
    expect((await call(['.', '--force', '--json'])).json()['verdict']).to.equal('valid')
    expect((await call(['技术标/方案.pdf', '--force', '--page', '1', '--at', '80,20'])).code).to.equal(0)
    expect(await checkPdf(file('商务标/业绩.pdf'))).to.have.length(1)
    const [first, second] = await checkPdf(file('技术标/方案.pdf'))
    expect([first?.coversAll, second?.coversAll]).to.deep.equal([false, true])
    expect(second?.by.certificate.subject.organisation).to.equal('广西八桂建设集团有限公司')
  })

  it('signs a file that is too large to be read whole, and strangers find it valid', async function () {
    wants(this, 'pdfsig')
    await largePdf(join(folder, '技术大卷.pdf'), WHOLE + 1_000_000)
    const ended = await call(['技术大卷.pdf', '-o', 'signed'])
    expect(ended.code, ended.err).to.equal(0)
    const [chosen, signed] = [file('技术大卷.pdf'), file('signed/技术大卷.pdf')]
    expect(chosen.length).to.be.greaterThan(WHOLE)
    expect(signed.length).to.be.greaterThan(chosen.length)
    expect(Buffer.compare(signed.subarray(0, chosen.length), chosen)).to.equal(0)
    expect(verdicts(signed)).to.deep.equal([VALID])
  })

  it('says of each file why it cannot be signed, and signs the others', async () => {
    writeFileSync(join(folder, '报价', '坏.pdf'), 'no PDF at all')
    writeFileSync(join(folder, '报价', '好.pdf'), paper)
    const ended = await call(['报价/坏.pdf', '报价/好.pdf', '--force', '--json'])
    expect(ended.code).to.equal(1)
    const { checks } = ended.json() as { checks: { ok: boolean; detail: string }[] }
    expect(checks.map(({ ok }) => ok)).to.deep.equal([false, true])
    expect(checks[0]?.detail).to.equal('this is no PDF')
    expect(file('报价/坏.pdf').length).to.equal(13)
  })

  it('asks for no key where the call is wrong, and replaces nothing unasked', async () => {
    const code = async (...args: string[]) => (await call(args, {})).code
    expect(await code('商务标/资格.pdf'), 'neither -o nor --force').to.equal(2)
    expect(await code('商务标/资格.pdf', '-o', 'signed'), 'it is there already').to.equal(2)
    expect(await code('商务标/资格.pdf', '-o', 'nowhere')).to.equal(2)
    expect(await code('商务标/none.pdf', '--force')).to.equal(3)
    expect(await code('商务标/资格.pdf', '--force', '--page', 'middle')).to.equal(2)
    expect(await code('商务标/资格.pdf', '--force', '--at', '120,3')).to.equal(2)
    expect(await code('商务标/资格.pdf', '--force', '--no-input'), 'no PIN').to.equal(7)
  })
})

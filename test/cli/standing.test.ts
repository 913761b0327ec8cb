import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { formatVerifier, newNoteKey } from '../../crypto/checkpoint.ts'
import { PIN } from '../../server/cli/demo/foundation.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { DEADLINE } from '../../server/cli/demo/tender.ts'
import { authorityFrom } from '../../server/platform/trust.ts'
import { eventually } from '../world/eventually.ts'
import { changedTrust, logged, type Signers, twoPeople } from '../world/loggedTrust.ts'
import { type TestWorld, world } from '../world/world.ts'
import { fill, jsonOf } from './folder.ts'
import { type Calling, type Ended, run } from './tool.ts'

const authorityOf = ({ authority }: Signers) => ({ ...authorityFrom(authority.root), id: 'third' })

describe('yangguang-bid: what stands at the platform, and taking it back', function () {
  this.timeout(240_000)
  let running: TestWorld
  let folder: string
  let tender: string
  const keyOf = (bidder: string): string => join(running.world.folder, 'keys', `${bidder}.p12`)
  const call = (args: string[], calling: Calling = {}): Promise<Ended> =>
    run('yangguang-bid', args, { cwd: folder, env: { YANGGUANG_PIN: PIN }, ...calling })
  const way = (bidder = 'bidder-1'): string[] => [
    ...['--tender', tender, '--to', running.world.origins.trading, '--key', keyOf(bidder)],
  ]
  const withdraw = (file: string, sequence = '1', bidder?: string): Promise<Ended> =>
    call(['withdraw', file, '--sequence', sequence, ...way(bidder), '--json'])
  const status = (file: string, bidder?: string): Promise<Ended> => call(['status', file, ...way(bidder), '--json'])
  const verdicts = (ended: Ended): Record<string, string> =>
    Object.fromEntries(
      (ended.json() as { checks: { id: string; verdict: string }[] }).checks.map(({ id, verdict }) => [id, verdict]),
    )
  /** The standing once stamp and proof have come. */
  const settled = async (file: string): Promise<Ended> => {
    let last = await status(file)
    await eventually(async () => {
      if (last.code === 4) last = await status(file)
      return last.code !== 4
    })
    return last
  }

  before(async () => {
    running = await world()
    folder = mkdtempSync(join(tmpdir(), 'yangguang-standing-'))
    tender = running.world.tender
    await publishNotice(running.world)
    await deposits(running.world)
    const init = await call(['init', 'bid', '--tender', tender, '--from', running.world.origins.public])
    expect(init.code, init.err).to.equal(0)
    await fill(join(folder, 'bid'), running.world, 'bidder-1', 1)
    const sealed = await call(['seal', 'bid', '-o', 'bid.bid', '--key', keyOf('bidder-1')])
    expect(sealed.code, sealed.err).to.equal(0)
  })
  after(async () => {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('nothing stands before it is submitted, and nothing can be taken back', async () => {
    const before = await status('bid.bid')
    expect(before.code, before.err).to.equal(1)
    expect(verdicts(before)).to.deep.equal({ stands: 'invalid' })
    const none = await withdraw('bid.bid')
    expect(none.code, none.err).to.equal(6)
    expect(none.json()).to.include({ code: 'BID_ABSENT' })
    expect(existsSync(join(folder, 'bid.withdrawal.json'))).to.equal(false)
  })

  it('a submitted bid stands, with receipt, stamp and proof, which are kept beside it', async () => {
    expect((await call(['upload', 'bid.bid', ...way(), '--submit'])).code).to.equal(0)
    const stands = await settled('bid.bid')
    expect(stands.code, stands.err + stands.out).to.equal(0)
    expect(verdicts(stands)).to.deep.equal({ stands: 'valid', receipt: 'valid', timestamp: 'valid', proof: 'valid' })
    expect(jsonOf(join(folder, 'bid.receipt.json'))['token']).to.be.a('string')
    expect(jsonOf(join(folder, 'bid.proof.json'))).to.have.property('checkpoint')
    expect(stands.out, 'by the list made anew from the log').to.include('took its authority 阳光示范CA for time stamps')
    expect((await status('bid')).code, 'also asked from the folder').to.equal(0)
  })

  it('the authority of the stamp is judged by a list that was kept, and another log’s list is none', async () => {
    const kept = await call(['trust', '--from', running.world.origins.public, '-o', 'list.json'])
    expect(kept.code, kept.err).to.equal(0)
    const by = (list: string) => call(['status', 'bid.bid', ...way(), '--list', list, '--json'])
    const listed = await by('list.json')
    expect([listed.code, verdicts(listed)['timestamp']], listed.err).to.deep.equal([0, 'valid'])
    const people = await twoPeople()
    const { evidence } = await logged(await changedTrust(people, authorityOf(people)))
    writeFileSync(join(folder, 'other-list.json'), JSON.stringify(evidence))
    const other = await by('other-list.json')
    expect([other.code, verdicts(other)['timestamp']], other.err).to.deep.equal([1, 'invalid'])
  })

  it('the receipt of another bid that is kept is not written over unless told so', async () => {
    const receipt = join(folder, 'bid.receipt.json')
    const good = readFileSync(receipt, 'utf8')
    writeFileSync(receipt, JSON.stringify({ receipt: { fact: 'another' } }))
    const refused = await status('bid.bid')
    expect(refused.code, refused.err).to.equal(2)
    expect((await call(['submit', 'bid.bid', ...way()])).code, 'nor by who submits').to.equal(2)
    expect(jsonOf(receipt)).to.deep.equal({ receipt: { fact: 'another' } })
    expect((await call(['status', 'bid.bid', ...way(), '--force'])).code).to.equal(0)
    expect(jsonOf(receipt)['receipt']).to.deep.equal(JSON.parse(good).receipt)
  })

  it('another’s key is of no use, and another package than stands is not taken for it', async () => {
    expect((await status('bid.bid', 'bidder-2')).code).to.equal(7)
    const manifest = readFileSync(join(folder, 'bid.manifest.json'), 'utf8')
    writeFileSync(
      join(folder, 'other.manifest.json'),
      JSON.stringify({ ...JSON.parse(manifest), header: 'a'.repeat(64) }),
    )
    const other = await status('other.bid')
    expect(other.code, other.err).to.equal(1)
    expect(verdicts(other)).to.deep.equal({ stands: 'invalid' })
  })

  it('a log that does not go on from the proof kept before, or has another key, is found out', async () => {
    const file = join(folder, 'bid.manifest.json')
    const good = readFileSync(file, 'utf8')
    const own = JSON.parse(good) as { platform: { certificate: string; verifier: string } }
    const verifier = formatVerifier(await newNoteKey(own.platform.verifier.split('+')[0] ?? ''))
    writeFileSync(file, JSON.stringify({ ...own, platform: { ...own.platform, verifier } }))
    const strange = await status('bid.bid')
    writeFileSync(file, good)
    expect(strange.code, strange.err).to.equal(1)
    expect(verdicts(strange)['receipt']).to.equal('invalid')
  })

  it('is not taken back without its number, by a wrong one, or in another’s name', async () => {
    expect((await call(['withdraw', 'bid.bid', ...way()])).code).to.equal(2)
    expect((await withdraw('bid.bid', 'x')).code).to.equal(2)
    expect((await withdraw('bid.bid', '2')).code).to.equal(2)
    const wrong = await withdraw('bid', '2')
    expect(wrong.code, wrong.err).to.equal(6)
    expect((await withdraw('bid.bid', '1', 'bidder-2')).code).to.equal(7)
    expect((await withdraw('nowhere.bid')).code).to.equal(3)
    expect((await status('bid.bid')).code).to.equal(0)
  })

  it('says that there is no server', async () => {
    const nowhere = ['--tender', tender, '--to', 'http://127.0.0.1:9', '--key', keyOf('bidder-1')]
    expect((await call(['status', 'bid.bid', ...nowhere])).code).to.equal(5)
    expect((await call(['withdraw', 'bid.bid', '--sequence', '1', ...nowhere])).code).to.equal(5)
  })

  it('is taken back by a signed statement: the receipt is kept, and asked again the same one comes', async () => {
    const ended = await withdraw('bid.bid')
    expect(ended.code, ended.err).to.equal(0)
    const { header } = jsonOf(join(folder, 'bid.manifest.json'))
    expect(ended.json()).to.deep.nested.include({ 'receipt.kind': 'bid.withdrawal', 'receipt.header': header })
    expect(readFileSync(join(folder, 'bid.withdrawal.pdf')).subarray(0, 5).toString()).to.equal('%PDF-')
    const again = await withdraw('bid.bid')
    expect(again.code, again.err).to.equal(0)
    expect(again.json()['receipt']).to.deep.equal(ended.json()['receipt'])
    expect(await running.world.as('bidder-1').get(`/tenders/${tender}/bid`)).to.include({ stage: 'withdrawn' })
  })

  it('stamp and proof of the withdrawal come later, and the receipt verifies offline', async () => {
    const stands = await settled('bid.bid')
    expect(stands.code, stands.err + stands.out).to.equal(0)
    expect(stands.out).to.include('withdrawn')
    expect(jsonOf(join(folder, 'bid.withdrawal.json'))['token']).to.be.a('string')
    const anchors = [
      '--trust',
      String(running.config.trustFolder),
      '--platform',
      certificateFile(),
      '--verifier',
      verifier(),
    ]
    const verified = await call(['verify', 'bid.withdrawal.json', ...anchors])
    expect(verified.code, verified.out + verified.err).to.equal(0)
  })

  it('after the deadline nothing is taken back, with the article', async () => {
    const sealed = await call(['seal', 'bid', '-o', 'next.bid', '--sequence', '2', '--key', keyOf('bidder-1')])
    expect(sealed.code, sealed.err).to.equal(0)
    await running.world.moveTo(Date.parse(DEADLINE) + 1000)
    const late = await withdraw('next.bid', '2')
    expect(late.code, late.err).to.equal(6)
    expect(existsSync(join(folder, 'next.withdrawal.json'))).to.equal(false)
  })

  const platform = (): { certificate: string; verifier: string } =>
    jsonOf(join(folder, 'bid.manifest.json'))['platform'] as { certificate: string; verifier: string }
  const verifier = (): string => platform().verifier
  const certificateFile = (): string => {
    const path = join(folder, 'platform.der')
    writeFileSync(path, Buffer.from(platform().certificate, 'base64'))
    return path
  }
})

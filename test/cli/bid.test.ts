import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { formatVerifier, newNoteKey } from '../../crypto/checkpoint.ts'
import { PIN } from '../../server/cli/demo/foundation.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { DEADLINE } from '../../server/cli/demo/tender.ts'
import { type TestWorld, world } from '../world/world.ts'
import { fill, jsonOf, writeForm } from './folder.ts'
import { type Calling, type Ended, run } from './tool.ts'

/** Large enough to be cut on its way. */
const MEGABYTES = 48

describe('yangguang-bid', function () {
  this.timeout(240_000)
  let running: TestWorld
  let folder: string
  let tender: string
  const keyOf = (bidder: string): string => join(running.world.folder, 'keys', `${bidder}.p12`)
  const trust = (): string => String(running.config.trustFolder)
  const withPin = { env: { YANGGUANG_PIN: PIN } }
  const call = (args: string[], calling: Calling = {}): Promise<Ended> =>
    run('yangguang-bid', args, { cwd: folder, ...calling })
  const way = (bidder = 'bidder-1'): string[] => [
    ...['--tender', tender, '--to', running.world.origins.trading, '--key', keyOf(bidder)],
  ]
  const codeOf = async (args: string[], calling: Calling = {}): Promise<number | null> =>
    (await call(args, calling)).code

  before(async () => {
    running = await world()
    folder = mkdtempSync(join(tmpdir(), 'yangguang-bid-'))
    tender = running.world.tender
    await publishNotice(running.world)
    await deposits(running.world)
  })
  after(async () => {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('makes a folder from what the public may see of a tender', async () => {
    const ended = await call(['init', 'bid', '--tender', tender, '--from', running.world.origins.public])
    expect(ended.code, ended.err).to.equal(0)
    expect(ended.out).to.equal('bid\n')
    expect(readdirSync(join(folder, 'bid')).sort()).to.deep.equal(
      ['tender.json', '商务标', '技术标', '报价', '说明.txt'].sort(),
    )
    expect(await codeOf(['init', 'bid', '--tender', tender, '--from', running.world.origins.public])).to.equal(2)
    expect(await codeOf(['init', '--tender', 'nowhere', '--from', running.world.origins.public])).to.equal(6)
  })

  it('says what is missing while the folder is not complete', async () => {
    const empty = await call(['check', 'bid', '--json'])
    expect(empty.code).to.equal(1)
    const { verdict, checks } = empty.json() as { verdict: string; checks: { id: string; ok: boolean }[] }
    expect(verdict).to.equal('invalid')
    expect(checks.filter(({ ok }) => !ok).map(({ id }) => id)).to.deep.equal(['structure', 'form'])
    expect(await codeOf(['seal', 'bid', '-o', 'bid.bid', '--key', keyOf('bidder-1')], withPin)).to.equal(1)
    expect(existsSync(join(folder, 'bid.bid'))).to.equal(false)
  })

  it('finds a price above the ceiling, a broken PDF, a strange file and changed officers’ keys', async () => {
    const dir = join(folder, 'bid')
    const wrong = async (): Promise<string[]> => {
      const { checks } = (await call(['check', 'bid', '--json'])).json() as { checks: { id: string; ok: boolean }[] }
      return checks.filter(({ ok }) => !ok).map(({ id }) => id)
    }
    await fill(dir, running.world, 'bidder-1', MEGABYTES)
    expect(await wrong()).to.deep.equal([])
    writeForm(dir, { price: '999999999999' })
    expect(await wrong()).to.deep.equal(['price'])
    writeForm(dir, { price: '18936000.00' })
    expect(await wrong()).to.deep.equal(['form'])
    writeForm(dir, {})
    writeFileSync(join(dir, '商务标', 'broken.pdf'), 'this is no PDF')
    writeFileSync(join(dir, '商务标', 'list.xlsx'), 'nor this')
    expect(await wrong()).to.deep.equal(['structure', 'pdf'])
    for (const name of ['broken.pdf', 'list.xlsx']) rmSync(join(dir, '商务标', name))
    const file = join(dir, 'tender.json')
    const good = readFileSync(file)
    const facts = JSON.parse(String(good))
    facts.officers.reverse()
    facts.officers[0].spki = facts.officers[1].spki
    writeFileSync(file, JSON.stringify(facts))
    expect(await wrong()).to.deep.equal(['ceremony'])
    writeFileSync(file, '{}')
    expect(await codeOf(['check', 'bid'])).to.equal(3)
    writeFileSync(file, good)
    expect(await codeOf(['check', 'nowhere'])).to.equal(3)
    expect(await codeOf(['check', 'bid'])).to.equal(0)
  })

  it('leaves no half file when it is interrupted', async () => {
    let interrupted = false // once: a second signal would end it before it has tidied up
    const ended = await call(['seal', 'bid', '-o', 'bid.bid', '--key', keyOf('bidder-1'), '--progress', 'json'], {
      ...withPin,
      onError: (text, child) => {
        if (interrupted || !text.includes('"sealing"')) return
        interrupted = child.kill('SIGINT')
      },
    })
    expect(ended.code, ended.err).to.equal(130)
    expect(readdirSync(folder)).to.deep.equal(['bid'])
  })

  it('seals on this machine, with the PIN from a descriptor, and overwrites nothing unasked', async () => {
    const seal = ['seal', 'bid', '-o', 'bid.bid', '--key', keyOf('bidder-1'), '--json', '--quiet']
    const ended = await call([...seal, '--pin-fd', '0'], { input: `${PIN}\n` })
    expect(ended.code, ended.err).to.equal(0)
    expect(ended.err).to.equal('')
    const beside = jsonOf(join(folder, 'bid.manifest.json'))
    expect(ended.json()).to.include({ header: beside['header'], sequence: 1 })
    expect(ended.out).to.not.include(beside['salt'])
    expect(statSync(join(folder, 'bid.bid')).size).to.equal(beside['bytes'])
    expect(statSync(join(folder, 'bid.manifest.json')).mode & 0o077).to.equal(0)
    expect(await codeOf(seal, withPin)).to.equal(2)
  })

  it('goes on with an upload after it was killed, and sends nothing twice', async () => {
    const upload = ['upload', 'bid.bid', ...way(), '--progress', 'json']
    const killed = await call(upload, {
      ...withPin,
      onError: (text, child) => void (text.includes('"uploading"') && child.kill('SIGKILL')),
    })
    expect(killed.signal, killed.err).to.equal('SIGKILL')
    const state = jsonOf(join(folder, 'bid.upload.json'))
    expect(state['complete']).to.equal(false)
    const client = running.world.as('bidder-1')
    await new Promise((done) => setTimeout(done, 1500)) // pieces that were on their way still come to rest
    const before = await client.get<{ pieces: number; arrived: number[] }>(`/uploads/${state['upload']}`)
    expect(before.arrived.length).to.be.within(1, before.pieces - 1)
    expect(await codeOf(['submit', 'bid.bid', ...way()], withPin)).to.equal(2)
    expect(await codeOf(upload, withPin)).to.equal(2)
    const resumed = await call([...upload, '--resume'], withPin)
    expect(resumed.code, resumed.err).to.equal(0)
    expect(resumed.out.trim()).to.equal(state['upload'])
    const sent = resumed.err.split('\n').filter((line) => line.includes('"uploading"'))
    expect(sent).to.have.lengthOf(before.pieces - before.arrived.length)
  })

  it('says when there is no server, and when it fails', async () => {
    const nowhere = ['--tender', tender, '--to', 'http://127.0.0.1:9', '--key', keyOf('bidder-1')]
    expect(await codeOf(['submit', 'bid.bid', ...nowhere], withPin)).to.equal(5)
    const broken = createServer((_req, res) =>
      res
        .writeHead(500, { 'content-type': 'application/problem+json' })
        .end('{"status":500,"code":"BUG","zh":"","en":""}'),
    )
    await new Promise<void>((ready) => void broken.listen(0, '127.0.0.1', ready))
    const origin = `http://127.0.0.1:${(broken.address() as AddressInfo).port}`
    expect(
      await codeOf(['submit', 'bid.bid', '--tender', tender, '--to', origin, '--key', keyOf('bidder-1')], withPin),
    ).to.equal(5)
    broken.close()
    expect(
      await codeOf(['submit', 'bid.bid', '--tender', 'another', '--to', origin, '--key', keyOf('bidder-1')], withPin),
    ).to.equal(2)
  })

  it('submits, keeps the receipt, and asked again fetches the same one', async () => {
    const ended = await call(['submit', 'bid.bid', ...way(), '--json'], withPin)
    expect([ended.code, ended.json()['schemaVersion']], ended.err).to.deep.equal([0, 1])
    expect(ended.json()).to.have.nested.property('receipt.header', jsonOf(join(folder, 'bid.manifest.json'))['header'])
    expect(readFileSync(join(folder, 'bid.receipt.pdf')).subarray(0, 5).toString()).to.equal('%PDF-')
    const { serial, fingerprint: sha256 } = (await running.world.as('bidder-1').keys()).signer.certificate
    expect(ended.json()).to.have.deep.nested.property('receipt.certificate', { serial, sha256 })
    const again = await call(['submit', 'bid.bid', ...way(), '--json'], withPin)
    expect(again.json()['receipt']).to.deep.equal(ended.json()['receipt'])
    const mine = await running.world.as('bidder-1').get(`/tenders/${tender}/bid`)
    expect(mine).to.include({ stage: 'sealed', sequence: 1 })
  })

  it('does not say submitted when the receipt is not of the platform that was known before', async () => {
    const file = join(folder, 'bid.manifest.json')
    const good = readFileSync(file, 'utf8')
    const own = JSON.parse(good) as { platform: { certificate: string; verifier: string } }
    const other = formatVerifier(await newNoteKey(own.platform.verifier.split('+')[0] ?? ''))
    const signer = (await running.world.as('bidder-2').keys()).signer.certificate.der
    for (const platform of [{ verifier: other }, { certificate: Buffer.from(signer).toString('base64') }]) {
      writeFileSync(file, JSON.stringify({ ...own, platform: { ...own.platform, ...platform } }))
      const ended = await call(['submit', 'bid.bid', ...way()], withPin)
      expect(ended.code, ended.err).to.equal(1)
      expect(ended.out + ended.err).to.not.include('submitted')
    }
    writeFileSync(file, good)
    expect(await codeOf(['submit', 'bid.bid', ...way()], withPin)).to.equal(0)
  })

  it('verifies the receipt, as JSON and as PDF, with what it knew of the platform before it sent anything, and the roots', async () => {
    const { token } = jsonOf(join(folder, 'bid.receipt.json'))
    expect(token, 'the stamp has come by now').to.be.a('string')
    for (const name of ['bid.receipt.json', 'bid.receipt.pdf']) {
      const ended = await call(['verify', name, '--package', 'bid.bid', '--trust', trust(), '--json'])
      expect(ended.code, ended.out).to.equal(0)
      const { checks } = ended.json() as { checks: { id: string }[] }
      const all = ['signature', 'platform', 'path', 'timestamp', 'promise', 'package']
      expect(checks.map(({ id }) => id)).to.deep.equal(all)
    }
    const rootless = await call(['verify', 'bid.receipt.json', '--package', 'bid.bid', '--json'])
    expect(rootless.code).to.equal(4)
    const { checks } = rootless.json() as { checks: { id: string; ok: boolean | null }[] }
    expect(checks.filter(({ ok }) => ok === null).map(({ id }) => id)).to.deep.equal(['path', 'timestamp'])
    expect(await codeOf(['verify', 'bid.receipt.json'])).to.equal(4)
    appendFileSync(join(folder, 'bid.bid'), 'x')
    expect(await codeOf(['open', 'bid.bid', '--key', keyOf('bidder-1')], withPin)).to.equal(3)
    expect(await codeOf(['verify', 'bid.receipt.json', '--package', 'bid.bid'])).to.equal(3)
  })

  it('replaces a bid by one with the next number, and says so before it sends anything under the wrong one', async () => {
    const seal = ['seal', 'bid', '-o', 'second.bid', '--key', keyOf('bidder-1'), '--force']
    const upload = ['upload', 'second.bid', ...way(), '--submit', '--json']
    expect(await codeOf(seal, withPin)).to.equal(0)
    const wrong = await call(upload, withPin)
    expect(wrong.code, wrong.err).to.equal(6)
    expect(wrong.json()).to.deep.include({ code: 'BID_SEQUENCE', facts: { expected: 2 } })
    expect(existsSync(join(folder, 'second.upload.json'))).to.equal(false)
    expect(await codeOf([...seal, '--sequence', '2'], withPin)).to.equal(0)
    const right = await call(upload, withPin)
    expect(right.code, right.err).to.equal(0)
    expect(right.json()).to.have.nested.property('receipt.sequence', 2)
  })

  it('is refused with the problem and its article once the deadline has passed', async () => {
    const seal = ['seal', 'bid', '-o', 'late.bid', '--key', keyOf('bidder-9')]
    expect(await codeOf(seal, withPin)).to.equal(0)
    expect(await codeOf(['upload', 'late.bid', ...way('bidder-9')], withPin)).to.equal(0)
    await running.world.moveTo(Date.parse(DEADLINE) + 1000)
    const late = await call(['submit', 'late.bid', ...way('bidder-9')], withPin)
    expect(late.code, late.err).to.equal(6)
    expect(late.json()).to.include({ code: 'BID_LATE', status: 409 })
    expect(late.json()['article']).to.be.a('string')
    expect(late.err).to.include('BID_LATE')
    expect(existsSync(join(folder, 'late.receipt.json'))).to.equal(false)
  })
})

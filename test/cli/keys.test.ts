import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { restoreAuthority } from '../../crypto/authority.ts'
import { readKeyFile, writeKeyFile } from '../../crypto/keyFile.ts'
import { entry, PIN } from '../../server/cli/demo/foundation.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { foundation, type TestWorld, world } from '../world/world.ts'
import { fill, jsonOf } from './folder.ts'
import { type Calling, type Ended, run } from './tool.ts'

describe('yangguang-bid and the bidder’s keys', function () {
  this.timeout(240_000)
  let running: TestWorld
  let folder: string
  let tender: string
  const keyOf = (bidder: string): string => join(running.world.folder, 'keys', `${bidder}.p12`)
  const withPin = { env: { YANGGUANG_PIN: PIN } }
  const call = (args: string[], calling: Calling = {}): Promise<Ended> =>
    run('yangguang-bid', args, { cwd: folder, ...calling })
  const codeOf = async (args: string[], calling: Calling = {}): Promise<number | null> =>
    (await call(args, calling)).code

  before(async () => {
    running = await world()
    folder = mkdtempSync(join(tmpdir(), 'yangguang-keys-'))
    tender = running.world.tender
    await publishNotice(running.world)
    const init = await call(['init', 'bid', '--tender', tender, '--from', running.world.origins.public])
    expect(init.code, init.err).to.equal(0)
    await fill(join(folder, 'bid'), running.world, 'bidder-1', 1)
  })
  after(async () => {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('takes no PIN as an argument, and refuses a wrong one or none', async () => {
    const seal = ['seal', 'bid', '-o', 'bid.bid', '--key', keyOf('bidder-1')]
    const told = await call([...seal, '--pin', PIN])
    expect(told.code).to.equal(2)
    expect(told.err + told.out).to.not.include(PIN)
    expect(await codeOf([...seal, `--pin=${PIN}`])).to.equal(2)
    expect(await codeOf(seal, { env: { YANGGUANG_PIN: '654321' } })).to.equal(7)
    expect(await codeOf([...seal, '--no-input'])).to.equal(7)
    expect(await codeOf(['seal', 'bid', '-o', 'bid.bid', '--key', 'nowhere.p12'], withPin)).to.equal(7)
    expect(existsSync(join(folder, 'bid.bid'))).to.equal(false)
  })

  it('seals and rehearses with a certificate of P-256, and with no key of another', async () => {
    const sealed = await call(['seal', 'bid', '-o', 'p256.bid', '--key', keyOf('bidder-3')], withPin)
    expect(sealed.code, sealed.err).to.equal(0)
    const ended = await call(['open', 'p256.bid', '--key', keyOf('bidder-3')], withPin)
    expect(ended.code, ended.err).to.equal(0)
    expect(ended.out).to.include('business, technical, price')
    for (const other of ['bidder-1', 'bidder-2'])
      expect(await codeOf(['open', 'p256.bid', '--key', keyOf(other)], withPin), other).to.equal(7)
  })

  it('seals with the key of before a renewal', async () => {
    const ended = await call(['seal', 'bid', '-o', 'bid.bid', '--key', keyOf('bidder-1')], withPin)
    expect(ended.code, ended.err).to.equal(0)
  })

  it('shows the public header, from a file or from standard input, and names nobody', async () => {
    const ended = await call(['inspect', 'bid.bid', '--json'])
    expect(ended.code).to.equal(0)
    expect(ended.json()['header']).to.have.nested.property('context.tender', tender)
    expect(ended.out).to.not.include(running.world.as('bidder-1').person.organisation?.code)
    expect((await call(['inspect', 'bid.bid'])).out).to.include(tender)
    expect(await codeOf(['inspect', '-'], { input: 'something else' })).to.equal(3)
    expect(await codeOf(['inspect', 'nowhere.bid'])).to.equal(3)
  })

  it('rehearses the opening with the bidder’s key alone', async () => {
    const ended = await call(['open', 'bid.bid', '--key', keyOf('bidder-1')], withPin)
    expect(ended.code, ended.err).to.equal(0)
    expect(ended.out).to.include('business, technical, price')
    expect(await codeOf(['open', 'bid.bid', '--key', keyOf('bidder-2')], withPin)).to.equal(7)
  })

  it('opens after a renewal, from RSA to P-256, with the old key beside the new one, and not without it', async () => {
    const { folder: laid } = await foundation()
    const authority = await restoreAuthority(JSON.parse(readFileSync(join(laid, 'authority.json'), 'utf8')))
    const [own] = await readKeyFile(new Uint8Array(readFileSync(keyOf('bidder-1'))), PIN)
    const { organisation = '', organisationCode = '' } = own?.certificate.subject ?? {}
    const subject = { organisation, organisationCode, commonName: organisation }
    const fresh = [await entry(authority, 'sign', 'p256', subject), await entry(authority, 'encrypt', 'p256', subject)]
    writeFileSync(join(folder, 'new.p12'), await writeKeyFile(fresh, PIN, 1000))
    const open = ['open', 'bid.bid', '--key', 'new.p12']
    expect(await codeOf(open, withPin)).to.equal(7)
    const both = await call([...open, '--old-key', keyOf('bidder-1')], withPin)
    expect(both.code, both.err).to.equal(0)
    expect(both.out).to.include('business, technical, price')
    const piped = await call([...open, '--old-key', keyOf('bidder-1'), '--pin-fd', '0'], { input: `${PIN}\n` })
    expect(piped.code, piped.err).to.equal(0)
    const stranger = await call([...open, '--old-key', keyOf('bidder-3')], withPin)
    expect(stranger.code).to.not.equal(0)
    expect(stranger.err).to.include('another organisation')
    expect(jsonOf(join(folder, 'bid.manifest.json'))['sequence']).to.equal(1)
  })
})

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { sealBid } from '../../crypto/seal.ts'
import { PIN } from '../../server/cli/demo/foundation.ts'
import { party } from '../../server/cli/demo/tender.ts'
import { aBid, aFile, packageOf, someKeys } from '../crypto/sealing.ts'
import { foundation } from '../world/world.ts'
import { type Calling, run } from './tool.ts'

describe('yangguang-bid, given something wrong, before it asks any server', function () {
  this.timeout(60_000)
  let folder: string
  let keys: string
  const call = (args: string[], calling: Calling = {}) => run('yangguang-bid', args, { cwd: folder, ...calling })
  const chinese = { env: { LANG: 'zh_CN.UTF-8' } }

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'yangguang-wrong-'))
    keys = join((await foundation()).folder, 'keys')
    const parts = [{ id: 'price', files: [aFile('form.json', new Uint8Array(9))] }]
    const pack = await packageOf(await sealBid(aBid(await someKeys(), parts)))
    writeFileSync(join(folder, 'good.bid'), pack)
    writeFileSync(join(folder, 'cut.bid'), pack.subarray(0, 3000))
    writeFileSync(join(folder, 'photo.bid'), 'a photo, perhaps')
    const beside = {
      ...{ v: 1, tender: 'T1', name: '标段', sequence: 1, header: 'a'.repeat(64), parts: [], bytes: pack.length },
      ...{ bidder: party('bidder-1'), salt: 'b'.repeat(64), platform: { certificate: 'AAAA', verifier: 'x' } },
    }
    writeFileSync(join(folder, 'good.manifest.json'), JSON.stringify(beside))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('says in a sentence that a package is cut off, is none, or is not there', async () => {
    const wrong: [file: string, zh: string, en: string][] = [
      ['cut.bid', '文件不完整', 'the file is cut off'],
      ['photo.bid', '不是加密投标文件', 'this is no sealed bid'],
      ['nowhere.bid', '找不到文件 nowhere.bid', 'there is no file nowhere.bid'],
    ]
    for (const [file, zh, en] of wrong) {
      const [first, second] = [await call(['inspect', file], chinese), await call(['inspect', file])]
      expect([first.code, second.code], file).to.deep.equal([3, 3])
      expect(first.err).to.include(zh)
      expect(second.err).to.include(en)
    }
  })

  it('looks for the folder to write to before it opens a key or reads a volume', async () => {
    const ended = await call(['seal', 'nowhere', '-o', 'no/such/folder/bid.bid', '--key', 'none.p12'])
    expect([ended.code, ended.err.trim()]).to.deep.equal([2, 'there is no folder no/such/folder'])
    expect(readdirSync(folder).filter((name) => name.includes('making'))).to.deep.equal([])
  })

  it('sends nobody’s package with another’s key', async () => {
    const to = ['--tender', 'T1', '--to', 'http://127.0.0.1:1', '--key', join(keys, 'bidder-3.p12')]
    for (const command of ['upload', 'submit']) {
      const ended = await call([command, 'good.bid', ...to], { env: { YANGGUANG_PIN: PIN } })
      expect(ended.code, command).to.equal(7)
      expect(ended.err).to.include(party('bidder-1').name)
    }
    expect(readdirSync(folder)).to.not.include('good.upload.json')
  })
})

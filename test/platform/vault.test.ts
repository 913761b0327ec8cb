import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { openVault, SealBroken } from '../../server/platform/vault.ts'

describe('the vault', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yangguang-vault-'))
  })

  afterEach(() => rm(folder, { recursive: true }))

  it('gives the same tag for the same parts after a restart, and another for others', async () => {
    const tag = (await openVault(folder)).tag('bidder', 'tender', 'org')
    const again = await openVault(folder)
    expect(tag).to.match(/^[0-9a-f]{64}$/)
    expect(again.tag('bidder', 'tender', 'org')).to.equal(tag)
    expect(again.tag('person', 'tender', 'org')).not.to.equal(tag)
    expect(again.tag('bidder', 'tenderorg')).not.to.equal(tag)
    expect(again.tag('bidder', 'tender,org')).not.to.equal(tag)
  })

  it('opens what it sealed, after a restart too', async () => {
    const sealed = (await openVault(folder)).seal('phone', '一三八 0013 8000')
    expect(sealed).not.to.include('0013')
    expect((await openVault(folder)).open('phone', sealed)).to.equal('一三八 0013 8000')
  })

  it('seals the same text differently each time', async () => {
    const vault = await openVault(folder)
    expect(vault.seal('phone', 'x')).not.to.equal(vault.seal('phone', 'x'))
  })

  it('refuses another purpose, another vault, and each single changed byte', async () => {
    const vault = await openVault(folder)
    const other = await openVault(join(folder, 'other'))
    const sealed = vault.seal('phone', 'secret')
    expect(() => vault.open('mail', sealed)).to.throw(SealBroken)
    expect(() => other.open('phone', sealed)).to.throw(SealBroken)
    const bytes = Buffer.from(sealed, 'base64')
    bytes.forEach((_, i) => {
      const changed = Buffer.from(bytes)
      changed[i] = (changed[i] ?? 0) ^ 1
      expect(() => vault.open('phone', changed.toString('base64')), `byte ${i}`).to.throw(SealBroken)
    })
    expect(() => vault.open('phone', bytes.subarray(0, 27).toString('base64'))).to.throw(SealBroken)
  })

  it('derives a key of 32 bytes for each purpose, the same after a restart', async () => {
    const key = (await openVault(folder)).key('fillers')
    const again = await openVault(folder)
    expect(key).to.have.length(32)
    expect(again.key('fillers')).to.deep.equal(key)
    expect(again.key('cookies')).not.to.deep.equal(key)
  })

  it('signs the heads of the log with one Ed25519 key', async () => {
    const { pkcs8 } = (await openVault(folder)).noteKey()
    const { spki } = (await openVault(folder)).noteKey()
    const text = Buffer.from('head')
    const signature = sign(null, text, createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }))
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    expect(key.asymmetricKeyType).to.equal('ed25519')
    expect(verify(null, text, key, signature)).to.equal(true)
  })

  it('makes one set of keys when several processes start for the first time together', async () => {
    const vaults = await Promise.all(Array.from({ length: 8 }, () => openVault(folder)))
    expect(new Set(vaults.map((it) => it.tag('x')))).to.have.property('size', 1)
    expect(await readdir(folder)).to.deep.equal(['keys'])
  })

  it('keeps the keys from other accounts, and does not start with keys that they can read', async () => {
    await openVault(folder)
    expect((await stat(join(folder, 'keys'))).mode & 0o777).to.equal(0o700)
    for (const name of await readdir(join(folder, 'keys'))) {
      expect((await stat(join(folder, 'keys', name))).mode & 0o777, name).to.equal(0o600)
    }
    await chmod(join(folder, 'keys', 'tag'), 0o644)
    expect(await openVault(folder).catch((error: Error) => error.message)).to.match(/can be read by others/)
  })

  it('does not make a lost key anew', async () => {
    await openVault(folder)
    await rm(join(folder, 'keys', 'tag'))
    expect(await openVault(folder).catch((error) => error.code)).to.equal('ENOENT')
  })
})

import { expect } from 'chai'
import { newKey } from '../../crypto/authority.ts'
import { hex, random, utf8 } from '../../crypto/bytes.ts'
import { pem } from '../../crypto/certificate.ts'
import { type KeyEntry, readKeyFile, writeKeyFile } from '../../crypto/keyFile.ts'
import { checkDetached, signDetached, softSigner } from '../../crypto/signature.ts'
import { softUnwrapper, wrapTo } from '../../crypto/wrap.ts'
import { asks, flipped, NOW, openssl, pki, refused, withFiles, YEAR } from './pki.ts'

const FEW = 500
const PIN = '阳光-123456'

async function entries(): Promise<KeyEntry[]> {
  const { person, organisation, encryption, authority } = await pki()
  const chain = [authority.root]
  return [
    { name: '张三 签名', pkcs8: person.pkcs8, certificate: person.certificate, chain },
    { name: '单位签名', pkcs8: organisation.pkcs8, certificate: organisation.certificate, chain },
    { name: '单位加密', pkcs8: encryption.pkcs8, certificate: encryption.certificate, chain },
  ]
}

const told = (list: readonly KeyEntry[]) =>
  list.map(({ name, pkcs8, certificate, chain }) => ({
    name,
    key: hex(pkcs8),
    certificate: certificate.fingerprint,
    chain: chain.map(({ fingerprint }) => fingerprint),
  }))

describe('a key file', () => {
  it('gives back all its keys with certificates and names', async () => {
    const written = await entries()
    const read = await readKeyFile(await writeKeyFile(written, PIN, FEW), PIN)
    expect(told(read)).to.deep.equal(told(written))
  })

  it('gives keys that sign and unwrap', async () => {
    const [person, , encryption] = await readKeyFile(await writeKeyFile(await entries(), PIN, FEW), PIN)
    const content = utf8('试签')
    const cms = await signDetached(content, softSigner(person!, person!.certificate, person!.chain), NOW)
    expect((await checkDetached(cms, content)).certificate.fingerprint).to.equal(person!.certificate.fingerprint)
    const wrapped = await wrapTo(encryption!.certificate.spki, content, utf8('x'))
    expect(await softUnwrapper(encryption!.pkcs8).unwrap(wrapped, utf8('x'))).to.deep.equal(content)
  })

  it('with its ordinary number of rounds opens too', async () => {
    const [first] = await entries()
    expect(await readKeyFile(await writeKeyFile([first!], PIN), PIN)).to.have.length(1)
  })

  for (const pin of ['123456', PIN]) {
    it(`is opened by openssl with the PIN ${pin}, and by no other`, async () => {
      const file = await writeKeyFile(await entries(), pin, FEW)
      withFiles({ 'keys.p12': file }, (at) => {
        const all = openssl(at, 'pkcs12', '-in', 'keys.p12', '-nodes', '-passin', `pass:${pin}`)
        expect(all.match(/BEGIN PRIVATE KEY/g)).to.have.length(3)
        expect(all.match(/BEGIN CERTIFICATE/g)).to.have.length(4)
        const info = asks(at, 'pkcs12', '-in', 'keys.p12', '-info', '-noout', '-passin', `pass:${pin}`).said
        expect(info).to.include('MAC: sha256').and.to.include('PBES2, PBKDF2, AES-256-CBC')
        expect(asks(at, 'pkcs12', '-in', 'keys.p12', '-nodes', '-passin', `pass:${pin}0`).ok).to.equal(false)
      })
    })

    it(`of openssl is opened with the PIN ${pin}`, async () => {
      const { organisation, authority } = await pki()
      const files = {
        'k.pem': pem(organisation.pkcs8, 'PRIVATE KEY'),
        'c.pem': organisation.certificate,
        'root.pem': authority.root,
      }
      const file = withFiles(files, (at) => {
        const how = ['-inkey', 'k.pem', '-in', 'c.pem', '-certfile', 'root.pem', '-name', 'my key', '-out', 'o.p12']
        openssl(at, 'pkcs12', '-export', ...how, '-passout', `pass:${pin}`)
        return new Uint8Array(Buffer.from(openssl(at, 'enc', '-base64', '-in', 'o.p12'), 'base64'))
      })
      const { pkcs8, certificate } = organisation
      const expected = [{ name: 'my key', pkcs8, certificate, chain: [authority.root] }]
      expect(told(await readKeyFile(file, pin))).to.deep.equal(told(expected))
      await refused('KEY_FILE_PIN', () => readKeyFile(file, `${pin}0`))
    })
  }

  it('stays closed to a wrong PIN', async () => {
    const file = await writeKeyFile(await entries(), PIN, FEW)
    await refused('KEY_FILE_PIN', () => readKeyFile(file, '阳光-123457'))
    await refused('KEY_FILE_PIN', () => readKeyFile(file, ''))
  })

  it('is refused when it was changed', async () => {
    const [first] = await entries()
    const file = await writeKeyFile([first!], PIN, FEW)
    await refused('KEY_FILE_PIN', () => readKeyFile(flipped(file, Math.floor(file.length / 2)), PIN))
  })

  it('is refused cut, with bytes after it, and when it is no key file', async () => {
    const [first] = await entries()
    const file = await writeKeyFile([first!], PIN, FEW)
    await refused('KEY_FILE_MALFORMED', () => readKeyFile(new Uint8Array([...file, 0]), PIN))
    await refused('KEY_FILE_MALFORMED', () => readKeyFile(file.subarray(0, 100), PIN))
    await refused('KEY_FILE_MALFORMED', () => readKeyFile(first!.certificate.der, PIN))
    await refused('KEY_FILE_MALFORMED', () => readKeyFile(new Uint8Array(), PIN))
  })

  const made = ({ pkcs8, certificate }: Pick<KeyEntry, 'pkcs8' | 'certificate'>, ...args: string[]) =>
    withFiles({ 'k.pem': pem(pkcs8, 'PRIVATE KEY'), 'c.pem': certificate }, (at) => {
      const how = ['-inkey', 'k.pem', '-in', 'c.pem', '-out', 'o.p12', '-passout', 'pass:1234']
      openssl(at, 'pkcs12', '-export', ...how, ...args)
      return new Uint8Array(Buffer.from(openssl(at, 'enc', '-base64', '-in', 'o.p12'), 'base64'))
    })
  const OLD = ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']

  it('with the old ciphers and a P-256 key is read, and opens what was locked to it', async () => {
    const { pkcs8, spki } = await newKey('p256')
    const { authority } = await pki()
    const window = { notBefore: NOW, notAfter: NOW + YEAR }
    const certificate = await authority.issue({ subject: { commonName: '某公司' }, kind: 'encrypt', spki, ...window })
    const [entry] = await readKeyFile(made({ pkcs8, certificate }, ...OLD), '1234')
    expect(entry?.certificate.fingerprint).to.equal(certificate.fingerprint)
    const wrapped = await wrapTo(spki, random(32), utf8('lock'))
    expect(await softUnwrapper(entry!.pkcs8).unwrap(wrapped, utf8('lock'))).to.have.length(32)
  })

  it('without a MAC is refused; with the old ciphers of RSA days it is read', async () => {
    const { organisation } = await pki()
    const bare = await refused('KEY_FILE_MALFORMED', () => readKeyFile(made(organisation, '-nomac'), '1234'))
    expect(bare.facts.why).to.equal('not authenticated')
    const old = made(organisation, ...OLD)
    const [entry] = await readKeyFile(old, '1234')
    expect(entry?.certificate.fingerprint).to.equal(organisation.certificate.fingerprint)
    expect(hex(entry?.pkcs8 ?? new Uint8Array())).to.equal(hex(organisation.pkcs8))
    await refused('KEY_FILE_PIN', () => readKeyFile(old, '4321'))
  })
})

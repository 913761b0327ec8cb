import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { base64 } from '../../crypto/bytes.ts'
import * as der from '../../crypto/der.ts'
import { contextTag, parseDer } from '../../crypto/der.ts'
import { issuerOf, signCrl } from '../../crypto/issuing.ts'
import { answerOcsp } from '../../crypto/ocspSigning.ts'
import { rely } from '../../server/access/trust.ts'
import { checkChange } from '../../server/identity/trustList.ts'
import { localFiles } from '../../server/platform/files.local.ts'
import type { Platform, TrustedAuthority } from '../../server/platform/platform.ts'
import { httpRevocation } from '../../server/platform/revocation.ts'
import { authorityFrom } from '../../server/platform/trust.ts'
import { openVault } from '../../server/platform/vault.ts'
import { authorityWith, type Link, link, NOW, YEAR } from '../crypto/pki.ts'
import { type Listening, listening } from '../world/listening.ts'

const HOUR = 3_600_000
type Revoked = { serial: string; at: number }[]

const listBy = ({ certificate, key }: Link, revoked: Revoked = []) =>
  signCrl({ revoked, thisUpdate: NOW - 1000, nextUpdate: NOW + YEAR, number: 1 }, issuerOf(certificate, key))

/** The answer without the responder's certificate: an authority that has published it need not send it each time. */
function bare(response: Uint8Array): Uint8Array {
  const [status, typed] = parseDer(response).children
  const [type, content] = typed!.children[0]!.children
  const basic = parseDer(content!.content).children.filter(({ tag }) => tag !== contextTag(0))
  const rebuilt = der.octets(der.sequence(...basic.map(({ raw }) => raw)))
  return der.sequence(status!.raw, der.explicit(0, der.sequence(type!.raw, rebuilt)))
}

describe('Certificates that sign for an authority what it revoked, at the sources of the trust list', () => {
  let root: Link
  let leaf: Link
  let folder: string
  const open: Listening[] = []
  before(async () => {
    root = await link('root', authorityWith(0))
    leaf = await link('leaf', {}, root)
    folder = mkdtempSync(join(tmpdir(), 'yangguang-signers-'))
  })
  after(() => rmSync(folder, { recursive: true }))
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close()
  })

  /** How the leaf is judged where the trust list names these certificates, these lists and this responder. */
  async function judged(of: { beside: Link[]; lists?: Uint8Array[]; responder?: Link }): Promise<string> {
    const server = await listening(
      createServer(async (request, response) => {
        const pieces: Uint8Array[] = []
        for await (const piece of request) pieces.push(piece as Uint8Array)
        if (request.method === 'GET') return response.end(of.lists?.[Number(request.url?.slice(1))])
        const knows = { at: NOW, nextUpdate: NOW + HOUR, standingOf: () => undefined }
        const by = { ...of.responder!, issuer: root.certificate }
        return response.end(bare(await answerOcsp(new Uint8Array(Buffer.concat(pieces)), by, knows)))
      }),
    )
    open.push(server)
    const authority: TrustedAuthority = {
      ...authorityFrom(root.certificate),
      intermediates: of.beside.map(({ certificate }) => base64(certificate.der)),
      crls: (of.lists ?? []).map((_, i) => `${server.url}/${i}`),
      ocsp: of.responder ? `${server.url}/ocsp` : null,
    }
    checkChange({ authorities: [], former: [], proposal: null }, { put: authority })
    const own = mkdtempSync(join(folder, 'one-'))
    const [files, vault] = [localFiles(join(own, 'files')), await openVault(join(own, 'keys'))]
    const intermediates = of.beside.map(({ certificate }) => certificate)
    const trust = { roots: [root.certificate], intermediates, crls: [], authorities: [authority] }
    const platform: Pick<Platform, 'trust' | 'revocation'> = {
      trust: async () => ({ ...trust, ever: { roots: [], intermediates: [] } }),
      revocation: httpRevocation({ files, vault, clock: { now: () => NOW, real: () => 0 } }),
    }
    return rely(platform, { certificate: leaf.certificate, along: [], use: 'sign' }, NOW).then(
      ({ path }) => path.revocation,
      (problem) => problem.code,
    )
  }
  const lists = (more = {}, by = root, name = 'root') => link(name, { usage: ['cRLSign'], ...more }, by)

  it('a list by the key that the authority has for lists is believed where the trust list names that key', async () => {
    const signer = await lists()
    const both = [await listBy(signer), await listBy(root)]
    expect(await judged({ beside: [signer], lists: both })).to.equal('good')
    expect(await judged({ beside: [], lists: [await listBy(signer)] })).to.equal('REVOCATION_UNKNOWN')
  })

  it('tells who is revoked', async () => {
    const signer = await lists()
    const { serial } = leaf.certificate
    const both = [await listBy(signer, [{ serial, at: NOW - 1 }]), await listBy(root)]
    expect(await judged({ beside: [signer], lists: both })).to.equal('CERTIFICATE_REVOKED')
  })

  it('is not believed where that key is revoked, expired, another authority’s, of another name, or not for lists', async () => {
    const other = await link('root', authorityWith(0))
    const revoked = await lists()
    const gone = [await listBy(revoked), await listBy(root, [{ serial: revoked.certificate.serial, at: NOW - 1 }])]
    expect(await judged({ beside: [revoked], lists: gone.slice(0, 1) })).to.equal('REVOCATION_UNKNOWN')
    for (const signer of [
      await lists({ notBefore: NOW - YEAR, notAfter: NOW - 1000 }),
      await lists({}, other),
      await lists({}, root, 'lists'),
      await lists({ usage: ['digitalSignature'], ocspSigning: true }),
    ])
      expect(await judged({ beside: [signer], lists: [await listBy(signer)] })).to.equal('REVOCATION_UNKNOWN')
  })

  it('an answer by an appointed responder is believed whose certificate stands on the list and does not come along', async () => {
    const responder = await link('responder', { ocspSigning: true }, root)
    expect(await judged({ beside: [responder], responder })).to.equal('good')
    expect(await judged({ beside: [], responder })).to.equal('REVOCATION_UNKNOWN')
    const stranger = await link('responder', { ocspSigning: true }, await link('other', authorityWith(0)))
    expect(await judged({ beside: [stranger], responder: stranger })).to.equal('REVOCATION_UNKNOWN')
  })

  it('a certificate that is none of these is refused in an entry', async () => {
    const plain = await link('plain', {}, root)
    const refused = await judged({ beside: [plain], lists: [await listBy(root)] }).catch(({ code }) => code)
    expect(refused).to.equal('AUTHORITY_UNFIT')
  })
})

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { base64, random } from '../../crypto/bytes.ts'
import { pem } from '../../crypto/certificate.ts'
import { parseCrl, type Trust } from '../../crypto/chain.ts'
import { checkTimestamp } from '../../crypto/timestamp.ts'
import { listsIn } from '../../server/access/standing.ts'
import { type AuthorityServices, serveAuthorities } from '../../server/cli/demo/authorities.ts'
import { SourceSilent } from '../../server/platform/fetchBytes.ts'
import { localFiles } from '../../server/platform/files.local.ts'
import type { Stamp, TrustedAuthority } from '../../server/platform/platform.ts'
import { httpStamp } from '../../server/platform/stamp.http.ts'
import { localStamp } from '../../server/platform/stamp.local.ts'
import { authorityFrom } from '../../server/platform/trust.ts'
import { NOW, openssl, type Pki, pki, refused, withFiles } from '../crypto/pki.ts'
import { smPki } from '../crypto/smPki.ts'

const clockAt = (at: number) => ({ now: () => at, real: () => at })
let of: Pki
let services: AuthorityServices
/** What the authority's clock is ahead of ours, ms. */
let ahead = 0

/** What a stamp is judged by: a trust list with the authority of these roots, and the lists that came with it. */
function listOf(trust: Trust, entry: Partial<TrustedAuthority> = {}): Parameters<typeof httpStamp>[0]['by'] {
  const authorities = trust.roots.map((root) => ({ ...authorityFrom(root), ...entry }))
  return {
    trust: async () => ({ ...trust, authorities, ever: { roots: [], intermediates: [] } }),
    revocation: { lists: async () => [], answers: async () => [], heard: () => [] },
    files: localFiles(folder),
  }
}
let folder: string

const stamps: Record<string, (entry?: Partial<TrustedAuthority>) => Stamp> = {
  'in this process': (entry) =>
    localStamp({ signer: of.stamps.signer, by: listOf(of.trust, entry), clock: clockAt(NOW) }),
  'over HTTP': (entry) => httpStamp({ url: `${services.url}/tsa`, by: listOf(of.trust, entry), clock: clockAt(NOW) }),
}
describe('Time stamps', () => {
  before(async () => {
    of = await pki()
    folder = mkdtempSync(join(tmpdir(), 'yangguang-stamp-'))
    services = await serveAuthorities({
      ...{ authorities: {}, stamps: of.stamps.signer, revoked: async () => [] },
      now: async () => NOW + ahead,
    })
  })
  after(async () => {
    await services.close()
    rmSync(folder, { recursive: true, force: true })
  })

  for (const [where, made] of Object.entries(stamps))
    describe(`A timestamp authority ${where}`, () => {
      it('stamps a hash: the token is over it and names the authority and its time', async () => {
        const hash = random(32)
        const { token, at, accuracy } = await made().stamp(hash)
        const found = await checkTimestamp(token, hash)
        expect(found.at).to.equal(NOW)
        expect(at).to.equal(NOW)
        expect(accuracy).to.be.at.least(0)
        expect(found.certificate.fingerprint).to.equal(of.stamps.certificate.fingerprint)
        await refused('TIMESTAMP_INVALID', () => checkTimestamp(token, random(32)))
      })

      it('stamps the same hash as often as it is asked, each time with another serial', async () => {
        const hash = random(32)
        const tokens = await Promise.all([1, 2].map(() => made().stamp(hash)))
        const serials = await Promise.all(tokens.map(async ({ token }) => (await checkTimestamp(token, hash)).serial))
        expect(new Set(serials)).to.have.lengthOf(2)
      })

      it('counts only where the trust list takes its authority for time stamps, under its policies', async () => {
        for (const entry of [{ uses: ['sign' as const, 'encrypt' as const] }, { policies: ['1.2.3.4'] }]) {
          const problem = await made(entry)
            .stamp(random(32))
            .catch((error) => error)
          expect(problem.code).to.equal('AUTHORITY_LIMITED')
        }
      })

      it('carries the revocation list by which its certificate was found good', async () => {
        const hash = random(32)
        const { token } = await made().stamp(hash)
        const { evidence } = await checkTimestamp(token, hash)
        expect(evidence.crls).to.deep.equal(of.trust.crls.map((list) => parseCrl(list).fingerprint))
        expect(listsIn({ token: base64(token) })).to.deep.equal(evidence.crls)
      })

      it('stamps nothing but SHA-256', () => refused('TIMESTAMP_INVALID', () => made().stamp(random(20))))
    })

  describe('A timestamp authority over HTTP', () => {
    const stampAt = (url: string, trust = of.trust) =>
      httpStamp({ url, by: listOf(trust), clock: clockAt(NOW), patience: 1000 })

    it('tells how far our clock is from its own', async () => {
      ahead = 1234
      expect((await stampAt(`${services.url}/tsa`).stamp(random(32))).offset).to.equal(-1234)
      ahead = 0
    })

    it('counts only if the trust list has its authority', async () => {
      const { trust } = await smPki()
      await refused('PATH_NOT_FOUND', () => stampAt(`${services.url}/tsa`, trust).stamp(random(32)))
    })

    it('is silent if it refuses, answers too much, sends elsewhere, or answers nobody', async () => {
      const replies: ((server: Server) => void)[] = [
        (server) => server.on('request', (_request, response) => response.writeHead(503).end()),
        (server) => server.on('request', (_request, response) => response.end(new Uint8Array(65 * 1024))),
        (server) => server.on('request', (_q, response) => response.writeHead(302, { location: services.url }).end()),
        (server) => server.on('request', () => undefined),
      ]
      for (const reply of replies) {
        const server = createServer()
        reply(server)
        const url = await listening(server)
        const problem = await stampAt(url)
          .stamp(random(32))
          .catch((error) => error)
        expect(problem).to.be.instanceOf(SourceSilent)
        server.closeAllConnections()
        server.close()
      }
    })

    it('answers openssl, which accepts the answer', async () => {
      const { authority } = of
      const folderless = { 'root.pem': authority.root, words: 'words' }
      const query = withFiles(folderless, (at) => {
        openssl(at, 'ts', '-query', '-data', 'words', '-sha256', '-cert', '-out', 'query.tsq')
        return new Uint8Array(readFileSync(join(at, 'query.tsq')))
      })
      const response = await fetch(`${services.url}/tsa`, { method: 'POST', body: query })
      const reply = new Uint8Array(await response.arrayBuffer())
      withFiles({ ...folderless, 'query.tsq': query, 'reply.tsr': reply }, (at) => {
        const how = [
          '-queryfile',
          'query.tsq',
          '-in',
          'reply.tsr',
          '-CAfile',
          'root.pem',
          '-attime',
          String(NOW / 1000),
        ]
        expect(openssl(at, 'ts', '-verify', ...how)).to.contain('Verification: OK')
      })
    })

    it('may be openssl', async () => {
      const settings = [
        ...['[tsa]', 'default_tsa=one', '[one]', 'serial=serial', 'crypto_device=builtin', 'signer_cert=tsa.pem'],
        ...['signer_key=tsa.key', 'signer_digest=sha256', 'default_policy=1.2.3.4', 'digests=sha256'],
        ...['accuracy=secs:1', 'ess_cert_id_alg=sha256', 'certs=root.pem'],
      ]
      const files = {
        ...{ 'ts.cnf': `${settings.join('\n')}\n`, serial: '01\n', 'root.pem': of.authority.root },
        ...{ 'tsa.pem': of.stamps.certificate, 'tsa.key': pem(of.stamps.pkcs8, 'PRIVATE KEY') },
      }
      const server = createServer(async (request, response) => {
        const pieces: Uint8Array[] = []
        for await (const piece of request) pieces.push(piece as Uint8Array)
        const answer = withFiles(files, (at) => {
          writeFileSync(join(at, 'query.tsq'), Buffer.concat(pieces))
          openssl(at, 'ts', '-reply', '-config', 'ts.cnf', '-queryfile', 'query.tsq', '-out', 'reply.tsr')
          return readFileSync(join(at, 'reply.tsr'))
        })
        response.end(answer)
      })
      const url = await listening(server)
      const now = Date.now()
      const stamp = httpStamp({ url, by: listOf(of.trust), clock: clockAt(now) })
      const { accuracy, offset } = await stamp.stamp(random(32))
      expect(accuracy).to.equal(1000)
      expect(Math.abs(offset)).to.be.below(60_000)
      server.close()
    })
  })
})

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { base64, unbase64, utf8 } from '../../crypto/bytes.ts'
import { checkDetached, signDetached } from '../../crypto/signature.ts'
import { listsIn } from '../../server/access/standing.ts'
import { checkWithEvidence } from '../../server/access/statement.ts'
import { listFile } from '../../server/access/trust.ts'
import { type AuthorityServices, type Revoked, serveAuthorities } from '../../server/cli/demo/authorities.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { localFiles } from '../../server/platform/files.local.ts'
import type { Files, Platform, TrustedAuthority } from '../../server/platform/platform.ts'
import { httpRevocation } from '../../server/platform/revocation.ts'
import { authorityFrom } from '../../server/platform/trust.ts'
import { openVault } from '../../server/platform/vault.ts'
import { NOW, openssl, type Pki, pki, withFiles } from '../crypto/pki.ts'
import { smPki } from '../crypto/smPki.ts'
import { answering, forwarding } from '../world/listening.ts'
import { freshDatabase } from '../world/servers.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const WORDS = utf8('投标')

/** Just enough of a platform to judge a signature by, with a clock that the test sets. */
interface Bench {
  platform: Platform
  files: Files
  clock: { at: number; real: number }
  revoked: Revoked
  asked: string[]
  services: AuthorityServices
  /** the same platform after a restart */
  again(): Promise<Platform>
  check(platform?: Platform): Promise<string>
  close(): Promise<void>
}

describe('Revocation, looked up at its source', function () {
  this.timeout(20_000)
  let of: Pki
  let bench: Bench
  const open: Bench[] = []
  before(async () => {
    of = await pki()
  })
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close()
  })

  async function stage(entry: (url: string) => Partial<TrustedAuthority>): Promise<Bench> {
    const folder = mkdtempSync(join(tmpdir(), 'yangguang-revocation-'))
    const clock = { at: NOW, real: 0 }
    const revoked: Revoked = []
    const asked: string[] = []
    const services = await serveAuthorities({
      ...{ authorities: { ca: of.authority }, stamps: of.stamps.signer, now: async () => clock.at },
      revoked: async () => revoked,
    })
    const front = await forwarding(services.url, asked)
    const authority = { ...authorityFrom(of.authority.root), ...entry(front.url) }
    const files = localFiles(join(folder, 'files'))
    const vault = await openVault(join(folder, 'keys'))
    const fresh = await freshDatabase('sqlite')
    const database = await openDatabase(fresh.url)
    await database.query('CREATE TABLE accounts (id VARCHAR(128) PRIMARY KEY, state TEXT)') // nobody declared anything lost
    const made = async (): Promise<Platform> => {
      const time = { now: () => clock.at, real: () => clock.real }
      const parts: Partial<Platform> = {
        ...{ database, files, vault, clock: time, revocation: httpRevocation({ files, vault, clock: time }) },
        trust: async () => ({
          ...{ roots: [of.authority.root], intermediates: [], crls: [], authorities: [authority] },
          ever: { roots: [], intermediates: [] },
        }),
      }
      return parts as Platform
    }
    const platform = await made()
    const check = async (at = platform): Promise<string> => {
      const cms = base64(await signDetached(WORDS, of.organisation.signer, clock.at))
      return (await checkWithEvidence(at, WORDS, cms, clock.at)).cms
    }
    const close = async (): Promise<void> => {
      await front.close()
      await services.close()
      await database.close()
      await fresh.drop()
      rmSync(folder, { recursive: true, force: true })
    }
    const made1 = {
      ...{ platform, files, clock, revoked, asked, services: { ...services, close: front.close } },
      check,
    }
    bench = { ...made1, again: made, close }
    open.push(bench)
    return bench
  }

  const code = (deed: Promise<unknown>): Promise<string> =>
    deed.then(
      () => 'accepted',
      (problem) => (problem.facts?.reason as string) ?? problem.code,
    )
  const listed = (url: string) => ({ crls: [`${url}/ca.crl`] })
  const answered = (url: string) => ({ ocsp: `${url}/ca/ocsp` })

  for (const [what, entry] of [
    ['a list', listed],
    ['a responder', answered],
  ] as const) {
    it(`by ${what}: good is accepted, revoked is refused once it is known, and it is asked once in ten minutes`, async () => {
      const { clock, revoked, check, asked } = await stage(entry)
      await check()
      await check()
      expect(asked).to.have.lengthOf(1)
      revoked.push({ serial: of.organisation.certificate.serial, at: NOW })
      clock.at = NOW + 10 * MINUTE - 1
      await check()
      clock.at = NOW + 10 * MINUTE
      expect(await code(check())).to.equal('CERTIFICATE_REVOKED')
      expect(asked).to.have.lengthOf(2)
    })

    it(`by ${what}: while it is silent the last evidence holds to its next update, to the millisecond, then nothing is accepted`, async () => {
      const { clock, check, services } = await stage(entry)
      const lasts = what === 'a list' ? DAY : 8 * HOUR
      await check()
      await services.close()
      clock.at = NOW + lasts
      await check()
      clock.at = NOW + lasts + 1
      expect(await code(check())).to.equal('REVOCATION_UNKNOWN')
    })

    it(`by ${what}: what was fetched serves after a restart`, async () => {
      const { check, services, again } = await stage(entry)
      await check()
      await services.close()
      await check(await again())
    })

    it(`by ${what}: where the list says so, nothing is accepted as soon as it is silent`, async () => {
      const { clock, check, services } = await stage((url) => ({ ...entry(url), whenSilent: 'refuse' }))
      await check()
      await services.close()
      clock.at += 10 * MINUTE
      expect(await code(check())).to.equal('REVOCATION_UNKNOWN')
    })
  }

  it('a silent source is not asked again by every deed, but soon', async () => {
    const { check, asked, clock } = await stage((url) => ({ crls: [`${url}/nowhere.crl`] }))
    for (let i = 0; i < 3; i++) expect(await code(check())).to.equal('REVOCATION_UNKNOWN')
    expect(asked).to.have.lengthOf(1)
    clock.real += 15_001
    await code(check())
    expect(asked).to.have.lengthOf(2)
  })

  it('the list is asked first, for it tells nobody about whom; the responder only when the list says nothing', async () => {
    const { check, asked } = await stage((url) => ({ ...listed(url), ...answered(url) }))
    await check()
    expect(asked).to.deep.equal(['GET /ca.crl'])
    const second = await stage((url) => ({ crls: [`${url}/nowhere.crl`], ...answered(url) }))
    await second.check()
    expect(second.asked).to.deep.equal(['GET /nowhere.crl', 'POST /ca/ocsp'])
  })

  it('an authority without any source is relied on only where the trust list says why', async () => {
    const silent = await stage(() => ({}))
    expect(await code(silent.check())).to.equal('REVOCATION_UNSOURCED')
    const said = await stage(() => ({ noRevocation: '该机构尚未发布吊销列表' }))
    await said.check()
    expect(said.asked).to.deep.equal([])
  })

  it('says when each source was last heard, and whether it is silent', async () => {
    const { check, platform, clock } = await stage((url) => ({
      ...answered(url),
      crls: [`${url}/ca.crl`, `${url}/nowhere.crl`],
    }))
    const [authority] = (await platform.trust()).authorities
    const heard = () => platform.revocation.heard(authority!)
    expect(heard().map(({ heardAt }) => heardAt)).to.deep.equal([null, null, null])
    await check()
    const [list, nowhere, responder] = heard()
    expect(list).to.include({ kind: 'list', heardAt: clock.at, silent: false })
    expect(list?.nextUpdate).to.be.greaterThan(clock.at)
    expect(nowhere).to.include({ kind: 'list', heardAt: null, silent: true })
    expect(responder).to.include({ kind: 'responder', heardAt: null, silent: false })
  })

  it('a source that serves what nobody can believe is as good as silent', async () => {
    const other = (await smPki()).authority
    for (const body of [new Uint8Array(), utf8('<html>'), await other.crl([], NOW, NOW + DAY), new Uint8Array(100)]) {
      const server = await answering(body)
      const { check } = await stage(() => ({ crls: [server.url], ocsp: server.url }))
      expect(await code(check())).to.equal('REVOCATION_UNKNOWN')
      await server.close()
    }
  })

  it('the very list and the very answer stay beside the signature, and the signature still verifies, also for openssl', async () => {
    for (const entry of [listed, answered]) {
      const { check, files } = await stage(entry)
      const cms = await check()
      const { evidence } = await checkDetached(unbase64(cms), WORDS)
      if (entry === answered) expect(evidence.ocsps).to.have.lengthOf(1)
      else {
        expect(listsIn({ deep: [{ cms }] })).to.deep.equal(evidence.crls)
        expect(await files.size(listFile(evidence.crls[0] ?? ''))).to.be.greaterThan(100)
      }
      withFiles({ 'cms.der': unbase64(cms), words: WORDS, 'root.pem': of.authority.root }, (at) => {
        const how = ['-inform', 'DER', '-in', 'cms.der', '-content', 'words', '-CAfile', 'root.pem', '-binary']
        openssl(at, 'cms', '-verify', ...how, '-attime', String(NOW / 1000), '-purpose', 'any', '-out', 'out')
      })
    }
  })

  it('evidence that a client brings itself is put away, not believed', async () => {
    const { check, platform, clock } = await stage(answered)
    const first = await check()
    clock.at += 10 * MINUTE
    const { cms } = await checkWithEvidence(platform, WORDS, first, clock.at)
    const [before, after] = await Promise.all([first, cms].map((one) => checkDetached(unbase64(one), WORDS)))
    expect(after?.evidence.ocsps).to.have.lengthOf(1)
    expect(after?.evidence.ocsps).to.not.deep.equal(before?.evidence.ocsps)
  })

  it('no file tells in clear who was asked about', async () => {
    const { check, files } = await stage(answered)
    await check()
    const serial = Buffer.from(of.organisation.certificate.serial, 'hex')
    for await (const key of files.list('revocation')) {
      const pieces: Uint8Array[] = []
      for await (const piece of files.get(key)) pieces.push(piece)
      expect(Buffer.concat(pieces).indexOf(serial), key).to.equal(-1)
    }
  })
})

import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect } from 'chai'
import { random, unbase64, unhex } from '../../crypto/bytes.ts'
import { pem } from '../../crypto/certificate.ts'
import type { Trust } from '../../crypto/chain.ts'
import { checkTimestamp } from '../../crypto/timestamp.ts'
import type { Bid } from '../../server/bids/bid.ts'
import { stamp } from '../../server/bids/commands.ts'
import { BidSealed, BidStamped } from '../../server/bids/events.ts'
import { bidOf } from '../../server/bids/store.ts'
import { type AuthorityServices, serveAuthorities } from '../../server/cli/demo/authorities.ts'
import { ClockWatch, clockOffset } from '../../server/identity/clockCommands.ts'
import { readState } from '../../server/identity/store.ts'
import { entry } from '../../server/ledger/entry.ts'

import { factsOf } from '../../server/ledger/store.ts'
import { SourceSilent } from '../../server/platform/fetchBytes.ts'
import type { Stamp } from '../../server/platform/platform.ts'
import { httpStamp } from '../../server/platform/stamp.http.ts'
import { localStamp } from '../../server/platform/stamp.local.ts'
import { NOW, openssl, type Pki, pki, refused, withFiles } from '../crypto/pki.ts'
import { smPki } from '../crypto/smPki.ts'
import { eventually } from '../world/eventually.ts'
import { world } from '../world/world.ts'

const clockAt = (at: number) => ({ now: () => at, real: () => at })
let of: Pki
let services: AuthorityServices
/** What the authority's clock is ahead of ours, ms. */
let ahead = 0
const trustOf = (trust: Trust) => async () => trust

const stamps: Record<string, () => Stamp> = {
  'in this process': () => localStamp(of.stamps.signer, clockAt(NOW)),
  'over HTTP': () => httpStamp({ url: `${services.url}/tsa`, trust: trustOf(of.trust), clock: clockAt(NOW) }),
}
describe('Time stamps', () => {
  before(async () => {
    of = await pki()
    services = await serveAuthorities({
      ...{ authorities: {}, stamps: of.stamps.signer, revoked: async () => [] },
      now: async () => NOW + ahead,
    })
  })
  after(() => services.close())

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

      it('stamps nothing but SHA-256', () => refused('TIMESTAMP_INVALID', () => made().stamp(random(20))))
    })

  describe('A timestamp authority over HTTP', () => {
    const stampAt = (url: string, trust = of.trust) =>
      httpStamp({ url, trust: trustOf(trust), clock: clockAt(NOW), patience: 1000 })

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
      const stamp = httpStamp({ url, trust: trustOf(of.trust), clock: clockAt(now) })
      const { accuracy, offset } = await stamp.stamp(random(32))
      expect(accuracy).to.equal(1000)
      expect(Math.abs(offset)).to.be.below(60_000)
      server.close()
    })
  })
})

describe('The timestamp of a receipt', function () {
  this.timeout(20_000)
  const sealedAs = (sequence: number) => {
    const sealed = { header: '', parts: [], bytes: 1, upload: '', box: '', manifest: '', certificateSerialTag: '' }
    return BidSealed({ tender: 't', bidderTag: 'c'.repeat(64), sequence, ...sealed, receivedAt: sequence })
  }

  it('comes once for each bid, also for one that was replaced while the authority was away', async () => {
    const running = await world()
    const { platform } = running
    const stream = bidOf('t', 'c'.repeat(64))
    const good = platform.stamp
    let there = false
    platform.stamp = {
      independent: true,
      stamp: (hash) => (there ? good.stamp(hash) : Promise.reject(new SourceSilent('away'))),
    }
    for (const sequence of [1, 2]) await entry(running.context(), (e) => e.append(stream, [sealedAs(sequence)]))
    there = true
    const stamped = async () =>
      (await factsOf(platform.database, stream.name)).flatMap(({ fact }) =>
        fact.type === BidStamped.type ? [fact.data as { sequence: number; token: string }] : [],
      )
    await eventually(async () => (await stamped()).length === 2)
    const tokens = new Map((await stamped()).map(({ sequence, token }) => [sequence, token] as const))
    expect([...tokens.keys()].sort()).to.deep.equal([1, 2])
    expect((await readState<Bid>(platform, stream))?.token).to.equal(tokens.get(2))
    const again = { tender: 't', tag: 'c'.repeat(64), sequence: 1, token: 'another' }
    await stamp.run(running.context(), again)
    expect(await stamped()).to.have.lengthOf(2)
    await running.stop()
  })

  it('follows as a fact when the authority was away, none is lost, and it comes once', async () => {
    const running = await world()
    const { platform } = running
    const good = platform.stamp
    let attempts = 0
    platform.stamp = {
      independent: true,
      stamp: (hash) => (++attempts < 2 ? Promise.reject(new SourceSilent('away')) : good.stamp(hash)),
    }
    const stream = bidOf('t', 'c'.repeat(64))
    const { written } = await entry(running.context(), (e) => e.append(stream, [sealedAs(1)]))
    expect((await readState<Bid>(platform, stream))?.token).to.equal(null)
    let bid: Bid | undefined
    await eventually(async () => {
      bid = await readState<Bid>(platform, stream)
      return bid?.token != null
    })
    expect(attempts).to.equal(2)
    await checkTimestamp(unbase64(bid?.token ?? ''), unhex(written[0]?.commitment ?? ''))
    const facts = await factsOf(platform.database, stream.name)
    expect(facts.map(({ fact }) => fact.type)).to.deep.equal(['bid.sealed', 'bid.stamped'])

    platform.stamp = { independent: true, stamp: async (hash) => ({ ...(await good.stamp(hash)), offset: -42 }) }
    const watch = new ClockWatch(platform, () => undefined)
    watch.start()
    await eventually(async () => (await clockOffset(platform)) !== null)
    const measured = await clockOffset(platform)
    await watch.stop()
    expect(measured?.offset).to.equal(-42)
    const time = (await (await fetch(`${running.running.origins.public}/api/v1/time`)).json()) as { authority: unknown }
    expect(time.authority).to.deep.equal(measured)
    await running.stop()
  })
})

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

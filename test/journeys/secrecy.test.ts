import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { QueryTypes } from 'sequelize'
import { unbase64 } from '../../crypto/bytes.ts'
import { parseCertificate } from '../../crypto/certificate.ts'
import { parseCrl } from '../../crypto/crl.ts'
import { sha256 } from '../../crypto/digest.ts'
import { headOf, readingsOf } from '../../server/cli/demo/machines.ts'
import { bidders, experts, people } from '../../server/cli/demo/people.ts'
import { submitBids } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { drawPanel } from '../../server/cli/demo/steps/panel.ts'
import { DEADLINE, offers, park } from '../../server/cli/demo/tender.ts'
import type { TrustedAuthority } from '../../server/platform/platform.ts'
import { type Answer, expectProblem, json, knocker } from '../world/door.ts'
import { Needles } from '../world/search.ts'
import { type TestWorld, world } from '../world/world.ts'

/** Every file below a folder, whole. */
const filesIn = (folder: string): [string, Buffer][] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(folder.length + 1), readFileSync(path)])

/** All that is at rest: each table as JSON, the database's own files, what is stored, what was logged. */
async function atRest(running: TestWorld): Promise<[string, Buffer][]> {
  const { database } = running.platform
  const tables = await database.query<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'", {
    type: QueryTypes.SELECT,
  })
  const rows = await Promise.all(
    tables.map(async ({ name }): Promise<[string, Buffer]> => {
      const found = await database.query(`SELECT * FROM \`${name}\``, { type: QueryTypes.SELECT })
      return [`table ${name}`, Buffer.from(JSON.stringify(found))]
    }),
  )
  const data = filesIn(running.config.dataFolder).filter(([name]) => !name.startsWith('keys/'))
  return [...rows, ...data, ['log', Buffer.from(JSON.stringify(running.log))]]
}

async function found(running: TestWorld, needles: Needles): Promise<string[]> {
  return (await atRest(running)).flatMap(([where, bytes]) => needles.in(bytes).map((what) => `${what} in ${where}`))
}

/** Pieces of a certificate from which its holder could be told: of its key, of its signature, its hashes. */
async function certificates(running: TestWorld, id: string, needles: Needles): Promise<void> {
  const { signer, encryption } = await running.world.as(id).keys()
  for (const certificate of [signer.certificate, ...(encryption ? [encryption] : [])]) {
    const { der, spki, fingerprint } = certificate
    needles.bytes(`key of ${id}`, Buffer.from(spki.subarray(36, 60)))
    needles.bytes(`key of ${id}, later`, Buffer.from(spki.subarray(66, 88)))
    needles.bytes(`hash of the key of ${id}`, Buffer.from(sha256(spki)))
    needles.bytes(`signature on the certificate of ${id}`, Buffer.from(der.subarray(-40, -16)))
    needles.bytes(`fingerprint of ${id}`, Buffer.from(fingerprint, 'hex'))
  }
}

describe('Before the deadline', function () {
  this.timeout(360_000)
  let running: TestWorld
  const sent: { path: string; body: unknown }[] = []

  before(async () => {
    running = await world({ environment: { PROXIES: 'loopback' } })
    await publishNotice(running.world)
    await deposits(running.world)
    const client = running.world.as('bidder-1')
    const post = client.post.bind(client)
    client.post = (path, body) => {
      sent.push({ path, body })
      return post(path, body)
    }
    await submitBids(running.world)
    await running.settled()
  })
  after(() => running.stop())

  it('the search itself finds what lies there in the open, in any dress', async () => {
    const open = await found(running, new Needles().text('the tenderer', park.tenderer.name))
    expect(open).to.include('the tenderer (utf8) in table tenders')
    // the file, or the log whose pages come into it later
    expect(open.join('\n')).to.match(/the tenderer \(utf8\) in platform\.sqlite(-wal)?$/m)
    const name = '滇示甲建建设工程有限公司'
    const needles = new Needles().text('name', name)
    const wide = Buffer.from(name, 'utf16le')
    const dresses = [
      Buffer.from(name),
      wide,
      Buffer.from(wide).swap16(),
      ...['', 'a', 'ab'].map((before) => Buffer.from(Buffer.from(`${before}${name}`).toString('base64'))),
      Buffer.from(Buffer.from(name).toString('hex')),
      Buffer.from(encodeURIComponent(name)),
    ]
    for (const dress of dresses) {
      const hay = Buffer.concat([Buffer.from('xyz'), dress, Buffer.from('xyz')])
      expect(needles.in(hay)).to.not.deep.equal([])
      hay[3 + (dress.length >> 1)]! ^= 1
      expect(needles.in(hay).filter((one) => one === 'name (utf8)' || one === 'name (utf16le)')).to.deep.equal([])
    }
  })

  it('no bidder, no certificate, no price and no leader stands in the database, in a file or in the log', async () => {
    const needles = new Needles()
    for (const { id, name, organisation } of bidders) {
      const { price = '', leader = '' } = offers[id] ?? {}
      needles.text(`name of ${id}`, organisation?.name ?? '')
      needles.text(`word of ${id}`, (organisation?.name ?? '').slice(0, 4))
      needles.text(`code of ${id}`, organisation?.code ?? '')
      needles.text(`clerk of ${id}`, name)
      needles.text(`leader of ${id}`, leader)
      needles.text(`head of ${id}`, headOf(running.world, id))
      const { mac, disk, processor, lock } = readingsOf(running.world, id)
      for (const one of [...mac, ...disk, processor ?? '', lock ?? '']) needles.text(`machine of ${id}`, one)
      needles.text(`price of ${id}`, price)
      needles.text(`price of ${id} in yuan`, price.slice(0, -2))
      needles.text(`second price of ${id}`, String(BigInt(price || 0) - 5_000_000n))
      await certificates(running, id, needles)
    }
    expect(await found(running, needles)).to.deep.equal([])
  })

  it('the address that the platform states to a bidder is kept nowhere, and asking leaves no fact and no file', async () => {
    const ADDRESS = '203.0.113.77'
    const knock = await knocker(running) // whoever signs in for the first time leaves a fact of that
    await running.settled()
    const count = [await running.facts(), filesIn(running.config.filesFolder).length]
    const { headers, ...asked } = json({ challenge: 'ab'.repeat(32) })
    const answer = await knock('bidder', 'POST', '/account/address', {
      ...asked,
      headers: { ...headers, 'X-Forwarded-For': ADDRESS },
    })
    expect(answer.status).to.equal(201)
    expect((answer.body as { statement: object }).statement).to.include({
      address: ADDRESS,
      challenge: 'ab'.repeat(32),
    })
    expect([await running.facts(), filesIn(running.config.filesFolder).length]).to.deep.equal(count)
    expect(await found(running, new Needles().text('address', ADDRESS))).to.deep.equal([])
  })

  it('database and keys folder together do not tell who paid: the officers alone open that', async () => {
    const needles = new Needles()
    for (const { id, organisation } of bidders) {
      needles.text(`name of ${id}`, organisation?.name ?? '')
      needles.text(`code of ${id}`, organisation?.code ?? '')
      needles.text(`account of ${id}`, `6222020000${id.slice(-1).padStart(9, '0')}`)
    }
    const { database, vault } = running.platform
    const facts = "SELECT * FROM events WHERE stream LIKE 'deposit/%' OR stream LIKE 'pay%'"
    const queries = [facts, ...['deposits', 'payments', 'payers_keys'].map((table) => `SELECT * FROM ${table}`)]
    const rows = await Promise.all(queries.map((text) => database.query(text, { type: QueryTypes.SELECT })))
    const sealed = [...new Set(JSON.stringify(rows).match(/[A-Za-z0-9+/]{40,}={0,2}/g) ?? [])]
    const purposes = ['deposit account', 'bank message', 'payer', 'keeper', `payers/${running.world.tender}`]
    const opened = sealed.flatMap((text) =>
      purposes.flatMap((purpose) => {
        try {
          return [vault.open(purpose, text)]
        } catch {
          return []
        }
      }),
    )
    expect(opened.length, 'accounts and bank messages that the vault opens').to.be.greaterThan(bidders.length)
    expect(needles.in(Buffer.from(JSON.stringify([rows, opened])))).to.deep.equal([])
  })

  it('the stored files are sealed guarantees, registration, notice, tender document, both as signed, sealed packages and public revocation lists, nothing else', async () => {
    const files = filesIn(running.config.filesFolder)
    const kinds = new Set(files.map(([name]) => name.split('/')[0]))
    expect([...kinds].sort()).to.deep.equal(['guarantees', 'notices', 'papers', 'projects', 'revocation', 'uploads'])
    // Each is a list of an authority of the trust list, whoever was asked about: no bidder stands in their number.
    const { authorities } = await running.world.as('centre').get<{ authorities: TrustedAuthority[] }>('/trust')
    const issuers = authorities
      .flatMap(({ roots, intermediates }: TrustedAuthority) => [...roots, ...intermediates])
      .map((der: string) => parseCertificate(unbase64(der)).subjectKey)
    const lists = files.filter(([name]) => name.startsWith('revocation/'))
    expect(lists).to.not.be.empty
    for (const [name, bytes] of lists) expect(issuers, name).to.include(parseCrl(new Uint8Array(bytes)).issuerKey)
  })

  it('the very same bid sent a second time is answered by the same receipt and writes nothing; its ticket serves nothing else', async () => {
    const knock = await knocker(running)
    const { path, body } = sent.find((one) => one.path.endsWith('/bid')) ?? { path: '', body: {} }
    const count = await running.facts()
    const same = await knock('bidder', 'POST', path, json(body))
    expect(same.status).to.equal(201)
    const again: Answer[] = [
      await knock('bidder', 'POST', path, json({ ...(body as object), upload: 'another' })),
      await knock('expert', 'POST', path, json(body)),
    ]
    for (const answer of again) expectProblem(answer, path)
    expect(await running.facts()).to.equal(count)
  })

  it('nobody sees of the bids more than that something was written', async () => {
    const { tender } = running.world
    for (const id of ['tenderer', 'agent', 'centre', 'supervisor', 'bidder-9', 'bank'])
      for (const path of [`/tenders/${tender}`, `/tenders/${tender}/facts`]) {
        const shown = JSON.stringify(await running.world.as(id).get(path))
        for (const bidder of bidders.filter((one) => one.id !== id))
          expect(shown, `${id} ${path}`).to.not.include(bidder.organisation?.name)
      }
    for (const id of ['tenderer', 'agent', 'centre', 'supervisor']) {
      const answer = await running.world
        .as(id)
        .get(`/tenders/${tender}/deposits`)
        .catch((problem) => problem.code)
      expect(answer, `deposits, as ${id} sees them`).to.be.a('string')
    }
  })

  it('no expert is named anywhere when the panel is drawn before the opening', async () => {
    await drawPanel(running.world)
    await running.settled()
    expect(await running.world.now()).to.be.below(Date.parse(DEADLINE))
    const needles = new Needles()
    const open = JSON.stringify(people.filter(({ role }) => !['expert', 'bidder'].includes(role)))
    for (const { id, name, expert } of experts) {
      if (!open.includes(name)) needles.text(`name of ${id}`, name)
      if (!open.includes(expert?.employer.name ?? '')) needles.text(`employer of ${id}`, expert?.employer.name ?? '')
    }
    for (const { id } of experts.slice(0, 60)) await certificates(running, id, needles)
    for (const { id, organisation } of bidders) needles.text(`name of ${id}`, organisation?.name ?? '')
    expect(await found(running, needles)).to.deep.equal([])
  })
})

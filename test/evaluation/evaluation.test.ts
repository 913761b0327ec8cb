import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import WebSocket from 'ws'
import { checkPdf } from '../../crypto/pdf/signatures.ts'
import type { Client } from '../../server/cli/demo/client.ts'
import { evaluation } from '../../server/cli/demo/steps/evaluation.ts'
import type { Result } from '../../server/evaluation/result.ts'
import { evaluationOf } from '../../server/evaluation/store.ts'
import { factsAfter, factsOf } from '../../server/ledger/store.ts'
import { codeOf } from '../world/codes.ts'
import { eventually } from '../world/eventually.ts'
import { type RoomWorld, seatedRoom } from './room.ts'

/** The code that a request is refused with. */
const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'

/** What happens at the door of the room: `welcome`, or the code with which the socket is closed. */
const knock = (client: Client): Promise<string | number> =>
  new Promise((answer, fail) => {
    const address = `${client.origin.replace(/^http/, 'ws')}/ws/v1/rooms/evaluation/tender-1`
    const socket = new WebSocket(address, { headers: { cookie: client.cookie } })
    socket.once('error', fail)
    socket.once('close', answer)
    socket.once('message', (raw) => {
      answer((JSON.parse(String(raw)) as { kind: string }).kind)
      socket.close()
    })
  })

/** The members' clients in the order of their places. */
async function inOrder(room: RoomWorld): Promise<Client[]> {
  const tags = (await evaluationOf(room, room.tender.id))?.state.members ?? []
  const placed = await Promise.all(
    room.members.map(async ({ id }) => {
      const client = await room.world.as(id)
      const { me } = await client.get<{ me: string }>(`/tenders/${room.tender.id}/evaluation`)
      return { client, place: tags.indexOf(me) }
    }),
  )
  return placed.sort((x, y) => x.place - y.place).map(({ client }) => client)
}

describe('an evaluation over HTTP', function () {
  this.timeout(120_000)
  let room: RoomWorld
  let path: string
  let member: Client
  let outsider: Client
  let tenderer: Client

  before(async () => {
    room = await seatedRoom()
    path = `/tenders/${room.tender.id}/evaluation`
    member = await room.world.as(room.members[0]?.id ?? '')
    outsider = await room.world.as(room.outsider)
    tenderer = await room.world.as('tenderer')
  })

  after(async () => {
    await room?.stop()
  })

  it('begins by itself when the panel is seated', async () => {
    await eventually(async () => (await evaluationOf(room, room.tender.id)) !== undefined)
    const { stage, bids } = await member.get<{ stage: string; bids: unknown[] }>(path)
    expect(stage).to.equal('chair')
    expect(bids).to.have.length(4)
  })

  it('is closed to other experts, and shows the host the stage alone', async () => {
    expect(await codeOf(outsider.get(path))).to.equal('FORBIDDEN')
    expect(await codeOf(outsider.post(`${path}/chair`, { for: '1'.repeat(64) }))).to.equal('FORBIDDEN')
    expect(await tenderer.get(path)).to.have.all.keys(
      ...['v', 'tender', 'stage', 'begunAt', 'version', 'members', 'bids', 'vacancies'],
    )
    expect(await codeOf(tenderer.get(`${path}/report.pdf`))).to.equal('FORBIDDEN')
  })

  it('takes no answer that was not asked for', async () => {
    const bidder = await room.world.as('bidder-1')
    const answer = '我们愿意降价'
    const cms = await bidder.sign('evaluation.answer', { tender: room.tender.id, clarification: 'none', answer })
    const code = await codeOf(bidder.post(`/tenders/${room.tender.id}/clarifications/none/answer`, { answer, cms }))
    expect(code).to.equal('CLARIFICATION_NOT_ASKED')
  })

  it('lets members and the supervisor into the room, and nobody else', async () => {
    const bidder = await room.world.as('bidder-1')
    const supervisor = await room.world.as('supervisor')
    for (const client of [member, outsider, bidder, supervisor]) await client.signIn()
    const knocks = await Promise.all([member, supervisor, outsider, bidder, tenderer].map(knock))
    expect(knocks).to.deep.equal(['welcome', 'welcome', 4001, 4001, 4001])
  })

  it("takes no signature made with another's certificate, nor on a copy that was not fetched", async () => {
    const [forger, other] = (await inOrder(room)) as [Client, Client]
    const honest = forger.signBytes.bind(forger)
    forger.signBytes = (bytes) => (isPdf(bytes) ? other.signBytes(bytes) : honest(bytes))
    expect(await codeOf(evaluation(room.world))).to.equal('SIGNER_IS_ANOTHER')
    forger.signBytes = honest
    const { report } = await member.get<{ report: { sha256: string; signed: string[] } }>(path)
    const cms = await other.signBytes(new Uint8Array(1))
    const sign = (client: Client, prepared: string) => codeOf(client.post(`${path}/report/sign`, { prepared, cms }))
    expect(await sign(forger, '0'.repeat(64))).to.equal('REPORT_CHANGED')
    expect(await sign(other, report.sha256)).to.equal('REPORT_NOT_PREPARED')
    expect(await sign(forger, report.sha256)).to.equal('SIGNATURE_REFUSED')
    expect(report.signed).to.deep.equal([])
  })

  it('runs to a report signed by all five', async () => {
    await evaluation(room.world)
    const found = await evaluationOf(room, room.tender.id)
    expect(found?.state.stage).to.equal('finished')
    const result = await tenderer.get<Result & Record<string, unknown>>(`${path}/result`)
    expect(result.candidates).to.have.length(3)
    expect(result.ranking.map(({ rank }) => rank)).to.deep.equal([1, 2, 3])
    expect(result.rejections.map(({ against, members }) => [against, members])).to.deep.equal([[4, 5]])
    const signatures = await checkPdf(await tenderer.bytes(`${path}/report.pdf`))
    expect(signatures.map(({ field }) => field)).to.deep.equal([1, 2, 3, 4, 5].map((n) => `member-${n}`))
  })

  it('changes nothing when it is gone through again', async () => {
    const before = (await evaluationOf(room, room.tender.id))?.version
    await evaluation(room.world)
    expect((await evaluationOf(room, room.tender.id))?.version).to.equal(before)
  })

  it('shows a bidder its own question only', async () => {
    const counts: number[] = []
    for (const id of ['bidder-1', 'bidder-2', 'bidder-3', 'bidder-4']) {
      const bidder = await room.world.as(id)
      counts.push((await bidder.get<{ items: unknown[] }>(`/tenders/${room.tender.id}/clarifications`)).items.length)
    }
    expect(counts.sort()).to.deep.equal([0, 0, 0, 1])
  })

  it('has written no score in clear before the reveal', async () => {
    const facts = (await factsOf(room.platform.database, `evaluation/${room.tender.id}`)).map(({ fact }) => fact)
    const reveal = facts.findIndex(({ type }) => type === 'evaluation.scoresRevealed')
    const saved = facts.slice(0, reveal).filter(({ type }) => type === 'evaluation.sheetSaved')
    expect(saved).to.have.length(10)
    expect(JSON.stringify(facts.slice(0, reveal))).not.to.contain('"score"')
    expect(JSON.stringify(facts[reveal])).to.contain('"score"')
  })

  it('keeps every name of a member out of facts and files', async () => {
    const facts = JSON.stringify(await factsAfter(room.platform.database, 0, 1000))
    const files = await readdir(room.files, { recursive: true, withFileTypes: true })
    const stored = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name))),
    )
    expect(stored.length).to.be.greaterThan(5)
    const own = [facts, ...stored.map((bytes) => bytes.toString('latin1'))]
    for (const { name } of room.members)
      for (const text of own) {
        expect(text.includes(name) || text.includes(Buffer.from(name).toString('latin1'))).to.equal(false)
        expect(text.includes('%PDF')).to.equal(false)
      }
  })
})

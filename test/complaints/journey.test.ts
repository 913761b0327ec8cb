import { expect } from 'chai'
import { checkPdf } from '../../crypto/pdf/signatures.ts'
import { awardDomain } from '../../server/award/domain.ts'
import type { Client } from '../../server/cli/demo/client.ts'
import { reviewReport } from '../../server/cli/demo/steps/award.ts'
import { evaluation } from '../../server/cli/demo/steps/evaluation.ts'
import { signWaiting } from '../../server/cli/demo/steps/signing.ts'
import { complaintsDomain } from '../../server/complaints/domain.ts'
import { factsOf } from '../../server/ledger/store.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { type RoomWorld, seatedRoom } from '../evaluation/room.ts'
import { codeOf } from '../world/codes.ts'
import { eventually } from '../world/eventually.ts'

interface Shown {
  id: string
  stage: string
  author: { name: string } | null
  letter: { facts: string }
  before: { text: string; answer: string | null } | null
  waits: number | null
  overdue: boolean
}

describe('a complaint about the result, over HTTP', function () {
  this.timeout(300_000)
  let room: RoomWorld
  let path: string
  let tenderer: Client
  let bidder: Client
  let other: Client
  let supervisor: Client
  let complaint: string

  const tender = () => tenderer.get<Tender>(path)
  const signed = async <T>(client: Client, what: string, to: string, fields: Record<string, unknown>): Promise<T> => {
    const cms = await client.sign(what, { tender: room.tender.id, ...fields })
    const { complaint: _id, objection: _o, ...body } = fields
    return client.post<T>(`${path}${to}`, { ...(what === 'complaint.file' ? fields : body), cms })
  }
  const letter = {
    request: '请求责令重新评标',
    facts: '第一名的业绩与招标文件要求不符，异议答复未作说明。',
    evidence: [{ name: '业绩查询截图', sha256: 'a'.repeat(64) }],
  }
  const onIt = (client: Client, deed: string, to: string, fields: Record<string, unknown>) =>
    signed(client, `complaint.${deed}`, `/complaints/${complaint}${to}`, { complaint, ...fields })

  before(async () => {
    room = await seatedRoom([{ ...awardDomain, reactions: [] }, complaintsDomain])
    path = `/tenders/${room.tender.id}`
    ;[tenderer, bidder, other, supervisor] = await Promise.all([
      room.world.as('tenderer'),
      room.world.as('bidder-4'),
      room.world.as('bidder-2'),
      room.world.as('supervisor'),
    ])
    await evaluation(room.world)
    await reviewReport(room.world)
    const { candidates } = await tenderer.get<{ candidates: string }>(`${path}/publicity/draft`)
    await signed(tenderer, 'award.publicise', '/publicity', { candidates })
  })
  after(() => room?.stop())

  it('is not taken before the objection was answered', async () => {
    const knownAt = await room.world.now()
    const first = { matter: 'result', knownAt, letter }
    expect(await codeOf(signed(bidder, 'complaint.file', '/complaints', first))).to.equal('OBJECTION_FIRST')
    const text = '第一名的业绩与招标文件要求不符。'
    const { id } = await signed<{ id: string }>(bidder, 'award.object', '/result-objections', { text })
    const after = { ...first, objection: id }
    expect(await codeOf(signed(bidder, 'complaint.file', '/complaints', after))).to.equal('OBJECTION_FIRST')
    const answer = { text: '经核实，评标委员会的认定符合招标文件规定。', outcome: 'dismissed' }
    await signed(tenderer, 'award.answer', `/result-objections/${id}/answer`, { objection: id, ...answer })
    expect(await codeOf(signed(other, 'complaint.file', '/complaints', after))).to.equal('OBJECTION_OTHER')
    const made = await signed<{ complaint: string; late: boolean }>(bidder, 'complaint.file', '/complaints', after)
    expect(made.late).to.equal(false)
    complaint = made.complaint
  })

  it('reaches the supervisor alone; at rest nothing of it names anybody', async () => {
    const { items } = await supervisor.get<{ items: Shown[] }>('/complaints')
    expect(items.map(({ id, author, overdue }) => [id, author?.name, overdue])).to.deep.equal([
      [complaint, bidder.person.organisation?.name, false],
    ])
    for (const client of [tenderer, other])
      expect(await codeOf(client.get(`${path}/complaints/${complaint}`))).to.equal('COMPLAINT_UNKNOWN')
    expect(await codeOf(tenderer.get('/complaints'))).to.equal('FORBIDDEN')
    const facts = JSON.stringify(await factsOf(room.platform.database, `complaint/${room.tender.id}.${complaint}`))
    expect(facts).not.to.include(letter.facts).and.not.to.include(bidder.person.organisation?.name)
  })

  it('is for the supervisor to take up; then the other side is told and states its case', async () => {
    const decision = { accepted: true, reason: '符合受理条件' }
    expect(await codeOf(onIt(tenderer, 'decide', '/decision', decision))).to.equal('FORBIDDEN')
    const { before } = await supervisor.get<Shown>(`${path}/complaints/${complaint}`)
    expect(before).to.include({ matter: 'result', text: '第一名的业绩与招标文件要求不符。', outcome: 'dismissed' })
    expect(before?.answer).to.include('经核实')
    await onIt(supervisor, 'decide', '/decision', decision)
    expect(await tenderer.get<Shown>(`${path}/complaints/${complaint}`)).to.include({ stage: 'accepted' })
    await onIt(tenderer, 'state', '/statement', { text: '评标委员会依据招标文件第三章逐项核对，认定有效。' })
  })

  it('lets the tender rest by order, and nothing is awarded meanwhile', async () => {
    await onIt(supervisor, 'rest', '/rest', { reason: '调查期间暂停定标' })
    expect((await tender()).suspensions?.map(({ kind }) => kind)).to.deep.equal(['complaint'])
    const { candidates, until } = await tenderer.get<{ candidates: { tag: string }[]; until: number }>(
      `${path}/publicity`,
    )
    await room.world.moveTo(until + 1)
    const award = signed(tenderer, 'award.decide', '/award', { winner: candidates[0]?.tag })
    expect(await codeOf(award)).to.equal('TENDER_SUSPENDED')
  })

  it('stops its clock for an appraisal, and has as many days left after it', async () => {
    await onIt(supervisor, 'stop', '/clock/stop', { reason: '委托专家评审' })
    expect((await supervisor.get<Shown>(`${path}/complaints/${complaint}`)).waits).to.equal(null)
    await onIt(supervisor, 'resume', '/clock/resume', {})
    expect((await supervisor.get<Shown>(`${path}/complaints/${complaint}`)).waits).to.be.a('number')
  })

  it('that is upheld sends the tender back to its evaluation, lifts the rest, and the ruling is public', async () => {
    const reEvaluate = { ground: 'standardMisapplied', by: 'samePanel', from: 'scoring' }
    const text = '经查，业绩评分未按招标文件规定的标准计算，投诉成立，责令重新评标。'
    const wrong = { outcome: 'unfounded', remedy: 'reEvaluate', text, reEvaluate }
    expect(await codeOf(onIt(supervisor, 'rule', '/ruling', wrong))).to.equal('REMEDY_WITHOUT_REASON')
    expect((await tender()).stage).to.equal('publicised')
    await onIt(supervisor, 'rule', '/ruling', { outcome: 'upheld', remedy: 'reEvaluate', text, reEvaluate })
    expect(await tender()).to.deep.include({ stage: 'evaluating', suspensions: [] })
    const { items } = await other.get<{ items: { text: string; article: string }[] }>(`${path}/complaints/rulings`)
    expect(items.map((one) => [one.text, one.article])).to.deep.equal([[text, '《招标投标法实施条例》第六十一条']])
    await eventually(async () => (await codeOf(other.bytes(`${path}/complaints/${complaint}/ruling.pdf`))) === 'done')
    await room.world.until('the supervisor to sign', async () => (await signWaiting(supervisor, room.tender.id)) > 0)
    const ruling = await other.bytes(`${path}/complaints/${complaint}/ruling.pdf`)
    const by = (await checkPdf(ruling)).map(({ field, by: signer }) => [field, signer.certificate.organisationCode])
    expect(by[1]).to.deep.equal(['supervisor', supervisor.person.organisation?.code])
    expect(await codeOf(onIt(supervisor, 'rule', '/ruling', { outcome: 'unfounded', remedy: 'none', text }))).to.equal(
      'COMPLAINT_NOT_OPEN',
    )
  })
})

import { expect } from 'chai'
import { follow } from '../../../client/src/net/follow.ts'
import { hex } from '../../../crypto/bytes.ts'
import { sha256 } from '../../../crypto/digest.ts'
import type { Client } from '../../../server/cli/demo/client.ts'
import { award, publicise } from '../../../server/cli/demo/steps/award.ts'
import { electChair, evaluation } from '../../../server/cli/demo/steps/evaluation.ts'
import { seatedMembers } from '../../../server/cli/demo/steps/evaluationRoom.ts'
import { openBids } from '../../../server/cli/demo/steps/opening.ts'
import { panel } from '../../../server/cli/demo/steps/panel.ts'
import { parkPlayed } from '../../../server/cli/demo/tender.ts'
import { uploadAll } from '../../../server/cli/demo/upload.ts'
import type { World } from '../../../server/cli/demo/world.ts'
import { factsOf } from '../../../server/ledger/store.ts'
import type { OpeningFact } from '../../../server/opening/events.ts'
import { evolve, type Opening } from '../../../server/opening/opening.ts'
import { type TestWorld, world } from '../../world/world.ts'
import {
  another,
  archived,
  bidden,
  failed,
  lawful,
  logOf,
  notOf,
  on,
  refused,
  replaced,
  signed,
  tenderOf,
} from './course.ts'

/** Whoever hears every fact of the hall has the hall that the platform has. */
async function followed(test: TestWorld, of: World): Promise<void> {
  await test.settled()
  const facts = (await factsOf(test.platform.database, `opening/${of.tender}`)).map(({ fact }) => fact)
  const [first, ...later] = facts as OpeningFact[]
  if (!first) throw new Error('nothing happened in the hall')
  const heard = later.map((fact) => ({ v: fact.version, fact }))
  const known = follow({ ...evolve(undefined, first), v: first.version }, heard, evolve)
  const shown = await of.as('agent').get<Record<string, unknown>>(`/tenders/${of.tender}/opening`)
  expect(JSON.parse(JSON.stringify(known))).to.deep.equal(shown)
}

describe('A construction tender, whole, over HTTP', function () {
  this.timeout(300_000)
  let test: TestWorld
  before(async () => {
    test = await world({ tender: 'works-none' })
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('runs from its notice to its contract, and every step of its archive is lawful', async () => {
    const of = test.beside('works-happy', another(parkPlayed, 0, 3))
    await bidden(of)
    await openBids(of)
    await followed(test, of)
    await panel(of)
    await evaluation(of)
    await award(of)
    expect((await tenderOf(of)).stage).to.equal('contracted')
    await archived(of)
  })

  it('fails with two bids: nobody is named, the deposits go back, and it is tendered again', async () => {
    const of = test.beside('works-few', another(parkPlayed, 8, 2))
    await bidden(of)
    await failed(test, of, '《招标投标法实施条例》第四十四条')
    await lawful(test, of)
  })

  it('goes on without the bid whose key is lost: its failure has a cause, and the others are read out', async () => {
    const of = test.beside('works-shut', another(parkPlayed, 16, 4, 'bidder-4'))
    await bidden(of)
    await openBids(of)
    const { bids } = await of.as('agent').get<Opening & Record<string, unknown>>(`/tenders/${of.tender}/opening`)
    const shut = bids[await of.as('bidder-4').tag(of.tender)]
    expect(shut).to.deep.include({ status: 'unopened' })
    expect(shut?.cause).to.include({ cause: 'bidder' })
    await panel(of)
    await evaluation(of)
    await award(of)
    await archived(of)
  })

  it('replaces a member who falls ill by the next ticket of the draw, whose report all five sign', async () => {
    const of = test.beside('works-ill', another(parkPlayed, 24, 3))
    await bidden(of)
    await openBids(of)
    await panel(of)
    const members = await seatedMembers(of)
    await electChair(of, members)
    for (const member of members) member.leave()
    const [ill] = members
    const leave = (by: Client, fields: object) =>
      signed(of, by, ['evaluation.leave', '/evaluation/leave'], { ...fields })
    const health = { ground: 'health', reason: '突发心脏不适，需就医' }
    expect(await refused(leave(of.as('tenderer'), health))).to.equal('FORBIDDEN')
    expect(await refused(leave(ill!.client, { ...health, ground: 'dislike' }))).to.equal('INPUT_INVALID')
    expect(await refused(leave(ill!.client, { ...health, reason: ' ' }))).to.equal('INPUT_INVALID')
    await replaced(of, ill!.client, async () => {
      await leave(ill!.client, health)
      const { members: four } = await members[1]!.look()
      const vote = members[1]!.client.post(`/tenders/${of.tender}/evaluation/chair`, { for: four[0] })
      expect(await refused(vote)).to.match(/^SEAT_VACANT/)
    })
    const facts = JSON.stringify(await logOf(test, of))
    expect(facts).to.include('evaluation.memberLeft').and.not.to.include('心脏')
    for (const { client } of members) expect(facts).not.to.include(client.person.name)
    await evaluation(of)
    await award(of)
    await archived(of)
  })

  it('rests while an objection waits, is evaluated again where it is right, and is publicised anew in full', async () => {
    const of = test.beside('works-objected', another(parkPlayed, 32, 3))
    const path = `/tenders/${of.tender}`
    const shown = () => of.as('tenderer').get<Publicity>(`${path}/publicity`)
    const fix = async (rank: number) => {
      const winner = (await shown()).candidates.find((one) => one.rank === rank)?.tag
      return refused(signed(of, of.as('tenderer'), ['award.decide', '/award'], { winner }))
    }
    await bidden(of)
    await openBids(of)
    await panel(of)
    await evaluation(of)
    await publicise(of)
    const objection = await objected(of)
    await of.moveTo((await shown()).until - 60_000)
    expect(await fix(1)).to.match(/^TENDER_SUSPENDED/)
    const reEvaluate = { ground: 'standardMisapplied', by: 'samePanel', from: 'scoring' }
    const said = { text: '经核查，业绩分未按招标文件规定的标准计算，组织原评标委员会重新评审。', outcome: 'upheld' }
    const wrong = (fields: object) => refused(on(of, objection, 'answer', { ...said, reEvaluate, ...fields }))
    expect(await wrong({ outcome: 'dismissed' })).to.equal('REMEDY_WITHOUT_REASON')
    expect(await wrong({ reEvaluate: { ...reEvaluate, ground: 'wish' } })).to.match(/^GROUND_UNKNOWN/)
    expect(await wrong({ reEvaluate: { ...reEvaluate, ground: 'shouldHaveAvoided' } })).to.match(/^EVALUATORS_OTHER/)
    await on(of, objection, 'answer', { ...said, reEvaluate })
    expect(await tenderOf(of)).to.deep.include({ stage: 'evaluating', suspensions: [] })
    expect(await shown()).to.include({ void: true })
    expect(await fix(1)).to.match(/^STAGE_WRONG/)
    await evaluation(of)
    await publicise(of)
    const { past } = await shown()
    const why = ['reEvaluation', '《招标投标法实施条例》第七十一条']
    expect(past.map(({ cause, article }) => [cause, article])).to.deep.equal([why])
    expect(await fix(1)).to.match(/^PUBLICITY_RUNNING/)
    await of.moveTo((await shown()).until + 1)
    expect(await fix(2)).to.match(/^WINNER_NOT_FIRST/)
    await award(of)
    await archived(of)
  })
})

interface Publicity extends Record<string, unknown> {
  from: number
  until: number
  candidates: { tag: string; rank: number }[]
  past: { cause: string; article: string }[]
}

/** A bidder objects with what proves it, which the tenderer reads and nobody else; the tender rests at once. */
async function objected(of: World): Promise<string> {
  const { candidates } = await of.as('tenderer').get<Publicity>(`/tenders/${of.tender}/publicity`)
  const bidder = await notOf(of, candidates.find(({ rank }) => rank === 1)?.tag)
  const third = await notOf(of, await bidder.tag(of.tender))
  const text = '第一名的业绩合同金额与公示不符，请求按招标文件重新计分。'
  const bytes = new TextEncoder().encode('合同扫描件')
  const upload = await uploadAll(bidder, { tender: of.tender, purpose: 'document' }, bytes)
  const hash = hex(sha256(bytes))
  const cms = await bidder.sign('award.object', { tender: of.tender, text, files: [hash] })
  const path = `/tenders/${of.tender}/result-objections`
  const { id } = await bidder.post<{ id: string }>(path, { text, files: [{ title: '合同.pdf', upload }], cms })
  expect((await tenderOf(of)).suspensions?.map(({ kind, id: of }) => [kind, of])).to.deep.equal([['objection', id]])
  const read = (client: Client) => client.bytes(`${path}/files/${hash}`)
  expect(new TextDecoder().decode(await read(of.as('tenderer')))).to.equal('合同扫描件')
  expect(await refused(read(third))).to.equal('FILE_UNKNOWN')
  return id
}

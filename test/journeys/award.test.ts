import { expect } from 'chai'
import { checkPdf } from '../../crypto/pdf/signatures.ts'
import { bytesToSign } from '../../crypto/pdfRange.ts'
import { filesIn } from '../../server/archive/bundle.ts'
import { archiveDomain } from '../../server/archive/domain.ts'
import type { Award } from '../../server/award/award.ts'
import type { ContractText } from '../../server/award/contractText.ts'
import { awardDomain } from '../../server/award/domain.ts'
import type { Duty } from '../../server/award/duty.ts'
import { awardOf } from '../../server/award/store.ts'
import type { Client } from '../../server/cli/demo/client.ts'
import { reviewReport, sendNotices, signPaper, writeContract } from '../../server/cli/demo/steps/award.ts'
import { evaluation } from '../../server/cli/demo/steps/evaluation.ts'
import { factsOf } from '../../server/ledger/store.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { certified } from '../archive/certified.ts'
import { isSound, textOf, verdicts } from '../documents/tools.ts'
import { type RoomWorld, seatedRoom } from '../evaluation/room.ts'
import { codeOf } from '../world/codes.ts'
import { bidderWith, proofBy } from './awarding.ts'

interface Report {
  ready: boolean
  report: { sha256: string }
  checksHash: string
  candidates: { tag: string; rank: number }[]
}

describe('from the report to the contract and what follows, over HTTP', function () {
  this.timeout(300_000)
  let room: RoomWorld
  let path: string
  let tenderer: Client

  const tender = () => tenderer.get<Tender>(path)
  const award = async (): Promise<Award> => (await awardOf(room, room.tender.id))!
  const signed = async <T>(client: Client, what: string, to: string, fields: Record<string, unknown>): Promise<T> => {
    const cms = await client.sign(what, { tender: room.tender.id, ...fields })
    return client.post<T>(`${path}${to}`, { ...fields, cms })
  }
  const duties = async (): Promise<Duty[]> => (await tenderer.get<{ items: Duty[] }>(`${path}/duties`)).items
  const running = async () => (await duties()).filter(({ doneAt }) => doneAt === null).map(({ duty }) => duty)
  const proof = (client: Client) => proofBy(client, room.tender.id)
  const publicise = async () => {
    const { candidates } = await tenderer.get<{ candidates: string }>(`${path}/publicity/draft`)
    return signed<{ until: number }>(tenderer, 'award.publicise', '/publicity', { candidates })
  }
  const bidderOf = (tag: string) => bidderWith(room, tag)

  before(async () => {
    room = await seatedRoom([awardDomain, archiveDomain([awardDomain])])
    path = `/tenders/${room.tender.id}`
    tenderer = await room.world.as('tenderer')
  })
  after(async () => {
    await room?.stop()
  })

  it('nothing is received before the panel has signed', async () => {
    expect((await tenderer.get<Report>(`${path}/acceptance`)).ready).to.equal(false)
    const nothing = { report: '0'.repeat(64), checks: '0'.repeat(64), note: '' }
    expect(await codeOf(signed(tenderer, 'award.review', '/acceptance/review', nothing))).to.equal(
      'EVALUATION_NOT_FINISHED',
    )
    await evaluation(room.world)
  })

  it('the report is reviewed before it is publicised, by the tenderer and nobody else', async () => {
    await room.world.until('the limit to begin', async () =>
      (await running()).includes('publicise') ? true : undefined,
    )
    expect(await codeOf(publicise())).to.equal('REPORT_NOT_REVIEWED')
    const of = await tenderer.get<Report>(`${path}/acceptance`)
    const fields = { report: of.report.sha256, checks: of.checksHash, note: '' }
    for (const id of ['bidder-1', 'centre', 'supervisor']) {
      const other = await room.world.as(id)
      await other.signIn()
      expect(await codeOf(signed(other, 'award.review', '/acceptance/review', fields)), id).to.be.oneOf([
        'FORBIDDEN',
        'SIGN_IN_FIRST',
      ])
    }
    const bidder = await room.world.as('bidder-1')
    expect(await codeOf(bidder.get(`${path}/acceptance`))).to.equal('FORBIDDEN')
    expect(await codeOf(bidder.get(`${path}/duties`))).to.equal('FORBIDDEN')
  })

  it('the panel looks again where the tenderer says on what ground and where; the old report stays', async () => {
    const of = await tenderer.get<Report>(`${path}/acceptance`)
    const anomalies = [{ bid: of.candidates[0]!.tag, item: null, fact: '技术分汇总与个人评分表不符' }]
    const order = { report: of.report.sha256, ground: 'sumWrong', from: 'scoring', anomalies }
    expect(
      await codeOf(signed(tenderer, 'award.recheck', '/acceptance/recheck', { ...order, ground: 'wish' })),
    ).to.equal('GROUND_UNKNOWN')
    const { files, hash } = await proof(tenderer)
    const cms = await tenderer.sign('award.recheck', { tender: room.tender.id, ...order, files: [hash] })
    await tenderer.post(`${path}/acceptance/recheck`, { ...order, files, cms })
    expect(await running()).to.deep.equal([])
    expect((await tenderer.get<Report>(`${path}/acceptance`)).ready).to.equal(false)
    await evaluation(room.world)
    const anew = await tenderer.get<Report>(`${path}/acceptance`)
    expect(anew.report.sha256).to.not.equal(of.report.sha256)
  })

  it('the publicity says all, carries the tenderer’s signature, and its limit is done', async () => {
    await reviewReport(room.world)
    await publicise()
    await signPaper(room.world, tenderer, 'publicity')
    await signPaper(room.world, tenderer, 'publicity') // again: nothing happens
    const pdf = await tenderer.bytes(`${path}/publicity.pdf`)
    expect(isSound(pdf)).to.equal(true)
    expect(verdicts(pdf)).to.have.length(2)
    for (const verdict of verdicts(pdf)) expect(verdict).to.contain('Signature is Valid')
    const text = textOf(pdf).replace(/\s/g, '')
    for (const part of ['第一名', '施工组织设计', '项目经理', '被否决的投标', '提出异议的渠道'])
      expect(text).to.contain(part)
    expect((await duties()).find(({ duty }) => duty === 'publicise')).to.include({ inTime: true })
    const bidder = await room.world.as('bidder-1')
    const waiting = await bidder.get<{ rank: number; objection: { until: number } }>(`${path}/result/own`)
    expect(waiting.objection.until).to.equal((await award()).until)
  })

  it('who gives up is passed over with proof, and the next in order wins', async () => {
    const { publicity, until } = await award()
    const [first, second] = publicity.candidates.map(({ tag }) => tag)
    const decision = { candidate: first, ground: 'gaveUp', reason: '书面放弃中标资格', follows: 'nextCandidate' }
    expect(await codeOf(signed(tenderer, 'award.passOver', '/award/passing', decision))).to.equal('EVIDENCE_MISSING')
    const { files, hash } = await proof(tenderer)
    const cms = await tenderer.sign('award.passOver', { tender: room.tender.id, ...decision, files: [hash] })
    await tenderer.post(`${path}/award/passing`, { ...decision, files, cms })
    await room.world.moveTo(until + 1)
    expect(await codeOf(signed(tenderer, 'award.decide', '/award', { winner: first }))).to.equal('WINNER_NO_CANDIDATE')
    await signed(tenderer, 'award.decide', '/award', { winner: second })
    expect((await tender()).stage).to.equal('awarded')
  })

  it('winner and losers are told in one fact, each in a letter that the tenderer signed', async () => {
    await room.world.until('the letters', async () => ((await award()).letters ? true : undefined))
    const { winner } = await award()
    const won = await bidderOf(winner!.tag)
    expect(await codeOf(won.bytes(`${path}/award/own.pdf`))).to.equal('PAPER_NOT_READY')
    expect(await codeOf(won.get(`${path}/award/letters`))).to.equal('FORBIDDEN')
    const { items } = await tenderer.get<{ items: { letter: string; tag: string | null }[] }>(`${path}/award/letters`)
    const one = await tenderer.bytes(`${path}/award/letters/${items[0]!.letter}`)
    const alone = { letter: items[0]!.letter, cms: await tenderer.signBytes(bytesToSign(one)) }
    expect(await codeOf(tenderer.post(`${path}/award/letters`, { signatures: [alone] }))).to.equal('LETTERS_INCOMPLETE')
    const forged = { ...alone, cms: await won.signBytes(bytesToSign(one)) }
    expect(await codeOf(tenderer.post(`${path}/award/letters`, { signatures: [forged] }))).to.equal('SIGNER_IS_ANOTHER')
    await sendNotices(room.world)
    const { notice, results, noticeAt } = await award()
    expect(noticeAt).to.be.a('number')
    expect(results).to.have.length(3)
    expect(notice?.sha256).to.not.equal(items[0]!.letter)
    const loser = await bidderOf(results[0]!.tag)
    const pdf = await loser.bytes(`${path}/award/own.pdf`)
    expect(verdicts(pdf)).to.have.length(2)
    expect(isSound(pdf)).to.equal(true)
    expect(await running()).to.include.members(['contract', 'report'])
  })

  it('the contract is signed in its text and in its terms by both, and no term differs from the bid', async () => {
    const { winner } = await award()
    const won = await bidderOf(winner!.tag)
    const terms = winner!.terms
    const shown = await tenderer.get<{ text: ContractText; contract: string | null }>(`${path}/contract`)
    expect(shown.contract).to.equal(null)
    const agreed = { acceptance: '竣工验收', breach: '赔偿损失', disputes: '协商', payment: '按月支付' }
    const written = (text: Partial<ContractText>, client = tenderer) =>
      signed<{ differences: { field: string }[] }>(client, 'award.proposeContract', '/contract/terms', {
        terms: { ...shown.text, ...agreed, ...text },
      })
    const unwritten = { contract: '0'.repeat(64), terms }
    expect(await codeOf(signed(tenderer, 'award.contract', '/contract', unwritten))).to.equal('CONTRACT_UNWRITTEN')
    for (const other of [{ price: `${terms.price}0` }, { scope: '另一范围' }])
      expect(await codeOf(written(other))).to.equal('CONTRACT_SUBSTANCE')
    expect(await codeOf(written({}, won))).to.equal('FORBIDDEN')
    const { differences } = await written({ others: '双方每月会商一次。' })
    expect(differences.map(({ field }) => field)).to.include('others')
    const sha256 = await writeContract(room.world)
    expect(textOf(await won.bytes(`${path}/contract.pdf`))).to.include('双方每月会商一次')
    const fields = { contract: sha256, terms }
    expect(await codeOf(signed(tenderer, 'award.contract', '/contract', fields))).to.equal('CONTRACT_UNSIGNED')
    const other = { ...fields, terms: { ...terms, price: `${terms.price}0` } }
    expect(await codeOf(signed(tenderer, 'award.contract', '/contract', other))).to.equal('CONTRACT_DIFFERS')
    const loser = await bidderOf((await award()).results[0]!.tag)
    expect(await codeOf(loser.get(`${path}/award/papers/contract`))).to.equal('PAPER_OTHERS')
    for (const [client, at] of [
      [tenderer, 1],
      [won, 2],
    ] as const) {
      await signPaper(room.world, client, 'contract')
      await signed(client, 'award.contract', '/contract', fields)
      expect((await award()).signed).to.have.length(at)
    }
    const pdf = await won.bytes(`${path}/contract.pdf`)
    expect(verdicts(pdf)).to.have.length(3)
    for (const verdict of verdicts(pdf)) expect(verdict).to.contain('Signature is Valid')
    expect(isSound(pdf)).to.equal(true)
    expect((await tender()).stage).to.equal('contracted')
  })

  it('no bond is given where none was asked for', async () => {
    const won = await bidderOf((await award()).winner!.tag)
    const bond = { form: 'guarantee', amount: '1', reference: 'BH-1', issuer: '银行', validUntil: null }
    expect(await codeOf(signed(won, 'award.giveBond', '/bond', bond))).to.be.oneOf(['BOND_NOT_ASKED', 'STAGE_WRONG'])
  })

  it('the contract becomes public and the supervisor has its written report, signed', async () => {
    const contract = (await award()).contract!.sha256
    const open = `${room.world.origins.public}/api/v1${path}/contract/public.pdf`
    expect((await fetch(open)).status).to.equal(404)
    const shown = { contract, withheld: null }
    await signed(tenderer, 'award.publishContract', '/contract/publication', shown)
    expect((await fetch(open)).status).to.equal(200)
    await signed(tenderer, 'award.report', '/report', { remarks: '无异议、投诉。' })
    await signPaper(room.world, tenderer, 'report')
    const supervisor = await room.world.as('supervisor')
    const pdf = await supervisor.bytes(`${path}/report.pdf`)
    expect(verdicts(pdf)).to.have.length(2)
    expect(textOf(pdf).replace(/\s/g, '')).to.contain('《中华人民共和国招标投标法》第四十七条')
    expect(await running()).to.deep.equal([])
    const bidder = await room.world.as('bidder-1')
    expect(await codeOf(bidder.get(`${path}/report`))).to.equal('FORBIDDEN')
  })

  it('the centre certifies the course of the tender, for those who run and watch it, and signs in the PDF', () =>
    certified(room, path))

  it('every paper that a fact names is whole, with every signature in it good: so is the archive', async () => {
    const facts = (await factsOf(room.platform.database, `award/${room.tender.id}`)).map(({ fact }) => fact)
    const named = facts.flatMap(({ data }) => filesIn(data)).filter(({ file }) => file.endsWith('.pdf'))
    expect(named).to.have.length.greaterThan(12)
    for (const { file } of named) {
      const pieces: Uint8Array[] = []
      for await (const piece of room.platform.files.get(file)) pieces.push(piece)
      expect(await checkPdf(Buffer.concat(pieces)), file).to.have.length.greaterThan(0)
    }
  })
})

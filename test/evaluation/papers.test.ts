import { expect } from 'chai'
import { checkPdf } from '../../crypto/pdf/signatures.ts'
import type { Client } from '../../server/cli/demo/client.ts'
import { evaluation } from '../../server/cli/demo/steps/evaluation.ts'
import { type Signing, signingsOf } from '../../server/cli/demo/steps/signing.ts'
import type { Message } from '../../server/pages/messages/inbox.ts'
import { signedPapersOf } from '../../server/papers/store.ts'
import { isSound, textOf, verdicts, wants } from '../documents/tools.ts'
import { codeOf } from '../world/codes.ts'
import { type RoomWorld, seatedRoom } from './room.ts'

describe('the papers of a panel, over HTTP', function () {
  this.timeout(120_000)
  let room: RoomWorld
  const at = (rest = '') => `/tenders/${room.tender.id}/signings${rest}`
  const of = (person: string): Promise<Signing[]> => signingsOf(room.world.as(person), room.tender.id)
  const kinds = async (person: string) => (await of(person)).map(({ kind }) => kind)

  before(async () => {
    room = await seatedRoom()
    await evaluation(room.world)
  })
  after(async () => {
    await room?.stop()
  })

  it('each member signed its own records in the PDF: its votes, its marks, its name', async function () {
    wants(this, 'pdftotext', 'pdfsig', 'qpdf')
    for (const { id, name } of room.members) {
      const [own] = (await of(id)).filter(({ kind }) => kind === 'records')
      if (!own) throw new Error(`${name} has no records`)
      expect(own.waits).to.equal(false)
      const pdf = await room.world.as(id).bytes(at(`/${own.sha256}`))
      expect(isSound(pdf)).to.equal(true)
      expect(verdicts(pdf)).to.have.length(2)
      const signers = (await checkPdf(pdf)).map(({ field, by }) => [field, by.certificate.subject.commonName])
      expect(signers[1]).to.deep.equal(['member', name])
      const text = textOf(pdf).replace(/\s/g, '')
      for (const part of ['个人评审记录', '初步评审表', '个人评分表', name]) expect(text).to.contain(part)
    }
  })

  it('a member sees its own and no other’s; those who run the tender none before its result', async () => {
    const [one, two] = room.members.map(({ id }) => id) as [string, string]
    const [own] = (await of(one)).filter(({ kind }) => kind === 'records')
    for (const person of [two, room.outsider, 'bidder-2', 'tenderer']) {
      await room.world.as(person).signIn()
      expect(await codeOf(room.world.as(person).bytes(at(`/${own?.sha256}`))), person).to.equal('FORBIDDEN')
    }
    expect(await kinds('tenderer')).to.deep.equal([])
    expect((await kinds('supervisor')).filter((kind) => kind === 'records')).to.have.length(5)
  })

  it('the question is signed by the chair and the answer by the bidder, which gets no member’s name', async function () {
    wants(this, 'pdftotext', 'pdfsig')
    const papers = (await signedPapersOf(room, room.tender.id))?.papers ?? []
    const question = papers.find(({ kind }) => kind === 'question')
    const answer = papers.find(({ kind }) => kind === 'answer')
    if (!question || !answer) throw new Error('no paper of the clarification')
    const people = ['bidder-1', 'bidder-2', 'bidder-3', 'bidder-4'].map((id) => room.world.as(id))
    const codes = await Promise.all(people.map((one) => codeOf(one.bytes(at(`/${answer.issued.sha256}`)))))
    expect(codes.filter((code) => code === 'FORBIDDEN')).to.have.length(3)
    const bidder = people.find((_one, i) => codes[i] !== 'FORBIDDEN') as Client
    const copy = await bidder.bytes(at(`/${question.issued.sha256}`))
    expect(await checkPdf(copy)).to.have.length(1)
    const signed = await room.world.as('supervisor').bytes(at(`/${question.issued.sha256}`))
    expect((await checkPdf(signed)).map(({ field }) => field)).to.deep.equal(['platform', 'chair'])
    const mine = await bidder.bytes(at(`/${answer.issued.sha256}`))
    const [, by] = await checkPdf(mine)
    expect(by?.by.certificate.organisationCode).to.equal(bidder.person.organisation?.code)
    expect(textOf(mine).replace(/\s/g, '')).to.contain('以投标函载明的工期为准')
  })

  it('whoever is not named in a paper does not sign it, and nobody twice', async () => {
    const [one, two] = room.members.map(({ id }) => id) as [string, string]
    const [own] = (await of(one)).filter(({ kind }) => kind === 'records')
    const path = at(`/${own?.sha256}`)
    expect(await codeOf(room.world.as(two).bytes(`${path}/prepared`))).to.equal('FORBIDDEN')
    expect(await codeOf(room.world.as(one).bytes(`${path}/prepared`))).to.equal('PAPER_SIGNED')
    const unknown = at(`/${'0'.repeat(64)}/prepared`)
    expect(await codeOf(room.world.as(one).bytes(unknown))).to.equal('PAPER_UNKNOWN')
  })

  it('who has to sign is told so in its inbox, and nobody else', async () => {
    const told = async (person: string) => {
      const { items } = await room.world.as(person).get<{ items: Message[] }>('/messages')
      return items.filter(({ matter }) => matter === 'signature')
    }
    const notes = async (person: string) => (await told(person)).map(({ note, zh }) => note ?? zh)
    for (const { id } of room.members) {
      const own = await notes(id)
      expect(own.filter((note) => note === '个人评审记录')).to.have.length(1)
      expect(own).to.include.members(['评标报告已生成'])
      expect((await told(id)).every(({ asks, tender }) => asks && tender?.id === room.tender.id)).to.equal(true)
    }
    const chairs = await Promise.all(room.members.map(({ id }) => notes(id)))
    expect(chairs.filter((of) => of.includes('评标澄清通知'))).to.have.length(1)
    const bidders = await Promise.all(['bidder-1', 'bidder-2', 'bidder-3', 'bidder-4'].map(notes))
    expect(bidders.filter((of) => of.includes('评标澄清答复'))).to.have.length(1)
    for (const person of ['tenderer', 'agent', 'supervisor', room.outsider])
      expect(await notes(person), person).to.not.include.members(['个人评审记录'])
  })

  it('every version stays: what was issued, and what was signed', async () => {
    const papers = (await signedPapersOf(room, room.tender.id))?.papers ?? []
    for (const { issued, standing } of papers)
      for (const { file } of [issued, standing]) expect(await room.platform.files.size(file), file).to.be.greaterThan(0)
  })
})

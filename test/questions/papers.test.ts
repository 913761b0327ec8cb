import { expect } from 'chai'
import { checkPdf } from '../../crypto/pdf/signatures.ts'
import { bytesToSign } from '../../crypto/pdfRange.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { papers, sealPaper, signedWith } from '../../server/cli/demo/steps/sealing.ts'
import { renderPaper } from '../../server/documents/render.ts'
import { type Paper, paragraph } from '../../templates/layout.ts'
import { isSound, textOf, verdicts, wants } from '../documents/tools.ts'
import { codeOf } from '../world/codes.ts'
import { type TestWorld, world } from '../world/world.ts'
import { between } from './playing.ts'

const appendix: Paper = { title: '补遗书', blocks: [paragraph('工期以本文件为准。')] }

describe('papers between publication and deadline, over HTTP', function () {
  this.timeout(120_000)
  let test: TestWorld
  const { path, at, tender, questions, objections, ask, object, settled, issue } = between(() => test)

  before(async () => {
    test = await world({ tender: 'test-tender' })
    await publishNotice(test.world)
    await ask('bidder-2', '工期自何时起算？')
    await ask('bidder-2', '是否接受进口设备？')
    const [first, second] = await questions('tenderer')
    const fields = { question: first?.id, text: '自开工令载明的日期起算。', affects: false }
    const cms = await at('agent').sign('question.answer', { tender: 'test-tender', ...fields })
    await at('agent').post(`${path}/questions/${first?.id}/answer`, { text: fields.text, affects: false, cms })
    const answers = [{ question: second?.id, text: '接受，须提供原产地证明。' }]
    const broken = new TextEncoder().encode('%PDF-1.7 补遗')
    const said = { changes: { durationDays: 300 }, affects: true, answers }
    expect(await codeOf(issue(said, broken))).to.equal('PAPER_NOT_PDF')
    const pdf = await renderPaper(appendix, { at: 0 })
    await issue({ changes: { durationDays: 300 }, affects: true, answers }, pdf)
    await settled()
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('answers that stand alone and those of an addendum are papers; question and answer stand in them, no asker', async function () {
    wants(this, 'pdftotext')
    const all = await papers(test.world, at('bidder-1'))
    const textBy = async (title: string): Promise<string> => {
      const found = all.find((one) => one.title === title)
      return textOf(await at('bidder-1').bytes(`${path}/papers/${found?.standing}`)).replace(/\s/g, '')
    }
    const name = at('bidder-2').person.organisation?.name ?? ''
    const answer = await textBy('答疑文件')
    expect(answer).to.include('工期自何时起算？').and.include('自开工令载明的日期起算。').and.not.include(name)
    const addendum = await textBy('澄清或修改文件（第2版）')
    expect(addendum).to.include('是否接受进口设备？').and.include('接受，须提供原产地证明。').and.not.include(name)
  })

  it('tenderer and agent sign document and addendum in the PDF; each may once, and no earlier signature breaks', async function () {
    wants(this, 'pdfsig', 'qpdf')
    const all = await papers(test.world, at('tenderer'))
    const [document] = all.filter(({ title }) => title === '招标文件')
    const addendum = all.find(({ title }) => title.startsWith('澄清或修改文件'))
    for (const paper of [document!, addendum!]) {
      for (const person of ['bidder-1', 'centre', 'supervisor'])
        expect(await codeOf(sealPaper(test.world, at(person), paper)), person).to.equal('FORBIDDEN')
      // whoever publishes signs in the same step: here the agent
      expect(paper.signed.map(({ field }) => field)).to.deep.equal(['agent'])
      await sealPaper(test.world, at('tenderer'), paper)
      expect(await codeOf(sealPaper(test.world, at('tenderer'), paper))).to.equal('PAPER_SIGNED')
      expect(await codeOf(sealPaper(test.world, at('agent'), paper))).to.equal('PAPER_SIGNED')
      const standing = (await papers(test.world, at('agent'))).find(({ sha256 }) => sha256 === paper.sha256)!
      expect(standing.signed.map(({ field }) => field)).to.have.members(['tenderer', 'agent'])
      const open = await fetch(`${test.world.origins.public}/api/v1${path}/papers/${standing.standing}`)
      const pdf = new Uint8Array(await open.arrayBuffer())
      expect(verdicts(pdf)).to.deep.equal((await checkPdf(pdf)).map(() => 'Signature Validation: Signature is Valid.'))
      expect(isSound(pdf)).to.equal(true)
      const first = await at('bidder-1').bytes(`${path}/papers/${paper.sha256}`)
      expect(Buffer.compare(pdf.subarray(0, first.length), Buffer.from(first))).to.equal(0)
    }
    const annex = (await tender()).published?.documents.find(({ title }) => title === '补遗书')
    expect(all.find(({ sha256 }) => sha256 === annex?.sha256)?.signed.map(({ field }) => field)).to.deep.equal([
      'agent',
    ])
    expect(await codeOf(at('tenderer').bytes(`${path}/papers/${'0'.repeat(64)}/prepared`))).to.equal('PAPER_UNKNOWN')
  })

  it('an addendum whose paper or new documents are unsigned in their PDFs is not issued, nor one signed over other words', async () => {
    const facts = await test.facts()
    const { published } = await tender()
    const documents = (published?.documents ?? []).map(({ sha256: keep }) => ({ keep }))
    const fields = {
      ...{ version: (published?.version ?? 0) + 1, title: '更正', text: '更正联系电话。', changes: {} },
      ...{ affects: false, answers: [], objections: [] },
    }
    const cms = await at('agent').sign('addendum.issue', {
      ...{ tender: 'test-tender', ...fields, documents: documents.map(({ keep }) => keep) },
    })
    const send = (more: object) => codeOf(at('agent').post(`${path}/addenda`, { ...fields, documents, ...more, cms }))
    const now = await test.world.now()
    const { paper } = await signedWith(at('agent'), `${path}/addenda`, { ...fields, documents }, now)
    const other = { ...fields, text: '另行更正。', documents }
    const wrong = await signedWith(at('agent'), `${path}/addenda`, other, now)
    expect(await send({})).to.equal('PAPERS_UNSIGNED')
    expect(await send({ paper: { ...paper, at: now - 600_001 } })).to.equal('PAPER_STALE')
    expect(await send({ paper: wrong.paper })).to.equal('SIGNATURE_REFUSED')
    expect(await codeOf(at('bidder-1').post(`${path}/addenda/prepared`, { ...other, at: now }))).to.equal('FORBIDDEN')
    expect(await test.facts()).to.equal(facts)
  })

  it('the document that a version took out says so in the list, and the version in force does not', async () => {
    const { items } = await at('tenderer').get<{
      items: { sha256: string; title: string; replacedBy: number | null }[]
    }>(`${path}/papers`)
    const replaced = items.filter(({ title }) => title === '招标文件').map(({ replacedBy }) => replacedBy)
    expect(replaced).to.deep.equal([2, null])
  })

  it('the answer to an objection is a paper for the one who objected; it names nobody, and the tenderer signs it', async () => {
    await object('bidder-3', '资格条件与项目规模不相适应')
    const [one] = await objections('tenderer')
    const said = { text: '异议成立，将修改招标文件。', outcome: 'upheld' }
    const cms = await at('tenderer').sign('objection.answer', { tender: 'test-tender', objection: one?.id, ...said })
    await at('tenderer').post(`${path}/objections/${one?.id}/answer`, { ...said, cms })
    await settled()
    const paper = `${path}/objections/${one?.id}/answer.pdf`
    const text = textOf(await at('bidder-3').bytes(paper)).replace(/\s/g, '')
    expect(text)
      .to.include('异议答复')
      .and.include('资格条件与项目规模不相适应')
      .and.include('异议成立，将修改招标文件。')
    expect(text)
      .to.include('《招标投标法实施条例》第六十条')
      .and.not.include(at('bidder-3').person.organisation?.name ?? '')
    expect(await codeOf(at('bidder-1').bytes(paper))).to.equal('ANSWER_ABSENT')
    const seal = async (person: string) => {
      const waiting = bytesToSign(await at(person).bytes(`${path}/objections/${one?.id}/answer/prepared`))
      return at(person).post(`${path}/objections/${one?.id}/answer/seal`, { cms: await at(person).signBytes(waiting) })
    }
    expect(await codeOf(seal('agent'))).to.equal('FORBIDDEN')
    await seal('tenderer')
    expect(await codeOf(seal('tenderer'))).to.equal('PAPER_SIGNED')
    expect((await checkPdf(await at('supervisor').bytes(paper))).map(({ field }) => field)).to.deep.equal([
      'platform',
      'tenderer',
    ])
  })
})

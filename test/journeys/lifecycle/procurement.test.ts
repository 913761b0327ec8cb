import { expect } from 'chai'
import { checkPdf } from '../../../crypto/pdf/signatures.ts'
import { bytesToSign } from '../../../crypto/pdfRange.ts'
import type { Duty } from '../../../server/award/duty.ts'
import type { Client } from '../../../server/cli/demo/client.ts'
import { purchasePlayed } from '../../../server/cli/demo/purchase.ts'
import { contract, reviewReport, sendNotices } from '../../../server/cli/demo/steps/award.ts'
import { electChair, evaluation } from '../../../server/cli/demo/steps/evaluation.ts'
import { seatedMembers } from '../../../server/cli/demo/steps/evaluationRoom.ts'
import { openBids } from '../../../server/cli/demo/steps/opening.ts'
import { panel } from '../../../server/cli/demo/steps/panel.ts'
import { announced, deliverReport, purchaseResult, received } from '../../../server/cli/demo/steps/purchaseResult.ts'
import { concludeQualification, judgeAll } from '../../../server/cli/demo/steps/qualification.ts'
import type { World } from '../../../server/cli/demo/world.ts'
import { rulebook } from '../../../server/law/rulebook.ts'
import type { Opening } from '../../../server/opening/opening.ts'
import { textOf } from '../../documents/tools.ts'
import { type TestWorld, world } from '../../world/world.ts'
import {
  another,
  archived,
  back,
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

const HOLDS = '《政府采购法实施条例》第五十四条'

/** Opening, panel and qualification: everything up to the first vote of the panel. */
async function qualified(of: World): Promise<void> {
  await openBids(of)
  await panel(of)
  await judgeAll(of, [])
  expect((await concludeQualification(of)).enough).to.equal(true)
}

/** The answer to a challenge is a paper under its own law, signed in the PDF by the purchaser, for its author alone. */
async function answerOnPaper(of: World, author: Client, objection: string): Promise<void> {
  const at = `/tenders/${of.tender}/result-objections/${objection}/answer`
  const purchaser = of.as('tenderer')
  const pdf = () => author.bytes(`${at}.pdf`)
  await of.until('the answer is a paper', () =>
    pdf().then(
      () => true,
      () => false,
    ),
  )
  const text = textOf(await pdf()).replace(/\s/g, '')
  expect(text).to.include('质疑答复').and.to.include('《政府采购法》第五十五条').and.to.include('15个工作日内')
  for (const { id } of of.played.bidders)
    if (of.as(id) !== author) expect(await refused(of.as(id).bytes(`${at}.pdf`)), id).to.match(/^ANSWER_ABSENT/)
  const waiting = bytesToSign(await purchaser.bytes(`${at}/prepared`))
  await purchaser.post(`${at}/seal`, { cms: await purchaser.signBytes(waiting) })
  expect((await checkPdf(await pdf())).map(({ field }) => field)).to.deep.equal(['platform', 'tenderer'])
}

describe('A government purchase, whole, over HTTP', function () {
  this.timeout(300_000)
  let test: TestWorld
  before(async () => {
    test = await world({ tender: 'purchase-none', played: purchasePlayed })
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('fails with two bids: nobody is named, the deposits go back, and the purchase begins anew', async () => {
    const of = test.beside('purchase-few', another(purchasePlayed, 8, 2))
    await bidden(of)
    await failed(test, of, '《政府采购货物和服务招标投标管理办法》第四十一条')
    await lawful(test, of)
  })

  it('goes on without the bid whose key is lost; who says nothing is taken to have fixed the first in rank', async () => {
    const of = test.beside('purchase-shut', another(purchasePlayed, 16, 5, 'supplier-5'))
    await bidden(of)
    await qualified(of)
    const { bids } = await of.as('agent').get<Opening & Record<string, unknown>>(`/tenders/${of.tender}/opening`)
    const shut = bids[await of.as('supplier-5').tag(of.tender)]
    expect(shut).to.deep.include({ status: 'unopened' })
    expect(shut?.cause).to.include({ cause: 'bidder' })
    await evaluation(of)
    await deliverReport(of)
    await reviewReport(of)
    const { candidates } = await received(of)
    const duties = await of.as('tenderer').get<{ items: Duty[] }>(`/tenders/${of.tender}/duties`)
    const last = duties.items.find(({ duty }) => duty === 'fix')
    expect(last?.article).to.equal(rulebook('G-2026-02').decisionWithin.article)
    await of.moveTo((last?.until ?? 0) - 60_000)
    expect((await received(of)).fixed).to.equal(null)
    await of.moveTo((last?.until ?? 0) + 10_000)
    const fixed = await of.until('the law to fix', async () => (await received(of)).fixed)
    expect(fixed).to.include({ winner: candidates[0]?.tag, how: 'deemed', inTime: false })
    await purchaseResult(of)
    await archived(of)
  })

  it('replaces by the next ticket a member whom the supervisor dismisses: all five sign the report', async () => {
    const of = test.beside('purchase-absent', another(purchasePlayed, 24, 4))
    await bidden(of)
    await qualified(of)
    const members = await seatedMembers(of)
    await electChair(of, members)
    for (const member of members) member.leave()
    const [absent] = members
    const { me } = (await absent?.look()) ?? { me: '' }
    const order = { member: me, ground: 'absent', reason: '该成员评标期间擅自离开评标区域' }
    const dismiss = (by: Client) => signed(of, by, ['evaluation.dismiss', '/evaluation/dismiss'], order)
    expect(await refused(dismiss(of.as('tenderer')))).to.equal('FORBIDDEN')
    expect(await refused(dismiss(members[1]!.client))).to.equal('FORBIDDEN')
    await replaced(of, absent!.client, () => dismiss(of.as('supervisor')))
    const left = (await logOf(test, of)).find(({ type }) => type === 'evaluation.memberLeft')
    expect(left).to.nested.include({ 'data.order.reason': order.reason })
    await evaluation(of)
    await purchaseResult(of)
    await archived(of)
  })

  it('is evaluated again where a challenge is right, announced anew, and only then becomes a contract', async () => {
    const of = test.beside('purchase-challenged', another(purchasePlayed, 32, 4))
    const purchaser = of.as('tenderer')
    await bidden(of)
    await qualified(of)
    await evaluation(of)
    await announced(of)
    await sendNotices(of)
    const loser = await notOf(of, (await received(of)).fixed?.winner)
    const text = '评审得分与公布的评审标准不符，请求重新计算。'
    const way: [string, string] = ['award.object', '/result-objections']
    const { id: objection } = await signed<{ id: string }>(of, loser, way, { text })
    expect((await tenderOf(of)).suspensions ?? []).to.deep.equal([])
    expect(await refused(contract(of))).to.equal(`CHALLENGE_UNWEIGHED ${HOLDS}`)
    await on(of, objection, 'weigh', { mayMove: true, reason: '经核查评审记录，可能影响中标结果' })
    expect(await refused(contract(of))).to.equal(`CHALLENGE_HOLDS ${HOLDS}`)
    const reEvaluate = { ground: 'sumWrong', by: 'samePanel', from: 'scoring' }
    const said = { text: '经核查，一项分值汇总计算错误，组织原评标委员会重新评审。', outcome: 'upheld' }
    const wish = { ...said, reEvaluate: { ...reEvaluate, ground: 'standardMisapplied' } }
    expect(await refused(on(of, objection, 'answer', wish))).to.match(/^GROUND_UNKNOWN .+六十四条/)
    await on(of, objection, 'answer', { ...said, reEvaluate })
    await answerOnPaper(of, loser, objection)
    expect((await tenderOf(of)).stage).to.equal('evaluating')
    expect(await refused(purchaser.get(`/tenders/${of.tender}/publicity/draft`))).to.match(/^EVALUATION_NOT_FINISHED/)
    await evaluation(of)
    await purchaseResult(of)
    await archived(of)
  })

  it('is evaluated by a representative of the purchaser as well, who is not the chair and stays secret until the result', async () => {
    const plan = another(purchasePlayed, 36, 4)
    const [stratum] = plan.draft.panel.strata
    const places = { members: 5, representatives: 1, strata: [{ ...stratum!, seats: 4 }] }
    const of = test.beside('purchase-represented', { ...plan, draft: { ...plan.draft, panel: places } })
    await bidden(of)
    await openBids(of)
    await panel(of)
    const counted = { wanted: 1, named: 1 }
    for (const who of ['tenderer', 'agent', 'centre'])
      expect(await of.as(who).get(`/tenders/${of.tender}/panel`)).to.deep.include({ representatives: counted })
    await judgeAll(of, [])
    await concludeQualification(of)
    const begun = () => of.as('supervisor').get(`/tenders/${of.tender}/evaluation`)
    await of.until('the evaluation to begin', () => begun().catch(() => undefined))
    const members = await seatedMembers(of)
    const views = await Promise.all(members.map(({ look }) => look()))
    const [representative = ''] = views[0]?.representatives ?? []
    expect(views.filter(({ me }) => me === representative)).to.have.length(1)
    const asChair = members[0]!.client.post(`/tenders/${of.tender}/evaluation/chair`, { for: representative })
    expect(await refused(asChair)).to.equal('REPRESENTATIVE_AS_CHAIR 《政府采购货物和服务招标投标管理办法》第四十五条')
    for (const one of members) one.leave()
    await evaluation(of)
    const report = textOf(await of.as('supervisor').bytes(`/tenders/${of.tender}/evaluation/report.pdf`))
    expect(report.replace(/\s/g, '')).to.include('采购人代表')
    await announced(of)
    const facts = await logOf(test, of)
    const told = facts.find(({ type }) => type === 'award.announced')?.data as { announcement: { experts: string[] } }
    expect(told.announcement.experts.filter((name) => name.endsWith('（采购人代表）'))).to.have.length(1)
    await lawful(test, of)
  })

  it('is not evaluated with two qualified bidders: it fails with its article, and the deposits go back', async () => {
    const of = test.beside('purchase-unqualified', another(purchasePlayed, 40, 3))
    await bidden(of)
    await openBids(of)
    await judgeAll(of, ['supplier-3'])
    expect((await concludeQualification(of)).enough).to.equal(false)
    expect(await tenderOf(of)).to.deep.include({ stage: 'failed', failure: '合格投标人不足三家，不得评标' })
    const page = await (await fetch(`${of.origins.public}/projects/${of.tender}`)).text()
    expect(page).to.include('合格投标人不足三家')
    for (const who of ['tenderer', 'agent', 'centre', 'supervisor']) {
      const path = `/tenders/${of.tender}/deposits`
      const { items } = await of.as(who).get<{ items: unknown[] } & Record<string, unknown>>(path)
      expect(items, `${who}: the bidders were named, so it is no secret who paid`).to.have.length(3)
    }
    await of.until('every deposit is back', () => back(of), 60)
    await lawful(test, of)
  })
})

import { expect } from 'chai'
import { bytesToSign } from '../../crypto/pdfRange.ts'
import { platformItself } from '../../server/access/who.ts'
import type { Acceptance } from '../../server/award/acceptance.ts'
import { awardDomain } from '../../server/award/domain.ts'
import type { Duty } from '../../server/award/duty.ts'
import { acceptanceOf, awardOf } from '../../server/award/store.ts'
import { type Client, Refused } from '../../server/cli/demo/client.ts'
import { people } from '../../server/cli/demo/people.ts'
import { sendNotices, signPaper } from '../../server/cli/demo/steps/award.ts'
import { checkPdf } from '../../server/documents/signatures.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { type Entry, entry } from '../../server/ledger/entry.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { aPurchase, evaluatedPurchase, experts } from '../award/purchases.ts'
import { textOf, verdicts } from '../documents/tools.ts'
import { type RoomWorld, seatedRoom } from '../evaluation/room.ts'

const refused = (request: Promise<unknown>): Promise<string> =>
  request.then(
    () => 'done',
    (problem) => {
      if (problem instanceof Refused) return problem.code
      throw problem
    },
  )

describe('the result of a purchase, over HTTP', function () {
  this.timeout(240_000)
  let room: RoomWorld
  let tags: string[]
  let purchaser: Client
  let agent: Client
  const id = 'purchase-1'
  const path = `/tenders/${id}`

  const write = async (deed: (e: Entry) => Promise<string[]>): Promise<string[]> => {
    const { platform } = room
    const context = { platform, who: platformItself, now: platform.clock.now(), via: 'test' }
    const { result, written } = await entry(context, deed)
    await platform.wire.publish('facts', written.at(-1)?.seq)
    return result
  }
  const signed = async <T>(client: Client, what: string, to: string, fields: Record<string, unknown>): Promise<T> => {
    const cms = await client.sign(what, { tender: id, ...fields })
    return client.post<T>(`${path}${to}`, { ...fields, cms })
  }
  const open = (of: string) => fetch(`${room.world.origins.public}/api/v1${path}${of}`)
  const duties = async (of = id) =>
    (await purchaser.get<{ items: Duty[] }>(`/tenders/${of}/duties`)).items.map(({ duty, doneAt }) => [
      duty,
      doneAt !== null,
    ])
  const until = (what: string, of = id) =>
    room.world.until(what, async () => ((await duties(of)).some(([duty]) => duty === what) ? true : undefined))

  before(async () => {
    room = await seatedRoom([awardDomain])
    purchaser = await room.world.as('tenderer')
    agent = await room.world.as('agent')
    const agentParty = people.find((person) => person.id === 'agent')?.organisation ?? null
    tags = await write((e) => evaluatedPurchase(e, aPurchase(id, { agent: agentParty })))
    room = { ...room, world: Object.assign(Object.create(room.world), room.world, { tender: id }) }
  })
  after(async () => {
    await room?.stop()
  })

  it('the agent delivers the report, and only then the purchaser’s time runs', async () => {
    await until('deliver')
    const report = 'a'.repeat(64)
    const of = await purchaser.get<{ checksHash: string; attention: string[] }>(`${path}/acceptance`)
    const review = { report, checks: of.checksHash, note: '已审查' }
    expect(await refused(signed(purchaser, 'award.review', '/acceptance/review', review))).to.equal(
      'REPORT_NOT_DELIVERED',
    )
    expect(await refused(signed(agent, 'award.review', '/acceptance/review', review))).to.equal('FORBIDDEN')
    await signed(agent, 'award.deliver', '/acceptance/delivery', { report })
    expect(await refused(signed(agent, 'award.deliver', '/acceptance/delivery', { report }))).to.equal(
      'REPORT_DELIVERED',
    )
    expect(await duties()).to.deep.equal([
      ['deliver', true],
      ['fix', false],
    ])
    await signed(purchaser, 'award.review', '/acceptance/review', review)
  })

  it('no candidates are publicised; the winner is fixed in order, and nobody else learns it', async () => {
    const { candidates } = await purchaser.get<{ candidates: string }>(`${path}/publicity/draft`)
    expect(await refused(signed(purchaser, 'award.publicise', '/publicity', { candidates }))).to.equal(
      'PUBLICITY_NOT_HERE',
    )
    const fix = (winner: string | undefined) =>
      refused(signed(purchaser, 'award.fix', '/acceptance/winner', { winner, skipped: [], tie: null }))
    expect(await fix(tags[1])).to.equal('WINNER_NOT_FIRST')
    expect(await fix(tags[0])).to.equal('done')
    for (const of of ['/award', '/publicity', '/publicity.pdf']) expect((await open(of)).status, of).to.equal(404)
    const winner = await room.world.as('bidder-1')
    expect(await refused(winner.get(`${path}/result/own`))).to.equal('NOT_PUBLIC_YET')
    expect(await refused(winner.get(`${path}/acceptance`))).to.equal('FORBIDDEN')
    const facts = await winner.get<Tender>(path)
    expect(facts.stage).to.equal('evaluating')
  })

  it('is announced with items and the experts’ names, and with nobody’s scores', async () => {
    const items = [{ name: '平板', spec: 'A-1', quantity: '100 台', unitPrice: '7000000', service: '质保三年' }]
    const told = { winner: tags[0], purchaserAddress: '昆明市东风路1号', agentAddress: '昆明市环城路3号', items }
    const said = { ...told, winnerAddress: '昆明市人民路2号' }
    const without = { ...said, agentAddress: null }
    expect(await refused(signed(agent, 'award.announce', '/announcement', without))).to.equal('ANNOUNCEMENT_INCOMPLETE')
    await signed(agent, 'award.announce', '/announcement', said)
    const shown = (await (await open('/award')).json()) as { winner: object; announcement: { experts: string[] } }
    expect(shown.announcement.experts).to.deep.equal(experts)
    expect(shown.winner).not.to.have.property('total')
    const text = JSON.stringify(shown)
    for (const tag of tags.slice(1)) expect(text).not.to.contain(tag)
    expect((await purchaser.get<Tender>(path)).stage).to.equal('awarded')
  })

  it('tells winner and losers at the same moment, each loser its own score and rank', async () => {
    await sendNotices(room.world)
    const loser = await room.world.as('bidder-2')
    const pdf = await loser.bytes(`${path}/award/own.pdf`)
    const text = textOf(pdf).replace(/\s/g, '')
    expect(text).to.contain('79.00分').and.to.contain('第2名').and.to.contain('采购人')
    expect(text).not.to.contain('80.00').and.not.to.contain('78.00')
    expect(verdicts(pdf)).to.have.length(2)
    const own = await loser.get<{ rank: number; objection: { name: string; until: number } }>(`${path}/result/own`)
    expect(own).to.deep.include({ rank: 2 })
    expect(own.objection.name).to.equal('challenge')
    await signPaper(room.world, purchaser, 'publicity')
    const announcement = textOf(new Uint8Array(await (await open('/publicity.pdf')).arrayBuffer())).replace(/\s/g, '')
    for (const part of ['中标结果公告', ...experts, '昆明市环城路3号', '质疑']) expect(announcement).to.contain(part)
  })

  it('a challenge suspends nothing by itself; the contract waits while it may move the result', async () => {
    const loser = await room.world.as('bidder-2')
    const text = '评审得分与公布的评审标准不符，请求说明。'
    const { id: objection } = await signed<{ id: string }>(loser, 'award.object', '/result-objections', { text })
    expect((await purchaser.get<Tender>(path)).suspensions ?? []).to.deep.equal([])
    const award = (await awardOf(room, id))!
    const contract = { contract: award.draft!.sha256, terms: award.winner!.terms }
    await signPaper(room.world, purchaser, 'contract')
    const sign = () => refused(signed(purchaser, 'award.contract', '/contract', contract))
    expect(await sign()).to.equal('CHALLENGE_UNWEIGHED')
    const weigh = async (mayMove: boolean) => {
      const fields = { mayMove, reason: '经核查评审记录' }
      const cms = await purchaser.sign('award.weigh', { tender: id, objection, ...fields })
      await purchaser.post(`${path}/result-objections/${objection}/weight`, { ...fields, cms })
    }
    await weigh(true)
    expect(await sign()).to.equal('CHALLENGE_HOLDS')
    await weigh(false)
    expect(await sign()).to.equal('done')
  })

  it('the contract is public within two and handed in within seven working days', async () => {
    const winner = await room.world.as('bidder-1')
    const award = (await awardOf(room, id))!
    const fields = { contract: award.draft!.sha256, terms: award.winner!.terms }
    const early = refused(signed(purchaser, 'award.report', '/report', { remarks: '' }))
    expect(await early).to.equal('REPORT_TOO_EARLY')
    await signPaper(room.world, winner, 'contract')
    await signed(winner, 'award.contract', '/contract', fields)
    expect((await duties()).filter(([, done]) => !done).map(([duty]) => duty)).to.have.members([
      ...['publishContract', 'report'],
      `answer:${award.objections[0]?.id}`,
    ])
    await signed(purchaser, 'award.publishContract', '/contract/publication', {
      contract: fields.contract,
      withheld: null,
    })
    await signed(purchaser, 'award.report', '/report', { remarks: '' })
    const text = textOf(await (await room.world.as('supervisor')).bytes(await ready())).replace(/\s/g, '')
    expect(text).to.contain('政府采购合同备案报告').and.to.contain(fields.contract.slice(0, 16))
  })

  const ready = () =>
    room.world.until('the report', async () =>
      (await awardOf(room, id))?.report?.file ? `${path}/report.pdf` : undefined,
    )

  it('the answer to a challenge is a paper with what the law wants, for the challenger; the purchaser signs it', async () => {
    const objection = (await awardOf(room, id))!.objections[0]!.id
    const fields = { text: '经复核，评审得分符合采购文件公布的评审标准，质疑事项不成立。', outcome: 'dismissed' }
    const cms = await purchaser.sign('award.answer', { tender: id, objection, ...fields })
    await purchaser.post(`${path}/result-objections/${objection}/answer`, { ...fields, cms })
    const paper = `${path}/result-objections/${objection}/answer`
    const loser = await room.world.as('bidder-2')
    const pdf = await room.world.until('the answer', () => loser.bytes(`${paper}.pdf`).catch(() => undefined))
    const text = textOf(pdf).replace(/\s/g, '')
    expect(text).to.include('质疑答复').and.include(fields.text).and.include('《政府采购法》第五十五条')
    expect(text).to.include('15个工作日内')
    expect(await refused((await room.world.as('bidder-1')).bytes(`${paper}.pdf`))).to.equal('ANSWER_ABSENT')
    const waiting = bytesToSign(await purchaser.bytes(`${paper}/prepared`))
    await purchaser.post(`${paper}/seal`, { cms: await purchaser.signBytes(waiting) })
    expect((await checkPdf(await loser.bytes(`${paper}.pdf`))).map(({ field }) => field)).to.deep.equal([
      'platform',
      'tenderer',
    ])
  })

  it('who says nothing is taken to have fixed the first in rank, a moment after the last day', async () => {
    const silent = 'purchase-2'
    const [first] = await write((e) => evaluatedPurchase(e, aPurchase(silent)))
    await until('fix', silent)
    const { items } = await purchaser.get<{ items: Duty[] }>(`/tenders/${silent}/duties`)
    const last = items[0]?.until ?? 0
    expect(items[0]?.article).to.equal(rulebook('G-2017').decisionWithin.article)
    await room.world.moveTo(last + 10_000)
    const fixed = await room.world.until<NonNullable<Acceptance['fixed']>>('the law to fix', async () => {
      return (await acceptanceOf(room, silent)).fixed ?? undefined
    })
    expect(fixed).to.include({ winner: first, how: 'deemed', inTime: false })
  })
})

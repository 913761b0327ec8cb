import { expect } from 'chai'
import { hex } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import { awardDomain } from '../../server/award/domain.ts'
import { type Client, Refused } from '../../server/cli/demo/client.ts'
import { reviewReport } from '../../server/cli/demo/steps/award.ts'
import { evaluation } from '../../server/cli/demo/steps/evaluation.ts'
import { uploadAll } from '../../server/cli/demo/upload.ts'
import { evaluationOf } from '../../server/evaluation/store.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { type RoomWorld, seatedRoom } from '../evaluation/room.ts'

const refused = (request: Promise<unknown>): Promise<string> =>
  request.then(
    () => 'done',
    (problem) => {
      if (problem instanceof Refused) return problem.code
      throw problem
    },
  )

interface Publicity {
  from: number
  until: number
  suspended: boolean
  void: boolean
  candidates: { tag: string; rank: number; code: string }[]
  past: { cause: string; article: string; until: number }[]
}

describe('an objection that is upheld, over HTTP', function () {
  this.timeout(240_000)
  let room: RoomWorld
  let path: string
  let tenderer: Client
  let bidder: Client
  let objection: string

  const tender = () => tenderer.get<Tender>(path)
  const publicity = () => tenderer.get<Publicity>(`${path}/publicity`)
  const signed = async <T>(client: Client, what: string, to: string, fields: Record<string, unknown>): Promise<T> => {
    const cms = await client.sign(what, { tender: room.tender.id, ...fields })
    return client.post<T>(`${path}${to}`, { ...fields, cms })
  }
  const publicise = async () => {
    await reviewReport(room.world)
    const { candidates } = await tenderer.get<{ candidates: string }>(`${path}/publicity/draft`)
    return signed<Publicity>(tenderer, 'award.publicise', '/publicity', { candidates })
  }
  const decide = async (rank: number) => {
    const { candidates } = await publicity()
    const winner = candidates.find((one) => one.rank === rank)?.tag
    return refused(signed(tenderer, 'award.decide', '/award', { winner }))
  }
  /** Signs an answer, whose place is in the path and whose id is in the statement. */
  const answer = async (fields: Record<string, unknown>) => {
    const cms = await tenderer.sign('award.answer', { tender: room.tender.id, objection, ...fields })
    return tenderer.post(`${path}/result-objections/${objection}/answer`, { ...fields, cms })
  }

  before(async () => {
    room = await seatedRoom([{ ...awardDomain, reactions: [] }])
    path = `/tenders/${room.tender.id}`
    tenderer = await room.world.as('tenderer')
    bidder = await room.world.as('bidder-4')
    await evaluation(room.world)
    await publicise()
  })
  after(async () => {
    await room?.stop()
  })

  it('comes with what proves it, and the tender rests at once', async () => {
    const text = '第一名的业绩合同金额与公示不符，请求按招标文件重新计分。'
    const bytes = new TextEncoder().encode('合同扫描件')
    const upload = await uploadAll(bidder, { tender: room.tender.id, purpose: 'document' }, bytes)
    const hash = hex(sha256(bytes))
    const cms = await bidder.sign('award.object', { tender: room.tender.id, text, files: [hash] })
    const files = [{ title: '合同.pdf', upload }]
    objection = (await bidder.post<{ id: string }>(`${path}/result-objections`, { text, files, cms })).id
    expect((await tender()).suspensions?.map(({ kind, id }) => [kind, id])).to.deep.equal([['objection', objection]])
    const read = (client: Client) => client.bytes(`${path}/result-objections/files/${hash}`)
    expect(new TextDecoder().decode(await read(tenderer))).to.equal('合同扫描件')
    const other = await room.world.as('bidder-2')
    await other.signIn()
    expect(await refused(read(other))).to.equal('FILE_UNKNOWN')
  })

  it('keeps everybody from the award until it is answered', async () => {
    await room.world.moveTo((await publicity()).until + 1)
    expect(await decide(1)).to.equal('TENDER_SUSPENDED')
  })

  it('leads to another evaluation only if it is upheld, and on a ground of the law', async () => {
    const reEvaluate = { ground: 'standardMisapplied', by: 'samePanel', from: 'scoring' }
    const text = '经核查，业绩分确未按招标文件规定的标准计算，组织原评标委员会重新评审。'
    expect(await refused(answer({ text, outcome: 'dismissed', reEvaluate }))).to.equal('REMEDY_WITHOUT_REASON')
    const unknown = { ...reEvaluate, ground: 'wish' }
    expect(await refused(answer({ text, outcome: 'upheld', reEvaluate: unknown }))).to.equal('GROUND_UNKNOWN')
    const tainted = { ...reEvaluate, ground: 'shouldHaveAvoided' }
    expect(await refused(answer({ text, outcome: 'upheld', reEvaluate: tainted }))).to.equal('EVALUATORS_OTHER')
    expect((await tender()).stage).to.equal('publicised')
    await answer({ text, outcome: 'upheld', reEvaluate })
    const { stage, suspensions } = await tender()
    expect({ stage, suspensions }).to.deep.equal({ stage: 'evaluating', suspensions: [] })
    expect(await publicity()).to.include({ void: true })
  })

  it('is evaluated again by the same members; the old report stays on record and the new one names it', async () => {
    expect(await decide(1)).to.equal('STAGE_WRONG')
    expect(await refused(tenderer.get(`${path}/publicity/draft`))).to.equal('EVALUATION_NOT_FINISHED')
    const before = (await evaluationOf(room, room.tender.id))?.state
    await evaluation(room.world)
    const after = (await evaluationOf(room, room.tender.id))?.state
    const first = after?.past?.[0]
    expect(first?.report?.signed).to.have.length(5)
    expect(after?.report?.signed).to.have.length(5)
    expect(after?.report?.sha256).to.not.equal(first?.report?.sha256)
    expect(after?.members).to.deep.equal(before?.members)
  })

  it('is publicised anew in full, and only then awarded', async () => {
    const old = await publicity()
    const anew = await publicise()
    expect(anew.until).to.be.greaterThan(old.until)
    expect(await publicity()).to.include({ void: false, suspended: false })
    expect((await publicity()).past.map(({ cause, article }) => [cause, article])).to.deep.equal([
      ['reEvaluation', '《招标投标法实施条例》第七十一条'],
    ])
    expect(await decide(1)).to.equal('PUBLICITY_RUNNING')
    await room.world.moveTo(anew.until + 1)
    expect(await decide(2)).to.equal('WINNER_NOT_FIRST')
    expect(await decide(1)).to.equal('done')
    expect((await tender()).stage).to.equal('awarded')
  })
})

import { expect } from 'chai'
import { fullName, publicise, publicityHash, publicityOf } from '../../server/award/publicity.ts'
import { ownResult, reasonOf } from '../../server/award/reasons.ts'
import { decide } from '../../server/award/rules.ts'
import { instantOf, lastMomentOf, shippedCalendar } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { aTender } from '../deposits/tender.ts'
import { anAward, bids, publicity, refused, result, signature, tags } from './world.ts'

const law = rulebook('T-2025')
const tender = aTender({ stage: 'evaluating' })
const reportedAt = instantOf('2026-04-08T17:00')
const start = instantOf('2026-04-09T10:00')
const publicised = (changes: Partial<Parameters<typeof publicise>[0]> = {}, now = start) =>
  publicise(
    { tender, publicity, signedHash: publicityHash(publicity), reportedAt, signature, ...changes },
    law,
    now,
    shippedCalendar,
  )

describe('the publicity of the candidates', () => {
  it('shows everybody who was ranked, with price and scores, and who was rejected and why', () => {
    const shown = publicityOf(result, bids)
    expect(shown.candidates.map(({ rank, name }) => [rank, name])).to.deep.equal([
      [1, '投标人一'],
      [2, '投标人二'],
      [3, '投标人三'],
    ])
    expect(shown.ranking).to.have.length(4)
    expect(shown.ranking[3]).to.include({ rank: 4, total: 8100 })
    expect(shown.rejections[0]).to.include({ tag: tags[4], name: '投标人五' })
    expect(shown.rejections[0]?.findings[0]).to.include({ clause: 'signed', against: 4, members: 5 })
  })

  it('tells the fact of each rejection, once, and not who wrote it', () => {
    const shown = publicityOf(result, bids)
    const [one] = shown.rejections
    const findings = (one?.findings ?? []).map((found) => ({
      ...found,
      findings: [
        { member: 'm1', pass: false, page: 3, reason: '投标函未加盖单位章' },
        { member: 'm2', pass: false, page: 3, reason: '投标函未加盖单位章' },
        { member: 'm3', pass: true, page: null, reason: '已核对' },
      ],
    }))
    const words = reasonOf({ findings })
    expect(words).to.contain(`${findings[0]?.zh}（${findings[0]?.ground}）：第 3 页，投标函未加盖单位章`)
    expect(words.match(/未加盖单位章/g)).to.have.length(1)
    expect(words).to.not.contain('m1').and.not.to.contain('已核对')
    expect(ownResult({ ...shown, rejections: [{ ...one!, findings }] }, tags[4]!).rejected).to.equal(words)
  })

  it('names all members of a consortium, the leader first; one bids alone under its own name', () => {
    const members = [{ code: '91530100MA6K000022', name: '同行设计院有限公司' }]
    const consortium = { members, agreement: '联合体协议书.pdf' }
    const together = bids.map((bid, i) => (i || !bid.form ? bid : { ...bid, form: { ...bid.form, consortium } }))
    const [first, second] = publicityOf(result, together).candidates
    expect(first && fullName(first)).to.equal('投标人一（联合体牵头人）、同行设计院有限公司')
    expect(second && fullName(second)).to.equal('投标人二')
    expect(second).not.to.have.property('members')
  })

  it('repeats the price that was corrected and confirmed: it is what the contract says', () => {
    const ranking = result.ranking.map((row, i) => (i ? row : { ...row, price: '750000000', readOut: row.price }))
    const shown = publicityOf({ ...result, ranking }, bids)
    expect(shown.candidates[0]?.terms.price).to.equal('750000000')
    expect(shown.candidates[1]?.terms.price).to.equal('760000001')
  })

  it('names whom the purchaser found unqualified, with clause and fact, once the examination is over', () => {
    const clauses = [{ id: 'licence', zh: '营业执照有效', ground: '不具备资格要求', by: 'purchaser' as const }]
    const finding = { clause: 'licence', pass: false, reason: '执照已于三月注销' }
    const judged = { [tags[4]!]: { findings: [finding], qualified: false, at: 0 } }
    const examined = (stage: 'judging' | 'concluded') => ({
      qualification: { bids: judged, stage },
      criteria: { clauses },
    })
    expect(publicityOf(result, bids, examined('judging')).unqualified).to.equal(undefined)
    const found = publicityOf(result, bids, examined('concluded'))
    const facts = [{ clause: 'licence', zh: '营业执照有效', ground: '不具备资格要求', reason: '执照已于三月注销' }]
    expect(found.unqualified).to.deep.equal([{ tag: tags[4], name: '投标人五', price: '760000004', findings: facts }])
    expect(ownResult({ ...found, rejections: [] }, tags[4]!).rejected).to.equal(
      '未通过资格审查：营业执照有效（不具备资格要求）：执照已于三月注销',
    )
  })

  it('begun on a Thursday ends on Monday, because the third day is a Sunday', () => {
    const [fact] = publicised()
    expect(fact?.data).to.include({ until: lastMomentOf('2026-04-13'), begunInTime: true })
  })

  it('notes that it began later than three days after the report', () => {
    // the third day after 8 April is a Saturday: Monday 13 April is in time, the 14th is not
    expect(publicised({}, lastMomentOf('2026-04-13'))[0]?.data).to.include({ begunInTime: true })
    expect(publicised({}, lastMomentOf('2026-04-13') + 1)[0]?.data).to.include({ begunInTime: false })
  })

  it('has three candidates at most, and one at least', () => {
    const four = { ...publicity, candidates: publicity.ranking }
    const problem = refused(() => publicised({ publicity: four, signedHash: publicityHash(four) }))
    expect(problem).to.include({ code: 'TOO_MANY_CANDIDATES', article: '《招标投标法实施条例》第五十三条' })
    expect(refused(() => publicised({ publicity: { ...publicity, candidates: [] } })).code).to.equal('NO_CANDIDATE')
  })

  it('is what the tenderer signed, to the letter', () => {
    expect(refused(() => publicised({ signedHash: 'f'.repeat(64) })).code).to.equal('CANDIDATES_CHANGED')
  })

  it('comes after the evaluation and only once', () => {
    expect(refused(() => publicised({ tender: aTender({ stage: 'publicised' }) })).code).to.equal('STAGE_WRONG')
  })
})

describe('fixing the winner', () => {
  const award = anAward()
  const at = (now: number, winner = tags[0]!, stateFunded = true, of = award) =>
    decide({ tender: aTender({ stage: 'publicised', stateFunded }), award: of, winner, signature }, law, now)

  it('is refused in the last millisecond of the publicity and done in the next', () => {
    expect(refused(() => at(award.until))).to.include({
      code: 'PUBLICITY_RUNNING',
      article: '《招标投标法实施条例》第五十四条',
    })
    expect(at(award.until + 1)[0]?.type).to.equal('award.decided')
  })

  it('takes the first in rank where the state pays, and names the article', () => {
    expect(refused(() => at(award.until + 1, tags[1]))).to.include({
      code: 'WINNER_NOT_FIRST',
      article: '《招标投标法实施条例》第五十五条',
    })
  })

  it('may take another candidate where the state does not pay, but nobody else', () => {
    expect(at(award.until + 1, tags[1], false)[0]?.type).to.equal('award.decided')
    expect(refused(() => at(award.until + 1, tags[3], false)).code).to.equal('WINNER_NO_CANDIDATE')
  })
})

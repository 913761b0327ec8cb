import { expect } from 'chai'
import type { Candidate, ListSource } from '../../server/invitation/contract.ts'
import type { InvitationFact } from '../../server/invitation/events.ts'
import { askForInvitees, evolve, type Invitation, listCandidates } from '../../server/invitation/invitation.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { admissionProblems } from '../../server/tenders/admissionRules.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { aTender, refused, signature } from '../tenders/world.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2026-02')
const invitation = { ground: 'fewBidders', reason: '仅有四家企业具备深水沉管施工船机条件' }
const works = (changes: Partial<Tender> = {}): Tender =>
  aTender({ stage: 'draft', published: null, method: 'invited', invitation, ...changes })
const purchase = (changes: Partial<Tender> = {}): Tender => works({ track: 'G', kind: 'goods', ...changes })
const some = (n: number, reason?: string): Candidate[] =>
  Array.from({ length: n }, (_, i) => ({
    ...{ code: `9153010000000${String(100 + i)}XX`, name: `单位${i}` },
    ...(reason ? { reason } : {}),
  }))
const sealed = (all: readonly Candidate[]) =>
  all.map(({ code }, i) => ({ tag: String(i).padStart(64, '0'), sealed: code }))

const list = (
  tender: Tender,
  of: { source: ListSource; candidates: Candidate[]; wanted?: number },
  before?: Invitation,
  running = false,
) => {
  const wanted = of.wanted ?? of.candidates.length
  const law = tender.track === 'T' ? T : G
  const said = { ...of, sealed: sealed(of.candidates), wanted, running, signature }
  return listCandidates(tender, before, said, law, 1)
}
const stands = (...of: Parameters<typeof list>): Invitation =>
  list(...of).reduce<Invitation | undefined>(
    (before, one) => evolve(before, { ...one, at: 1 } as InvitationFact),
    of[2],
  ) as Invitation

describe('whom a tenderer of works invites', () => {
  const by = (candidates: Candidate[], tender = works(), source: ListSource = 'tenderer') =>
    refused(() => list(tender, { source, candidates }))

  it('are three at least (《招标投标法》第十七条)', () => {
    expect(by(some(3)).code).to.equal('done')
    expect(by(some(2))).to.deep.include({ code: 'INVITEES_FEW', article: '《招标投标法》第十七条' })
    expect(stands(works(), { source: 'tenderer', candidates: some(3) }).invited).to.have.lengthOf(3)
  })

  it('are other than those who call, run and watch the tender, each once', () => {
    const tender = works()
    expect(by([...some(3), ...some(1)]).code).to.equal('CANDIDATE_TWICE')
    for (const { code, name } of [tender.tenderer, tender.supervisor])
      expect(by([...some(3), { code, name }]).code).to.equal('CANDIDATE_OF_TENDER')
  })

  it('come by the tenderer’s own choice, and stand once chosen', () => {
    expect(by(some(6), works(), 'register').code).to.equal('INVITATION_SOURCE')
    const before = stands(works(), { source: 'tenderer', candidates: some(3) })
    expect(refused(() => list(works(), { source: 'tenderer', candidates: some(4) }, before)).code).to.equal(
      'INVITEES_FIXED',
    )
    const of = { running: false, witnesses: ['甲乙', '丙丁'], signature }
    expect(refused(() => askForInvitees(works(), undefined, of, T)).code).to.equal('NOTHING_TO_DRAW')
  })

  it('are chosen before the document goes out, and only in a tender by invitation', () => {
    expect(by(some(3), works({ stage: 'bidding' })).code).to.equal('INVITATION_STAGE')
    expect(by(some(3), aTender({ stage: 'draft' })).code).to.equal('NOT_BY_INVITATION')
    const [problem] = admissionProblems(works(), undefined, T)
    expect(problem).to.deep.include({ code: 'ADMISSION_MISSING', article: '《招标投标法》第十七条' })
    const admission = { tender: 't', by: 'invitation' as const, tags: ['1'.repeat(64)], at: 1 }
    expect(admissionProblems(works(), admission, T)).to.deep.equal([])
  })
})

describe('whom a purchaser invites', () => {
  const by = (of: Parameters<typeof list>[1], tender = purchase()) => refused(() => list(tender, of))
  const ORDER = '《政府采购货物和服务招标投标管理办法》第十四条'

  it('are drawn from a list of twice as many (第十四条)', () => {
    expect(by({ source: 'register', candidates: some(6), wanted: 3 }).code).to.equal('done')
    expect(by({ source: 'register', candidates: some(5), wanted: 3 })).to.deep.include({
      code: 'LIST_SHORT',
      article: ORDER,
    })
    expect(by({ source: 'register', candidates: some(7), wanted: 4 }).code).to.equal('LIST_SHORT')
    expect(by({ source: 'register', candidates: some(8), wanted: 4 }).code).to.equal('done')
    expect(by({ source: 'register', candidates: some(6), wanted: 2 })).to.deep.include({
      code: 'INVITEES_FEW',
      article: '《政府采购法》第三十四条',
    })
  })

  it('are recommended with a reason, or not at all (第六十九条)', () => {
    const article = '《政府采购货物和服务招标投标管理办法》第六十九条'
    expect(by({ source: 'recommendation', candidates: some(6), wanted: 3 })).to.deep.include({
      code: 'RECOMMENDATION_REASON',
      article,
    })
    const reasoned = some(6, '承担过同类设备供货')
    expect(by({ source: 'recommendation', candidates: reasoned, wanted: 3 }).code).to.equal('done')
  })

  it('are never simply chosen', () => {
    expect(by({ source: 'tenderer', candidates: some(3) })).to.deep.include({
      code: 'INVITATION_SOURCE',
      article: ORDER,
    })
    expect(stands(purchase(), { source: 'register', candidates: some(6), wanted: 3 }).invited).to.equal(null)
  })

  it('come from those who passed where there was a prequalification; that list needs no double', () => {
    const prequalification = {
      ...{ documentsFrom: 1, documentsUntil: 2, deadline: 3, instructions: '' },
      requirements: [{ id: 'licence', zh: '营业执照有效' }],
    }
    const passed = purchase({ stage: 'prequalified', prequalification })
    expect(by({ source: 'prequalification', candidates: some(4), wanted: 3 }, passed).code).to.equal('done')
    expect(by({ source: 'register', candidates: some(8), wanted: 3 }, passed).code).to.equal('INVITATION_SOURCE')
    expect(by({ source: 'prequalification', candidates: some(4), wanted: 3 }).code).to.equal('INVITATION_SOURCE')
    const early = purchase({ stage: 'prequalifying', prequalification })
    expect(by({ source: 'prequalification', candidates: some(4), wanted: 3 }, early).code).to.equal('INVITATION_STAGE')
  })

  it('are drawn in front of two of the purchaser’s staff, one draw at a time', () => {
    const before = stands(purchase(), { source: 'register', candidates: some(6), wanted: 3 })
    const ask = (witnesses: string[], running = false, of: Invitation | undefined = before) =>
      refused(() => askForInvitees(purchase(), of, { running, witnesses, signature }, G))
    expect(ask(['韦明丽', '黄小芳']).code).to.equal('done')
    for (const few of [['韦明丽'], ['韦明丽', '韦明丽'], []])
      expect(ask(few)).to.deep.include({ code: 'WITNESSES_FEW', article: ORDER })
    expect(ask(['韦明丽', '黄小芳'], true).code).to.equal('DRAW_RUNS')
    expect(
      refused(() => list(purchase(), { source: 'register', candidates: some(8), wanted: 4 }, before, true)).code,
    ).to.equal('DRAW_RUNS')
    const none = { running: false, witnesses: ['韦明丽', '黄小芳'], signature }
    expect(refused(() => askForInvitees(purchase(), undefined, none, G)).code).to.equal('LIST_MISSING')
  })
})

import { expect } from 'chai'
import { instantOf, lastMomentOf, shippedCalendar } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { concealed, letterTag, namesItself, revealed } from '../../server/questions/anonymous.ts'
import type { HolderFact, QuestionFact } from '../../server/questions/events.ts'
import { confirmVersion, evolve as evolveHolder, fetchDocuments, type Holder } from '../../server/questions/holder.ts'
import {
  answerQuestion,
  askQuestion,
  evolve,
  MOST_QUESTIONS,
  type Questions,
  replyBy,
  tellHolders,
} from '../../server/questions/question.ts'
import { aTender, now, refused, signature } from '../tenders/world.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2017')
const tender = aTender()
const asked = {
  question: 'q1',
  tag: 'a'.repeat(64),
  about: '第三章',
  text: '工期如何计算？',
  asker: 'sealed',
  asked: 0,
}
const written = (before: Questions | undefined, happenings: { type: string; data: unknown }[]) =>
  happenings.reduce<Questions | undefined>(
    (state, one) => evolve(state, { ...one, at: now } as QuestionFact),
    before,
  ) as Questions
const state = written(undefined, askQuestion(tender, asked, now))
const given = { question: 'q1', text: '自开工令起算。', affects: false, version: null, signature }
const answer = (
  of: Partial<typeof given> & { version?: number | null },
  at = now,
  before: Questions | undefined = state,
) => answerQuestion({ tender, state: before }, { ...given, ...of }, T, at)

describe('a question about the tender document', () => {
  it('is taken until the last millisecond before the deadline', () => {
    const { deadline } = tender
    expect(refused(() => askQuestion(tender, asked, deadline - 1)).code).to.equal('done')
    expect(refused(() => askQuestion(tender, asked, deadline)).code).to.equal('QUESTIONS_OVER')
    expect(refused(() => askQuestion(aTender({ stage: 'opening' }), asked, now)).code).to.equal('QUESTIONS_OVER')
  })

  it('is one too many after the last that one may ask', () => {
    const of = (count: number) => refused(() => askQuestion(tender, { ...asked, asked: count }, now)).code
    expect([of(MOST_QUESTIONS - 1), of(MOST_QUESTIONS)]).to.deep.equal(['done', 'QUESTIONS_MANY'])
  })

  it('keeps no asker in the state from which it is shown', () => {
    expect(JSON.stringify(state)).to.not.include('sealed')
  })

  it('is answered once, for everybody, with its own text', () => {
    const facts = answer({})
    expect(facts[0]?.data).to.deep.include({ text: '工期如何计算？', answer: '自开工令起算。', version: null })
    const after = written(state, facts)
    expect(after.questions[0]?.answer?.text).to.equal('自开工令起算。')
    expect(refused(() => answer({}, now, after)).code).to.equal('QUESTION_ANSWERED')
    expect(refused(() => answer({ question: 'q2' })).code).to.equal('QUESTION_UNKNOWN')
    expect(refused(() => answerQuestion({ tender, state: undefined }, given, T, now)).code).to.equal('QUESTION_UNKNOWN')
    expect(refused(() => answer({}, tender.deadline)).code).to.equal('QUESTIONS_OVER')
  })

  it('whose answer may affect bids is answered by an addendum', () => {
    const { code, article } = refused(() => answer({ affects: true }))
    expect([code, article]).to.deep.equal(['ANSWER_NEEDS_ADDENDUM', '《招标投标法实施条例》第二十一条'])
    expect(refused(() => answer({ affects: true, version: 2 } as never)).code).to.equal('done')
  })

  it('of a purchase is answered within 3 working days: 《政府采购法实施条例》第五十二条', () => {
    expect(replyBy(instantOf('2026-03-12T10:00'), G, shippedCalendar)).to.equal(lastMomentOf('2026-03-17'))
    expect(replyBy(now, T, shippedCalendar)).to.equal(null)
  })
})

describe('the text of a letter', () => {
  const who = { code: '91530100MA6K000001', name: '滇示甲建建设工程有限公司' }
  for (const text of [
    '我公司滇示甲建建设工程有限公司认为……',
    '滇示甲建建设工程 的意见',
    '滇 示 甲 建 建 设 工 程',
    '（滇示甲建建设工程股份有限公司）',
    '代码91530100ma6k000001',
    '９１５３０１００ＭＡ６Ｋ００００01',
  ])
    it(`tells who wrote it: ${text}`, () => {
      expect(namesItself(text, who)).to.equal(true)
    })

  it('may speak of building firms in general, and of others', () => {
    expect(namesItself('建设工程有限公司的资质如何认定？', who)).to.equal(false)
    expect(namesItself('甲建集团曾中标', who)).to.equal(false)
    expect(namesItself('任何文字', { code: '', name: '' })).to.equal(false)
  })
})

describe('who wrote a letter', () => {
  const vault = {
    tag: (...parts: string[]) => parts.join('|'),
    seal: (_purpose: string, text: string) => text,
    open: (_purpose: string, text: string) => text,
  }

  it('is sealed to the same length whatever the name', () => {
    const lengths = ['甲', '一家名称很长很长很长的建设工程有限责任公司', 'A'.repeat(300)].map((name) =>
      Buffer.byteLength(concealed(vault, 'p', { name })),
    )
    expect(new Set(lengths).size).to.equal(1)
    expect(revealed(vault, 'p', concealed(vault, 'p', { name: '甲' }))).to.deep.equal({ name: '甲' })
  })

  it('has another tag in each letter', () => {
    expect(letterTag(vault, 'q1', 'x')).to.not.equal(letterTag(vault, 'q2', 'x'))
  })
})

describe('a bidder that fetches the document', () => {
  const tag = 'b'.repeat(64)
  const of = (holder?: Holder, stage: 'bidding' | 'opening' = 'bidding') => ({
    ...{ tender: aTender({ stage }), holder, tag, name: 'sealed' },
  })
  const become = (happenings: { type: string; data: unknown }[], before?: Holder) =>
    happenings.reduce<Holder | undefined>((state, one) => evolveHolder(state, one as HolderFact), before) as Holder

  it('holds it from the first time; the second changes nothing, nor does reading after the deadline', () => {
    const holder = become(fetchDocuments(of(), now))
    expect(holder).to.deep.include({ tag, fetchedAt: now, read: [] })
    expect(fetchDocuments(of(holder), now + 1)).to.deep.equal([])
    expect(fetchDocuments(of(undefined, 'opening'), now)).to.deep.equal([])
  })

  it('confirms a version once, and holds the document with it', () => {
    const confirmed = become(confirmVersion(of(), { version: 1, evidence: 'e' }, now))
    expect(confirmed.read).to.deep.equal([{ version: 1, at: now }])
    expect(confirmVersion(of(confirmed), { version: 1, evidence: 'e' }, now)).to.deep.equal([])
  })

  it('confirms no version that there is not, and none when bids are no longer taken', () => {
    const code = (version: number, stage: 'bidding' | 'opening') =>
      refused(() => confirmVersion(of(undefined, stage), { version, evidence: 'e' }, now)).code
    expect([code(2, 'bidding'), code(1, 'opening')]).to.deep.equal(['VERSION_UNKNOWN', 'DOCUMENTS_NOT_ON_OFFER'])
  })

  it('is told of an addendum with all others, by one fact a version', () => {
    const told = tellHolders(tender.id, undefined, 2, now)
    expect(told.map(({ data }) => data)).to.deep.equal([{ tender: tender.id, version: 2, at: now }])
    const after = written(undefined, told)
    expect(tellHolders(tender.id, after, 2, now)).to.deep.equal([])
    expect(tellHolders(tender.id, after, 3, now)).to.have.lengthOf(1)
  })
})

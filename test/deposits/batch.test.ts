import { expect } from 'chai'
import readXlsx from 'read-excel-file/node'
import { type Deposit, orderNumber, refundState, settled, standing, waiting } from '../../server/deposits/deposit.ts'
import { overdueFacts } from '../../server/deposits/dues.ts'
import { keepFacts } from '../../server/deposits/keeping.ts'
import { approveBatch, evolve, type RefundBatch, type RefundBatchFact } from '../../server/deposits/refundBatch.ts'
import { batchFacts, confirmFacts, correctFacts, refuseFacts, releaseFacts } from '../../server/deposits/refunds.ts'
import { type Cell, xlsx } from '../../server/documents/xlsx.ts'
import { type Person, personIn } from '../../server/identity/person.ts'
import { instantOf, shippedCalendar } from '../../server/law/periods.ts'
import { interest, latePenalty } from '../../server/law/refunds.ts'
import { demoRegion, regional } from '../../server/law/regional.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { yuan } from '../../server/law/units.ts'
import { anAccount, becomes, money, paid } from './world.ts'

const tendering = rulebook('T-2025')
const procurement = rulebook('G-2017')
const refused = (deed: () => unknown): { code: string; article?: string } => {
  try {
    deed()
  } catch (problem) {
    return problem as { code: string; article?: string }
  }
  return { code: 'done' }
}
const full = () => paid(anAccount(), money('100000', { paidAt: instantOf('2026-03-30T15:00') }))
const released = (law = tendering, at = '2026-04-20T10:00', before = full()): Deposit => {
  const cause = { reason: 'won-and-signed' as const, at: instantOf(at), order: 'order-0', table: shippedCalendar }
  return becomes(before, releaseFacts(before, cause, law, demoRegion, instantOf(at)), instantOf(at))
}
const batched = (deposit: Deposit, at: string, law = tendering, region = demoRegion): Deposit =>
  becomes(deposit, batchFacts(deposit, 'batch-1', law, region, instantOf(at)), instantOf(at))
const message = { message: 'd'.repeat(64), evidence: '' }

describe('a batch of refunds', () => {
  const signature = (certificate: string) => ({ statement: '', cms: '', certificate })
  const digest = 'a'.repeat(64)
  const become = (batch: RefundBatch | undefined, facts: { type: string; data: unknown }[]): RefundBatch =>
    facts.reduce<RefundBatch | undefined>((state, one) => evolve(state, { ...one, at: 1 } as RefundBatchFact), batch)!
  const person = (name: string, number: string | null = null, certificate = `${name}-${number}`): Person => ({
    ...{ name, number, certificate },
  })
  const prepared = become(undefined, [
    {
      type: 'refundBatch.prepared',
      data: { batch: 'b', digest, count: 1, dueBy: null, preparedBy: person('张'), signature: signature('0') },
    },
  ])
  const sign = (batch: RefundBatch, by: Person, of = digest) =>
    become(batch, approveBatch(batch, { digest: of, person: by, signature: signature(by.certificate) }))

  it('goes to the bank when two people have signed it, neither of whom prepared it', () => {
    const once = sign(prepared, person('普'))
    expect(once.stage).to.equal('prepared')
    expect(refused(() => sign(once, person('普'))).code).to.equal('ANOTHER_PERSON')
    expect(refused(() => sign(once, person('张'))).code).to.equal('PREPARER_APPROVES')
    const both = sign(once, person('李'))
    expect(both.stage).to.equal('approved')
    expect(refused(() => sign(both, person('王'))).code).to.equal('BATCH_CLOSED')
  })

  it('is not signed twice by one person with two certificates; two of one name are two only by their numbers', () => {
    const once = sign(prepared, person('普', null, 'first'))
    expect(refused(() => sign(once, person('普', null, 'second'))).code).to.equal('ANOTHER_PERSON')
    const numbered = sign(prepared, person('普', '1', 'first'))
    expect(refused(() => sign(numbered, person('浦', '1', 'second'))).code).to.equal('ANOTHER_PERSON')
    expect(sign(numbered, person('普', '2', 'second')).stage).to.equal('approved')
  })

  it('is signed as it is, and by a person', () => {
    expect(refused(() => sign(prepared, person('普'), 'b'.repeat(64))).code).to.equal('BATCH_CHANGED')
    const subject = { commonName: '昆明市公共资源交易中心', organisation: '昆明市公共资源交易中心' }
    expect(refused(() => personIn({ subject, fingerprint: 'f' })).code).to.equal('NOT_A_PERSON')
    expect(personIn({ subject: { ...subject, commonName: '普春梅' }, fingerprint: 'f' })).to.deep.equal(
      person('普春梅', null, 'f'),
    )
  })
})

describe('a refund on its way', () => {
  it('is not confirmed by a bank that cannot have the order yet', () => {
    const of = { order: 'order-0', paidAt: instantOf('2026-04-21'), ...message }
    expect(refused(() => confirmFacts(released(), of)).code).to.equal('ORDER_NOT_APPROVED')
  })

  it('that the bank refuses comes back, and goes again under another number, where it is paid once', () => {
    const first = batched(released(), '2026-04-20T11:00')
    const back = becomes(
      first,
      refuseFacts(first, {
        order: 'order-0',
        because: 'accountClosed',
        refusedAt: instantOf('2026-04-21'),
        replyTo: null,
        ...message,
      }),
    )
    expect([refundState(back), waiting(back)?.refused?.because, back.lines.payable]).to.deep.equal([
      'refused',
      'accountClosed',
      first.lines.payable,
    ])
    expect(batchFacts(back, 'batch-2', tendering, demoRegion, instantOf('2026-04-22'))).to.deep.equal([])
    const corrected = becomes(back, correctFacts(back, { payee: 'sealed', evidence: '' }))
    const again = batched(corrected, '2026-04-22T10:00')
    const release = waiting(again)
    expect([release?.payee, release && orderNumber(release)]).to.deep.equal(['sealed', 'order-0_2'])
    const paidAt = instantOf('2026-04-22T12:00')
    expect(refused(() => confirmFacts(again, { order: 'order-0', paidAt, ...message })).code).to.equal('ORDER_REFUSED')
    const done = becomes(again, confirmFacts(again, { order: 'order-0_2', paidAt, ...message }))
    expect(standing(done)).to.equal('released')
    for (const order of ['order-0', 'order-0_2'])
      expect(refused(() => confirmFacts(done, { order, paidAt, ...message })).code).to.equal('ORDER_PAID')
    expect(refused(() => correctFacts(done, { payee: null, evidence: '' })).code).to.equal('REFUND_NOT_REFUSED')
  })

  it('bears interest to the day of its batch, each night at the rate in force', () => {
    const changing = regional('test', {
      depositInterestRate: [
        { from: '2026-01-01', rate: 360 },
        { from: '2026-04-04', rate: 180 },
      ],
      interestYear: 360,
    })
    // 5 nights at 3.6 % and 5 at 1.8 % of 100,000.00 yuan
    expect(interest(yuan('100000'), '2026-03-30', '2026-04-09', changing)).to.equal(yuan('75'))
    expect(refused(() => interest(1n, '2025-12-31', '2026-01-02', changing)).code).to.equal('RATE_NOT_IN_FORCE')
    const later = batched(released(tendering, '2026-04-04T10:00'), '2026-04-09T10:00', tendering, changing)
    expect(waiting(later)?.interest).to.equal(String(yuan('75')))
  })

  it('that is late costs the benchmark rate and a fifth more, by 第三十八条 of the procurement rules', () => {
    expect(procurement.lateRefund.article).to.equal('《政府采购货物和服务招标投标管理办法》第三十八条')
    const penalty = (year: 360 | 365) =>
      latePenalty(
        yuan('100000'),
        '2026-04-20',
        '2026-04-30',
        procurement,
        regional('test', { lendingBaseRate: 435, interestYear: year }),
      )
    expect([penalty(360), penalty(365)]).to.deep.equal([yuan('145.00'), yuan('143.01')])
    expect(latePenalty(yuan('100000'), '2026-04-20', '2026-04-20', procurement, demoRegion)).to.equal(0n)
    expect(latePenalty(yuan('100000'), '2026-04-20', '2026-04-30', tendering, demoRegion)).to.equal(0n)
    const late = batched(released(procurement), '2026-05-20T10:00', procurement)
    expect(BigInt(waiting(late)?.penalty ?? '0') > 0n).to.equal(true)
    expect(late.lines.interest ?? '0').to.equal('0')
  })

  it('is overdue the millisecond after its last day, once', () => {
    const waits = released()
    const dueBy = waiting(waits)?.dueBy ?? 0
    expect(overdueFacts(waits, dueBy)).to.deep.equal([])
    const late = becomes(waits, overdueFacts(waits, dueBy + 1))
    expect(waiting(late)?.overdue).to.equal(true)
    expect(overdueFacts(late, dueBy + 2)).to.deep.equal([])
  })
})

describe('a deposit that is kept', () => {
  const signature = { statement: '', cms: '', certificate: '' }
  const of = {
    decision: '中标人书面拒绝订立合同',
    evidence: 'e'.repeat(64),
    signature,
    keeper: { name: '招标人', account: 'sealed' },
    order: 'keep-0',
  }

  it('is kept on the grounds of the law at the stage where they can arise, by their article, and never goes back', () => {
    const facts = keepFacts(full(), { ...of, stage: 'awarded', ground: 'contractRefused' }, tendering)
    const kept = becomes(full(), facts)
    expect(kept.kept?.article).to.equal('《招标投标法实施条例》第七十四条')
    expect(settled(kept), 'not before it is paid out').to.equal(false)
    expect([standing(kept), kept.lines.payable]).to.deep.equal(['kept', String(-yuan('100000'))])
    const sent = batched(kept, '2026-04-21T10:00')
    expect(waiting(sent)).to.include({ interest: '0', penalty: '0', principal: String(yuan('100000')) })
    const paidOut = becomes(sent, confirmFacts(sent, { order: 'keep-0', paidAt: instantOf('2026-04-22'), ...message }))
    expect([standing(paidOut), paidOut.lines.payable, paidOut.lines.bank]).to.deep.equal(['kept', '0', '0'])
    const cause = { reason: 'lost' as const, at: instantOf('2026-04-20'), order: 'o', table: shippedCalendar }
    expect(releaseFacts(paidOut, cause, tendering, demoRegion, instantOf('2026-04-20'))).to.deep.equal([])
  })

  it('gives back what was paid above it', () => {
    const more = paid(full(), money('7', { message: '7'.repeat(64) }))
    const kept = becomes(more, keepFacts(more, { ...of, stage: 'awarded', ground: 'contractRefused' }, tendering))
    const sent = batched(kept, '2026-04-19T10:00')
    const out = becomes(sent, confirmFacts(sent, { order: 'keep-0', paidAt: instantOf('2026-04-20'), ...message }))
    expect(waiting(released(tendering, '2026-04-20T10:00', out))?.principal).to.equal(String(yuan('7')))
  })

  it('is not kept too early, twice, without a deposit, or where no text says so', () => {
    const keep = (deposit: Deposit, stage: string, law = tendering) =>
      refused(() => keepFacts(deposit, { ...of, stage, ground: 'contractRefused' }, law)).code
    expect(keep(full(), 'evaluating')).to.equal('GROUND_NOT_OPEN')
    expect(keep(anAccount(), 'awarded')).to.equal('NOTHING_TO_KEEP')
    expect(keep(full(), 'awarded', procurement)).to.equal('NOT_BY_LAW')
    const kept = becomes(full(), keepFacts(full(), { ...of, stage: 'opening', ground: 'revoked' }, tendering))
    expect(keep(kept, 'awarded')).to.equal('KEPT_ALREADY')
  })
})

describe('a table for spreadsheets', () => {
  it('keeps eighteen digits as text, starts no formula, and shows fen as yuan', async () => {
    const rows: Cell[][] = [[{ code: '530100199001011234' }, '=HYPERLINK("x")', { fen: '12345' }, { at: 0 }]]
    const file = await xlsx('表', ['码', '名', '元', '日'], rows)
    const [sheet] = await readXlsx(Buffer.from(file))
    expect(sheet?.data).to.deep.equal([
      ['码', '名', '元', '日'],
      ['530100199001011234', '=HYPERLINK("x")', 123.45, '1970-01-01'],
    ])
  })
})

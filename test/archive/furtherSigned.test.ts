import { expect } from 'chai'
import type { Signer } from '../../crypto/signature.ts'
import type { Breach } from '../../server/archive/verify/lawful/log.ts'
import { AnswerPaper as ResultAnswer } from '../../server/award/events.ts'
import { DrawRecorded, DrawRecordSigned } from '../../server/invitation/events.ts'
import { AnswerPaper as DocumentAnswer } from '../../server/questions/events.ts'
import {
  TenderPaperIssued,
  TenderPaperSigned,
  TenderPostponed,
  TenderTerminated,
} from '../../server/tenders/sideEvents.ts'
import { at, TENDER } from './lawfulLog.ts'
import { closed, fileOf, made, type PaperBench, paperBench, sha256, sign, signing } from './paperBench.ts'

describe('the signatures in answers, records and notices, judged in an archive', function () {
  this.timeout(60_000)
  let bench: PaperBench
  const kinds = (all: Breach[]) => all.map(({ kind }) => kind)

  before(async () => {
    bench = await paperBench()
  })

  it('judges who signed the answers to objections where they are signed, and tells those that are not', async () => {
    const one = await sign(bench.issued, 'tenderer', bench.host)
    const wrong = await sign(bench.issued, 'tenderer', bench.watch)
    const of = { tender: TENDER, objection: 'j1' }
    const put = { base: sha256(bench.issued), certificate: '' }
    for (const paper of ['result', 'document'] as const) {
      const told = (pdf: Uint8Array, signed: typeof put | null) =>
        paper === 'result'
          ? at(signing, `award/${TENDER}`, ResultAnswer({ ...of, tag: 'a'.repeat(64), ...fileOf(pdf), signed }))
          : at(signing, `objection/${TENDER}.j1`, DocumentAnswer({ ...of, ...fileOf(pdf), signed }))
      const judged = (last: Uint8Array) =>
        bench.found([told(bench.issued, null), told(last, put), closed()], [bench.issued, last], '答复')
      expect(await judged(one), paper).to.deep.equal([])
      expect((await judged(wrong))[0]?.zh, paper).to.include('其他主体')
      expect(
        kinds(await bench.found([told(bench.issued, null), closed()], [bench.issued], '答复')),
        paper,
      ).to.deep.equal(['noted'])
    }
  })

  it('judges who signed the record of the draw of the invitees, each in its place', async () => {
    const stream = `invitation/${TENDER}`
    const recorded = at(made, stream, DrawRecorded({ tender: TENDER, draw: 'd', ...fileOf(bench.issued) }))
    const put = (field: string, person: string, before: Uint8Array, after: Uint8Array) =>
      at(
        signing,
        stream,
        DrawRecordSigned({
          ...{ tender: TENDER, field, person, base: sha256(before), certificate: 'c'.repeat(64), ...fileOf(after) },
        }),
      )
    const judged = async (unit: Signer | undefined, witness: Signer | undefined) => {
      const one = await sign(bench.issued, 'tenderer', unit)
      const two = await sign(one, 'witness-1', witness)
      const facts = [recorded, put('tenderer', '', bench.issued, one), put('witness-1', '陈明', one, two), closed()]
      return bench.found(facts, [bench.issued, one, two], '抽取供应商')
    }
    expect(await judged(bench.host, bench.host)).to.deep.equal([])
    expect((await judged(bench.other, bench.host))[0]?.zh)
      .to.include('采购人或者代理机构')
      .and.include('其他主体')
    expect((await judged(bench.host, bench.other))[0]?.zh)
      .to.include('陈明')
      .and.include('其他主体')
  })

  it('a postponement amends the document and is signed as that is; the end of a tender is judged where it is signed', async () => {
    const stream = `tender/${TENDER}`
    const signature = { statement: '', cms: 'AAAA', certificate: 'c' }
    const said = { tender: TENDER, reason: '', at: made, signature }
    const times = { before: made, deadline: made + 1, documentsUntil: made }
    const postponed = { ...at(made, stream, TenderPostponed({ ...said, ...times })), id: 'p1' }
    const ground = { ground: 'majorChange' as const, article: '' }
    const ended = { ...at(made, stream, TenderTerminated({ ...said, ...ground })), id: 'e1' }
    const one = await sign(bench.issued, 'tenderer', bench.host)
    const wrong = await sign(bench.issued, 'tenderer', bench.watch)
    for (const [fact, name, missing] of [
      [postponed, '延期公告', 'broken'],
      [ended, '终止公告', 'noted'],
    ] as const) {
      const told = at(
        made,
        stream,
        TenderPaperIssued({ tender: TENDER, of: fact.id, title: name, ...fileOf(bench.issued) }),
      )
      const put = (pdf: Uint8Array) =>
        at(
          signing,
          stream,
          TenderPaperSigned({
            ...{ tender: TENDER, paper: sha256(bench.issued), field: 'tenderer' as const, base: sha256(bench.issued) },
            ...{ ...fileOf(pdf), certificate: '' },
          }),
        )
      expect(await bench.found([fact, told, put(one), closed()], [bench.issued, one], name), name).to.deep.equal([])
      expect((await bench.found([fact, told, put(wrong), closed()], [bench.issued, wrong], name))[0]?.zh).to.include(
        '其他主体',
      )
      expect(kinds(await bench.found([fact, told, closed()], [bench.issued], name)), name).to.deep.equal([missing])
    }
  })
})

import { expect } from 'chai'
import type { Signer } from '../../crypto/signature.ts'
import type { Breach } from '../../server/archive/verify/lawful/log.ts'
import { renderPaper } from '../../server/documents/render.ts'
import type { Fact } from '../../server/ledger/event.ts'
import { PaperLaid, PaperSigned } from '../../server/papers/events.ts'
import { papers } from '../documents/papers.ts'
import { at, TENDER } from './lawfulLog.ts'
import {
  closed as closedWith,
  closing,
  fileOf,
  made,
  type PaperBench,
  paperBench,
  sha256,
  sign,
  signing,
  supervisor,
  tenderer,
} from './paperBench.ts'

describe('the signatures that papers name, judged in an archive', function () {
  this.timeout(60_000)
  let bench: PaperBench
  let [platform, host, watch, other, expert]: Signer[] = []
  let issued: Uint8Array

  before(async () => {
    bench = await paperBench()
    ;({ platform, host, watch, other, expert, issued } = bench)
  })

  const places = [
    { field: 'operator', role: 'tenderer' as const, party: tenderer.code },
    { field: 'supervisor', role: 'supervisor' as const, party: supervisor.code },
  ]
  const title = '评标专家抽取记录'
  const stream = `paper/${TENDER}`
  const laid = (pdf = issued) =>
    at(
      made,
      stream,
      PaperLaid({
        ...{ tender: TENDER, kind: 'drawRecord', key: 'd', title, ...fileOf(pdf), places },
        ...{ open: false, secret: false, copyFor: null },
      }),
    )
  const signed = (field: string, before: Uint8Array, after: Uint8Array, when = signing) =>
    at(
      when,
      stream,
      PaperSigned({
        ...{ tender: TENDER, paper: sha256(issued), field, base: sha256(before), ...fileOf(after) },
        ...{ places, open: false },
      }),
    )
  const closed = (reason?: string) => closedWith([title], reason)
  const found = (facts: Fact[], files: Uint8Array[]): Promise<Breach[]> => bench.found(facts, files, title)
  const kinds = (all: Breach[]) => all.map(({ kind }) => kind)

  it('is lawful where each has signed its place, over the paper that was issued, in time', async () => {
    const one = await sign(issued, 'operator', host)
    const two = await sign(one, 'supervisor', watch)
    const facts = [laid(), signed('operator', issued, one), signed('supervisor', one, two), closed()]
    expect(await found(facts, [issued, one, two])).to.deep.equal([])
  })

  it('finds that one signature is missing when the file is closed, and not before', async () => {
    const one = await sign(issued, 'operator', host)
    const facts = [laid(), signed('operator', issued, one)]
    expect(await found(facts, [issued, one])).to.deep.equal([])
    const breaches = await found([...facts, closed()], [issued, one])
    expect(kinds(breaches)).to.deep.equal(['broken'])
    expect(breaches[0]?.zh).to.include('监督部门未签署')
  })

  it('tells a signature that is missing for a reason in writing, and does not call it unlawful', async () => {
    const breaches = await found([laid(), closed('经通知未签署')], [issued])
    expect(kinds(breaches)).to.deep.equal(['noted', 'noted'])
    expect(breaches[0]?.zh).to.include('经通知未签署')
  })

  it('finds a signature by another organisation, and by a person in place of one', async () => {
    for (const wrong of [other, expert]) {
      const one = await sign(issued, 'operator', wrong)
      const two = await sign(one, 'supervisor', watch)
      const facts = [laid(), signed('operator', issued, one), signed('supervisor', one, two), closed()]
      const breaches = await found(facts, [issued, one, two])
      expect(kinds(breaches)).to.deep.equal(['broken'])
      expect(breaches[0]?.zh).to.include('其他主体')
    }
  })

  it('finds a signature that came a millisecond after the step that needs it', async () => {
    const one = await sign(issued, 'operator', host)
    const two = await sign(one, 'supervisor', watch)
    const upTo = (when: number) => [
      laid(),
      signed('operator', issued, one),
      closed(),
      signed('supervisor', one, two, when),
    ]
    expect(await found(upTo(closing), [issued, one, two])).to.deep.equal([])
    const [late] = await found(upTo(closing + 1), [issued, one, two])
    expect(late?.zh).to.include('之后才签署')
  })

  it('finds a signature over an older file than the one that was issued', async () => {
    const older = await sign(await renderPaper(papers.draw!, { at: made - 1 }), 'platform', platform)
    const one = await sign(older, 'operator', host)
    const two = await sign(one, 'supervisor', watch)
    const facts = [laid(), signed('operator', older, one), signed('supervisor', one, two), closed()]
    const breaches = await found(facts, [issued, one, two])
    expect(kinds(breaches)).to.deep.equal(['broken', 'broken'])
    expect(breaches[0]?.zh).to.include('不是所发布的文件')
  })

  it('finds a signature that the facts tell of and the file does not bear, and one that does not hold', async () => {
    const one = await sign(issued, 'operator', host)
    const facts = [laid(), signed('operator', issued, one), signed('supervisor', one, one), closed()]
    const [absent] = await found(facts, [issued, one])
    expect(absent?.zh).to.include('文件中没有该签名')
    const changed = new Uint8Array(one)
    changed[issued.length - 40]! ^= 1
    const [broken] = await found([laid(), signed('operator', issued, changed), closed('x')], [issued, changed])
    expect(broken?.zh).to.include('签名无效')
  })
})

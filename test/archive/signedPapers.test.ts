import { createHash } from 'node:crypto'
import { expect } from 'chai'
import { createAuthority, newKey } from '../../crypto/authority.ts'
import { type Signer, softSigner } from '../../crypto/signature.ts'
import { ArchiveClosed } from '../../server/archive/dossier.ts'
import { type Breach, logOf } from '../../server/archive/verify/lawful/log.ts'
import { paperRequirements } from '../../server/archive/verify/lawful/papers.ts'
import { type ReadPapers, readPapers } from '../../server/archive/verify/signedPapers.ts'
import { renderPaper } from '../../server/documents/render.ts'
import { signPdf } from '../../server/documents/sign.ts'
import { instantOf, shippedCalendar } from '../../server/law/periods.ts'
import type { Fact } from '../../server/ledger/event.ts'
import { PaperLaid, PaperSigned } from '../../server/papers/events.ts'
import { papers } from '../documents/papers.ts'
import { at, TENDER } from './lawfulLog.ts'
import { works } from './lawfulWorks.ts'

const tenderer = { code: '915301000000000033', name: '滇池路建设有限公司' }
const supervisor = { code: '11530100MB00000041', name: '市住房和城乡建设局' }
const made = instantOf('2026-05-20T10:00')
const signing = instantOf('2026-05-20T11:00')
const closing = instantOf('2026-06-30T10:00')
const YEAR = 365 * 86_400_000

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

describe('the signatures that papers name, judged in an archive', function () {
  this.timeout(60_000)
  let [platform, host, watch, other, expert]: Signer[] = []
  let roots: Awaited<ReturnType<typeof createAuthority>>['root'][]
  let issued: Uint8Array

  before(async () => {
    const ca = await createAuthority({ name: '测试机构', at: made - YEAR })
    roots = [ca.root]
    const signer = async (name: string, code?: string): Promise<Signer> => {
      const key = await newKey('p256')
      const subject = code ? { commonName: name, organisation: name, organisationCode: code } : { commonName: name }
      const kind = code ? ('sign' as const) : ('person' as const)
      const span = { notBefore: made - YEAR, notAfter: made + YEAR }
      return softSigner(key, await ca.issue({ subject, kind, spki: key.spki, ...span }), [ca.root])
    }
    platform = await signer('平台', '915301000000000009')
    host = await signer(tenderer.name, tenderer.code)
    watch = await signer(supervisor.name, supervisor.code)
    other = await signer('别的单位', '915301000000000017')
    expert = await signer('张明')
    issued = await sign(await renderPaper(papers.draw!, { at: made }), 'platform', platform)
  })

  const sign = (pdf: Uint8Array, field: string, by: Signer | undefined) =>
    signPdf(pdf, { field, name: 'x', reason: '签署', at: signing }, by!, signing)
  const fileOf = (pdf: Uint8Array) => ({ file: `signed/${sha256(pdf)}.pdf`, sha256: sha256(pdf) })
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
  const closed = (reason?: string) =>
    at(
      closing,
      `archive/${TENDER}`,
      ArchiveClosed({
        ...{ tender: TENDER, facts: 1, keptYears: 15 },
        ...(reason ? { unsigned: { papers: [title], reason } } : {}),
      }),
    )

  /** What is found on that paper, with the files as a package holds them. */
  async function found(facts: Fact[], files: Uint8Array[]): Promise<Breach[]> {
    const log = [...works, ...facts]
    const byPath = new Map(files.map((pdf) => [`data/documents/paper-${sha256(pdf).slice(0, 12)}.pdf`, pdf]))
    const bag = {
      paths: [...byPath.keys()].flatMap((path) =>
        ['paper-laid', 'paper-signed'].map((kind) => path.replace('documents/paper', `documents/${kind}`)),
      ),
      read: async function* (path: string) {
        const pdf = byPath.get(path.replace(/paper-(laid|signed)/, 'paper'))
        if (pdf) yield pdf
      },
    }
    const trust = { roots, intermediates: [], crls: [] }
    const opened = { bag, facts: log.map((fact) => ({ fact, salt: '' })), trust }
    const read: ReadPapers = await readPapers(opened as never)
    return paperRequirements(read)
      .flatMap(({ judge }) => judge(logOf(log, shippedCalendar)))
      .filter(({ zh }) => zh.includes(title))
  }
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

import { expect } from 'chai'
import { named, papersOf } from '../../server/audit/papers.ts'
import type { Fact } from '../../server/ledger/event.ts'

const hash = (head: string): string => head.padEnd(64, '0')
const fact = (type: string, data: object): Fact =>
  ({
    id: `f-${type}`,
    type,
    at: 1,
    stream: 'tender/t',
    version: 1,
    actor: { role: 'platform' },
    via: '',
    data,
  }) as never
const hashes = (data: object): string[] => papersOf(fact('x', data), { zh: '文件' }).map(({ sha256 }) => sha256)

describe('the papers that a fact names', () => {
  it('are the file of a paper with its title, or the name of the kind', () => {
    const failure = fact('tender.paperIssued', {
      tender: 't',
      of: 'f',
      title: '流标公告',
      file: 'a',
      sha256: hash('a1'),
    })
    expect(papersOf(failure, { zh: '公告文件已生成' })).to.deep.equal([
      { fact: failure.id, at: 1, title: '流标公告', sha256: hash('a1'), signed: false },
    ])
    expect(papersOf(fact('tender.noticeIssued', { sha256: hash('b1') }), { zh: '公告文件' })[0]?.title).to.equal(
      '公告文件',
    )
  })

  it('are all files of a fact: notices to all, the contract, each document', () => {
    const issued = {
      notice: { sha256: hash('1') },
      results: [{ sha256: hash('2') }, { sha256: hash('3') }],
      contract: { sha256: hash('4') },
    }
    expect(hashes(issued)).to.deep.equal(['1', '2', '3', '4'].map(hash))
    expect(hashes({ announcement: { documents: [{ title: '招标文件', sha256: hash('5') }] } })).to.deep.equal([
      hash('5'),
    ])
  })

  it('are told as signed when a signature was put into them, with the hash of the new file', () => {
    const sealed = papersOf(fact('opening.recordSealed', { base: hash('a'), sha256: hash('b') }), { zh: '开标记录' })
    expect(sealed.map(({ sha256, signed }) => [sha256, signed])).to.deep.equal([[hash('b'), true]])
    const answer = (signed: object | null) =>
      papersOf(fact('award.answerPaper', { sha256: hash('c'), signed }), { zh: '' })[0]
    expect(answer(null)?.signed).to.equal(false)
    expect(answer({ base: hash('a'), certificate: 'x' })?.signed).to.equal(true)
  })

  it('keep the name of the paper that was signed, through each signature', () => {
    const facts = [
      fact('tender.paperIssued', { title: '终止公告', sha256: hash('a') }),
      fact('tender.paperSigned', { paper: hash('a'), base: hash('a'), sha256: hash('b') }),
      fact('tender.paperSigned', { paper: hash('a'), base: hash('b'), sha256: hash('c') }),
    ]
    const all = named(facts.flatMap((one) => papersOf(one, { zh: '文件已加盖签章' })))
    expect(all.map(({ title, signed }) => [title, signed])).to.deep.equal([
      ['终止公告', false],
      ['终止公告', true],
      ['终止公告', true],
    ])
  })

  it('are nothing where a hash is no file’s, or no hash', () => {
    expect(
      hashes({ notice: hash('9'), ceremony: hash('8'), sha256: 'not a hash', certificate: hash('7') }),
    ).to.deep.equal([])
  })

  it('names a file once that a fact names twice', () => {
    expect(hashes({ a: { sha256: hash('1') }, b: [{ sha256: hash('1') }] })).to.have.length(1)
  })
})

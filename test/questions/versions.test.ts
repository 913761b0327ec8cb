import { expect } from 'chai'
import fc from 'fast-check'
import { shippedCalendar } from '../../server/law/periods.ts'
import { issueAddendum } from '../../server/questions/addendum.ts'
import { changedDocuments, compareTexts } from '../../server/questions/changes.ts'
import { compareEditions, editionsOf } from '../../server/questions/editions.ts'
import type { TenderFact } from '../../server/tenders/events.ts'
import { documentHash, draftOf } from '../../server/tenders/tender.ts'
import { answersOf } from '../../server/tenders/versions.ts'
import { now, signature } from '../tenders/world.ts'
import { addendum, first, issued, letter, second, T, tender } from './example.ts'

describe('a bid and the versions of the document', () => {
  const before = tender()
  const old = documentHash(before.published!)
  const harmless = issued(before)
  const serious = issued(harmless, { version: 3, affects: true, changes: { durationDays: 300 } })

  it('answers the version that its package names', () => {
    expect(answersOf(serious.published!, documentHash(serious.published!))).to.deep.equal({
      ...{ version: 3, latest: 3, outdated: false },
    })
    expect(answersOf(harmless.published!, documentHash(harmless.published!)).version).to.equal(2)
  })

  it('stays good after an addendum that affects nothing', () => {
    expect(answersOf(harmless.published!, old)).to.deep.equal({ version: 1, latest: 2, outdated: false })
  })

  it('is outdated after one that may affect it, and after any number more', () => {
    expect(answersOf(serious.published!, old)).to.deep.equal({ version: 1, latest: 3, outdated: true })
    const more = issued(serious, { version: 4, documents: [first, letter] })
    expect(answersOf(more.published!, old).outdated).to.equal(true)
  })

  it('that names no version was sealed before there could be addenda: it answers the first', () => {
    expect(answersOf(before.published!, undefined)).to.deep.equal({ version: 1, latest: 1, outdated: false })
  })
})

describe('two versions compared', () => {
  it('give back both texts, whatever they are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (old, fresh) => {
        const runs = compareTexts(old, fresh)
        const text = (kind: string) => runs.flatMap((run) => (run.kind === kind ? [] : [run.text])).join('')
        expect([text('new'), text('gone')]).to.deep.equal([old, fresh])
      }),
    )
  })

  it('name the words that changed', () => {
    expect(compareTexts('工期365日', '工期300日').filter(({ kind }) => kind !== 'same')).to.deep.equal([
      { kind: 'gone', text: '365' },
      { kind: 'new', text: '300' },
    ])
  })

  it('compare long texts by lines, in good time', () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `第${i}条 内容`)
    const changed = lines.with(1500, '第1500条 新内容')
    const runs = compareTexts(lines.join('\n'), changed.join('\n'))
    expect(runs.filter(({ kind }) => kind === 'new')).to.deep.equal([{ kind: 'new', text: '第1500条 新内容\n' }])
  })

  it('tell of documents by their hashes: renamed is the same, replaced is not', () => {
    const renamed = { ...first, title: '招标文件（更名）' }
    expect(changedDocuments([first], [renamed]).map(({ kind }) => kind)).to.deep.equal(['same'])
    expect(changedDocuments([first], [second, letter]).map(({ kind, title }) => [kind, title])).to.deep.equal([
      ['gone', 'a'],
      ['new', 'b'],
      ['new', 'c'],
    ])
  })

  it('are read from the facts of the tender, each with what it said', () => {
    const start = tender()
    const drafted = { type: 'tender.drafted', data: { tender: start.id, draft: draftOf(start) } }
    const { published } = start
    const publishedFact = { type: 'tender.published', data: { ...published, tender: start.id, signature } }
    const [amendedFact] = issueAddendum(
      start,
      addendum({ affects: true, changes: { durationDays: 300 } }),
      T,
      now,
      shippedCalendar,
    )
    const facts = [drafted, publishedFact, amendedFact].map((one, i) => ({ ...one, id: `f${i}`, at: now }))
    const [one, two] = editionsOf(facts as unknown as TenderFact[])
    expect([one?.title, two?.title, two?.text]).to.deep.equal(['招标文件', '澄清一', '更正施工图第3页的标高。'])
    expect(compareEditions(one!, two!).terms.map(({ zh, before, after }) => [zh, before, after])).to.deep.equal([
      ['工期（交货期）', '365 日', '300 日'],
    ])
    expect(compareEditions(one!, two!).documents.map(({ kind }) => kind)).to.deep.equal(['same'])
  })
})

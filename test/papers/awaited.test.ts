import { expect } from 'chai'
import { PaperLaid, PaperSigned } from '../../server/papers/events.ts'
import { evolve, type Papers, signaturesAwaited, unsignedIn } from '../../server/papers/paper.ts'
import { at } from '../archive/lawfulLog.ts'

const hash = (digit: string): string => digit.repeat(64)
const stream = 'paper/tender-1'
const places = [
  { field: 'operator', role: 'agent' as const, party: 'A' },
  { field: 'supervisor', role: 'supervisor' as const, party: 'S' },
]
const laid = (key: string, when: number, of = places) => {
  const paper = { tender: 'tender-1', kind: 'drawRecord', key, title: `记录${key}`, file: 'f.pdf', sha256: hash(key) }
  return at(when, stream, PaperLaid({ ...paper, places: of, open: false, secret: false, copyFor: null }))
}
const signed = (key: string, field: string, when: number) =>
  at(
    when,
    stream,
    PaperSigned({
      ...{ tender: 'tender-1', paper: hash(key), field, base: hash(key), file: 'g.pdf', sha256: hash('e') },
      ...{ places, open: false },
    }),
  )
const told = (...facts: ReturnType<typeof at>[]): Papers | undefined =>
  facts.reduce((before: Papers | undefined, fact) => evolve(before, fact as never), undefined)

describe('the signatures for which papers wait', () => {
  it('are one for each open place, with whom it waits for and since when', () => {
    const [first, second] = signaturesAwaited(told(laid('1', 10)))
    expect(first).to.deep.equal({
      ...{ field: 'operator', role: 'agent', party: 'A', tender: 'tender-1', paper: hash('1') },
      ...{ kind: 'drawRecord', title: '记录1', since: 10 },
    })
    expect(second).to.deep.include({ field: 'supervisor', party: 'S' })
  })

  it('are fewer with each signature, and none where nobody is named or all have signed', () => {
    const one = told(laid('1', 10), signed('1', 'operator', 11))
    expect(signaturesAwaited(one).map(({ field }) => field)).to.deep.equal(['supervisor'])
    expect(unsignedIn(one)).to.deep.equal(['记录1'])
    const all = told(laid('1', 10), signed('1', 'operator', 11), signed('1', 'supervisor', 12), laid('2', 13, []))
    expect(signaturesAwaited(all)).to.deep.equal([])
    expect(unsignedIn(all)).to.deep.equal([])
    expect(signaturesAwaited(undefined)).to.deep.equal([])
  })
})

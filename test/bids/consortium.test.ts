import { expect } from 'chai'
import { consortiumClauses, type JointBid, namesOf, smallShareOf } from '../../server/bids/consortium.ts'
import { BidForm, type Consortium } from '../../server/bids/contract.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { tag } from '../evaluation/example.ts'

const [T, G] = [rulebook('T-2025'), rulebook('G-2026-02')]
const unit = (letter: string) => ({ code: `9153010000000000${letter}X`, name: `${letter}公司` })
const form = (more: Partial<BidForm> = {}): BidForm => ({
  ...{ price: '100', durationDays: 1, quality: '合格', leader: '甲', leaderCertificate: '' },
  ...more,
})
const agreement = '联合体协议.pdf'
const bid = (letter: string, members: string[] = [], more: Partial<BidForm> = {}): JointBid => ({
  ...{ tag: tag(letter.toLowerCase()), bidder: unit(letter), files: [{ part: 'business', name: agreement }] },
  form: form({ ...(members.length ? { consortium: { members: members.map(unit), agreement } } : {}), ...more }),
})
const ids = (one: JointBid, all: JointBid[], of: Parameters<typeof consortiumClauses>[2], law = T) =>
  consortiumClauses(one, all, of, law).map(({ id }) => id)
const open = { tender: { consortium: true } }

describe('bidders who bid as one', () => {
  it('raise no question where they are allowed, have their agreement and bid once', () => {
    const all = [bid('A', ['B']), bid('C'), bid('D', ['E'])]
    expect(all.flatMap((one) => ids(one, all, open))).to.deep.equal([])
    expect(all.map(namesOf)).to.deep.equal([
      'A公司（牵头人）、B公司（联合体）',
      'C公司',
      'D公司（牵头人）、E公司（联合体）',
    ])
  })

  it('are found where a member also bids alone: both bids, no third (《招标投标法实施条例》第三十七条)', () => {
    const all = [bid('A', ['B']), bid('B'), bid('C')]
    expect(all.map((one) => ids(one, all, open))).to.deep.equal([['law-member'], ['law-member'], []])
    const [clause] = consortiumClauses(all[0]!, all, open, T)
    expect(clause?.zh).to.include('B公司（9153010000000000BX）另见于B公司的投标')
    expect(clause?.ground).to.include('《招标投标法实施条例》第三十七条')
  })

  it('are found where a member, or the leader, stands in two consortia, under the law of purchases too', () => {
    const all = [bid('A', ['B']), bid('C', ['B']), bid('D', ['A']), bid('E')]
    expect(all.map((one) => ids(one, all, open, G))).to.deep.equal([['law-member'], ['law-member'], ['law-member'], []])
    expect(consortiumClauses(all[1]!, all, open, G)[0]?.ground).to.include('《政府采购法实施条例》第二十二条')
  })

  it('are found where the document takes no consortium, and where the agreement is not in the business volume', () => {
    const one = bid('A', ['B'])
    expect(ids(one, [one], { tender: { consortium: false } })).to.deep.equal(['law-consortium'])
    expect(ids({ ...one, files: [] }, [one], open)).to.deep.equal(['law-agreement'])
    const elsewhere = { ...one, files: [{ part: 'technical', name: agreement }] }
    expect(ids(elsewhere, [one], open)).to.deep.equal(['law-agreement'])
  })

  it('stay as they were prequalified: one more, one less, another; in works, where the text says so', () => {
    const [a, b, c] = [unit('A').code, unit('B').code, unit('C').code]
    const one = bid('A', ['B'])
    const with_ = (applied: string[], law = T) => ids(one, [one], { ...open, applied }, law)
    expect(with_([a, b])).to.deep.equal([])
    expect(with_([b, a])).to.deep.equal([])
    for (const applied of [[a], [a, b, c], [a, c]]) expect(with_(applied)).to.deep.equal(['law-changed'])
    expect(with_([a], G)).to.deep.equal([])
    const alone = bid('A')
    expect(ids(alone, [alone], { ...open, applied: [a, b] })).to.deep.equal(['law-changed'])
  })
})

describe('the share of small enterprises in a consortium', () => {
  const shared = (share: number, claims: BidForm['claims'], more: Partial<Consortium> = {}): JointBid => {
    const members = [{ ...unit('B'), share, small: true }]
    return bid('A', [], { consortium: { members, agreement, ...more }, claims })
  }
  const denied = (one: JointBid, law = G) =>
    consortiumClauses(one, [one], open, law).map(({ id, denies }) => [id, denies])

  it('earns a deduction from 30 % on, to the hundredth of a percent', () => {
    expect(denied(shared(3000, { small: 'share' }))).to.deep.equal([])
    expect(denied(shared(2999, { small: 'share' }))).to.deep.equal([['law-small-share', 'small']])
    expect(denied(shared(2999, {}))).to.deep.equal([])
    expect(denied(shared(2999, { small: 'share' }), T)).to.deep.equal([])
  })

  it('counts the leader where it is small, and the whole only where all are', () => {
    expect(denied(shared(0, { small: 'share' }, { small: true }))).to.deep.equal([])
    expect(denied(shared(5000, { small: 'whole' }))).to.deep.equal([['law-small-share', 'small']])
    expect(denied(shared(5000, { small: 'whole' }, { small: true }))).to.deep.equal([])
    const unsaid = { members: [unit('B'), { ...unit('C'), share: 1000, small: true }], agreement, small: true }
    expect(smallShareOf(unsaid)).to.equal(1000)
  })
})

describe('the sealed form of a consortium', () => {
  const consortium = { members: [unit('B')], agreement }
  const reads = (of: unknown) => BidForm.safeParse(form({ consortium: of as Consortium })).success

  it('names each member once, with shares that do not exceed the whole', () => {
    expect(reads(consortium)).to.equal(true)
    expect(reads({ ...consortium, members: [] })).to.equal(false)
    expect(reads({ ...consortium, members: [unit('B'), unit('B')] })).to.equal(false)
    const shares = (b: number, c: number) => [
      { ...unit('B'), share: b },
      { ...unit('C'), share: c },
    ]
    expect(reads({ ...consortium, members: shares(5000, 5000) })).to.equal(true)
    expect(reads({ ...consortium, members: shares(5000, 5001) })).to.equal(false)
    expect(reads({ ...consortium, agreement: '' })).to.equal(false)
  })
})

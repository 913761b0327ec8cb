import { expect } from 'chai'
import { base64, hex } from '../../crypto/bytes.ts'
import { type Header, headerHash } from '../../crypto/envelope.ts'
import type { Logged } from '../../crypto/watch.ts'
import { proveFacts } from '../../crypto/watch.ts'
import { newWrapKey } from '../../crypto/wrap.ts'
import { type Announced, announced, checkBid, checkSet, restsOn } from '../../server/opening/releasing.ts'
import { type TestLog, testLog } from '../world/log.ts'

const DEADLINE = Date.parse('2026-12-01T09:30:00+08:00')
const [tender, ceremony] = ['T1', 'c'.repeat(64)]
type Rests = Parameters<typeof announced>[1][number]['fact']

const headerOf = (n: number, changes: Partial<Header['context']> = {}): Header =>
  ({
    suite: 'intl',
    context: {
      ...{ tender, document: 'd', ceremony, bidder: `bidder ${n}`, sequence: 1 },
      ...{ deadline: new Date(DEADLINE).toISOString(), ...changes },
    },
  }) as Header
const hashOf = (header: Header): string => hex(headerHash(header))
const [one, two] = [headerOf(1), headerOf(2, { sequence: 3 })]
const bidOf = (tag: string, header: Header) => ({ tag, header: hashOf(header), sequence: header.context.sequence })
const boxOf = (header: Header) => ({
  context: { tender, header: hashOf(header), sequence: header.context.sequence },
})

const closed = (changes: object = {}): object => ({
  ...{ id: 'closed', type: 'tender.biddingClosed', at: DEADLINE + 5 },
  data: { tender, deadline: DEADLINE, ...changes },
})
const started = (changes: object = {}): object => ({
  ...{ id: 'started', type: 'opening.started', at: DEADLINE + 6 },
  data: { tender, needed: 2, minutes: 30, withdrawn: 0, bids: [bidOf('a', one), bidOf('b', two)], ...changes },
})
const key = (changes: object = {}): object => ({
  ...{ id: 'key', type: 'opening.keyAnnounced', at: DEADLINE + 7 },
  data: { tender, epoch: 1, spki: 'AAAA', windowEnds: null, ...changes },
})

/** The code with which something is refused, or `done`. */
const codeOf = async (deed: () => unknown): Promise<string> => {
  try {
    await deed()
    return 'done'
  } catch (problem) {
    return (problem as { code?: string }).code ?? String(problem)
  }
}

describe('What an officer or a bidder may release', () => {
  let log: TestLog
  beforeEach(async () => {
    log = await testLog()
  })
  const strike = (facts: object[], at = DEADLINE + 10): void => {
    for (const fact of facts) log.add(fact as { id: string }, at)
  }
  /** What the log of these facts allows. */
  const look = async (facts: object[], of: object = {}, clocks: object = {}): Promise<Announced> => {
    strike(facts)
    return judged(facts as Rests[], of, clocks)
  }
  const judged = async (facts: Rests[], of: object = {}, clocks: object = {}): Promise<Announced> => {
    const ids = restsOn(facts)
    const proved: { facts: Logged<Rests>[] } = await proveFacts(log.source, { verifier: log.verifier, note: null }, ids)
    const shown = { epoch: 1, spki: 'AAAA' }
    return announced({ tender, ceremony, shown, ...of }, proved.facts, {
      ...{ own: DEADLINE + 1000, movable: false, ...clocks },
    })
  }
  const good = (): Promise<Announced> => look([closed(), started(), key()])
  const bids = () => [
    { tag: 'a', header: one, box: boxOf(one) },
    { tag: 'b', header: two, box: boxOf(two) },
  ]

  it('is exactly the announced set, to the announced key, after the deadline', async () => {
    const may = await good()
    expect(may).to.deep.include({ epoch: 1, spki: 'AAAA', passed: DEADLINE + 5 })
    checkSet(may, bids(), { tag: 'p', box: { context: { tender, payers: 'k', header: '' } } })
    checkBid(may, 'a', one)
  })

  for (const [what, left] of [
    ['deadline', [started(), key()]],
    ['start of the opening', [closed(), key()]],
    ["opening's key", [closed(), started()]],
  ] as const)
    it(`is nothing while the ${what} is not in the log`, async () => {
      expect(await codeOf(() => look([...left]))).to.equal('RELEASE_UNLOGGED')
    })

  it('is nothing when the timeline names a fact that the log does not hold', async () => {
    strike([closed(), started()])
    const problem = await judged([closed(), started(), key()] as Rests[]).catch((error) => error)
    expect(problem.message).to.equal('key is not in the log')
  })

  it('is nothing for a key that the platform shows and the log does not announce', async () => {
    const facts = [closed(), started(), key()]
    expect(await codeOf(() => look(facts, { shown: { epoch: 1, spki: 'BBBB' } }))).to.equal('RELEASE_KEY_OTHER')
    expect(await codeOf(() => look(facts, { shown: { epoch: 2, spki: 'AAAA' } }))).to.equal('RELEASE_KEY_OTHER')
  })

  it('is asked for again when the log holds a newer key than was shown', async () => {
    const facts = [closed(), started(), key(), { ...key({ epoch: 2, spki: 'CCCC' }), id: 'key2' }]
    expect(await codeOf(() => look(facts))).to.equal('RELEASE_KEY_RENEWED')
  })

  it('is nothing a millisecond before the deadline by the own clock, whatever the log says, and all at the deadline', async () => {
    const facts = [closed(), started(), key()]
    expect(await codeOf(() => look(facts, {}, { own: DEADLINE - 1 }))).to.equal('RELEASE_EARLY')
    expect(await codeOf(() => judged(facts as Rests[], {}, { own: DEADLINE }))).to.equal('done')
  })

  it('is nothing when the log itself was struck before the deadline, though the facts claim to be later', async () => {
    strike([closed(), started(), key()], DEADLINE - 1)
    const early = () => judged([closed(), started(), key()] as Rests[])
    expect(await codeOf(early)).to.equal('RELEASE_EARLY')
    const moved = () => judged([closed(), started(), key()] as Rests[], {}, { movable: true })
    expect(await codeOf(moved), 'a demonstration, known as one, runs by the clock of its facts').to.equal('done')
  })

  it('is nothing when the announced deadline is in order but the one in the sealed header is still to come', async () => {
    const later = headerOf(1, { deadline: new Date(DEADLINE + 3_600_000).toISOString() })
    const may = await look([closed(), started({ bids: [bidOf('a', later)] }), key()])
    expect(await codeOf(async () => checkBid(may, 'a', later))).to.equal('RELEASE_EARLY')
    log = await testLog()
    const unread = headerOf(1, { deadline: 'no date' })
    const other = await look([closed(), started({ bids: [bidOf('a', unread)] }), key()])
    expect(await codeOf(async () => checkBid(other, 'a', unread))).to.equal('RELEASE_EARLY')
  })

  it('is nothing to a key of another suite than that of the bids', async () => {
    const sm2 = base64((await newWrapKey('sm2')).spki)
    const may = await look([closed(), started(), key({ spki: sm2 })], { shown: { epoch: 1, spki: sm2 } })
    expect(await codeOf(() => checkBid(may, 'a', one))).to.equal('RELEASE_SUITE_OTHER')
  })

  it('is nothing of facts of another tender', async () => {
    for (const facts of [
      [closed({ tender: 'T2' }), started(), key()],
      [closed(), started({ tender: 'T2' }), key()],
      [closed(), started(), key({ tender: 'T2' })],
    ]) {
      log = await testLog()
      expect(await codeOf(() => look(facts))).to.equal('RELEASE_OTHER_TENDER')
    }
  })

  it('is no bid beside the announced ones, none left out, none twice, none under another tag', async () => {
    const may = await good()
    const [a, b] = bids()
    const extra = { tag: 'c', header: headerOf(3), box: boxOf(headerOf(3)) }
    for (const shown of [
      [a!],
      [a!, b!, extra],
      [a!, a!],
      [a!, { ...b!, tag: 'c' }],
      [
        { ...b!, tag: 'a' },
        { ...a!, tag: 'b' },
      ],
    ])
      expect(await codeOf(async () => checkSet(may, shown, null))).to.equal('RELEASE_OTHER_BIDS')
  })

  it('is no header that was changed, and none that an earlier bid of the same bidder had', async () => {
    const may = await good()
    expect(await codeOf(async () => checkBid(may, 'a', headerOf(9)))).to.equal('RELEASE_OTHER_BIDS')
    expect(await codeOf(async () => checkBid(may, 'b', headerOf(2, { sequence: 2 })))).to.equal('RELEASE_OTHER_BIDS')
    expect(await codeOf(async () => checkBid(may, 'z', one))).to.equal('RELEASE_OTHER_BIDS')
  })

  it('is no identity box of another bid, of a withdrawal, or of another tender', async () => {
    const may = await good()
    const [a, b] = bids()
    for (const context of [
      boxOf(two).context,
      { ...boxOf(one).context, tender: 'T2' },
      { tender, withdrawal: 1, header: hashOf(one) },
      { ...boxOf(one).context, more: true },
    ])
      expect(await codeOf(async () => checkSet(may, [{ ...a!, box: { context } }, b!], null))).to.equal(
        'RELEASE_OTHER_BIDS',
      )
  })

  it('is no bid of another ceremony or tender, though it was announced', async () => {
    for (const changes of [{ ceremony: 'e'.repeat(64) }, { tender: 'T2' }]) {
      log = await testLog()
      const other = headerOf(1, changes)
      const may = await look([closed(), started({ bids: [bidOf('a', other)] }), key()])
      expect(await codeOf(async () => checkBid(may, 'a', other))).to.equal('RELEASE_OTHER_TENDER')
    }
  })

  it("is no other box under the name of the payers' key", async () => {
    const may = await good()
    for (const payers of [
      { tag: 'p', box: boxOf(one) },
      { tag: 'a', box: { context: { tender, payers: 'k', header: '' } } },
      { tag: 'p', box: { context: { tender: 'T2', payers: 'k', header: '' } } },
    ])
      expect(await codeOf(async () => checkSet(may, bids(), payers))).to.equal('RELEASE_OTHER_TENDER')
  })
})

import { expect } from 'chai'
import { hex } from '../../crypto/bytes.ts'
import { type Header, headerHash } from '../../crypto/envelope.ts'
import { proveFacts } from '../../crypto/watch.ts'
import {
  announcedReview,
  checkApplication,
  checkApplications,
  type RestsOn,
} from '../../server/prequalification/releasing.ts'
import { testLog } from '../world/log.ts'

const DEADLINE = Date.parse('2026-12-01T09:30:00+08:00')
const [tender, ceremony] = ['T1', 'c'.repeat(64)]

const headerOf = (n: number, changes: Partial<Header['context']> = {}): Header =>
  ({
    suite: 'intl',
    context: {
      ...{ tender, document: 'd', ceremony, bidder: `applicant ${n}`, sequence: 1 },
      ...{ deadline: new Date(DEADLINE).toISOString(), ...changes },
    },
  }) as Header
const one = (tag: string, header: Header, holds?: 'key') => {
  const context = { tender, application: hex(headerHash(header)), sequence: header.context.sequence }
  return { tag, header, box: { context }, keyBox: holds ? { context: { ...context, holds } } : null }
}
const shown = () => [one('a', headerOf(1)), one('b', headerOf(2, { sequence: 2 }), 'key')]

const closed = (changes: object = {}): object => ({
  ...{ id: 'closed', type: 'prequalification.closed', at: DEADLINE + 5 },
  data: { tender, deadline: DEADLINE, ...changes },
})
const begun = (changes: object = {}): object => ({
  ...{ id: 'begun', type: 'prequalification.begun', at: DEADLINE + 6 },
  data: { tender, needed: 2, minutes: 30, applications: ['a', 'b'], ...changes },
})
const key = (changes: object = {}): object => ({
  ...{ id: 'key', type: 'prequalification.keyAnnounced', at: DEADLINE + 7 },
  data: { tender, epoch: 1, spki: 'AAAA', windowFrom: null, ...changes },
})

const codeOf = async (deed: () => unknown): Promise<string> => {
  try {
    await deed()
    return 'done'
  } catch (problem) {
    return (problem as { code?: string }).code ?? String(problem)
  }
}

describe('What of an application an officer or its applicant may release', () => {
  /** What the log of these facts allows, as a client finds it that has known the log's key before. */
  const look = async (facts: object[], of: object = {}, clocks: object = {}, at = DEADLINE + 10) => {
    const log = await testLog()
    for (const fact of facts) log.add(fact as { id: string }, at)
    const ids = facts.map((fact) => (fact as { id: string }).id)
    const { facts: proved } = await proveFacts<RestsOn>(log.source, { verifier: log.verifier, note: null }, ids)
    const whole = { tender, ceremony, shown: { epoch: 1, spki: 'AAAA' }, ...of }
    return announcedReview(whole, proved, { ...{ own: DEADLINE + 1000, movable: false }, ...clocks })
  }
  const all = () => [closed(), begun(), key()]

  it('is exactly the set of the log, to the announced key, after the deadline; an applicant’s own without the set', async () => {
    const may = await look(all())
    expect(may).to.deep.include({ epoch: 1, spki: 'AAAA', passed: DEADLINE + 5 })
    checkApplications(may, shown())
    const own = await look([closed(), key()])
    expect(own.applications).to.equal(undefined)
    checkApplication(own, headerOf(1))
    expect(await codeOf(() => checkApplications(own, shown()))).to.equal('RELEASE_OTHER_APPLICATIONS')
  })

  it('is nothing while deadline or key are not in the log, or are of another tender', async () => {
    expect(await codeOf(() => look([begun(), key()]))).to.equal('RELEASE_UNLOGGED')
    expect(await codeOf(() => look([closed(), begun()]))).to.equal('RELEASE_UNLOGGED')
    const T2 = { tender: 'T2' }
    for (const facts of [
      [closed(T2), begun(), key()],
      [closed(), begun(T2), key()],
      [closed(), begun(), key(T2)],
    ])
      expect(await codeOf(() => look(facts))).to.equal('RELEASE_OTHER_TENDER')
  })

  it('is nothing for another key than the announced one; a newer one is asked for again', async () => {
    expect(await codeOf(() => look(all(), { shown: { epoch: 1, spki: 'BBBB' } }))).to.equal('RELEASE_KEY_OTHER')
    const newer = [closed(), begun(), key({ epoch: 2, spki: 'CCCC' })]
    expect(await codeOf(() => look(newer))).to.equal('RELEASE_KEY_RENEWED')
  })

  it('is nothing a millisecond before the deadline, by the own clock or by the log, and all at the deadline', async () => {
    expect(await codeOf(() => look(all(), {}, { own: DEADLINE - 1 }))).to.equal('RELEASE_EARLY')
    expect(await codeOf(() => look(all(), {}, { own: DEADLINE }))).to.equal('done')
    expect(await codeOf(() => look(all(), {}, {}, DEADLINE - 1))).to.equal('RELEASE_EARLY')
    const later = headerOf(1, { deadline: new Date(DEADLINE + 3_600_000).toISOString() })
    const may = await look(all())
    expect(await codeOf(() => checkApplication(may, later)), 'by the sealed header').to.equal('RELEASE_EARLY')
  })

  it('is no application beside those of the log, none left out, none twice, none with another’s boxes', async () => {
    const may = await look(all())
    const [a, b] = shown()
    const extra = one('c', headerOf(3))
    const wrong = [
      ...[[a!], [a!, b!, extra], [a!, a!], [a!, extra]],
      [{ ...a!, box: b!.box }, b!],
      [{ ...a!, box: { context: { ...a!.box.context, tender: 'T2' } } }, b!],
      [a!, { ...b!, keyBox: b!.box }],
    ]
    for (const set of wrong)
      expect(await codeOf(() => checkApplications(may, set))).to.equal('RELEASE_OTHER_APPLICATIONS')
  })

  it('is nothing sealed for another tender or other officers', async () => {
    const may = await look(all())
    for (const changes of [{ tender: 'T2' }, { ceremony: 'd'.repeat(64) }])
      expect(await codeOf(() => checkApplication(may, headerOf(1, changes)))).to.equal('RELEASE_OTHER_TENDER')
  })
})

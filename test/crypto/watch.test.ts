import { expect } from 'chai'
import { parseCheckpoint } from '../../crypto/checkpoint.ts'
import { checkLogged, proveFacts, type Seen, watch } from '../../crypto/watch.ts'
import { type TestLog, testLog } from '../world/log.ts'

const sizeOf = ({ note }: Seen): number => parseCheckpoint(`${note?.split('\n\n')[0]}\n`).size

/** The code with which something is refused, or `done`. */
const codeOf = async (deed: () => unknown): Promise<string> => {
  try {
    await deed()
    return 'done'
  } catch (problem) {
    return (problem as { code?: string }).code ?? String(problem)
  }
}

describe('A client watches the log', () => {
  let log: TestLog
  let first: Seen
  beforeEach(async () => {
    log = await testLog()
    log.add({ id: 'a' }, 1000)
    log.add({ id: 'b' }, 2000)
    first = { verifier: log.verifier, note: null }
  })

  it('keeps the newest head, and proves facts below heads that go on from it', async () => {
    const seen = await watch(log.source, first)
    expect(sizeOf(seen)).to.equal(2)
    log.add({ id: 'c' }, 3000)
    const found = await proveFacts<{ id: string }>(log.source, seen, ['a', 'c'])
    expect(found.facts.map(({ fact, at }) => [fact.id, at])).to.deep.equal([
      ['a', 1000],
      ['c', 3000],
    ])
    expect(sizeOf(found.seen)).to.equal(3)
    expect((await checkLogged(found.facts[1]!.evidence, 'c', log.verifier)).at).to.equal(3000)
  })

  it('stops when the log was changed behind what was seen, with both heads in hand', async () => {
    const other = log.fork()
    log.add({ id: 'c' }, 3000)
    const seen = await watch(log.source, first)
    for (const id of ['x', 'y', 'z']) other.add({ id }, 4000)
    const problem = await watch(other.source, seen).catch((error) => error)
    expect(problem.code).to.equal('LOG_REWRITTEN')
    expect(problem.facts).to.deep.equal({ seen: seen.note, shown: await other.head() })
    expect(await codeOf(() => proveFacts(other.source, seen, ['x']))).to.equal('LOG_REWRITTEN')
  })

  it('stops when the log has another beginning of the same length, and when a shorter one is none of its own', async () => {
    const other = log.fork()
    log.add({ id: 'c' }, 3000)
    other.add({ id: 'd' }, 3000)
    expect(await codeOf(() => watch(other.source, { ...first, note: null }))).to.equal('done')
    const seen = await watch(log.source, first)
    expect(await codeOf(() => watch(other.source, seen))).to.equal('LOG_REWRITTEN')
    const short = await testLog()
    short.add({ id: 'a' }, 1000)
    const forged = { ...log.source, checkpoint: short.head }
    expect(await codeOf(() => watch(forged, seen))).to.equal('NOTE_SIGNATURE_INVALID')
  })

  it('keeps the longer head when an older one, which is its beginning, is shown', async () => {
    const old = await log.head()
    log.add({ id: 'c' }, 3000)
    const seen = await watch(log.source, first)
    const stale = { ...log.source, checkpoint: async () => old }
    expect(await watch(stale, seen)).to.deep.equal(seen)
  })

  it('knows the log by the key of the first meeting, and takes no other', async () => {
    const seen = await watch(log.source, first)
    const other = await testLog()
    other.add({ id: 'a' }, 1000)
    expect(await codeOf(() => watch(other.source, seen))).to.equal('NOTE_SIGNATURE_INVALID')
    expect(await codeOf(() => proveFacts(other.source, seen, ['a']))).to.equal('NOTE_SIGNATURE_INVALID')
  })

  it('takes no other fact than it asked for, and none that was changed', async () => {
    const swapped = { ...log.source, proof: () => log.source.proof('b') }
    expect(await codeOf(() => proveFacts(swapped, first, ['a']))).to.equal('CONTEXT_MISMATCH')
    const changed = {
      ...log.source,
      proof: async (id: string) => ({ ...(await log.source.proof(id)), fact: { id, more: true } }),
    }
    expect(await codeOf(() => proveFacts(changed, first, ['a']))).to.equal('PROOF_INVALID')
  })
})

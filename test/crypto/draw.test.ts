import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import fc from 'fast-check'
import { equal, hex, unhex, utf8 } from '../../crypto/bytes.ts'
import { hmac, sha256 } from '../../crypto/digest.ts'
import {
  commitment,
  type DrawRules,
  drawOrder,
  type Entry,
  freezeRoot,
  pidOf,
  platformStatement,
  rulesHash,
  seedOf,
  sorted,
  ticket,
} from '../../crypto/draw.ts'
import { type Call, checkDraw, type Transcript, transcriptFiles } from '../../crypto/transcript.ts'
import { codeOf, problemOf } from './sealing.ts'

const STRATA = ['造价', '施工']
const saltOf = (n: number) => sha256(utf8(`salt ${n}`))
const platformKey = utf8('a deterministic signature, for the test a keyed hash')

const entries = Array.from(
  { length: 23 },
  (_, n): Entry => ({
    pid: pidOf(saltOf(n), `expert-${n}`),
    stratum: STRATA[n % 2]!,
    specialty: `A08${n % 3}`,
    region: '340100',
    employer: hex(sha256(utf8(`employer ${n % 7}`))),
  }),
)

const rules: DrawRules = {
  text: '从库中随机抽取：造价二名、施工三名',
  register: hex(sha256(utf8('register'))),
  parties: ['tenderer', 'centre', 'supervisor'],
  wanted: { 造价: 2, 施工: 3 },
  exclusions: [{ pid: entries[4]!.pid, code: 'SAME_EMPLOYER' }],
  reasons: ['AVOIDANCE', 'REFUSED', 'UNREACHABLE'],
}

function aTranscript(): Transcript {
  const [root, hash, draw] = [hex(freezeRoot(entries)), rulesHash(rules), 'T1/3']
  const reveals = rules.parties.map((party) => ({ party, value: hex(sha256(utf8(`value of ${party}`))) }))
  const commitments = reveals.map(({ party, value }) => ({
    party,
    value: commitment({ draw, root, rules: hash, party, value }),
  }))
  const platform = hex(hmac(platformKey, platformStatement({ draw, root, rules: hash, commitments })))
  const seed = seedOf({ draw, root, rules: hash, commitments, reveals, platform })
  const order = Object.fromEntries(drawOrder(seed, entries, rules.exclusions))
  const calls = Object.fromEntries(STRATA.map((s) => [s, callsOf(order[s]!, rules.wanted[s]!)]))
  const pid = calls.施工![0]!.pid
  const n = entries.findIndex((entry) => entry.pid === pid)
  const opened = [{ pid, salt: hex(saltOf(n)), id: `expert-${n}` }]
  const frozen = { rules, rulesHash: hash, entries: sorted(entries), root }
  return structuredClone({ v: 1, draw, ...frozen, commitments, reveals, platform, seed, order, calls, opened })
}

/** The second one called has to stay away; the next ticket replaces it. */
const callsOf = (order: string[], wanted: number): Call[] =>
  order
    .slice(0, wanted + 1)
    .map((pid, i) => (i === 1 ? { pid, outcome: 'skipped', code: 'AVOIDANCE' } : { pid, outcome: 'drawn' }))

const platform = (statement: Uint8Array, signature: string) => equal(hmac(platformKey, statement), unhex(signature))

describe('a draw', () => {
  it('holds when nothing was changed', async () => {
    const { undecided, checked } = await checkDraw(aTranscript(), platform)
    expect(undecided).to.deep.equal([])
    expect(checked).to.include.members(['pool', 'rules', 'commitments', 'seed', 'order', 'calls 造价', 'platform'])
  })

  it('is undecided about the platform without its certificate, which is not the same as valid', async () => {
    expect((await checkDraw(aTranscript())).undecided).to.deep.equal(['platform'])
  })

  const tricks: Record<string, [string, (t: Transcript) => void]> = {
    'someone is taken out of the pool': ['pool', (t) => t.entries.pop()],
    'someone is put into another stratum': ['pool', (t) => Object.assign(t.entries[3]!, { stratum: '造价造价' })],
    'the pool is in another order': ['pool', (t) => t.entries.reverse()],
    'someone is in the pool twice': ['pids', (t) => t.entries.push(t.entries[0]!)],
    'the rules are changed after the freeze': ['rules', (t) => Object.assign(t.rules.wanted, { 造价: 3 })],
    'an exclusion is added after the freeze': ['rules', (t) => t.rules.exclusions.push({ pid: t.root, code: 'X' })],
    'a party reveals another value': ['commitments', (t) => Object.assign(t.reveals[1]!, { value: '0'.repeat(64) })],
    'a party does not reveal': ['commitments', (t) => t.reveals.pop()],
    'a stranger contributes': ['commitments', (t) => t.reveals.push({ party: 'x', value: '0'.repeat(64) })],
    'the draw is repeated under its number': ['commitments', (t) => Object.assign(t, { draw: 'T1/4' })],
    'another seed is stated': ['seed', (t) => Object.assign(t, { seed: '0'.repeat(64) })],
    'the platform’s value is exchanged': ['seed', (t) => Object.assign(t, { platform: '00' })],
    'two people change places': ['order', (t) => t.order.施工!.reverse()],
    'a stratum is left out of the order': ['order', (t) => delete t.order.造价],
    'the first is passed over in silence': ['calls 造价', (t) => t.calls.造价!.shift()],
    'a skip has no reason': ['calls 造价', (t) => Object.assign(t.calls.造价![1]!, { code: 'DISLIKED' })],
    'too few are called': ['calls 施工', (t) => t.calls.施工!.pop()],
    'one too many is called': ['calls 施工', (t) => t.calls.施工!.push({ pid: t.order.施工![4]!, outcome: 'drawn' })],
    'a stratum is called of which nobody is wanted': ['calls', (t) => Object.assign(t.calls, { 设计: [] })],
    'the name behind a pseudonym is another': ['opened', (t) => Object.assign(t.opened![0]!, { id: 'expert-x' })],
    'someone is named who was never called': ['opened', (t) => Object.assign(t.opened![0]!, { pid: t.root })],
  }
  for (const [what, [check, trick]] of Object.entries(tricks)) {
    it(`fails if ${what}`, async () => {
      const transcript = aTranscript()
      trick(transcript)
      const problem = await problemOf(() => checkDraw(transcript, platform))
      expect(problem?.code).to.equal('DRAW_INVALID')
      expect(problem?.facts.check).to.equal(check)
    })
  }

  it('fails if the platform signed something else', async () => {
    const problem = await problemOf(() => checkDraw(aTranscript(), () => false))
    expect(problem?.facts.check).to.equal('platform')
  })

  it('gives an excluded one no place', () => {
    const order = Object.values(aTranscript().order).flat()
    expect(order).to.have.length(22)
    expect(order).not.to.include(entries[4]!.pid)
  })

  it('does not depend on the order in which the register was read, and a replacement moves nobody else', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(entries), fc.stringMatching(/^[0-9a-f]{64}$/), (some, seed) => {
        const whole = drawOrder(seed, entries)
        for (const [stratum, pids] of drawOrder(seed, some)) {
          const present = new Set(some.map(({ pid }) => pid))
          expect(pids).to.deep.equal(whole.get(stratum)!.filter((pid) => present.has(pid)))
        }
      }),
    )
  })

  it('treats everyone alike: first places are spread over 4,000 seeds', () => {
    const first = new Map<string, number>()
    const pool = entries.slice(0, 8)
    for (let n = 0; n < 4000; n++) {
      const seed = hex(sha256(utf8(`seed ${n}`)))
      const best = pool.map(({ pid }) => ({ pid, t: ticket(seed, 's', pid) })).sort((a, b) => (a.t < b.t ? -1 : 1))
      first.set(best[0]!.pid, (first.get(best[0]!.pid) ?? 0) + 1)
    }
    const chi = pool.reduce((sum, { pid }) => sum + ((first.get(pid) ?? 0) - 500) ** 2 / 500, 0)
    expect(chi, 'chi squared, 7 degrees of freedom, 99.9 %').to.be.below(24.32)
  })

  it('wants salts of 32 bytes and values of 32 bytes', async () => {
    expect(await codeOf(() => pidOf(new Uint8Array(8), 'x'))).to.equal('DRAW_INVALID')
    const contribution = { draw: '1', root: '', rules: '', party: 'a', value: 'short' }
    expect(await codeOf(() => commitment(contribution))).to.equal('DRAW_INVALID')
  })
})

describe('the commands of DRAW.md', () => {
  const document = readFileSync(new URL('../../crypto/DRAW.md', import.meta.url), 'utf8')
  const blocks = [...document.matchAll(/```bash\n([\s\S]*?)```/g)].map((match) => match[1]!)
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'draw-'))
    for (const [path, content] of Object.entries(transcriptFiles(aTranscript()))) write(path, content)
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  const run = (block: string) => execFileSync('bash', ['-c', block], { cwd: folder, stdio: 'pipe' }).toString()

  it('find an honest draw right', () => {
    expect(blocks).to.have.length(3)
    for (const block of blocks) expect(run(block)).to.equal('OK\n')
  })

  for (const [block, path, from, to] of [
    [0, 'rules.json', '二名', '三名'],
    [0, 'commit/centre.json', '"value":"', '"value":"0'],
    [1, 'entries.jsonl', 'A080', 'A081'],
    [2, 'seed.json', '"draw":"T1/3"', '"draw":"T1/4"'],
    [2, 'exclusions.txt', '', ''],
    [2, 'order.txt', '造价', '造'],
  ] as const) {
    it(`find a changed ${path} wrong`, () => {
      const before = readFileSync(join(folder, path), 'utf8')
      write(path, path === 'exclusions.txt' ? '' : before.replace(from, to))
      expect(readFileSync(join(folder, path), 'utf8')).not.to.equal(before)
      expect(() => run(blocks[block]!)).to.throw()
    })
  }

  it('give the pseudonym that the code gives', () => {
    const script =
      "(printf 'yangguang/draw-pid/v1\\0'; printf \"$(printf '%s' \"$salt\" | sed 's/../\\\\x&/g')\"; printf '%s' \"$id\") | sha256sum"
    const out = execFileSync('bash', ['-c', script], { env: { ...process.env, salt: hex(saltOf(1)), id: 'expert-1' } })
    expect(out.toString().slice(0, 64)).to.equal(entries[1]!.pid)
  })
})

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { type Evidence, layEvidence } from './evidence.ts'
import { type Calling, type Ended, run } from './tool.ts'

const noSocket = fileURLToPath(new URL('noSocket.mjs', import.meta.url))

describe('yangguang-verify', function () {
  this.timeout(120_000)
  let folder: string
  let evidence: Evidence

  /** Every call runs where a connection, a listener and a look-up of a name end the process. */
  const call = (args: string[], calling: Calling = {}): Promise<Ended> =>
    run('yangguang-verify', args, { cwd: folder, preload: [noSocket], ...calling })
  /** The exit code, and the checks by verdict. */
  const found = async (args: string[]): Promise<{ code: number | null } & Record<string, unknown>> => {
    const ended = await call([...args, '--json'])
    const { checks } = ended.json() as { checks: { id: string; verdict: string }[] }
    const of = (verdict: string): string[] => checks.filter((one) => one.verdict === verdict).map(({ id }) => id)
    return { code: ended.code, valid: of('valid'), invalid: of('invalid'), indeterminate: of('indeterminate') }
  }

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'yangguang-verify-'))
    evidence = await layEvidence(folder)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('calls a receipt valid that the platform signed, over its certificate’s path, with time stamp, promise and package', async () => {
    for (const name of ['receipt.json', 'receipt.pdf']) {
      const all = ['--trust', 'trust', '--verifier', evidence.verifier, '--package', 'bid.bid']
      expect(await found(['receipt', name, ...all])).to.deep.equal({
        code: 0,
        valid: ['signature', 'platform', 'path', 'timestamp', 'promise', 'package'],
        ...{ invalid: [], indeterminate: [] },
      })
    }
  })

  it('says what is missing, and does not decide, when a check cannot be made', async () => {
    const line = ['--verifier', evidence.verifier]
    const undecided = async (...args: string[]): Promise<unknown> => {
      const { code, invalid, indeterminate } = await found(['receipt', ...args])
      expect({ code, invalid }).to.deep.equal({ code: 4, invalid: [] })
      return indeterminate
    }
    const byHash = ['--root', evidence.root.fingerprint, '--platform', evidence.platform.fingerprint]
    expect(await undecided('receipt.json', ...byHash, ...line), 'a root but no revocation list').to.deep.equal([
      'path',
      'timestamp',
    ])
    expect(await undecided('receipt.json', ...byHash.slice(2), ...line), 'no root').to.deep.equal(['path', 'timestamp'])
    expect(await undecided('receipt.json', '--trust', 'trust'), 'no key of the log').to.deep.equal(['promise'])
    const early = { ...JSON.parse(readFileSync(join(folder, 'receipt.json'), 'utf8')), token: null }
    writeFileSync(join(folder, 'early.json'), JSON.stringify(early))
    expect(await undecided('early.json', '--trust', 'trust', ...line), 'no stamp yet').to.deep.equal(['timestamp'])
    const { out } = await call(['receipt', 'receipt.json', ...byHash], { env: { LANG: 'zh_CN.UTF-8' } })
    expect(out).to.match(/\? 证书链 — .*没有当时的吊销列表/)
    expect(out).to.match(/\? 日志承诺 — 没有日志公钥/)
  })

  it('does not decide without an anchor, with another root, or with a root alone: every bidder has a certificate below it', async () => {
    const nothing = ['platform', 'path', 'timestamp', 'promise']
    expect(await found(['receipt', 'receipt.json'])).to.deep.include({ code: 4, indeterminate: nothing })
    const other = ['--trust', 'other', '--platform', evidence.platform.fingerprint]
    expect(await found(['receipt', 'receipt.json', ...other])).to.deep.include({ code: 4, invalid: [] })
    const alone = ['receipt', 'forged.json', '--root', evidence.root.fingerprint]
    expect(await found(alone)).to.deep.include({ code: 4, indeterminate: ['platform', 'path', 'timestamp', 'promise'] })
  })

  it('finds a receipt that somebody else signed, one that was edited, and one of a revoked certificate', async () => {
    expect(await found(['receipt', 'forged.json', '--trust', 'trust'])).to.deep.include({
      code: 1,
      invalid: ['platform'],
    })
    expect(await found(['receipt', 'edited.json', '--trust', 'trust'])).to.deep.include({
      code: 1,
      invalid: ['signature'],
    })
    const revoked = ['--trust', 'revoked', '--platform', evidence.platform.fingerprint]
    expect(await found(['receipt', 'receipt.json', ...revoked])).to.deep.include({ code: 1, invalid: ['path'] })
    const line = evidence.verifier.replace('log.example', 'other.example')
    expect((await call(['receipt', 'receipt.json', '--trust', 'trust', '--verifier', line])).code).to.be.oneOf([1, 3])
  })

  it('compares a package byte for byte with its receipt', async () => {
    const args = ['--receipt', 'receipt.json', '--trust', 'trust', '--verifier', evidence.verifier]
    const good = await call(['package', 'bid.bid', ...args, '--json'])
    expect(good.code).to.equal(0)
    expect(good.json()).to.deep.include({ ok: true, verdict: 'valid', tool: 'yangguang-verify', schemaVersion: 1 })
    expect(good.json()).to.have.nested.property('input.path', 'bid.bid')
    expect(good.json()['input']).to.have.property('sha256').with.lengthOf(64)
    expect(await found(['package', 'damaged.bid', ...args])).to.deep.include({ code: 1, invalid: ['package'] })
    expect((await call(['package', 'bid.bid'])).code).to.equal(2)
  })

  it('repeats a draw, names the step that does not hold, and asks for the platform’s certificate', async () => {
    const draw = readFileSync(join(folder, 'draw.json'), 'utf8')
    expect(await found(['draw', 'draw.json', '--platform', 'trust/platform.txt'])).to.deep.include({
      code: 0,
      valid: ['draw', 'platform'],
    })
    expect(await found(['draw', 'draw.json'])).to.deep.include({
      code: 4,
      valid: ['draw'],
      indeterminate: ['platform'],
    })
    const { calls, order } = JSON.parse(draw)
    const swapped = draw.replace(
      JSON.stringify(calls),
      JSON.stringify({ km: [{ ...calls.km[0], pid: order.km[4] }, calls.km[1]] }),
    )
    writeFileSync(join(folder, 'swapped.json'), swapped)
    const wrong = await call(['draw', 'swapped.json', '--trust', 'trust'])
    expect(wrong.code).to.equal(1)
    expect(wrong.out).to.include('calls km')
    writeFileSync(join(folder, 'resigned.json'), draw.replace(/"platform":"../, '"platform":"ff'))
    expect((await call(['draw', 'resigned.json', '--trust', 'trust'])).code).to.equal(1)
  })

  it('leads every fact to the signed head of the log, and names the fact that was changed', async () => {
    const args = ['--proofs', 'proofs.jsonl', '--checkpoint', 'checkpoint']
    const signed = [...args, '--verifier', evidence.verifier]
    expect(await found(['log', 'facts.jsonl', ...signed])).to.deep.include({
      code: 0,
      valid: ['checkpoint', 'inclusion'],
    })
    expect(await found(['log', 'facts.jsonl', ...args])).to.deep.include({ code: 4, valid: ['inclusion'] })
    const facts = readFileSync(join(folder, 'facts.jsonl'), 'utf8')
    writeFileSync(join(folder, 'changed.jsonl'), facts.replace('"n":2', '"n":3'))
    const changed = await call(['log', 'changed.jsonl', ...signed])
    expect(changed.code).to.equal(1)
    expect(changed.out).to.include('test.happened F2')
    expect((await call(['log', 'draw.json', ...signed])).code).to.equal(3)
  })

  it('tells wrong use from what cannot be read', async () => {
    expect((await call([])).code).to.equal(2)
    expect((await call(['receipt'])).code).to.equal(2)
    expect((await call(['receipt', 'receipt.json', '--nonsense'])).code).to.equal(2)
    expect((await call(['receipt', 'nowhere.json'])).code).to.equal(3)
    expect((await call(['receipt', 'bid.bid'])).code).to.equal(3)
    expect((await call(['receipt', 'draw.json'])).code).to.equal(3)
    expect((await call(['receipt', 'receipt.json', '--trust', 'nowhere'])).code).to.equal(3)
    expect((await call(['draw', 'receipt.json'])).code).to.equal(3)
    expect((await call(['nowhere.zip'])).code).to.equal(3)
    expect((await call(['archive', 'receipt.json'])).code).to.equal(1)
  })

  it('keeps results and remarks apart, and can be quiet', async () => {
    const trusted = ['--trust', 'trust', '--verifier', evidence.verifier]
    const quiet = await call(['receipt', 'receipt.json', ...trusted, '--quiet'])
    expect(quiet.out).to.equal('valid: receipt.json\n')
    expect(quiet.err).to.equal('')
    const told = await call(['receipt', 'receipt.json', '--trust', 'trust'], { env: { LANG: 'zh_CN.UTF-8' } })
    expect(told.out).to.match(/^✓ 回执签名/)
    expect(told.out).to.include('? 日志承诺')
    expect(told.err).to.equal('')
    expect((await call(['--help'])).out).to.match(/^yangguang-verify receipt /)
    const piped = await call(['receipt', '-', ...trusted, '--quiet'], {
      input: readFileSync(join(folder, 'receipt.json'), 'utf8'),
    })
    expect(piped.out).to.equal('valid: -\n')
  })

  it('would be caught if it opened a connection', async () => {
    const hook = join(folder, 'connects.mjs')
    writeFileSync(hook, "import net from 'node:net'\nnet.connect(9, '127.0.0.1')\n")
    const ended = await run('yangguang-verify', ['--version'], { preload: [noSocket, hook] })
    expect(ended).to.include({ code: 99, err: 'SOCKET TCPWRAP\n' })
  })
})

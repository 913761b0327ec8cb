import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { eventually } from '../world/eventually.ts'
import { foundation } from '../world/world.ts'
import { type Evidence, layEvidence } from './evidence.ts'
import { type Calling, type Ended, run } from './tool.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const launcher = (tool: string): string => `${root}server/cli/${tool}.mjs`

describe('The manners of the tools', function () {
  this.timeout(120_000)
  let folder: string
  let evidence: Evidence
  const verify = (args: string[], calling: Calling = {}): Promise<Ended> =>
    run('yangguang-verify', args, { cwd: folder, ...calling })
  const bid = (args: string[], calling: Calling = {}): Promise<Ended> =>
    run('yangguang-bid', args, { cwd: folder, ...calling })
  const trusted = () => ['--trust', 'trust', '--verifier', evidence.verifier]

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'yangguang-manners-'))
    evidence = await layEvidence(folder)
    mkdirSync(join(folder, 'temporary'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  /** What a tool has laid down meanwhile. */
  const laid = (): string[] => readdirSync(join(folder, 'temporary')).filter((name) => name.startsWith('yangguang-'))

  /** The same on a terminal: what is shown on it, and the code. `answer` is typed when the tool asks. */
  const onTerminal = (tool: string, args: string[], env: Record<string, string> = {}, answer = '') => {
    const command = [process.execPath, launcher(tool), ...args].map((word) => `'${word}'`).join(' ')
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      ...{ cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] },
      env: { PATH: process.env['PATH'] ?? '', LANG: 'en_US.UTF-8', TERM: 'xterm', SHELL: '/bin/sh', ...env },
    })
    let shown = ''
    let asked = false
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      shown += text
      if (!shown.includes('PIN of') || asked) return
      asked = true
      child.stdin.write(answer)
    })
    return new Promise<{ shown: string; code: number | null }>((done) =>
      child.once('close', (code) => done({ shown, code })),
    )
  }

  it('colours are for terminals, and for who wants them', async () => {
    const draw = ['draw', 'draw.json', '--platform', 'trust/platform.txt']
    const colour = '\u001b[32m'
    expect((await onTerminal('yangguang-verify', draw)).shown).to.include(colour)
    expect((await onTerminal('yangguang-verify', draw, { NO_COLOR: '1' })).shown).to.not.include('\u001b[')
    expect((await onTerminal('yangguang-verify', draw, { TERM: 'dumb' })).shown).to.not.include('\u001b[')
    const plain = await onTerminal('yangguang-verify', [...draw, '--no-color'])
    expect(plain.shown).to.not.include('\u001b[')
    expect(plain).to.include({ code: 0 })
  })

  it('nobody is asked where nobody may be', async () => {
    const key = join((await foundation()).folder, 'keys', 'bidder-1.p12')
    const open = ['certificates', '--key', key]
    expect(await onTerminal('yangguang-bid', open, {}, '\u0003')).to.include({ code: 130 })
    const silent = await onTerminal('yangguang-bid', [...open, '--no-input'])
    expect(silent.code).to.equal(7)
    expect(silent.shown).to.include('there is no PIN').and.not.include('PIN of')
    const piped = await bid(open)
    expect([piped.code, piped.out]).to.deep.equal([7, ''])
  })

  it('a PIN is never an argument', async () => {
    for (const word of ['--pin=1', '--pin', '-password', '--passphrase=x']) {
      const ended = await bid(['certificates', '--key', 'a.p12', word, '1'])
      expect([ended.code, ended.out], word).to.deep.equal([2, ''])
    }
  })

  it('a call that cannot be answered says so in JSON as well, and what went wrong on standard error', async () => {
    for (const [args, exit] of [
      [['receipt', 'nowhere.json'], 3],
      [['receipt', 'receipt.json', '--trust', 'nowhere'], 3],
      [['receipt', 'receipt.json', '--nonsense'], 2],
      [['receipt', 'receipt.json', '--progress', 'dots'], 2],
      [['draw'], 2],
    ] as const) {
      const ended = await verify([...args, '--json'])
      expect(ended.code, args.join(' ')).to.equal(exit)
      const { message, version, ...rest } = ended.json()
      expect(rest).to.deep.equal({ schemaVersion: 1, ok: false, tool: 'yangguang-verify', exit })
      expect(version).to.match(/^\d+\.\d+\.\d+$/)
      expect(ended.err).to.equal(`${message}\n`)
    }
    expect((await verify(['receipt', 'nowhere.json'])).out).to.equal('')
  })

  it('says the same in the caller’s language', async () => {
    const zh = { env: { LANG: 'zh_CN.UTF-8' } }
    const quiet = ['receipt', 'receipt.json', ...trusted(), '--quiet']
    expect((await verify(quiet)).out).to.equal('valid: receipt.json\n')
    expect((await verify(quiet, zh)).out).to.equal('有效: receipt.json\n')
    expect((await verify(['receipt', 'receipt.json', '--quiet'], zh)).out).to.equal('无法判定: receipt.json\n')
    for (const [args, en, chinese] of [
      [['receipt', '--nonsense'], 'there is no option --nonsense', '没有选项 --nonsense'],
      [['receipt', 'a', '--trust'], '--trust lacks a value, or takes none', '选项 --trust 的值缺少或多余'],
      [[], 'name a command: yangguang-verify --help', '请给出命令：yangguang-verify --help'],
    ] as [string[], string, string][]) {
      expect((await verify(args)).err).to.equal(`${en}\n`)
      expect((await verify(args, zh)).err).to.equal(`${chinese}\n`)
      expect((await verify(args, { env: { LANG: 'C', LC_ALL: 'zh_CN' } })).err, 'LC_ALL is first').to.equal(
        `${chinese}\n`,
      )
    }
    expect((await bid(['sea'])).err).to.equal('there is no command sea: yangguang-bid --help\n')
  })

  it('reads standard input for -, once, and names its hash', async () => {
    const file = (name: string) => readFileSync(join(folder, name))
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    const args = ['--receipt', 'receipt.json', ...trusted(), '--json']
    for (const [name, code] of [
      ['bid.bid', 0],
      ['damaged.bid', 1],
    ] as const) {
      const piped = await verify(['package', '-', ...args], { input: file(name) })
      expect(piped.code, piped.out + piped.err).to.equal(code)
      expect(piped.json()['input']).to.deep.include({ path: '-', sha256: hash(file(name)) })
    }
    const twice = await verify(['package', '-', '--receipt', '-', ...trusted()], { input: 'x' })
    expect([twice.code, twice.err]).to.deep.equal([3, '- is not JSON\n'])
    const both = await verify(['receipt', '-', '--package', '-', ...trusted()], { input: file('receipt.json') })
    expect([both.code, both.err]).to.deep.equal([2, 'standard input (-) can be read once\n'])
    const archive = await verify(['archive', '-', '--json'], {
      ...{ input: file('bid.bid'), env: { TMPDIR: join(folder, 'temporary') } },
    })
    expect(archive.code, 'it is no archive').to.equal(1)
    expect(archive.json()['input']).to.deep.include({ path: '-', sha256: hash(file('bid.bid')) })
    expect(laid()).to.deep.equal([])
  })

  it('keeps other files beside a package, so that none goes to standard output', async () => {
    const ended = await bid(['seal', 'nowhere', '-o', '-', '--key', 'none.p12'])
    expect([ended.code, ended.out]).to.deep.equal([2, ''])
    expect(ended.err).to.include('not to standard output')
    expect(readdirSync(folder)).to.not.include('-')
  })

  it('ends with its code when it is interrupted, and leaves nothing behind', async () => {
    const own = join(folder, 'temporary')
    const child = spawn(process.execPath, [launcher('yangguang-verify'), 'archive', '-'], {
      ...{ cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] },
      env: { PATH: process.env['PATH'] ?? '', TMPDIR: own },
    })
    const ended = new Promise<[number | null, NodeJS.Signals | null]>((done) =>
      child.once('close', (code, signal) => done([code, signal])),
    )
    child.stdin.write('half of an archive')
    await eventually(() => laid().length === 1, 60_000)
    child.kill('SIGINT')
    expect(await ended).to.deep.equal([130, null])
    expect(laid()).to.deep.equal([])
  })

  it('takes no word that a command has no use for', async () => {
    writeFileSync(join(folder, 'word'), '')
    expect((await bid(['trust', 'word', '--from', 'https://x.example'])).code).to.equal(2)
    expect((await bid(['init', 'one', 'two', '--tender', 'T', '--from', 'https://x.example'])).code).to.equal(2)
    expect((await verify(['receipt', 'receipt.json', 'receipt.json'])).code).to.equal(2)
  })
})

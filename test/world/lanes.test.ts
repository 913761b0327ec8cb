import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

const program = fileURLToPath(new URL('./lanes.ts', import.meta.url))

describe('Test files in lanes', function () {
  this.timeout(120_000)
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'yangguang-dealt-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const write = (name: string, text: string): void => writeFileSync(join(folder, `${name}.test.ts`), text)

  /** What came of all the files of the folder. */
  async function played(lanes: number): Promise<{ code: number | null; said: string; failed: string[] }> {
    const list = join(folder, 'failed')
    writeFileSync(list, '')
    const more = { LANES: String(lanes), LANE_GRACE_MS: '5000', FAILED_FILES: list }
    const child = spawn(process.execPath, ['--import', 'tsx', program, folder], {
      env: { ...process.env, ...more, MOCHA_COLORS: undefined, FORCE_COLOR: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (piece: string) => {
        said += piece
      })
    const code = await new Promise<number | null>((done) => child.once('close', done))
    const failed = readFileSync(list, 'utf8').split('\n').filter(Boolean)
    return { code, said, failed: failed.map((file) => /(\w+)\.test\.ts$/.exec(file)?.[1] ?? file).sort() }
  }
  const numbers = (said: string) =>
    Object.fromEntries([...said.matchAll(/^ {2}(\d+) (passing|pending|failing)/gm)].map(([, many, how]) => [how, many]))

  it('run side by side, and end with one sum', async () => {
    // each waits for the other one to have begun
    const meeting = (me: string, other: string): string => `
      const { existsSync, writeFileSync } = process.getBuiltinModule('node:fs')
      it('${me} meets ${other}', async () => {
        writeFileSync('${folder}/${me}', '')
        while (!existsSync('${folder}/${other}')) await new Promise(setImmediate)
      })
      it('leaves something out', function () { this.skip() })`
    write('one', meeting('one', 'two'))
    write('two', meeting('two', 'one'))
    const { code, said, failed } = await played(2)
    expect(numbers(said), said).to.deep.equal({ passing: '2', pending: '2' })
    expect([code, failed]).to.deep.equal([0, []])
  })

  it('a failure is told whole, and a lane that crashes or hangs is one too; the other files are still played', async () => {
    write(
      'wrong',
      `it('is wrong', () => { process.getBuiltinModule('node:assert').deepStrictEqual({ a: 1 }, { a: 2 }) })`,
    )
    write(
      'hook',
      `describe('a suite', () => { before(() => { throw new Error('no beginning') }); it('is not reached', () => {}) })`,
    )
    write(
      'crash',
      `it('passes first', () => {}); it('goes away', () => { console.log('last words'); process.exit(0) })`,
    )
    write('hang', `it('never comes back', () => { for (;;); })`)
    write('broken', `throw new Error('not a test')`)
    for (const name of ['a', 'b', 'c']) write(name, `it('passes', () => {})`)
    const { code, said, failed } = await played(2)
    expect(numbers(said), said).to.deep.equal({ passing: '4', failing: '5' })
    expect([code, failed]).to.deep.equal([1, ['broken', 'crash', 'hang', 'hook', 'wrong']])
    const end = said.slice(said.indexOf(' failing'))
    for (const part of ['is wrong', 'a: 2', 'no beginning', 'not a test', 'crash.test.ts: lane ', 'at: goes away'])
      expect(end).to.include(part)
    expect(end).to.match(
      /hang\.test\.ts: lane \d ended by SIGKILL, hung: no sign of life for 5 s\n {5}at: never comes back/,
    )
    expect([...end.matchAll(/^ {2}(\d)\) /gm)].map(([, number]) => number)).to.deep.equal(['1', '2', '3', '4', '5'])
    expect(said).to.include('last words')
  })

  it('one lane plays them all, those that may take longest first', async () => {
    write('short', `it('is short', () => {})`)
    write('long', `it('is long', function () { this.timeout(90_000) })`)
    const { code, said } = await played(1)
    expect([code, numbers(said)], said).to.deep.equal([0, { passing: '2' }])
    expect(said.indexOf('is long')).to.be.below(said.indexOf('is short'))
  })

  it('no tests are no success', async () => {
    expect(await played(1)).to.include({ code: 1 })
    write('empty', `describe('nothing', () => {})`)
    const { code, said } = await played(1)
    expect(code).to.equal(1)
    expect(said).to.include('no tests in')
  })
})

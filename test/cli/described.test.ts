import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { bidTool } from '../../server/cli/bid/described.ts'
import { wrap } from '../../server/cli/describing/wrap.ts'
import { commandsOf, EVERYWHERE, optionsOf, type ToolIs, written } from '../../server/cli/description.ts'
import { verifyTool } from '../../server/cli/verify/described.ts'
import { OutageKind } from '../../server/outages/contract.ts'
import { type Ended, run } from './tool.ts'

type Name = 'yangguang-bid' | 'yangguang-verify'
const tools: [Name, ToolIs][] = [
  ['yangguang-bid', bidTool],
  ['yangguang-verify', verifyTool],
]
const chinese = { LANG: 'zh_CN.UTF-8' }
/** Whether this machine has a program. */
const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
/** A page as a reader gets it, without the marks of bold and underlined. */
const formatted = (roff: string): { text: string; warnings: string } => {
  const { stdout, stderr } = spawnSync('groff', ['-man', '-Tutf8', '-Kutf8', '-ww', '-P-cbou'], {
    input: roff,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', GROFF_NO_SGR: '1', LANG: 'C.UTF-8' },
  })
  return { text: stdout, warnings: stderr }
}

for (const [name, tool] of tools)
  describe(`${name} describes itself`, function () {
    this.timeout(60_000)
    let folder: string
    const call = (args: string[], env: Record<string, string> = {}): Promise<Ended> =>
      run(name, args, { cwd: folder, env })
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'yangguang-described-'))
      writeFileSync(join(folder, 'a package.bid'), '')
    })
    after(() => rmSync(folder, { recursive: true, force: true }))

    it('every option is described and some command takes it; every command can be called', async () => {
      const taken = new Set(
        Object.keys(commandsOf(tool)).flatMap((command) => optionsOf(tool, command).map(([one]) => one)),
      )
      expect([...taken].sort()).to.deep.equal([...Object.keys(tool.options), ...Object.keys(EVERYWHERE)].sort())
      for (const command of Object.keys(tool.commands)) {
        const ended = await call([command, '--nonsense'])
        expect([ended.code, ended.err], command).to.deep.equal([2, 'there is no option --nonsense\n'])
      }
    })

    it('helps with examples first, of the whole or of one command, in the caller’s language, on standard output', async () => {
      const help = await call(['--help'])
      expect([help.code, help.err]).to.deep.equal([0, ''])
      expect(help.out.startsWith(tool.examples[0] ?? '-')).to.equal(true)
      for (const [option, of] of Object.entries(tool.options)) expect(help.out).to.include(written(option, of))
      for (const command of Object.keys(tool.commands)) {
        const own = await call([command, '-h'])
        expect([own.code, own.err], command).to.deep.equal([0, ''])
        expect(own.out.split('\n')[0], command).to.match(new RegExp(`^${name} ${command}\\b`))
        const told = [...own.out.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm)].map(([, option]) => option)
        expect(told.sort(), command).to.deep.equal(
          optionsOf(tool, command)
            .map(([option]) => option)
            .sort(),
        )
      }
      const said = await call(['--help'], chinese)
      expect(said.out).to.include(tool.told.zh).and.not.include(tool.told.en)
    })

    it('gives a manual page that says the same, the same each time, without a warning of the formatter', async () => {
      for (const env of [{}, chinese] as Record<string, string>[]) {
        const page = await call(['man'], env)
        expect([page.code, page.err]).to.deep.equal([0, ''])
        expect((await call(['man'], env)).out).to.equal(page.out)
        expect(page.out.split('\n')[0]).to.match(/^\.TH YANGGUANG\\-\w+ 1 /)
        for (const line of page.out.split('\n'))
          expect(line, line).to.match(/^(\.(TH|SH|TP|B|I|nf|fi|br|nh|ad)\b.*|[^.'].*|)$/)
        for (const command of Object.keys(commandsOf(tool))) expect(page.out).to.include(`\n.TP\n.B ${command}`)
        const sections = page.out.match(/^\.SH .+$/gm) ?? []
        expect(sections).to.have.lengthOf(new Set(sections).size).and.have.length.greaterThan(8)
        if (!has('groff')) continue
        const { text, warnings } = formatted(page.out)
        expect(warnings).to.equal('')
        for (const [option, of] of Object.entries({ ...tool.options, ...EVERYWHERE }))
          expect(text).to.include(written(option, of))
        for (const example of tool.examples) expect(text).to.include(example)
      }
    })

    it('completes commands, each command’s own options, values and files in bash', async () => {
      const { code, out } = await call(['completion', 'bash'])
      expect(code).to.equal(0)
      const script = `${out}
ask() {
  COMP_WORDS=("$@"); COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 )); COMPREPLY=()
  _${name.replaceAll('-', '_')}
  printf '%s\\n' "\${COMPREPLY[@]}"
}
`
      const ask = (...words: string[]): string[] => {
        const asked = `${script}ask ${[name, ...words].map((word) => `'${word}'`).join(' ')}`
        const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', asked], { cwd: folder, encoding: 'utf8' })
        expect(stderr).to.equal('')
        return stdout.split('\n').filter(Boolean)
      }
      expect(ask('').sort()).to.deep.equal([...Object.keys(commandsOf(tool)), '--help', '--version'].sort())
      for (const command of Object.keys(commandsOf(tool))) {
        const own = optionsOf(tool, command).map(([option]) => `--${option}`)
        expect(ask(command, '--').sort(), command).to.deep.equal(own.sort())
      }
      expect(ask('completion', '')).to.deep.equal(['bash', 'zsh'])
      const [first = ''] = Object.keys(tool.commands)
      expect(ask(first, '--progress', '')).to.deep.equal(['text', 'json'])
      expect(ask(first, '--progress', '=', 'j'), 'the shell cuts at =').to.deep.equal(['json'])
      const file = name === 'yangguang-bid' ? ['inspect'] : ['receipt']
      expect(ask(...file, 'a'), 'a name with a blank is one').to.deep.equal(['a package.bid'])
    })

    it('has a completion that bash and zsh can read, and none for another shell', async () => {
      for (const shell of ['bash', 'zsh']) {
        const { out } = await call(['completion', shell])
        if (!has(shell)) continue
        const read = spawnSync(shell, ['-n'], { input: out, encoding: 'utf8' })
        expect([read.status, read.stderr], shell).to.deep.equal([0, ''])
      }
      const { out } = await call(['completion', 'zsh'], chinese)
      expect(out.startsWith(`#compdef ${name}\n`)).to.equal(true)
      for (const [command, { told }] of Object.entries(tool.commands))
        expect(out).to.include(`'${command}:${told.zh.replaceAll("'", "'\\''").replace(/[[\]:\\]/g, '\\$&')}'`)
      expect((await call(['completion', 'fish'])).code).to.equal(2)
      expect((await call(['completion'])).code).to.equal(2)
    })

    it('a reader that has seen enough of it makes no noise', async () => {
      const script = new URL(`../../server/cli/${name}.mjs`, import.meta.url).pathname
      const child = spawn('bash', ['-c', `"${process.execPath}" "${script}" man | head -n 1`], { stdio: 'pipe' })
      let err = ''
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        err += text
      })
      await new Promise((done) => child.once('close', done))
      expect(err).to.equal('')
    })
  })

describe('What the tools describe', () => {
  it('are the kinds of failures that the platform knows', () => {
    expect(bidTool.options['kind']?.takes).to.deep.equal(OutageKind.options)
  })

  it('is broken between Chinese characters and at blanks, never before a closing mark', () => {
    expect(wrap('一二三四，五六', 8)).to.deep.equal(['一二三', '四，五六'])
    expect(wrap('one two three', 7)).to.deep.equal(['one two', 'three'])
    expect(wrap('averylongword that', 5)).to.deep.equal(['averylongword', 'that'])
  })
})

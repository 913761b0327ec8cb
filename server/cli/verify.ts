import type { Anchors } from '../archive/verify/archive.ts'
import type { Check, Findings } from '../archive/verify/report.ts'
import { type Given, oneWord } from './arguments.ts'
import { parseInput, readInput, withFileOf } from './inputs.ts'
import { runProgram } from './program.ts'
import type { Terminal } from './terminal.ts'
import { anchorsOf } from './verify/anchors.ts'
import { verifyTool } from './verify/described.ts'
import { inputOf, inputOfBytes, report } from './verify/report.ts'

const TOOL = verifyTool.name

/** Checks a receipt, or a package against one: the answer is about what the command names. */
async function receipt(call: Given, terminal: Terminal, file: string, bid: string | undefined): Promise<number> {
  const { verifyReceipt } = await import('./verify/run.ts')
  const opened = call.text('opened')
  const about = call.text('receipt') === undefined ? 'receipt' : 'package'
  return verifyReceipt(terminal, {
    tool: TOOL,
    receipt: file,
    about,
    package: bid,
    opened,
    trusted: await anchorsOf(call),
  })
}

async function draw(call: Given, terminal: Terminal): Promise<number> {
  const { checkDrawFile, readDraw } = await import('./verify/draw.ts')
  const path = oneWord(call, '抽取记录', 'transcript')
  const bytes = await readInput(path)
  const findings = await checkDrawFile(readDraw(parseInput(bytes, path), path), await anchorsOf(call), terminal.words)
  const { verdict, checks } = findings
  return report(terminal, { tool: TOOL, input: inputOfBytes(path, bytes), verdict, checks })
}

async function bundle(call: Given, terminal: Terminal): Promise<number> {
  const { checkBundle, readBundle } = await import('./verify/bundle.ts')
  const path = oneWord(call, '证据包', 'failure bundle')
  const bytes = await readInput(path)
  const { verdict, checks } = await checkBundle(readBundle(bytes, path), await anchorsOf(call), terminal.words)
  return report(terminal, { tool: TOOL, input: inputOfBytes(path, bytes), verdict, checks })
}

async function log(call: Given, terminal: Terminal): Promise<number> {
  const { checkLogFiles, readLog } = await import('./verify/log.ts')
  const path = oneWord(call, '事实文件', 'file of facts')
  const of = { path, proofs: call.need('proofs'), note: call.need('checkpoint') }
  const bytes = await readInput(path)
  const { log: key } = await anchorsOf(call)
  const { verdict, checks } = await checkLogFiles(await readLog(bytes, of), key, terminal.words)
  return report(terminal, { tool: TOOL, input: inputOfBytes(path, bytes), verdict, checks })
}

async function scores(call: Given, terminal: Terminal): Promise<number> {
  const { checkScores, readFacts } = await import('./verify/scores.ts')
  const path = oneWord(call, '事实文件或归档包', 'file of facts, or archive')
  return withFileOf(path, async (file) => {
    const { verdict, checks } = await checkScores(await readFacts(file, path), terminal.words)
    return report(terminal, { tool: TOOL, input: { ...(await inputOf(file)), path }, verdict, checks })
  })
}

/** Checks an archive, or judges its course; one that comes on standard input is laid down first, for it is read by random access. */
async function archived(call: Given, terminal: Terminal): Promise<number> {
  const path = oneWord(call, '归档包', 'archive')
  return withFileOf(path, async (file) => {
    const { verdict, checks } = await (call.flag('lawful') ? lawful(file) : archive(file, call))
    return report(terminal, { tool: TOOL, input: { ...(await inputOf(file)), path }, verdict, checks })
  })
}

async function archive(file: string, call: Given): Promise<Findings> {
  const { verifyArchive } = await import('../archive/verify/archive.ts')
  const { domains } = await import('../domains.ts')
  const [root, verifier] = [call.text('root'), call.text('verifier')]
  const anchors: Anchors = { ...(root ? { root } : {}), ...(verifier ? { verifier } : {}) }
  const kinds = domains.flatMap((domain) => domain.streams)
  return verifyArchive(file, kinds, anchors)
}

/** Judges the course of an archived tender by the law; whether the archive is what it claims, `archive` says. */
async function lawful(file: string): Promise<Findings> {
  const { judgeArchive } = await import('../archive/verify/lawful.ts')
  return judgeArchive(file)
}

async function database(url: string, call: Given, terminal: Terminal): Promise<number> {
  const { checkDatabase } = await import('../audit/replay.ts')
  const { domains } = await import('../domains.ts')
  const { openDatabase } = await import('../platform/database.ts')
  const { openVault } = await import('../platform/vault.ts')
  const opened = await openDatabase(url)
  try {
    const keys = call.text('keys')
    const key = keys ? (await openVault(keys)).key('log-filler') : undefined
    const kinds = domains.flatMap((domain) => domain.streams)
    const differences = await checkDatabase(opened, kinds, key)
    const wrong = differences.map(
      ({ what, which, detail }): Check => ({ id: what, title: which, verdict: 'invalid', detail }),
    )
    const title = '数据与事实一致 rows are what the facts make of them'
    const good: Check = { id: 'rows', title, verdict: 'valid', detail: '' }
    const input = { path: url.replace(/:\/\/.*@/, '://…@'), sha256: '' }
    const checks = wrong.length ? wrong : [good]
    return report(terminal, { tool: TOOL, input, verdict: wrong.length ? 'invalid' : 'valid', checks })
  } finally {
    await opened.close()
  }
}

process.exitCode = await runProgram(
  {
    tool: verifyTool,
    otherwise: 'archive',
    commands: {
      receipt: async () => (call, terminal) =>
        receipt(call, terminal, oneWord(call, '回执文件', 'receipt'), call.text('package')),
      package: async () => (call, terminal) =>
        receipt(call, terminal, call.need('receipt'), oneWord(call, '投标文件', 'package')),
      bundle: async () => bundle,
      draw: async () => draw,
      log: async () => log,
      scores: async () => scores,
      archive: async () => archived,
      database: async () => (call, terminal) => database(oneWord(call, '数据库地址', 'database URL'), call, terminal),
    },
  },
  process.argv.slice(2),
)

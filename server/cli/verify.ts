import { existsSync } from 'node:fs'
import { hashOfFile } from '../archive/bag.ts'
import { type Anchors, verifyArchive } from '../archive/verify/archive.ts'
import type { Check, Verdict } from '../archive/verify/report.ts'
import { checkDatabase } from '../audit/replay.ts'
import { domains } from '../domains.ts'
import { openDatabase } from '../platform/database.ts'
import { openVault } from '../platform/vault.ts'

const USAGE = `yangguang-verify ARCHIVE.zip [--json] [--root SHA256] [--verifier LINE]
    checks an archive offline: files, facts, log, signatures, timestamps, documents, bids, draws, ranking
yangguang-verify database URL [--keys FOLDER] [--json]
    rebuilds every row from the facts and compares; with the keys folder also the beats of the log

exit codes: 0 valid · 1 invalid · 2 usage · 3 unreadable · 4 cannot decide`

const EXIT: Record<Verdict, number> = { valid: 0, invalid: 1, indeterminate: 4 }

interface Asked {
  words: string[]
  json: boolean
  options: Record<string, string>
}

function asked(argv: string[]): Asked {
  const found: Asked = { words: [], json: false, options: {} }
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? ''
    if (word === '--json') found.json = true
    else if (['--root', '--verifier', '--keys'].includes(word)) found.options[word.slice(2)] = argv[++i] ?? ''
    else if (word.startsWith('-')) throw new RangeError(`unknown option ${word}`)
    else found.words.push(word)
  }
  return found
}

const kinds = domains.flatMap((domain) => domain.streams)

async function archive(file: string, { json, options }: Asked): Promise<number> {
  if (!existsSync(file)) {
    process.stderr.write(`${file} is not there\n`)
    return 3
  }
  const anchors: Anchors = {
    ...(options['root'] ? { root: options['root'] } : {}),
    ...(options['verifier'] ? { verifier: options['verifier'] } : {}),
  }
  const findings = await verifyArchive(file, kinds, anchors)
  const { sha256 } = await hashOfFile(file)
  tell({ path: file, sha256 }, findings.verdict, findings.checks, json)
  return EXIT[findings.verdict]
}

async function database(url: string, { json, options }: Asked): Promise<number> {
  const opened = await openDatabase(url)
  try {
    const key = options['keys'] ? (await openVault(options['keys'])).key('log-filler') : undefined
    const differences = await checkDatabase(opened, kinds, key)
    const checks = differences.map(
      ({ what, which, detail }): Check => ({ id: what, title: which, verdict: 'invalid', detail }),
    )
    const good: Check = {
      id: 'rows',
      title: '数据与事实一致 rows are what the facts make of them',
      verdict: 'valid',
      detail: '',
    }
    const verdict: Verdict = differences.length ? 'invalid' : 'valid'
    tell({ path: url.replace(/:\/\/.*@/, '://…@'), sha256: '' }, verdict, differences.length ? checks : [good], json)
    return EXIT[verdict]
  } finally {
    await opened.close()
  }
}

const MARK: Record<Verdict, string> = { valid: '✓', invalid: '✗', indeterminate: '?' }

function tell(input: { path: string; sha256: string }, verdict: Verdict, checks: Check[], json: boolean): void {
  if (json) {
    const result = {
      schemaVersion: 1,
      ok: verdict === 'valid',
      verdict,
      checks,
      tool: 'yangguang-verify',
      version: '0.1.0',
      input,
    }
    process.stdout.write(`${JSON.stringify(result)}\n`)
    return
  }
  for (const check of checks)
    process.stdout.write(`${MARK[check.verdict]} ${check.title}${check.detail ? ` — ${check.detail}` : ''}\n`)
  process.stdout.write(`${verdict}: ${input.path}\n`)
}

async function main(): Promise<number> {
  let request: Asked
  try {
    request = asked(process.argv.slice(2))
  } catch (problem) {
    process.stderr.write(`${(problem as Error).message}\n${USAGE}\n`)
    return 2
  }
  const [first, second] = request.words
  if (first === 'database' && second) return database(second, request)
  if (first && !second) return archive(first, request)
  process.stderr.write(`${USAGE}\n`)
  return 2
}

try {
  process.exitCode = await main()
} catch (problem) {
  process.stderr.write(`${String((problem as Error)?.message ?? problem)}\n`)
  process.exitCode = 3
}

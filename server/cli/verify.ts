import { existsSync } from 'node:fs'
import type { Anchors } from '../archive/verify/archive.ts'
import type { Check } from '../archive/verify/report.ts'
import { type Given, given, type Options, oneWord } from './arguments.ts'
import { EXIT, ending, Stop } from './exit.ts'
import { parseInput, readInput } from './inputs.ts'
import { type Terminal, terminalFor, version } from './terminal.ts'
import { anchorOptions, anchorsOf } from './verify/anchors.ts'
import { inputOf, inputOfBytes, report } from './verify/report.ts'

const TOOL = 'yangguang-verify'

const HELP = `${TOOL} receipt 投标回执.pdf --trust FOLDER --platform platform.pem --package bid.bid
${TOOL} package bid.bid --receipt receipt.json --platform SHA256
${TOOL} bundle failure.json --trust FOLDER --platform platform.pem
${TOOL} draw draw.json --platform platform.pem
${TOOL} log facts.jsonl --proofs proofs.jsonl --checkpoint checkpoint --verifier LINE
${TOOL} archive ARCHIVE.zip
${TOOL} ARCHIVE.zip --json
${TOOL} --lawful ARCHIVE.zip
${TOOL} database URL --keys FOLDER

  receipt FILE      回执（JSON 或内嵌 JSON 的 PDF）：签名、证书链、时间戳、日志承诺
                    a receipt (JSON, or a PDF that carries it): signature, path, time stamp, the log's promise
  package FILE      投标文件逐字节与回执一致（--receipt） the package is, byte for byte, that of the receipt
  bundle FILE       解密失败证据包：签名、承诺、原因重新判定  a failure at the opening, judged again offline
  draw FILE         按公布的种子重做随机抽取 repeats a random draw from its transcript
  log FACTS         每条事实都在日志中（--proofs、--checkpoint） every fact is in the log below the signed head
  archive FILE      归档包：文件、事实、日志、签名、时间戳、文书、投标文件、开标人份额、抽取、排名
                    an archive: files, facts, log, signatures, time stamps, documents, bids, officers' shares, draws, ranking
  --lawful          依法核查：由事实日志重算每一步的法定要求，逐条列出违反的条款
                    judges the course of the tender by the law: each broken rule with its article
  database URL      由事实重建每一行并比较 rebuilds every row from the facts and compares

  --trust FOLDER    根证书与平台证书 *.pem、吊销列表 *.crl  roots and the platform's certificate, revocation lists
  --root SHA256     信任的根证书（散列或文件） a root you trust, its hash or file
  --platform X      平台证书（文件或 SHA-256） the platform's certificate, its file or hash
  --list FILE       信任列表及其日志证明（yangguang-bid trust -o 所存），与 --verifier 同用：按当时的列表判定机构与用途
                    the trust list with its proofs, as yangguang-bid trust -o keeps it, with --verifier: who was taken for what use then
  --verifier LINE   日志公钥行 the log's verifier line
  --opened FILE     开标集合的证明（/opening/set）：回执所载密文确在其中  the receipt's ciphertext is in the opened set
  --package FILE    与回执比较的投标文件 the package to compare with the receipt
  --json --quiet --no-color --help --version

除 database 外不使用网络 no network is used, but for a database elsewhere
exit codes: 0 valid · 1 invalid · 2 usage · 3 unreadable · 4 cannot decide`

interface Command {
  options: Options
  run(given: Given, terminal: Terminal): Promise<number>
}

const commands: Record<string, Command> = {
  receipt: {
    options: { ...anchorOptions, package: 'text', opened: 'text' },
    run: (call, terminal) => receipt(call, terminal, oneWord(call, '回执文件', 'receipt'), call.text('package')),
  },
  package: {
    options: { ...anchorOptions, receipt: 'text' },
    run: (call, terminal) => receipt(call, terminal, call.need('receipt'), oneWord(call, '投标文件', 'package')),
  },
  bundle: { options: anchorOptions, run: bundle },
  draw: { options: anchorOptions, run: draw },
  log: { options: { verifier: 'text', proofs: 'text', checkpoint: 'text' }, run: log },
  archive: {
    options: { root: 'text', verifier: 'text', lawful: 'flag' },
    run: (call, terminal) =>
      (call.flag('lawful') ? lawful : archive)(oneWord(call, '归档包', 'archive'), call, terminal),
  },
  database: {
    options: { keys: 'text' },
    run: (call, terminal) => database(oneWord(call, '数据库地址', 'database URL'), call, terminal),
  },
}

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

async function archive(file: string, call: Given, terminal: Terminal): Promise<number> {
  if (!existsSync(file)) throw new Stop(EXIT.unreadable, `找不到文件 ${file}`, `${file} is not there`)
  const { verifyArchive } = await import('../archive/verify/archive.ts')
  const { domains } = await import('../domains.ts')
  const [root, verifier] = [call.text('root'), call.text('verifier')]
  const anchors: Anchors = { ...(root ? { root } : {}), ...(verifier ? { verifier } : {}) }
  const kinds = domains.flatMap((domain) => domain.streams)
  const { verdict, checks } = await verifyArchive(file, kinds, anchors)
  return report(terminal, { tool: TOOL, input: await inputOf(file), verdict, checks })
}

/** Judges the course of an archived tender by the law; whether the archive is what it claims, `archive` says. */
async function lawful(file: string, _call: Given, terminal: Terminal): Promise<number> {
  if (!existsSync(file)) throw new Stop(EXIT.unreadable, `找不到文件 ${file}`, `${file} is not there`)
  const { judgeArchive } = await import('../archive/verify/lawful.ts')
  const { verdict, checks } = await judgeArchive(file)
  return report(terminal, { tool: TOOL, input: await inputOf(file), verdict, checks })
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

async function main(argv: string[]): Promise<number> {
  const [first = '', ...rest] = argv
  if (['--help', '-h', '--version'].includes(first)) {
    process.stdout.write(first === '--version' ? `${version()}\n` : `${HELP}\n`)
    return EXIT.valid
  }
  const named = Object.hasOwn(commands, first) ? commands[first] : undefined
  const command = named ?? commands['archive']!
  if (!named && !argv.some((word) => !word.startsWith('-'))) throw new Stop(EXIT.usage, HELP, HELP)
  const call = given(named ? rest : argv, command.options)
  if (call.flag('help') || call.flag('version')) return main([call.flag('help') ? '--help' : '--version'])
  return command.run(call, terminalFor(call))
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (problem) {
  const { exit, said } = ending(problem)
  terminalFor({ flag: () => false, text: () => undefined }).complain(said)
  process.exitCode = exit
}

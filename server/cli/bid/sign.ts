import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { prepareEnd, type Stamping, stampPdf, WHOLE } from '../../../crypto/pdf/bidder.ts'
import { type StampPlace, USUAL_PLACE } from '../../../crypto/pdf/place.ts'
import { PdfProblem, wordsOf } from '../../../crypto/pdf/problem.ts'
import { type CheckedSignature, checkPdf } from '../../../crypto/pdf/signatures.ts'
import { checkStreamed, piecesOf, withEnd } from '../../../crypto/pdf/streamed.ts'
import { embedAt } from '../../../crypto/pdfRange.ts'
import { hashFor, type Signer, signDigest } from '../../../crypto/signature.ts'
import { Findings } from '../../archive/verify/report.ts'
import { roundStamp } from '../../documents/stamp.ts'
import { natives } from '../../platform/natives.ts'
import type { Given } from '../arguments.ts'
import { keysFor } from '../chosen.ts'
import { EXIT, Stop } from '../exit.ts'
import { mayStand, mayWrite, writeWhole } from '../outputs.ts'
import type { Terminal } from '../terminal.ts'
import { report } from '../verify/report.ts'
import { sourceAt } from './blind.ts'
import { readTender, readVolumes } from './folder.ts'

/** A PDF to sign, and where its signed version goes. */
interface Target {
  from: string
  to: string
}

/**
 * Signs PDF files with the bidder's certificate, one PIN for all, its stamp drawn on each; says of each whether the signature
 * holds. No byte of a file before its signature changes.
 */
export async function sign(call: Given, terminal: Terminal): Promise<number> {
  const targets = await targetsOf(call)
  const place = call.flag('unseen') ? undefined : placeOf(call)
  const { signer } = await keysFor(call, terminal)
  const { subject } = signer.certificate
  const name = subject.organisation ?? subject.commonName ?? ''
  const findings = new Findings()
  for (const [i, { from, to }] of targets.entries()) {
    terminal.progress('签章', 'signing', (i + 1) / targets.length)
    const title = terminal.words({ zh: `签章 ${from}`, en: `sign ${from}` })
    await findings.try('sign', title, async () => {
      const how: Stamping = { name, reason: '投标文件签章', at: Date.now(), place, stamp: roundStamp(name) }
      const signed = await signedBy(from, how, signer, terminal)
      await writeWhole(to, signed, call.flag('force'))
      return terminal.words({
        zh: `${to}：签名有效，覆盖全文，签署人 ${name}，证书 ${signer.certificate.serial}`,
        en: `${to}: valid, covers the whole file, by ${name}, certificate ${signer.certificate.serial}`,
      })
    })
  }
  const input = { path: call.words.join(' '), sha256: '' }
  return report(terminal, { tool: 'yangguang-bid', input, verdict: findings.verdict, checks: findings.checks })
}

/** The signed file, looked at again: the last signature is this certificate's and covers everything. */
async function signedBy(
  path: string,
  how: Stamping,
  signer: Signer,
  terminal: Terminal,
): Promise<Uint8Array | AsyncIterable<Uint8Array>> {
  try {
    const { size } = await stat(path)
    if (size > WHOLE) return await signedLarge(path, size, how, signer, terminal)
    const signed = await stampPdf(new Uint8Array(await readFile(path)), how, signer)
    mustHold((await checkPdf(signed)).at(-1), signer, terminal)
    return signed
  } catch (problem) {
    if (problem instanceof PdfProblem) throw new Error(terminal.words(wordsOf(problem)))
    throw problem
  }
}

/** The same of a file of any size: it is read in a stream, and is never whole in memory. */
async function signedLarge(
  path: string,
  bytes: number,
  how: Stamping,
  signer: Signer,
  terminal: Terminal,
): Promise<AsyncIterable<Uint8Array>> {
  const source = sourceAt({ name: basename(path), path, bytes })
  const { tail, hole, digest } = await prepareEnd(source, how, hashFor(signer.certificate), natives)
  const signed = withEnd(source, embedAt(tail, hole, await signDigest(digest, signer, how.at)))
  mustHold((await checkStreamed(signed, natives)).at(-1), signer, terminal)
  return piecesOf(signed, 0, signed.bytes)
}

function mustHold(
  last: Pick<CheckedSignature, 'by' | 'coversAll'> | undefined,
  { certificate }: Signer,
  terminal: Terminal,
): void {
  if (!last?.coversAll || last.by.certificate.fingerprint !== certificate.fingerprint)
    throw new Error(terminal.words({ zh: '签名核验不通过', en: 'the signature does not hold' }))
}

/** The files that are named, and those in the volumes of a folder that is named; where they go is asked before any key is. */
async function targetsOf(call: Given): Promise<Target[]> {
  const [output, force] = [call.text('output'), call.flag('force')]
  if (!call.words.length)
    throw new Stop(EXIT.usage, '请给出要签章的 PDF 文件或投标文件夹', 'name PDF files, or a folder')
  if (!output && !force)
    throw new Stop(
      EXIT.usage,
      '请用 -o 给出存放已签文件的文件夹，或用 --force 就地替换（原内容一字节不变，只在末尾增加签名）',
      'give a folder with -o, or --force to replace the files (their bytes stay, the signature is added behind them)',
    )
  const files = (await Promise.all(call.words.map(filesIn))).flat()
  const targets = files.map((from) => ({ from, to: output ? join(output, basename(from)) : from }))
  const all = targets.map(({ to }) => to)
  const twice = all.find((to, i) => all.indexOf(to) !== i)
  if (twice) throw new Stop(EXIT.usage, `两个文件都会写入 ${twice}`, `two files would become ${twice}`)
  mayStand(all)
  mayWrite(all, force)
  return targets
}

/** A file that is named; or the PDF files of a folder's volumes, but for a blind one: a stamp names its bidder. */
async function filesIn(path: string): Promise<string[]> {
  const there = await stat(path).catch(() => undefined)
  if (!there) throw new Stop(EXIT.unreadable, `找不到 ${path}`, `there is no ${path}`)
  if (!there.isDirectory()) return [path]
  const { blind } = await readTender(path).catch(() => ({ blind: undefined }))
  const found = (await readVolumes(path)).flatMap(({ id, files }) =>
    blind && id === 'technical' ? [] : files.map((file) => file.path),
  )
  return found.filter((file) => file.toLowerCase().endsWith('.pdf'))
}

/** Where the stamp stands: `--page first|last|N --at X,Y` in hundredths of the page from its upper left corner. */
function placeOf(call: Given): StampPlace {
  const [page, at] = [call.text('page') ?? String(USUAL_PLACE.page), call.text('at')]
  const spot = at === undefined ? USUAL_PLACE : spotOf(at)
  if (page === 'first' || page === 'last') return { page, x: spot.x, y: spot.y }
  if (!/^[1-9]\d{0,4}$/.test(page))
    throw new Stop(EXIT.usage, '--page 后应为 first、last 或页码', '--page takes first, last or a number')
  return { page: Number(page), x: spot.x, y: spot.y }
}

function spotOf(text: string): { x: number; y: number } {
  const [, x, y] = /^(\d{1,3}),(\d{1,3})$/.exec(text) ?? []
  if (x === undefined || Number(x) > 100 || Number(y) > 100)
    throw new Stop(
      EXIT.usage,
      '--at 后应为 X,Y（0 至 100，自左上角）',
      '--at takes X,Y from 0 to 100, from the upper left',
    )
  return { x: Number(x) / 100, y: Number(y) / 100 }
}

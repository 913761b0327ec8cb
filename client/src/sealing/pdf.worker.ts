import { createSHA256, createSM3 } from 'hash-wasm'
import { config } from 'zod'
import { hex, plain } from '../../../crypto/bytes.ts'
import { bulkSha256, type RunningHash } from '../../../crypto/digest.ts'
import type { ChunkHash, Natives } from '../../../crypto/natives.ts'
import { prepareEnd, prepareStamp, type Stamping } from '../../../crypto/pdf/bidder.ts'
import { type BlindRules, scanBlind } from '../../../crypto/pdf/blind.ts'
import type { Finding } from '../../../crypto/pdf/findings.ts'
import { checkFile, type Looked } from '../../../crypto/pdf/health.ts'
import type { Source } from '../../../crypto/pdf/objects.ts'
import { wordsOf } from '../../../crypto/pdf/problem.ts'
import { checkPdf } from '../../../crypto/pdf/signatures.ts'
import { checkStreamed } from '../../../crypto/pdf/streamed.ts'
import { checkTwins } from '../../../crypto/pdf/volumes.ts'
import { bytesToSign } from '../../../crypto/pdfRange.ts'
import { digestOf } from '../../../crypto/publicKey.ts'
import { WHOLE_IN_TAB } from './limits.ts'

config({ jitless: true })

/** A signature as it was checked. */
export interface Holding {
  name: string
  serial: string
  fingerprint: string
  coversAll: boolean
}

/** What is asked about one file or all; the answers are those of `Answers`. */
export type Asked =
  | { what: 'look'; file: File; name: string }
  | { what: 'prepare'; file: File; how: Stamping; hash: 'SHA-256' | 'SM3' }
  | { what: 'signatures'; file: File }
  | { what: 'digest'; file: File }
  | { what: 'blind'; file: File; name: string; hints: string[]; rules: BlindRules }
  | { what: 'twins'; volumes: { part: string; files: { file: File; name: string }[] }[] }
export interface Answers {
  look: Looked
  /** the file's new end with an empty place for the signature, and what is to be signed */
  prepare: { tail: Uint8Array<ArrayBuffer>; hole: number; digest: Uint8Array }
  signatures: Holding[]
  /** SHA-256, hexadecimal */
  digest: string
  blind: Finding[]
  twins: Finding[]
}

const sourceOf = (file: File, name: string): Source => ({
  name,
  bytes: file.size,
  read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
})
const whole = async (file: File): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer())

/** Hashes that are fed piece by piece, several times as fast as in JavaScript. */
async function running(): Promise<Natives> {
  const [sha256, sm3] = await Promise.all([createSHA256(), createSM3()])
  const hashOf = (hash: ChunkHash): RunningHash => {
    const state = (hash === 'SM3' ? sm3 : sha256).init()
    return { update: (part) => state.update(part), digest: () => state.digest('binary') }
  }
  return { runningHash: hashOf }
}

/** A file that is small enough is read whole, and mended where its index is irregular; a larger one by random access. */
async function prepared({ file, how, hash }: Extract<Asked, { what: 'prepare' }>): Promise<Answers['prepare']> {
  if (file.size > WHOLE_IN_TAB) {
    const { tail, hole, digest } = await prepareEnd(sourceOf(file, file.name), how, hash, await running())
    return { tail: plain(tail), hole, digest }
  }
  const bytes = await whole(file)
  const { pdf, byteRange } = await prepareStamp(bytes, how)
  const digest = await digestOf(hash, bytesToSign(pdf))
  return { tail: plain(pdf.slice(bytes.length)), hole: byteRange.hole - bytes.length, digest }
}

async function signatures(file: File): Promise<Holding[]> {
  const found = await (file.size > WHOLE_IN_TAB
    ? checkStreamed(sourceOf(file, file.name), await running())
    : whole(file).then(checkPdf))
  return found.map(({ by: { certificate }, coversAll }) => ({
    name: certificate.subject.organisation ?? certificate.subject.commonName ?? '',
    ...{ serial: certificate.serial, fingerprint: certificate.fingerprint, coversAll },
  }))
}

function answer(asked: Asked): Promise<Answers[keyof Answers]> {
  if (asked.what === 'look') return checkFile(sourceOf(asked.file, asked.name), WHOLE_IN_TAB)
  if (asked.what === 'prepare') return prepared(asked)
  if (asked.what === 'signatures') return signatures(asked.file)
  if (asked.what === 'digest') return whole(asked.file).then(async (bytes) => hex(await bulkSha256(bytes)))
  if (asked.what === 'blind') return scanBlind(sourceOf(asked.file, asked.name), asked.hints, asked.rules, WHOLE_IN_TAB)
  const volumes = asked.volumes.map(({ part, files }) => ({
    part,
    files: files.map(({ file, name }) => sourceOf(file, name)),
  }))
  return checkTwins(volumes)
}

addEventListener('message', ({ data }: MessageEvent<{ id: number; asked: Asked }>) => {
  const { id, asked } = data
  answer(asked).then(
    (given) => postMessage({ id, given }),
    (problem) => postMessage({ id, refused: said(problem) }),
  )
})

function said(problem: unknown): { zh: string; en: string } {
  try {
    return wordsOf(problem)
  } catch {
    const why = String((problem as Error)?.message ?? problem)
    return { zh: `无法处理该文件（${why}）`, en: `the file cannot be worked on (${why})` }
  }
}

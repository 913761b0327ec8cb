import { existsSync } from 'node:fs'
import { utf8 } from '../../../crypto/bytes.ts'
import { checkContext } from '../../../crypto/envelope.ts'
import { isCryptoProblem } from '../../../crypto/problem.ts'
import { readHeader } from '../../../crypto/receive.ts'
import { type Given, oneWord } from '../arguments.ts'
import { keysFor } from '../chosen.ts'
import { Client, Refused } from '../client.ts'
import { EXIT, Stop } from '../exit.ts'
import { openInput } from '../inputs.ts'
import { writeWhole } from '../outputs.ts'
import { sendPieces, withFile } from '../pieces.ts'
import { type Prepared, prepare } from '../submitting.ts'
import type { Terminal } from '../terminal.ts'
import { originOf } from './init.ts'
import { type Beside, besides, mayReplace, readBeside, readSent, type Sent } from './package.ts'
import { handOver } from './submit.ts'

const TRIES = 5

/** A package on its way to the platform, and who sends it. */
export interface Way {
  file: string
  beside: Beside
  origin: string
  client: Client
}

/** Sends a package in pieces; what arrived before an interruption is not sent again. */
export async function upload(call: Given, terminal: Terminal): Promise<number> {
  const way = await wayOf(call, terminal)
  const [submits, force] = [call.flag('submit'), call.flag('force')]
  if (submits) await mayReplace(besides(way.file, 'receipt.json'), force, ({ header }) => header === way.beside.header)
  const sent = await send(way, call, terminal)
  if (submits) return handOver(way, sent, terminal, force)
  if (terminal.json) terminal.object({ schemaVersion: 1, ...sent })
  else terminal.line(sent.upload)
  terminal.note('已上传，尚未递交：请运行 submit', 'uploaded, not submitted yet: run submit')
  return EXIT.valid
}

/** Reads the package's own files and the key, and signs in at the first request. */
export async function wayOf(call: Given, terminal: Terminal): Promise<Way> {
  const file = oneWord(call, '投标文件', 'package')
  const origin = originOf(call.need('to'))
  const beside = await readBeside(file)
  if (call.need('tender') !== beside.tender)
    throw new Stop(EXIT.usage, `该文件属于标段 ${beside.tender}`, `this package is for tender ${beside.tender}`)
  const keys = await keysFor(call, terminal)
  const { code, name } = beside.bidder
  if (keys.signer.certificate.organisationCode !== code)
    throw new Stop(
      EXIT.key,
      `该文件由 ${name} 封装，密钥属于另一单位`,
      `this package is ${name}’s, the key is another’s`,
    )
  const client = new Client({ id: beside.bidder.code, role: 'bidder' }, [origin], async () => keys)
  return { file, beside, origin, client }
}

async function send(way: Way, call: Given, terminal: Terminal): Promise<Sent> {
  const { file, client } = way
  const sent = await begin(way, call)
  const whole = await withFile(file, (source) =>
    sendPieces(client, sent.upload, source, {
      tries: TRIES,
      onProgress: (share) => terminal.progress('上传', 'uploading', share),
    }),
  ).catch((problem) => {
    if (problem instanceof Refused && problem.code === 'UPLOAD_UNKNOWN')
      terminal.note(
        '平台上已没有这次上传：请加 --force 重新上传',
        'the platform has no such upload any more: --force begins anew',
      )
    throw problem
  })
  if (!whole)
    throw new Stop(EXIT.network, '上传未完成，可用 --resume 续传', 'the upload is not complete: --resume goes on')
  return keep(file, { ...sent, complete: true })
}

/** The upload that was begun before, or a new one: after the platform said that it could take this package now. */
async function begin({ file, beside, origin, client }: Way, call: Given): Promise<Sent> {
  const { tender, header, bytes } = beside
  if (existsSync(besides(file, 'upload.json')) && !call.flag('force')) {
    const before = await readSent(file)
    if (call.flag('resume') && before.header === header && before.origin === origin) return before
    throw new Stop(
      EXIT.usage,
      '已有一次上传记录：续传请加 --resume，重新开始请加 --force',
      'an upload was begun: --resume goes on with it, --force begins anew',
    )
  }
  await checkStillFits(file, beside, await prepare(client, tender))
  const { upload: id } = await client.post<{ upload: string }>('/uploads', { tender, purpose: 'bid', bytes })
  return keep(file, { v: 1, origin, tender, header, bytes, upload: id, complete: false })
}

async function keep(file: string, sent: Sent): Promise<Sent> {
  await writeWhole(besides(file, 'upload.json'), utf8(`${JSON.stringify(sent, null, 2)}\n`), true)
  return sent
}

/** Refuses, as the platform would after hours of sending, a package that was sealed for what is no longer so. */
export async function checkStillFits(file: string, beside: Beside, prepared: Prepared): Promise<void> {
  const header = await readHeader(openInput(file))
  const refuse = (code: string, zh: string, en: string, facts: object): Refused =>
    new Refused({ type: `/problems/${code}`, status: 409, title: zh, code, zh, en, facts })
  if (prepared.sequence !== beside.sequence)
    throw refuse(
      'BID_SEQUENCE',
      `平台等待第 ${prepared.sequence} 次递交：请用 --sequence ${prepared.sequence} 重新封装`,
      `the platform expects bid number ${prepared.sequence}: seal it again with --sequence ${prepared.sequence}`,
      { expected: prepared.sequence },
    )
  try {
    checkContext(header, prepared.context)
  } catch (problem) {
    if (!isCryptoProblem(problem)) throw problem
    const zh = '该投标文件不是为本标段当前版本的招标文件制作的，请重新 init 并封装'
    throw refuse('BID_FOR_ANOTHER', zh, 'the tender has changed since this package was sealed', problem.facts)
  }
}

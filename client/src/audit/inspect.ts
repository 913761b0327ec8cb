import { checkFactProof, type FactProof, factCommitment } from '../../../crypto/beat.ts'
import { hex, unhex } from '../../../crypto/bytes.ts'
import { openNote, parseCheckpoint, parseVerifier } from '../../../crypto/checkpoint.ts'
import { bulkSha256, sha256 } from '../../../crypto/digest.ts'
import type { SignedBy } from '../../../crypto/signature.ts'
import { say } from '../app/words.ts'
import { problemOf } from '../net/http.ts'
import { knownLog } from '../net/log.ts'
import { beijing } from '../pieces/Moment.tsx'
import { attachmentsOf } from './attachments.ts'
import { type AnyReceipt, inspectReceipt } from './inspectReceipt.ts'
import { pdfSignatures } from './pdfSignatures.ts'

/** One thing that was looked at: it holds, it does not, or it is only told. */
export interface Found {
  tone: 'proof' | 'bad' | 'told'
  text: string
  /** a hash or an id to be compared */
  value?: string
}

/** Looks at a file without sending it anywhere: its hash, its signatures, and what of it is in the log. */
export async function inspect(file: File): Promise<Found[]> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const found: Found[] = [
    {
      tone: 'told',
      text: say('SHA-256（在本机计算）', 'SHA-256 (computed here)'),
      value: hex(await bulkSha256(bytes)),
    },
  ]
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  try {
    if (head.includes('%PDF-')) return [...found, ...(await inspectPdf(bytes))]
    const parsed = asJson(bytes)
    if (isReceipt(parsed)) return [...found, ...(await inspectReceipt(parsed))]
    if (isProof(parsed)) return [...found, ...(await inspectProof(parsed))]
    return [
      ...found,
      {
        tone: 'told',
        text: say(
          '文件内没有可识别的签名；请以上述摘要与公告、记录中公布的摘要比对。',
          'No signature we can read; compare the hash with the one published.',
        ),
      },
    ]
  } catch (error) {
    const problem = problemOf(error)
    return [
      ...found,
      {
        tone: 'bad',
        text: `${say('核验未通过：', 'Does not verify: ')}${say(problem.zh, problem.en)}`,
        value: problem.code,
      },
    ]
  }
}

const signerText = ({ certificate, signedAt }: SignedBy): string => {
  const { organisation, commonName } = certificate.subject
  const when = signedAt === undefined ? '' : `，${say('声明的签署时间', 'claimed time')} ${beijing(signedAt)}`
  return `${organisation ?? commonName ?? ''}（${say('证书颁发者', 'issued by')} ${certificate.issuer.commonName ?? certificate.issuer.organisation ?? ''}）${when}`
}

async function bySigner(by: SignedBy): Promise<Found> {
  const platform = await knownLog()
  const itself = by.certificate.fingerprint === hex(sha256(unhex(platform.certificate)))
  const text = itself
    ? say('签名有效，由本平台签署：', 'Good signature of this platform: ')
    : say(
        '签名有效（证书链请以离线核验工具对照信任列表）：',
        'Good signature (check its chain against your own list of roots): ',
      )
  return { tone: itself ? 'proof' : 'told', text: text + signerText(by), value: by.certificate.fingerprint }
}

async function inspectPdf(pdf: Uint8Array): Promise<Found[]> {
  const all = await pdfSignatures(pdf)
  const last = all.at(-1)
  const attached = await inspectAttached(pdf)
  const unsigned: Found = { tone: 'told', text: say('此 PDF 没有电子签名。', 'This PDF has no signature.') }
  if (!last) return [unsigned, ...attached]
  const rows = await Promise.all(all.map(({ by }) => bySigner(by)))
  const end: Found = last.coversAll
    ? {
        tone: 'proof',
        text: say(
          '最后一个签名覆盖整个文件，签名后没有改动。',
          'The last signature covers the whole file: nothing was added after it.',
        ),
      }
    : { tone: 'bad', text: say('最后一个签名之后文件被改动过！', 'The file was changed after the last signature!') }
  return [...rows, end, ...attached]
}

/** A PDF may carry the signed receipt that it prints. */
async function inspectAttached(pdf: Uint8Array): Promise<Found[]> {
  const receipt = (await attachmentsOf(pdf)).map(asJson).find(isReceipt)
  if (!receipt) return []
  const note = say(
    '此 PDF 附有平台签名的回执原件；以下为原件内容，以此为准。',
    'The PDF carries the receipt that the platform signed; what follows is that receipt, and it counts.',
  )
  return [{ tone: 'told', text: note }, ...(await inspectReceipt(receipt))]
}

interface ProofFile {
  fact: { id: string; type: string; at: number }
  salt: string
  proof: FactProof
  checkpoint: string
}

async function inspectProof({ fact, salt, proof, checkpoint }: ProofFile): Promise<Found[]> {
  const { verifier } = await knownLog()
  const { text } = await openNote(checkpoint, [parseVerifier(verifier)])
  const { origin, size, root } = parseCheckpoint(text)
  checkFactProof(fact, unhex(salt), proof, { size, root })
  return [
    {
      tone: 'proof',
      text: say(`检查点签名有效，日志 ${origin}，大小 ${size}`, `Good checkpoint of ${origin}, size ${size}`),
    },
    {
      tone: 'proof',
      text: say(
        `事实 ${fact.type} 在该日志中，节拍 ${beijing(proof.beat.at)}`,
        `The fact ${fact.type} is in the log, beat ${beijing(proof.beat.at)}`,
      ),
      value: fact.id,
    },
    { tone: 'told', text: say('事实承诺值', 'Commitment of the fact'), value: hex(factCommitment(unhex(salt), fact)) },
  ]
}

function asJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

const has = (value: unknown, ...names: string[]): boolean =>
  typeof value === 'object' && value !== null && names.every((name) => name in value)
const isReceipt = (value: unknown): value is AnyReceipt =>
  has(value, 'receipt', 'cms', 'promise') &&
  ['bid.receipt', 'bid.withdrawal', 'application.receipt', 'outage.receipt'].includes(
    (value as AnyReceipt).receipt?.kind,
  )
const isProof = (value: unknown): value is ProofFile => has(value, 'fact', 'salt', 'proof', 'checkpoint')

import { z } from 'zod'
import { unhex } from '../../../crypto/bytes.ts'
import { verifyRaw } from '../../../crypto/signature.ts'
import { checkDraw, type Transcript } from '../../../crypto/transcript.ts'
import { Findings } from '../../archive/verify/report.ts'
import { EXIT, type Said, Stop } from '../exit.ts'
import type { Trusted } from './anchors.ts'

const values = z.array(z.strictObject({ party: z.string(), value: z.string() }))
const called = z.discriminatedUnion('outcome', [
  z.strictObject({ pid: z.string(), outcome: z.literal('drawn') }),
  z.strictObject({ pid: z.string(), outcome: z.literal('skipped'), code: z.string() }),
])
const entry = z.strictObject({
  pid: z.string(),
  stratum: z.string(),
  specialty: z.string(),
  region: z.string(),
  employer: z.string(),
})

/** The shape of a draw's transcript, as the archive and the platform give it. */
const Shape = z.strictObject({
  v: z.literal(1),
  draw: z.string(),
  rules: z.strictObject({
    text: z.string(),
    register: z.string(),
    parties: z.array(z.string()),
    wanted: z.record(z.string(), z.int().nonnegative()),
    exclusions: z.array(z.strictObject({ pid: z.string(), code: z.string() })),
    reasons: z.array(z.string()),
  }),
  rulesHash: z.string(),
  entries: z.array(entry),
  root: z.string(),
  commitments: values,
  reveals: values,
  platform: z.string(),
  seed: z.string(),
  order: z.record(z.string(), z.array(z.string())),
  calls: z.record(z.string(), z.array(called)),
  opened: z.array(z.strictObject({ pid: z.string(), salt: z.string(), id: z.string() })).optional(),
})

/** A transcript from its JSON; ends with the code for what cannot be read. */
export function readDraw(value: unknown, path: string): Transcript {
  const read = Shape.safeParse(value)
  if (read.success) return read.data as Transcript
  const where = read.error.issues[0]?.path.join('.') ?? ''
  throw new Stop(
    EXIT.unreadable,
    `${path} 不是抽取记录（${where}）`,
    `${path} is not the transcript of a draw (${where})`,
  )
}

/** Repeats a draw. Whether the platform signed what the seed is made of, only its certificate can tell. */
export async function checkDrawFile(
  transcript: Transcript,
  { certificates }: Trusted,
  words: (said: Said) => string,
): Promise<Findings> {
  const findings = new Findings()
  await findings.try('draw', words({ zh: '抽取可复算', en: 'the draw can be repeated' }), async () => {
    const { checked } = await checkDraw(transcript)
    return checked.join(', ')
  })
  const title = words({ zh: '平台签名参与了种子', en: 'the platform signed what the seed is made of' })
  if (!certificates.length) {
    const zh = '请用 --platform 给出平台证书文件'
    findings.undecided('platform', title, words({ zh, en: 'give the platform’s certificate file with --platform' }))
    return findings
  }
  if (findings.verdict === 'valid')
    await findings.try('platform', title, async () => {
      await checkDraw(transcript, (statement, signature) => signedByAny(certificates, statement, unhex(signature)))
      return ''
    })
  return findings
}

async function signedByAny(
  certificates: Trusted['certificates'],
  statement: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  for (const certificate of certificates)
    try {
      await verifyRaw(certificate, statement, signature)
      return true
    } catch {}
  return false
}

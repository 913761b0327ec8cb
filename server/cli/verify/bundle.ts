import { z } from 'zod'
import { hex, unbase64, utf8 } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { type Header, headerHash, parseHeader } from '../../../crypto/envelope.ts'
import { CryptoProblem } from '../../../crypto/problem.ts'
import { checkDetached } from '../../../crypto/signature.ts'
import { Findings } from '../../archive/verify/report.ts'
import type { FailureBundle } from '../../opening/bundle.ts'
import { commitGiven, committedFor, Given, propose } from '../../opening/failure.ts'
import { EXIT, type Said, Stop } from '../exit.ts'
import { parseInput } from '../inputs.ts'
import type { Trusted } from './anchors.ts'
import { checkPlatform, checkRoot } from './receipt.ts'

const signed = { statement: z.string(), cms: z.string(), certificate: z.string() }
const Shape = z.strictObject({
  bundle: z.looseObject({
    kind: z.literal('opening.failure'),
    v: z.literal(1),
    tender: z.string(),
    header: z.string(),
    headerHash: z.string(),
    madeAt: z.int(),
    bidder: z.looseObject({ code: z.string() }).nullable(),
    keys: z.array(z.looseObject({ epoch: z.int() })),
    releases: z.array(z.looseObject({ epoch: z.int(), ...signed })),
    attempts: z.array(
      z.looseObject({
        ...{ code: z.string(), found: z.string(), at: z.int(), given: z.array(Given).optional() },
        ...{ statement: z.string().optional(), cms: z.string().optional(), certificate: z.string().optional() },
      }),
    ),
    proposed: z.enum(['bidder', 'platform', 'third-party']).nullable(),
  }),
  cms: z.string(),
})

/** Reads a failure bundle. Ends with the code for what cannot be read. */
export function readBundle(bytes: Uint8Array, path: string): FailureBundle {
  const read = Shape.safeParse(parseInput(bytes, path))
  if (read.success) return read.data as unknown as FailureBundle
  const where = read.error.issues[0]?.path.join('.') ?? ''
  throw new Stop(EXIT.unreadable, `${path} 不是解密失败证据包（${where}）`, `${path} is no failure bundle (${where})`)
}

/** Judges a failure again: who signed what, what was released against what was committed to, and who answers for it. */
export async function checkBundle(
  { bundle, cms }: FailureBundle,
  trusted: Trusted,
  words: (said: Said) => string,
): Promise<Findings> {
  const findings = new Findings()
  const title = words({ zh: '平台对证据包的签名', en: 'the platform signed the bundle' })
  await findings.try('signature', title, async () => {
    const by = await checkDetached(unbase64(cms), utf8(canonical(bundle)))
    checkPlatform(findings, by, trusted, words)
    await checkRoot(findings, by, trusted, { at: bundle.madeAt, words })
    return `SHA-256 ${by.certificate.fingerprint}`
  })
  let header: Header | undefined
  await findings.try('header', words({ zh: '投标文件头与散列一致', en: 'the header is the one hashed' }), () => {
    const read = parseHeader(unbase64(bundle.header))
    if (hex(headerHash(read)) !== bundle.headerHash) throw new CryptoProblem('CONTEXT_MISMATCH', { member: 'header' })
    header = read
    if (header.context.tender !== bundle.tender) throw new CryptoProblem('CONTEXT_MISMATCH', { member: 'tender' })
    return `${bundle.headerHash.slice(0, 16)}…`
  })
  await findings.try('people', words({ zh: '各次释放与申报的签名', en: 'signatures of releases and reports' }), () =>
    checkPeople(bundle),
  )
  if (header) {
    const of = header
    const again = words({ zh: '重新核对密钥与承诺', en: 'what was released, hashed again' })
    await findings.try('commitments', again, () => checkGiven(of, bundle))
  }
  await findings.try('cause', words({ zh: '原因重新判定一致', en: 'the same cause is found again' }), () => {
    const found = propose(bundle.attempts)
    if (found.cause !== bundle.proposed) throw new Error(`${found.cause} instead of ${bundle.proposed}`)
    return words(found)
  })
  return findings
}

/** Each release and report is the bidder's own, over this tender, and a release over an epoch that the bundle names. */
async function checkPeople({ tender, bidder, keys, releases, attempts }: FailureBundle['bundle']): Promise<string> {
  let checked = 0
  for (const { statement, cms, certificate } of [...releases, ...attempts]) {
    if (statement === undefined || cms === undefined) continue
    const by = await checkDetached(unbase64(cms), utf8(statement))
    const said = JSON.parse(statement) as { tender?: unknown; epoch?: unknown }
    const { organisationCode: code, fingerprint } = by.certificate
    if (said.tender !== tender) throw new CryptoProblem('CONTEXT_MISMATCH', { member: 'tender' })
    if (said.epoch !== undefined && !keys.some(({ epoch }) => epoch === said.epoch))
      throw new CryptoProblem('CONTEXT_MISMATCH', { member: 'epoch' })
    if (fingerprint !== certificate) throw new CryptoProblem('CONTEXT_MISMATCH', { member: 'certificate' })
    if (bidder && code !== undefined && code !== bidder.code)
      throw new CryptoProblem('CONTEXT_MISMATCH', { member: 'bidder' })
    checked++
  }
  return `${checked}`
}

/** A value shown as wrong is hashed again, and must not be the committed one. */
function checkGiven(header: Header, { attempts }: FailureBundle['bundle']): string {
  const all = attempts.flatMap(({ given }) => given ?? [])
  for (const { part, committed, given, value } of all) {
    const said = committedFor(header, part)
    const is = value === undefined ? given : commitGiven(header, part, value)
    if (said !== committed || is !== given || (value !== undefined) === (given === committed))
      throw new CryptoProblem('KEY_MISMATCH', { part })
  }
  return `${all.length}`
}

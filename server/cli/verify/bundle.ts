import { z } from 'zod'
import { hex, unbase64, utf8 } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { formatVerifier } from '../../../crypto/checkpoint.ts'
import { type Header, headerHash, parseHeader } from '../../../crypto/envelope.ts'
import { CryptoProblem } from '../../../crypto/problem.ts'
import { checkDetached } from '../../../crypto/signature.ts'
import { Findings } from '../../archive/verify/report.ts'
import type { TrustFact } from '../../identity/trustList.ts'
import type { FailureBundle, RemedyHistory } from '../../opening/bundle.ts'
import { commitGiven, committedFor, Given, propose } from '../../opening/failure.ts'
import { consentHash } from '../../opening/letters.ts'
import { EXIT, type Said, Stop } from '../exit.ts'
import { parseInput } from '../inputs.ts'
import { trustIn } from '../trusting.ts'
import type { Trusted } from './anchors.ts'
import { checkRoot } from './paths.ts'
import { checkPlatform } from './receipt.ts'
import { checkStandings } from './standings.ts'

const known = z.strictObject({
  certificates: z.array(z.string()).min(1),
  lists: z.array(z.string()),
  answers: z.array(z.string()),
})
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
        known: known.optional(),
      }),
    ),
    /** absent in bundles from before it was carried */
    lists: z.array(z.string()).optional(),
    trust: z
      .strictObject({
        ...{ verifier: z.string(), checkpoint: z.string() },
        facts: z.array(z.strictObject({ fact: z.looseObject({}), salt: z.string(), proof: z.looseObject({}) })),
      })
      .optional(),
    remedy: z
      .looseObject({
        ...{ consent: z.string(), endsAt: z.int().nullable() },
        seats: z.array(z.looseObject({ role: z.string(), organisation: z.string() })),
        decisions: z.array(
          z.looseObject({
            ...{ role: z.string(), agreed: z.boolean(), reason: z.string().optional(), at: z.int() },
            ...signed,
          }),
        ),
      })
      .optional(),
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
  anchors: Trusted,
  words: (said: Said) => string,
): Promise<Findings> {
  const findings = new Findings()
  const trusted = await withCarried(bundle, anchors, findings, words)
  const title = words({ zh: '平台对证据包的签名', en: 'the platform signed the bundle' })
  await findings.try('signature', title, async () => {
    const by = await checkDetached(unbase64(cms), utf8(canonical(bundle)))
    checkPlatform(findings, by, trusted, words)
    await checkRoot(findings, by, trusted, { at: bundle.madeAt, words })
    return `SHA-256 ${by.certificate.fingerprint}`
  })
  let header: Header | undefined
  await findings.try('header', words({ zh: '投标文件头与散列一致', en: 'the header is the one hashed' }), () => {
    header = headerIn(bundle)
    if (header.context.tender !== bundle.tender) throw new CryptoProblem('CONTEXT_MISMATCH', { member: 'tender' })
    return `${bundle.headerHash.slice(0, 16)}…`
  })
  await findings.try('people', words({ zh: '各次释放与申报的签名', en: 'signatures of releases and reports' }), () =>
    checkPeople(bundle),
  )
  await checkStandings(findings, bundle, trusted, words)
  if (header) {
    const of = header
    const again = words({ zh: '重新核对密钥与承诺', en: 'what was released, hashed again' })
    await findings.try('commitments', again, () => checkGiven(of, bundle))
  }
  const { remedy } = bundle
  if (remedy)
    await findings.try(
      'remedy',
      words({ zh: '开标人就补救解密的决定', en: 'the officers’ decisions on the remedy' }),
      () => checkDecisions(bundle, remedy),
    )
  await findings.try('cause', words({ zh: '原因重新判定一致', en: 'the same cause is found again' }), () => {
    const found = propose(bundle.attempts, bundle.remedy && outcomeOf(bundle.remedy))
    if (found.cause !== bundle.proposed) throw new Error(`${found.cause} instead of ${bundle.proposed}`)
    return words(found)
  })
  return findings
}

/** The header of the package, which is the one that was hashed. */
function headerIn({ header, headerHash: hash }: FailureBundle['bundle']): Header {
  const read = parseHeader(unbase64(header))
  if (hex(headerHash(read)) === hash) return read
  throw new CryptoProblem('CONTEXT_MISMATCH', { member: 'header' })
}

/**
 * The caller's anchors with the trust list that the bundle carries, made anew from its facts. It narrows whose signatures count;
 * a root comes from it only where the caller knows the log's key, for nothing inside the file counts as trusted by itself.
 */
async function withCarried(
  { trust }: FailureBundle['bundle'],
  anchors: Trusted,
  findings: Findings,
  words: (said: Said) => string,
): Promise<Trusted> {
  if (!trust || anchors.list) return anchors
  let list: readonly TrustFact[] | undefined
  const title = words({
    zh: '自带的信任列表可由日志重算',
    en: 'the trust list that it carries, made anew from the log',
  })
  await findings.try('trust-list', title, async () => {
    const { facts, checkpoint, verifier } = trust
    const key = anchors.log ? formatVerifier(anchors.log) : verifier
    list = await trustIn(
      facts.map((one) => ({ ...one, checkpoint })),
      key,
    )
    return `${list.length}; ${key.split('+')[0]}`
  })
  const anchored = anchors.log || anchors.roots.length || anchors.root !== undefined
  return list && anchored ? { ...anchors, list } : anchors
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

/** What the officers' decisions come to. */
const outcomeOf = ({ seats, decisions }: RemedyHistory) => ({
  seats: seats.map(({ role }) => role),
  decisions: Object.fromEntries(decisions.map((one) => [one.role, one])),
})

/** Each decision is the officer's own, once, in time, on this bid and on the very consent that the bidder signed. */
async function checkDecisions(
  { tender, tag, releases, keys }: FailureBundle['bundle'],
  { consent, endsAt, seats, decisions }: RemedyHistory,
): Promise<string> {
  const differs = (member: string, role: string) => new CryptoProblem('CONTEXT_MISMATCH', { member, role })
  if (!releases.some(({ statement }) => consentHash(statement) === consent)) throw differs('consent', 'bidder')
  if (new Set(decisions.map(({ role }) => role)).size < decisions.length) throw differs('decisions', '')
  for (const { role, agreed, reason, at, statement, cms, certificate } of decisions) {
    const seat = seats.find((one) => one.role === role)
    const by = await checkDetached(unbase64(cms), utf8(statement))
    const said = JSON.parse(statement) as Record<string, unknown>
    const wanted = { what: 'opening.remedyDecision', tender, as: role, bid: tag, consent, reason }
    for (const [member, value] of Object.entries(wanted)) if (said[member] !== value) throw differs(member, role)
    if (said['decision'] !== (agreed ? 'agree' : 'refuse')) throw differs('decision', role)
    if (!keys.some(({ epoch }) => epoch === said['epoch'])) throw differs('epoch', role)
    if (!seat || by.certificate.organisationCode !== seat.organisation) throw differs('organisation', role)
    if (by.certificate.fingerprint !== certificate) throw differs('certificate', role)
    if (endsAt !== null && at >= endsAt) throw differs('at', role)
  }
  return `${decisions.length} / ${seats.length}`
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

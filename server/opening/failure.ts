import { z } from 'zod'
import { hex, unhex } from '../../crypto/bytes.ts'
import type { Header } from '../../crypto/envelope.ts'
import { commitRemedy } from '../../crypto/remedy.ts'
import { commitA } from '../../crypto/secrets.ts'
import { type Officer, SEAT_WORDS } from '../tenders/seats.ts'

/** Who answers for a bid that could not be opened (《电子招标投标办法》第三十一条). */
export type Cause = 'bidder' | 'platform' | 'third-party'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * What a bidder released for one part (or as its remedy's code), beside what its package commits to. A value that is not the committed one opens
 * nothing and is shown, so that anyone can hash it again; a right one stays secret.
 */
export const Given = z.strictObject({
  part: z.string(),
  /** commitment in the package's header, by its suite's hash */
  committed: hash,
  /** the same commitment over what was released */
  given: hash,
  value: hash.optional(),
})
export type Given = z.infer<typeof Given>

/** Compares what a bidder released with what its package commits to. */
export const givenFor = (header: Header, released: Readonly<Record<string, string>>): Given[] =>
  [...header.parts.map(({ id }) => id), 'remedy'].flatMap((part): Given[] => {
    const value = released[part]
    const committed = committedFor(header, part)
    if (value === undefined || committed === undefined) return []
    const given = commitGiven(header, part, value)
    return [{ part, committed, given, ...(given === committed ? {} : { value }) }]
  })

/** What a package commits to for a part, or for the remedy; nothing if it has none. */
export const committedFor = ({ parts, remedy }: Header, part: string): string | undefined =>
  part === 'remedy' ? remedy?.commitment : parts.find(({ id }) => id === part)?.commitments.a

/** The commitment over a released value, hexadecimal as the value is. */
export const commitGiven = ({ suite }: Pick<Header, 'suite'>, part: string, value: string): string =>
  hex((part === 'remedy' ? commitRemedy : commitA)(unhex(value, 32), suite))

/** An attempt as the record keeps it. */
export interface Tried {
  code: string
  found: string
  at: number
  given?: Given[] | undefined
}

/** A proposed cause, with the finding that it rests on. Nobody is bound by it: the host decides with evidence. */
export interface Proposal {
  cause: Cause | null
  zh: string
  en: string
}

/** The code of an attempt that failed for a reason that lies in neither key nor content. */
export const PLATFORM_FAILED = 'PLATFORM_FAILED'

const CERTIFICATE =
  /^(CERTIFICATE_EXPIRED|CERTIFICATE_NOT_YET_VALID|CERTIFICATE_REVOKED|KEY_FILE_PIN|KEY_FILE_MALFORMED|UNWRAP_FAILED)$/
const STORED = /^(CHUNK_CORRUPT|ENVELOPE_TRUNCATED|NODE_MISSING)$/
const SEALED = /^(KEY_MISMATCH|REMEDY_ABSENT|CONTENT_MALFORMED|FILE_CHANGED|FILE_NOT_FOUND|ENVELOPE_MALFORMED)$/

/** How the officers decided on the remedy of a bid. */
export interface RemedyOutcome {
  seats: readonly string[]
  decisions: Readonly<Record<string, { agreed: boolean; reason?: string | undefined }>>
}

/**
 * Proposes who answers for it, from what was found and not by default.
 *
 * @param attempts in the order in which they were made; the last finding of the platform counts before the bidder's own,
 * and what a bidder's program says proves nothing against anybody else
 * @param remedy that the bidder consented to: where not every officer agreed, the key that it lost is still the cause, unless
 * the platform or a third party was found to be
 */
export function propose(attempts: readonly Tried[], remedy?: RemedyOutcome): Proposal {
  const found = byAttempts(attempts)
  const left = remedy && notAgreed(remedy)
  return left && found.cause !== 'platform' && found.cause !== 'third-party' ? left : found
}

const seatName = (role: string): { zh: string; en: string } => SEAT_WORDS[role as Officer] ?? { zh: role, en: role }

/** Who did not agree to a remedy, and how: the one who refused, those who had not decided when the time was over. */
function notAgreed({ seats, decisions }: RemedyOutcome): Proposal | undefined {
  const refused = seats.flatMap((role) => {
    const one = decisions[role]
    return one && !one.agreed ? [{ ...seatName(role), reason: one.reason ?? '' }] : []
  })
  const silent = seats.filter((role) => !decisions[role]).map(seatName)
  if (!refused.length && !silent.length) return undefined
  const said = [
    ...refused.map(({ zh, en, reason }) => ({ zh: `${zh}拒绝（${reason}）`, en: `${en} refused (${reason})` })),
    ...silent.map(({ zh, en }) => ({ zh: `${zh}未作决定`, en: `${en} did not decide` })),
  ]
  return {
    cause: 'bidder',
    zh: `投标人的证书不能解密，补救解密未获全体开标人同意：${said.map(({ zh }) => zh).join('；')}`,
    en: `the bidder’s key does not open it, and not all officers agreed to the remedy: ${said.map(({ en }) => en).join('; ')}`,
  }
}

function byAttempts(attempts: readonly Tried[]): Proposal {
  const last =
    attempts.findLast(({ found }) => found === 'by-platform') ??
    attempts.findLast(({ found }) => found === 'at-signature') ??
    attempts.at(-1)
  if (!last)
    return {
      cause: 'bidder',
      zh: '解密时限内投标人没有尝试解密，平台在时限内可用（曾中断的，已按新密钥重新给足全部时限）',
      en: 'the bidder made no attempt in its time, which the platform gave in full',
    }
  const wrong = (last.given ?? []).filter(({ committed, given }) => committed !== given).map(({ part }) => part)
  if (wrong.length)
    return {
      cause: 'bidder',
      zh: `投标人释放的密钥与其投标文件头中的承诺不符（${wrong.join('、')}）`,
      en: `what the bidder released is not what its package commits to (${wrong.join(', ')})`,
    }
  return byCode(last)
}

/** What a code says by itself. */
function byCode({ code, found }: Tried): Proposal {
  if (found === 'by-bidder') return atBidder(code)
  if (code === PLATFORM_FAILED)
    return {
      cause: 'platform',
      zh: '平台在解密过程中自身出错',
      en: 'the platform itself failed while it opened the bid',
    }
  if (STORED.test(code))
    return {
      cause: 'platform',
      zh: '平台保存的密文与回执所载不一致或不完整',
      en: 'the stored ciphertext is not whole, or not the one of the receipt',
    }
  if (SEALED.test(code))
    return {
      cause: 'bidder',
      zh: '密钥与承诺一致，但封装时的内容与其自身承诺不符',
      en: 'the keys are those committed to, and what was sealed does not hold by itself',
    }
  if (code === 'REVOCATION_UNKNOWN' || code === 'OCSP_INVALID' || code === 'CRL_INVALID')
    return {
      cause: 'third-party',
      zh: '电子认证服务机构的吊销状态当时不可得',
      en: "the authority's revocation status was not to be had",
    }
  return atBidder(code)
}

function atBidder(code: string): Proposal {
  if (CERTIFICATE.test(code))
    return {
      cause: 'bidder',
      zh: `投标人一端使用的证书或密钥文件未能解开（${code}）`,
      en: `the certificate or key file used at the bidder's side did not open it (${code})`,
    }
  return { cause: null, zh: `证据不足以认定（${code}）`, en: `not decided by what was found (${code})` }
}

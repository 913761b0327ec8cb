import { z } from 'zod'
import { defineEvent } from '../ledger/event.ts'
import { type Eye, nobody } from '../ledger/eye.ts'
import { LetterShape } from '../opening/contract.ts'
import { Given } from '../opening/failure.ts'
import { Signature } from '../tenders/signature.ts'

const tender = z.string()
const epoch = z.number().int().positive()
const base = { tender, tag: z.string().length(64), sequence: z.number().int() }
const desk = (eye: Eye): boolean => eye.host || eye.role === 'supervisor'

/** The process that opens the applications has made a key for it, which it keeps in memory only. */
export const KeyAnnounced = defineEvent('prequalification.keyAnnounced', {
  v: 1,
  zh: '申请文件开启密钥已公布',
  en: 'key for the opening of the applications announced',
  data: z.strictObject({
    tender,
    epoch,
    spki: z.string(),
    /** from when the applicants' time counts anew; null: it is over, or has not begun */
    windowFrom: z.number().int().nullable(),
  }),
  seenBy: desk,
})

/** An officer released its shares of every application, closed to the present key. */
export const SharesReleased = defineEvent('prequalification.released', {
  v: 2,
  zh: '开标人已释放申请文件的密钥份额',
  en: 'an officer released its shares of the applications',
  data: z.strictObject({ tender, role: z.string(), epoch, letter: LetterShape, signature: Signature }),
  seenBy: nobody,
})

/** What an officer released is not what the packages commit to: it is named, and releases again. */
export const ShareRefused = defineEvent('prequalification.shareRefused', {
  v: 1,
  zh: '开标人释放的份额与封装时的承诺不符',
  en: 'an officer released what was not committed to',
  data: z.strictObject({ tender, role: z.string(), code: z.string() }),
  seenBy: desk,
})

/** An applicant released its half, closed to the present key. Its signature names it, so it is sealed by the vault. */
export const ApplicationReleased = defineEvent('application.released', {
  v: 1,
  zh: '申请人已释放申请文件的密钥',
  en: 'an applicant released its half of the key',
  data: z.strictObject({ ...base, epoch, letter: LetterShape, signature: z.string() }),
  seenBy: nobody,
})

/** An attempt to open an application failed: what was found, and on whose side. */
export const ApplicationUnlockFailed = defineEvent('application.unlockFailed', {
  v: 1,
  zh: '申请文件解密尝试失败',
  en: 'an attempt to open an application failed',
  data: z.strictObject({
    ...base,
    code: z.string(),
    found: z.enum(['by-bidder', 'by-platform']),
    certificate: z.string().optional(),
    /** sealed by the vault: it names the applicant */
    signature: z.string().optional(),
    /** what the applicant released beside what its package commits to, where the platform found it */
    given: z.array(Given).optional(),
  }),
  seenBy: nobody,
})

/** The application was opened wholly. */
export const ApplicationOpened = defineEvent('application.opened', {
  v: 2,
  zh: '资格预审申请文件已开启',
  en: 'application opened',
  data: z.strictObject({
    ...base,
    /** the form, sealed by the vault: it names organisations */
    form: z.string(),
    files: z.array(z.strictObject({ name: z.string(), type: z.string(), bytes: z.number().int(), sha256: z.string() })),
    /** what it was made on, sealed by the vault; absent in applications from before it was asked for */
    machine: z.string().optional(),
    /** the package's key, sealed to k of n officers: canonical JSON of the box. The platform keeps no other copy on a disk. */
    key: z.string(),
  }),
  seenBy: nobody,
})

/** The trusted timestamp over the fact that sealed an application. */
export const ApplicationStamped = defineEvent('application.stamped', {
  v: 1,
  zh: '申请文件回执已加盖可信时间戳',
  en: 'the receipt of an application has its trusted timestamp',
  data: z.strictObject({ ...base, token: z.string() }),
  seenBy: nobody,
})

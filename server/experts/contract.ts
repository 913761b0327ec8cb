import { z } from 'zod'
import { Base64, Cms, Hash, InstantNumber } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'

/** Code of 《公共资源交易评标专家专业分类标准》: a letter and up to six digits. */
export const Specialty = z.string().regex(/^[A-E]\d{0,6}$/)

/** An expert as the centre enters it into the pool. The certificate names the person. */
export const Enrolment = z.strictObject({
  certificate: Base64(8000),
  specialties: z.array(Specialty).min(1).max(12),
  /** city, as the strata of a panel name it */
  region: z.string().min(1).max(40),
  employer: z.strictObject({ code: z.string().max(18).optional(), name: z.string().min(1).max(100) }).nullable(),
})
export const EnrolExperts = z.strictObject({ experts: z.array(Enrolment).min(1).max(500) })

/** What the host says when it asks for a draw: times and place, never a person. */
export const FreezePanel = z.strictObject({
  tender: Id,
  meeting: z.strictObject({
    at: InstantNumber,
    place: z.string().min(1).max(200),
    /** from when experts may check in */
    checkInFrom: InstantNumber,
  }),
  commitUntil: InstantNumber,
  revealUntil: InstantNumber,
  /** how long an invitation waits for its answer */
  answerMinutes: z.number().int().min(1).max(2880),
  /** how long a replacement who accepts after the meeting began has to arrive */
  travelMinutes: z.number().int().min(0).max(1440),
})

/** An instance of who draws together. */
export const PARTIES = ['tenderer', 'centre', 'supervisor'] as const
export type PartyRole = (typeof PARTIES)[number]

export const Escrow = z.array(z.strictObject({ to: z.enum(PARTIES), wrapped: Base64(2000) })).max(2)
export const CommitDraw = z.strictObject({ draw: DrawId(), commitment: Hash, escrow: Escrow, cms: Cms })
export const RevealDraw = z.strictObject({ draw: DrawId(), value: Hash })
/** How long the parties of a lot have to commit, and then to reveal. */
export const DrawCoefficient = z.strictObject({ tender: Id, minutes: z.number().int().min(1).max(60), cms: Cms })
/** A share of a silent party's value, opened by one of the others. */
export const OpenSilent = z.strictObject({
  draw: DrawId(),
  party: z.enum(PARTIES),
  share: z.string().regex(/^(?:[0-9a-f]{2}){33}$/),
})
export const OneDraw = z.strictObject({ draw: DrawId() })

export const OnePanel = z.strictObject({ tender: Id })
/** One of the tenderer's own for the panel: by certificate, with whom it works, and the letter of authority in words. */
export const NameRepresentative = z.strictObject({
  tender: Id,
  certificate: Base64(8000),
  employer: z.strictObject({ code: z.string().max(18).optional(), name: z.string().trim().min(1).max(100) }),
  /** 授权函: what the representative may do, in words */
  authority: z.string().trim().min(10).max(2000),
  cms: Cms,
})
export const AnswerInvitation = z.strictObject({
  tender: Id,
  accept: z.boolean(),
  reason: z.string().max(2000).optional(),
})
export const CheckIn = z.strictObject({ tender: Id, cms: Cms })
export const Declaration = z.strictObject({
  bidder: Hash,
  interest: z.enum(['none', 'avoid']),
  reason: z.string().max(2000).optional(),
})
export type Declaration = z.infer<typeof Declaration>
export const DeclareInterests = z.strictObject({
  tender: Id,
  declarations: z.array(Declaration).min(1).max(500),
  cms: Cms,
})

/** What a member signs when it checks in, to the letter. */
export const PROMISE =
  '本人确认身份属实，按时到场，独立评审；对评标内容及委员会成员名单保密；知悉投标人名单后如有应当回避的情形，立即声明并退出。'

function DrawId() {
  return z.string().regex(/^[0-9A-Za-z_-]{1,64}\.[kbwpi]?\d{1,3}$/)
}

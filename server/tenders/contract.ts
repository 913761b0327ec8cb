import { z } from 'zod'
import { Id } from '../web/route.ts'
import { InvitationTerms, PrequalificationTerms } from './admissionContract.ts'
import { CeilingMethod } from './ceiling.ts'
import { Criteria } from './criteria.ts'
import { Reserved } from './reserved.ts'
import { TEXT_IDS } from './texts.ts'

export { Criteria }

/** Money as a whole number of fen, in decimal digits. */
export const FenText = z.string().regex(/^(0|[1-9]\d{0,17})$/)
/** A moment, ms since 1970. */
export const InstantNumber = z.number().int().min(0).max(8_000_000_000_000)
/** 统一社会信用代码: 18 characters; the check character is verified where the certificate is read. */
export const CreditCode = z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/)
/** SHA-256 in hex. */
export const Hash = z.string().regex(/^[0-9a-f]{64}$/)
/** Base64 text of at most n characters. */
export const Base64 = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[0-9A-Za-z+/]+={0,2}$/)
/** A detached CMS signature, base64. */
export const Cms = Base64(20_000)

export const Party = z.strictObject({ code: CreditCode, name: z.string().min(1).max(100) })
export type Party = z.infer<typeof Party>

/**
 * The seats that may hold a share of every bid's key, in the order in which shares are made. The first three are held
 * unless a tender says otherwise; `agent` is its agent, the others are organisations that it names.
 */
export const SEATS = ['tenderer', 'centre', 'supervisor', 'agent', 'supervisor-2', 'supervisor-3', 'notary'] as const

/** Who holds the keys of a tender's bids: how many must come together, and of whom; without `seats`, of the first three. */
export const Shares = z.strictObject({
  needed: z.number().int().min(2).max(SEATS.length),
  seats: z
    .array(z.strictObject({ seat: z.enum(SEATS), party: Party.optional() }))
    .min(2)
    .max(SEATS.length)
    .optional(),
})

/** Where the experts of the panel come from. */
export const Stratum = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,24}$/),
  region: z.string().max(40),
  specialty: z.string().regex(/^[A-E]\d{0,6}$/),
  seats: z.number().int().positive().max(15),
})

/** Everything the notice says. */
export const Draft = z.strictObject({
  /** the registered project that it is a tender of */
  registered: Id.optional(),
  project: z.strictObject({ code: z.string().min(17).max(20), name: z.string().min(1).max(200) }),
  code: z.string().min(20).max(23),
  name: z.string().min(1).max(200),
  track: z.enum(['T', 'G']),
  /** six digits of GB/T 2260 */
  region: z.string().regex(/^\d{6}$/),
  kind: z.enum(['works', 'designBuild', 'goods', 'survey', 'design', 'services']),
  /** 公开招标 or 邀请招标 */
  method: z.enum(['open', 'invited']),
  /** why only some are invited; with `invited` alone */
  invitation: InvitationTerms.optional(),
  /** without it bidders are qualified after the opening (资格后审) */
  prequalification: PrequalificationTerms.optional(),
  /** the law does not demand this tender (非依法必须招标); absent: it does */
  mandatory: z.literal(false).optional(),
  stateFunded: z.boolean(),
  tenderer: Party,
  agent: Party.nullable(),
  supervisor: Party,
  industry: z.string().max(60),
  scope: z.string().max(2000),
  qualification: z.string().max(2000),
  consortium: z.boolean(),
  /** a purchase that is kept for small and medium enterprises; absent: it is not */
  reserved: Reserved.optional(),
  funds: z.string().max(200),
  place: z.string().max(200),
  durationDays: z.number().int().positive().max(5000),
  estimate: FenText,
  /** the highest price, where the document states it; absent: it states `ceilingMethod` */
  ceiling: FenText.optional(),
  /** how the highest price is computed at the opening, in place of an amount */
  ceilingMethod: CeilingMethod.optional(),
  deposit: FenText,
  depositForms: z.array(z.enum(['transfer', 'guarantee', 'insurance'])).min(1),
  documentsFrom: InstantNumber,
  documentsUntil: InstantNumber,
  deadline: InstantNumber,
  validityDays: z.number().int().positive().max(400),
  /** the keys of the opening: k of n officers beside each bidder */
  shares: Shares,
  /** the performance bond that the document asks for, basis points of the contract's price; without it, none */
  performanceBond: z.strictObject({ share: z.number().int().min(1).max(10_000) }).optional(),
  /** the document's remedy for a bid that its bidder's key does not open: a code kept apart from it; without it, none */
  remedy: z.literal('code').optional(),
  /** the technical volume tells nobody's name (技术暗标): what the document asks of its form; absent: it may name its bidder */
  blind: z.strictObject({ pages: z.number().int().min(1).max(5000).optional() }).optional(),
  parts: z.array(z.enum(['business', 'technical', 'price'])).length(3),
  criteria: Criteria,
  panel: z.strictObject({
    members: z.number().int().min(3).max(21),
    /** how many of them the tenderer names itself; absent: none */
    representatives: z.number().int().min(1).max(7).optional(),
    strata: z.array(Stratum).min(1).max(10),
  }),
  contact: z.string().max(300),
  /** the tenderer's address */
  address: z.string().max(200).optional(),
  /** free texts of the tender document that the platform makes */
  texts: z.partialRecord(z.enum(TEXT_IDS), z.string().max(8000)).optional(),
})
export type Draft = z.infer<typeof Draft>

/** A file that was uploaded before, with what it is called. */
export const SignedDocument = z.strictObject({
  title: z.string().min(1).max(120),
  file: z.string().max(200),
  bytes: z.number().int().positive(),
  sha256: Hash,
})

/** What of a notice an addendum may change; dates move by a postponement, everything else by a new tender. */
export const AmendedTerms = z.strictObject({
  scope: Draft.shape.scope.optional(),
  qualification: Draft.shape.qualification.optional(),
  consortium: Draft.shape.consortium.optional(),
  funds: Draft.shape.funds.optional(),
  place: Draft.shape.place.optional(),
  durationDays: Draft.shape.durationDays.optional(),
  ceiling: Draft.shape.ceiling,
  validityDays: Draft.shape.validityDays.optional(),
  deposit: Draft.shape.deposit.optional(),
  depositForms: Draft.shape.depositForms.optional(),
  /** null: none is asked for any more */
  performanceBond: Draft.shape.performanceBond.unwrap().nullable().optional(),
  /** null: there is none any more */
  remedy: z.literal('code').nullable().optional(),
  criteria: Draft.shape.criteria.optional(),
  texts: Draft.shape.texts,
  contact: Draft.shape.contact.optional(),
})
export type AmendedTerms = z.infer<typeof AmendedTerms>

export const DraftTender = z.strictObject({ tender: Id, draft: Draft })
export const OfficerKey = z.strictObject({
  tender: Id,
  spki: Base64(4000),
  backup: Base64(12_000),
  cms: Cms,
})
/** A reason in writing for a warning of the pre-publication check. */
export const Reasoned = z.strictObject({
  code: z.string().max(40),
  where: z.string().max(80),
  reason: z.string().trim().min(10).max(1000),
})
/** Signatures over the prepared copies of documents (PAdES), by the document's hash. */
export const Seals = z.array(z.strictObject({ sha256: Hash, cms: Cms })).max(41)
export const PublishTender = z
  .strictObject({
    tender: Id,
    /** the platform makes the tender document from the draft; what is uploaded are annexes */
    composed: z.literal(true).optional(),
    documents: z.array(z.strictObject({ title: z.string().min(1).max(120), upload: Id })).max(20),
    reasons: z.array(Reasoned).max(100).optional(),
    /** signatures over the prepared copies of the documents (PAdES), by the document's hash */
    seals: Seals.default([]),
    /** that of the notice, as it was frozen at a moment with its document; an invitation has none */
    notice: z.strictObject({ at: InstantNumber, document: Hash, cms: Cms }).optional(),
    cms: Cms,
  })
  .refine(({ composed, documents }) => composed || documents.length > 0, { path: ['documents'] })
/** The notice of a draft as it reads at a moment, with the hash of its first document. */
export const UnsignedNotice = z.strictObject({
  tender: Id,
  at: z.coerce.number().pipe(InstantNumber),
  document: Hash,
})
export const UploadOfTender = z.strictObject({ tender: Id, upload: Id })
/** A reason in words, for people. */
export const Reason = z.string().trim().min(4).max(1000)
/** An order that the tender rests: supervision's, or the centre's for an incident. */
export const SuspendTender = z.strictObject({ tender: Id, suspension: Id, reason: Reason, cms: Cms })
export const LiftSuspension = z.strictObject({ tender: Id, suspension: Id, reason: Reason, cms: Cms })
export const PostponeTender = z.strictObject({
  tender: Id,
  deadline: InstantNumber,
  documentsUntil: InstantNumber.optional(),
  reason: Reason,
  cms: Cms,
})
/** What is wrong with a tender document: the words that stand in it, and the rule or sense that they offend. */
export const Defect = z.strictObject({
  clause: z.string().trim().min(4).max(2000),
  offends: z.string().trim().min(4).max(2000),
})
export type Defect = z.infer<typeof Defect>
export const TerminateTender = z.strictObject({
  tender: Id,
  ground: z.enum(['majorChange', 'other', 'documentUnlawful']),
  /** named where the round ends for its document */
  defect: Defect.optional(),
  reason: Reason,
  cms: Cms,
})
/** The host's signature in the paper that tells a deed, over the copy that was made for a moment. */
export const PaperSeal = z.strictObject({ at: InstantNumber, cms: Cms })
const ControlPriceSaid = z.strictObject({
  tender: Id,
  price: FenText,
  basis: z.string().trim().min(4).max(2000),
})
export const PublishControlPrice = ControlPriceSaid.extend({ paper: PaperSeal.optional(), cms: Cms })
/** The control price as it would be published at a moment, to be signed. */
export const UnsignedControlPrice = ControlPriceSaid.extend({ at: InstantNumber })
export const RepeatTender = z.strictObject({ tender: Id, next: Id })
export const OnePaper = z.strictObject({ tender: Id, sha256: Hash })
/** A signature over the prepared copy of a paper; `prepared` is the version that it is based on. */
export const SealPaper = z.strictObject({ tender: Id, sha256: Hash, prepared: Hash, cms: Cms })
export const CheckTender = z.strictObject({ tender: Id, composed: z.enum(['true', 'false']).default('true') })
export const OneTender = z.strictObject({ tender: Id })
export const OneDocument = z.strictObject({ tender: Id, sha256: Hash })

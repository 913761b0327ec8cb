import { z } from 'zod'
import { defineEvent } from '../ledger/event.ts'
import { type Eye, everybody, officers, partlyOpen } from '../ledger/eye.ts'
import { Hash, InstantNumber, SignedDocument } from '../tenders/contract.ts'
import { Signature } from '../tenders/events.ts'
import { isJoint } from './contractEvents.ts'

const tender = z.string()
const File = { file: z.string(), sha256: Hash }

/** Papers that are signed one by one after they were issued. */
export const PaperKind = z.enum(['publicity', 'contract', 'report'])
export type PaperKind = z.infer<typeof PaperKind>

/** A place in such a paper: the tenderer's, the winner's, or that of a member of the consortium that won. */
export const PaperField = z.string().regex(/^(tenderer|winner|member-[1-9]\d?)$/)

/** Award notice and notices to all others are drawn up, for the tenderer to sign. */
export const NoticesDrafted = defineEvent('award.noticesDrafted', {
  v: 1,
  zh: '中标通知书与结果通知书已生成，待招标人签章',
  en: 'award notice and result notices drawn up',
  data: z.strictObject({
    tender,
    notice: z.strictObject(File),
    results: z.array(z.strictObject({ tag: Hash, ...File })),
    /** absent: its terms are written by the tenderer */
    contract: z.strictObject(File).optional(),
  }),
  seenBy: (eye: Eye) => eye.host || eye.role === 'supervisor',
})

/** A signature was put into an issued paper (PAdES); no byte before it changed. */
export const PaperSigned = defineEvent('award.paperSigned', {
  v: 1,
  zh: '文件已加盖签章',
  en: 'paper signed',
  data: z.strictObject({
    tender,
    paper: PaperKind,
    /** the place that was signed */
    field: PaperField,
    base: Hash,
    ...File,
    certificate: z.string(),
    /** the winner's, for the paper that only the two sides see */
    tag: z.string(),
    /** the other members of its consortium, who see that paper too */
    members: z.array(z.strictObject({ tag: Hash })).optional(),
  }),
  seenBy: partlyOpen(
    (eye: Eye, { paper, tag, members }: { paper: PaperKind; tag: string; members?: { tag: string }[] | undefined }) =>
      paper === 'publicity' || officers(eye) || (eye.role === 'bidder' && eye.tag === tag) || isJoint(eye, members),
  ),
})

/** The tenderer has reported in writing to the supervisor, or handed the contract's copy in. */
export const ReportMade = defineEvent('award.reported', {
  v: 1,
  zh: '已向行政监督部门报告',
  en: 'reported to the supervisor',
  data: z.strictObject({
    tender,
    /** what is reported: how the tender went, or the contract's copy */
    about: z.enum(['tender', 'contract']),
    remarks: z.string(),
    files: z.array(SignedDocument).optional(),
    contract: Hash.nullable(),
    article: z.string(),
    inTime: z.boolean(),
    signature: Signature,
  }),
  seenBy: officers,
})

/** The report as a stamped PDF. */
export const ReportIssued = defineEvent('award.reportIssued', {
  v: 1,
  zh: '书面报告文件已生成',
  en: 'report issued as PDF',
  data: z.strictObject({ tender, ...File }),
  seenBy: officers,
})

/** The contract is public: as it was signed, or without what the law keeps secret. */
export const ContractPublished = defineEvent('award.contractPublished', {
  v: 1,
  zh: '合同已公告',
  en: 'contract published',
  data: z.strictObject({
    tender,
    contract: Hash,
    /** what is shown instead of the signed contract; absent: that itself */
    shown: SignedDocument.optional(),
    /** why parts are not shown: state or trade secrets */
    withheld: z.string().optional(),
    at: InstantNumber,
    inTime: z.boolean(),
    signature: Signature,
  }),
  seenBy: everybody,
})

export const letterEvents = [NoticesDrafted, PaperSigned, ReportMade, ReportIssued, ContractPublished]

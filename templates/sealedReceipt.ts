import { type Attestation, minute, type Time } from './layout.ts'

/** What every receipt for something sealed says: of what tender, how it is recognised, and by what that is proven. */
export interface SealedReceipt extends Attestation {
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  /** The how-many-th of its sender in this tender, from 1. */
  readonly sequence: number
  readonly deadline: Time
  /** Hash of the sealed header, hex. */
  readonly header: string
  /** Root of the chunks of what has one part only, hex. */
  readonly root?: string
  /** The certificate that signed it, by serial number and hash. */
  readonly certificate?: string
  /** Why nobody asked whether that certificate was revoked, where that is so. */
  readonly unasked?: string
  /** Where the receipt stands in the public log, if it is there yet. */
  readonly log?: string
  /** Whether the trusted timestamp is there or follows. */
  readonly stamped?: string
  /** The platform's clock against the timestamp authority's. */
  readonly clock?: string
  /** Name of the attached file for machines. */
  readonly attachment?: string
}

type Row = readonly [label: string, text: string | undefined]

/** Which tender it is about. */
export const tenderRow = ({ tender }: SealedReceipt): Row => ['标段', `${tender.name}（${tender.code}）`]

/** Whose it is, under what that is called here. */
export const senderRow = (called: string, { name, code }: { name: string; code: string }): Row => [
  called,
  `${name}（统一社会信用代码 ${code}）`,
]

/** Until when it had to come. */
export const deadlineRow = (called: string, { deadline }: SealedReceipt): Row => [
  called,
  `${minute(deadline)}（北京时间）`,
]

/** By what it is recognised again, and what proves when it came. */
export const proofRows = (receipt: SealedReceipt): Row[] => [
  ['密封信封指纹', receipt.header],
  ['内容根指纹', receipt.root],
  ['签名证书', receipt.certificate],
  ['证书吊销查询', receipt.unasked],
  ['日志位置', receipt.log],
  ['时间戳', receipt.stamped],
  ['平台时钟', receipt.clock],
]

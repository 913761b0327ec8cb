import { z } from 'zod'
import { defineEvent } from '../ledger/event.ts'
import { type Eye, officers } from '../ledger/eye.ts'
import { Hash } from '../tenders/contract.ts'
import { Signature } from '../tenders/events.ts'
import { ContractText } from './contractText.ts'

const tender = z.string()
const winnerOrOfficer = (eye: Eye, data: { tag: string }): boolean =>
  officers(eye) || (eye.role === 'bidder' && eye.tag === data.tag)

/** A term that reads otherwise than document and bid, without touching their substance. */
export const ContractDifference = z.strictObject({
  field: ContractText.keyof(),
  from: z.enum(['bid', 'document', 'neither']),
  said: z.string(),
  contract: z.string(),
  verdict: z.enum(['wording', 'addition', 'minor']),
})

/** The tenderer has written the contract; what differs from document and bid is told. */
export const ContractProposed = defineEvent('award.contractProposed', {
  v: 1,
  zh: '合同条款已拟定并与招标文件、投标文件比对',
  en: 'the terms of the contract are written and compared',
  data: z.strictObject({
    ...{ tender, tag: Hash, text: ContractText, differences: z.array(ContractDifference), signature: Signature },
  }),
  seenBy: winnerOrOfficer,
})

/** A member of the consortium that won: it signs the contract beside its leader. */
export const Joint = z.strictObject({ tag: Hash, code: z.string(), name: z.string() })
export type Joint = z.infer<typeof Joint>

/** Whether somebody is such a member. */
export const isJoint = (eye: Eye, members: readonly { tag: string }[] = []): boolean =>
  eye.role === 'bidder' && members.some(({ tag }) => tag === eye.tag)

/** The contract as its parties are to sign it. */
export const ContractDrafted = defineEvent('award.contractDrafted', {
  v: 1,
  zh: '合同文本已生成',
  en: 'the contract is drawn up',
  data: z.strictObject({
    ...{ tender, tag: Hash, proposal: z.string(), file: z.string(), sha256: Hash },
    /** the other members of the consortium that won; absent: the winner bid alone */
    members: z.array(Joint).optional(),
  }),
  seenBy: (eye: Eye, data) => winnerOrOfficer(eye, data) || isJoint(eye, data.members),
})

export const contractEvents = [ContractProposed, ContractDrafted]

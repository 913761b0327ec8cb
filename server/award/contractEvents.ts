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

/** The contract as both are to sign it. */
export const ContractDrafted = defineEvent('award.contractDrafted', {
  v: 1,
  zh: '合同文本已生成',
  en: 'the contract is drawn up',
  data: z.strictObject({ tender, tag: Hash, proposal: z.string(), file: z.string(), sha256: Hash }),
  seenBy: winnerOrOfficer,
})

export const contractEvents = [ContractProposed, ContractDrafted]

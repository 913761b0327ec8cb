import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { FactOf } from '../ledger/event.ts'
import { inStage } from '../tenders/rules.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Award } from './award.ts'
import { type Binding, lawfulDifferences } from './contractComparison.ts'
import { ContractDrafted, ContractProposed, type contractEvents, type Joint } from './contractEvents.ts'
import type { ContractText } from './contractText.ts'
import { signedIn } from './letters.ts'

const refuse = refusals({
  NOTICE_NOT_OUT: { status: 409, zh: '中标通知书尚未发出', en: 'the award notice is not out yet' },
  CONTRACT_UNDER_SIGNATURE: {
    status: 409,
    zh: '合同文本已有一方签章，条款不能再改',
    en: 'somebody signed the text already: its terms stand',
  },
})

/** A contract that was written and compared. Absent: none was. */
export interface Proposal {
  /** the fact that it was written by */
  id: string
  at: number
  text: ContractText
  differences: { field: string; from: string; said: string; contract: string; verdict: string }[]
}

type Proposing = Pick<Rulebook, 'contractFixed' | 'contractTerms'>

/** The tenderer writes the contract, until one of its parties has signed it; substance follows document and bid. */
export function proposeContract(
  of: { tender: Tender; award: Award; binding: Binding; text: ContractText; signature: Signature },
  law: Proposing,
) {
  const { tender, award, binding, text, signature } = of
  inStage(tender, 'awarded')
  if (!award.winner || award.noticeAt === null) throw refuse('NOTICE_NOT_OUT')
  if (award.signed.length || signedIn(award, 'contract').length) throw refuse('CONTRACT_UNDER_SIGNATURE')
  const differences = lawfulDifferences(binding, text, law).map(({ field, from, said, contract, verdict }) => ({
    ...{ field, from, said, contract, verdict: verdict as 'wording' | 'addition' | 'minor' },
  }))
  return [ContractProposed({ tender: tender.id, tag: award.winner.tag, text, differences, signature })]
}

/** Notes the paper of a contract, unless it was written anew meanwhile. */
export function draftContract(
  award: Award,
  of: { proposal: string; file: string; sha256: string; members?: readonly Joint[] },
) {
  if (award.proposal?.id !== of.proposal || award.draft || !award.winner) return []
  const { members = [], ...drawn } = of
  const joint = members.length ? { members: [...members] } : {}
  return [ContractDrafted({ tender: award.tender, tag: award.winner.tag, ...drawn, ...joint })]
}

/** The part of `evolve` that concerns the writing of the contract. */
export function evolveDraft(award: Award, fact: FactOf<(typeof contractEvents)[number]>): Award {
  if (fact.type === 'award.contractDrafted') {
    const { file, sha256, members } = fact.data
    return { ...award, draft: { file, sha256, ...(members ? { members } : {}) } }
  }
  const { text, differences } = fact.data
  return { ...award, draft: null, proposal: { id: fact.id, at: fact.at, text, differences } }
}

import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { tagOf } from '../access/who.ts'
import { bidsOf } from '../bids/store.ts'
import { issuePaper } from '../documents/issue.ts'
import { boundItems } from '../evaluation/prices.ts'
import { evaluationOf } from '../evaluation/store.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, command, on } from '../ledger/command.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Award, Issued } from './award.ts'
import { type Binding, bindingOf } from './contractComparison.ts'
import { ContractProposed, type Joint } from './contractEvents.ts'
import type { ProposeContract } from './contractText.ts'
import { draftContract, proposeContract } from './drawingUp.ts'
import { contractPaper } from './papers.ts'
import { awardOf, awardStream } from './store.ts'

type Reading = Parameters<typeof bidsOf>[0]

/** What binds the contract with a winner: its offer, at corrected prices where some were confirmed, and the document. */
export async function bindingFor(context: Reading, tender: Tender, award: Award): Promise<Binding> {
  const { winner, announcement } = award
  if (!winner) throw new Error(`${tender.id} has no winner`)
  const bid = (await bidsOf(context, tender.id)).find(({ tag }) => tag === winner.tag)
  const evaluation = (await evaluationOf(context, tender.id))?.state
  const own = bid?.form?.items ?? []
  const offered = evaluation ? boundItems(evaluation, winner.tag, own) : own
  return bindingOf(tender, winner, announcement?.items ?? offered)
}

/** The tenderer writes the contract's terms; the platform compares each with the tender document and the winning bid. */
export const propose = command(
  'award.proposeContract',
  (e, input: z.infer<typeof ProposeContract>): Promise<Tender> => e.hold(tenderStream(input.tender)),
  async (e, tender, input) => {
    const award = await e.hold(awardStream(tender.id))
    const { terms: text } = input
    const fields = { tender: tender.id, terms: text }
    const how = { what: 'award.proposeContract', fields, cms: input.cms } as const
    const signature = await checkStatement(e.platform, e.who, how, e.now)
    const law = rulebook(tender.published?.rulebook ?? '')
    const binding = award.winner ? await bindingFor(e, tender, award) : bindingOf(tender, { terms: text }, [])
    const after = await e.append(
      awardStream(tender.id),
      proposeContract({ tender, award, binding, text, signature }, law),
    )
    return { tender: tender.id, differences: after.proposal?.differences ?? [] }
  },
)

const keep = command(
  'award.issue',
  (e, input: Issued & { tender: string; proposal: string; members: Joint[] }) => e.read(tenderStream(input.tender)),
  async (e, tender, { proposal, file, sha256, members }) => {
    const award = await e.hold(awardStream(tender.id))
    const facts = draftContract(award, { proposal, file, sha256, members })
    if (facts.length) await e.append(awardStream(tender.id), facts)
  },
)

/** The other members of the consortium that won, as they sign in. */
async function jointOf({ platform }: Reading, tender: string, winner: string): Promise<Joint[]> {
  const bid = (await bidsOf({ platform }, tender)).find(({ tag }) => tag === winner)
  const members = bid?.form?.consortium?.members ?? []
  return members.map(({ code, name }) => ({ tag: tagOf(platform.vault, 'bidder', tender, code), code, name }))
}

/** Draws the contract up as its parties are to sign it. */
async function drawUp(context: Context, id: string, at: number): Promise<void> {
  const { platform } = context
  const [tender, award] = [await tenderById(context, id), await awardOf(context, id)]
  if (!tender || !award?.proposal || !award.winner || award.draft) return
  const { winner, proposal } = award
  const members = await jointOf(context, id, winner.tag)
  const paper = contractPaper(tender, { winner, members, proposal }, platform, at)
  const issued = await issuePaper(platform, `awards/${id.toLowerCase()}`, paper, at)
  await keep.run(context, { tender: id, proposal: proposal.id, members, ...issued })
}

export const contractReaction = on(ContractProposed, 'contractPaper', (context, fact) =>
  drawUp(context, fact.data.tender, fact.at),
)

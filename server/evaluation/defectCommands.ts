import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { terminateTender } from '../tenders/endings.ts'
import { tenderStream } from '../tenders/store.ts'
import { hold, holdGoing, lawOf, sealSignature, stageOf } from './commands.ts'
import type { AnswerStop, RaiseDefect, VoteOnDefect } from './contract.ts'
import { answerStop, raiseDefect, voteOnDefect } from './defects.ts'
import { evaluationStream } from './store.ts'

const both = async (e: Entry, input: { tender: string }) => {
  const tender = await e.hold(tenderStream(input.tender))
  return { tender, evaluation: await hold(e, input) }
}

/** A member finds the document defective, signed; its signature stays sealed. */
export const raise = command('evaluation.raiseDefect', holdGoing, async (e, of, input: z.infer<typeof RaiseDefect>) => {
  const { cms, ...fields } = input
  const signature = await checkStatement(e.platform, e.who, { what: 'evaluation.raiseDefect', fields, cms }, e.now)
  const { ground, defect } = fields
  const found = { member: e.who.tagFor(of.tender), ground, defect, sealed: sealSignature(e.platform, signature) }
  return stageOf(await e.append(evaluationStream(of.tender), raiseDefect(of, found, lawOf(of))))
})

/** A member votes on a defect, signed; with the majority the evaluation stops. */
export const vote = command(
  'evaluation.voteOnDefect',
  holdGoing,
  async (e, of, input: z.infer<typeof VoteOnDefect>) => {
    const { cms, ...fields } = input
    const signature = await checkStatement(e.platform, e.who, { what: 'evaluation.voteOnDefect', fields, cms }, e.now)
    const { agree, reason = null } = fields
    const said = { member: e.who.tagFor(of.tender), agree, reason, sealed: sealSignature(e.platform, signature) }
    return stageOf(await e.append(evaluationStream(of.tender), voteOnDefect(of, said, lawOf(of))))
  },
)

/** The tenderer answers a stop; what it confirms ends the round, which is corrected and tendered anew. */
export const answer = command(
  'evaluation.answerStop',
  both,
  async (e, { tender, evaluation }, input: z.infer<typeof AnswerStop>) => {
    const { cms, ...fields } = input
    const { confirmed, reason } = fields
    const signature = await checkStatement(e.platform, e.who, { what: 'evaluation.answerStop', fields, cms }, e.now)
    const facts = answerStop(evaluation, { confirmed, reason, signature })
    const defect = evaluation.defect?.defect
    if (confirmed && defect) {
      const ending = { ground: 'documentDefective' as const, defect, reason, signature }
      await e.append(tenderStream(tender.id), terminateTender(tender, ending, lawOf(evaluation), e.now))
    }
    return stageOf(await e.append(evaluationStream(tender.id), facts))
  },
)

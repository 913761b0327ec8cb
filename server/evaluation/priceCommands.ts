import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { command } from '../ledger/command.ts'
import { hold, holdGoing, lawOf, stageOf } from './commands.ts'
import type { AnswerCorrection, CorrectPrice, CountDeviations, DropCorrection } from './contract.ts'
import { answerCorrection, correctBid, correctionFor, countDeviations, dropCorrection } from './repricing.ts'
import { closing } from './review.ts'
import { evaluationStream } from './store.ts'

/** The chair records that a price contradicts itself; the law's steps make another of it, and the bidder is asked. */
export const correct = command(
  'evaluation.correctPrice',
  holdGoing,
  async (e, of, { bid, page, found, minutes }: z.infer<typeof CorrectPrice>) => {
    const id = e.platform.newId()
    const member = e.who.tagFor(of.tender)
    const facts = correctBid(of, { member, id, bid, page, found, minutes }, lawOf(of), e.now)
    const after = await e.append(evaluationStream(of.tender), facts)
    const made = after.repricings?.find((one) => one.id === id)
    return { repricing: id, price: made?.after, steps: made?.steps, until: made?.until }
  },
)

/** The chair takes a correction back that nobody has answered yet. */
export const drop = command(
  'evaluation.dropCorrection',
  holdGoing,
  async (e, of, { repricing, reason }: z.infer<typeof DropCorrection>) => {
    const member = e.who.tagFor(of.tender)
    const after = await e.append(evaluationStream(of.tender), dropCorrection(of, { member, repricing, reason }))
    return stageOf(await e.append(evaluationStream(of.tender), closing(after, lawOf(of))))
  },
)

/** A bidder's signed word on its corrected price. */
export const answer = command(
  'evaluation.answerCorrection',
  hold,
  async (e, of, { repricing, confirmed, cms }: z.infer<typeof AnswerCorrection>) => {
    const bid = e.who.tagFor(of.tender)
    const { after: price } = correctionFor(of, { repricing, bid }, e.now)
    const fields = { tender: of.tender, repricing, confirmed, price }
    const signature = await checkStatement(
      e.platform,
      e.who,
      { what: 'evaluation.answerCorrection', fields, cms },
      e.now,
    )
    const facts = answerCorrection(of, { repricing, bid, confirmed, signature }, e.now)
    const after = await e.append(evaluationStream(of.tender), facts)
    if (after.stage === 'review') await e.append(evaluationStream(of.tender), closing(after, lawOf(of)))
    return { repricing, confirmed, answeredAt: e.now }
  },
)

/** The chair records what the panel counted of deviations. */
export const count = command(
  'evaluation.countDeviations',
  holdGoing,
  async (e, of, { bids }: z.infer<typeof CountDeviations>) => {
    const facts = countDeviations(of, { member: e.who.tagFor(of.tender), bids }, lawOf(of))
    return stageOf(await e.append(evaluationStream(of.tender), facts))
  },
)

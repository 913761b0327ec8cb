import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import { type Command, type Context, command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { concealed, letterTag, revealed } from '../questions/anonymous.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { answerChallenge, type Challenge, challengeResult } from './challenging.ts'
import type { AnswerChallenge, ChallengeResult, OfTender } from './contract.ts'
import { reviewAgain } from './reopenCommands.ts'
import { applicantTag, prequalificationOf, prequalificationStream } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
})

const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))
const purpose = (challenge: string): string => `challenge/${challenge}`

/** What a challenge says and who made it, as it is sealed. */
interface Sealed {
  author: { code: string; name: string }
  text: string
  signature: object
}

type Input = z.infer<typeof ChallengeResult> & { challenge: string }

const challengeAs = command('prequalification.challenge', held, async (e, tender, input: Input) => {
  const { challenge, text, cms } = input
  const signed = { what: 'prequalification.challenge', fields: { tender: tender.id, text }, cms }
  const signature = await checkStatement(e.platform, e.who, signed, e.now)
  const code = e.who.organisation ?? ''
  const stream = prequalificationStream(tender.id)
  const state = await e.holdIfAny(stream)
  const { vault } = e.platform
  const own = (one: Challenge): boolean => one.tag === letterTag(vault, one.id, code)
  const content: Sealed = { author: { code, name: e.who.organisationName ?? '' }, text, signature }
  const of = {
    ...{ challenge, tag: letterTag(vault, challenge, code), applicant: applicantTag(e.platform, tender.id, code) },
    waits: (state?.challenges ?? []).some((one) => own(one) && !one.answer),
    sealed: concealed(vault, purpose(challenge), content),
  }
  const on = { now: e.now, table: await e.platform.calendar() }
  const after = await e.append(stream, challengeResult(state, of, lawOf(tender), on))
  const made = after.challenges?.at(-1)
  return { challenge, late: made?.late ?? false, answerBy: made?.answerBy ?? null }
})

/** An applicant challenges the result, under a tag of that letter alone. */
export const challenge: Command<
  z.infer<typeof ChallengeResult>,
  { challenge: string; late: boolean; answerBy: number | null }
> = {
  policy: 'prequalification.challenge',
  run: (context, input) => {
    const id = context.platform.newId()
    const tag = letterTag(context.platform.vault, id, context.who.organisation ?? '')
    const who = { ...context.who, tagFor: () => tag } // the fact's actor is the letter's own tag
    return challengeAs.run({ ...context, who }, { ...input, challenge: id })
  },
}

/** The purchaser answers; where it was wrong the applications may be reviewed again at once. */
export const answer = command(
  'prequalification.answerChallenge',
  held,
  async (e, tender, { cms, ...fields }: z.infer<typeof AnswerChallenge>) => {
    const { challenge: id, text, outcome, reReview } = fields
    const signed = { what: 'prequalification.answerChallenge', fields, cms }
    const signature = await checkStatement(e.platform, e.who, signed, e.now)
    const stream = prequalificationStream(tender.id)
    const law = lawOf(tender)
    await e.append(
      stream,
      answerChallenge(await e.holdIfAny(stream), { challenge: id, text, outcome, signature }, e.now),
    )
    if (reReview && outcome === 'upheld')
      await reviewAgain(e, tender.id, { order: id, reason: text, rule: law.resultObjectionReply })
    return { challenge: id, outcome }
  },
)

/** The challenges of a result, opened. */
export async function challengesOf(context: Pick<Context, 'platform'>, tender: string) {
  const all = (await prequalificationOf(context, tender))?.challenges ?? []
  return all.map((one) => {
    const { author, text } = revealed<Sealed>(context.platform.vault, purpose(one.id), one.sealed)
    return { ...one, author, text }
  })
}

/** The challenges of a result that one may read: an applicant its own, those who run the tender and its supervisor all. */
export const challenges = query(
  'prequalification.challenges',
  async (context, input: z.infer<typeof OfTender>) => {
    const tender = await tenderById(context, input.tender)
    if (!tender?.prequal) throw refuse('TENDER_UNKNOWN')
    return tender
  },
  async (context: Context, tender) => {
    const { vault } = context.platform
    const mine = (one: Challenge): boolean => one.tag === letterTag(vault, one.id, context.who.organisation ?? '')
    const items = (await challengesOf(context, tender.id))
      .filter((one) => context.who.role !== 'bidder' || mine(one))
      .map(({ sealed: _sealed, tag: _tag, ...open }) => open)
    return { items, allowed: lawOf(tender).resultObjection.value !== 'publicity' }
  },
)

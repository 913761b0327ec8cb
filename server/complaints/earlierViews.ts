import { awardOf } from '../award/store.ts'
import type { Context } from '../ledger/command.ts'
import { openingOf } from '../opening/store.ts'
import { challengesOf } from '../prequalification/challengeCommands.ts'
import { letterTag } from '../questions/anonymous.ts'
import { objectionsOf } from '../questions/store.ts'
import type { EarlierObjection, Told } from './clocks.ts'

/** Every objection to a tender, in whichever stage it was made, in the order of stages. */
export async function objectionsTo(context: Pick<Context, 'platform' | 'who'>, tender: string): Promise<Told[]> {
  const { platform, who } = context
  const byLetter = ({ id, tag }: { id: string; tag: string }): boolean =>
    tag === letterTag(platform.vault, id, who.organisation ?? '')
  const byTag = ({ tag }: { tag: string }): boolean => tag === who.tagFor(tender)
  const answered = (answer: { text: string; outcome: Told['outcome']; at: number } | null) => ({
    answer: answer?.text ?? null,
    outcome: answer?.outcome ?? null,
    answeredAt: answer?.at ?? null,
  })
  const documents = (await objectionsOf(context, tender)).map((one): Told => {
    const { id, at, text, answerBy, answer } = one
    return { id, matter: 'documents', at, text, answerBy, ...answered(answer), mine: byLetter(one) }
  })
  const challenges = (await challengesOf(context, tender)).map((one): Told => {
    const { id, at, text, answerBy, answer } = one
    return { id, matter: 'prequalification', at, text, answerBy, ...answered(answer), mine: byLetter(one) }
  })
  const spoken = ((await openingOf(platform, tender))?.matters ?? []).map((one): Told => {
    const { id, at, text, answer } = one
    return { id, matter: 'opening', at, text, answerBy: null, ...answered(answer), mine: byTag(one) }
  })
  const result = ((await awardOf(context, tender))?.objections ?? []).map((one): Told => {
    const { id, at, text, answerBy, answer, answeredAt, outcome = null } = one
    return { id, matter: 'result', at, text, answerBy, answer, answeredAt, outcome, mine: byTag(one) }
  })
  return [...documents, ...challenges, ...spoken, ...result]
}

/** The objections to a tender that who asks has made: what a complaint of its may follow. */
export const ownObjections = async (
  context: Pick<Context, 'platform' | 'who'>,
  tender: string,
): Promise<EarlierObjection[]> =>
  (await objectionsTo(context, tender))
    .filter(({ mine }) => mine)
    .map(({ id, matter, at, answerBy, answeredAt }) => ({ id, matter, at, answerBy, answeredAt }))

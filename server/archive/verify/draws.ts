import { unbase64, unhex } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { parseCertificate } from '../../../crypto/certificate.ts'
import { verifyRaw } from '../../../crypto/signature.ts'
import { checkDraw, type Transcript } from '../../../crypto/transcript.ts'
import type { Fact } from '../../ledger/event.ts'
import { drawnAtOpening } from '../../tenders/ceiling.ts'
import { type Criteria, withDrawn } from '../../tenders/criteria.ts'
import type { Tender } from '../../tenders/tender.ts'
import { admittedAgain } from './admission.ts'
import type { Opened } from './archive.ts'
import { refuseAny } from './report.ts'
import { tenderOf } from './states.ts'

/** Every draw gives the same order again, and is the one that the facts speak of. */
export async function checkDraws({ bag, facts }: Opened): Promise<string> {
  const wrong: string[] = []
  const paths = bag.paths.filter((path) => path.startsWith('data/draws/'))
  const platform = parseCertificate(unbase64((await bag.text('data/trust/platform.txt')).trim()))
  const transcripts = new Map<string, Transcript>()
  for (const path of paths)
    try {
      const transcript = JSON.parse(await bag.text(path)) as Transcript
      transcripts.set(transcript.draw, transcript)
      await checkDraw(transcript, async (statement, signature) => {
        await verifyRaw(platform, statement, unhex(signature))
        return true
      })
      const drawn = facts.find(
        ({ fact }) => fact.type === 'draw.drawn' && (fact.data as { draw: string }).draw === transcript.draw,
      )
      if (!drawn || (drawn.fact.data as { seed: string }).seed !== transcript.seed)
        throw new Error('the facts know another seed')
    } catch (problem) {
      wrong.push(
        `${path}: ${JSON.stringify((problem as { facts?: object }).facts ?? String((problem as Error).message))}`,
      )
    }
  const told = facts.map(({ fact }) => fact)
  wrong.push(...drawnAgain(tenderOf(facts), told), ...admittedAgain(told, transcripts))
  if (!paths.length) wrong.push('there is no draw')
  refuseAny(wrong, 'draws do not hold')
  return `${paths.length} draws repeated`
}

/**
 * A coefficient is the value that its transcript drew, of the values that the notice lists, and the one by which the
 * evaluation judged; none is used that was not drawn.
 */
export function drawnAgain(
  published: Pick<Tender, 'criteria' | 'ceilingMethod'>,
  facts: readonly Pick<Fact, 'type' | 'data'>[],
): string[] {
  const last = <T>(type: string): T | undefined => facts.findLast((fact) => fact.type === type)?.data as T | undefined
  const told = last<{ value: number; transcript: string }>('opening.coefficientDrawn')
  const wrong: string[] = []
  if (told) {
    const { draw, opened, order } = JSON.parse(told.transcript) as Transcript
    if (!drawnAtOpening(published)?.values.includes(told.value))
      wrong.push(`${draw}: the notice does not list the coefficient ${told.value}`)
    const [first] = opened ?? []
    if (first?.id !== String(told.value) || first.pid !== order['k']?.[0])
      wrong.push(`${draw}: the coefficient is not the value that was drawn`)
  }
  const judged = last<{ criteria: Criteria }>('evaluation.begun')?.criteria
  if (judged && canonical(judged) !== canonical(withDrawn(published.criteria, told?.value)))
    wrong.push('the evaluation judged by other criteria than were published and drawn')
  return wrong
}

import type { z } from 'zod'
import type { Evidenced } from '../../crypto/watch.ts'
import { proveFact } from '../audit/proof.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, query } from '../ledger/command.ts'
import { factsOf } from '../ledger/store.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import type { OfTender } from './contract.ts'
import { refusePrequal } from './prequalification.ts'
import { APPLICANT_RESTS_ON, OFFICERS_REST_ON } from './releasing.ts'
import { prequalificationStream } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  PROOF_NOT_YET: {
    status: 409,
    zh: '该事实尚未写入日志，请稍后再试',
    en: 'the fact is not in the log yet: try again shortly',
  },
})

type Input = z.infer<typeof OfTender>

const known = async (context: Pick<Context, 'platform'>, input: Input): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender?.prequal) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** The last fact of each of these kinds, with its way into the log. Refuses while one is not there, or not in the log yet. */
async function evidence({ platform }: Context, tender: Tender, types: readonly string[]): Promise<Evidenced[]> {
  const streams = [tenderStream(tender.id).name, prequalificationStream(tender.id).name]
  const all = (await Promise.all(streams.map((name) => factsOf(platform.database, name)))).flat()
  return Promise.all(
    types.map(async (type) => {
      const found = all.findLast(({ fact }) => fact.type === type)
      if (!found) throw refusePrequal('PREQUAL_STEP', { stage: tender.stage })
      const proved = await proveFact(platform, found.seq)
      if (!proved) throw refuse('PROOF_NOT_YET')
      return { fact: found.fact, salt: found.salt, ...proved }
    }),
  )
}

/** What an officer's client proves in the log before it releases: the deadline, the applications that stood, the key. */
export const forOfficers = query('application.release', known, async (context, tender, _input: Input) => ({
  facts: await evidence(context, tender, OFFICERS_REST_ON),
}))

/** What an applicant's client proves before it releases: the deadline and the key; of the others nothing. */
export const forApplicant = query('application.unlock', known, async (context, tender, _input: Input) => ({
  facts: await evidence(context, tender, APPLICANT_RESTS_ON),
}))

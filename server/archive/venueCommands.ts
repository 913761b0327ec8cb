import { venueWitness } from '../../templates/witnessCertificate.ts'
import { attestation } from '../documents/words.ts'
import { EvaluationBegun } from '../evaluation/reviewEvents.ts'
import { EvaluationFinished } from '../evaluation/scoringEvents.ts'
import { on } from '../ledger/command.ts'
import { factsOfTender } from '../ledger/store.ts'
import { layPaper } from '../papers/commands.ts'
import { tenderById } from '../tenders/store.ts'
import { Witnessed } from './witnessEvents.ts'

/** Each venue of a remote evaluation has a witness paper of its own, for the signature of whoever staffs it. */
export const venueReaction = on(Witnessed, 'venueWitness', async (context, fact) => {
  const { tender: id, venues = [] } = fact.data
  const tender = await tenderById(context, id)
  if (!tender || !venues.length) return
  const facts = (await factsOfTender(context.platform.database, id)).map((one) => one.fact)
  const when = (type: string) => facts.findLast((one) => one.type === type)?.at
  const [from, until] = [when(EvaluationBegun.type), when(EvaluationFinished.type)]
  for (const [i, venue] of venues.entries()) {
    const places = [{ field: 'centre', role: 'centre' as const, party: venue.code ?? null }]
    const laid = {
      tender: id,
      kind: 'venueWitness',
      key: `${fact.id}-${i}`,
      title: `评标场所见证书（${venue.name}）`,
      places,
    }
    const { code, ...named } = venue
    const paper = () =>
      venueWitness({
        ...attestation(context.platform, `tender=${id}`),
        ...{ code: `${tender.code}-JZ-${i + 1}`, tender: { code: tender.code, name: tender.name } },
        venue: { ...named, ...(code ? { code } : {}) },
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
        witnessedAt: fact.at,
      })
    await layPaper(context, laid, paper, fact.at)
  }
})

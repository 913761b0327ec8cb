import type { AnyEventKind, Fact } from '../../ledger/event.ts'
import type { Eye } from '../../ledger/eye.ts'
import type { Opening } from '../../opening/opening.ts'
import type { Place } from '../../papers/events.ts'
import type { Tender } from '../../tenders/tender.ts'
import { type Audience, tellings } from '../messages/catalogue.ts'

const PUBLIC: Eye = { role: 'public', host: false, tag: '' }

/**
 * Whether a fact may set off a message when it happens: only one that everybody may read. All others wait for the
 * reminder that goes to every account at its hour, whether there is anything or not.
 */
export const mayGoAtOnce = (fact: Fact, kind: AnyEventKind | undefined): boolean =>
  tellings[fact.type] !== undefined && kind?.seenBy(PUBLIC, fact.data) === true

/** Codes of the parties of a tender whom everybody may know: bidders only once they were named at the opening. */
export function publicParties(tender: Tender, opening: Opening | undefined): Record<Audience, string[]> {
  const host = [tender.tenderer.code, tender.agent?.code ?? []].flat()
  const bidder = opening?.named ? Object.values(opening.bids).flatMap((bid) => bid.bidder?.code ?? []) : []
  const centre = [tender.centre?.code ?? []].flat()
  const notary = (tender.shares.seats ?? []).flatMap(({ seat, party }) =>
    seat === 'notary' && party ? party.code : [],
  )
  return { host, bidder, centre, supervisor: [tender.supervisor.code], notary, expert: [], bank: [] }
}

/** Codes of those who sign a paper and whom everybody may know; a member of a panel is never among them. */
function signers(places: readonly Place[], tender: Tender, opening: Opening | undefined): string[] {
  const parties = publicParties(tender, opening)
  return places.flatMap(({ role, party }) => {
    if (role === 'centre' && party === null) return parties.centre
    if (role === 'bidder') return opening?.named ? (opening.bids[party ?? '']?.bidder?.code ?? []) : []
    return role === 'expert' ? [] : (party ?? [])
  })
}

/** Codes of those who are told of a fact at once. Who did it itself is not told. */
export function toldAtOnce(fact: Fact, tender: Tender, opening: Opening | undefined): string[] {
  const parties = publicParties(tender, opening)
  const told =
    fact.type === 'paper.laid'
      ? signers((fact.data as { places: Place[] }).places, tender, opening)
      : (tellings[fact.type]?.to ?? []).flatMap((audience) => parties[audience])
  const doer = fact.actor.tag ? opening?.bids[fact.actor.tag]?.bidder?.code : fact.actor.organisation
  return [...new Set(told)].filter((code) => code !== doer)
}

import { utf8 } from '../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../crypto/canonical.ts'
import { drawOrder } from '../../crypto/draw.ts'
import { readHeader } from '../../crypto/receive.ts'
import type { Call, Transcript } from '../../crypto/transcript.ts'
import type { Draw } from '../experts/draw.ts'
import { openedSalt } from '../experts/pool.ts'
import { drawById, type SeatIdentity } from '../experts/store.ts'
import { transcriptOf } from '../experts/transcript.ts'
import { invitationOf } from '../invitation/store.ts'
import type { Fact } from '../ledger/event.ts'
import type { Platform } from '../platform/platform.ts'
import { applicationsOf } from '../prequalification/store.ts'
import { uploadBytes } from '../web/uploads.ts'
import type { Payload } from './bag.ts'
import { committeesIn, type SeatedIn } from './seating.ts'

const once = (text: string | Uint8Array): (() => AsyncIterable<Uint8Array>) =>
  async function* () {
    yield typeof text === 'string' ? utf8(text) : text
  }

/** The sealed applications that stood at their deadline. Their keys lie in the facts, in boxes of the officers. */
export async function* sealedApplications(platform: Platform, tender: string): AsyncGenerator<Payload> {
  for (const one of await applicationsOf({ platform }, tender)) {
    if (one.stage === 'withdrawn') continue
    const header = await readHeader(uploadBytes(platform, one.upload, { end: 300 * 1024 }))
    yield { path: `applications/${one.tag}/header.json`, read: once(canonicalBytes(header)) }
    yield { path: `applications/${one.tag}/package.bid`, read: () => uploadBytes(platform, one.upload) }
  }
}

/** How far each stratum of a committee's draw was called. */
function callsIn({ seats, skips }: SeatedIn, draw: Draw): Transcript['calls'] {
  const outcome = new Map<string, Call>()
  for (const { pid, code } of skips) outcome.set(pid, { pid, outcome: 'skipped', code })
  for (const { pid } of seats) outcome.set(pid, { pid, outcome: 'drawn' })
  const order = draw.seed ? drawOrder(draw.seed, draw.entries, draw.rules.exclusions) : new Map<string, string[]>()
  return Object.fromEntries(
    Object.keys(draw.rules.wanted).map((stratum) => [
      stratum,
      (order.get(stratum) ?? []).flatMap((pid) => outcome.get(pid) ?? []),
    ]),
  )
}

/** The transcripts of the draws that decided who may bid, or who reviewed: of the invitees and of each committee. */
export async function* admissionDraws(
  platform: Platform,
  tender: string,
  facts: readonly Fact[],
): AsyncGenerator<Payload> {
  const invited = (await invitationOf({ platform }, tender))?.transcript
  if (invited) yield { path: `draws/${(JSON.parse(invited) as Transcript).draw}.json`, read: once(invited) }
  for (const committee of committeesIn(facts)) {
    const draw = await drawById({ platform }, committee.draw)
    const opened = committee.seats.map(({ pid, stratum, sealed }) => {
      const { expert: id } = JSON.parse(platform.vault.open('seat', sealed)) as SeatIdentity
      return { pid, salt: openedSalt(platform, committee.draw, stratum, id), id }
    })
    const found = draw && transcriptOf(draw, callsIn(committee, draw), opened)
    if (found) yield { path: `draws/${committee.draw}.json`, read: once(canonical(found)) }
  }
}

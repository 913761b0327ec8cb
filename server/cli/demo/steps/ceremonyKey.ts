import { text, unbase64, utf8 } from '../../../../crypto/bytes.ts'
import { labelled } from '../../../../crypto/digest.ts'
import { type Letter, openLetter } from '../../../../crypto/letter.ts'
import { softUnwrapper, type Unwrapper } from '../../../../crypto/wrap.ts'
import type { Officer } from '../../../tenders/seats.ts'
import type { Tender } from '../../../tenders/tender.ts'
import type { Client } from '../client.ts'
import type { World } from '../world.ts'

/** The officer's key pair of this tender, from its own encrypted backup. */
export async function ceremonyKey(world: World, client: Client, role: Officer): Promise<Unwrapper> {
  const tender = await client.get<Tender>(`/tenders/${world.tender}`)
  const { unwrapper } = await client.keys()
  const backup = tender.officerKeys[role]?.backup
  if (!unwrapper || !backup) throw new Error(`${role} has no key`)
  const letter = JSON.parse(text(unbase64(backup))) as Letter
  return softUnwrapper(await openLetter(unwrapper, letter, labelled('officer-key', utf8(world.tender))))
}

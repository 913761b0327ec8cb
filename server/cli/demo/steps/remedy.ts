import { readFile } from 'node:fs/promises'
import { hex, unbase64 } from '../../../../crypto/bytes.ts'
import { canonicalBytes } from '../../../../crypto/canonical.ts'
import { closeLetter } from '../../../../crypto/letter.ts'
import { readRemedyCode } from '../../../../crypto/remedy.ts'
import { letterLabel, releaseFields } from '../../../opening/letters.ts'
import type { Opening } from '../../../opening/opening.ts'
import type { Tender } from '../../../tenders/tender.ts'
import type { Client } from '../client.ts'
import { mayRelease } from '../watch.ts'
import type { World } from '../world.ts'
import { remedyFile } from './bids.ts'

/** Whether the tender document allows a remedy. */
export const mayRemedy = async ({ tender }: World, client: Client): Promise<boolean> =>
  (await client.get<Tender>(`/tenders/${tender}`)).remedy !== undefined

/**
 * A bidder whose key is lost hands in its remedy code, closed to the opening's key and signed.
 *
 * @param secret of the code, hexadecimal, if not the one that the bidder kept
 */
export async function handInCode(world: World, client: Client, opening: Opening, secret?: string): Promise<void> {
  const { epoch, spki } = opening
  if (!spki || !(await mayRelease(world, client, opening))) return
  const kept = secret ?? hex(readRemedyCode(await readFile(remedyFile(world, client.person.id), 'utf8')))
  const label = letterLabel(world.tender, epoch, await client.tag(world.tender))
  const letter = await closeLetter(unbase64(spki), canonicalBytes({ remedy: kept }), label)
  const cms = await client.sign(
    'opening.remedy',
    releaseFields({ tender: world.tender, epoch, spki, letter }, 'bidder'),
  )
  await client.post(`/tenders/${world.tender}/opening/remedy`, { epoch, letter, cms })
  world.say(`${client.person.organisation?.name} 按补救方案解锁 unlocked by the remedy`)
}

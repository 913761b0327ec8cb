import { readFile } from 'node:fs/promises'
import { hex, unbase64 } from '../../../../crypto/bytes.ts'
import { canonicalBytes } from '../../../../crypto/canonical.ts'
import type { Header } from '../../../../crypto/envelope.ts'
import { closeLetter } from '../../../../crypto/letter.ts'
import { readRemedyCode } from '../../../../crypto/remedy.ts'
import { releaseRemedyShare } from '../../../../crypto/unseal.ts'
import { decisionFields, letterLabel, releaseFields, remedyLabel } from '../../../opening/letters.ts'
import type { OpenedBid, Opening } from '../../../opening/opening.ts'
import { checkBid } from '../../../opening/releasing.ts'
import type { Officer } from '../../../tenders/seats.ts'
import type { Tender } from '../../../tenders/tender.ts'
import type { Client } from '../client.ts'
import { consentTo, mayRelease } from '../watch.ts'
import type { World } from '../world.ts'
import { remedyFile } from './bids.ts'
import { ceremonyKey } from './ceremonyKey.ts'

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
  world.say(`${client.person.organisation?.name} 提交补救码并同意 handed in its remedy code and consents`)
}

/** An officer's decision on a bid's remedy, as its client prepares and sends it. */
export interface Deciding {
  tag: string
  /** why it refuses; it agrees without */
  reason?: string
  /** what it gives instead of its share, hexadecimal */
  share?: string
}

/**
 * An officer decides on the remedy of a bid: it finds the bidder's consent in the log, takes its share out with its own key and
 * sends it closed to the opening's key, or says why not.
 */
export async function decideRemedy(world: World, role: Officer, of: Deciding): Promise<void> {
  const client = world.as(role)
  const path = `/tenders/${world.tender}/opening`
  const { bids, epoch, spki } = await client.get<{
    epoch: number
    spki: string
    bids: { tag: string; header: Header }[]
  }>(`${path}/locks`)
  const bid = (await client.get<Opening>(path)).bids[of.tag]
  const header = bids.find(({ tag }) => tag === of.tag)?.header
  const may = await mayRelease(world, client, { epoch, spki })
  if (!bid || !header || !may) return
  checkBid(may, of.tag, header)
  const consent = await consentTo(world, client, may, bid)
  const agreed = async () => {
    const share = of.share ?? (await releaseRemedyShare(header, role, await ceremonyKey(world, client, role)))
    const label = remedyLabel(world.tender, epoch, { tag: of.tag, role })
    return { letter: await closeLetter(unbase64(spki), canonicalBytes({ share }), label) }
  }
  const said = of.reason === undefined ? await agreed() : { reason: of.reason }
  const fields = decisionFields({ tender: world.tender, epoch, spki, tag: of.tag, consent, ...said }, role)
  const cms = await client.sign('opening.remedyDecision', fields)
  const decision = { agreed: of.reason === undefined, ...said }
  await client.post(`${path}/remedy/decisions`, { tag: of.tag, epoch, consent, decision, cms })
  const word = of.reason === undefined ? '同意补救解密 agrees to the remedy' : '拒绝补救解密 refuses the remedy'
  world.say(`${client.person.organisation?.name} ${word}`)
}

/** Every officer that has not decided on the remedy of a bid agrees. */
export async function allAgree(world: World, { tag, remedy }: OpenedBid): Promise<void> {
  for (const role of remedy?.seats ?? [])
    if (!remedy?.decisions[role]) await decideRemedy(world, role as Officer, { tag })
}

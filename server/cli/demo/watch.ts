import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KnownPlatform } from '../../../crypto/acknowledgement.ts'
import { hex, unbase64, unhex, utf8 } from '../../../crypto/bytes.ts'
import { parseCheckpoint } from '../../../crypto/checkpoint.ts'
import { sha256 } from '../../../crypto/digest.ts'
import { checkDetached } from '../../../crypto/signature.ts'
import { type Logged, proveFacts, type Seen, watch } from '../../../crypto/watch.ts'
import { Refusal } from '../../law/refusal.ts'
import type { OpenedBid } from '../../opening/opening.ts'
import { type Announced, announced, checkConsent, consentOn, restsOn } from '../../opening/releasing.ts'
import { ceremonyOf } from '../../tenders/ceremony.ts'
import type { Tender } from '../../tenders/tender.ts'
import { checkEvidence, fetchEvidence } from '../bid/ceremony.ts'
import { anchorsOn, provenTrust, type SeenTrust } from '../trusting.ts'
import { logSource } from '../watching.ts'
import type { Client } from './client.ts'
import type { World } from './world.ts'

const kept = (world: World, { person }: Client): string => join(world.folder, `seen-${person.id}.json`)

/** What somebody keeps of the platform since they first met. */
type Known = SeenTrust & KnownPlatform

async function seenBy(world: World, client: Client): Promise<Known> {
  const file = kept(world, client)
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as Known
  const { verifier, certificate } = await client.get<{ verifier: string; certificate: string }>('/log/verifier')
  return { verifier, note: null, trust: [], fingerprint: hex(sha256(unhex(certificate))) }
}

const keep = async (world: World, client: Client, seen: Seen): Promise<void> =>
  writeFile(kept(world, client), JSON.stringify({ ...(await seenBy(world, client)), ...seen }))

/** The platform's keys as somebody has known them since they first met. */
export const knownPlatform = (world: World, client: Client): Promise<KnownPlatform> => seenBy(world, client)

/**
 * Somebody's own look at the log: its head is signed by the key that was known since the first time, and the log seen last
 * is a beginning of the one seen now. Throws when history was changed.
 *
 * @returns how many leaves the log has
 */
export async function watchLog(world: World, client: Client): Promise<number> {
  const seen = await watch(logSource(client), await seenBy(world, client))
  await keep(world, client, seen)
  return parseCheckpoint(`${seen.note?.split('\n\n')[0]}\n`).size
}

/**
 * A bidder's look at who will hold shares, before it encrypts: notice and keys in the log, each signed by the party that holds
 * the seat, up to a root of the trust list. Throws where one is not so.
 */
export async function checkHolders(world: World, client: Client): Promise<void> {
  const ceremony = ceremonyOf(await client.get<Tender>(`/tenders/${world.tender}`))
  const trust = await provenTrust(client, await seenBy(world, client))
  const { evidence, seen } = await fetchEvidence(client, ceremony, trust.seen)
  await checkEvidence(ceremony, evidence, seen.verifier, anchorsOn(trust.authorities))
  await keep(world, client, { ...trust.seen, ...seen })
}

/** Facts that somebody has found in the log for itself, as it has known it. */
async function proved<F>(world: World, client: Client, ids: readonly string[]): Promise<Logged<F>[]> {
  const { facts, seen } = await proveFacts<F>(logSource(client), await seenBy(world, client), ids)
  await keep(world, client, seen)
  return facts
}

/** The consent of a bidder to the remedy of its bid, as an officer finds it in the log; its hash. */
export async function consentTo(world: World, client: Client, may: Announced, bid: OpenedBid): Promise<string> {
  const { facts: timeline } = await client.get<{ facts: { id: string; type: string; data: unknown }[] }>(
    `/tenders/${world.tender}/facts`,
  )
  type Consent = Parameters<typeof checkConsent>[2]['fact']
  const [logged] = await proved<Consent>(world, client, [consentOn(timeline, bid.tag)])
  if (!logged) throw new Error('the log does not hold the consent')
  const { statement, cms } = logged.fact.data.signature
  return checkConsent(may, bid, logged, (await checkDetached(unbase64(cms), utf8(statement))).certificate)
}

/**
 * What the log allows to be released, found by the client itself before an officer or a bidder releases anything: the very
 * checks of the browser. Nothing where the log holds a newer key than the one just shown: it is asked for again. Throws where
 * the platform asks for more.
 */
export async function mayRelease(
  world: World,
  client: Client,
  shown: { epoch: number; spki: string | null },
): Promise<Announced | undefined> {
  const path = `/tenders/${world.tender}`
  const { facts: timeline } = await client.get<{ facts: { id: string; type: string }[] }>(`${path}/facts`)
  type Rests = Parameters<typeof announced>[1][number]['fact']
  const facts = await proved<Rests>(world, client, restsOn(timeline))
  const { published } = await client.get<Tender>(path)
  const clocks = { own: await world.now(), movable: true }
  try {
    return announced({ tender: world.tender, ceremony: published?.ceremony, shown }, facts, clocks)
  } catch (problem) {
    if (problem instanceof Refusal && problem.code === 'RELEASE_KEY_RENEWED') return undefined
    throw problem
  }
}

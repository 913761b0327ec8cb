import { type Box, parseBox, releaseBox } from '../../../../crypto/box.ts'
import { unbase64 } from '../../../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../../../crypto/canonical.ts'
import type { Header } from '../../../../crypto/envelope.ts'
import { closeLetter } from '../../../../crypto/letter.ts'
import { CryptoProblem } from '../../../../crypto/problem.ts'
import { readHeader } from '../../../../crypto/receive.ts'
import { releaseBidder, releaseOfficer } from '../../../../crypto/unseal.ts'
import { newWrapKey, softUnwrapper } from '../../../../crypto/wrap.ts'
import type { FailureBundle } from '../../../opening/bundle.ts'
import { letterLabel, releaseFields } from '../../../opening/letters.ts'
import type { Opening } from '../../../opening/opening.ts'
import { checkBid, checkSeat, checkSet } from '../../../opening/releasing.ts'
import { type Officer, seatsOf } from '../../../tenders/seats.ts'
import type { Tender } from '../../../tenders/tender.ts'
import { type Client, Refused } from '../client.ts'
import { mayRelease, watchLog } from '../watch.ts'
import type { World } from '../world.ts'
import { ceremonyKey } from './ceremonyKey.ts'
import { inTheSet, judgedAgain } from './openingProofs.ts'
import { allAgree, handInCode, mayRemedy } from './remedy.ts'
import { sealRecord } from './sealing.ts'

const hall = (world: World, as = 'agent'): Promise<Opening> =>
  world.as(as).get<Opening>(`/tenders/${world.tender}/opening`)

/** The whole opening: shares, names, unlocking, prices at once, the record and its signatures. */
export async function openBids(world: World): Promise<void> {
  const tender = await world.as('agent').get<Tender>(`/tenders/${world.tender}`)
  if (!['bidding', 'opening'].includes(tender.stage)) return
  await world.moveTo(world.played.draft.deadline + 2000)
  await world.until('the opening starts', async () => {
    try {
      return await hall(world)
    } catch (problem) {
      if (problem instanceof Refused && problem.code === 'OPENING_ABSENT') return undefined
      throw problem
    }
  })
  await unseal(world)
  await conclude(world)
}

/** Officers and bidders release for the present key until everything is read; a new key asks them again. */
export async function unseal(world: World): Promise<void> {
  let said = false
  await world.until(
    'the bids are read out',
    async () => {
      const opening = await hall(world)
      if (opening.stage !== 'unsealing') return opening
      if (!opening.spki) return undefined
      for (const role of await releasing(world))
        if (opening.officers[role]?.epoch !== opening.epoch) await release(world, role, opening)
      if (!opening.named) return undefined
      if (!said) world.say(`投标人名单公布 ${Object.keys(opening.bids).length} bidders named, unlocking`)
      said = true
      return unlockAll(world, opening)
    },
    60,
  )
  const opening = await hall(world)
  for (const { bidder, form } of Object.values(opening.bids))
    if (form) world.say(`  唱标 ${bidder?.name} ${BigInt(form.price) / 100n} 元 ${form.durationDays} 天`)
}

/** The officers that release: as many as the tender needs, its centre only where the others are too few. */
async function releasing(world: World): Promise<Officer[]> {
  const tender = await world.as('agent').get<Tender>(`/tenders/${world.tender}`)
  const others = seatsOf(tender).filter((seat) => seat !== 'centre')
  return [...others, 'centre' as const].slice(0, tender.shares.needed)
}

async function unlockAll(world: World, opening: Opening): Promise<undefined> {
  let waiting = false
  for (const { id } of world.played.bidders) {
    const client = world.as(id)
    const tag = await client.tag(world.tender)
    const bid = opening.bids[tag]
    if (!bid || bid.status === 'ready') continue
    if (client.person.id === world.played.lost) {
      if (!bid.attempts.length) await fail(world, client)
      else if (await mayRemedy(world, client)) {
        waiting = true
        if (bid.status === 'waiting') await ifStillAsked(() => handInCode(world, client, opening))
        if (bid.status === 'deciding') await ifStillAsked(() => allAgree(world, bid))
      }
      continue
    }
    waiting = true
    if (bid.status === 'waiting') await unlock(world, client, opening)
  }
  if (!waiting && opening.windowEnds) await world.moveTo(opening.windowEnds + 100)
  return undefined
}

/** An officer fetches the locks, opens its shares with its own key and sends them closed to the opening's key. */
export async function release(world: World, role: Officer, opening: Opening): Promise<void> {
  const client = world.as(role)
  const leaves = await watchLog(world, client)
  const key = await ceremonyKey(world, client, role)
  const { bids, payers, epoch, spki } = await client.get<{
    epoch: number
    spki: string
    bids: { tag: string; header: Header; box: Box }[]
    payers: { tag: string; box: Box } | null
  }>(`/tenders/${world.tender}/opening/locks`)
  if (epoch !== opening.epoch) return
  const may = await mayRelease(world, client, { epoch, spki })
  if (!may) return
  checkSet(may, bids, payers)
  checkSeat(bids, role, (await client.get<Tender>(`/tenders/${world.tender}`)).officerKeys[role]?.spki)
  const shares: Record<string, { box: string; parts: Record<string, string> }> = {}
  for (const { tag, header, box } of bids)
    shares[tag] = {
      box: await releaseBox(parseBox(canonical(box)), role, key),
      parts: await releaseOfficer(header, role, key),
    }
  if (payers) shares[payers.tag] = { box: await releaseBox(parseBox(canonical(payers.box)), role, key), parts: {} }
  const letter = await closeLetter(unbase64(spki), canonicalBytes(shares), letterLabel(world.tender, epoch, role))
  const cms = await client.sign('opening.release', releaseFields({ tender: world.tender, epoch, spki, letter }, role))
  await ifStillAsked(() => client.post(`/tenders/${world.tender}/opening/shares`, { epoch, letter, cms }))
  world.say(
    `${client.person.organisation?.name} 核对日志（${leaves} 叶）并释放密钥份额 checked the log and released its shares`,
  )
}

const head = async (world: World, client: Client): Promise<Header> => {
  const bytes = await client.bytes(`/tenders/${world.tender}/bid/package-head`)
  async function* once(): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  return readHeader(once())
}

/** A bidder unlocks with its encryption key. */
export async function unlock(world: World, client: Client, opening: Opening): Promise<void> {
  const { unwrapper } = await client.keys()
  const { epoch, spki } = opening
  if (!unwrapper || !spki) return
  const tag = await client.tag(world.tender)
  const header = await head(world, client)
  const may = await mayRelease(world, client, opening)
  if (!may) return
  checkBid(may, tag, header)
  const secrets = await releaseBidder(header, unwrapper)
  const letter = await closeLetter(unbase64(spki), canonicalBytes(secrets), letterLabel(world.tender, epoch, tag))
  const cms = await client.sign(
    'opening.unlock',
    releaseFields({ tender: world.tender, epoch, spki, letter }, 'bidder'),
  )
  await ifStillAsked(() => client.post(`/tenders/${world.tender}/opening/unlock`, { epoch, letter, cms }))
}

/** A bidder whose key is lost tries another: its client finds that it does not open, and says so. */
async function fail(world: World, client: Client): Promise<void> {
  const header = await head(world, client)
  const other = softUnwrapper((await newWrapKey()).pkcs8)
  try {
    await releaseBidder(header, other)
    throw new Error('another key opened the bid')
  } catch (problem) {
    if (!(problem instanceof CryptoProblem)) throw problem
    const fields = { tender: world.tender, code: problem.code, certificate: await client.fingerprint() }
    const cms = await client.sign('opening.unlockFailed', fields)
    const { code, certificate } = fields
    await client.post(`/tenders/${world.tender}/opening/unlock-failed`, { code, certificate, cms })
    world.say(`${client.person.organisation?.name} 无法解锁 cannot unlock: ${problem.code}`)
  }
}

/** A release for a key that has just been replaced is asked for again. */
async function ifStillAsked(deed: () => Promise<unknown>): Promise<void> {
  try {
    await deed()
  } catch (problem) {
    const again = ['OPENING_KEY_CHANGED', 'OPENING_STAGE', 'ALREADY_READ', 'SIGNATURE_REFUSED', 'UNLOCK_WINDOW_OVER']
    if (!(problem instanceof Refused) || !again.includes(problem.code)) throw problem
  }
}

/** A deed of the host in the hall, with its signature. */
export async function hosted(world: World, to: string, what: string, fields: Record<string, unknown>): Promise<void> {
  const agent = world.as('agent')
  const cms = await agent.sign(what, { tender: world.tender, ...fields })
  await agent.post(`/tenders/${world.tender}/opening${to}`, { ...fields, cms })
}

/** The cause is classified, the record made and signed, the opening ended. */
async function conclude(world: World): Promise<void> {
  const agent = world.as('agent')
  const path = `/tenders/${world.tender}/opening`
  await inTheSet(world)
  for (const bid of Object.values((await hall(world)).bids)) {
    if (bid.status !== 'unopened' || bid.cause) continue
    const evidence = '投标人在时限内使用的证书不能解开其投标文件，平台各项服务正常，其他投标人均已解密'
    await judgedAgain(world, await agent.get<FailureBundle>(`${path}/bundles/${bid.tag}`))
    await hosted(world, '/cause', 'opening.cause', { tag: bid.tag, cause: 'bidder', evidence })
  }
  if ((await hall(world)).stage === 'read') await hosted(world, '/record', 'opening.makeRecord', {})
  const opening = await hall(world)
  if (opening.stage !== 'recorded') return
  const present = world.played.bidders.slice(0, 6).map(({ id }) => id)
  for (const id of ['agent', 'supervisor', ...present]) {
    const client = world.as(id)
    const record = opening.record?.sha256 ?? ''
    const cms = await client.sign('opening.record', { tender: world.tender, record })
    await client.post(`${path}/sign`, { record, cms })
    await sealRecord(world, client)
  }
  await hosted(world, '/finish', 'opening.finish', { record: opening.record?.sha256 ?? '' })
  world.say('开标记录已签署，开标结束 record signed, opening finished')
}

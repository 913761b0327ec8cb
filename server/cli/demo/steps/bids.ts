import { mkdir, open, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canonical, canonicalBytes } from '../../../../crypto/canonical.ts'
import type { Manifest } from '../../../../crypto/manifest.ts'
import { remedyCode } from '../../../../crypto/remedy.ts'
import type { Sealed } from '../../../../crypto/seal.ts'
import type { CompleteForm } from '../../../bids/contract.ts'
import type { Receipt } from '../../../bids/receipt.ts'
import type { Tender } from '../../../tenders/tender.ts'
import { machineFile } from '../../bid/machine.ts'
import { sendPieces, withFile } from '../../pieces.ts'
import { checkReceipt, handIn, type Prepared, prepare, startSealing } from '../../submitting.ts'
import { type Client, Refused } from '../client.ts'
import { headOf, machineOf } from '../machines.ts'
import type { Offer } from '../tender.ts'
import { makeVolume } from '../volumes.ts'
import { checkHolders, knownPlatform } from '../watch.ts'
import type { World } from '../world.ts'

const AGREEMENT = '联合体协议.pdf'

/** When the bids are handed in: a day before the deadline. */
const bidDay = ({ played }: World): number => played.draft.deadline - 86_400_000

/** A package on the bidder's own disk, with its manifest. */
interface Packed {
  file: string
  bytes: number
  sealed: Sealed
  signed: Pick<Manifest, 'tender' | 'sequence' | 'previous' | 'bidder' | 'salt'>
}

/** All bids but the late one: sealed, uploaded, acknowledged; one large and cut on its way, one replaced, one withdrawn. */
export async function submitBids(world: World): Promise<void> {
  const tender = await world.as('agent').get<Tender>(`/tenders/${world.tender}`)
  if (tender.stage !== 'bidding') return
  await world.moveTo(bidDay(world))
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const client = world.as(`bidder-${n}`)
    const mine = await client.get<{ stage: string; sequence?: number }>(`/tenders/${world.tender}/bid`)
    if (mine.stage === 'none')
      await submit(world, client, n === 3 ? { megabytes: world.largeBid ?? 210, cut: true } : {})
    if (n === 4 && (mine.sequence ?? 1) < 2) {
      await submit(world, client, {})
      world.say(`${client.person.organisation?.name} 替换了投标文件 replaced its bid`)
    }
    if (n === 8 && mine.stage !== 'withdrawn') await withdraw(world, client)
  }
}

/** One bidder submits an ordinary bid. */
export const submitBid = (world: World, person: string): Promise<void> => submit(world, world.as(person), {})

/** One bidder comes a second late and is refused. */
export async function comeLate(world: World): Promise<void> {
  const tender = await world.as('agent').get<Tender>(`/tenders/${world.tender}`)
  const client = world.as('bidder-9')
  const file = join(world.folder, 'packages', 'late.refused')
  if (tender.stage !== 'bidding' || (await exists(file))) return
  await world.moveTo(world.played.draft.deadline - 60_000)
  const { packed, prepared, upload } = await bring(world, client, {})
  await world.moveTo(world.played.draft.deadline + 1000)
  try {
    await deliver(client, packed, prepared, upload)
  } catch (problem) {
    if (!(problem instanceof Refused) || problem.code !== 'BID_LATE') throw problem
    await writeFile(file, canonical(problem.problem))
    world.say(`迟到一秒，拒收 one second late, refused: ${problem.problem['zh']} ${problem.problem['article']}`)
    return
  }
  throw new Error('a late bid was taken')
}

async function submit(world: World, client: Client, options: { megabytes?: number; cut?: boolean }): Promise<void> {
  const { packed, prepared, upload } = await bring(world, client, options)
  const receipt = await deliver(client, packed, prepared, upload)
  await checkReceipt(receipt, { ...packed.signed, ...packed.sealed }, await knownPlatform(world, client))
  const pdf = await client.bytes(`/tenders/${world.tender}/bid/receipt.pdf`)
  await writeFile(join(world.folder, 'packages', `${client.person.id}.receipt.pdf`), pdf)
  const kind = { rsa: '', sm2: '（SM2 证书）', p256: '（P-256 证书）' }[client.person.keys ?? 'rsa']
  const size = `${(packed.bytes / 1e6).toFixed(1)} MB${kind}`
  world.say(`${client.person.organisation?.name} 已递交 submitted ${size}, receipt ${receipt.receipt.fact}`)
}

/** Seals on the bidder's disk and uploads; the large one is cut half way and goes on where it was. */
async function bring(world: World, client: Client, options: { megabytes?: number; cut?: boolean }) {
  const prepared = await prepare(client, world.tender)
  const packed = await pack(world, client, prepared, options.megabytes)
  const { upload } = await client.post<{ upload: string }>('/uploads', {
    tender: world.tender,
    purpose: 'bid',
    bytes: packed.bytes,
  })
  const onProgress = (share: number): void => world.progress(`上传 upload ${client.person.id}`, share)
  await withFile(packed.file, async (source) => {
    if (options.cut) {
      await sendPieces(client, upload, source, { stopAfter: 20, onProgress })
      world.say('上传中断，续传 upload was cut and is resumed')
    }
    await sendPieces(client, upload, source, { onProgress })
  })
  return { packed, prepared, upload }
}

/** Seals the three volumes by the very code that the browser runs. A package that is there for this sequence is taken again. */
async function pack(world: World, client: Client, prepared: Prepared, megabytes?: number): Promise<Packed> {
  const folder = join(world.folder, 'packages')
  await mkdir(folder, { recursive: true })
  const name = join(folder, `${client.person.id}.${prepared.sequence}`)
  if (await exists(`${name}.json`)) return JSON.parse(await readFile(`${name}.json`, 'utf8')) as Packed
  const { code = '', name: organisation = '' } = client.person.organisation ?? {}
  const { encryption } = await client.keys()
  if (!encryption) throw new Error('no encryption certificate')
  await checkHolders(world, client)
  const parts = await volumes(world, client, prepared.sequence, megabytes)
  const { sealing, salt } = await startSealing(
    { ...prepared, code, bidderKey: encryption.spki, withRemedy: prepared.remedy === 'code', parts },
    (done, total) => world.progress(`封装 seal ${client.person.id}`, done / total),
  )
  if (sealing.remedy) await writeFile(remedyFile(world, client.person.id), remedyCode(sealing.remedy))
  const out = await open(`${name}.making`, 'w')
  for await (const piece of sealing.stream()) await out.write(piece)
  await out.close()
  await rename(`${name}.making`, `${name}.bid`)
  const { sequence, previous } = prepared
  const signed = { tender: world.tender, sequence, previous, bidder: { code, name: organisation }, salt }
  const packed: Packed = { file: `${name}.bid`, bytes: sealing.size, sealed: await sealing.finish(), signed }
  await writeFile(`${name}.json`, JSON.stringify(packed))
  return packed
}

/** Where a bidder of the demo keeps the code of its last package, apart from its key. */
export const remedyFile = (world: World, person: string): string => join(world.folder, 'packages', `${person}.remedy`)

/** What a bidder's form says of its offer. */
function formOf({ price, durationDays, leader, claims, members, changes }: Offer, head: string): CompleteForm {
  return {
    ...{ price, durationDays, quality: '合格', leader, leaderCertificate: '示例注册证书' },
    ...(claims ? { claims } : {}),
    ...(members ? { consortium: { members, agreement: AGREEMENT } } : {}),
    ...(changes ? { changes } : {}),
    relations: { head, holders: [{ name: head }], managers: [] },
  }
}

async function volumes(world: World, client: Client, sequence: number, megabytes?: number) {
  const { draft, offers } = world.played
  const offer = offers[client.person.id]
  if (!offer) throw new Error(`no offer of ${client.person.id}`)
  const price = sequence > 1 ? String(BigInt(offer.price) - 5_000_000n) : offer.price
  const { members } = offer
  // each bidder wrote its volumes at a time of its own
  const minutesBefore = 7 * world.played.bidders.findIndex(({ id }) => id === client.person.id) + sequence
  const form = formOf({ ...offer, price }, headOf(world, client.person.id))
  const about = {
    bidder: client.person.organisation ?? { name: '', code: '' },
    tender: { name: draft.name, code: draft.code },
    facts: factsOf(form),
    at: bidDay(world) - minutesBefore * 60_000,
  }
  const make = world.volume ?? makeVolume
  const business = await make({ ...about, kind: 'business' })
  const technical = await make({ ...about, kind: 'technical', ...(megabytes ? { megabytes } : {}) })
  const priced = await make({ ...about, kind: 'price' })
  const formBytes = canonicalBytes(form)
  const pdf = (name: string, volume: { bytes: number; read(): AsyncIterable<Uint8Array> }) => ({
    name,
    type: 'application/pdf',
    bytes: volume.bytes,
    read: () => volume.read(),
  })
  const facts = { 联合体成员: (members ?? []).map(({ name }) => name).join('、') }
  const joint = members ? [pdf(AGREEMENT, await make({ ...about, kind: 'business', facts }))] : []
  async function* oneForm(): AsyncGenerator<Uint8Array> {
    yield formBytes
  }
  const formFile = { name: 'form.json', type: 'application/json', bytes: formBytes.length, read: oneForm }
  return [
    { id: 'business', files: [pdf('商务标.pdf', business), ...joint, machineFile(await machineOf(world, client))] },
    { id: 'technical', files: [pdf('技术标.pdf', technical)] },
    { id: 'price', files: [formFile, pdf('报价.pdf', priced)] },
  ]
}

/** What a bidder's own volumes say of its offer. */
const factsOf = ({ price, durationDays, leader, relations }: CompleteForm) => ({
  投标报价: `${BigInt(price) / 100n} 元`,
  工期: `${durationDays} 日历天`,
  项目负责人: leader,
  法定代表人: relations.head,
})

const deliver = (client: Client, packed: Packed, prepared: Prepared, upload: string): Promise<Receipt> =>
  handIn(client, upload, packed.sealed, { ...packed.signed, ticket: prepared.ticket })

async function withdraw(world: World, client: Client): Promise<void> {
  const { sequence } = await client.get<{ sequence: number }>(`/tenders/${world.tender}/bid`)
  const cms = await client.sign('bid.withdraw', { tender: world.tender, sequence })
  await client.post(`/tenders/${world.tender}/bid/withdraw`, { sequence, cms })
  world.say(`${client.person.organisation?.name} 撤回投标文件 withdrew its bid`)
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  )

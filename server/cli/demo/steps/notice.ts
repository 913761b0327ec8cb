import { createHash } from 'node:crypto'
import { base64, hex, utf8 } from '../../../../crypto/bytes.ts'
import { canonical } from '../../../../crypto/canonical.ts'
import { labelled, sha256 } from '../../../../crypto/digest.ts'
import { closeLetter } from '../../../../crypto/letter.ts'
import { newWrapKey } from '../../../../crypto/wrap.ts'
import type { Draft } from '../../../tenders/contract.ts'
import { publication } from '../../../tenders/rules.ts'
import { draftOf, type Tender } from '../../../tenders/tender.ts'
import { Refused } from '../client.ts'
import { documentOf } from '../document.ts'
import { PUBLISH, park } from '../tender.ts'
import { uploadAll } from '../upload.ts'
import { watchLog } from '../watch.ts'
import type { World } from '../world.ts'

/** The tender as the platform has it, or nothing. */
export async function tenderNow(world: World, as = 'tenderer'): Promise<Tender | undefined> {
  try {
    return await world.as(as).get<Tender>(`/tenders/${world.tender}`)
  } catch (problem) {
    if (problem instanceof Refused && problem.status === 404) return undefined
    throw problem
  }
}

/** The notice is drafted, the officers make their keys, an unlawful version is refused, the lawful one is published. */
export async function publishNotice(world: World): Promise<void> {
  const agent = world.as('agent')
  const tender = await tenderNow(world, 'agent')
  if (tender && tender.stage !== 'draft') return
  await world.moveTo(PUBLISH)
  const short: Draft = { ...park, deadline: Date.parse('2026-03-30T09:00:00+08:00') }
  await draft(world, tender ? draftOf(tender) : short)
  await officerKeys(world)
  const document = await documentOf(park, Date.parse(PUBLISH))
  if (!tender) {
    const refusal = await refused(() => publish(world, document))
    world.say(`公告被拒 notice refused: ${refusal.problem['zh']} ${refusal.problem['article']}`)
  }
  await draft(world, park)
  await publish(world, document)
  const hash = createHash('sha256').update(document).digest('hex')
  world.say(`公告已发布 notice published, tender document SHA-256 ${hash.slice(0, 16)}…`)
  const open = await fetch(`${world.origins.public}/api/v1/tenders/${world.tender}/documents/${hash}`)
  const read = hex(sha256(new Uint8Array(await open.arrayBuffer())))
  if (read !== hash) throw new Error('the public read another tender document than was published')
  await agent.get(`/tenders/${world.tender}`)
}

const draft = (world: World, content: Draft) =>
  world.as('agent').post(`/tenders/${world.tender}/draft`, { draft: content })

async function officerKeys(world: World): Promise<void> {
  for (const role of ['tenderer', 'centre', 'supervisor'] as const) {
    const client = world.as(role)
    const tender = await client.get<Tender>(`/tenders/${world.tender}`)
    if (tender.officerKeys[role]) continue
    await watchLog(world, client)
    const { encryption } = await client.keys()
    if (!encryption) throw new Error(`${role} has no encryption certificate`)
    const { spki, pkcs8 } = await newWrapKey(encryption.keyAlgorithm === 'sm2' ? 'sm2' : 'rsa')
    const label = labelled('officer-key', utf8(world.tender))
    const backup = base64(utf8(canonical(await closeLetter(encryption.spki, pkcs8, label))))
    const cms = await client.sign('tender.officerKey', { tender: world.tender, role, key: hex(sha256(spki)) })
    await client.post(`/tenders/${world.tender}/officer-key`, { spki: base64(spki), backup, cms })
    world.say(`${client.person.organisation?.name} 公布开标密钥 published its opening key`)
  }
}

async function publish(world: World, document: Uint8Array): Promise<void> {
  const agent = world.as('agent')
  const tender = await agent.get<Tender>(`/tenders/${world.tender}`)
  const upload = await uploadAll(agent, { tender: world.tender, purpose: 'document' }, document)
  const documents = [{ sha256: createHash('sha256').update(document).digest('hex') }]
  const cms = await agent.sign('tender.publish', publication(tender, draftOf(tender), documents))
  await agent.post(`/tenders/${world.tender}/publish`, { documents: [{ title: '招标文件', upload }], cms })
}

async function refused(deed: () => Promise<unknown>): Promise<Refused> {
  try {
    await deed()
  } catch (problem) {
    if (problem instanceof Refused) return problem
    throw problem
  }
  throw new Error('the platform took what it should have refused')
}

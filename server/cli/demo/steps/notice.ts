import { createHash } from 'node:crypto'
import { base64, hex, utf8 } from '../../../../crypto/bytes.ts'
import { canonical } from '../../../../crypto/canonical.ts'
import { labelled, sha256 } from '../../../../crypto/digest.ts'
import { closeLetter } from '../../../../crypto/letter.ts'
import { bytesToSign } from '../../../../crypto/pdfRange.ts'
import { newWrapKey, wrapKindOf } from '../../../../crypto/wrap.ts'
import { documentTexts } from '../../../../templates/documentTexts.ts'
import type { Draft } from '../../../tenders/contract.ts'
import type { Told } from '../../../tenders/finding.ts'
import { publication } from '../../../tenders/rules.ts'
import { seatsOf } from '../../../tenders/seats.ts'
import { draftOf, type Tender } from '../../../tenders/tender.ts'
import { Refused } from '../client.ts'
import { watchLog } from '../watch.ts'
import type { World } from '../world.ts'
import { registerProject } from './project.ts'

/** The tender as the platform has it, or nothing. */
export async function tenderNow(world: World, as = 'tenderer'): Promise<Tender | undefined> {
  try {
    return await world.as(as).get<Tender>(`/tenders/${world.tender}`)
  } catch (problem) {
    if (problem instanceof Refused && problem.status === 404) return undefined
    throw problem
  }
}

/**
 * The project is registered, the notice is drafted, the officers make their keys, an unlawful version is refused, the lawful one is published.
 *
 * @param of what the notice says, if not what the demo's does
 */
export async function publishNotice(world: World, content: Draft = world.played.draft): Promise<void> {
  const agent = world.as('agent')
  const tender = await tenderNow(world, 'agent')
  if (tender && tender.stage !== 'draft') return
  await world.moveTo(content.documentsFrom - 2 * 60_000)
  const of = whole(content, await registerProject(world, content))
  const short: Draft = { ...of, deadline: of.documentsFrom + 14 * 86_400_000 }
  await draft(world, tender ? draftOf(tender) : short)
  await officerKeys(world)
  if (!tender) {
    const refusal = await refused(() => publish(world))
    world.say(`公告被拒 notice refused: ${refusal.problem['zh']} ${refusal.problem['article']}`)
  }
  await draft(world, of)
  const hash = await publish(world)
  world.say(`公告已发布 notice published, tender document SHA-256 ${hash.slice(0, 16)}…`)
  const open = await fetch(`${world.origins.public}/api/v1/tenders/${world.tender}/documents/${hash}`)
  const read = hex(sha256(new Uint8Array(await open.arrayBuffer())))
  if (read !== hash) throw new Error('the public read another tender document than was published')
  await agent.get(`/tenders/${world.tender}`)
}

/** The project is registered and the notice drafted, and nothing more. */
export async function draftNotice(world: World, content: Draft = world.played.draft): Promise<void> {
  await draft(world, whole(content, await registerProject(world, content)))
}

/** The draft as the agent writes it. */
export const draft = (world: World, content: Draft) =>
  world.as('agent').post(`/tenders/${world.tender}/draft`, { draft: content })

/** Each officer makes its key for this tender, unless it has. */
export async function officerKeys(world: World): Promise<void> {
  const { shares } = await world.as('agent').get<Tender>(`/tenders/${world.tender}`)
  for (const role of seatsOf({ shares })) {
    const client = world.as(role)
    const tender = await client.get<Tender>(`/tenders/${world.tender}`)
    if (tender.officerKeys[role]) continue
    await watchLog(world, client)
    const { encryption } = await client.keys()
    if (!encryption) throw new Error(`${role} has no encryption certificate`)
    const { spki, pkcs8 } = await newWrapKey(wrapKindOf(encryption.spki))
    const label = labelled('officer-key', utf8(world.tender))
    const backup = base64(utf8(canonical(await closeLetter(encryption.spki, pkcs8, label))))
    const cms = await client.sign('tender.officerKey', { tender: world.tender, role, key: hex(sha256(spki)) })
    await client.post(`/tenders/${world.tender}/officer-key`, { spki: base64(spki), backup, cms })
    world.say(`${client.person.organisation?.name} 公布开标密钥 published its opening key`)
  }
}

/** A draft with what it leaves out: its registered project, an address, the texts of its tender document. */
export const whole = (content: Draft, registered: string): Draft => ({
  ...{ registered, address: `${content.place}（登记地址）` },
  ...content,
  texts: { ...documentTexts[content.track], ...content.texts },
})

/** Looks at the check and the preview, gives reasons for what the check asks, signs what it saw, and publishes it. */
export async function publish(world: World): Promise<string> {
  const agent = world.as('agent')
  const tender = await agent.get<Tender>(`/tenders/${world.tender}`)
  const { findings } = await agent.get<{ findings: Told[] }>(`/tenders/${world.tender}/check`)
  const reasons = findings
    .filter(({ severity }) => severity === 'warn')
    .map(({ code, where, zh }) => ({ code, where, reason: `示范项目，招标人已知悉并确有需要：${zh}` }))
  const preview = await agent.bytes(`/tenders/${world.tender}/preview.pdf`)
  const sha256 = createHash('sha256').update(preview).digest('hex')
  const cms = await agent.sign('tender.publish', publication(tender, draftOf(tender), [{ sha256 }], reasons))
  const sealed = await sealsFor(world, tender, sha256)
  await agent.post(`/tenders/${world.tender}/publish`, { composed: true, documents: [], reasons, ...sealed, cms })
  return sha256
}

/** The agent's signatures in the PDFs of notice and tender document, as they are published. */
export async function sealsFor(world: World, { method }: Pick<Tender, 'method'>, document: string) {
  const agent = world.as('agent')
  const path = `/tenders/${world.tender}`
  const signed = async (prepared: string) => agent.signBytes(bytesToSign(await agent.bytes(`${path}${prepared}`)))
  const seals = [{ sha256: document, cms: await signed('/preview/prepared') }]
  if (method === 'invited') return { seals }
  const at = await world.now()
  const cms = await signed(`/notice-preview/prepared?at=${at}&document=${document}`)
  return { seals, notice: { at, document, cms } }
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

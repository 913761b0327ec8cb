import qrcode from 'qrcode'
import { type ProofsView, type ProvedFact, proofsBody } from '../../templates/pages/proofs.ts'
import type { Context } from '../ledger/command.ts'
import type { AnyEventKind } from '../ledger/event.ts'
import type { Eye } from '../ledger/eye.ts'
import { factsOf, factsOfTender, type Written } from '../ledger/store.ts'
import type { Project } from '../projects/project.ts'
import { projectStream } from '../projects/store.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Body } from './furniture.ts'

const PUBLIC_EYE: Eye = { role: 'public', host: false, tag: '' }

/** Of these facts the public ones, as a list shows them. */
const shown = (all: readonly Written[], kinds: ReadonlyMap<string, AnyEventKind>): ProvedFact[] =>
  all.flatMap(({ fact, commitment }) => {
    const kind = kinds.get(fact.type)
    if (!kind?.seenBy(PUBLIC_EYE, fact.data)) return []
    return [{ id: fact.id, at: fact.at, zh: kind.zh, en: kind.en, role: fact.actor.role, commitment }]
  })

async function bodyOf(context: Context, of: Omit<ProofsView, 'qr'>): Promise<Body> {
  const address = `${context.platform.publicUrl}${of.check}`
  const qr = await qrcode.toString(address, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' })
  return { title: `全部证明 ${of.name}`, body: proofsBody({ ...of, qr }) }
}

/** The public facts of a tender with their commitments. */
export async function tenderProofs(
  context: Context,
  { id, name, code }: Tender,
  kinds: ReadonlyMap<string, AnyEventKind>,
): Promise<Body> {
  const facts = shown(await factsOfTender(context.platform.database, id), kinds)
  return bodyOf(context, { name, code, back: `/projects/${id}`, check: `/proofs/tenders/${id}`, facts })
}

/** The public facts of a registered project, such as its plans, with their commitments. */
export async function projectProofs(
  context: Context,
  { id, registered }: Project,
  kinds: ReadonlyMap<string, AnyEventKind>,
): Promise<Body> {
  const facts = shown(await factsOf(context.platform.database, projectStream(id).name), kinds)
  const { code = id, content } = registered ?? {}
  const of = { name: content?.name ?? id, code, back: `/plans/${id}`, check: `/proofs/projects/${id}` }
  return bodyOf(context, { ...of, facts })
}

import qrcode from 'qrcode'
import { z } from 'zod'
import { type ProofsView, type ProvedFact, proofsBody } from '../../templates/pages/proofs.ts'
import { type Context, query } from '../ledger/command.ts'
import type { AnyEventKind } from '../ledger/event.ts'
import type { Eye } from '../ledger/eye.ts'
import { factsAmong, factsOf, lastOfTenders, type Written } from '../ledger/store.ts'
import type { Project } from '../projects/project.ts'
import { projectById, projectStream } from '../projects/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { get, Id, type Reply, type Route, routes } from '../web/route.ts'
import type { Body } from './furniture.ts'
import { keptBy } from './kept.ts'
import { publicTypes } from './project.ts'

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
async function tenderProofs(
  context: Context,
  { id, name, code }: Tender,
  kinds: ReadonlyMap<string, AnyEventKind>,
): Promise<Body> {
  const all = await factsAmong(context.platform.database, id, { types: publicTypes(kinds.values()) })
  const facts = shown(all, kinds)
  return bodyOf(context, { name, code, back: `/projects/${id}`, check: `/proofs/tenders/${id}`, facts })
}

/** The public facts of a registered project, such as its plans, with their commitments. */
async function projectProofs(
  context: Context,
  { id, registered }: Project,
  kinds: ReadonlyMap<string, AnyEventKind>,
): Promise<Body> {
  const facts = shown(await factsOf(context.platform.database, projectStream(id).name), kinds)
  const { code = id, content } = registered ?? {}
  const of = { name: content?.name ?? id, code, back: `/plans/${id}`, check: `/proofs/projects/${id}` }
  return bodyOf(context, { ...of, facts })
}

const OneTender = z.object({ tender: Id })
const OneProject = z.object({ project: Id })
const none = async (): Promise<undefined> => undefined
const kept = keptBy<Body | undefined>(200)

/**
 * The pages of proofs for readers without a script.
 *
 * @param kinds every kind of fact by its type
 * @param published finds a tender whose notice is out
 * @param pageOf puts the frame around a body, or says that there is nothing
 */
export function proofPages(
  kinds: ReadonlyMap<string, AnyEventKind>,
  published: (context: Context, id: string) => Promise<Tender | undefined>,
  pageOf: (context: Context, path: string, body: Body | undefined) => Reply,
): Route[] {
  const types = publicTypes(kinds.values())
  const tender = query('tender.list', none, async (context, _n, { tender: id }: z.infer<typeof OneTender>) => {
    const { database } = context.platform
    const last = (await lastOfTenders(database, [id], types)).get(id)
    const found = await kept(database, id, String(last), async () => {
      const of = await published(context, id)
      return of && tenderProofs(context, of, kinds)
    })
    return pageOf(context, `/projects/${id}/proofs`, found)
  })
  const plan = query('tender.list', none, async (context, _n, { project: id }: z.infer<typeof OneProject>) => {
    const of = await projectById(context, id)
    return pageOf(context, `/plans/${id}/proofs`, of?.plan ? await projectProofs(context, of, kinds) : undefined)
  })
  return routes(get('/projects/:tender/proofs', OneTender, tender), get('/plans/:project/proofs', OneProject, plan))
}

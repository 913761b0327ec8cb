import { z } from 'zod'
import { hex } from '../../crypto/bytes.ts'
import { formatVerifier } from '../../crypto/checkpoint.ts'
import { consistencyProof } from '../../crypto/proof.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, query } from '../ledger/command.ts'
import type { AnyEventKind, Fact } from '../ledger/event.ts'
import { type Eye, isLookedFor } from '../ledger/eye.ts'
import { type EventRow, events, factsAmong, factsOf, type Written, written } from '../ledger/store.ts'
import { get, Id, Nothing, Reply, type Route, routes } from '../web/route.ts'
import { logKey } from './beat.ts'
import { HELD_BY_SOME, named, type PaperOfFact, papersOf } from './papers.ts'
import { proveFact } from './proof.ts'
import { hashReader, heads, lastHead } from './store.ts'

const refuse = refusals({
  FACT_UNKNOWN: { status: 404, zh: '没有找到该事实', en: 'there is no such fact' },
  PROOF_NOT_YET: {
    status: 409,
    zh: '该事实将在两个节拍内进入日志，请稍候',
    en: 'the fact will be in the log within two beats',
  },
  LOG_EMPTY: { status: 409, zh: '日志尚未开始', en: 'the log has not begun' },
  SIZE_UNKNOWN: { status: 422, zh: '没有这个大小的检查点', en: 'there is no head of that size' },
})

const OneFact = z.strictObject({ fact: Id })
const OneTender = z.strictObject({ tender: Id })
const OneProject = z.strictObject({ project: Id })
/** `sha256`: of a file that somebody holds, to be told whether it is one of the papers that only some may see. */
const Papers = {
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
}
const PapersOfTender = OneTender.extend(Papers)
const PapersOfProject = OneProject.extend(Papers)
const Between = z.strictObject({ from: z.coerce.number().int().positive(), to: z.coerce.number().int().positive() })
const OneHead = z.strictObject({ size: z.coerce.number().int().positive() })

/** How somebody looks at the facts of a stream's tender or project; nothing if there is none or it may not be looked at. */
export type EyeFor = (context: Context, stream: string) => Promise<Eye | undefined>

const none = async (): Promise<undefined> => undefined

const checkpoint = query('log.read', none, async ({ platform }) => {
  const head = await lastHead(platform.database)
  if (!head) throw refuse('LOG_EMPTY')
  return new Reply('text/plain; charset=utf-8', head.note)
})
const headOfSize = query('log.read', none, async ({ platform }, _n, { size }: z.infer<typeof OneHead>) => {
  const found = (await heads(platform.database).findByPk(size, { raw: true })) as unknown as { note: string } | null
  if (!found) throw refuse('SIZE_UNKNOWN')
  return new Reply('text/plain; charset=utf-8', found.note)
})
const verifier = query('log.read', none, async ({ platform }) => ({
  origin: platform.logOrigin,
  verifier: formatVerifier(logKey(platform)),
  certificate: hex(platform.signer.certificate.der),
}))
const consistency = query('log.read', none, async ({ platform }, _n, { from, to }: z.infer<typeof Between>) => {
  const head = await lastHead(platform.database)
  if (!head || from > to || to > head.size) throw refuse('SIZE_UNKNOWN')
  return { from, to, proof: (await consistencyProof(from, to, hashReader(platform.database))).map(hex) }
})

/** How facts are read for somebody's eyes. */
function reader(kinds: AnyEventKind[], eyeFor: EyeFor, streams: string[]) {
  const byType = new Map(kinds.map((kind) => [kind.type, kind]))
  const sees = (eye: Eye, fact: Fact): boolean => byType.get(fact.type)?.seenBy(eye, fact.data) ?? false
  const seen = async (context: Context, stream: string, read: (eye: Eye) => Promise<Written[]>) => {
    const eye = await eyeFor(context, stream)
    if (!eye) throw refuse('FACT_UNKNOWN')
    return { facts: (await read(eye)).flatMap((one) => shown(one, eye, byType, sees)) }
  }
  // what one may not see is not read: neither it nor how much of it there is may be told by the time it takes
  const readable = (eye: Eye, tender: string) => ({
    types: kinds.filter(({ seenBy }) => isLookedFor(seenBy, eye)).map(({ type }) => type),
    streams: eye.tag ? streams.map((name) => `${name}/${tender}.${eye.tag}`) : [],
  })
  return {
    sees,
    ofTender: (context: Context, tender: string) =>
      seen(context, `tender/${tender}`, (eye) => factsAmong(context.platform.database, tender, readable(eye, tender))),
    ofProject: (context: Context, project: string) =>
      seen(context, `project/${project}`, () => factsOf(context.platform.database, `project/${project}`)),
    papers: (found: Fact[]): PaperOfFact[] =>
      named(found.flatMap((fact) => papersOf(fact, byType.get(fact.type) ?? { zh: fact.type }))),
  }
}

/** The papers of a tender or a project that one may see, and whether a file that somebody holds is one of the others. */
function paperRoutes({ ofTender, ofProject, papers }: ReturnType<typeof reader>): Route[] {
  const heldIn = (some: Written[], mine: string | undefined) => {
    const held = papers(some.map(({ fact }) => fact)).find(({ sha256 }) => sha256 === mine)
    return held ? { title: held.title, at: held.at, signed: held.signed } : null
  }
  const ofTheTender = query('tender.list', none, async (context, _n, of: z.infer<typeof PapersOfTender>) => {
    const { facts } = await ofTender(context, of.tender)
    const { database } = context.platform
    const some = of.sha256 ? await factsAmong(database, of.tender, { types: HELD_BY_SOME }) : []
    return { papers: papers(facts), held: heldIn(some, of.sha256) }
  })
  const ofTheProject = query('log.proof', none, async (context, _n, of: z.infer<typeof PapersOfProject>) => {
    const { facts } = await ofProject(context, of.project)
    const all = of.sha256 ? await factsOf(context.platform.database, `project/${of.project}`) : []
    const some = all.filter(({ fact }) => fact.type === 'project.paperIssued')
    return { papers: papers(facts), held: heldIn(some, of.sha256) }
  })
  return routes(
    get('/tenders/:tender/issued', PapersOfTender, ofTheTender),
    get('/projects/:project/issued', PapersOfProject, ofTheProject),
  )
}

/**
 * The log and the proofs: heads, consistency, and for each fact one may see its salt and its way into the log.
 *
 * @param streams names of the kinds of streams, for those that are one party's own
 */
export function auditRoutes(kinds: AnyEventKind[], eyeFor: EyeFor, streams: string[]): Route[] {
  const reading = reader(kinds, eyeFor, streams)
  const proof = query('log.proof', none, async (context, _n, { fact: id }: z.infer<typeof OneFact>) => {
    const row = await events(context.platform.database).findOne({ where: { id }, raw: true })
    const found = row ? written(row as unknown as EventRow) : undefined
    const eye = found && (await eyeFor(context, found.fact.stream))
    if (!found || !eye || !reading.sees(eye, found.fact)) throw refuse('FACT_UNKNOWN')
    const proved = await proveFact(context.platform, found.seq)
    if (!proved) throw refuse('PROOF_NOT_YET')
    return { fact: found.fact, salt: found.salt, ...proved }
  })
  const timeline = query('tender.list', none, (context, _n, { tender }: z.infer<typeof OneTender>) =>
    reading.ofTender(context, tender),
  )
  const ofProject = query('log.proof', none, (context, _n, { project }: z.infer<typeof OneProject>) =>
    reading.ofProject(context, project),
  )
  return [
    ...paperRoutes(reading),
    ...routes(
      get('/log/checkpoint', Nothing, checkpoint),
      get('/log/checkpoints/:size', OneHead, headOfSize),
      get('/log/verifier', Nothing, verifier),
      get('/log/consistency', Between, consistency),
      get('/facts/:fact/proof', OneFact, proof),
      get('/tenders/:tender/facts', OneTender, timeline),
      get('/projects/:project/facts', OneProject, ofProject),
    ),
  ]
}

function shown(
  { fact }: Written,
  eye: Eye,
  byType: Map<string, AnyEventKind>,
  sees: (eye: Eye, fact: Fact) => boolean,
): (Fact & { zh: string; en: string })[] {
  const kind = byType.get(fact.type)
  if (!kind || !sees(eye, fact)) return []
  return [{ ...fact, zh: kind.zh, en: kind.en }]
}

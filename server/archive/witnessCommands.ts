import { z } from 'zod'
import { PARTIES } from '../../templates/parties.ts'
import { witnessCertificate } from '../../templates/witnessCertificate.ts'
import { permit } from '../access/policy.ts'
import { checkStatement } from '../access/statement.ts'
import { issuePaper } from '../documents/issue.ts'
import { type Issued, preparedCopy, signedCopy } from '../documents/prepared.ts'
import { attestation } from '../documents/words.ts'
import { refusals } from '../law/refusal.ts'
import { isRule } from '../law/rule.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Command, type Context, command, on, type Query, query } from '../ledger/command.ts'
import { factsOfTender, rowAt } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import { Cms } from '../tenders/contract.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import { regionalOf, type Tender } from '../tenders/tender.ts'
import { get, Id, post, Reply, routes } from '../web/route.ts'
import {
  courseOf,
  evolve,
  giveWitness,
  incidentsOf,
  sealable,
  sealWitness,
  type VenuesAsked,
  type Witness,
  witnessPaper,
} from './witness.ts'
import { Recording, Venue, Witnessed, type WitnessFact } from './witnessEvents.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  WITNESS_ABSENT: { status: 404, zh: '见证书尚未出具', en: 'there is no certificate yet' },
})

/** The stream of what the centre certified of one tender. */
export const witnessStream = defineStream<Witness, WitnessFact>({ name: 'witness', table: 'witnesses', evolve })

const OneTender = z.strictObject({ tender: Id })
type One = z.infer<typeof OneTender>
/** What the centre says of the course, and where its recordings are kept. */
const GiveWitness = z.strictObject({
  tender: Id,
  opinion: z.string().trim().min(4).max(4000),
  recordings: z.array(Recording).max(40),
  venues: z.array(Venue).max(20).optional(),
  cms: Cms,
})
const SealWitness = z.strictObject({ tender: Id, cms: Cms })

/** Certifies the course of a tender: the centre answers for its opinion with its signature. */
export const give = command(
  'witness.give',
  (e, input: z.infer<typeof GiveWitness>) => e.hold(tenderStream(input.tender)),
  async (e, tender, { opinion, recordings, venues, cms }) => {
    const said = { opinion, recordings, ...(venues?.length ? { venues } : {}) }
    const fields = { tender: tender.id, ...said }
    const signature = await checkStatement(e.platform, e.who, { what: 'witness.give', fields, cms }, e.now)
    const stream = witnessStream(tender.id)
    const facts = (await factsOfTender(e.platform.database, tender.id)).length
    const of = { tender, before: await e.holdIfAny(stream), facts, asked: askedOf(e, tender) }
    const after = await e.append(stream, giveWitness(of, { ...said, signature }))
    return { tender: tender.id, at: after.at }
  },
)

/** How many venues a remote evaluation of this tender has at least: the main one and another, or what the region says. */
function askedOf({ platform }: Pick<Context, 'platform'>, tender: Tender): VenuesAsked {
  const law = rulebook(tender.published?.rulebook ?? '')
  const { remoteVenues } = regionalOf(tender, platform.regional)
  return { law, least: isRule(remoteVenues) ? remoteVenues.value : 2 }
}

/** What was certified of a tender, outside a deed. */
async function witnessOf({ platform }: Pick<Context, 'platform'>, tender: string): Promise<Witness | undefined> {
  const row = await rowAt(platform.database, witnessStream.kind, tender)
  return row ? (JSON.parse((row as unknown as { state: string }).state) as Witness) : undefined
}

const keep = command(
  'witness.issue',
  (e, input: Issued & One) => e.hold(witnessStream(input.tender)),
  async (e, witness, { tender, file, sha256 }) => {
    const facts = witnessPaper(witness, { file, sha256 })
    if (facts.length) await e.append(witnessStream(tender), facts)
  },
)

const folderOf = (tender: string): string => `witnesses/${tender.toLowerCase()}`

async function issue(context: Context, id: string): Promise<void> {
  const { platform } = context
  const [tender, witness] = [await tenderById(context, id), await witnessOf(context, id)]
  if (!tender || !witness || witness.paper) return
  const facts = (await factsOfTender(platform.database, id)).slice(0, witness.facts).map(({ fact }) => fact)
  const { centre } = attestation(platform, '')
  const paper = witnessCertificate({
    ...attestation(platform, `tender=${id}`),
    ...{ number: `${tender.code}-JZ`, code: tender.code, name: tender.name, project: tender.project.name },
    ...{ side: PARTIES[tender.track].tenderer, tenderer: tender.tenderer.name, supervisor: tender.supervisor.name },
    ...(tender.agent ? { agent: tender.agent.name } : {}),
    witness: tender.centre?.name ?? centre,
    ...{ course: courseOf(facts), incidents: incidentsOf(facts), recordings: witness.recordings },
    venues: witness.venues ?? [],
    ...{ opinion: witness.opinion, facts: witness.facts, witnessedAt: witness.at },
  })
  await keep.run(context, { tender: id, ...(await issuePaper(platform, folderOf(id), paper, witness.at)) })
}

/** The certificate is issued as a paper when it is given. */
export const witnessReactions = [on(Witnessed, 'witnessPaper', (context, { data }) => issue(context, data.tender))]

async function known(context: Context, input: One): Promise<Tender> {
  const tender = await tenderById(context, input.tender)
  if (!tender) throw refuse('TENDER_UNKNOWN')
  return tender
}

const read = query('witness.read', known, async (context, tender) => {
  const witness = await witnessOf(context, tender.id)
  if (!witness) throw refuse('WITNESS_ABSENT')
  return witness
})

const file = query('witness.read', known, async (context, tender) => {
  const paper = (await witnessOf(context, tender.id))?.paper
  if (!paper) throw refuse('WITNESS_ABSENT')
  return new Reply('application/pdf', context.platform.files.get(paper.file), { name: '交易见证书.pdf' })
})

const placeIn = (tender: Tender, base: string) => ({ folder: folderOf(tender.id), base, field: 'centre' })

/** The certificate with an empty place for the centre's signature. */
const prepared: Query<One, Reply> = {
  policy: 'witness.give',
  run: async (context, input) => {
    const tender = await known(context, input)
    permit('witness.give', context.who, tender)
    const base = sealable(await witnessOf(context, tender.id))
    const paper = () => context.platform.files.get(base.file)
    const pdf = await preparedCopy(context, placeIn(tender, base.sha256), paper, '见证书签章')
    return new Reply('application/pdf', pdf, { name: '待签见证书.pdf', headers: { 'Cache-Control': 'no-store' } })
  },
}

const noteSealed = command(
  'witness.give',
  (e, input: One & { signed: Issued; certificate: string }) => e.hold(tenderStream(input.tender)),
  async (e, tender, { signed, certificate }) => {
    const stream = witnessStream(tender.id)
    await e.append(stream, sealWitness(await e.hold(stream), { signed, certificate }))
    return { tender: tender.id, sha256: signed.sha256 }
  },
)

/** Puts the centre's signature into its certificate (PAdES). */
const seal: Command<z.infer<typeof SealWitness>, { tender: string; sha256: string }> = {
  policy: 'witness.give',
  run: async (context, { tender: id, cms }) => {
    const tender = await known(context, { tender: id })
    permit('witness.give', context.who, tender)
    const base = sealable(await witnessOf(context, id))
    const { issued: signed, certificate } = await signedCopy(context, placeIn(tender, base.sha256), cms)
    return noteSealed.run(context, { tender: id, signed, certificate })
  },
}

export const witnessRoutes = routes(
  post('/tenders/:tender/witness', GiveWitness, give),
  get('/tenders/:tender/witness', OneTender, read),
  get('/tenders/:tender/witness.pdf', OneTender, file),
  get('/tenders/:tender/witness/prepared', OneTender, prepared),
  post('/tenders/:tender/witness/seal', SealWitness, seal),
)

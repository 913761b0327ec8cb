import type { z } from 'zod'
import type { Transcript } from '../../crypto/transcript.ts'
import { invitationRecord } from '../../templates/invitationRecord.ts'
import type { Paper } from '../../templates/layout.ts'
import { permit } from '../access/policy.ts'
import { checkStatement } from '../access/statement.ts'
import { issuePaper } from '../documents/issue.ts'
import { preparedCopy, signedCopy } from '../documents/prepared.ts'
import { attestation } from '../documents/words.ts'
import { refusals } from '../law/refusal.ts'
import { type Command, type Context, command, on, type Query, query } from '../ledger/command.ts'
import type { Platform } from '../platform/platform.ts'
import { concealed } from '../questions/anonymous.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { Reply } from '../web/route.ts'
import { lawNow } from './commands.ts'
import type { ConfirmLetter, ListSource, OfTender, OneRecord, SignRecord } from './contract.ts'
import { DrawRecorded, InviteesFixed } from './events.ts'
import type { Invitation } from './invitation.ts'
import { itself, type RecordSigner, receiveLetter, signableRecord, signRecord, witnessFields } from './recording.ts'
import { candidateOf, candidateTag, invitationOf, invitationStream } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  RECORD_ABSENT: {
    status: 404,
    zh: '随机抽取供应商的书面记录尚未生成',
    en: 'there is no record of a draw of the invitees yet',
  },
})

const SOURCES: Record<ListSource, string> = {
  tenderer: '招标人选定',
  prequalification: '发布资格预审公告征集',
  register: '从省级以上财政部门建立的供应商库中选取',
  recommendation: '采购人书面推荐',
}
const PARTY: Record<string, string> = { tenderer: '采购人', centre: '交易中心', supervisor: '监督部门' }
const folderOf = (tender: string): string => `papers/${tender.toLowerCase()}`

/** The record of a finished draw, with the names of all who stood on its list. */
export function recordPaper(platform: Platform, tender: Tender, of: Invitation, t: Transcript, at: number): Paper {
  const named = new Map(
    of.candidates.map(({ tag, sealed }) => [tag, candidateOf(platform, tender.id, sealed)] as const),
  )
  return invitationRecord({
    ...attestation(platform, `tender=${tender.id}`),
    code: `${tender.code}-CQ`,
    tender: { code: tender.code, name: tender.name },
    project: tender.project.name,
    purchaser: tender.tenderer.name,
    ...(tender.agent ? { agent: tender.agent.name } : {}),
    supervisor: tender.supervisor.name,
    draw: t.draw,
    source: SOURCES[of.source],
    wanted: of.wanted,
    drawnAt: at,
    candidates: [...named.values()].map(({ name, code, reason }) => ({ name, code, ...(reason ? { reason } : {}) })),
    drawn: (t.opened ?? []).map(({ pid, id }) => ({ pid, name: '', code: '', ...named.get(id) })),
    rules: `规则哈希 ${t.rulesHash}`,
    ...{ root: t.root, seed: t.seed },
    parties: t.commitments.map(({ party, value }) => ({
      name: PARTY[party] ?? party,
      commitment: value,
      value: t.reveals.find((one) => one.party === party)?.value ?? '',
    })),
    witnesses: witnessFields(of.draw?.witnesses ?? []),
    article: lawNow(tender, at).invitationPool.article,
  })
}

const keep = command(
  'invitation.issueRecord',
  (e, input: { tender: string; draw: string; file: string; sha256: string }) => e.hold(invitationStream(input.tender)),
  async (e, of, input) => {
    if (!of.record) await e.append(invitationStream(of.tender), [DrawRecorded(input)])
  },
)

/** The record follows the draw by itself. */
export const recordReactions = [
  on(InviteesFixed, 'invitationRecord', async (context, { data, at }) => {
    const { tender: id, transcript } = data
    const tender = await tenderById(context, id)
    const of = await invitationOf(context, id)
    if (!tender || !of || of.record || transcript === null) return
    const told = JSON.parse(transcript) as Transcript
    const paper = recordPaper(context.platform, tender, of, told, at)
    const issued = await issuePaper(context.platform, folderOf(id), paper, at)
    await keep.run(context, { tender: id, draw: told.draw, ...issued })
  }),
]

const known = async (context: Context, input: z.infer<typeof OfTender>): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (tender?.method !== 'invited') throw refuse('TENDER_UNKNOWN')
  return tender
}

/** Who is to sign the record, and who has. */
export const record = query('invitation.read', known, async (context, tender, _input: z.infer<typeof OfTender>) => {
  const of = await invitationOf(context, tender.id)
  if (!of?.record) throw refuse('RECORD_ABSENT')
  const { sha256, signed } = of.record
  const at = (field: string) => signed.find((one) => one.field === field)?.at ?? null
  const sides = [
    { field: 'tenderer', name: tender.tenderer.name },
    ...(tender.agent ? [{ field: 'agent', name: tender.agent.name }] : []),
  ]
  const places = [...witnessFields(of.draw?.witnesses ?? []), ...sides]
  return { sha256, places: places.map((one) => ({ ...one, at: at(one.field) })) }
})

/** The record as it stands, with the signatures in it. */
export const recordFile = query('invitation.read', known, async (context, tender, _input: z.infer<typeof OfTender>) => {
  const of = await invitationOf(context, tender.id)
  if (!of?.record) throw refuse('RECORD_ABSENT')
  return new Reply('application/pdf', context.platform.files.get(of.record.file), { name: '供应商随机抽取记录.pdf' })
})

const signerOf = ({ who }: Pick<Context, 'who'>, place: string): RecordSigner => ({ role: who.role, place })

/** Where somebody signs; who may not, is refused before anything is made. */
async function placeFor(context: Context, input: z.infer<typeof OneRecord>) {
  const tender = await known(context, input)
  permit('invitation.signRecord', context.who, tender)
  const {
    record: found,
    field,
    person,
  } = signableRecord(await invitationOf(context, tender.id), signerOf(context, input.place))
  return { found, person, place: { folder: folderOf(tender.id), base: found.sha256, field } }
}

/** The present version of the record with an empty place for the asker's signature; asked again it is the same bytes. */
export const prepared: Query<z.infer<typeof OneRecord>, Reply> = {
  policy: 'invitation.signRecord',
  run: async (context, input) => {
    const { found, person, place } = await placeFor(context, input)
    const paper = () => context.platform.files.get(found.file)
    const pdf = await preparedCopy(context, place, paper, '随机抽取记录签署', person)
    return new Reply('application/pdf', pdf, { name: '待签抽取记录.pdf', headers: { 'Cache-Control': 'no-store' } })
  },
}

interface Signed {
  tender: string
  place: string
  base: string
  signed: { file: string; sha256: string }
  certificate: string
}

const noteSigned = command(
  'invitation.signRecord',
  (e, input: Signed) => e.hold(tenderStream(input.tender)),
  async (e, tender, { place, base, signed, certificate }) => {
    const stream = invitationStream(tender.id)
    const of = await e.hold(stream)
    await e.append(stream, signRecord(of, signerOf(e, place), { base, signed, certificate }))
    return { tender: tender.id, sha256: signed.sha256 }
  },
)

/** Takes a signature over the prepared copy of the record, checks it and puts it in (PAdES). */
export const sign: Command<z.infer<typeof SignRecord>, { tender: string; sha256: string }> = {
  policy: 'invitation.signRecord',
  run: async (context, { tender, place, prepared: base, cms }) => {
    const at = await placeFor(context, { tender, place })
    const { issued: signed, certificate, signer } = await signedCopy(context, { ...at.place, base }, cms)
    itself(at.person, signer.subject.commonName)
    return noteSigned.run(context, { tender, place, base, signed, certificate })
  },
}

const confirmAs = command(
  'invitation.confirm',
  (e, input: z.infer<typeof ConfirmLetter>) => e.hold(tenderStream(input.tender)),
  async (e, tender, { sha256, cms }) => {
    const fields = { tender: tender.id, sha256 }
    const signature = await checkStatement(e.platform, e.who, { what: 'invitation.confirm', fields, cms }, e.now)
    const stream = invitationStream(tender.id)
    const evidence = concealed(e.platform.vault, `letter/${tender.id}`, signature)
    const letter = { tag: e.who.tagFor(tender.id), sha256, evidence }
    const facts = receiveLetter(await e.holdIfAny(stream), letter, e.now)
    if (facts.length) await e.append(stream, facts)
    return { received: true }
  },
)

/** An invitee signs that it has its letter. It acts under the tag of its letter, so that nothing ties it to a bid. */
export const confirm: Command<z.infer<typeof ConfirmLetter>, { received: boolean }> = {
  policy: 'invitation.confirm',
  run: (context, input) => {
    const { platform, who } = context
    const tagFor = (tender: string) => candidateTag(platform, tender, who.organisation ?? '')
    return confirmAs.run({ ...context, who: { ...who, tagFor } }, input)
  },
}

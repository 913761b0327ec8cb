import type { z } from 'zod'
import { base64, hex } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import { minute } from '../../templates/layout.ts'
import { checkStatement } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import { command, on, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import type { Platform } from '../platform/platform.ts'
import { uploadedDocument } from '../tenders/commands.ts'
import type { SignedDocument } from '../tenders/contract.ts'
import { composedDocument } from '../tenders/paper.ts'
import { issueChange } from '../tenders/papers.ts'
import { TITLE } from '../tenders/publishCommands.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { TenderAmended } from '../tenders/sideEvents.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import { draftOf, regionalOf, type Tender } from '../tenders/tender.ts'
import { documentsEver, withChanges } from '../tenders/versions.ts'
import { keepFile, takeUpload } from '../web/uploads.ts'
import { type Addendum, addendumStatement, issueAddendum } from './addendum.ts'
import { realChanges } from './changes.ts'
import type { IssueAddendum, PreviewAddendum } from './contract.ts'
import { compareEditions, editionsOf } from './editions.ts'
import { QuestionAnswered } from './events.ts'
import { settleObjection } from './objection.ts'
import { answerQuestion, type Question } from './question.ts'
import { objectionOf, questionsOf, questionsStream, tenderFacts } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  ADDENDUM_PREVIEW: {
    status: 409,
    zh: '新版招标文件与预览不一致，请重新预览后签名',
    en: 'the document is no longer what was previewed: look again, then sign',
  },
  DOCUMENT_NOT_THERE: {
    status: 422,
    zh: '拟保留的文件不在已发布的招标文件中',
    en: 'a document that is to stay is no part of the tender document',
  },
})

type Input = z.infer<typeof IssueAddendum>
type Documents = z.infer<typeof SignedDocument>[]

/** The documents of the new version: those that stay, and uploads, hashed as they lie here. */
async function documentsOf(e: Entry, tender: Tender, wished: Input['documents']): Promise<Documents> {
  const there = tender.published ? documentsEver(tender.published) : []
  const found: Documents = []
  for (const one of wished) {
    const kept = 'keep' in one ? there.find(({ sha256 }) => sha256 === one.keep) : undefined
    if ('keep' in one && !kept) throw refuse('DOCUMENT_NOT_THERE', { sha256: one.keep })
    found.push(kept ?? (await uploadedDocument(e.platform, e.who.tagFor(tender.id), tender.id, one as never)))
  }
  return found
}

/** The tender document of a published tender, made of other terms. */
async function madeOf(platform: Platform, tender: Tender, of: Pick<Input, 'changes' | 'deadline'>) {
  const draft = withChanges(draftOf(tender), realChanges(draftOf(tender), of.changes))
  const deadline = of.deadline ?? tender.deadline
  const { signer, publicUrl } = platform
  const how = { signer, publicUrl, regional: regionalOf(tender, platform.regional) }
  const bytes = await composedDocument({ ...draft, deadline, id: tender.id }, lawOf(tender), how)
  return { bytes, sha256: hex(sha256(bytes)) }
}

/** What would be published as the new tender document, byte for byte. */
export const preview = query(
  'addendum.issue',
  async (context, input: z.infer<typeof PreviewAddendum>): Promise<Tender> => {
    const tender = await tenderById(context, input.tender)
    if (!tender?.published) throw refuse('TENDER_UNKNOWN')
    return tender
  },
  async ({ platform }, tender, input) => {
    const { bytes, sha256: hash } = await madeOf(platform, tender, input)
    return { title: TITLE, sha256: hash, bytes: bytes.length, pdf: base64(bytes) }
  },
)

/** Makes the tender document anew and keeps it; what was previewed and signed for must be the same. */
async function composedAgain(
  e: Entry,
  tender: Tender,
  of: Pick<Input, 'changes' | 'deadline' | 'composed'>,
): Promise<Documents[number]> {
  const { bytes, sha256: hash } = await madeOf(e.platform, tender, of)
  if (hash !== of.composed) throw refuse('ADDENDUM_PREVIEW', { sha256: hash })
  const owner = e.who.tagFor(tender.id)
  const file = await keepFile(e.platform, { tender: tender.id, owner, purpose: 'document' }, bytes, e.tx)
  return { title: TITLE, file, bytes: bytes.length, sha256: hash }
}

/** Publishes an addendum: a new version, the answers that it carries, and the later deadline that the law wants. */
export const issue = command(
  'addendum.issue',
  (e, input: Input): Promise<Tender> => e.hold(tenderStream(input.tender)),
  async (e, tender, { tender: id, cms, ...given }) => {
    const law = lawOf(tender)
    const made = given.composed ? [await composedAgain(e, tender, given)] : []
    const of: Addendum = { ...given, documents: [...made, ...(await documentsOf(e, tender, given.documents))] }
    const fields = addendumStatement(id, of)
    const signature = await checkStatement(e.platform, e.who, { what: 'addendum.issue', fields, cms }, e.now)
    const facts = issueAddendum(tender, { ...of, signature }, law, e.now, await e.platform.calendar())
    const stream = questionsStream(id)
    for (const { question, text } of of.answers) {
      const state = await e.holdIfAny(stream)
      const said = { question, text, affects: of.affects, version: of.version, signature }
      await e.append(stream, answerQuestion({ tender, state }, said, law, e.now))
    }
    for (const objection of of.objections) {
      const settled = objectionOf(id, objection)
      await e.append(settled, settleObjection(await e.holdIfAny(settled), of.version))
    }
    const after = await e.append(tenderStream(id), facts)
    for (const one of given.documents) if ('upload' in one) await takeUpload(e.platform, one.upload, e.tx)
    return { tender: id, version: after.published?.version, deadline: after.deadline }
  },
)

/** A question as it was asked, without who did, and its answer. */
const said = ({ about, text, answer }: Question) => [`${about}：${text}`, answer?.text ?? ''] as const

/** The stamped paper of an answer that stands for itself (答疑文件): it changes nothing in the tender document. */
export const answerPaperReaction = on(QuestionAnswered, 'answerPaper', async (context, fact) => {
  const { about, text, answer, version } = fact.data
  if (version !== null) return // it stands in that version's own paper
  await issueChange(context, fact, {
    title: '答疑文件',
    what: '现对收到的提问答复如下。',
    figures: [['答复时间', minute(fact.data.at)]],
    answers: [[`${about}：${text}`, answer]],
    follows: ['本答复对全部获取招标文件者同时公开，不改变招标文件的内容，不影响投标文件的编制。'],
  })
})

const AFFECTS =
  '本次澄清或修改可能影响投标文件编制。此前已递交的投标文件是按原版本编制的，投标人应当在投标截止时间前按本版本重新递交；未重新递交的，按其所依据的版本开标并如实记录，由评标委员会依法评审。'
const AFFECTS_NOTHING = '本次澄清或修改不影响投标文件编制，此前已递交的投标文件继续有效，投标人可以替换。'

/** The stamped paper of an addendum: what it says, and item by item what read how before. */
export const paperReaction = on(TenderAmended, 'addendumPaper', async (context, fact) => {
  const { tender, version, title, text, affects } = fact.data
  const editions = editionsOf(await tenderFacts(context, tender))
  const [before, after] = [version - 1, version].map((one) => editions.find((of) => of.version === one))
  if (!before || !after) throw new Error(`version ${version} of ${tender} is not there`)
  const { terms, documents } = compareEditions(before, after)
  const changed = documents.filter(({ kind }) => kind !== 'same')
  const { questions } = await questionsOf(context, tender)
  const carried = questions.filter(({ answer }) => answer?.version === version)
  await issueChange(context, fact, {
    title: `澄清或修改文件（第${version}版）`,
    what: title,
    figures: [['内容', text]],
    changes: [
      ...terms.map(
        (one) => [`${one.zh}（${one.affects ? '影响' : '不影响'}投标文件编制）`, one.before, one.after] as const,
      ),
      ...changed.map(({ kind, title: name, sha256 }) => {
        const words = `${name}（SHA-256 ${sha256.slice(0, 16)}…）`
        return ['文件', kind === 'gone' ? words : '—', kind === 'gone' ? '—' : words] as const
      }),
    ],
    answers: carried.map(said),
    follows: [affects ? AFFECTS : AFFECTS_NOTHING, '本文件为招标文件的组成部分；与原文件不一致的，以本文件为准。'],
  })
})

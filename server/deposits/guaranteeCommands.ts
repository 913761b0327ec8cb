import { z } from 'zod'
import { base64, concat, hex, text, unbase64, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { sha256 } from '../../crypto/digest.ts'
import { type CheckedSignature, checkPdf } from '../../crypto/pdf/signatures.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { checkSignature, checkWithEvidence } from '../access/statement.ts'
import { carriedBy, readPdf } from '../documents/read.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, command, query, type Ready, readied } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { wholeFile } from '../platform/wholeFile.ts'
import { Hash } from '../tenders/contract.ts'
import { tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { Id, Reply } from '../web/route.ts'
import { Guarantee, type OfTender } from './contract.ts'
import { type Document, given, guaranteeTag, keep } from './formCommands.ts'
import { takeGuarantee } from './guarantees.ts'
import { payerReader, sealedBefore, sealPayer } from './payerCommands.ts'
import { bidsNamed, tenderOf } from './sectionViews.ts'
import { findDeposit } from './store.ts'

/** The file in which the PDF of a guarantee carries what it says, for machines: JSON of the shape `Guarantee`. */
export const GUARANTEE_DATA = 'guarantee.json'

/** A guarantee's PDF is at most this large, bytes. */
const MOST = 2 * 1024 * 1024
/** Sealed documents have one of few lengths, so that an issuer is not told by how long its paper is, bytes of base64. */
const CLASS = 512 * 1024

const refuse = refusals({
  GUARANTEE_UNREADABLE: {
    status: 422,
    zh: '不是可读取的PDF文件，或文件超过2MB',
    en: 'this is no PDF that can be read, or it is larger than 2 MB',
  },
  GUARANTEE_UNSIGNED: {
    status: 422,
    zh: '保函文件没有出具机构的电子签章；请提交带电子签章的原件，打印扫描件无效',
    en: 'the document bears no electronic signature: give the original, not a scan',
  },
  GUARANTEE_CHANGED: {
    status: 422,
    zh: '保函文件在签章后被改动，或签章不完整；请向出具机构重新取得原件',
    en: 'the document was changed after it was signed, or its signature is not whole: get the original again',
  },
  GUARANTEE_DATA: {
    status: 422,
    zh: `保函文件未附数据文件（${GUARANTEE_DATA}），或附了不止一份；请联系出具机构`,
    en: `the document does not carry exactly one file ${GUARANTEE_DATA}: ask the issuer`,
  },
  GUARANTEE_DATA_MALFORMED: {
    status: 422,
    zh: '保函所附数据缺项或格式不符，请联系出具机构',
    en: 'the data attached to the document is not complete or not of the agreed form: ask the issuer',
  },
  GUARANTEE_NUMBER: {
    status: 422,
    zh: '保函文件的编号（文档属性“主题”）与所附数据中的编号不一致，请联系出具机构',
    en: "the document's number (its property Subject) is not the one in the attached data: ask the issuer",
  },
  GUARANTEE_NO_DOCUMENT: { status: 404, zh: '没有该保函文件', en: 'there is no such document' },
})

/** What was read of a signed PDF before anything is judged. */
interface Read extends Document {
  /** what is kept closed beside the document: what it says, its hash, and the signature with what was known of its certificate */
  content: { statement: string; sha256: string; cms: string }
  guarantee: z.infer<typeof Guarantee>
  /** the whole PDF, closed to the officers; undefined where the key was not there yet */
  file: string | undefined
  pdf: Uint8Array
}

/** All bytes of a stream that a stranger sent, where they are not more than a number. */
async function together(stream: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of stream) {
    size += piece.length
    if (size > most) throw refuse('GUARANTEE_UNREADABLE', { most })
    pieces.push(piece)
  }
  return concat(...pieces)
}

/** The signatures of a PDF, each over all that was there when it was made, and nothing after the last. */
async function signaturesOf(pdf: Uint8Array): Promise<CheckedSignature[]> {
  if (!(await readPdf(pdf)).opens) throw refuse('GUARANTEE_UNREADABLE')
  try {
    return await checkPdf(pdf)
  } catch (problem) {
    if (problem instanceof CryptoProblem) throw refuse('GUARANTEE_CHANGED', { reason: problem.code, ...problem.facts })
    throw refuse('GUARANTEE_UNREADABLE') // a structure that no reader of PDF understands
  }
}

/** What the PDF carries for machines: exactly one file, of the agreed form, and of the number that the document bears. */
async function dataOf(pdf: Uint8Array): Promise<z.infer<typeof Guarantee>> {
  const carried = await carriedBy(pdf, GUARANTEE_DATA)
  const [bytes, second] = carried?.files ?? []
  if (!bytes || second) throw refuse('GUARANTEE_DATA')
  const read = Guarantee.safeParse(jsonOf(bytes))
  if (!read.success)
    throw refuse('GUARANTEE_DATA_MALFORMED', { fields: read.error.issues.map(({ path }) => path.join('.')) })
  if (carried?.subject?.trim() !== read.data.number) throw refuse('GUARANTEE_NUMBER', { number: read.data.number })
  return read.data
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(text(bytes))
  } catch {
    return undefined
  }
}

const padded = (pdf: Uint8Array): { pdf: string; pad: string } => {
  const content = base64(pdf)
  return { pdf: content, pad: ' '.repeat((CLASS - (content.length % CLASS)) % CLASS) }
}

/** Reads and checks the PDF: the last signature covers the whole file, so it is its signer who answers for all of it. */
async function checked(context: Context, tender: string, stream: AsyncIterable<Uint8Array>): Promise<Read> {
  const { platform, who, now } = context
  const pdf = await together(stream, MOST)
  const signatures = await signaturesOf(pdf)
  const last = signatures.at(-1)
  if (!last) throw refuse('GUARANTEE_UNSIGNED')
  for (const one of signatures.slice(0, -1)) await checkSignature(platform, one.signedBytes, base64(one.cms), now)
  const { certificate: signer, cms } = await checkWithEvidence(platform, last.signedBytes, base64(last.cms), now)
  const guarantee = await dataOf(pdf)
  const content = { statement: canonical(guarantee), sha256: hex(sha256(pdf)), cms }
  const of = { tender, tag: who.tagFor(tender) }
  return {
    ...{ guarantee, pdf, content, issuer: { name: signer.subject.organisation, code: signer.organisationCode } },
    numberTag: guaranteeTag(context, signer.organisationCode ?? '', guarantee.number),
    sealed: await sealedBefore(context, of, content),
    file: await sealedBefore(context, of, padded(pdf)),
  }
}

/** The closed document, and where it lies: under the hash of what lies there. */
async function closedFile(e: Entry, tender: Tender, tag: string, { file, pdf }: Read) {
  const bytes = utf8(file ?? (await sealPayer(e, tender, tag, padded(pdf))))
  return { key: `guarantees/${hex(sha256(bytes))}.sealed`, bytes }
}

/** Takes a guarantee that its issuer has signed as a document: a PDF with the data that is judged attached. */
export const guaranteePdf = readied(
  (context, input: z.infer<typeof OfTender> & { bytes: AsyncIterable<Uint8Array> }) =>
    checked(context, input.tender, input.bytes),
  command(
    'deposit.guarantee',
    (e, { input }: Ready<z.infer<typeof OfTender>, Read>) => e.read(tenderStream(input.tender)),
    async (e, tender, { ready }) => {
      const { guarantee, content } = ready
      const of = await given(e, tender, content, ready)
      const { key: document, bytes } = await closedFile(e, tender, of.deposit.tag, ready)
      const law = rulebook(tender.published?.rulebook ?? '')
      const facts = takeGuarantee({ ...of, guarantee, document }, law, e.now)
      await e.platform.files.put(document, bytes) // only what is taken is kept
      return keep(e, tender, of.deposit, facts)
    },
  ),
)

export const OneDeposit = z.strictObject({ tender: Id, tag: Hash })

/** A guarantee's document, once the bids are open: to those who see the deposits. */
export const guaranteeFile = query(
  'deposit.list',
  tenderOf,
  async (context, tender, { tag }: z.infer<typeof OneDeposit>) => {
    bidsNamed(tender)
    const deposit = await findDeposit(context, tender.id, tag)
    const key = deposit?.guarantee?.document
    if (!key || (await context.platform.files.size(key)) === undefined) throw refuse('GUARANTEE_NO_DOCUMENT')
    const sealed = text(await wholeFile(context.platform.files.get(key)))
    const opened = await payerReader(context)<{ pdf: string }>(tender.id, tag, sealed)
    if (!opened) throw refuse('GUARANTEE_NO_DOCUMENT')
    return new Reply('application/pdf', unbase64(opened.pdf), {
      name: `保函-${tender.code}.pdf`,
      headers: { 'Cache-Control': 'no-store' },
    })
  },
)

import { hex } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import { checkContext, VERSION } from '../../crypto/envelope.ts'
import { type Manifest as AnyManifest, checkManifest } from '../../crypto/manifest.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import type { Received } from '../../crypto/receive.ts'
import { ceremonySuite } from '../../crypto/seal.ts'
import type { Suite } from '../../crypto/suite.ts'
import { refusals } from '../law/refusal.ts'
import type { Platform } from '../platform/platform.ts'
import { officersOf } from '../tenders/seats.ts'
import { documentHash, type Tender } from '../tenders/tender.ts'
import { completeUpload } from '../web/uploads.ts'
import { receivedOf } from './packageViews.ts'

const refuse = refusals({
  BID_NOT_ENCRYPTED: {
    status: 422,
    zh: '上传的文件未按要求加密，平台拒收',
    en: 'the file is not encrypted as required: the platform refuses it',
  },
  BID_MANIFEST_DIFFERS: {
    status: 422,
    zh: '投标清单与上传的文件不一致',
    en: 'the manifest does not describe the uploaded package',
  },
  BID_FOR_ANOTHER: {
    status: 422,
    zh: '该投标文件不是为本标段当前版本的招标文件制作的',
    en: 'this package was not sealed for this tender and its present documents',
  },
  BID_FORMAT_OLD: {
    status: 422,
    zh: '该投标文件是按旧版封装格式制作的，请刷新页面或更新工具后重新封装',
    en: 'this package is of an older format: reload the page or update the tool, and seal anew',
  },
  BID_REMEDY_NOT_ALLOWED: {
    status: 422,
    zh: '招标文件没有规定解密失败的补救方案，投标文件不得带补救码',
    en: 'the tender document names no remedy: a package with a remedy code is refused',
  },
})

/** The context in which a bid for this tender must be sealed, but for what only the bidder knows. */
export const contextOf = (tender: Tender) => ({
  tender: tender.id,
  document: tender.published ? documentHash(tender.published) : '',
  ceremony: tender.published?.ceremony ?? '',
  deadline: new Date(tender.deadline).toISOString(),
})

/** What a package must be sealed for: a bid for the tender's document unless another is said. */
export interface SealedFor {
  purpose: 'bid' | 'application'
  context: ReturnType<typeof contextOf>
}

/** What does not parse as a package is not encrypted as required. */
export function refuseUnsealed(problem: { code?: string }): never {
  throw refuse('BID_NOT_ENCRYPTED', { reason: problem.code ?? 'UNREADABLE' })
}

/**
 * Reads an uploaded package from its first byte to its last and compares it with the manifest and the tender.
 * What does not parse as a package is not encrypted as required.
 */
export async function checkPackage(
  platform: Platform,
  owner: string,
  tender: Tender,
  of: { upload: string; manifest: AnyManifest },
  { purpose, context: wanted }: SealedFor = { purpose: 'bid', context: contextOf(tender) },
): Promise<{ received: Received; bytes: number; suite: Suite; document: string }> {
  const upload = await completeUpload(platform, owner, { upload: of.upload, tender: tender.id, purpose })
  const received = await receivedOf(platform, upload.id).catch(refuseUnsealed)
  try {
    checkManifest(of.manifest, received)
  } catch (problem) {
    if (!(problem instanceof CryptoProblem)) throw problem
    throw refuse('BID_MANIFEST_DIFFERS', { member: problem.facts['member'] })
  }
  checkSealedFor(tender, received, wanted)
  const { suite, context } = received.header
  return { received, bytes: upload.bytes, suite, document: context.document }
}

function checkSealedFor(tender: Tender, { header }: Received, context: SealedFor['context']): void {
  if (header.v !== VERSION) throw refuse('BID_FORMAT_OLD', { version: header.v, wanted: VERSION })
  try {
    checkContext(header, context)
  } catch (problem) {
    throw refuse('BID_FOR_ANOTHER', { ...(problem as { facts?: object }).facts })
  }
  if (header.suite !== ceremonySuite(officersOf(tender))) throw refuse('BID_FOR_ANOTHER', { member: 'suite' })
  const officers = officersOf(tender).map(({ role, spki }) => `${role}:${hex(sha256(spki))}`)
  const found = header.officers.map(({ role, key }) => `${role}:${key}`)
  if (officers.join() !== found.join() || header.k !== tender.shares.needed)
    throw refuse('BID_FOR_ANOTHER', { member: 'officers' })
  if (header.remedy && !tender.remedy) throw refuse('BID_REMEDY_NOT_ALLOWED')
}

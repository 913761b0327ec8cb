import { base64, text, unbase64, utf8 } from '../../crypto/bytes.ts'
import type { Certificate } from '../../crypto/certificate.ts'
import { bytesToSign, embedSignature } from '../../crypto/pdfRange.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { checkSignature } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import type { Context } from '../ledger/command.ts'
import type { Platform } from '../platform/platform.ts'
import { wholeFile } from '../platform/wholeFile.ts'
import { storePdf } from './issue.ts'
import { readSealed, storeSealed } from './sealedFile.ts'
import { prepareSignature, type SignatureOptions } from './sign.ts'

const refuse = refusals({
  PAPER_NOT_PREPARED: { status: 409, zh: '请先获取待签文件再签署', en: 'fetch the paper to be signed first' },
  PAPER_NOT_PDF: {
    status: 422,
    zh: '该文件不是可以签章的 PDF 文件',
    en: 'that file is no PDF into which a signature can be put',
  },
  SIGNER_IS_ANOTHER: {
    status: 403,
    zh: '签名证书不属于当前登录的主体',
    en: 'the signature is not made with a certificate of the one who is signed in',
  },
})

/** A paper as it is kept: its file, and its hash. */
export interface Issued {
  file: string
  sha256: string
}

/** One place of one version of a paper that somebody is about to sign. */
export interface Place {
  /** where the copies and the signed papers of this tender lie */
  folder: string
  /** SHA-256 of the version that is signed */
  base: string
  /** the name of its signature field */
  field: string
  /** whether the paper names people: its copies and versions are encrypted where they lie */
  sealed?: boolean
}

const preparedKey = ({ folder, base, field, sealed }: Place): string =>
  `${folder}/prepared/${base}-${field}.${sealed ? 'sealed' : 'pdf'}`

/** A stored paper in clear; one that names people is encrypted where it lies. */
export const readKept = (platform: Platform, file: string): Promise<Uint8Array> =>
  file.endsWith('.sealed') ? readSealed(platform, file) : wholeFile(platform.files.get(file))

async function prepare(pdf: Uint8Array, how: SignatureOptions): Promise<Uint8Array> {
  if (text(pdf.subarray(0, 5)) !== '%PDF-') throw refuse('PAPER_NOT_PDF')
  try {
    return (await prepareSignature(pdf, how)).pdf
  } catch (problem) {
    if (problem instanceof CryptoProblem) throw problem
    throw refuse('PAPER_NOT_PDF') // an upload is whatever its owner sent
  }
}

/**
 * A paper with an empty place for the asker's signature; asked again it is the same bytes. Only what is signed is ever
 * named by a fact.
 *
 * @param paper the version that is signed
 * @param reason what PDF readers show as the reason
 * @param person who signs by its own name instead of an organisation's stamp
 */
export async function preparedCopy(
  { platform, who, now }: Context,
  place: Place,
  paper: () => AsyncIterable<Uint8Array> | Promise<Uint8Array>,
  reason: string,
  person?: string,
): Promise<Uint8Array> {
  const key = preparedKey(place)
  if ((await platform.files.size(key)) === undefined) {
    const name = person ?? who.organisationName ?? ''
    const stamp = person === undefined ? { stamp: name } : {}
    const how = { field: place.field, reason, name, at: now, ...stamp }
    const found = paper()
    const pdf = await prepare(found instanceof Promise ? await found : await wholeFile(found), how)
    await platform.files.put(key, place.sealed ? utf8(platform.vault.seal('report', base64(pdf))) : pdf)
  }
  return readKept(platform, key)
}

/** The copy that was given out to be signed. */
async function waitingCopy(platform: Platform, place: Place): Promise<Uint8Array> {
  const key = preparedKey(place)
  if ((await platform.files.size(key)) === undefined) throw refuse('PAPER_NOT_PREPARED')
  return readKept(platform, key)
}

/** Whether a signature is of the one who is signed in: by the organisation, or where there is none by the very certificate. */
const isOwn = (signer: Certificate, { organisation, certificate }: Context['who']): boolean =>
  organisation === undefined ? signer.fingerprint === certificate : signer.organisationCode === organisation

/**
 * Puts a signature over the prepared copy into it (PAdES) and stores the file: it holds, and is made by the organisation
 * that is signed in. No byte of the version before changes.
 */
export async function signedCopy(
  context: Context,
  place: Place,
  cms: string,
): Promise<{ issued: Issued; certificate: string; signer: Certificate }> {
  const waiting = await waitingCopy(context.platform, place)
  const signer = await checkSignature(context.platform, bytesToSign(waiting), cms, context.now)
  if (!isOwn(signer, context.who)) throw refuse('SIGNER_IS_ANOTHER')
  const issued = await (place.sealed ? storeSealed : storePdf)(
    context.platform,
    place.folder,
    embedSignature(waiting, unbase64(cms)),
  )
  return { issued, certificate: signer.fingerprint, signer }
}

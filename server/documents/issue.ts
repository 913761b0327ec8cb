import { createHash } from 'node:crypto'
import type { Paper } from '../../templates/layout.ts'
import type { Platform } from '../platform/platform.ts'
import { renderPaper } from './render.ts'
import { signPdf } from './sign.ts'

/**
 * Renders a paper and puts the platform's electronic stamp and signature on it. Nothing is stored.
 *
 * @param attachments files that the PDF carries, for machines
 */
export async function stampedPaper(
  platform: Platform,
  paper: Paper,
  at: number,
  attachments: { name: string; bytes: Uint8Array; type: string }[] = [],
): Promise<Uint8Array> {
  return stampedFile(platform, await renderPaper(paper, { at, attachments }), at)
}

/** Puts the platform's electronic stamp and signature on a PDF, in its field `platform`. Nothing is stored. */
export function stampedFile({ signer }: Platform, pdf: Uint8Array, at: number): Promise<Uint8Array> {
  const name = signer.certificate.subject.organisation ?? signer.certificate.subject.commonName ?? ''
  return signPdf(pdf, { field: 'platform', name, reason: '平台签章', at, stamp: name }, signer, at)
}

/**
 * Renders a paper, puts the platform's electronic stamp and signature on it and stores it.
 *
 * @param folder where the file goes; its name is its hash, so that a second try spoils nothing
 * @returns the file's key and its SHA-256
 */
export async function issuePaper(
  platform: Platform,
  folder: string,
  paper: Paper,
  at: number,
): Promise<{ file: string; sha256: string }> {
  return storePdf(platform, folder, await stampedPaper(platform, paper, at))
}

/** Stores a PDF under its hash. */
export async function storePdf(
  platform: Platform,
  folder: string,
  pdf: Uint8Array,
): Promise<{ file: string; sha256: string }> {
  const hash = createHash('sha256').update(pdf).digest('hex')
  const file = `${folder}/${hash}.pdf`
  await platform.files.put(file, pdf)
  return { file, sha256: hash }
}

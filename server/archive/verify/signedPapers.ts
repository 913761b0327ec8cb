import { equal } from '../../../crypto/bytes.ts'
import { checkPath } from '../../../crypto/chain.ts'
import { type CheckedSignature, checkPdf } from '../../../crypto/pdf/signatures.ts'
import { bytesOf } from '../bag.ts'
import { documents } from '../bundle.ts'
import type { Opened } from './archive.ts'
import { tenderOf } from './states.ts'

/** A signature in a paper of a package, as its certificate says. */
export interface PaperSignature {
  field: string
  certificate: string
  /** the organisation's code; absent: a person's certificate */
  organisation?: string
  name: string
}

/** A paper of a package: who signed it, or why its signatures do not hold. */
export interface ReadPaper {
  signatures: PaperSignature[]
  problem?: string
  /** whether it is that file with nothing but signatures behind it */
  grewFrom(sha256: string): boolean
}

/** Every paper of a package by its SHA-256. */
export type ReadPapers = ReadonlyMap<string, ReadPaper>

const told = ({ field, by: { certificate } }: CheckedSignature): PaperSignature => {
  const { organisationCode, fingerprint, subject } = certificate
  const name = subject.organisation ?? subject.commonName ?? ''
  return { field, certificate: fingerprint, ...(organisationCode ? { organisation: organisationCode } : {}), name }
}

/** The signatures of a PDF: each over the whole of its version, by a certificate that was good when it was made. */
async function signaturesOf({ trust, facts }: Opened, pdf: Uint8Array): Promise<PaperSignature[]> {
  const found = await checkPdf(pdf)
  for (const { by } of found) {
    const intermediates = [...trust.intermediates, ...by.chain]
    await checkPath(by.certificate, { ...trust, intermediates }, by.signedAt ?? facts[0]?.fact.at ?? 0, 'sign')
  }
  return found.map(told)
}

/** Reads every paper that the facts of a package name. */
export async function readPapers(opened: Opened): Promise<ReadPapers> {
  const { bag, facts } = opened
  const written = facts.map((one, i) => ({ ...one, seq: i, commitment: '' }))
  const bytes = new Map<string, Uint8Array>()
  for (const { path, sha256 } of documents(tenderOf(facts), written))
    if (bag.paths.includes(`data/${path}`)) bytes.set(sha256, await bytesOf(bag, `data/${path}`))
  const papers = new Map<string, ReadPaper>()
  for (const [sha256, pdf] of bytes) {
    const grewFrom = (older: string): boolean => {
      const before = bytes.get(older)
      return before !== undefined && equal(pdf.subarray(0, before.length), before)
    }
    try {
      papers.set(sha256, { signatures: await signaturesOf(opened, pdf), grewFrom })
    } catch (problem) {
      const why = String((problem as { code?: string }).code ?? (problem as Error).message)
      papers.set(sha256, { signatures: [], problem: why, grewFrom })
    }
  }
  return papers
}

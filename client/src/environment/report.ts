import { hex, unbase64, utf8 } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { sha256 } from '../../../crypto/digest.ts'
import { checkDetached } from '../../../crypto/signature.ts'
import { statementOf } from '../app/sign.ts'
import type { Finding } from './finding.ts'

const WHAT = 'environment.report'

/** What a check found on a machine, for the help desk. It has no keys and no files in it. */
export interface Report {
  /** Beijing time */
  at: string
  organisation: string | null
  agent: string
  findings: Finding[]
}

/** The report with its hash, and with a signature where a key was open. */
export interface SignedReport {
  kind: typeof WHAT
  report: Report
  sha256: string
  cms: string | null
}

/** What is signed and hashed: the report in its one canonical form. */
const statement = (report: Report): Uint8Array => utf8(statementOf(WHAT, { ...report }))

/** Puts a report under its hash and, with `sign`, under a signature. */
export async function sealReport(
  report: Report,
  sign?: (what: string, fields: Record<string, unknown>) => Promise<string>,
): Promise<SignedReport> {
  const cms = sign ? await sign(WHAT, { ...report }) : null
  return { kind: WHAT, report, sha256: hex(sha256(statement(report))), cms }
}

/** The file of a report. */
export const reportFile = (of: SignedReport): string => canonical(of)

/** What is to be said of a report that was received. */
export type Verdict =
  | { ok: true; report: Report; signer: { name: string; serial: string } | null }
  | { ok: false; why: 'unreadable' | 'changed' | 'signature' }

/** Reads a report and checks that it is as it was made: its hash, and its signature where it has one. */
export async function readReport(text: string): Promise<Verdict> {
  let of: SignedReport
  try {
    of = JSON.parse(text)
    if (of.kind !== WHAT || !Array.isArray(of.report.findings) || typeof of.sha256 !== 'string') throw new Error(WHAT)
  } catch {
    return { ok: false, why: 'unreadable' }
  }
  const bytes = statement(of.report)
  if (hex(sha256(bytes)) !== of.sha256) return { ok: false, why: 'changed' }
  if (of.cms === null) return { ok: true, report: of.report, signer: null }
  try {
    const { certificate } = await checkDetached(unbase64(of.cms), bytes)
    const name = certificate.subject.organisation ?? certificate.subject.commonName ?? ''
    return { ok: true, report: of.report, signer: { name, serial: certificate.serial } }
  } catch {
    return { ok: false, why: 'signature' }
  }
}

import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Anchor, type SignedFact, vouched } from '../../../crypto/attest.ts'
import { base64, unbase64 } from '../../../crypto/bytes.ts'
import { type Certificate, fromPem, parseCertificate } from '../../../crypto/certificate.ts'
import { ordinaryCode } from '../../../crypto/organisationCode.ts'
import { isCryptoProblem } from '../../../crypto/problem.ts'
import { checkLogged, type Evidenced, proveFacts, type Seen } from '../../../crypto/watch.ts'
import {
  type Ceremony,
  type CheckedOfficer,
  ceremonyRests,
  checkCeremony,
  refuseCeremony,
} from '../../tenders/ceremony.ts'
import type { Client } from '../client.ts'
import { EXIT, Stop } from '../exit.ts'
import { logSource } from '../watching.ts'

/**
 * The roots of a file or a folder of `*.pem` that somebody trusts on its own account. How the code of an organisation is read is
 * taken from the list for a root that stands on it.
 */
export async function givenAnchors(path: string, shown: readonly Anchor[]): Promise<Anchor[]> {
  const folder = (await stat(path).catch(() => undefined))?.isDirectory()
  const names = folder
    ? (await readdir(path)).filter((name) => name.endsWith('.pem')).map((name) => join(path, name))
    : [path]
  const roots = await Promise.all(names.sort().map(rootIn))
  if (!roots.length) throw new Stop(EXIT.unreadable, `${path} 中没有根证书`, `there is no root in ${path}`)
  return roots.map((root) => {
    const der = base64(root.der)
    const listed = shown.find((one) => one.roots.includes(der))
    const name = root.subject.commonName ?? root.fingerprint
    return { name, roots: [der], intermediates: listed?.intermediates ?? [], code: listed?.code ?? ordinaryCode }
  })
}

async function rootIn(path: string): Promise<Certificate> {
  try {
    const bytes = new Uint8Array(await readFile(path))
    return parseCertificate(bytes[0] === 0x30 ? bytes : fromPem(new TextDecoder().decode(bytes)))
  } catch (problem) {
    const why = (problem as { code?: string }).code ?? ''
    throw new Stop(EXIT.unreadable, `无法读取根证书 ${path}（${why}）`, `the root ${path} cannot be read (${why})`)
  }
}

/** Fetches what proves a ceremony, below a head that goes on from what was seen. */
export async function fetchEvidence(
  client: Pick<Client, 'get'>,
  of: Ceremony,
  seen: Seen,
): Promise<{ evidence: Evidenced[]; seen: Seen }> {
  const { facts: timeline } = await client.get<{ facts: SignedFact[] }>(`/tenders/${of.tender}/facts`)
  const proved = await proveFacts(logSource(client), seen, ceremonyRests(of, timeline))
  return { evidence: proved.facts.map(({ evidence }) => evidence), seen: proved.seen }
}

/**
 * Checks a ceremony by its evidence, offline: every fact in the log of this key, every signature up to one of these roots, the
 * notice by its tenderer, each key by the holder of its seat.
 */
export async function checkEvidence(
  of: Ceremony,
  evidence: readonly Evidenced[],
  verifier: string,
  anchors: readonly Anchor[],
): Promise<CheckedOfficer[]> {
  const facts: SignedFact[] = []
  for (const one of evidence)
    facts.push((await checkLogged<SignedFact>(one, String((one.fact as { id?: unknown } | null)?.id), verifier)).fact)
  try {
    return checkCeremony(of, await vouched(facts, anchors))
  } catch (problem) {
    if (!isCryptoProblem(problem)) throw problem
    throw refuseCeremony('CEREMONY_UNTRUSTED', { ...problem.facts, why: problem.code })
  }
}

/** The fingerprints of roots, to be compared with what their authorities publish. */
export const fingerprintsOf = (anchors: readonly Anchor[]): { name: string; fingerprint: string }[] =>
  anchors.flatMap(({ name, roots }) =>
    roots.map((der) => ({ name, fingerprint: parseCertificate(unbase64(der)).fingerprint })),
  )

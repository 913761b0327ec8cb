import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { unbase64 } from '../../crypto/bytes.ts'
import { type Certificate, parseCertificate } from '../../crypto/certificate.ts'
import { checkPath, type Path, parseCrl, type Trust } from '../../crypto/chain.ts'
import { isCryptoProblem } from '../../crypto/problem.ts'

const file = join(dirname(fileURLToPath(import.meta.url)), '../vectors/pkits/pkits.json.gz')

/** The certificates and lists of PKITS by their names, DER; see `test/vectors/pkits/README.md`. */
export interface Pkits {
  readonly certs: ReadonlyMap<string, Uint8Array>
  readonly crls: ReadonlyMap<string, Uint8Array>
}

export function readPkits(): Pkits {
  const read = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Record<'certs' | 'crls', Record<string, string>>
  const bytes = (of: Record<string, string>) => new Map(Object.entries(of).map(([name, der]) => [name, unbase64(der)]))
  return { certs: bytes(read.certs), crls: bytes(read.crls) }
}

function parsed(certs: Pkits['certs']): Certificate[] {
  return [...certs].flatMap(([name, der]) => {
    if (name.endsWith('EE') || name === 'TrustAnchorRootCertificate') return []
    try {
      return [parseCertificate(der)]
    } catch (problem) {
      if (isCryptoProblem(problem)) return []
      throw problem
    }
  })
}

/** All its authorities in one bag, and all its lists: the path is to be found among them. */
export function pkitsTrust({ certs, crls }: Pkits): Trust {
  const readable = [...crls.values()].filter((der) => {
    try {
      return !!parseCrl(der)
    } catch {
      return false
    }
  })
  return {
    roots: [parseCertificate(certs.get('TrustAnchorRootCertificate')!)],
    intermediates: parsed(certs),
    crls: readable,
  }
}

/** Well inside the validity that PKITS was made for, 2010 to 2030. */
export const PKITS_NOW = Date.parse('2022-05-01T00:00:00Z')

/** The path of one end entity, or the code by which it is refused. A path whose revocation is unknown is none. */
export async function judged(pkits: Pkits, trust: Trust, name: string): Promise<Path | string> {
  try {
    const path = await checkPath(parseCertificate(pkits.certs.get(name)!), trust, PKITS_NOW, 'sign')
    return path.revocation === 'good' ? path : 'REVOCATION_UNKNOWN'
  } catch (problem) {
    if (!isCryptoProblem(problem)) throw problem
    return problem.code
  }
}

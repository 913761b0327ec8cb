import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { QueryTypes, type Sequelize } from 'sequelize'
import { base64, unbase64 } from '../../crypto/bytes.ts'
import { type Certificate, fromPem, parseCertificate } from '../../crypto/certificate.ts'
import { ordinaryCode } from '../../crypto/organisationCode.ts'
import { isWithin } from '../law/periods.ts'
import type { Clock, TrustedAuthority, TrustInForce } from './platform.ts'

/** What an administrator laid beside the platform: roots to begin with, and revocation lists. */
interface Folder {
  roots: Certificate[]
  crls: Uint8Array[]
}

/** The trust list as the ledger's row has it; its facts and rules are those of the identity domain. */
interface Row {
  authorities: TrustedAuthority[]
  former: { authority: TrustedAuthority }[]
}

const BEIJING = 8 * 3_600_000

/**
 * Whom the platform trusts: the list of the ledger, and revocation lists of a folder (`*.crl`). Before there is a list,
 * the roots of the folder (`*.pem`).
 */
export function trustInForce(of: { database: Sequelize; clock: Clock; folder: string }): () => Promise<TrustInForce> {
  const folder = folderReader(of.folder)
  const parsed = new Map<string, Certificate>()
  const certificate = (der: string): Certificate => {
    const known = parsed.get(der) ?? parseCertificate(unbase64(der))
    parsed.set(der, known) // the same object each time: what was worked out for it is kept beside it
    return known
  }
  return async () => {
    const { roots, crls } = await folder()
    const row = await rowOf(of.database)
    const list = row ?? { authorities: roots.map(authorityFrom), former: [] }
    const authorities = list.authorities.filter((one) => isWithin(one, of.clock.now()))
    const all = [...list.authorities, ...list.former.map(({ authority }) => authority)]
    return {
      roots: authorities.flatMap((one) => one.roots.map(certificate)),
      intermediates: authorities.flatMap((one) => one.intermediates.map(certificate)),
      crls,
      authorities,
      ever: {
        roots: [...new Set(all.flatMap((one) => one.roots))].map((der) => certificate(der).der),
        intermediates: [...new Set(all.flatMap((one) => one.intermediates))].map((der) => certificate(der).der),
      },
    }
  }
}

/** An authority with a root and nothing said about it: for all uses, from its root's first day on. */
export const authorityFrom = (root: Certificate): TrustedAuthority => ({
  id: `root-${root.fingerprint.slice(0, 16)}`,
  name: root.subject.commonName ?? root.fingerprint,
  roots: [base64(root.der)],
  intermediates: [],
  uses: ['sign', 'encrypt', 'timestamp'],
  policies: [],
  crls: [],
  ocsp: null,
  whenSilent: 'grace',
  code: ordinaryCode,
  firstDay: new Date(root.notBefore + BEIJING).toISOString().slice(0, 10),
  lastDay: null,
})

async function rowOf(database: Sequelize): Promise<Row | undefined> {
  const [row] = await database.query<{ state: string }>("SELECT state FROM trust_lists WHERE id = 'list'", {
    type: QueryTypes.SELECT,
  })
  return row && (JSON.parse(row.state) as Row)
}

/** Reads the folder anew when a file has come or gone. */
function folderReader(folder: string): () => Promise<Folder> {
  let known: { names: string; found: Folder } | undefined
  return async () => {
    const names = (await readdir(folder)).sort()
    if (known?.names === names.join()) return known.found
    const found: Folder = { roots: [], crls: [] }
    for (const name of names) {
      const bytes = await readFile(join(folder, name))
      if (name.endsWith('.pem')) found.roots.push(parseCertificate(fromPem(bytes.toString('utf8'))))
      if (name.endsWith('.crl')) found.crls.push(new Uint8Array(bytes))
    }
    known = { names: names.join(), found }
    return found
  }
}

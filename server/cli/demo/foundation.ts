import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Authority,
  type CertificateKind,
  createAuthority,
  type KeyKind,
  newKey,
  restoreAuthority,
} from '../../../crypto/authority.ts'
import { pem } from '../../../crypto/certificate.ts'
import { type KeyEntry, writeKeyFile } from '../../../crypto/keyFile.ts'
import { type Person, people, regions } from './people.ts'

/** The PIN of every key file of the demo. They are simulated keys and say so. */
export const PIN = '123456'
/** The platform's name in its own certificate. */
export const PLATFORM = '阳光交易平台（示范）'
const ITERATIONS = 2000
const DAY = 86_400_000

/** Where the demo's certificates begin to be good. */
const FROM = Date.parse('2026-01-01T00:00:00+08:00')
const UNTIL = Date.parse('2028-01-01T00:00:00+08:00')

/** What the demo's folder holds. */
export interface Foundation {
  folder: string
  /** the server's environment for this foundation */
  environment: Record<string, string>
}

/**
 * Makes, once, two demo authorities, one of them with SM2, the trust folder, the platform's and the timestamp authority's keys, key files of
 * everybody, and the founding file. What is there already stays; a half-made folder is made anew.
 *
 * @param among who gets a key file: all of the demo unless fewer are wanted
 */
export async function lay(
  folder: string,
  among: Person[] = people,
  say: (line: string) => void = () => undefined,
): Promise<Foundation> {
  if (!existsSync(join(folder, 'founding.json'))) {
    const making = `${folder}.making`
    await rm(making, { recursive: true, force: true })
    await rm(folder, { recursive: true, force: true })
    await make(making, among, say)
    await rename(making, folder)
  }
  return {
    folder,
    environment: {
      TRUST_FOLDER: join(folder, 'trust'),
      FOUNDING_FILE: join(folder, 'founding.json'),
      PLATFORM_KEY_FILE: join(folder, 'platform.p12'),
      STAMP_KEY_FILE: join(folder, 'stamp.p12'),
      KEY_FILES_PIN: PIN,
      MOVABLE_CLOCK: 'yes',
    },
  }
}

async function make(folder: string, among: Person[], say: (line: string) => void): Promise<void> {
  for (const name of ['trust', 'keys']) await mkdir(join(folder, name), { recursive: true })
  const authority = await createAuthority({ name: '阳光示范CA', at: FROM })
  const sm2Authority = await createAuthority({ name: '阳光示范国密CA', at: FROM, algorithm: 'sm2' })
  await trusted(folder, '', authority)
  await trusted(folder, 'sm2-', sm2Authority)
  const platform = { organisation: PLATFORM, commonName: PLATFORM }
  const stamp = { organisation: '阳光示范时间戳服务', commonName: '阳光示范时间戳服务' }
  await save(folder, 'platform.p12', [await entry(authority, 'platform', 'rsa-sign', platform)])
  await save(folder, 'stamp.p12', [await entry(authority, 'timestamp', 'rsa-sign', stamp)])
  const organisations = among.filter((person) => person.organisation)
  await Promise.all(
    organisations.map(async (person) =>
      save(
        folder,
        `keys/${person.id}.p12`,
        await organisationKeys(person.keys === 'sm2' ? sm2Authority : authority, person),
      ),
    ),
  )
  const [sm2, p256] = ['sm2', 'p256'].map((kind) => organisations.filter(({ keys }) => keys === kind).length)
  say(
    `${organisations.length} organisations hold certificates, ${sm2} of SM2 (国密), ${p256} of P-256, the others of RSA-2048`,
  )
  const experts = among.filter((person) => person.expert)
  for (const person of experts) {
    const subject = { commonName: person.name }
    await save(folder, `keys/${person.id}.p12`, [await entry(authority, 'person', 'p256', subject)])
  }
  say(`${experts.length} experts hold certificates (P-256)`)
  await writeFile(join(folder, 'founding.json'), JSON.stringify(founding(among), null, 2))
}

/** Writes down an authority and puts its root and its empty list among those that are trusted. */
async function trusted(folder: string, prefix: string, authority: Authority): Promise<void> {
  await writeFile(join(folder, `${prefix}authority.json`), JSON.stringify(authority.export()))
  await writeFile(join(folder, 'trust', `${prefix}root.pem`), pem(authority.root.der, 'CERTIFICATE'))
  await writeFile(join(folder, 'trust', `${prefix}root.crl`), await authority.crl([], FROM, UNTIL + 365 * DAY))
}

const founding = (among: Person[]) => ({
  organisations: among.flatMap(({ organisation, role }) =>
    organisation && role !== 'bidder' ? [{ ...organisation, roles: [role] }] : [],
  ),
  regions: regions.map(({ code, name, centre, examples }) => ({
    ...{ code, name, centre: among.find(({ id }) => id === centre)?.organisation ?? null },
    ...(examples ? { examples: 'demo' } : {}),
  })),
})

async function organisationKeys(authority: Authority, person: Person): Promise<KeyEntry[]> {
  const { code = '', name = '' } = person.organisation ?? {}
  const subject = { organisation: name, organisationCode: code }
  return [
    await entry(authority, 'sign', person.keys ?? 'rsa-sign', { ...subject, commonName: name }),
    await entry(authority, 'encrypt', person.keys ?? 'rsa-wrap', { ...subject, commonName: name }),
    await entry(authority, 'person', person.keys ?? 'p256', { ...subject, commonName: person.name }),
  ]
}

/** A fresh key with a certificate of the demo authority. */
export async function entry(
  authority: Authority,
  kind: CertificateKind,
  key: KeyKind,
  subject: { commonName: string; organisation?: string; organisationCode?: string },
): Promise<KeyEntry> {
  const { pkcs8, spki } = await newKey(key)
  const certificate = await authority.issue({ subject, kind, spki, notBefore: FROM, notAfter: UNTIL })
  return { name: kind, pkcs8, certificate, chain: [authority.root] }
}

const save = async (folder: string, name: string, entries: KeyEntry[]): Promise<void> =>
  writeFile(join(folder, name), await writeKeyFile(entries, PIN, ITERATIONS))

/** The demo's authority with RSA, to issue or revoke more. */
export const authorityOf = async (folder: string): Promise<Authority> =>
  restoreAuthority(JSON.parse(await readFile(join(folder, 'authority.json'), 'utf8')))

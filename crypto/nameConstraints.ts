import type { Certificate } from './certificate.ts'
import { contextTag, type Element, Fields, only, parseDer, reading, TAG } from './der.ts'
import { type GeneralName, generalNameOf, generalNamesOf } from './generalName.ts'
import { relativeKeys, valuesIn } from './name.ts'
import { OID } from './oids.ts'
import { CryptoProblem } from './problem.ts'

/** Which names may stand below an authority, and which may not (RFC 5280 4.2.1.10). */
export interface NameConstraints {
  readonly permitted: readonly GeneralName[]
  readonly excluded: readonly GeneralName[]
}

/** Comparisons of names for one path; beyond it somebody wants to keep us busy. */
const MOST_COMPARISONS = 1 << 16

/** Reads the extension. A subtree with bounds (minimum, maximum) is none that RFC 5280 has. */
export function nameConstraintsOf(from: Element): NameConstraints {
  const fields = new Fields(from)
  const [permitted, excluded] = [fields.maybe(contextTag(0)), fields.maybe(contextTag(1))]
  fields.end()
  const constraints = { permitted: subtreesOf(permitted), excluded: subtreesOf(excluded) }
  if (!constraints.permitted.length && !constraints.excluded.length) throw malformed('no constraint')
  for (const one of [...constraints.permitted, ...constraints.excluded]) checkSubtree(one)
  return constraints
}

const malformed = (why: string): CryptoProblem => new CryptoProblem('DER_MALFORMED', { why })

const subtreesOf = (from: Element | undefined): GeneralName[] =>
  (from?.children ?? []).map((one) => generalNameOf(only({ ...one, children: new Fields(one).rest() })))

function checkSubtree({ kind, text, content }: GeneralName): void {
  if (kind === 'dns' && (text.startsWith('.') || text.includes('*'))) throw malformed('no subtree of hosts')
  if (kind !== 'ip') return
  const mask = Array.from(content.subarray(content.length / 2), (byte) => byte.toString(2).padStart(8, '0')).join('')
  if (content.length !== 8 && content.length !== 32) throw malformed('no subtree of addresses')
  if (mask.includes('01')) throw malformed('the mask of a subtree has gaps')
}

const isSelfIssued = ({ subjectKey, issuerKey }: Certificate): boolean => subjectKey === issuerKey

/**
 * Checks the names of a path against the constraints of the authorities above them, the root's too. An authority that
 * issued itself a certificate is not bound by its own (RFC 5280 6.1.3 b, c); the certificate at the end always is.
 *
 * @param chain from the certificate itself to the root
 * @throws NAME_NOT_PERMITTED, CERTIFICATE_MALFORMED, CERTIFICATE_UNSUPPORTED
 */
export function checkNames(chain: readonly Certificate[]): void {
  const constraints: NameConstraints[] = []
  let comparisons = 0
  for (const [i, certificate] of [...chain.entries()].reverse()) {
    if (constraints.length && (i === 0 || !isSelfIssued(certificate))) {
      const names = reading('CERTIFICATE_MALFORMED', () => namesOf(certificate))
      const size = constraints.reduce((sum, { permitted, excluded }) => sum + permitted.length + excluded.length, 0)
      comparisons += names.length * size
      if (comparisons > MOST_COMPARISONS)
        throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { fingerprint: certificate.fingerprint, why: 'many names' })
      for (const name of names) for (const one of constraints) checkName(name, one, certificate)
    }
    if (certificate.limits.names) constraints.push(certificate.limits.names)
  }
}

/** Every name that a certificate gives its subject; an address in the distinguished name only where there is no other. */
function namesOf({ subjectDer, altNames }: Certificate): GeneralName[] {
  const relatives = relativeKeys(parseDer(subjectDer))
  const none = { text: '', content: new Uint8Array(), relatives: [] as string[] }
  const subject = relatives.length ? [{ ...none, kind: 'directory' as const, relatives }] : []
  if (altNames) return [...subject, ...generalNamesOf(altNames, TAG.sequence)]
  const addresses = valuesIn(subjectDer, OID.emailAddress)
  return [...subject, ...addresses.map((text) => ({ ...none, kind: 'email' as const, text }))]
}

function checkName(name: GeneralName, { permitted, excluded }: NameConstraints, { fingerprint }: Certificate): void {
  const same = (one: GeneralName): boolean => one.kind === name.kind
  const allowed = permitted.filter(same)
  const forbidden = excluded.filter(same)
  if (!allowed.length && !forbidden.length) return
  const within = WITHIN[name.kind]
  if (!within) throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { fingerprint, why: `names: ${name.kind}` })
  const fits = allowed.length === 0 || allowed.some((one) => within(name, one, 'permitted'))
  if (!fits || forbidden.some((one) => within(name, one, 'excluded')))
    throw new CryptoProblem('NAME_NOT_PERMITTED', { fingerprint, kind: name.kind, name: name.text || null })
}

type Side = 'permitted' | 'excluded'

/** Whether a name lies in a subtree. A name that cannot be judged is in none permitted and in every excluded one. */
const WITHIN: Readonly<
  Partial<Record<GeneralName['kind'], (name: GeneralName, tree: GeneralName, as: Side) => boolean>>
> = {
  directory: (name, tree) => tree.relatives.every((one, i) => name.relatives[i] === one),
  dns: (name, tree, as) => hostsWithin(name.text.toLowerCase(), tree.text.toLowerCase(), as),
  email: (name, tree, as) => addressWithin(name.text, tree.text, as),
  uri: (name, tree, as) => uriWithin(name.text, tree.text.toLowerCase(), as),
  ip: ({ content }, tree, as) => {
    const half = tree.content.length / 2
    if (content.length !== 4 && content.length !== 16) return as === 'excluded'
    return (
      content.length === half && content.every((byte, i) => ((byte ^ tree.content[i]!) & tree.content[half + i]!) === 0)
    )
  },
}

const isBelow = (host: string, tree: string): boolean => tree === '' || host === tree || host.endsWith(`.${tree}`)

/** `*.a.b` stands for many hosts: permitted if all are, excluded if one is. */
function hostsWithin(host: string, tree: string, as: Side): boolean {
  if (!host.startsWith('*.')) return isBelow(host, tree)
  const base = host.slice(2)
  return isBelow(base, tree) || (as === 'excluded' && isBelow(tree, base))
}

/** A subtree is one mailbox, all mailboxes of a host, or those of all hosts below a domain (`.a.b`). */
function addressWithin(address: string, tree: string, as: Side): boolean {
  const at = address.lastIndexOf('@')
  if (at < 1 || address.includes('"')) return as === 'excluded'
  const [box, host] = [address.slice(0, at), address.slice(at + 1).toLowerCase()]
  const treeAt = tree.lastIndexOf('@')
  if (treeAt >= 0) return box === tree.slice(0, treeAt) && host === tree.slice(treeAt + 1).toLowerCase()
  return tree.startsWith('.') ? host.endsWith(tree.toLowerCase()) : host === tree.toLowerCase()
}

const AUTHORITY = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:@]+)(?::\d*)?(?:[/?#]|$)/i
const ADDRESS = /^[\d.]+$/

/** A subtree is one host, or all below a domain (`.a.b`); a URI without the name of a host cannot be judged. */
function uriWithin(uri: string, tree: string, as: Side): boolean {
  const host = AUTHORITY.exec(uri)?.[1]?.toLowerCase()
  if (!host || host.startsWith('[') || ADDRESS.test(host)) return as === 'excluded'
  return tree.startsWith('.') ? host.endsWith(tree) : host === tree
}

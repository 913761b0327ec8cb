import type { SignedFact, Vouched } from '../../crypto/attest.ts'
import { hex, unbase64 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { sha256 } from '../../crypto/digest.ts'
import { refusals } from '../law/refusal.ts'
import { prequalVersion } from './prequalifying.ts'
import { holderOf, type Officer, SEAT_WORDS, seatsOf } from './seats.ts'
import { ceremonyHash, draftOf, type OfficerKey, type Tender } from './tender.ts'

const NOTHING = '已停止，没有加密任何内容'
const refuse = refusals({
  CEREMONY_UNLOGGED: {
    status: 409,
    zh: `公开日志中没有公告或开标人密钥的事实，${NOTHING}`,
    en: 'the log does not hold the notice or an officer’s key: stopped, nothing was encrypted',
  },
  CEREMONY_DIFFERS: {
    status: 409,
    zh: `开标人密钥与公告不一致，${NOTHING}`,
    en: 'the officers’ keys differ from the notice: stopped, nothing was encrypted',
  },
  CEREMONY_HOLDER: {
    status: 409,
    zh: `开标人密钥不是公告所列单位签名公布的，${NOTHING}`,
    en: 'an officer’s key is not signed by the party that the notice names: stopped, nothing was encrypted',
  },
  CEREMONY_UNTRUSTED: {
    status: 409,
    zh: `开标人或招标人的签名没有通往您所信任的根证书，${NOTHING}`,
    en: 'a signature of an officer or of the tenderer does not lead to a root that you trust: stopped, nothing was encrypted',
  },
  NOTICE_UNSIGNED: {
    status: 409,
    zh: `公告或招标文件不是招标人（代理机构）签名发布的那一版，${NOTHING}`,
    en: 'notice or tender document are not those that the tenderer signed: stopped, nothing was encrypted',
  },
})

export { refuse as refuseCeremony }

/** What a package is to be locked for: the notice that says who holds shares, and their keys. */
export interface Ceremony {
  tender: string
  /** which procedure: the facts of its notice */
  of: 'tender' | 'prequalification'
  ceremony: string
  notice: string
  version: number
  /** SHA-256 of each document of this version */
  documents: readonly string[]
  /** codes of those that may publish: the tenderer and its agent */
  hosts: readonly string[]
  seats: readonly { role: Officer; organisation: string; name: string; spki: string }[]
}

/** An officer whose key was checked: who signed it, up to which root, the key's hash, and the fact. */
export interface CheckedOfficer {
  role: Officer
  name: string
  organisation: string
  key: string
  fact: string
  root: { name: string; fingerprint: string }
}

const FACTS = {
  tender: { first: 'tender.published', later: 'tender.amended', signs: 'tender.publish', amends: 'addendum.issue' },
  prequalification: {
    ...{ first: 'prequalification.published', later: 'prequalification.amended' },
    ...{ signs: 'prequalification.publish', amends: 'prequalification.amend' },
  },
} as const

/** The ceremony as a tender says it is. Refuses where a seat's key is not of the party that the notice names for it. */
export function ceremonyOf(tender: Tender, of: Ceremony['of'] = 'tender'): Ceremony {
  const { published, prequal } = tender
  const last = prequal && of === 'prequalification' ? prequalVersion(prequal) : published
  const fixed = of === 'prequalification' ? prequal : published
  if (!fixed || !last) throw refuse('CEREMONY_UNLOGGED', { missing: FACTS[of].first })
  const draft = draftOf(tender)
  const seats = seatsOf(tender).map((role) => {
    const key = tender.officerKeys[role]
    const holder = holderOf(draft, role, tender.centre)
    if (!key || (holder && holder.code !== key.organisation))
      throw refuse('CEREMONY_HOLDER', { seat: SEAT_WORDS[role].zh, named: holder?.code, found: key?.organisation })
    const { organisation, name, spki } = key
    return { role, organisation, name, spki }
  })
  return {
    ...{ tender: tender.id, of, ceremony: fixed.ceremony, notice: fixed.notice, version: last.version, seats },
    documents: last.documents.map((one) => one.sha256),
    hosts: [draft.tenderer.code, draft.agent?.code].flatMap((code) => code ?? []),
  }
}

interface Listed {
  id: string
  type: string
  data: unknown
}

/** Which facts prove a ceremony: the notice, the addendum that made the version in force, the key of each seat. */
export function ceremonyRests(of: Ceremony, timeline: readonly Listed[]): string[] {
  const { first, later } = FACTS[of.of]
  const last = (type: string, fits: (data: Record<string, unknown>) => boolean): string => {
    const found = timeline.findLast((one) => one.type === type && fits(one.data as Record<string, unknown>))
    if (!found) throw refuse('CEREMONY_UNLOGGED', { missing: type })
    return found.id
  }
  return [
    last(first, () => true),
    ...(of.version > 1 ? [last(later, (data) => data['version'] === of.version)] : []),
    ...of.seats.map(({ role, spki }) =>
      last('tender.officerKeyPublished', (data) => data['role'] === role && data['spki'] === spki),
    ),
  ]
}

/**
 * Checks a ceremony by the facts that prove it, each in the log and its signature led to a trusted root: the notice is what
 * its tenderer signed, and every key is signed by the party that holds the seat.
 *
 * @param facts those of `ceremonyRests`, in its order
 */
export function checkCeremony(of: Ceremony, facts: readonly Vouched[]): CheckedOfficer[] {
  const keys = Object.fromEntries(of.seats.map((seat) => [seat.role, { ...seat, backup: '' } as OfficerKey]))
  const roles = of.seats.map(({ role }) => role)
  if (ceremonyHash(keys, roles) !== of.ceremony) throw refuse('CEREMONY_DIFFERS', { ceremony: of.ceremony })
  const [notice, ...rest] = facts
  if (!notice) throw refuse('CEREMONY_UNLOGGED')
  checkNotice(of, notice)
  const later = of.version > 1 ? rest.shift() : undefined
  if (of.version > 1) checkAddendum(of, later)
  if (rest.length !== of.seats.length) throw refuse('CEREMONY_UNLOGGED')
  return of.seats.map((seat, i) => checkSeat(of, seat, rest[i]!))
}

const hashesOf = ({ data }: SignedFact): string[] =>
  ((data['documents'] ?? []) as { sha256: string }[]).map(({ sha256: hash }) => hash)

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)

/** The notice is the one that its tenderer or agent signed, with these keys. */
function checkNotice(of: Ceremony, { fact, statement, signer }: Vouched): void {
  const { first, signs } = FACTS[of.of]
  const { data } = fact
  const said = JSON.parse(statement) as Record<string, unknown>
  if (fact.type !== first || data['tender'] !== of.tender || data['ceremony'] !== of.ceremony)
    throw refuse('CEREMONY_DIFFERS', { fact: fact.id })
  const signed = {
    what: signs,
    tender: of.tender,
    ceremony: of.ceremony,
    notice: data['notice'],
    documents: hashesOf(fact),
  }
  const holds = Object.entries(signed).every(([name, value]) => same(said[name] ?? null, value ?? null))
  const host = signer.organisation !== undefined && of.hosts.includes(signer.organisation)
  const now = of.version > 1 || (data['notice'] === of.notice && same(hashesOf(fact), of.documents))
  if (!holds || !host || !now) throw refuse('NOTICE_UNSIGNED', { fact: fact.id, signer: signer.organisation })
}

/** The version in force is the one that an addendum made, signed by the tenderer or agent. */
function checkAddendum(of: Ceremony, found: Vouched | undefined): void {
  const { later, amends } = FACTS[of.of]
  if (!found || found.fact.type !== later) throw refuse('CEREMONY_UNLOGGED', { missing: later })
  const { fact, statement, signer } = found
  const { data } = fact
  const said = JSON.parse(statement) as Record<string, unknown>
  const signed = said['what'] === amends && said['tender'] === of.tender && data['tender'] === of.tender
  const host = signer.organisation !== undefined && of.hosts.includes(signer.organisation)
  const inForce = data['version'] === of.version && same(hashesOf(fact), of.documents)
  const notice = of.of === 'prequalification' || data['notice'] === of.notice
  if (!signed || !host || !inForce || !notice)
    throw refuse('NOTICE_UNSIGNED', { fact: fact.id, signer: signer.organisation, version: of.version })
}

function checkSeat(
  of: Ceremony,
  seat: Ceremony['seats'][number],
  { fact, statement, signer }: Vouched,
): CheckedOfficer {
  const { role, organisation, spki } = seat
  const key = hex(sha256(unbase64(spki)))
  const { data } = fact
  const published = { tender: of.tender, role, organisation, spki }
  const isIt = fact.type === 'tender.officerKeyPublished' && Object.entries(published).every(([k, v]) => data[k] === v)
  if (!isIt) throw refuse('CEREMONY_DIFFERS', { seat: SEAT_WORDS[role].zh, fact: fact.id })
  if (
    statement !== canonical({ tender: of.tender, role, key, what: 'tender.officerKey' }) ||
    signer.organisation !== organisation
  )
    throw refuse('CEREMONY_HOLDER', { seat: SEAT_WORDS[role].zh, named: organisation, found: signer.organisation })
  return { role, name: signer.name, organisation, key, fact: fact.id, root: signer.root }
}

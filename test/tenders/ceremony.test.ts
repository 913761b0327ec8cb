import { expect } from 'chai'
import type { Vouched } from '../../crypto/attest.ts'
import { base64, hex } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { sha256 } from '../../crypto/digest.ts'
import { Refusal } from '../../server/law/refusal.ts'
import { type Ceremony, ceremonyOf, ceremonyRests, checkCeremony } from '../../server/tenders/ceremony.ts'
import { ceremonyHash, type OfficerKey, type Tender } from '../../server/tenders/tender.ts'

const spkiOf = (n: number): string => base64(new Uint8Array(100).fill(n))
const seats: Ceremony['seats'] = [
  { role: 'tenderer', organisation: '91530100MA20000101', name: '招标人', spki: spkiOf(1) },
  { role: 'centre', organisation: '12530100MA20000202', name: '中心', spki: spkiOf(2) },
  { role: 'supervisor', organisation: '11530100MA20000303', name: '监督', spki: spkiOf(3) },
]
const AGENT = '91530100MA20000404'
const keysOf = (of: Ceremony['seats']) =>
  Object.fromEntries(of.map((seat) => [seat.role, { ...seat, backup: '' } as OfficerKey]))
const roles = seats.map(({ role }) => role)
const ceremony = ceremonyHash(keysOf(seats), roles)
const [NOTICE, DOCUMENT, LATER] = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [string, string, string]

const of: Ceremony = {
  ...{ tender: 'T1', of: 'tender', ceremony, notice: NOTICE, version: 1, documents: [DOCUMENT] },
  ...{ hosts: [seats[0]!.organisation, AGENT], seats },
}
const root = { name: '示例CA', fingerprint: 'f'.repeat(64) }

type Data = Record<string, unknown>
const vouch = (id: string, type: string, data: Data, statement: Data, by: string | undefined): Vouched => {
  const text = canonical(statement)
  const fact = { id, type, at: 1, data: { ...data, signature: { statement: text, cms: '' } } }
  return { fact, statement: text, signer: { organisation: by, name: `name of ${by}`, root } }
}
const notice = (changes: { data?: Data; statement?: Data; by?: string | undefined } = {}): Vouched => {
  const data = {
    tender: 'T1',
    version: 1,
    notice: NOTICE,
    ceremony,
    documents: [{ sha256: DOCUMENT }],
    ...changes.data,
  }
  const said = { tender: 'T1', notice: NOTICE, ceremony, documents: [DOCUMENT], what: 'tender.publish' }
  return vouch('N', 'tender.published', data, { ...said, ...changes.statement }, 'by' in changes ? changes.by : AGENT)
}
const keyOf = (i: number, changes: { data?: Data; statement?: Data; by?: string | undefined } = {}): Vouched => {
  const { role, organisation, name, spki } = seats[i]!
  const key = hex(sha256(new Uint8Array(100).fill(i + 1)))
  const said = { tender: 'T1', role, key, what: 'tender.officerKey', ...changes.statement }
  const by = 'by' in changes ? changes.by : organisation
  return vouch(
    `K${i}`,
    'tender.officerKeyPublished',
    { tender: 'T1', role, organisation, name, spki, ...changes.data },
    said,
    by,
  )
}
const keys = (): Vouched[] => seats.map((_seat, i) => keyOf(i))
const amended = (changes: { data?: Data; statement?: Data; by?: string } = {}): Vouched => {
  const data = { tender: 'T1', version: 2, notice: NOTICE, documents: [{ sha256: LATER }], ...changes.data }
  const said = { tender: 'T1', version: 2, documents: [LATER], what: 'addendum.issue', ...changes.statement }
  return vouch('A', 'tender.amended', data, said, changes.by ?? AGENT)
}
const later: Ceremony = { ...of, version: 2, documents: [LATER] }

const codeOf = (deed: () => unknown): string => {
  try {
    deed()
    return 'done'
  } catch (problem) {
    if (problem instanceof Refusal) return problem.code
    throw problem
  }
}

describe('For whom a bidder encrypts', () => {
  it('are those who hold the seats, each known by its own signature and root', () => {
    const found = checkCeremony(of, [notice(), ...keys()])
    expect(found.map(({ role, organisation }) => [role, organisation])).to.deep.equal(
      seats.map(({ role, organisation }) => [role, organisation]),
    )
    expect(found[1]).to.include({ name: `name of ${seats[1]!.organisation}`, fact: 'K1', root })
    expect(codeOf(() => checkCeremony(of, [notice({ by: seats[0]!.organisation }), ...keys()]))).to.equal('done')
  })

  it('is nobody whose key somebody else signed, or somebody of whom no code is known', () => {
    for (const by of [seats[0]!.organisation, undefined]) {
      const forged = [keyOf(0), keyOf(1), keyOf(2, { by })]
      expect(codeOf(() => checkCeremony(of, [notice(), ...forged]))).to.equal('CEREMONY_HOLDER')
    }
  })

  it('is nobody by a signature over another key, tender, seat or purpose', () => {
    for (const statement of [{ key: NOTICE }, { tender: 'T2' }, { role: 'centre' }, { what: 'opening.release' }]) {
      const forged = [keyOf(0), keyOf(1), keyOf(2, { statement })]
      expect(codeOf(() => checkCeremony(of, [notice(), ...forged]))).to.equal('CEREMONY_HOLDER')
    }
  })

  it('is nobody by a fact of another key, tender, organisation or kind', () => {
    for (const data of [{ spki: spkiOf(9) }, { tender: 'T2' }, { organisation: AGENT }, { role: 'notary' }]) {
      const forged = [keyOf(0), keyOf(1, { data }), keyOf(2)]
      expect(codeOf(() => checkCeremony(of, [notice(), ...forged]))).to.equal('CEREMONY_DIFFERS')
    }
    expect(codeOf(() => checkCeremony(of, [notice(), keyOf(1), keyOf(0), keyOf(2)]))).to.equal('CEREMONY_DIFFERS')
  })

  it('is nobody when a key is exchanged and everything the platform itself says is made to fit', () => {
    const own = seats.map((seat) => (seat.role === 'centre' ? { ...seat, spki: spkiOf(9) } : seat))
    const forged = { ...of, seats: own, ceremony: ceremonyHash(keysOf(own), roles) }
    const data = { ceremony: forged.ceremony }
    const swapped = [keyOf(0), keyOf(1, { data: { spki: spkiOf(9) } }), keyOf(2)]
    expect(codeOf(() => checkCeremony(forged, [notice(), ...swapped]))).to.equal('CEREMONY_DIFFERS')
    expect(codeOf(() => checkCeremony(forged, [notice({ data }), ...swapped]))).to.equal('NOTICE_UNSIGNED')
    const signed = notice({ data, statement: data })
    expect(codeOf(() => checkCeremony(forged, [signed, ...swapped]))).to.equal('CEREMONY_HOLDER')
  })

  it('rests on a notice that its tenderer or agent signed, as it reads now', () => {
    for (const changes of [
      { by: seats[2]!.organisation },
      { by: undefined },
      { statement: { notice: DOCUMENT } },
      { statement: { documents: [LATER] } },
      { statement: { ceremony: NOTICE } },
      { statement: { what: 'tender.officerKey' } },
      { data: { notice: DOCUMENT }, statement: { notice: DOCUMENT } },
      { data: { documents: [{ sha256: LATER }] }, statement: { documents: [LATER] } },
    ])
      expect(
        codeOf(() => checkCeremony(of, [notice(changes), ...keys()])),
        canonical(changes as Data),
      ).to.equal('NOTICE_UNSIGNED')
    expect(codeOf(() => checkCeremony(of, [notice({ data: { tender: 'T2' } }), ...keys()]))).to.equal(
      'CEREMONY_DIFFERS',
    )
  })

  it('rests on the addendum in force where there is one', () => {
    expect(codeOf(() => checkCeremony(later, [notice(), amended(), ...keys()]))).to.equal('done')
    expect(codeOf(() => checkCeremony(later, [notice(), ...keys()]))).to.equal('CEREMONY_UNLOGGED')
    for (const changes of [
      { by: seats[1]!.organisation },
      { data: { version: 3 } },
      { data: { documents: [{ sha256: DOCUMENT }] } },
      { data: { notice: DOCUMENT } },
      { statement: { tender: 'T2' } },
    ])
      expect(codeOf(() => checkCeremony(later, [notice(), amended(changes), ...keys()]))).to.equal('NOTICE_UNSIGNED')
  })

  it('is nobody while notice, addendum or a key is not among the facts', () => {
    const timeline = [notice(), amended(), ...keys()].map(({ fact }) => fact)
    expect(ceremonyRests(of, timeline)).to.deep.equal(['N', 'K0', 'K1', 'K2'])
    expect(ceremonyRests(later, timeline)).to.deep.equal(['N', 'A', 'K0', 'K1', 'K2'])
    for (const id of ['N', 'A', 'K2'])
      expect(
        codeOf(() =>
          ceremonyRests(
            later,
            timeline.filter((one) => one.id !== id),
          ),
        ),
      ).to.equal('CEREMONY_UNLOGGED')
    expect(codeOf(() => checkCeremony(of, []))).to.equal('CEREMONY_UNLOGGED')
    expect(codeOf(() => checkCeremony(of, [notice(), keyOf(0), keyOf(1)]))).to.equal('CEREMONY_UNLOGGED')
  })

  it('is nobody but the party that the notice names for the seat', () => {
    const party = ({ organisation: code, name }: (typeof seats)[number]) => ({ code, name })
    const [tenderer, centre, supervisor] = seats.map(party)
    const tender = (changes: object): Tender =>
      ({
        ...{ id: 'T1', tenderer, agent: null, supervisor, centre, shares: { needed: 2 }, officerKeys: keysOf(seats) },
        published: { notice: NOTICE, ceremony, version: 1, documents: [{ sha256: DOCUMENT }] },
        ...changes,
      }) as Tender
    expect(ceremonyOf(tender({})).seats).to.deep.equal(seats)
    const other = { code: AGENT, name: '另一监督' }
    expect(codeOf(() => ceremonyOf(tender({ supervisor: other })))).to.equal('CEREMONY_HOLDER')
    expect(codeOf(() => ceremonyOf(tender({ centre: other })))).to.equal('CEREMONY_HOLDER')
    expect(codeOf(() => ceremonyOf(tender({ officerKeys: keysOf(seats.slice(1)) })))).to.equal('CEREMONY_HOLDER')
  })
})

import { createAuthority, newKey } from '../../crypto/authority.ts'
import { base64, hex, unbase64, utf8 } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import type { Header } from '../../crypto/envelope.ts'
import { closeLetter, type Letter, letterSecret } from '../../crypto/letter.ts'
import { sealBid } from '../../crypto/seal.ts'
import { type Signer, signDetached, softSigner } from '../../crypto/signature.ts'
import type { Suite } from '../../crypto/suite.ts'
import { releaseOfficer } from '../../crypto/unseal.ts'
import { newWrapKey, softUnwrapper, type WrapKind } from '../../crypto/wrap.ts'
import { statementOf } from '../../server/access/statement.ts'
import type { Asked } from '../../server/archive/verify/releases.ts'
import type { Material } from '../../server/archive/verify/shares.ts'
import { checkSigned } from '../../server/archive/verify/signatures.ts'
import type { Fact } from '../../server/ledger/event.ts'
import type { OfficerShares } from '../../server/opening/contract.ts'
import { letterLabel, releaseFields } from '../../server/opening/letters.ts'
import { THREE } from '../../server/tenders/seats.ts'
import { aBid, aContext, aFile, noise } from '../crypto/sealing.ts'

export const DEADLINE = Date.parse('2026-12-01T09:30:00+08:00')
const YEAR = 365 * 86_400_000
export const TAGS = ['a'.repeat(64), 'b'.repeat(64)] as const
export const TENDER = 'tender-1'

/** What an officer's release is made of; anything in it may be made wrong. */
export interface Making {
  as: string
  /** whose certificate signs */
  by: string
  at: number
  epoch: number
  /** what the letter holds, if not the officer's own shares */
  holds?: Record<string, unknown>
  /** which suite the letter says it is of, if not that of the key */
  says?: Suite
}

/** An opening of two bids with two of three officers, made by the real programs: the parts from which right and wrong courses are put together. */
export async function anOpening(kind: WrapKind = 'rsa') {
  const authority = await createAuthority({ name: '测试CA', at: DEADLINE - YEAR })
  const signers: Record<string, Signer> = {}
  for (const name of [...THREE, 'stranger', 'bidder', 'expired']) {
    const { spki, pkcs8 } = await newKey('rsa-sign')
    const code = name === 'expired' ? codeOf('centre') : codeOf(name)
    const certificate = await authority.issue({
      ...{ subject: { organisation: name, organisationCode: code, commonName: name }, kind: 'sign', spki },
      ...{ notBefore: DEADLINE - YEAR, notAfter: name === 'expired' ? DEADLINE - 1000 : DEADLINE + YEAR },
    })
    signers[name] = softSigner({ pkcs8 }, certificate, [authority.root])
  }
  const pairs = [...THREE, 'bidder', 'session', 'later'] as const
  const keys = Object.fromEntries(await Promise.all(pairs.map(async (name) => [name, await newWrapKey(kind)] as const)))
  const officerKeys = Object.fromEntries(
    THREE.map((role) => {
      const its = { organisation: codeOf(role), name: `${role} 单位`, spki: base64(keys[role]!.spki), backup: '' }
      return [role, { role, ...its }]
    }),
  )
  const tender: Asked = { id: TENDER, deadline: DEADLINE, shares: { needed: 2 }, officerKeys }
  const headers = new Map<string, Header>()
  for (const [i, tag] of TAGS.entries()) {
    const parts = ['business', 'price'].map((id) => ({ id, files: [aFile(`${id}.pdf`, noise(10 + i))] }))
    const bid = aBid(keys, parts, aContext({ tender: TENDER }), kind === 'sm2' ? 'gm' : 'intl')
    headers.set(tag, (await sealBid({ ...bid, remedy: true })).header)
  }
  const letters: NonNullable<Material['letters']> = { epoch: 1, keys: {} }
  const fact = (type: string, at: number, data: object): Fact =>
    ({ type, at, data, v: 1, id: type, stream: `opening/${TENDER}`, version: 0, via: '', actor: { role: '' } }) as Fact
  const announced = (epoch = 1, name = 'session'): Fact => {
    const spki = base64(keys[name]!.spki)
    return fact('opening.keyAnnounced', DEADLINE + 1000, { tender: TENDER, epoch, spki, windowEnds: null })
  }
  const signed = async (what: string, fields: object, { by, at }: { by: string; at: number }) => {
    const statement = statementOf(what, { ...fields })
    const signer = signers[by]!
    const cms = base64(await signDetached(utf8(statement), signer, at))
    return { statement, cms, certificate: signer.certificate.fingerprint }
  }
  const ownShares = async (role: string): Promise<OfficerShares> => {
    const all: OfficerShares = {}
    for (const [tag, header] of headers)
      all[tag] = { box: '', parts: await releaseOfficer(header, role, softUnwrapper(keys[role]!.pkcs8)) }
    return all
  }
  /** A release as an officer's client makes it; the key of its letter is told. */
  const released = async (of: Partial<Making> & { as: string }): Promise<Fact> => {
    const { as, by = as, at = DEADLINE + 2000, epoch = 1 } = of
    const session = keys[epoch === 1 ? 'session' : 'later']!
    const label = letterLabel(TENDER, epoch, as)
    const closed: Letter = await closeLetter(session.spki, canonicalBytes(of.holds ?? (await ownShares(as))), label)
    const letter = { ...closed, ...(of.says && { suite: of.says }) }
    letters.keys[as] = hex(await letterSecret(softUnwrapper(session.pkcs8), letter, label))
    const fields = releaseFields({ tender: TENDER, epoch, spki: base64(session.spki), letter }, as)
    const signature = await signed('opening.release', fields, { by, at })
    return fact('opening.officerReleased', at, { tender: TENDER, role: as, epoch, letter, signature })
  }
  const trust = { roots: [authority.root], intermediates: [], crls: [] }
  return {
    ...{ tender, headers, letters, announced, released, ownShares, fact, signed, keys },
    check: (of: Parameters<typeof checkSigned>[0], at: number) => checkSigned(of, trust, at),
  }
}

export const codeOf = (name: string): string =>
  `91340100MA2XXXXX0${'ABCDE'['tenderer centre supervisor stranger bidder'.split(' ').indexOf(name)]}`

/** A release with one byte of its signature changed. */
export function forged(release: Fact): Fact {
  const copy = structuredClone(release) as Fact<string, { signature: { cms: string } }>
  const bytes = unbase64(copy.data.signature.cms)
  bytes[bytes.length - 5]! ^= 1
  copy.data.signature.cms = base64(bytes)
  return copy
}

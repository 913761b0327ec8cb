import { type Authority, createAuthority, newKey } from '../../crypto/authority.ts'
import { beatLeaf, beatLeaves, beatRoot, factCommitment, proveInBeat } from '../../crypto/beat.ts'
import { base64, hex, random, unhex, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { formatCheckpoint, formatVerifier, newNoteKey, signNote } from '../../crypto/checkpoint.ts'
import { type Signer, signDetached, softSigner } from '../../crypto/signature.ts'
import { leafHash } from '../../crypto/tree.ts'
import type { Evidenced } from '../../crypto/watch.ts'
import { type Person, personIn } from '../../server/identity/person.ts'
import {
  confirmFields,
  confirmTrust,
  evolve,
  foundTrust,
  proposeTrust,
  realDifference,
  statementFields,
  type TrustedAuthority,
  type TrustFact,
  type TrustList,
} from '../../server/identity/trustList.ts'
import type { Happening } from '../../server/ledger/event.ts'
import { authorityFrom } from '../../server/platform/trust.ts'

const DAY = 86_400_000
export const AT = Date.parse('2026-04-07T01:00:00Z')

/** Two people with certificates of an authority, and whoever else has one. */
export interface Signers {
  authority: Authority
  wei: Signer
  qin: Signer
}

/** An authority and two people of it. */
export async function twoPeople(): Promise<Signers> {
  const authority = await createAuthority({ name: '第一认证中心', at: AT - 30 * DAY })
  const person = async (commonName: string, personNumber: string): Promise<Signer> => {
    const { spki, pkcs8 } = await newKey('p256')
    const validity = { notBefore: AT - 10 * DAY, notAfter: AT + 10 * DAY }
    const subject = { commonName, organisation: '交易中心', personNumber }
    return softSigner({ pkcs8 }, await authority.issue({ subject, kind: 'person', spki, ...validity }))
  }
  return { authority, wei: await person('韦国栋', '4501'), qin: await person('覃雪松', '4502') }
}

/**
 * A trust list that was founded with one authority, and to which two people added another.
 *
 * @param second who signs the confirmation; the fact says that it was the second person
 */
export async function changedTrust(of: Signers, put: TrustedAuthority, second = of.qin): Promise<TrustFact[]> {
  const facts: TrustFact[] = []
  let list: TrustList | undefined
  const add = (happenings: Happening[]): void => {
    for (const one of happenings) {
      const version = facts.length + 1
      const fact = { ...one, id: `f${version}`, stream: 'trust/list', version, at: AT + version, via: 'http' }
      facts.push({ ...fact, actor: { role: 'centre' } } as TrustFact)
      list = evolve(list, facts.at(-1)!)
    }
  }
  const signed = async (what: string, fields: object, by: Signer) => {
    const statement = canonical({ ...fields, what })
    const cms = base64(await signDetached(utf8(statement), by, AT))
    return { statement, cms, certificate: by.certificate.fingerprint }
  }
  const person = ({ certificate }: Signer): Person => personIn(certificate)
  add(foundTrust(undefined, [{ ...authorityFrom(of.authority.root), id: 'first', noRevocation: '列表尚未发布' }]))
  const change = { put, remove: null }
  const fields = statementFields(change, realDifference(list!, change))
  const proposed = { id: 'p', ...change, by: person(of.wei), signature: await signed('trust.propose', fields, of.wei) }
  add(proposeTrust(list!, proposed, AT))
  const signature = await signed('trust.confirm', confirmFields(list!, list!.proposal!), second)
  add(confirmTrust(list!, { id: 'p', by: person(of.qin), authority: 'first', signature }, AT))
  return facts
}

/** Facts in a log of one beat, each with its way to the signed head. */
export async function logged(facts: readonly unknown[]) {
  const log = await newNoteKey('log.example')
  const salts = facts.map(() => random(32))
  const commitments = facts.map((fact, i) => factCommitment(salts[i]!, fact))
  const key = random(32)
  const beat = { beat: 0, at: AT, root: hex(beatRoot(beatLeaves(key, 0, commitments))) }
  const root = leafHash(beatLeaf(beat))
  const checkpoint = await signNote(formatCheckpoint({ origin: log.name, size: 1, root }), log)
  const evidence = facts.map((fact, i): Evidenced => {
    const inBeat = proveInBeat(key, 0, commitments, i)
    const proof = { v: 1 as const, beat, index: 0, size: 1, logPath: [], ...inBeat }
    return { fact, salt: hex(salts[i]!), proof, checkpoint }
  })
  return { evidence, checkpoint, verifier: formatVerifier(log), head: { size: 1, root: unhex(hex(root)) } }
}

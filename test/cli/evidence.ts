import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Authority, type CertificateKind, createAuthority, newKey } from '../../crypto/authority.ts'
import { beatLeaf, beatLeaves, beatRoot, factCommitment, proveInBeat } from '../../crypto/beat.ts'
import { base64, concat, hex, random, unhex, utf8 } from '../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../crypto/canonical.ts'
import { type Certificate, pem } from '../../crypto/certificate.ts'
import { formatCheckpoint, formatVerifier, type NoteKey, newNoteKey, signNote } from '../../crypto/checkpoint.ts'
import { sha256 } from '../../crypto/digest.ts'
import {
  commitment,
  type DrawRules,
  drawOrder,
  type Entry,
  freezeRoot,
  pidOf,
  platformStatement,
  rulesHash,
  seedOf,
  sorted,
} from '../../crypto/draw.ts'
import { bidderCommitment } from '../../crypto/envelope.ts'
import { signPromise } from '../../crypto/promise.ts'
import { sealBid } from '../../crypto/seal.ts'
import { type Signer, signDetached, softSigner } from '../../crypto/signature.ts'
import { issueTimestamp } from '../../crypto/timestamp.ts'
import type { Transcript } from '../../crypto/transcript.ts'
import { leafHash } from '../../crypto/tree.ts'
import { newWrapKey } from '../../crypto/wrap.ts'
import type { Receipt } from '../../server/bids/receipt.ts'
import { renderPaper } from '../../server/documents/render.ts'

const FROM = Date.parse('2026-01-01T00:00:00Z')
const UNTIL = Date.parse('2028-01-01T00:00:00Z')
const AT = Date.parse('2026-04-07T01:00:00Z')

/** What lies in the folder of the tests, made by an authority, a platform and a bidder of their own. */
export interface Evidence {
  root: Certificate
  platform: Certificate
  verifier: string
}

/** Writes a package with its receipts, honest and forged, a draw, and trust folders into a folder. */
export async function layEvidence(folder: string): Promise<Evidence> {
  const authority = await createAuthority({ name: 'a root', at: FROM })
  const platform = await holder(authority, 'platform', 'the platform')
  const bidder = await holder(authority, 'sign', 'a bidder')
  const log = await newNoteKey('log.example')
  const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder, name), content)

  const { packed, said } = await aPackage()
  write('bid.bid', packed)
  const damaged = packed.slice()
  damaged[damaged.length - 5]! ^= 1
  write('damaged.bid', damaged)

  const promise = await signPromise({ origin: log.name, commitment: said.commitment, beat: 7 }, log)
  const stamp = await holder(authority, 'timestamp', 'a clock')
  const token = base64(await issueTimestamp({ hash: unhex(said.commitment, 32) }, stamp, AT, '01'))
  const signed = async (signer: Signer): Promise<Receipt> => ({
    receipt: said,
    cms: base64(await signDetached(canonicalBytes(said), signer, AT)),
    ...{ promise, token },
  })
  const honest = await signed(platform)
  write('receipt.json', canonical(honest))
  write('forged.json', canonical(await signed(bidder)))
  write('edited.json', canonical({ ...honest, receipt: { ...said, receivedAt: '2026-04-07T00:59:59.000Z' } }))
  write('receipt.pdf', await pdfWith(utf8(canonical(honest))))
  write('draw.json', JSON.stringify(await aDraw(platform)))

  for (const [name, content] of Object.entries(await aLog(log))) write(name, content)

  for (const name of ['trust', 'other', 'revoked']) mkdirSync(join(folder, name))
  write('trust/root.pem', pem(authority.root.der))
  write('trust/root.crl', await authority.crl([], FROM, UNTIL))
  write('trust/platform.txt', base64(platform.certificate.der))
  write('other/root.pem', pem((await createAuthority({ name: 'another root', at: FROM })).root.der))
  write('revoked/root.pem', pem(authority.root.der))
  write('revoked/root.crl', await authority.crl([{ serial: platform.certificate.serial, at: FROM }], FROM, UNTIL))
  return { root: authority.root, platform: platform.certificate, verifier: formatVerifier(log) }
}

async function holder(authority: Authority, kind: CertificateKind, commonName: string): Promise<Signer> {
  const { pkcs8, spki } = await newKey('rsa-sign')
  const certificate = await authority.issue({ subject: { commonName }, kind, spki, notBefore: FROM, notAfter: UNTIL })
  return softSigner({ pkcs8 }, certificate, [authority.root])
}

async function aPackage(): Promise<{ packed: Uint8Array; said: Receipt['receipt'] }> {
  const keys = await Promise.all(
    ['tenderer', 'centre', 'supervisor'].map(async (role) => ({ role, ...(await newWrapKey()) })),
  )
  const none = '0'.repeat(64)
  const code = '91530100MA2000018X'
  const sealing = await sealBid({
    context: {
      ...{ tender: 'T1', document: none, ceremony: none, sequence: 1, deadline: '2026-04-08T01:00:00.000Z' },
      bidder: bidderCommitment(random(32), code, 'intl'),
    },
    k: 2,
    officers: keys.map(({ role, spki }) => ({ role, spki })),
    bidderKey: (await newWrapKey()).spki,
    parts: [{ id: 'price', files: [fileOf('form.json', utf8('{}'))] }],
  })
  const pieces: Uint8Array[] = []
  for await (const piece of sealing.stream()) pieces.push(piece)
  const { header, parts } = await sealing.finish()
  const said: Receipt['receipt'] = {
    ...{ kind: 'bid.receipt', tender: 'T1', code: 'T1', name: 'a tender', bidder: { code, name: 'a bidder' } },
    ...{
      sequence: 1,
      header,
      parts,
      bytes: sealing.size,
      certificate: null,
      receivedAt: new Date(AT).toISOString(),
      fact: 'F1',
    },
    ...{ commitment: hex(sha256(utf8('a fact'))), loggedBy: new Date(AT + 10_000).toISOString(), clock: null },
  }
  return { packed: concat(...pieces), said }
}

const fileOf = (name: string, bytes: Uint8Array) => ({
  ...{ name, type: 'application/json', bytes: bytes.length },
  async *read() {
    yield bytes
  },
})

const pdfWith = (json: Uint8Array): Promise<Uint8Array> =>
  renderPaper(
    { title: '回执', blocks: [] },
    { at: AT, attachments: [{ name: 'receipt.json', bytes: json, type: 'application/json' }] },
  )

/** A draw of two out of five whose seed the platform signed. */
async function aDraw(platform: Signer): Promise<Transcript> {
  const entries = sorted(
    Array.from({ length: 5 }, (_, n): Entry => {
      const pid = pidOf(sha256(utf8(`salt ${n}`)), `expert-${n}`)
      return { pid, stratum: 'km', specialty: 'A08', region: '530100', employer: '0'.repeat(64) }
    }),
  )
  const parties = ['centre', 'supervisor']
  const rules: DrawRules = { text: '', register: '', parties, wanted: { km: 2 }, exclusions: [], reasons: [] }
  const frozen = { draw: 'T1/1', root: hex(freezeRoot(entries)), rules: rulesHash(rules) }
  const reveals = parties.map((party) => ({ party, value: hex(sha256(utf8(party))) }))
  const commitments = reveals.map((one) => ({ party: one.party, value: commitment({ ...frozen, ...one }) }))
  const signature = hex(await platform.sign(platformStatement({ ...frozen, commitments })))
  const seed = seedOf({ ...frozen, commitments, reveals, platform: signature })
  const order = Object.fromEntries(drawOrder(seed, entries))
  const calls = { km: (order['km'] ?? []).slice(0, 2).map((pid) => ({ pid, outcome: 'drawn' as const })) }
  const { draw, root, rules: hash } = frozen
  return {
    v: 1,
    draw,
    rules,
    rulesHash: hash,
    entries,
    root,
    commitments,
    reveals,
    platform: signature,
    seed,
    order,
    calls,
  }
}

/** A log of one beat with three facts, as files. */
async function aLog(log: NoteKey): Promise<Record<string, string>> {
  const facts = [1, 2, 3].map((n) => ({ fact: { id: `F${n}`, type: 'test.happened', n }, salt: hex(random(32)) }))
  const commitments = facts.map(({ fact, salt }) => factCommitment(unhex(salt), fact))
  const key = random(32)
  const beat = { beat: 0, at: AT, root: hex(beatRoot(beatLeaves(key, 0, commitments))) }
  const root = leafHash(beatLeaf(beat))
  const proofs = facts.map(({ fact }, i) => ({
    fact: fact.id,
    proof: { v: 1, beat, index: 0, size: 1, logPath: [], ...proveInBeat(key, 0, commitments, i) },
  }))
  const lines = (all: unknown[]): string => all.map((one) => `${canonical(one)}\n`).join('')
  return {
    'facts.jsonl': lines(facts),
    'proofs.jsonl': lines(proofs),
    checkpoint: await signNote(formatCheckpoint({ origin: log.name, size: 1, root }), log),
  }
}

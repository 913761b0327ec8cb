import { base64, hex, utf8 } from '../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../crypto/canonical.ts'
import { pem } from '../../crypto/certificate.ts'
import { formatVerifier } from '../../crypto/checkpoint.ts'
import { parseCrl } from '../../crypto/crl.ts'
import { consistencyProof } from '../../crypto/proof.ts'
import { readHeader } from '../../crypto/receive.ts'
import type { Transcript } from '../../crypto/transcript.ts'
import { listsIn } from '../access/standing.ts'
import { listFile } from '../access/trust.ts'
import { logKey } from '../audit/beat.ts'
import { proveFact } from '../audit/proof.ts'
import { hashReader, heads, lastHead } from '../audit/store.ts'
import { acceptanceOf } from '../award/store.ts'
import { WINNER_LOT } from '../award/tying.ts'
import { bidsOf } from '../bids/store.ts'
import { readReport } from '../evaluation/report.ts'
import { BRAND_LOT } from '../evaluation/settling.ts'
import { evaluationOf } from '../evaluation/store.ts'
import { drawnValue } from '../experts/coefficient.ts'
import { drawnLot } from '../experts/lot.ts'
import { drawById, panelByTender } from '../experts/store.ts'
import { callsOf, openedSeats, transcriptOf } from '../experts/transcript.ts'
import { trustInLog } from '../identity/trustViews.ts'
import type { Written } from '../ledger/store.ts'
import { lettersPurpose } from '../opening/conductCommands.ts'
import { LettersTold } from '../opening/events.ts'
import { openingOf } from '../opening/store.ts'
import type { Platform } from '../platform/platform.ts'
import { publishedYears } from '../regions/calendarCommands.ts'
import type { Tender } from '../tenders/tender.ts'
import { documentsEver } from '../tenders/versions.ts'
import { uploadBytes } from '../web/uploads.ts'
import type { Payload } from './bag.ts'
import { indexPage } from './page.ts'
import { admissionDraws, sealedApplications } from './transcript.ts'

const once = (bytes: Uint8Array | string): (() => AsyncIterable<Uint8Array>) =>
  async function* () {
    yield typeof bytes === 'string' ? utf8(bytes) : bytes
  }

/** Everything of a tender's file, in order: facts with their salts and proofs, the log's head, documents, bids, draws, trust. */
export async function* contents(platform: Platform, tender: Tender, facts: Written[]): AsyncGenerator<Payload> {
  const head = await lastHead(platform.database)
  if (!head) throw new Error('the log has no head yet')
  yield { path: 'facts.jsonl', read: once(facts.map(({ fact, salt }) => `${canonical({ fact, salt })}\n`).join('')) }
  yield { path: 'proofs.jsonl', read: () => proofs(platform, facts, head.size) }
  yield* logFiles(platform, facts, head)
  for (const { path, key, upload } of documents(tender, facts))
    yield { path, read: () => (upload ? uploadBytes(platform, key) : documentBytes(platform, key)) }
  yield* sealedApplications(platform, tender.id)
  yield* sealedBids(platform, tender)
  yield* officersLetters(platform, tender, facts)
  const own = facts.map(({ fact }) => fact)
  yield* admissionDraws(platform, tender.id, own)
  yield* draws(platform, tender)
  yield { path: 'law/calendar.json', read: once(canonical(await publishedYears(platform))) }
  yield* trustFiles(platform, facts)
  yield { path: 'trust/list.jsonl', read: () => trustList(platform, head.size) }
  yield { path: 'index.html', read: once(indexPage(tender, facts)) }
}

async function* proofs(platform: Platform, facts: Written[], size: number): AsyncGenerator<Uint8Array> {
  for (const { seq, fact } of facts) {
    const proved = await proveFact(platform, seq, size)
    if (!proved) throw new Error(`the fact ${fact.id} is not in the log yet`)
    yield utf8(`${canonical({ fact: fact.id, proof: proved.proof })}\n`)
  }
}

/** The head, the verifier that opens it, and a proof that the head at the first fact's time was a beginning of this one. */
async function* logFiles(
  platform: Platform,
  facts: Written[],
  head: { size: number; note: string },
): AsyncGenerator<Payload> {
  yield { path: 'log/checkpoint', read: once(head.note) }
  yield { path: 'log/verifier', read: once(`${formatVerifier(logKey(platform))}\n`) }
  const first = facts[0] && (await proveFact(platform, facts[0].seq))
  const from = (first?.proof.index ?? 0) + 1
  const earlier = (await heads(platform.database).findByPk(from, { raw: true })) as unknown as { note: string } | null
  if (!earlier) return
  yield { path: 'log/checkpoint-first', read: once(earlier.note) }
  const proof = await consistencyProof(from, head.size, hashReader(platform.database))
  yield { path: 'log/consistency.json', read: once(canonical({ from, to: head.size, proof: proof.map(hex) })) }
}

/** A document that a fact names. */
interface Named {
  path: string
  key: string
  upload: boolean
  sha256: string
}

/** Every document that a fact names by hash; tender documents are uploads. */
export function documents(tender: Tender, facts: Written[]): Named[] {
  const found = new Map<string, Named>()
  for (const one of tender.published ? documentsEver(tender.published) : [])
    found.set(one.sha256, {
      path: `documents/tender-document-${one.sha256.slice(0, 12)}.pdf`,
      key: one.file,
      upload: true,
      sha256: one.sha256,
    })
  for (const one of tender.prequal?.versions.flatMap(({ documents: own }) => own) ?? [])
    found.set(one.sha256, {
      path: `documents/prequalification-document-${one.sha256.slice(0, 12)}.pdf`,
      key: one.file,
      upload: true,
      sha256: one.sha256,
    })
  for (const { fact } of facts)
    for (const { file, sha256 } of filesIn(fact.data)) {
      if (found.has(sha256)) continue
      const path = `documents/${fact.type.replaceAll('.', '-')}-${sha256.slice(0, 12)}.pdf`
      found.set(sha256, { path, key: file, upload: false, sha256 })
    }
  return [...found.values()]
}

/** A stored document; one that names people is sealed at rest and opened here. */
async function* documentBytes(platform: Platform, key: string): AsyncGenerator<Uint8Array> {
  if (key.endsWith('.sealed')) yield await readReport(platform, key)
  else yield* platform.files.get(key)
}

/** Pairs of file and hash anywhere in a fact's data. */
export function filesIn(data: unknown): { file: string; sha256: string }[] {
  if (Array.isArray(data)) return data.flatMap(filesIn)
  if (!data || typeof data !== 'object') return []
  const { file, sha256, ...rest } = data as Record<string, unknown>
  const own =
    typeof file === 'string' && typeof sha256 === 'string' && /\.(pdf|sealed)$/.test(file) ? [{ file, sha256 }] : []
  return [...own, ...Object.values(rest).flatMap(filesIn)]
}

/** The sealed packages that came to the opening; those that were opened with the keys of their parts. */
async function* sealedBids(platform: Platform, tender: Tender): AsyncGenerator<Payload> {
  for (const bid of await bidsOf({ platform }, tender.id)) {
    if (bid.stage !== 'unsealed' && bid.stage !== 'unopened') continue
    const header = await readHeader(uploadBytes(platform, bid.upload, { end: 300 * 1024 }))
    yield { path: `bids/${bid.tag}/header.json`, read: once(canonicalBytes(header)) }
    yield { path: `bids/${bid.tag}/package.bid`, read: () => uploadBytes(platform, bid.upload) }
    if (bid.keys)
      yield { path: `bids/${bid.tag}/keys.json`, read: once(platform.vault.open(`keys/${tender.id}`, bid.keys)) }
  }
}

/** The key of each officer's letter that counted at the opening: whoever has them sees which shares were released. */
async function* officersLetters(platform: Platform, tender: Tender, facts: Written[]): AsyncGenerator<Payload> {
  const told = facts.findLast(({ fact }) => fact.type === LettersTold.type)?.fact.data
  if (!told) return
  const { epoch, keys } = LettersTold.schema.parse(told)
  const opened = JSON.parse(platform.vault.open(lettersPurpose(tender.id), keys)) as Record<string, string>
  yield { path: 'opening/letters.json', read: once(canonical({ epoch, keys: opened })) }
}

/** The transcripts of lots between bids that were equal, as they stand in the facts. */
async function* lots(platform: Platform, tender: string): AsyncGenerator<Payload> {
  const brands = (await evaluationOf({ platform }, tender))?.state.lots ?? []
  const winners = (await acceptanceOf({ platform }, tender)).lots ?? []
  for (const { draw: id, of } of [
    ...brands.map(({ draw }) => ({ draw, of: BRAND_LOT })),
    ...winners.map(({ draw }) => ({ draw, of: WINNER_LOT })),
  ]) {
    const draw = await drawById({ platform }, id)
    const drawn = draw?.seed ? drawnLot(draw, of) : undefined
    const found = draw && drawn && transcriptOf(draw, drawn.calls, drawn.opened)
    if (found) yield { path: `draws/${id}.json`, read: once(canonical(found)) }
  }
}

/** The transcript of every draw: of the coefficient, and of the panel with the drawn ones' salts open. */
async function* draws(platform: Platform, tender: Tender): AsyncGenerator<Payload> {
  const coefficient = (await openingOf(platform, tender.id))?.coefficient
  const asked = coefficient && (await drawById({ platform }, coefficient.draw))
  const value = asked?.seed ? drawnValue(asked) : undefined
  const told = asked && value && transcriptOf(asked, value.calls, value.opened)
  if (told) yield { path: `draws/${told.draw}.json`, read: once(canonical(told)) }
  yield* lots(platform, tender.id)
  const panel = await panelByTender({ platform }, tender.id)
  for (const id of panel ? new Set([...panel.seats.map((seat) => seat.draw), panel.draw]) : []) {
    const draw = await drawById({ platform }, id)
    const found: Transcript | undefined =
      panel && draw && transcriptOf(draw, callsOf(panel, draw), openedSeats(platform, panel, draw))
    if (found) yield { path: `draws/${id}.json`, read: once(canonical(found)) }
  }
}

/** The facts of the trust list, a line each. */
async function* trustList(platform: Platform, size: number): AsyncGenerator<Uint8Array> {
  for await (const one of trustInLog(platform, size)) yield utf8(`${canonical(one)}\n`)
}

async function* trustFiles(platform: Platform, facts: Written[]): AsyncGenerator<Payload> {
  const trust = await platform.trust()
  for (const [i, root] of trust.ever.roots.entries())
    yield { path: `trust/root-${i}.pem`, read: once(pem(root, 'CERTIFICATE')) }
  for (const [i, between] of trust.ever.intermediates.entries())
    yield { path: `trust/between-${i}.pem`, read: once(pem(between, 'CERTIFICATE')) }
  const lists = new Map(trust.crls.map((crl) => [parseCrl(crl).fingerprint, once(crl)]))
  for (const list of facts.flatMap(({ fact }) => listsIn(fact.data)))
    if (!lists.has(list)) lists.set(list, () => platform.files.get(listFile(list)))
  for (const [list, read] of lists) yield { path: `trust/list-${list}.crl`, read }
  yield { path: 'trust/platform.txt', read: once(`${base64(platform.signer.certificate.der)}\n`) }
}

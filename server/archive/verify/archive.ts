import { createHash } from 'node:crypto'
import { checkFactProof, type FactProof } from '../../../crypto/beat.ts'
import { unhex } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import type { Trust } from '../../../crypto/chain.ts'
import { openNote, parseCheckpoint, parseVerifier } from '../../../crypto/checkpoint.ts'
import { checkConsistency } from '../../../crypto/proof.ts'
import type { Fact } from '../../ledger/event.ts'
import type { AnyStreamKind } from '../../ledger/stream.ts'
import { type Bag, openBag } from '../bag.ts'
import { checkApplications } from './admission.ts'
import { checkBids } from './bids.ts'
import { checkDocuments } from './documents.ts'
import { checkDraws } from './draws.ts'
import { checkRemedies } from './remedy.ts'
import { Findings, refuseAny } from './report.ts'
import { checkShares } from './shares.ts'
import { checkSignatures, checkTimestamps } from './signatures.ts'
import { checkStates } from './states.ts'
import { type ArchivedTrust, carriesList, checkCarried, trustOf } from './trust.ts'

/** What the checker takes from outside: anchors it trusts by itself. Without them those of the package are named, not decided. */
export interface Anchors {
  /** SHA-256 of a root certificate, hex */
  root?: string
  /** the log's verifier line */
  verifier?: string
}

/** A fact of the package with its salt. */
export interface Salted {
  fact: Fact
  salt: string
}

/** What every check reads. */
export interface Opened {
  bag: Bag
  facts: Salted[]
  trust: ArchivedTrust
}

/** Checks an archive from its first byte to its last, offline, with what a stranger has. */
export async function verifyArchive(file: string, kinds: AnyStreamKind[], anchors: Anchors): Promise<Findings> {
  const findings = new Findings()
  let bag: Bag
  try {
    bag = await openBag(file)
  } catch (problem) {
    findings.checks.push({
      id: 'bag',
      title: '归档包可读 the package can be read',
      verdict: 'invalid',
      detail: String(problem),
    })
    return findings
  }
  try {
    await findings.try('bag', '文件完整 every file is as the manifest says', () => checkBag(bag))
    const facts = await factsOf(bag, findings)
    const trust = await trustOf(bag)
    const opened: Opened = { bag, facts, trust }
    const head = await checkLog(opened, findings, anchors)
    await listOf(opened, findings, head)
    await findings.try('states', '事实可重演 facts follow one another', () => checkStates(facts, kinds))
    await findings.try('signatures', '签名与证书 signatures and certificates', () => checkSignatures(opened))
    await findings.try('timestamps', '时间戳 trusted timestamps', () => checkTimestamps(opened))
    await findings.try('documents', '文书 documents and their signatures', () => checkDocuments(opened))
    await checkSealed(opened, findings)
    await findings.try('draws', '抽取可复算 draws can be repeated', () => checkDraws(opened))
    anchorsNamed(trust, findings, anchors)
  } catch (problem) {
    findings.checks.push({
      id: 'package',
      title: '归档包结构 structure',
      verdict: 'invalid',
      detail: String((problem as Error).message),
    })
  } finally {
    bag.close()
  }
  return findings
}

/** The trust list of a package that carries it, made anew: from here on it says who was taken for what use, and when. */
async function listOf({ bag, facts, trust }: Opened, findings: Findings, head: Head | undefined): Promise<void> {
  const own = facts.map(({ fact }) => fact)
  if (!carriesList(bag, own)) return
  await findings.try('trust-list', '信任列表可由日志重算 the trust list made anew from the log', async () => {
    trust.list = await checkCarried(bag, own, trust, head)
    return `${trust.list.length} facts`
  })
}

/** What was handed in sealed, and what it opened to. */
async function checkSealed(opened: Opened, findings: Findings): Promise<void> {
  const applications = '资格预审申请文件 sealed applications and what was reviewed'
  await findings.try('applications', applications, () => checkApplications(opened))
  await findings.try('bids', '投标文件 sealed bids and what was opened', () => checkBids(opened))
  await findings.try('shares', '开标人份额 enough officers released, each its own', () => checkShares(opened))
  const remedies = '补救解密 the bidder consented, every officer agreed in time'
  await findings.try('remedies', remedies, () => checkRemedies(opened))
}

/** Every payload file has its hash, none is missing, none is extra. */
async function checkBag(bag: Bag): Promise<string> {
  const wrong: string[] = []
  for (const manifest of ['tagmanifest-sha256.txt', 'manifest-sha256.txt']) {
    const listed = new Map(
      (await bag.text(manifest))
        .split('\n')
        .filter(Boolean)
        .map((line) => [line.slice(66), line.slice(0, 64)] as const),
    )
    const inside = manifest.startsWith('tag')
      ? [...listed.keys()]
      : bag.paths.filter((path) => path.startsWith('data/'))
    for (const path of inside) if (!listed.has(path)) wrong.push(`${path} is not listed`)
    for (const [path, sha256] of listed) if ((await hashOf(bag, path)) !== sha256) wrong.push(`${path} was changed`)
  }
  refuseAny(wrong, 'files are not as listed')
  return `${bag.paths.length} files`
}

async function hashOf(bag: Bag, path: string): Promise<string> {
  if (!bag.paths.includes(path)) return 'missing'
  const hash = createHash('sha256')
  try {
    for await (const piece of bag.read(path)) hash.update(piece)
  } catch (problem) {
    return `unreadable: ${String((problem as Error).message)}`
  }
  return hash.digest('hex')
}

async function factsOf(bag: Bag, findings: Findings): Promise<Salted[]> {
  const facts: Salted[] = []
  await findings.try('facts', '事实可读 facts can be read', async () => {
    const wrong: string[] = []
    for (const [i, line] of (await bag.text('data/facts.jsonl')).split('\n').filter(Boolean).entries())
      try {
        const one = JSON.parse(line) as Salted
        if (canonical(one) !== line) wrong.push(`line ${i + 1} is not canonical`)
        facts.push(one)
      } catch {
        wrong.push(`line ${i + 1} is not JSON`)
      }
    refuseAny(wrong, 'facts cannot be read')
    return `${facts.length} facts`
  })
  return facts
}

type Head = { size: number; root: Uint8Array }

/** Every fact stands in the log under the signed head, and the first head was a beginning of it. Answers that head. */
async function checkLog({ bag, facts }: Opened, findings: Findings, anchors: Anchors): Promise<Head | undefined> {
  const verifier = parseVerifier((await bag.text('data/log/verifier')).trim())
  const note = await bag.text('data/log/checkpoint')
  let head: Head | undefined
  await findings.try('checkpoint', '日志检查点签名 the log head is signed', async () => {
    head = parseCheckpoint((await openNote(note, [verifier])).text)
    return `size ${head.size}, signed by ${verifier.name}`
  })
  await findings.try('inclusion', '事实在日志中 every fact is in the log', () => checkInclusion(bag, facts, head))
  if (bag.paths.includes('data/log/consistency.json'))
    await findings.try('consistency', '日志只增不改 the log only grew', async () => {
      const first = parseCheckpoint((await openNote(await bag.text('data/log/checkpoint-first'), [verifier])).text)
      const { from, to, proof } = JSON.parse(await bag.text('data/log/consistency.json')) as {
        from: number
        to: number
        proof: string[]
      }
      if (first.size !== from || head?.size !== to) throw new Error('the proof is for other heads')
      checkConsistency(
        from,
        to,
        first.root,
        head.root,
        proof.map((hash) => unhex(hash)),
      )
      return `${from} → ${to}`
    })
  if (anchors.verifier && anchors.verifier !== (await bag.text('data/log/verifier')).trim())
    findings.undecided(
      'log-anchor',
      '日志公钥 the log key',
      'the package was logged under another key than the one you trust',
    )
  return head
}

/** Every fact's own proof leads to the signed head. */
async function checkInclusion(bag: Bag, facts: Opened['facts'], head: Head | undefined): Promise<string> {
  const wrong: string[] = []
  const proofs = new Map<string, FactProof>()
  for (const line of (await bag.text('data/proofs.jsonl')).split('\n').filter(Boolean)) {
    const { fact, proof } = JSON.parse(line) as { fact: string; proof: FactProof }
    proofs.set(fact, proof)
  }
  for (const { fact, salt } of facts) {
    const proof = proofs.get(fact.id)
    try {
      if (!proof || !head) throw new Error('no proof')
      checkFactProof(fact, unhex(salt), proof, head)
    } catch {
      wrong.push(`${fact.type} ${fact.id} of ${fact.stream}`)
    }
  }
  refuseAny(wrong, 'facts are not what the log took in')
  return `${facts.length} proofs`
}

/** Roots that the caller trusts decide; otherwise the package's own are named for comparison. */
function anchorsNamed(trust: Trust, findings: Findings, anchors: Anchors): void {
  const roots = trust.roots.map((root) => `${root.subject.commonName} SHA-256 ${root.fingerprint}`)
  if (anchors.root && !trust.roots.some((root) => root.fingerprint === anchors.root)) {
    findings.undecided(
      'root-anchor',
      '根证书 the root',
      `the package rests on ${roots.join(', ')}, not on the root you trust`,
    )
    return
  }
  findings.checks.push({
    id: 'root-anchor',
    title: anchors.root
      ? '根证书 the root you trust'
      : '根证书（请与您所知的核对）roots: compare them with those you know',
    verdict: 'valid',
    detail: roots.join(', '),
  })
}

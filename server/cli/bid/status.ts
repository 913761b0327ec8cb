import { checkAcknowledgement } from '../../../crypto/acknowledgement.ts'
import { factCommitment } from '../../../crypto/beat.ts'
import { hex, unhex, utf8 } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { CryptoProblem } from '../../../crypto/problem.ts'
import { type Evidenced, proveFacts } from '../../../crypto/watch.ts'
import { Findings } from '../../archive/verify/report.ts'
import { checkSameBid } from '../../bids/acknowledged.ts'
import type { Receipt } from '../../bids/receipt.ts'
import type { WithdrawalReceipt } from '../../bids/withdrawalViews.ts'
import type { Given } from '../arguments.ts'
import { Refused } from '../client.ts'
import { writeWhole } from '../outputs.ts'
import type { Terminal } from '../terminal.ts'
import { report } from '../verify/report.ts'
import { logSource } from '../watching.ts'
import { mayReplace } from './package.ts'
import { mineAt, type Place, placeOf } from './place.ts'
import { keptEvidence } from './proof.ts'
import { checkStamp } from './stamped.ts'
import { checkWithdrawal } from './withdraw.ts'

type Words = Terminal['words']
type Held = { kind: 'receipt'; signed: Receipt } | { kind: 'withdrawal'; signed: WithdrawalReceipt }

/**
 * Says what stands at the platform: which bid, or that it was withdrawn; its receipt, its time stamp and its place in the log.
 * What has come since is kept beside the package; while stamp or proof are still to come the answer is undecided.
 */
export async function status(call: Given, terminal: Terminal): Promise<number> {
  const place = await placeOf(call, terminal)
  const { words } = terminal
  const findings = new Findings()
  const held = await heldAt(place, findings, words)
  if (held && (await checkSigned(place, held, findings, words))) {
    await checkStamp(held.signed, { place, call }, findings, terminal)
    const evidence = await checkProof(place, held, findings, words)
    if (findings.verdict !== 'invalid') await keep(place, held, evidence, call.flag('force'))
  }
  const { verdict, checks } = findings
  return report(terminal, { tool: 'yangguang-bid', input: { path: place.word, sha256: '' }, verdict, checks })
}

/** What the platform holds, and whether it is what was handed in from here. */
async function heldAt(place: Place, findings: Findings, words: Words): Promise<Held | undefined> {
  const mine = await mineAt(place)
  let held: Held | undefined
  await findings.try('stands', words({ zh: '平台上的投标文件', en: 'what the platform holds' }), () => {
    if (!('header' in mine)) throw new Error(words({ zh: '尚未递交', en: 'nothing was submitted' }))
    const { stage, sequence, receipt, withdrawal } = mine
    if (place.beside && (place.beside.header !== mine.header || place.beside.sequence !== sequence))
      throw new Error(
        words({ zh: `第 ${sequence} 次递交的另一份文件`, en: `another package, handed in as number ${sequence}` }),
      )
    if (stage === 'withdrawn' && withdrawal) {
      held = { kind: 'withdrawal', signed: withdrawal }
      const at = withdrawal.receipt.withdrawnAt
      return words({ zh: `第 ${sequence} 次递交，已于 ${at} 撤回`, en: `number ${sequence}, withdrawn ${at}` })
    }
    if (!receipt) throw new Error(words({ zh: '平台没有给出回执', en: 'the platform gives no receipt' }))
    held = { kind: 'receipt', signed: receipt }
    const at = receipt.receipt.receivedAt
    return words({ zh: `第 ${sequence} 次递交，收到于 ${at}`, en: `number ${sequence}, received ${at}` })
  })
  return held
}

/** The receipt is the known platform's, speaks of this bid, and the log promised to hold it. */
function checkSigned(place: Place, held: Held, findings: Findings, words: Words): Promise<boolean> {
  return findings.try('receipt', words({ zh: '回执', en: 'the receipt' }), async () => {
    const beat =
      held.kind === 'withdrawal'
        ? await checkWithdrawal(place, held.signed, held.signed.receipt.sequence)
        : await checkReceived(place, held.signed)
    return words({ zh: `平台签名，不迟于第 ${beat} 拍写入日志`, en: `signed, in the log by beat ${beat}` })
  })
}

async function checkReceived({ beside, known }: Place, receipt: Receipt): Promise<number> {
  if (beside) {
    const { tender, bidder, sequence, header, parts } = beside
    checkSameBid(receipt, { tender, bidder, sequence, header, parts })
  }
  return (await checkAcknowledgement(receipt, known)).beat
}

/** The fact is in the log, below a head that goes on from the one that was kept at the last proof. */
async function checkProof(
  place: Place,
  { signed: { receipt } }: Held,
  findings: Findings,
  words: Words,
): Promise<Evidenced | undefined> {
  const title = words({ zh: '日志证明', en: 'the proof from the log' })
  const kept = await keptEvidence(place.file('proof.json'))
  const seen = { verifier: place.known.verifier, note: kept?.checkpoint ?? null }
  let evidence: Evidenced | undefined
  try {
    const proved = await proveFacts(logSource(place.client, 0), seen, [receipt.fact])
    evidence = proved.facts[0]?.evidence
  } catch (problem) {
    if (problem instanceof Refused && problem.code === 'PROOF_NOT_YET')
      findings.undecided('proof', title, words({ zh: '尚未入日志，请稍后再查', en: 'not in the log yet: ask again' }))
    else if (problem instanceof CryptoProblem) await findings.try('proof', title, () => Promise.reject(problem))
    else throw problem
    return undefined
  }
  await findings.try('proof', title, () => {
    if (!evidence || hex(factCommitment(unhex(evidence.salt), evidence.fact)) !== receipt.commitment)
      throw new CryptoProblem('CONTEXT_MISMATCH', { member: 'commitment' })
    const { beat, index } = evidence.proof
    return words({ zh: `第 ${beat.beat} 拍，第 ${index} 叶`, en: `beat ${beat.beat}, leaf ${index}` })
  })
  return evidence
}

/** Keeps what has come: the receipt as JSON and as PDF, now perhaps with its stamp, and the proof. */
async function keep(
  place: Place,
  { kind, signed }: Held,
  evidence: Evidenced | undefined,
  force: boolean,
): Promise<void> {
  await mayReplace(place.file(`${kind}.json`), force, (kept) => kept['fact'] === signed.receipt.fact)
  await writeWhole(place.file(`${kind}.json`), utf8(canonical(signed)), true)
  const pdf = await place.client.bytes(`/tenders/${place.tender}/bid/${kind}.pdf`)
  await writeWhole(place.file(`${kind}.pdf`), pdf, true)
  if (evidence) await writeWhole(place.file('proof.json'), utf8(canonical(evidence)), true)
}

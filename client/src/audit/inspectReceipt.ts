import { checkAcknowledgement } from '../../../crypto/acknowledgement.ts'
import type { Anchor } from '../../../crypto/attest.ts'
import { hex, unbase64, unhex } from '../../../crypto/bytes.ts'
import { type Certificate, parseCertificate } from '../../../crypto/certificate.ts'
import { type CertificateUse, checkPath } from '../../../crypto/chain.ts'
import { sha256 } from '../../../crypto/digest.ts'
import { checkTimestamp } from '../../../crypto/timestamp.ts'
import type { Receipt } from '../../../server/bids/receipt.ts'
import type { WithdrawalReceipt } from '../../../server/bids/withdrawalViews.ts'
import { authoritiesAt, entryFor } from '../../../server/identity/trustReplay.ts'
import type { OutageReceipt } from '../../../server/outages/receipt.ts'
import type { ApplicationReceipt } from '../../../server/prequalification/receipt.ts'
import { say } from '../app/words.ts'
import { relyingWords } from '../identity/standing.ts'
import { problemOf } from '../net/http.ts'
import { knownLog } from '../net/log.ts'
import { beijing } from '../pieces/Moment.tsx'
import { proveHere } from '../pieces/proof.ts'
import { provenTrust } from '../trust/proven.ts'
import type { Found } from './inspect.ts'

/** One check, as a line: its own text when it holds, why it does not otherwise. */
async function line(
  title: string,
  check: () => Promise<Omit<Found, 'tone'> & { tone?: Found['tone'] }>,
): Promise<Found> {
  try {
    return { tone: 'proof', ...(await check()) }
  } catch (error) {
    const { zh, en, code } = problemOf(error)
    return { tone: 'bad', text: `${title}${say('未通过：', ' does not hold: ')}${say(zh, en)}`, value: code }
  }
}

/** The path of a certificate to the platform's trust list as it was at an instant, for a use: the root it ends at, and its entry. */
async function rootOf(certificate: Certificate, chain: readonly Certificate[], at: number, use: CertificateUse) {
  const authorities = authoritiesAt((await provenTrust()).facts, at).filter(({ uses }) => uses.includes(use))
  const of = (list: (one: Anchor) => readonly string[]) =>
    authorities.flatMap(list).map((der) => parseCertificate(unbase64(der)))
  const trust = {
    roots: of(({ roots }) => roots),
    intermediates: [...of(({ intermediates }) => intermediates), ...chain],
  }
  const path = await checkPath(certificate, { ...trust, crls: [] }, at, use)
  const root = path.chain.at(-1)!
  return { root, noRevocation: entryFor(authorities, root, use)?.noRevocation }
}

/** What is said of a root: its name, and where its authority is relied on without revocation, that and why. */
const rootWords = ({ root, noRevocation }: Awaited<ReturnType<typeof rootOf>>): string =>
  `${root.subject.commonName ?? ''}${noRevocation ? say(`（${relyingWords(noRevocation)}）`, ` (${relyingWords(noRevocation)})`) : ''}`

/** A receipt for a bid, for taking it back, for an application, or for a report of an outage. */
export type AnyReceipt = Receipt | WithdrawalReceipt | ApplicationReceipt | OutageReceipt
type OfSealed = Exclude<AnyReceipt, OutageReceipt>

/** When the platform says that it was. */
function momentOf({ receipt }: AnyReceipt): number {
  if (receipt.kind === 'outage.receipt') return Date.parse(receipt.reportedAt)
  return Date.parse(receipt.kind === 'bid.withdrawal' ? receipt.withdrawnAt : receipt.receivedAt)
}

/**
 * Everything that a receipt rests on, line by line: its signature by the platform that this browser knows, the path of
 * that certificate, the log's promise, the trusted time stamp, and whether the fact is in the log.
 */
export async function inspectReceipt(found: AnyReceipt): Promise<Found[]> {
  const { receipt, token } = found
  const at = momentOf(found)
  const { verifier, certificate } = await knownLog()
  const platform = parseCertificate(unhex(certificate))
  return [
    await line(say('平台签名与日志承诺', 'Signature and promise'), async () => {
      const { beat } = await checkAcknowledgement(found, { verifier, fingerprint: hex(sha256(platform.der)) })
      return {
        text: say(
          `签名有效，由本机所知的平台签署；日志承诺不迟于第 ${beat} 拍写入`,
          `Signed by the platform that this browser knows; the log promises it by beat ${beat}`,
        ),
        value: platform.fingerprint,
      }
    }),
    await line(say('平台证书链', "Path of the platform's certificate"), async () => {
      const found = await rootOf(platform, [], at, 'sign')
      const name = rootWords(found)
      // the list is the platform's own word: no proof against it
      return {
        tone: 'told',
        text: say(`平台证书的证书链至 ${name}`, `The certificate leads to ${name}`),
        value: found.root.fingerprint,
      }
    }),
    ...told(found),
    await stamped(token, receipt.commitment, at),
    await loggedFact(receipt.fact),
  ]
}

function told(found: AnyReceipt): Found[] {
  if (isOfReport(found)) return toldOfReport(found)
  const { name, sequence, header, certificate } = found.receipt
  const who = found.receipt.kind === 'application.receipt' ? found.receipt.applicant : found.receipt.bidder
  const lines: Found[] = [
    { tone: 'told', text: `${who.name}，${name}，${say('第', 'version ')}${sequence}${say('版', '')}` },
    { tone: 'told', text: happened(found) },
    {
      tone: 'told',
      text: say('加密包头散列（SHA-256 或 SM3）', 'hash of the package header (SHA-256 or SM3)'),
      value: header,
    },
  ]
  const text = say('签名证书序列号', 'Serial of the signing certificate')
  if (certificate) lines.push({ tone: 'told', text, value: certificate.serial })
  if (certificate?.noRevocation) lines.push({ tone: 'told', text: relyingWords(certificate.noRevocation) })
  return lines
}

const isOfReport = (found: AnyReceipt): found is OutageReceipt => found.receipt.kind === 'outage.receipt'

const toldOfReport = ({ receipt }: OutageReceipt): Found[] => [
  { tone: 'told', text: `${receipt.reporter.name}，${say('平台故障报告', 'report of a failure of the platform')}` },
  { tone: 'told', text: `${say('报告时间', 'Reported')} ${beijing(Date.parse(receipt.reportedAt), true)}` },
  { tone: 'told', text: say('所报内容 SHA-256', 'SHA-256 of what was told'), value: receipt.statement },
  ...(receipt.noRevocation ? [{ tone: 'told' as const, text: relyingWords(receipt.noRevocation) }] : []),
]

function happened({ receipt }: OfSealed): string {
  const time = (text: string): string => beijing(Date.parse(text), true)
  if (receipt.kind === 'bid.withdrawal') return `${say('撤回时间', 'Withdrawn')} ${time(receipt.withdrawnAt)}`
  const { receivedAt, bytes } = receipt
  return `${say('送达时间', 'Received')} ${time(receivedAt)}，${bytes} ${say('字节', 'bytes')}`
}

/** The trusted time stamp over the fact's commitment. */
async function stamped(token: string | null, commitment: string, at: number): Promise<Found> {
  if (!token)
    return {
      tone: 'told',
      text: say(
        '这份回执取得时尚未补盖可信时间戳，请重新下载回执后再核验',
        'No trusted time stamp yet when this receipt was fetched: download it again',
      ),
    }
  return line(say('可信时间戳', 'The time stamp'), async () => {
    const stamp = await checkTimestamp(unbase64(token), unhex(commitment))
    const found = await rootOf(stamp.certificate, stamp.chain, stamp.at, 'timestamp')
    const { commonName = '' } = stamp.certificate.subject
    const text = say(
      `可信时间戳 ${beijing(stamp.at, true)}，由 ${commonName} 签署，证书链至 ${rootWords(found)}`,
      `Time stamp of ${beijing(stamp.at, true)} by ${commonName}, up to ${rootWords(found)}`,
    )
    if (stamp.at < at - 1000)
      return { tone: 'bad', text: `${text}${say('：早于回执所载时间', ': before the time of the receipt')}` }
    return { text }
  })
}

/** Whether a fact is in the log; one that is not public can be proved by its owner's proof file. */
async function loggedFact(fact: string): Promise<Found> {
  try {
    const { origin, size, at } = await proveHere(fact)
    return {
      tone: 'proof',
      text: say(
        `回执所指事实已在日志 ${origin} 中（节拍 ${beijing(at)}，检查点 ${size}）`,
        `The fact is in the log ${origin} (beat ${beijing(at)}, size ${size})`,
      ),
      value: fact,
    }
  } catch (error) {
    const { code, zh, en } = problemOf(error)
    const hidden = code === 'FACT_UNKNOWN'
    return {
      tone: hidden || code === 'PROOF_NOT_YET' ? 'told' : 'bad',
      text: hidden
        ? say(
            '该事实对当前身份尚未公开；投标人登录后可下载证明文件并在此核验。',
            'The fact is not public yet; the bidder can fetch its proof when signed in.',
          )
        : say(zh, en),
      value: fact,
    }
  }
}

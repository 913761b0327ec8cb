import { unbase64, unhex } from '../../../crypto/bytes.ts'
import { checkPath, type Path } from '../../../crypto/chain.ts'
import { parseVerifier } from '../../../crypto/checkpoint.ts'
import { checkTimestamp } from '../../../crypto/timestamp.ts'
import { type Findings, Undecided } from '../../archive/verify/report.ts'
import type { Receipt } from '../../bids/receipt.ts'
import type { WithdrawalReceipt } from '../../bids/withdrawalViews.ts'
import type { TrustFact } from '../../identity/trustList.ts'
import type { Given } from '../arguments.ts'
import { Refused } from '../client.ts'
import { meet, remember } from '../knownPlatforms.ts'
import type { Terminal } from '../terminal.ts'
import { provenTrust } from '../trusting.ts'
import { listIn, type Trusted } from '../verify/anchors.ts'
import { betweenFor, rootsFor, takenBy } from '../verify/paths.ts'
import type { Place } from './place.ts'

interface Asked {
  place: Place
  call: Given
}

/**
 * The trusted time stamp is over the commitment, and the trust list took its authority for time stamps then: the list of `--list`,
 * or the platform's, made anew from its log. Without a list the authority is not judged, and that is said.
 */
export async function checkStamp(
  { receipt, token }: Receipt | WithdrawalReceipt,
  asked: Asked,
  findings: Findings,
  terminal: Terminal,
): Promise<void> {
  const { words } = terminal
  await findings.try('timestamp', words({ zh: '时间戳', en: 'the trusted time stamp' }), async () => {
    if (!token) throw new Undecided(words({ zh: '尚未补盖，请稍后再查', en: 'it has not come yet: ask again' }))
    const { at, certificate, chain, evidence } = await checkTimestamp(unbase64(token), unhex(receipt.commitment))
    const list = await listFor(asked, terminal)
    const trusted: Trusted = { ...NOTHING, list }
    const trust = { roots: rootsFor(trusted, chain), intermediates: [...chain, ...betweenFor(trusted)] }
    const path = await checkPath(certificate, { ...trust, crls: [], ocsps: evidence.ocsps }, at, 'timestamp')
    return `${new Date(at).toISOString()} ${certificate.subject.commonName ?? ''}；${authorityOf(path, list, at, terminal)}`
  })
}

const NOTHING: Trusted = { roots: [], crls: [], root: undefined, platform: [], certificates: [], log: undefined }

/** What is said of the authority of a time stamp; throws where the list did not take it. */
function authorityOf(path: Path, list: readonly TrustFact[], at: number, { words }: Terminal): string {
  const entry = takenBy(list, path, { at, use: 'timestamp' })
  const name = path.chain.at(-1)?.subject.commonName ?? ''
  if (!entry)
    throw new Error(
      words({
        zh: `信任列表当时未准许 ${name} 用于时间戳`,
        en: `the trust list did not take ${name} for time stamps then`,
      }),
    )
  const reason = entry.noRevocation
  if (path.revocation !== 'good' && reason)
    return words({
      zh: `信任列表当时准许其机构 ${entry.name} 用于时间戳；该机构不提供吊销查询，经两人签名的受理理由：${reason}`,
      en: `the trust list took its authority ${entry.name} for time stamps then; it does not say what it revoked, and is taken, signed by two, because: ${reason}`,
    })
  return words({
    zh: `信任列表当时准许其机构 ${entry.name} 用于时间戳；是否吊销由 verify 凭吊销列表判定`,
    en: `the trust list took its authority ${entry.name} for time stamps then; whether it was revoked verify says, by revocation lists`,
  })
}

/** The trust list that is at hand. What the platform answers is led to the log's key that was known before. */
async function listFor({ place, call }: Asked, terminal: Terminal): Promise<readonly TrustFact[]> {
  const { client, origin, known } = place
  const file = call.text('list')
  if (file !== undefined) return listIn(file, parseVerifier(known.verifier))
  try {
    const met = await meet({ client, origin, anew: false }, terminal)
    const { facts, seen } = await provenTrust(client, { ...met, verifier: known.verifier })
    if (met.verifier === known.verifier) await remember(origin, { ...met, ...seen, trust: [...seen.trust] }, terminal)
    return facts
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem
    const { code } = problem
    throw new Undecided(
      terminal.words({
        zh: `时间戳成立，但没有信任列表，其机构未予判定（平台没有给出：${code}；可用 --list 给出所存的列表）`,
        en: `it holds, but there is no trust list to judge its authority by (the platform gave none: ${code}; --list takes one that was kept)`,
      }),
    )
  }
}

import { random, unbase64 } from '../../crypto/bytes.ts'
import { type Certificate, parseCertificate } from '../../crypto/certificate.ts'
import { listSignersAmong } from '../../crypto/chain.ts'
import { checkCrl, isBy, parseCrl } from '../../crypto/crl.ts'
import { parseOcsp } from '../../crypto/ocsp.ts'
import { ocspRequest } from '../../crypto/ocspRequest.ts'
import { ocspStandingOf } from '../../crypto/ocspStanding.ts'
import { isCryptoProblem } from '../../crypto/problem.ts'
import { fetchBytes, SourceSilent } from './fetchBytes.ts'
import type { Clock, Files, Heard, Revocation, TrustedAuthority, Vault } from './platform.ts'
import { type Known, sourceCache } from './sourceCache.ts'

/** Largest list and answer that are taken, bytes, and how long their source may take, ms. */
const LIMITS = { list: 32 * 1024 * 1024, answer: 64 * 1024, patience: 3000 }
const NONCE = 16

/**
 * Asks the sources that the trust list names, over HTTP. What was found is believed before it is kept: a list is signed
 * by an authority of the path or by one that the entry names for lists, an answer by a responder of the issuer, whose
 * certificate comes along or stands in the entry. Lists are kept under the hash of their address;
 * answers, whose serial numbers tell who signed, are sealed by the vault.
 */
export function httpRevocation(of: { files: Files; vault: Vault; clock: Clock }): Revocation {
  const cache = sourceCache(of)
  const responders = respondersHeard(of.clock)
  return {
    lists: async (authority, issuers) =>
      present(
        await Promise.all(
          authority.crls.map((url) =>
            cache.get(listSource(url, authority), () => listFrom(url, { authority, issuers, at: of.clock.now() })),
          ),
        ),
      ),
    answers: async (authority, path, lists) => {
      const found = path.slice(0, -1).map((certificate, i) => {
        const issuer = path[i + 1]!
        const name = `answer ${issuer.fingerprint} ${certificate.serial}`
        return cache.get({ name, keep: authority.whenSilent === 'grace', secret: true }, async () => {
          responders.note(authority, false)
          const answer = await answerFrom(authority, { certificate, issuer, lists, at: of.clock.now() })
          responders.note(authority, true)
          return answer
        })
      })
      return present(await Promise.all(found))
    },
    heard: (authority) => [
      ...authority.crls.map((url) => listHeard(url, cache.last(listSource(url, authority)))),
      ...responders.of(authority),
    ],
  }
}

function listHeard(url: string, { known, silent }: { known: Known | undefined; silent: boolean }): Heard {
  const list = known && parseCrl(known.bytes)
  return {
    ...{ url, kind: 'list', heardAt: known?.fetchedAt ?? null, silent },
    ...{ thisUpdate: list?.thisUpdate ?? null, nextUpdate: list?.nextUpdate ?? null },
  }
}

/** When each responder last answered; answers themselves are kept by whom they are about. */
function respondersHeard(clock: Clock) {
  const heard = new Map<string, { heardAt: number | null; silent: boolean }>()
  return {
    note({ ocsp }: TrustedAuthority, answered: boolean): void {
      if (ocsp === null) return
      const heardAt = answered ? clock.now() : (heard.get(ocsp)?.heardAt ?? null)
      heard.set(ocsp, { heardAt, silent: !answered })
    },
    of: ({ ocsp: url }: TrustedAuthority): Heard[] =>
      url === null
        ? []
        : [
            {
              url,
              kind: 'responder',
              heardAt: null,
              silent: false,
              thisUpdate: null,
              nextUpdate: null,
              ...heard.get(url),
            },
          ],
  }
}

const listSource = (url: string, { whenSilent }: TrustedAuthority) => ({
  ...{ name: `list ${url}`, keep: whenSilent === 'grace', secret: false },
})

const present = (found: (Uint8Array | undefined)[]): Uint8Array[] => found.flatMap((one) => one ?? [])

/** The certificates that an entry has beside its roots. */
const besideRoots = ({ intermediates }: TrustedAuthority): Certificate[] =>
  intermediates.map((der) => parseCertificate(unbase64(der)))

async function listFrom(
  url: string,
  of: { authority: TrustedAuthority; issuers: readonly Certificate[]; at: number },
): Promise<Uint8Array> {
  const { authority, issuers, at } = of
  const bytes = await fetchBytes(url, { patience: LIMITS.patience, largest: LIMITS.list })
  return believed(url, async () => {
    const list = parseCrl(bytes)
    const signers = [...issuers, ...(await listSignersAmong(besideRoots(authority), issuers, at))]
    const issuer = signers.find((one) => isBy(list, one))
    if (!issuer) throw new SourceSilent('the list is of another authority')
    await checkCrl(list, issuer)
    return bytes
  })
}

interface Question {
  certificate: Certificate
  issuer: Certificate
  lists: readonly Uint8Array[]
  at: number
}

async function answerFrom(authority: TrustedAuthority, asked: Question): Promise<Uint8Array> {
  const { ocsp } = authority
  if (!ocsp) throw new SourceSilent('no responder')
  const { certificate, issuer, lists, at } = asked
  const nonce = random(NONCE)
  const body = ocspRequest(certificate, issuer, nonce)
  const limits = { patience: LIMITS.patience, largest: LIMITS.answer }
  const bytes = await fetchBytes(ocsp, { body, type: 'application/ocsp-request', ...limits })
  return believed(ocsp, async () => {
    const response = parseOcsp(bytes)
    if (response.nonce !== undefined && response.nonce !== Buffer.from(nonce).toString('hex'))
      throw new SourceSilent('the answer is to another question')
    try {
      const responders = besideRoots(authority)
      const signers = [issuer, ...(await listSignersAmong(responders, [issuer], at))]
      await ocspStandingOf(certificate, issuer, { responses: [bytes], lists, responders, signers }, at)
    } catch (problem) {
      if (!isCryptoProblem(problem, 'CERTIFICATE_REVOKED')) throw problem // that is an answer, too
    }
    return bytes
  })
}

/** A source that serves what nobody can believe is as good as silent. */
async function believed(url: string, check: () => Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await check()
  } catch (problem) {
    if (!isCryptoProblem(problem)) throw problem
    throw new SourceSilent(`${new URL(url).host} serves what cannot be believed: ${problem.code}`)
  }
}

import { unbase64 } from '../../crypto/bytes.ts'
import { parseSigned } from '../../crypto/cms.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { Refusal } from '../law/refusal.ts'
import { type Command, command } from '../ledger/command.ts'
import { tenderStream } from '../tenders/store.ts'
import { UnlockFailed } from './events.ts'
import { mayReport } from './rules.ts'
import { openingStream } from './store.ts'

/** Codes that say how a certificate stood at that second, or that nobody could tell. */
const STANDING = /^(CERTIFICATE_(EXPIRED|NOT_YET_VALID|REVOKED)|REVOCATION_UNKNOWN|OCSP_INVALID|CRL_INVALID)$/
/** The same finding is not noted again within, ms. */
const AGAIN = 60_000

/** How the certificate stood, if a deed was refused for that. */
export function standingIn(problem: unknown): string | undefined {
  if (!(problem instanceof Refusal)) return undefined
  const { reason } = problem.facts as { reason?: unknown }
  return [problem.code, reason].map(String).find((code) => STANDING.test(code))
}

interface Attempt {
  tender: string
  cms: string
}

const note = command(
  'opening.unlock',
  (e, input: Attempt & { code: string }) => e.hold(tenderStream(input.tender)),
  async (e, tender, { cms, code }) => {
    const opening = await e.hold(openingStream(tender.id))
    const tag = e.who.tagFor(tender.id)
    mayReport(opening, tag)
    const tried = certificatesIn(cms)
    // another's certificate says nothing of why this bidder's bid stayed shut
    if (!e.who.certificate || !tried.includes(e.who.certificate)) return
    const last = opening.bids[tag]?.attempts.findLast((one) => one.found === 'at-signature')
    if (last?.code === code && e.now < last.at + AGAIN) return
    const certificate = e.who.certificate
    await e.append(openingStream(tender.id), [
      UnlockFailed({ tender: tender.id, tag, code, found: 'at-signature', certificate }),
    ])
  },
)

function certificatesIn(cms: string): string[] {
  try {
    return parseSigned(unbase64(cms)).certificates.map(({ fingerprint }) => fingerprint)
  } catch (problem) {
    if (problem instanceof CryptoProblem) return []
    throw problem
  }
}

/**
 * The same deed of a bidder; where it is refused for how its certificate stands, that is kept as evidence first: the
 * second in which an authority was silent does not come back.
 */
export const noted = <I extends Attempt, O>(deed: Command<I, O>): Command<I, O> => ({
  policy: deed.policy,
  run: async (context, input) => {
    try {
      return await deed.run(context, input)
    } catch (problem) {
      const code = standingIn(problem)
      if (code) await note.run(context, { tender: input.tender, cms: input.cms, code }).catch(unlessRefused)
      throw problem
    }
  },
})

function unlessRefused(problem: unknown): void {
  if (!(problem instanceof Refusal)) throw problem
}

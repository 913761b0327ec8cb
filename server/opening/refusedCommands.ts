import { unbase64 } from '../../crypto/bytes.ts'
import { parseSigned } from '../../crypto/cms.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { type Known, knownOf } from '../access/standing.ts'
import { Refusal } from '../law/refusal.ts'
import { type Command, type Context, command, readied } from '../ledger/command.ts'
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

/** What is known of the certificate that signed, where it is the one that signed in: another's says nothing of this bidder's bid. */
async function known({ platform, who, now }: Context, { cms }: Attempt): Promise<Known | undefined> {
  const certificate = who.certificate
  if (!certificate || !certificatesIn(cms).includes(certificate)) return undefined
  return knownOf(platform, { cms, fingerprint: certificate }, now)
}

const noteKnown = command(
  'opening.unlock',
  (e, { input }: { input: Attempt & { code: string }; ready: Known | undefined }) => e.hold(tenderStream(input.tender)),
  async (e, tender, { input: { code }, ready }) => {
    const opening = await e.hold(openingStream(tender.id))
    const tag = e.who.tagFor(tender.id)
    mayReport(opening, tag)
    if (!e.who.certificate || !ready) return
    const last = opening.bids[tag]?.attempts.findLast((one) => one.found === 'at-signature')
    if (last?.code === code && e.now < last.at + AGAIN) return
    const certificate = e.who.certificate
    await e.append(openingStream(tender.id), [
      UnlockFailed({ tender: tender.id, tag, code, found: 'at-signature', certificate, known: ready }),
    ])
  },
)

const note = readied(known, noteKnown)

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

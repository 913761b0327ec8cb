import { type SignedFact, vouched } from '../../../crypto/attest.ts'
import { isCryptoProblem } from '../../../crypto/problem.ts'
import {
  type Ceremony,
  type CheckedOfficer,
  ceremonyOf,
  ceremonyRests,
  checkCeremony as checkFacts,
  refuseCeremony,
} from '../../../server/tenders/ceremony.ts'
import { prequalVersion } from '../../../server/tenders/prequalifying.ts'
import { documentHash, draftOf, noticeHash, type Tender } from '../../../server/tenders/tender.ts'
import { api, orStop, Stopped } from '../net/http.ts'
import { keptLog, provedFacts } from '../net/log.ts'
import { provenAuthorities } from '../trust/proven.ts'

/** What the platform gives a bidder who wants to seal. */
export interface Prepared {
  context: { tender: string; document: string; ceremony: string; deadline: string }
  sequence: number
  previous: string | null
  needed: number
  officers: { role: string; spki: string }[]
  ticket: string
  until: number
}

const differs = (zh: string, en: string): Error =>
  new Stopped(
    `${zh}与公告不一致，已停止，没有加密任何内容`,
    `${en} differs from the notice: stopped, nothing was encrypted`,
  )

/** The version and the deadline that a package of this procedure is bound to, as the tender says. */
function boundTo(tender: Tender, of: Ceremony['of']): { document: string; deadline: number } | undefined {
  const { published, prequal, prequalification } = tender
  if (of === 'prequalification')
    return prequal && prequalification
      ? { document: prequalVersion(prequal).document, deadline: prequalification.deadline }
      : undefined
  if (!published) return undefined
  const signed = draftOf(tender)
  if (noticeHash(signed) !== published.notice) throw differs('公告内容', 'what the notice says')
  if (tender.deadline < signed.deadline) throw differs('截止时间', 'the deadline')
  return { document: documentHash(published), deadline: tender.deadline }
}

type Given = Pick<Prepared, 'context' | 'needed' | 'officers'>

/** What the platform gives to seal for is what tender and notice say. */
function checkPrepared(tender: Tender, ceremony: Ceremony, { context, needed, officers }: Given): void {
  const bound = boundTo(tender, ceremony.of)
  const { seats } = ceremony
  const same =
    officers.length === seats.length &&
    officers.every(({ role, spki }, i) => {
      return seats[i]?.role === role && seats[i]?.spki === spki
    })
  if (!bound || context.ceremony !== ceremony.ceremony || !same) throw differs('开标人密钥', 'the ceremony of keys')
  if (needed !== tender.shares.needed) throw differs('开标所需份额', 'how many officers are needed')
  if (context.document !== bound.document) throw differs('招标文件版本', 'the version of the documents')
  if (context.tender !== tender.id || Date.parse(context.deadline) !== bound.deadline)
    throw differs('截止时间', 'the deadline')
}

const vouchedFor = async (facts: SignedFact[]): Promise<Awaited<ReturnType<typeof vouched>>> => {
  const anchors = (await provenAuthorities()).filter(({ uses }) => uses.includes('sign'))
  try {
    return await vouched(facts, anchors)
  } catch (problem) {
    throw isCryptoProblem(problem)
      ? refuseCeremony('CEREMONY_UNTRUSTED', { ...problem.facts, why: problem.code })
      : problem
  }
}

/**
 * Checks, before anything is encrypted, for whom it will be: the notice is in the log and signed by its tenderer, each
 * officer's key is in the log and signed by the party that holds the seat, each signature leads to a root of the trust list,
 * and the platform gives exactly these keys, this version and this deadline. Stops, with evidence, where one is not so.
 */
export async function checkCeremony(
  tender: Tender,
  prepared: Given,
  of: Ceremony['of'] = 'tender',
): Promise<CheckedOfficer[]> {
  let found: unknown[] = []
  const shown = () => ({ tender: tender.id, prepared, log: keptLog(), facts: found })
  const { facts: timeline } = await api.get<{ facts: SignedFact[] }>(`/tenders/${tender.id}/facts`)
  return orStop(shown, async () => {
    const ceremony = ceremonyOf(tender, of)
    checkPrepared(tender, ceremony, prepared)
    const { facts } = await provedFacts<SignedFact>(ceremonyRests(ceremony, timeline))
    found = facts.map(({ evidence }) => evidence)
    return checkFacts(ceremony, await vouchedFor(facts.map(({ fact }) => fact)))
  })
}

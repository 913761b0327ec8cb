import type { z } from 'zod'
import { seatOf } from '../access/parties.ts'
import { checkStatement, type Signature as Signed } from '../access/statement.ts'
import { arriving } from '../bids/arrivalCommands.ts'
import { bidsOf } from '../bids/store.ts'
import { refusals } from '../law/refusal.ts'
import { settled } from '../law/regional.ts'
import { rulebook } from '../law/rulebook.ts'
import { command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { closeBidding, failTender, inStage, moveTender } from '../tenders/rules.ts'
import type { Officer } from '../tenders/seats.ts'
import { suspensionsOf } from '../tenders/side.ts'
import { tenderStream } from '../tenders/store.ts'
import { regionalOf } from '../tenders/tender.ts'
import type {
  BidderRelease,
  Classify,
  FinishOpening,
  OfficerRelease,
  OneOpening,
  SignRecord,
  UnlockReport,
} from './contract.ts'
import { OpeningRecorded, UnlockFailed } from './events.ts'
import { propose } from './failure.ts'
import { SignaturesIssued } from './hallEvents.ts'
import { releaseFields } from './letters.ts'
import { allAnswered } from './objecting.ts'
import {
  classifyCause,
  finishOpening,
  mayReport,
  releaseAsBidder,
  releaseAsOfficer,
  signRecord,
  startOpening,
  tooFewOpened,
} from './rules.ts'
import { openingStream } from './store.ts'

const refuse = refusals({
  NOT_PRESENT: { status: 403, zh: '不是本次开标的参加人', en: 'you do not take part in this opening' },
})

type One = z.infer<typeof OneOpening>
const held = (e: Entry, input: One) => e.hold(tenderStream(input.tender))

/**
 * The deadline has passed: bidding ends; with too few bids nothing is opened and the tender fails. It waits for bids that
 * were complete before the deadline and are still looked at.
 */
export const start = command('opening.start', held, async (e, tender) => {
  if (tender.stage !== 'bidding' || suspensionsOf(tender).length) return
  if (await arriving(e.platform.database, tender.id, e.tx)) return // the clock comes again at once
  const law = rulebook(tender.published?.rulebook ?? '')
  const closed = closeBidding(tender, e.now)
  await e.append(tenderStream(tender.id), closed)
  const bids = await bidsOf(e, tender.id)
  if (bids.filter((bid) => bid.stage === 'sealed').length < law.openingNeeds.value) {
    await e.append(tenderStream(tender.id), failTender(tender, '投标人少于法定数量，不得开标', law.openingNeeds))
    return
  }
  const minutes = settled(regionalOf(tender, e.platform.regional), 'unsealingMinutes').value
  await e.append(openingStream(tender.id), startOpening(tender, bids, minutes))
})

/** An officer's shares, closed to the opening's key, with a signed consent. */
export const officerRelease = command(
  'opening.release',
  held,
  async (e, tender, input: z.infer<typeof OfficerRelease>) => {
    const opening = await e.hold(openingStream(tender.id))
    inStage(tender, 'opening')
    const role = seatOf(e.who, tender) as Officer
    const fields = releaseFields({ ...input, spki: opening.spki ?? '' }, role)
    const signature = await checkStatement(
      e.platform,
      e.who,
      { what: 'opening.release', fields, cms: input.cms },
      e.now,
    )
    const { epoch, letter } = input
    await e.append(openingStream(tender.id), releaseAsOfficer(opening, { role, epoch, letter, signature }))
    return { epoch }
  },
)

/** A bidder's half of the keys, closed to the opening's key, with a signed consent. */
export const bidderRelease = command(
  'opening.unlock',
  held,
  async (e, tender, input: z.infer<typeof BidderRelease>) => {
    const opening = await e.hold(openingStream(tender.id))
    inStage(tender, 'opening')
    const fields = releaseFields({ ...input, spki: opening.spki ?? '' }, 'bidder')
    const signature = await checkStatement(e.platform, e.who, { what: 'opening.unlock', fields, cms: input.cms }, e.now)
    const tag = e.who.tagFor(tender.id)
    const { epoch, letter } = input
    await e.append(openingStream(tender.id), releaseAsBidder(opening, { tag, epoch, letter, signature }, e.now, tender))
    return { epoch }
  },
)

/** A bidder's client could not unlock: what it found is kept as evidence. */
export const reportFailure = command('opening.unlock', held, async (e, tender, input: z.infer<typeof UnlockReport>) => {
  const opening = await e.hold(openingStream(tender.id))
  const tag = e.who.tagFor(tender.id)
  mayReport(opening, tag)
  const fields = { tender: tender.id, code: input.code, certificate: input.certificate }
  const signature = await checkStatement(
    e.platform,
    e.who,
    { what: 'opening.unlockFailed', fields, cms: input.cms },
    e.now,
  )
  const { code, certificate } = input
  await e.append(openingStream(tender.id), [
    UnlockFailed({ tender: tender.id, tag, code, found: 'by-bidder', certificate, signature }),
  ])
  return { noted: true }
})

/** The tenderer decides, with evidence, why a bid was not opened. */
export const classify = command('opening.host', held, async (e, tender, input: z.infer<typeof Classify>) => {
  const opening = await e.hold(openingStream(tender.id))
  const { cms, ...fields } = input
  const { tag, cause, evidence } = fields
  inStage(tender, 'opening')
  const law = rulebook(tender.published?.rulebook ?? '')
  const { attempts = [], remedy } = opening.bids[tag] ?? {}
  const proposal = propose(attempts, remedy)
  const of = { tag, cause, evidence, proposal }
  classifyCause(opening, of, law) // declined before anything is asked of a certificate
  const signature = await checkStatement(e.platform, e.who, { what: 'opening.cause', fields, cms }, e.now)
  await e.append(openingStream(tender.id), classifyCause(opening, { ...of, signature }, law))
  return { tag, cause }
})

/** Notes the record's PDF, rendered before. */
export const noteRecord = command(
  'opening.host',
  (e, input: One & { file: string; sha256: string; signature: Signed }) => e.hold(tenderStream(input.tender)),
  async (e, tender, { file, sha256: hash, signature }) => {
    const opening = await e.hold(openingStream(tender.id))
    if (opening.stage !== 'read') return { record: opening.record }
    await e.append(openingStream(tender.id), [OpeningRecorded({ tender: tender.id, file, sha256: hash, signature })])
    return { record: { file, sha256: hash } }
  },
)

/** A bidder in the hall, the host or the supervisor signs the record. */
export const sign = command('opening.sign', held, async (e, tender, input: z.infer<typeof SignRecord>) => {
  const opening = await e.hold(openingStream(tender.id))
  inStage(tender, 'opening')
  const fields = { tender: tender.id, record: input.record }
  const signature = await checkStatement(e.platform, e.who, { what: 'opening.record', fields, cms: input.cms }, e.now)
  const by = e.who.role === 'bidder' ? e.who.tagFor(tender.id) : e.who.role
  if (e.who.role === 'bidder' && !opening.bids[by]) throw refuse('NOT_PRESENT')
  const signer = e.who.organisationName ?? e.who.person ?? ''
  await e.append(openingStream(tender.id), signRecord(opening, { by, name: signer, record: input.record, signature }))
  return { signed: by }
})

/** The host ends the opening; evaluation may begin, unless the law wants more bids for it than were opened. */
export const finish = command('opening.host', held, async (e, tender, input: z.infer<typeof FinishOpening>) => {
  const opening = await e.hold(openingStream(tender.id))
  const law = rulebook(tender.published?.rulebook ?? '')
  inStage(tender, 'opening')
  allAnswered(opening, law)
  const { cms, ...fields } = input
  finishOpening(opening, { record: input.record }) // declined before anything is asked of a certificate
  const signature = await checkStatement(e.platform, e.who, { what: 'opening.finish', fields, cms }, e.now)
  await e.append(openingStream(tender.id), finishOpening(opening, { record: input.record, signature }))
  const few = tooFewOpened(opening, law)
  const next = few ? failTender(tender, few.reason, few.rule, true) : moveTender(tender, 'evaluating')
  const after = await e.append(tenderStream(tender.id), next)
  return { stage: after.stage }
})

/** Notes the sheet of signatures, rendered before. */
export const noteSheet = command(
  'opening.conduct',
  (e, input: One & { file: string; sha256: string }) => e.hold(openingStream(input.tender)),
  async (e, opening, issued) => {
    if (!opening.sheet) await e.append(openingStream(issued.tender), [SignaturesIssued(issued)])
  },
)

import { WinnerFixed } from '../../../award/events.ts'
import { lastMomentOf } from '../../../law/periods.ts'
import type { Fact } from '../../../ledger/event.ts'
import { BidsRead } from '../../../opening/events.ts'
import { bidValidUntil, isLapsed, lapsedBids } from '../../../tenders/validity.ts'
import { type Lapse, ValidityAnswered, ValidityAsked } from '../../../tenders/validityEvents.ts'
import { all, type Breach, before, broken, type Log, type Requirement, tenderOf } from './log.ts'

/** Bids that were valid no longer when a fact came. */
export function lapsedAt(log: Log, fact: Fact): Lapse[] {
  const tender = tenderOf(before(log, fact))
  return tender ? lapsedBids(tender, fact.at) : []
}

function askedWrongly(log: Log, fact: Fact<string, Parameters<typeof ValidityAsked>[0]>): Breach[] {
  const { at, data } = fact
  const known = before(log, fact)
  const tender = tenderOf(known)
  const read = all(known, BidsRead).flatMap((opened) => opened.data.read.map(({ tag }) => tag))
  const everybody = tender && read.every((tag) => data.asked.includes(tag) || isLapsed(tender, tag, at))
  const from = tender && bidValidUntil(tender)
  const inTime = from === data.from && at <= lastMomentOf(from) && data.to > from
  const lawful = log.law.validityExtension.value !== 'none'
  return lawful && everybody && inTime && data.signature.cms
    ? []
    : [
        broken(
          at,
          '延长投标有效期未在届满前经签名向全部投标人提出',
          'a longer validity was not asked of every bidder, signed and before the old end',
        ),
      ]
}

function answeredWrongly(log: Log, fact: Fact<string, Parameters<typeof ValidityAnswered>[0]>): Breach[] {
  const { at, data } = fact
  const extension = tenderOf(before(log, fact))?.extension
  const asked = extension?.to === data.to && extension.asked.includes(data.tag) && !extension.answers[data.tag]
  return asked && at <= lastMomentOf(extension.from) && data.signature.cms
    ? []
    : [
        broken(
          at,
          '对延长投标有效期的答复逾期、重复或者未经签名',
          'an answer on the longer validity came late, twice or unsigned',
        ),
      ]
}

const extended: Requirement = {
  id: 'validity.extended',
  zh: '延长投标有效期在届满前书面请求全部投标人，各投标人签名答复；未同意的不再中标',
  en: 'a longer validity is asked of all bidders before the old end and answered by each; who did not agree is not awarded',
  rule: (law) => law.validityExtension,
  judge: (log) => [
    ...all(log, ValidityAsked).flatMap((fact) => askedWrongly(log, fact)),
    ...all(log, ValidityAnswered).flatMap((fact) => answeredWrongly(log, fact)),
    ...all(log, WinnerFixed)
      .filter((fact) => lapsedAt(log, fact).some(({ tag }) => tag === fact.data.winner.tag))
      .map(({ at }) => broken(at, '投标已失效仍被确定为中标人', 'a bid that was valid no longer was awarded')),
  ],
}

/** Bids that are to stay valid for longer than the document says. */
export const validityRequirements: readonly Requirement[] = [extended]

import { BidSealed, BidUnsealed, BidWithdrawn } from '../../../bids/events.ts'
import type { Fact } from '../../../ledger/event.ts'
import {
  BiddersNamed,
  BidReady,
  BidsRead,
  CauseClassified,
  OfficerReleased,
  OpeningFinished,
  OpeningKeyAnnounced,
  OpeningRecorded,
  OpeningStarted,
  ShareRefused,
} from '../../../opening/events.ts'
import { BiddingClosed } from '../../../tenders/events.ts'
import { ceilingRequirements } from './ceiling.ts'
import { all, type Breach, before, broken, type Log, lastOf, type Requirement } from './log.ts'

/** How long after the deadline an opening still began "at" it, ms: what the platform takes to start, with room. */
const AT_ONCE = 10 * 60_000

const late: Requirement = {
  id: 'bids.late',
  zh: '逾期送达的投标文件不予接收',
  en: 'no bid was taken in at or after the deadline',
  rule: (law) => law.lateBids,
  judge: (log) =>
    all(log, BidSealed)
      .filter(({ data }) => data.receivedAt >= log.closing.deadline)
      .map(({ data }) =>
        broken(data.receivedAt, '投标截止后仍接收了投标文件', 'a bid was taken in after the deadline'),
      ),
}

/** Tags whose bid stood when the bidding closed: sealed, and not withdrawn after that. */
function standing(log: Log): string[] {
  const stands = new Set<string>()
  for (const { type, data } of log.facts) {
    if (type === BidSealed.type) stands.add((data as { bidderTag: string }).bidderTag)
    if (type === BidWithdrawn.type) stands.delete((data as { bidderTag: string }).bidderTag)
  }
  return [...stands]
}

const dropped: Requirement = {
  id: 'bids.opened',
  zh: '截止前收到的投标文件均应开标',
  en: 'every bid that came in time was opened',
  rule: (law) => law.readOut,
  judge: (log) => {
    const started = lastOf(log, OpeningStarted)
    if (!started) return []
    const opened = new Set(started.data.bids.map(({ tag }) => tag))
    const lost = standing(log).filter((tag) => !opened.has(tag))
    return lost.length
      ? [
          broken(
            started.at,
            `截止前收到的 ${lost.length} 份投标文件未参加开标`,
            `${lost.length} bids in time were left out`,
          ),
        ]
      : []
  },
}

const withdrawn: Requirement = {
  id: 'bids.withdrawn',
  zh: '投标文件只能在截止前撤回',
  en: 'bids were withdrawn before the deadline only',
  rule: (law) => law.replacement,
  judge: (log) =>
    all(log, BidWithdrawn)
      .filter(({ data }) => data.withdrawnAt >= log.closing.deadline)
      .map(({ data }) =>
        broken(data.withdrawnAt, '截止后仍准予撤回投标文件', 'a bid was withdrawn after the deadline'),
      ),
}

const time: Requirement = {
  id: 'opening.time',
  zh: '开标在投标截止的同一时间进行',
  en: 'the opening begins at the deadline',
  rule: (law) => law.openingTime,
  judge: (log) => {
    const { deadline } = log.closing
    const found: Breach[] = all(log, BiddingClosed)
      .filter(({ data, at }) => data.deadline !== deadline || at < deadline)
      .map(({ at }) => broken(at, '投标在公告的截止时间以外结束', 'bidding ended at another moment than the deadline'))
    const started = all(log, OpeningStarted).filter(({ at }) => at < deadline || at > deadline + AT_ONCE)
    return [
      ...found,
      ...started.map(({ at }) => broken(at, '开标未在投标截止时进行', 'the opening did not begin at the deadline')),
    ]
  },
}

const fewest: Requirement = {
  id: 'opening.fewest',
  zh: '投标人少于法定数量的不得开标',
  en: 'too few bids are not opened',
  rule: (law) => law.openingNeeds,
  judge: (log) =>
    all(log, OpeningStarted)
      .filter(({ data }) => data.bids.length < log.law.openingNeeds.value)
      .map(({ at, data }) =>
        broken(at, `只有 ${data.bids.length} 份投标文件而开标`, `opened with ${data.bids.length} bids`),
      ),
}

const officers: Requirement = {
  id: 'opening.officers',
  zh: '截止后，由招标文件规定人数的开标人释放份额，方公布投标人',
  en: 'the bidders are named once as many officers as the document says released, after the deadline',
  rule: (law) => law.unsealing,
  judge: (log) => {
    const early = all(log, OfficerReleased).filter(({ at }) => at < log.closing.deadline)
    const few = all(log, BiddersNamed).filter((named) => officersBefore(log, named) < log.closing.shares.needed)
    return [
      ...early.map(({ at, data }) =>
        broken(at, `开标人 ${data.role} 在截止前释放份额`, `${data.role} released before the deadline`),
      ),
      ...few.map(({ at }) =>
        broken(at, '释放份额的开标人不足而公布投标人', 'the bidders were named with too few officers'),
      ),
    ]
  },
}

/** How many officers had released for the key of the moment when the bidders were named, but for those refused. */
function officersBefore(log: Log, named: Fact): number {
  const released = new Set<string>()
  for (const { type, data } of before(log, named).facts) {
    if (type === OpeningKeyAnnounced.type) released.clear()
    const { role } = data as { role: string }
    if (type === OfficerReleased.type) released.add(role)
    if (type === ShareRefused.type) released.delete(role)
  }
  return released.size
}

const read: Requirement = {
  id: 'opening.readOut',
  zh: '开标的投标文件逐一公布，未能解密的写明',
  en: 'every bid is read out, or named as one that could not be opened',
  rule: (law) => law.readOut,
  judge: (log) => {
    const started = lastOf(log, OpeningStarted)
    const shown = lastOf(log, BidsRead)
    if (!started || !shown) return []
    const told = new Set([...shown.data.read, ...shown.data.unopened].map(({ tag }) => tag))
    return started.data.bids
      .filter(({ tag }) => !told.has(tag))
      .map(() => broken(shown.at, '有投标文件既未唱标也未说明', 'a bid was neither read out nor named'))
  },
}

const cause: Requirement = {
  id: 'opening.cause',
  zh: '解密失败的，查明原因',
  en: 'a failure to unseal has a cause that was looked into',
  rule: (law) => law.unsealingFailure,
  judge: (log) => {
    const finished = lastOf(log, OpeningFinished)
    const classified = new Set(all(log, CauseClassified).map(({ data }) => data.tag))
    const open = (lastOf(log, BidsRead)?.data.unopened ?? []).filter(({ tag }) => !classified.has(tag))
    return finished && open.length
      ? [broken(finished.at, '未能解密的投标文件没有认定原因', 'a bid that could not be opened has no cause')]
      : []
  },
}

const record: Requirement = {
  id: 'opening.record',
  zh: '开标记录生成并公开',
  en: 'there is a record of the opening',
  rule: (law) => law.openingRecord,
  judge: (log) => {
    const finished = lastOf(log, OpeningFinished)
    return finished && !lastOf(log, OpeningRecorded)
      ? [broken(finished.at, '开标结束而没有开标记录', 'the opening ended without a record')]
      : []
  },
}

const course: Requirement = {
  id: 'opening.order',
  zh: '投标文件完整解密后才公布报价，其后形成开标记录',
  en: 'a price is shown once its bid was opened whole; the record follows',
  rule: (law) => law.readOut,
  judge: (log) => {
    const shown = lastOf(log, BidsRead)
    if (!shown) return []
    const known = before(log, shown)
    const ready = [
      ...all(known, BidReady).map(({ data }) => data.tag),
      ...all(known, BidUnsealed).map(({ data }) => data.bidderTag),
    ]
    const early = shown.data.read.filter(({ tag }) => !ready.includes(tag))
    const recorded = [...all(known, OpeningRecorded), ...all(known, OpeningFinished)]
    return [
      ...(early.length
        ? [broken(shown.at, '有投标文件尚未完整解密即公布报价', 'a price was shown before its bid was opened')]
        : []),
      ...recorded.map(({ at }) =>
        broken(at, '唱标前即形成开标记录或结束开标', 'the record or the end came before the reading out'),
      ),
    ]
  },
}

/** From the last moment for bids to the end of the opening. */
export const openingRequirements: readonly Requirement[] = [
  ...ceilingRequirements,
  late,
  withdrawn,
  dropped,
  time,
  fewest,
  officers,
  read,
  course,
  cause,
  record,
]

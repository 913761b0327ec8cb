import { ChallengeWeighed, ResultAnnounced } from '../../../award/announcementEvents.ts'
import { BondGiven } from '../../../award/bondEvents.ts'
import { bindingOf, compareContract, ruleOfTerm } from '../../../award/contractComparison.ts'
import { ContractProposed } from '../../../award/contractEvents.ts'
import { CONTRACT_FIELDS } from '../../../award/contractText.ts'
import { dutyLaw } from '../../../award/duty.ts'
import { ContractMade, ContractSigned, NoticesIssued, WinnerFixed } from '../../../award/events.ts'
import { ContractPublished, ReportMade } from '../../../award/letterEvents.ts'
import { AwardInvalidated } from '../../../award/remedyEvents.ts'
import type { BidItem } from '../../../bids/contract.ts'
import { BidUnsealed } from '../../../bids/events.ts'
import { CorrectionAnswered, PriceCorrected } from '../../../evaluation/priceEvents.ts'
import { correctedItem } from '../../../evaluation/prices.ts'
import { unsetRegion } from '../../../law/regional.ts'
import { atMost } from '../../../law/units.ts'
import { regionalOf } from '../../../tenders/tender.ts'
import { unanswered } from './award.ts'
import { all, before, broken, endOfLog, type Log, lastOf, type Requirement, within } from './log.ts'
import { overAt } from './rest.ts'

const inTime: Requirement = {
  id: 'contract.within',
  zh: '自中标通知书发出之日起按期订立合同',
  en: 'the contract is made within its time after the award notice',
  rule: (law) => law.contractWithin,
  judge: (log) =>
    all(log, ContractMade).flatMap(({ data }) => {
      const notice = lastOf(log, NoticesIssued)
      if (!notice) return [broken(data.at, '没有中标通知书即订立合同', 'a contract without an award notice')]
      const end = overAt(log, notice.at, log.law.contractWithin.value)
      return within(data.at, end, broken(data.at, '逾期订立合同', 'the contract was made too late'))
    }),
}

/** What the winner bid, at the prices that stand: those that were corrected and that it confirmed. */
function boundForm(log: Log, winner: string) {
  const form = all(log, BidUnsealed).findLast((bid) => bid.data.bidderTag === winner)?.data.form
  const confirmed = new Set(
    all(log, CorrectionAnswered).flatMap(({ data }) => (data.confirmed ? [data.repricing] : [])),
  )
  const found = all(log, PriceCorrected).findLast(({ data }) => data.bid === winner && confirmed.has(data.repricing))
  if (!form || !found) return form
  const { after, steps } = found.data
  const items = form.items?.map((item) => correctedItem(item, steps))
  return { ...form, price: after, ...(items ? { items } : {}) }
}

/** Items of the announcement that have another unit price than the bid. */
function itemsOtherwise(log: Log, items: readonly BidItem[]): string[] {
  const bid = new Map(items.map(({ name, unitPrice }) => [name, unitPrice]))
  const told = lastOf(log, ResultAnnounced)?.data.announcement.items ?? []
  return told.filter(({ name, unitPrice }) => bid.has(name) && bid.get(name) !== unitPrice).map(({ name }) => name)
}

const asBid: Requirement = {
  id: 'contract.asBid',
  zh: '合同的主要条款与中标人的投标文件一致',
  en: 'the contract repeats the winner’s bid',
  rule: (law) => law.contractTerms,
  judge: (log) =>
    all(log, ContractMade).flatMap(({ data }) => {
      const form = boundForm(log, data.winner)
      const fields = (['price', 'durationDays', 'quality', 'leader'] as const).filter(
        (field) => form?.[field] !== data.terms[field],
      )
      const differing = [...fields, ...itemsOtherwise(log, form?.items ?? [])]
      const named = differing.join(' ')
      return differing.length
        ? [broken(data.at, `合同与投标文件不一致：${named}`, `the contract differs from the bid: ${named}`)]
        : []
    }),
}

/** The contracts that were written, each with what of it departs in substance. */
function departing(log: Log, texts: boolean) {
  return all(log, ContractProposed).flatMap(({ at, data }) => {
    const form = boundForm(log, data.tag)
    if (!form) return []
    const items = lastOf(log, ResultAnnounced)?.data.announcement.items ?? form.items ?? []
    const { price, durationDays, quality, leader } = form
    const terms = { price, durationDays, quality, leader }
    const compared = compareContract(bindingOf(log.closing, { terms }, items), data.text, log.law)
    const against = compared.filter(
      ({ field, verdict }) =>
        verdict === 'substance' && texts === (ruleOfTerm(field, log.law) === log.law.contractFixed),
    )
    if (!against.length) return []
    const zh = against.map(({ field }) => CONTRACT_FIELDS[field][0]).join('、')
    const en = against.map(({ field }) => field).join(' ')
    return [broken(at, `合同条款实质性背离：${zh}`, `the contract departs in substance: ${en}`)]
  })
}

const mainTerms: Requirement = {
  id: 'contract.mainTerms',
  zh: '拟定的合同标的、价款、质量、履行期限等主要条款与招标文件和投标文件一致',
  en: 'the main terms of the contract that was written are those of document and bid',
  rule: (law) => law.contractTerms,
  judge: (log) => departing(log, false),
}

const fixedTexts: Requirement = {
  id: 'contract.fixedTexts',
  zh: '招标文件载明的合同条款未被实质性改变',
  en: 'what the document fixed for the contract stands in it',
  rule: (law) => law.contractFixed,
  judge: (log) => departing(log, true),
}

const both: Requirement = {
  id: 'contract.signed',
  zh: '合同由双方签名',
  en: 'both sides signed the contract',
  rule: (law) => law.signedDocuments,
  judge: (log) =>
    all(log, ContractMade).flatMap(({ data }) => {
      const sides = all(log, ContractSigned).filter(
        (one) => one.data.contract === data.contract && one.data.signature.cms,
      )
      return new Set(sides.map((one) => one.data.side)).size === 2
        ? []
        : [broken(data.at, '合同缺少一方的签名', 'a signature on the contract is missing')]
    }),
}

const holds: Requirement = {
  id: 'challenge.holds',
  zh: '可能影响中标结果的质疑答复前不签订合同',
  en: 'no contract while a challenge may move the result',
  rule: (law) => law.objectionHoldsContract,
  judge: (log) => {
    if (log.law.objectionHoldsContract.value === 'none') return []
    return all(log, ContractSigned).flatMap((fact) => {
      const known = before(log, fact)
      const harmless = new Set(
        all(known, ChallengeWeighed).flatMap(({ data }) => (data.mayMove ? [] : [data.objection])),
      )
      const open = unanswered(known).filter(({ data }) => !harmless.has(data.objection))
      return open.length
        ? [broken(fact.at, '质疑尚未答复即签订合同', 'the contract was signed with a challenge open')]
        : []
    })
  },
}

const published: Requirement = {
  id: 'contract.published',
  zh: '合同订立后按期公开',
  en: 'the contract is published in time',
  rule: (law) => law.contractPublishedWithin,
  judge: (log) => {
    const { value: period } = dutyLaw(log.law, regionalOf(log.noticed, unsetRegion)).contractPublishedWithin
    if (period === 'regional') return []
    return all(log, ContractMade).flatMap(({ data }) => {
      // a contract that fell with its award is not published any more
      const fell = all(log, AwardInvalidated).find((one) => one.data.contract === data.contract)?.at
      const made = all(log, ContractPublished).find((one) => one.data.contract === data.contract)?.at
      const at = made ?? fell ?? endOfLog(log)
      return within(
        at,
        overAt(log, data.at, period),
        broken(at, '逾期未公开合同', 'the contract was not published in time'),
      )
    })
  },
}

const reported: Requirement = {
  id: 'report.within',
  zh: '按期向行政监督部门提交书面报告（合同副本备案）',
  en: 'the supervisor is reported to in time, or has the contract’s copy',
  rule: (law) => law.reportWithin,
  judge: (log) => {
    if (log.law.reportWithin.value === 'none') return []
    const { after: event, within: period } = log.law.reportWithin.value
    const from = event === 'award' ? lastOf(log, WinnerFixed)?.at : lastOf(log, ContractMade)?.data.at
    if (from === undefined || ['failed', 'terminated'].includes(log.last.stage)) return []
    const about = event === 'award' ? 'tender' : 'contract'
    const at = all(log, ReportMade).find((one) => one.data.about === about && one.at >= from)?.at ?? endOfLog(log)
    return within(at, overAt(log, from, period), broken(at, '逾期未报告', 'the report was not made in time'))
  },
}

const bond: Requirement = {
  id: 'bond.ceiling',
  zh: '履约保证金不超过中标合同金额的法定比例，先于合同提交',
  en: 'the performance bond is within its ceiling, and comes before the contract',
  rule: (law) => law.performanceBondCeiling,
  judge: (log) => {
    const asked = log.closing.performanceBond
    const most = log.law.performanceBondCeiling.value
    const share =
      asked && asked.share > most
        ? [
            broken(
              log.noticed.published?.publishedAt ?? 0,
              '要求的履约保证金超过法定上限',
              'more is asked for than the law allows',
            ),
          ]
        : []
    const large = all(log, BondGiven).filter(({ data }) => {
      const price = priceOf(log, data.tag)
      return price !== undefined && BigInt(data.amount) > atMost(price, most)
    })
    const without = all(log, ContractMade).filter(
      (made) => asked && !all(before(log, made), BondGiven).some(({ data }) => data.tag === made.data.winner),
    )
    return [
      ...share,
      ...large.map(({ at }) => broken(at, '收取的履约保证金超过法定上限', 'a bond above the ceiling was taken')),
      ...without.map(({ at }) =>
        broken(at, '未提交要求的履约保证金即订立合同', 'the contract came without the bond that was asked for'),
      ),
    ]
  },
}

/** The price of a bid, fen. */
function priceOf(log: Log, tag: string): bigint | undefined {
  const form = all(log, BidUnsealed).findLast(({ data }) => data.bidderTag === tag)?.data.form
  return form && BigInt(form.price)
}

const bondForms: Requirement = {
  id: 'bond.forms',
  zh: '履约保证金的形式合法',
  en: 'the performance bond has a lawful form',
  rule: (law) => law.performanceBondForms,
  judge: (log) =>
    all(log, BondGiven)
      .filter(({ data }) => log.law.performanceBondForms.value === 'notCash' && data.form === 'cash')
      .map(({ at }) => broken(at, '以现金收取履约保证金', 'a bond was taken in cash')),
}

/** The performance bond, the contract and what follows it. */
export const contractRequirements: readonly Requirement[] = [
  ...[bond, bondForms, holds, inTime, asBid, mainTerms, fixedTexts, both, published, reported],
]

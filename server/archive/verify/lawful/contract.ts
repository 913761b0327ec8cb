import { ContractMade, ContractSigned, NoticesIssued } from '../../../award/events.ts'
import { BidUnsealed } from '../../../bids/events.ts'
import { endOf } from '../../../law/periods.ts'
import { all, broken, lastOf, type Requirement, within } from './log.ts'

const inTime: Requirement = {
  id: 'contract.within',
  zh: '自中标通知书发出之日起按期订立合同',
  en: 'the contract is made within its time after the award notice',
  rule: (law) => law.contractWithin,
  judge: (log) =>
    all(log, ContractMade).flatMap(({ data }) => {
      const notice = lastOf(log, NoticesIssued)
      if (!notice) return [broken(data.at, '没有中标通知书即订立合同', 'a contract without an award notice')]
      const end = endOf(notice.at, log.law.contractWithin.value, log.calendar)
      return within(data.at, end, broken(data.at, '逾期订立合同', 'the contract was made too late'))
    }),
}

const asBid: Requirement = {
  id: 'contract.asBid',
  zh: '合同的主要条款与中标人的投标文件一致',
  en: 'the contract repeats the winner’s bid',
  rule: (law) => law.contractTerms,
  judge: (log) =>
    all(log, ContractMade).flatMap(({ data }) => {
      const form = all(log, BidUnsealed).findLast((bid) => bid.data.bidderTag === data.winner)?.data.form
      const differing = (['price', 'durationDays', 'quality', 'leader'] as const).filter(
        (field) => form?.[field] !== data.terms[field],
      )
      const named = differing.join(' ')
      return differing.length
        ? [broken(data.at, `合同与投标文件不一致：${named}`, `the contract differs from the bid: ${named}`)]
        : []
    }),
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

/** The contract. */
export const contractRequirements: readonly Requirement[] = [inTime, asBid, both]

import { ResultAnnounced } from '../../../award/announcementEvents.ts'
import { BidSealed } from '../../../bids/events.ts'
import {
  CandidatesListed,
  DrawRecorded,
  DrawRecordSigned,
  InviteesDrawn,
  InviteesFixed,
  LetterSent,
} from '../../../invitation/events.ts'
import { groundProblems } from '../../../law/admissionChecks.ts'
import { restricted } from '../../../tenders/admission.ts'
import { BiddersAdmitted } from '../../../tenders/admissionEvents.ts'
import { TenderPublished } from '../../../tenders/events.ts'
import { all, broken, endOfLog, type Log, lastOf, placeOf, type Requirement } from './log.ts'

/** When the document went out; undefined where bidders were not invited. */
const invitedAt = (log: Log): number | undefined =>
  log.noticed.method === 'invited' ? lastOf(log, TenderPublished)?.at : undefined

const ground: Requirement = {
  id: 'invitation.ground',
  zh: '邀请招标有法定情形并写明事实',
  en: 'an invitation rests on a ground of the law, with its facts',
  rule: (law) => law.invitationGroundNeeded,
  judge: (log) => {
    const at = invitedAt(log)
    if (at === undefined) return []
    const { invitation = { reason: '' }, stateFunded } = log.noticed
    return groundProblems({ ...invitation, stateFunded }, log.law).map(({ zh, en }) => broken(at, zh, en))
  },
}

const byLot: Requirement = {
  id: 'invitation.choice',
  zh: '受邀请人按法定方式选定；应当随机抽取的，由抽取确定',
  en: 'invitees are chosen as the law says: drawn, where it wants a draw',
  rule: (law) => law.invitationChoice,
  judge: (log) => {
    const fixed = lastOf(log, InviteesFixed)
    const random = log.law.invitationChoice.value === 'random'
    if (!fixed || random === (fixed.data.transcript !== null)) return []
    return [broken(fixed.at, '受邀请人不是依法选定的', 'the invitees were chosen in another way')]
  },
}

const watched: Requirement = {
  id: 'invitation.witnesses',
  zh: '随机抽取时在场监督的采购人工作人员不少于法定人数',
  en: 'as many of the purchaser’s staff watch the draw as the law asks',
  rule: (law) => law.invitationWitnesses,
  judge: (log) =>
    all(log, InviteesDrawn)
      .filter(({ data }) => new Set(data.witnesses).size < log.law.invitationWitnesses.value)
      .map(({ at }) => broken(at, '在场监督人员少于法定人数', 'fewer watched the draw')),
}

const recorded: Requirement = {
  id: 'invitation.record',
  zh: '随机抽取形成书面记录，由在场监督人员和采购人签署',
  en: 'the draw is recorded in writing, signed by those who watched and by the purchaser',
  rule: (law) => law.invitationRecord,
  judge: (log) => {
    const drawn = lastOf(log, InviteesFixed)?.data.transcript ? lastOf(log, InviteesDrawn) : undefined
    if (log.law.invitationRecord.value === 'none' || !drawn) return []
    const record = lastOf(log, DrawRecorded)
    if (record?.data.draw !== drawn.data.draw)
      return [broken(endOfLog(log), '随机抽取没有书面记录', 'there is no record of the draw')]
    const signed = all(log, DrawRecordSigned).map(({ data }) => data)
    const { witnesses } = drawn.data
    const own = new Set(signed.flatMap(({ field, person }) => (witnesses[placeIn(field)] === person ? [person] : [])))
    const unit = signed.some(({ field }) => field === 'tenderer' || field === 'agent')
    return unit && own.size >= log.law.invitationWitnesses.value
      ? []
      : [broken(record.at, '随机抽取的书面记录未签署齐全', 'the record of the draw is not signed by all it needs')]
  },
}

const placeIn = (field: string): number => Number(/^witness-(\d+)$/.exec(field)?.[1] ?? 0) - 1

const atOnce: Requirement = {
  id: 'invitation.atOnce',
  zh: '投标邀请书同时向所有受邀请人发出',
  en: 'all invitees get their letters at the same moment',
  rule: (law) => law.invitationsSent,
  judge: (log) => {
    const fixed = lastOf(log, InviteesFixed)
    const published = invitedAt(log)
    if (!fixed || published === undefined) return []
    const letters = all(log, LetterSent).map(({ data }) => data)
    const to = letters.map(({ tag }) => tag).sort()
    const each = String(to) === String([...fixed.data.invited].sort())
    const moments = new Set(letters.map(({ at }) => at))
    return each && moments.size === 1
      ? []
      : [broken(published, '投标邀请书没有同时发给所有受邀请人', 'not every invitee got its letter at that moment')]
  },
}

const onlyThey: Requirement = {
  id: 'admission.only',
  zh: '无投标资格者的投标一律拒收',
  en: 'nobody bids who may not',
  rule: (law) => law.passersOnly,
  judge: (log) => {
    const fixed = lastOf(log, BiddersAdmitted)
    if (!restricted(log.noticed) || !fixed) return []
    const tags = new Set(all(log, BidSealed).map(({ data }) => data.bidderTag))
    const last = all(log, BidSealed).at(-1)
    return last && tags.size > fixed.data.tags.length
      ? [broken(last.at, '投标人多于有投标资格者', 'more bid than might')]
      : []
  },
}

const recommended: Requirement = {
  id: 'announcement.recommended',
  zh: '书面推荐供应商的，全部被推荐供应商名单和推荐理由随中标结果同时公告',
  en: 'all who were recommended, and why, are announced with the result',
  rule: (law) => law.recommendedPublished,
  judge: (log) => {
    const listed = all(log, CandidatesListed).at(-1)
    const announced = lastOf(log, ResultAnnounced)
    if (!log.law.recommendedPublished.value || listed?.data.source !== 'recommendation' || !announced) return []
    if (placeOf(log, announced) < placeOf(log, listed)) return []
    const told = announced.data.announcement.recommended ?? []
    const codes = new Set(told.map(({ code }) => code))
    const whole = told.every(({ name, reason }) => name.trim() && reason.trim())
    return whole && codes.size === listed.data.candidates.length
      ? []
      : [
          broken(
            announced.at,
            '未公告全部被推荐供应商及理由',
            'not all who were recommended were announced with reasons',
          ),
        ]
  },
}

/** Invitations: their ground, the draw and its record, the letters, and what is announced of a recommendation. */
export const invitingRequirements: readonly Requirement[] = [
  ...[ground, byLot, watched, recorded],
  ...[atOnce, onlyThey, recommended],
]

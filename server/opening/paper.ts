import { exactly, type Paper, type SignatureField } from '../../templates/layout.ts'
import { type HallRecord, type OpeningRecord, openingRecord } from '../../templates/openingRecord.ts'
import { openingSignatures } from '../../templates/openingSignatures.ts'
import { PARTIES } from '../../templates/parties.ts'
import { namesOf } from '../bids/consortium.ts'
import type { DepositForm } from '../deposits/deposit.ts'
import { attestation, money } from '../documents/words.ts'
import { rulebook } from '../law/rulebook.ts'
import { formatDecimal } from '../law/units.ts'
import type { Platform } from '../platform/platform.ts'
import { ceilingOf, computedWords } from '../tenders/ceiling.ts'
import { seatWords } from '../tenders/seats.ts'
import type { Tender } from '../tenders/tender.ts'
import { ABSENCE, absentOf, wasPresent } from './attending.ts'
import { overCeiling } from './figures.ts'
import type { ReadField } from './hallEvents.ts'
import type { OpenedBid, Opening } from './opening.ts'
import type { Remedy } from './remedied.ts'
import { placeOf } from './sealing.ts'

const CAUSES = { bidder: '投标人原因', platform: '平台原因', 'third-party': '第三方原因' }
const FORMS: Record<string, string> = { transfer: '转账', guarantee: '保函', annual: '年度保证金', waiver: '减免' }

const FIELDS: Record<ReadField, string> = {
  price: '投标报价',
  durationDays: '工期',
  quality: '质量',
  leader: '项目负责人',
}
const STOPPED_BY = { host: '开标主持人', incident: '交易中心', outage: '平台自动' }
const MATTERS = { objection: '异议', inquiry: '询问', avoidance: '回避申请' }
const OUTCOMES = { upheld: '成立', dismissed: '不成立', explained: '已说明' }

const figure = (field: ReadField, value: string): string => (field === 'price' ? money(value).figures : value)

/** What a bidder's client or the platform found when an attempt failed, and how the officers decided on its remedy. */
const attemptsOf = ({ track }: Tender, { attempts, remedy }: OpenedBid): string =>
  [
    ...attempts.map(({ at, found, code }) => `${exactly(at)} ${found === 'by-bidder' ? '投标人端' : '平台端'} ${code}`),
    ...(remedy?.seats ?? []).map((role) => `补救解密：${seatWords(role, track).zh}${decisionOf(remedy, role)}`),
  ].join('\n') || '无'

function decisionOf(remedy: Remedy | undefined, role: string): string {
  const decision = remedy?.decisions[role]
  if (!decision) return '未作决定'
  return decision.agreed ? `同意 ${exactly(decision.at)}` : `拒绝 ${exactly(decision.at)}（${decision.reason ?? ''}）`
}

/** What went on in the hall beside the reading, for the record. */
function hallRecord(tender: Tender, opening: Opening): HallRecord {
  const bids = Object.values(opening.bids)
  const { coefficient, announced } = opening
  return {
    attendance: bids.map((bid) => attendeeOf(opening, bid)),
    absence: ABSENCE[rulebook(tender.published?.rulebook ?? '').openingAttendance.value].zh,
    ...(announced?.reserve ? { reserve: money(announced.reserve) } : {}),
    ...(coefficient?.value ? { coefficient: drawn(coefficient.value, coefficient) } : {}),
    unlocking: bids.map((bid) => ({
      bidder: bid.bidder?.name ?? '',
      result: bid.status === 'read' ? (bid.by === 'remedy' ? '补救解密' : '已解密') : '未解密',
      attempts: attemptsOf(tender, bid),
    })),
    corrections: (opening.corrections ?? []).map(({ tag, field, read, corrected, reason }) => ({
      ...{ bidder: opening.bids[tag]?.bidder?.name ?? '', field: FIELDS[field], reason },
      ...{ read: figure(field, read), corrected: figure(field, corrected) },
    })),
    pauses: pausesIn(tender, opening),
  }
}

function attendeeOf(opening: Opening, { tag, bidder }: OpenedBid): HallRecord['attendance'][number] {
  const came = opening.attended?.[tag]
  const note = came ? '在线参加' : wasPresent(opening, tag) ? '未签到，已在线解密' : '未参加'
  return { bidder: bidder?.name ?? '', person: came?.person ?? '—', ...(came ? { at: came.at } : {}), note }
}

const drawn = (value: number, { draw, at }: { draw: string; at: number }): NonNullable<HallRecord['coefficient']> => ({
  words: `k = ${formatDecimal(BigInt(value), 2)}%`,
  draw,
  at,
})

/** Pauses of the hall and suspensions of its tender, in their order. */
function pausesIn(tender: Tender, opening: Opening): HallRecord['pauses'] {
  const pauses = (opening.pauses ?? []).map(({ kind, reason, since, until }) => ({
    ...{ by: STOPPED_BY[kind], reason, from: since },
    ...(until === null ? {} : { to: until }),
  }))
  const stops = (tender.stops ?? []).map(({ from, to }) => ({
    by: '监督指令或平台故障',
    reason: '招标活动暂停',
    from,
    to,
  }))
  return [...pauses, ...stops].sort((a, b) => a.from - b.from)
}

const mattersOf = (opening: Opening) =>
  (opening.matters ?? []).map(({ tag, kind, text, at, answer }) => ({
    ...{ by: opening.bids[tag]?.bidder?.name ?? '', text: `${MATTERS[kind]}：${text}`, at },
    reply: answer ? `${OUTCOMES[answer.outcome]}：${answer.text}` : '',
    ...(answer ? { repliedAt: answer.at } : {}),
  }))

/** Where those sign who were there: the hosts, then each bidder in the hall. */
function placesOf(tender: Tender, opening: Opening): SignatureField[] {
  const { tenderer, agent, track } = tender
  const hosts: SignatureField[] = [
    { field: 'tenderer', role: PARTIES[track].tenderer, name: tenderer.name, place: 'stamp' },
    ...(agent ? [{ field: 'agent', role: '代理机构（记录）', name: agent.name, place: 'stamp' as const }] : []),
  ]
  const bidders = Object.values(opening.bids)
    .filter(({ tag }) => wasPresent(opening, tag))
    .map(({ tag, bidder }): SignatureField => {
      return { field: placeOf(opening, tag), role: '投标人', name: bidder?.name ?? '', place: 'stamp' }
    })
  return [...hosts, ...bidders]
}

/** The record of an opening as a paper. */
export function recordPaper(
  tender: Tender,
  opening: Opening,
  deposits: ReadonlyMap<string, DepositForm | null>,
  platform: Platform,
): Paper {
  const bids = Object.values(opening.bids)
  const read = bids.flatMap((bid) => (bid.form && bid.bidder ? [{ ...bid, form: bid.form, bidder: bid.bidder }] : []))
  const unopened = bids.filter((bid) => bid.status === 'unopened')
  return openingRecord({
    ...attestation(platform, `opening=${tender.id}`),
    code: tender.code,
    tender: { code: tender.code, name: tender.name },
    ...{ track: tender.track, tenderer: tender.tenderer.name },
    host: tender.agent?.name ?? tender.tenderer.name,
    startedAt: opening.startedAt,
    endedAt: opening.readAt ?? opening.startedAt,
    ...highestOf(tender, opening),
    bids: read.map(({ tag, form, bidder, receivedAt, outdated }) => ({
      bidder: outdated
        ? `${namesOf({ bidder, form })}（按招标文件第${outdated}版编制，未按现行版本重新递交）`
        : namesOf({ bidder, form }),
      code: bidder.code,
      price: money(form.price),
      period: `${form.durationDays} 日历天`,
      quality: form.quality,
      leader: form.leader,
      deposit: FORMS[deposits.get(tag) ?? ''] ?? '—',
      receivedAt,
      overCeiling: overCeiling(tender, opening, form.price),
      confirmed: opening.confirmed?.[tag] ? '已确认' : '未确认',
    })),
    unopened: unopened.map(({ bidder, cause }) => ({
      bidder: bidder?.name ?? '',
      reason: cause ? `${CAUSES[cause.cause]}：${cause.evidence}` : '',
      consequence: cause?.cause === 'bidder' ? '视为撤销投标文件' : '视为撤回投标文件',
    })),
    withdrawn: opening.withdrawn,
    shares: opening.released.map(({ role, at }) => ({ holder: seatWords(role, tender.track).zh, at })),
    remedied: read.filter(({ by }) => by === 'remedy').map(({ bidder }) => bidder.name),
    objections: mattersOf(opening),
    hall: hallRecord(tender, opening),
    signers: placesOf(tender, opening),
  })
}

/** The highest price, and how it was computed where the document states a method. */
function highestOf(tender: Tender, opening: Opening): Pick<OpeningRecord, 'ceiling' | 'computed'> {
  const ceiling = ceilingOf(tender, opening)
  if (ceiling === undefined) return {}
  const { ceilingMethod: method } = tender
  const { computed } = opening
  const how = method && computed ? { computed: computedWords(method, computed).zh } : {}
  return { ceiling: money(ceiling), ...how }
}

const OFFICES: Record<string, string> = {
  agent: '代理机构（记录）',
  centre: '交易中心',
  supervisor: '监督部门',
}

/** Who signed the record and who did not, as a paper. */
export function signaturesPaper(tender: Tender, opening: Opening, platform: Platform): Paper {
  const bidders = Object.values(opening.bids).map(({ tag, bidder }) => {
    const signed = opening.signatures[tag]
    const note = signed ? '已确认' : wasPresent(opening, tag) ? '未确认' : '未参加，未确认'
    const came = opening.attended?.[tag]
    return {
      name: bidder?.name ?? '',
      as: '投标人',
      ...(came ? { came } : {}),
      ...(signed ? { at: signed.at } : {}),
      note,
    }
  })
  const others = Object.entries(opening.signatures)
    .filter(([by]) => !opening.bids[by])
    .map(([by, { name, at }]) => ({
      ...{ name, at, note: '已确认' },
      as: by === 'tenderer' ? PARTIES[tender.track].tenderer : (OFFICES[by] ?? by),
    }))
  const law = rulebook(tender.published?.rulebook ?? '')
  return openingSignatures({
    ...attestation(platform, `opening=${tender.id}`),
    ...{ code: tender.code, tender: { code: tender.code, name: tender.name } },
    ...{ record: opening.record?.sha256 ?? '', endedAt: opening.finishedAt ?? opening.startedAt },
    signers: [...bidders, ...others],
    ...(absentOf(opening).length ? { absence: ABSENCE[law.openingAttendance.value].zh } : {}),
  })
}

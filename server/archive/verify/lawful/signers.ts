import type { Fact } from '../../../ledger/event.ts'
import { OpeningFinished, OpeningRecorded, RecordSigned } from '../../../opening/events.ts'
import { RecordSealed } from '../../../opening/hallEvents.ts'
import { PaperLaid, PaperSigned, type Place } from '../../../papers/events.ts'
import { PrequalificationAmended, PrequalificationPublished } from '../../../tenders/admissionEvents.ts'
import { TenderPublished } from '../../../tenders/events.ts'
import {
  ControlPricePublished,
  TenderAmended,
  TenderPaperIssued,
  TenderPaperSigned,
} from '../../../tenders/sideEvents.ts'
import { awardedIn, lettersIn, witnessedIn } from './awardSigners.ts'
import { answersIn, changesIn, invitationDrawIn } from './furtherSigners.ts'
import { all, type Log, lastOf } from './log.ts'
import { biddersOf, closing, hostsOf, type Named } from './named.ts'

const PUBLISHED = [
  [TenderPublished, '公告'],
  [TenderAmended, '澄清或修改文件'],
  [ControlPricePublished, '控制价公示'],
  [PrequalificationPublished, '资格预审公告'],
  [PrequalificationAmended, '资格预审澄清公告'],
] as const

type Told = Fact<string, { paper?: { sha256: string }; documents?: { title: string; sha256: string }[] }>

/** What was published, signed by tenderer or agent in the step that published it: the paper that tells it, and new documents. */
function publishedIn(log: Log): Named[] {
  const hosts = { who: '招标人（采购人）或者代理机构', by: hostsOf(log) }
  const seen = new Set<string>()
  const signed = (paper: string) => {
    const first = all(log, TenderPaperSigned).find(({ data }) => data.paper === paper)
    return first ? { signed: { sha256: first.data.sha256, at: first.at } } : {}
  }
  return PUBLISHED.flatMap(([kind, title]) =>
    (all(log, kind as never) as Told[]).flatMap((fact): Named[] => {
      const { paper, documents = [] } = fact.data
      const fresh = documents.filter(({ sha256 }) => !seen.has(sha256))
      for (const { sha256 } of fresh) seen.add(sha256)
      const of = { ...hosts, from: fact.at, until: fact.at }
      const issued = all(log, TenderPaperIssued).find(({ data }) => data.of === fact.id)?.data.sha256
      const told = paper ? { signed: { sha256: paper.sha256, at: fact.at } } : signed(issued ?? '')
      const letters = kind === TenderPublished && log.noticed.method === 'invited' // in place of a notice
      return [
        ...(letters ? [] : [{ ...of, paper: title, ...told }]),
        ...fresh.map((one) => ({ ...of, paper: one.title, issued: one.sha256, ...signed(one.sha256) })),
      ]
    }),
  )
}

const ROLES: Readonly<Record<string, string>> = {
  expert: '成员',
  bidder: '投标人',
  tenderer: '招标人（采购人）',
  agent: '代理机构',
  centre: '交易中心',
  supervisor: '监督部门',
}

/** By whom a place is signed: an organisation's code, a person, or what the log does not tell. */
function signersOf(log: Log, { role, party }: Place): Named['by'] {
  if (role === 'expert') return 'person'
  if (role === 'bidder') {
    const code = biddersOf(log).get(party ?? '')
    return code ? [code] : null
  }
  const code = party ?? log.last.centre?.code
  return code ? [code] : null
}

/** Papers that others than the platform sign: each place, until the file is closed; those about the archive come after it. */
function laidIn(log: Log): Named[] {
  const { until, reasonFor } = closing(log)
  return all(log, PaperLaid).flatMap(({ at, data }) =>
    data.places.map((place): Named => {
      const found = all(log, PaperSigned).find(
        (fact) => fact.data.paper === data.sha256 && fact.data.field === place.field,
      )
      const before = until !== undefined && at <= until
      return {
        ...{ paper: data.title, who: ROLES[place.role] ?? place.role, by: signersOf(log, place), field: place.field },
        ...{ issued: data.sha256, from: at, ...(before ? { until } : {}), ...reasonFor(data.title) },
        ...(found ? { signed: { sha256: found.data.sha256, at: found.at } } : {}),
      }
    }),
  )
}

/** The record of the opening: its host, and everybody who confirmed it, before the opening is over. */
function recordIn(log: Log): Named[] {
  const record = lastOf(log, OpeningRecorded)
  if (!record) return []
  const codes = biddersOf(log)
  const { tenderer, agent, supervisor, centre } = log.last
  const offices: Record<string, string | undefined> = {
    ...{ tenderer: tenderer.code, agent: agent?.code, supervisor: supervisor.code, centre: centre?.code },
  }
  const until = lastOf(log, OpeningFinished)?.at
  const of = { paper: '开标记录', issued: record.data.sha256, from: record.at, ...(until ? { until } : {}) }
  const sealed = all(log, RecordSealed)
  const signed = (found?: (typeof sealed)[number]) =>
    found ? { field: found.data.field, signed: { sha256: found.data.sha256, at: found.at } } : {}
  const host = sealed.find(({ data }) => data.by === 'tenderer' || data.by === 'agent')
  const confirmed = all(log, RecordSigned).filter(({ data }) => !['tenderer', 'agent'].includes(data.by))
  return [
    { ...of, who: '招标人（采购人）或者代理机构', by: hostsOf(log), ...signed(host) },
    ...confirmed.map(({ data }): Named => {
      const code = codes.get(data.by) ?? offices[data.by]
      const found = sealed.find((one) => one.data.by === data.by)
      const said = found ? {} : { reason: '已以签名确认同一份记录，未在文件上签署' }
      return { ...of, who: ROLES[data.by] ?? '投标人', by: code ? [code] : null, ...signed(found), ...said }
    }),
  ]
}

/** Every signature that the papers of a tender name, in the order of the procedure. */
export const namedSignatures = (log: Log): Named[] => [
  ...publishedIn(log),
  ...recordIn(log),
  ...changesIn(log),
  ...laidIn(log),
  ...awardedIn(log),
  ...answersIn(log),
  ...lettersIn(log),
  ...invitationDrawIn(log),
  ...witnessedIn(log),
]

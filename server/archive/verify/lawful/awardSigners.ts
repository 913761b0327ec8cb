import { ContractDrafted } from '../../../award/contractEvents.ts'
import { NoticesIssued, PublicityIssued } from '../../../award/events.ts'
import { PaperSigned, ReportIssued } from '../../../award/letterEvents.ts'
import { memberField } from '../../../award/signing.ts'
import { LetterSent, LetterSigned } from '../../../invitation/events.ts'
import { WitnessPaper } from '../../witnessEvents.ts'
import { all, type Log, lastOf } from './log.ts'
import { biddersOf, closing, hostsOf, type Named } from './named.ts'

/** What a paper of the award is called where its missing signature is written about. */
export const AWARD_PAPERS = {
  publicity: '中标候选人公示或者中标结果公告',
  contract: '合同',
  report: '书面报告',
} as const

/** What a letter of invitation is called there. */
export const LETTER = '投标邀请书'

type Kind = keyof typeof AWARD_PAPERS

/** One place of a paper of the award, and the last signature in it. */
function placeIn(log: Log, kind: Kind, of: Pick<Named, 'who' | 'by' | 'issued' | 'from'> & { field: string }): Named {
  const { until, reasonFor } = closing(log)
  const paper = AWARD_PAPERS[kind]
  const found = all(log, PaperSigned).findLast(
    ({ at, data }) => data.paper === kind && data.field === of.field && at >= of.from,
  )
  return {
    ...{ paper, ...of, ...(until ? { until } : {}), ...reasonFor(paper) },
    ...(found ? { signed: { sha256: found.data.sha256, at: found.at } } : {}),
  }
}

/** The places of the members of a consortium in the contract that was drawn up last. */
function jointPlaces(log: Log): Named[] {
  const drafted = lastOf(log, ContractDrafted)
  return (drafted?.data.members ?? []).map(({ code, name }, i) =>
    placeIn(log, 'contract', {
      ...{ who: `联合体成员${name}`, by: [code], field: memberField(i), from: drafted?.at ?? 0 },
    }),
  )
}

/** Publicity, notices, contract and report: by the tenderer, the contract by its winner too, with all of its consortium. */
export function awardedIn(log: Log): Named[] {
  const tenderer = { who: '招标人（采购人）', by: [log.last.tenderer.code], field: 'tenderer' }
  const publicity = all(log, PublicityIssued).at(-1)
  const report = all(log, ReportIssued).at(-1)
  const contract = all(log, PaperSigned).findLast(({ data }) => data.paper === 'contract')
  const winner = biddersOf(log).get(contract?.data.tag ?? '')
  return [
    ...(publicity
      ? [placeIn(log, 'publicity', { ...tenderer, issued: publicity.data.sha256, from: publicity.at })]
      : []),
    ...all(log, NoticesIssued).flatMap(({ at, data }) =>
      [data.notice, ...data.results].map(({ sha256 }, i) => ({
        ...tenderer,
        ...{ paper: i ? '结果通知书' : '中标通知书', from: at, until: at, signed: { sha256, at } },
      })),
    ),
    ...(contract
      ? [
          placeIn(log, 'contract', { ...tenderer, from: 0 }),
          placeIn(log, 'contract', { who: '中标人', by: winner ? [winner] : null, field: 'winner', from: 0 }),
          ...jointPlaces(log),
        ]
      : []),
    ...(report ? [placeIn(log, 'report', { ...tenderer, issued: report.data.sha256, from: report.at })] : []),
  ]
}

/** Letters of invitation, by tenderer or agent. */
export function lettersIn(log: Log): Named[] {
  const { until, reasonFor } = closing(log)
  return all(log, LetterSent).map(({ at, data }): Named => {
    const found = all(log, LetterSigned).find((one) => one.data.tag === data.tag)
    return {
      ...{ paper: LETTER, who: '招标人（采购人）或者代理机构', by: hostsOf(log), issued: data.sha256, from: at },
      ...(until ? { until } : {}),
      ...reasonFor(LETTER),
      ...(found ? { signed: { sha256: found.data.sha256, at: found.at } } : {}),
    }
  })
}

/** The certificate of the course, by the centre. */
export function witnessedIn(log: Log): Named[] {
  const { until } = closing(log)
  const issued = all(log, WitnessPaper).find(({ data }) => data.signed === null)
  const sealed = all(log, WitnessPaper).find(({ data }) => data.signed !== null)
  if (!issued) return []
  const centre = log.last.centre?.code
  return [
    {
      ...{ paper: '交易见证书', who: '见证机构', by: centre ? [centre] : null, issued: issued.data.sha256 },
      ...{ from: issued.at, ...(until ? { until } : {}) },
      ...(sealed ? { signed: { sha256: sealed.data.sha256, at: sealed.at } } : {}),
    },
  ]
}

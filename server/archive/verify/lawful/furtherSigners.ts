import { AnswerPaper as ResultAnswer } from '../../../award/events.ts'
import { DrawRecorded, DrawRecordSigned } from '../../../invitation/events.ts'
import { AnswerPaper as DocumentAnswer } from '../../../questions/events.ts'
import { TenderPaperIssued, TenderPaperSigned, TenderPostponed, TenderTerminated } from '../../../tenders/sideEvents.ts'
import { all, type Log, lastOf } from './log.ts'
import { closing, hostsOf, type Named } from './named.ts'

const ANSWERED = { reason: '答复本身已经签名作出，未在文件上签署' }
const ENDED = { reason: '终止本身已经签名作出，公告未在文件上签署' }

/**
 * Answers to objections as papers, by the tenderer. The statement that answers is what decides and is signed always; no article
 * asks for a signature in the PDF, so one is judged where it is there.
 */
export function answersIn(log: Log): Named[] {
  const papers = [...all(log, DocumentAnswer), ...all(log, ResultAnswer)]
  return papers
    .filter(({ data }) => data.signed === null)
    .map(({ at, data }): Named => {
      const found = papers.find((one) => one.data.objection === data.objection && one.data.signed !== null)
      return {
        ...{ paper: '异议（质疑）答复', who: '招标人（采购人）', by: [log.last.tenderer.code], field: 'tenderer' },
        ...{ issued: data.sha256, from: at },
        ...(found ? { signed: { sha256: found.data.sha256, at: found.at } } : ANSWERED),
      }
    })
}

/** The record of the draw of the invitees: by its host for the organisation, and by each who watched. */
export function invitationDrawIn(log: Log): Named[] {
  const record = lastOf(log, DrawRecorded)
  if (!record) return []
  const { until } = closing(log)
  return all(log, DrawRecordSigned)
    .filter(({ at }) => at >= record.at)
    .map(({ at, data }): Named => {
      const { field, person, sha256 } = data
      const by = person ? [log.last.tenderer.code] : hostsOf(log)
      return {
        ...{ paper: '随机抽取供应商的书面记录', who: person || '采购人或者代理机构', by, field },
        ...{ issued: record.data.sha256, from: record.at, ...(until ? { until } : {}), signed: { sha256, at } },
      }
    })
}

/**
 * What else is published about a tender: a postponement amends its document and is signed as an amendment is
 * (《电子招标投标办法》第四十条); of the end of a tender the article says nothing, so a signature is judged where it is there.
 */
export function changesIn(log: Log): Named[] {
  const { until, reasonFor } = closing(log)
  const told = [
    ...all(log, TenderPostponed).map((fact) => ({ fact, missing: reasonFor })),
    ...all(log, TenderTerminated).map((fact) => ({ fact, missing: () => ENDED })),
  ]
  return told.flatMap(({ fact, missing }): Named[] => {
    const issued = all(log, TenderPaperIssued).find(({ data }) => data.of === fact.id)
    if (!issued) return []
    const { title, sha256 } = issued.data
    const found = all(log, TenderPaperSigned).findLast(({ data }) => data.paper === sha256)
    return [
      {
        ...{ paper: title, who: '招标人（采购人）或者代理机构', by: hostsOf(log), issued: sha256, from: issued.at },
        ...(until ? { until } : {}),
        ...(found ? { field: found.data.field, signed: { sha256: found.data.sha256, at: found.at } } : missing(title)),
      },
    ]
  })
}

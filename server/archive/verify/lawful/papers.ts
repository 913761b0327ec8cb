import { ReportDrafted, ReportSigned, SignatureRefused } from '../../../evaluation/scoringEvents.ts'
import type { ReadPaper, ReadPapers } from '../signedPapers.ts'
import { all, type Breach, broken, type Log, lastOf, type Requirement } from './log.ts'
import type { Named } from './named.ts'
import { namedSignatures } from './signers.ts'

const noted = (at: number, zh: string, en: string): Breach => ({ kind: 'noted', at, zh, en })

/** Whether somebody whom a paper names signed it with a certificate of its own. */
const isOf = ({ by }: Named, { organisation }: ReadPaper['signatures'][number]): boolean => {
  if (by === null) return true // the log does not tell whose it is
  return by === 'person' ? organisation === undefined : organisation !== undefined && by.includes(organisation)
}

/** What stands against a signature that the log says is there. */
function against(named: Named, signed: { sha256: string; at: number }, papers: ReadPapers): Breach | undefined {
  const { paper, who, field, issued, until } = named
  const say = (zh: string, en: string) => broken(signed.at, `${paper}（${who}）${zh}`, `${paper}: ${en}`)
  const file = papers.get(signed.sha256)
  if (!file) return say('签署后的文件不在归档包中', 'the signed file is not in the package')
  if (file.problem) return say(`签名无效：${file.problem}`, `a signature does not hold: ${file.problem}`)
  if (issued && !file.grewFrom(issued))
    return say('签署的不是所发布的文件', 'another file was signed than the one that was issued')
  const there = file.signatures.filter((one) => one.field !== 'platform' && (!field || one.field === field))
  if (!there.length) return say('文件中没有该签名', 'the signature is not in the file')
  if (!there.some((one) => isOf(named, one)))
    return say('由其他主体的证书签署', 'it was made with the certificate of somebody else')
  if (until !== undefined && signed.at > until)
    return say('在需要该签名的步骤之后才签署', 'it came after the step that needs it')
  return undefined
}

/** What stands against one signature that a paper names. */
function judged(named: Named, papers: ReadPapers): Breach[] {
  const { paper, who, signed, from, until, reason } = named
  if (signed) {
    const wrong = against(named, signed, papers)
    return wrong ? [wrong] : []
  }
  if (reason)
    return [noted(from, `${paper}：${who}未签署，书面说明：${reason}`, `${paper}: unsigned, with a reason in writing`)]
  return until === undefined ? [] : [broken(from, `${paper}：${who}未签署`, `${paper} lacks a signature`)]
}

/** The panel's report: as many persons' signatures, each of another certificate, as the log says that members signed. */
function reported(log: Log, papers: ReadPapers): Breach[] {
  const drafted = lastOf(log, ReportDrafted)
  if (!drafted) return []
  const signed = all(log, ReportSigned).filter(({ at }) => at >= drafted.at)
  const last = signed.at(-1)
  const refused = all(log, SignatureRefused).filter(({ at }) => at >= drafted.at)
  const notes = refused.map(({ at, data }) =>
    noted(
      at,
      `评标报告：一名成员未签署（${data.reason ?? '未说明理由，视为同意'}）`,
      'a member did not sign the report',
    ),
  )
  if (!last) return notes
  const named: Named = { paper: '评标报告', who: '成员', by: 'person', issued: drafted.data.sha256, from: drafted.at }
  const wrong = against(named, { sha256: last.data.sha256, at: last.at }, papers)
  if (wrong) return [wrong, ...notes]
  const persons = (papers.get(last.data.sha256)?.signatures ?? []).filter(
    ({ organisation }) => organisation === undefined,
  )
  if (new Set(persons.map(({ certificate }) => certificate)).size === signed.length) return notes
  return [
    broken(last.at, '评标报告上的签名与签署的成员人数不符', 'the report bears other signatures than its members made'),
    ...notes,
  ]
}

/** What is judged only where the papers themselves are at hand. */
export const paperRequirements = (papers: ReadPapers): readonly Requirement[] => [
  {
    id: 'papers.signed',
    zh: '文书由其载明的各方签署，签名有效、属于本人或本单位，并在需要之前作出',
    en: 'each paper bears the signatures that it names: valid, by the right party, in time',
    rule: (law) => law.signedDocuments,
    judge: (log) => [...namedSignatures(log).flatMap((one) => judged(one, papers)), ...reported(log, papers)],
  },
]

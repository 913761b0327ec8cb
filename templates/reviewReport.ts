import {
  type Attestation,
  attested,
  facts,
  headed,
  heading,
  instant,
  type Paper,
  paragraph,
  type Time,
  table,
} from './layout.ts'
import { PARTIES } from './parties.ts'

/** What the report of a committee that reviewed applications (资格审查报告) says. */
export interface ReviewReport extends Attestation {
  /** The law it goes by. */
  readonly track: 'T' | 'G'
  readonly code: string
  readonly name: string
  readonly tenderer: string
  readonly draw: string
  readonly members: readonly { readonly name: string; readonly employer: string; readonly specialty: string }[]
  readonly requirements: readonly string[]
  readonly applicants: readonly {
    readonly name: string
    readonly outcome: string
    /** by requirement: how many of the members found it met, and why others did not */
    readonly found: readonly { readonly requirement: string; readonly votes: string; readonly reasons: string }[]
  }[]
  readonly article: string
  readonly issuedAt: Time
}

/** The report as a paper; each member signs it in a place of its own, `member-1` and on. */
export const reviewReport = (of: ReviewReport): Paper =>
  headed({ title: '资格审查报告', code: of.code, tender: of, foot: '结果公布前保密' }, [
    facts([
      ['标段（包）编号', of.code],
      [PARTIES[of.track].tenderer, of.tenderer],
      ['委员会抽取编号', of.draw],
      ['依据', of.article],
      ['生成时间', instant(of.issuedAt)],
    ]),
    heading('一、资格审查委员会成员'),
    table(
      ['姓名', '工作单位', '专业'],
      of.members.map(({ name, employer, specialty }) => [name, employer, specialty]),
      [1, 2, 1],
    ),
    paragraph('各成员已在查阅申请文件之前签署承诺并对每一申请人逐一作出回避声明。'),
    heading('二、审查结论'),
    table(
      ['申请人', '结论'],
      of.applicants.map(({ name, outcome }) => [name, outcome]),
      [3, 1],
    ),
    ...of.applicants.flatMap(({ name, found }) =>
      found.length
        ? [
            heading(name),
            table(
              ['审查内容', '认定符合的成员数', '不符合的理由'],
              found.map(({ requirement, votes, reasons }) => [requirement, votes, reasons]),
              [3, 1, 3],
            ),
          ]
        : [],
    ),
    paragraph(
      '本报告由全体成员以数字证书签署；有不同意见的，以书面说明一并签署；未在时限内签署且未说明理由的，视为同意并予注明。',
    ),
    ...attested(
      of,
      of.members.map(({ name }, i) => ({
        ...{ field: `member-${i + 1}`, role: '资格审查委员会成员', name, place: 'name' as const },
      })),
    ),
  ])

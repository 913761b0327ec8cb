import {
  type Attestation,
  attested,
  type Block,
  facts,
  headed,
  heading,
  instant,
  listed,
  ofTender,
  type Paper,
  type Time,
} from './layout.ts'

/** A member's vote on one clause of one bid. */
export interface RecordedVote {
  readonly bidder: string
  readonly clause: string
  readonly pass: boolean
  readonly page?: number
  readonly reason?: string
}

/** A member's mark for one factor of one bid, in points as they are written. */
export interface RecordedMark {
  readonly bidder: string
  readonly factor: string
  readonly full: string
  readonly score: string
  readonly page?: number
  readonly reason?: string
}

/** What one member of a panel voted and marked, as it stands when the report is drawn up. */
export interface MemberRecords extends Attestation {
  readonly code: string
  readonly track: 'T' | 'G'
  readonly tender: { readonly code: string; readonly name: string }
  readonly member: { readonly name: string; readonly chair: boolean }
  readonly method: string
  readonly at: Time
  readonly votes: readonly RecordedVote[]
  readonly marks: readonly RecordedMark[]
  /** judgements on low prices */
  readonly prices: readonly { readonly bidder: string; readonly proven: boolean; readonly reason: string }[]
  /** own objective marks that were corrected */
  readonly corrected: readonly {
    readonly bidder: string
    readonly factor: string
    readonly from: string
    readonly to: string
    readonly reason: string
  }[]
}

const dash = (value: string | number | undefined): string => (value === undefined || value === '' ? '—' : String(value))

const votesOf = (votes: readonly RecordedVote[], [before, what]: readonly [string, string]): Block =>
  listed(
    [before, what, '意见', '页码', '理由'],
    votes.map(({ bidder, clause, pass, page, reason }) => [
      bidder,
      clause,
      pass ? '通过' : '不通过',
      dash(page),
      dash(reason),
    ]),
    `该成员没有对任何${before}作出评审。`,
    [3.4, 4.4, 1.5, 1.2, 3.6],
    ['left', 'left', 'center', 'center'],
  )

const marksOf = ({ marks }: MemberRecords): Block[] => [
  heading('二、个人评分表'),
  listed(
    ['投标人', '评审因素', '分值', '评分', '页码', '评分理由'],
    marks.map(({ bidder, factor, full, score, page, reason }) => [
      bidder,
      factor,
      full,
      score,
      dash(page),
      dash(reason),
    ]),
    '没有由评标委员会成员评分的因素，或者没有投标进入详细评审。',
    [3.4, 3, 1.4, 1.4, 1.2, 3.6],
    ['left', 'left', 'right', 'right', 'center'],
  ),
]

const pricesOf = ({ prices }: MemberRecords): Block[] =>
  prices.length
    ? [
        heading('异常低价投标的评审意见', 2),
        listed(
          ['投标人', '意见', '理由'],
          prices.map(({ bidder, proven, reason }) => [
            bidder,
            proven ? '能够证明报价合理' : '不能证明报价合理',
            reason,
          ]),
          '',
          [3.4, 3, 6],
        ),
      ]
    : []

const correctedOf = ({ corrected }: MemberRecords): Block[] =>
  corrected.length
    ? [
        heading('客观分更正', 2),
        listed(
          ['投标人', '评审因素', '原评分', '更正为', '理由'],
          corrected.map(({ bidder, factor, from, to, reason }) => [bidder, factor, from, to, reason]),
          '',
          [3.4, 3, 1.6, 1.6, 4],
          ['left', 'left', 'right', 'right'],
        ),
      ]
    : []

/** A member's own records of the evaluation (个人评审记录), for its signature. */
export const memberRecords = (of: MemberRecords): Paper =>
  headed({ ...of, title: '评标委员会成员个人评审记录', foot: '结果公布前保密' }, [
    facts([
      ofTender(of.tender),
      ['评标办法', of.method],
      ['成员', `${of.member.name}（${of.member.chair ? '组长' : '成员'}）`],
      ['形成时间', instant(of.at)],
    ]),
    heading(of.track === 'G' ? '一、资格性和符合性审查表' : '一、初步评审表'),
    votesOf(of.votes, ['投标人', '评审事项']),
    ...pricesOf(of),
    ...marksOf(of),
    ...correctedOf(of),
    heading('三、本人签字'),
    ...attested(of, [{ field: 'member', role: '评标委员会成员', name: of.member.name, place: 'name' }]),
  ])

/** What one member of a committee found on every application, requirement by requirement. */
export type ReviewRecords = Pick<MemberRecords, keyof Attestation | 'code' | 'tender' | 'at' | 'votes'> & {
  readonly member: string
  readonly article: string
}

/** A committee member's own records of its review of applications (个人审查记录), for its signature. */
export const reviewRecords = (of: ReviewRecords): Paper =>
  headed({ ...of, title: '资格审查委员会成员个人审查记录', foot: '结果公布前保密' }, [
    facts([ofTender(of.tender), ['依据', of.article], ['成员', of.member], ['形成时间', instant(of.at)]]),
    heading('一、审查意见'),
    votesOf(of.votes, ['申请人', '审查内容']),
    heading('二、本人签字'),
    ...attested(of, [{ field: 'member', role: '资格审查委员会成员', name: of.member, place: 'name' }]),
  ])

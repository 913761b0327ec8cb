import {
  type Attestation,
  attested,
  facts,
  heading,
  instant,
  listed,
  type Paper,
  paragraph,
  type Time,
} from './layout.ts'
import { PARTIES } from './parties.ts'

/** What both papers on a longer validity of bids name. */
interface About extends Attestation {
  /** The law it goes by. */
  readonly track: 'T' | 'G'
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  readonly tenderer: string
  /** the last day that is asked for, counted */
  readonly to: string
  /** the article that lets the tenderer ask */
  readonly article: string
}

/** A request to all bidders to stay bound for longer. */
export interface ValidityRequest extends About {
  /** the last day until now, counted */
  readonly from: string
  readonly reason: string
  readonly bidders: readonly string[]
  readonly askedAt: Time
  readonly answerBy: Time
  /** what no answer is, with its article */
  readonly silence: string
  /** what follows where too few agree; absent: nothing by law */
  readonly few?: string
}

/** What one bidder answered. */
export interface ValidityAnswer extends About {
  readonly bidder: string
  readonly agrees: boolean
  readonly answeredAt: Time
}

const agreed = ({ track }: About): string =>
  `同意延长的，不得要求或者被允许修改投标文件的实质性内容，投标保证金（保函）的有效期相应延长；因延长投标有效期造成投标人损失的，${PARTIES[track].tenderer}应当给予补偿，因不可抗力需要延长的除外。`
const REFUSED = '拒绝延长的，投标文件至原有效期届满时失效，投标人有权收回其投标保证金。'

/** The request (延长投标有效期的请求), for the tenderer's stamp. */
export const validityRequest = (of: ValidityRequest): Paper => ({
  title: '延长投标有效期的请求',
  subtitle: of.tender.name,
  code: of.code,
  blocks: [
    facts([
      ['标段（包）', `${of.tender.name}（${of.tender.code}）`],
      [PARTIES[of.track].tenderer, of.tenderer],
      ['原投标有效期', `至 ${of.from}（含当日）`],
      ['请求延长至', `${of.to}（含当日）`],
      ['发出时间', instant(of.askedAt)],
      ['答复截止时间', instant(of.answerBy)],
    ]),
    heading('请求延长的原因'),
    ...of.reason.split('\n').map((line) => paragraph(line)),
    heading('被请求的投标人'),
    listed(
      ['投标人'],
      of.bidders.map((bidder) => [bidder]),
      '无。',
      [11],
    ),
    heading('答复'),
    paragraph(agreed(of)),
    paragraph(REFUSED),
    paragraph(of.silence),
    ...(of.few ? [paragraph(of.few)] : []),
    paragraph(`（${of.article}）`, { tone: 'note' }),
    ...attested(of, [{ field: 'tenderer', role: PARTIES[of.track].tenderer, name: of.tenderer, place: 'stamp' }]),
  ],
  footer: `延长投标有效期的请求 · ${of.tender.name}`,
})

/** A bidder's answer to it (延长投标有效期的答复), for its own stamp. */
export const validityAnswer = (of: ValidityAnswer): Paper => ({
  title: '延长投标有效期的答复',
  subtitle: of.tender.name,
  code: of.code,
  blocks: [
    facts([
      ['标段（包）', `${of.tender.name}（${of.tender.code}）`],
      ['致', of.tenderer],
      ['投标人', of.bidder],
      ['答复时间', instant(of.answeredAt)],
      ['答复', of.agrees ? `同意延长至 ${of.to}（含当日）` : `拒绝延长至 ${of.to}`],
    ]),
    paragraph(
      of.agrees
        ? `我方同意将投标有效期延长至 ${of.to}，投标文件的内容不变，投标保证金（保函）的有效期相应延长。`
        : '我方拒绝延长投标有效期，投标文件至原有效期届满时失效，请退还投标保证金。',
    ),
    paragraph(`${of.agrees ? agreed(of) : REFUSED}（${of.article}）`, { tone: 'note' }),
    ...attested(of, [{ field: 'bidder', role: '投标人', name: of.bidder, place: 'stamp' }]),
  ],
  footer: `延长投标有效期的答复 · ${of.tender.name}`,
})

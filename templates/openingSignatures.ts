import {
  type Attestation,
  attested,
  facts,
  headed,
  heading,
  instant,
  listed,
  ofTender,
  type Paper,
  paragraph,
  type Time,
} from './layout.ts'

/** Who signed an opening record, and who did not. */
export interface OpeningSignatures extends Attestation {
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  /** SHA-256 of the record that was signed */
  readonly record: string
  readonly endedAt: Time
  /** `came`: who signed in for a bidder, and when */
  readonly signers: readonly {
    readonly name: string
    readonly as: string
    readonly came?: { readonly person: string; readonly at: Time }
    readonly at?: Time
    readonly note: string
  }[]
  /** what the law makes of staying away, where somebody did */
  readonly absence?: string
}

/** The sheet of signatures under an opening record: a signature is each one's own, over the record's hash. */
export const openingSignatures = (of: OpeningSignatures): Paper =>
  headed({ ...of, title: '开标签到及记录确认表' }, [
    facts([ofTender(of.tender), ['开标记录', `SHA-256 ${of.record}`], ['开标结束', instant(of.endedAt)]]),
    heading('一、签到与确认'),
    listed(
      ['名称', '身份', '签到人', '签到时间', '签署时间', '结果'],
      of.signers.map(({ name, as, came, at, note }) => [
        ...[name, as, came?.person ?? '—', came ? instant(came.at) : '—'],
        ...[at === undefined ? '—' : instant(at), note],
      ]),
      '无。',
      [3.8, 1.6, 1.8, 2.6, 2.6, 2.2],
    ),
    paragraph(
      '各方以自己的数字证书对开标记录的哈希值签名，签名数据随开标事实存入日志。未签署的记为“未确认”，不影响开标结束。',
    ),
    ...(of.absence ? [paragraph(`未参加开标的投标人：${of.absence}。`)] : []),
    heading('二、签章'),
    ...attested(of),
  ])

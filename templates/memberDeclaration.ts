import {
  type Attestation,
  attested,
  facts,
  headed,
  heading,
  instant,
  listed,
  minute,
  ofTender,
  type Paper,
  paragraph,
  type Time,
} from './layout.ts'

/** What a member of a panel put its name to before it saw a bid: that it was there, what it promises, whom it must avoid. */
export interface MemberDeclaration extends Attestation {
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  /** who the members are together, and before whom they may have to stand aside */
  readonly of: { readonly body: string; readonly before: string }
  /** when and where they meet; absent: each reviews where it is */
  readonly meeting?: { readonly at: Time; readonly place: string }
  readonly member: { readonly name: string; readonly employer: string; readonly origin: string }
  readonly arrivedAt: Time
  readonly promise: string
  readonly declaredAt: Time
  /** bidder by bidder; `reason` only where the member stands aside */
  readonly declarations: readonly { readonly bidder: string; readonly avoid: boolean; readonly reason?: string }[]
  /** the article that says who must stand aside */
  readonly article: string
}

/** A member's sheet of arrival, promise and avoidance (签到、承诺与回避声明), for its own signature. */
export const memberDeclaration = (of: MemberDeclaration): Paper =>
  headed({ ...of, title: `${of.of.body}成员签到、承诺与回避声明`, foot: '结果公布前保密' }, [
    heading('一、签到'),
    facts([
      ofTender(of.tender),
      ['评标时间', of.meeting && minute(of.meeting.at)],
      ['评标地点', of.meeting?.place],
      ['姓名', of.member.name],
      ['工作单位', of.member.employer || '未登记'],
      ['产生方式', of.member.origin],
      ['签到时间', instant(of.arrivedAt)],
    ]),
    heading('二、承诺'),
    paragraph(of.promise),
    heading('三、回避声明'),
    paragraph(
      `本人知悉下列${of.of.before}名单后，依照${of.article}，逐一声明如下（声明时间：${instant(of.declaredAt)}）。`,
    ),
    listed(
      [of.of.before, '声明', '应当回避的情形'],
      of.declarations.map(({ bidder, avoid, reason }) => [
        bidder,
        avoid ? '应当回避' : '没有应当回避的情形',
        reason ?? '—',
      ]),
      `没有${of.of.before}。`,
      [5, 3, 4],
    ),
    heading('四、本人签字'),
    ...attested(of, [{ field: 'member', role: `${of.of.body}成员`, name: of.member.name, place: 'name' }]),
  ])

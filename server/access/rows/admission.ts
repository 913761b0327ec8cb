import type { Tender } from '../../tenders/tender.ts'
import { holdsSeat, hosts, officer, ofThisTender, outsider, seated, tendererItself } from '../parties.ts'
import { row } from './row.ts'

/** Rows of the policy: prequalification and invitation. */
export const admissionRows = {
  'prequalification.publish': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'prequalification.amend': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'prequalification.close': row<Tender>(['clock']),
  'prequalification.review': row<Tender>(
    ['tenderer', 'agent', 'expert'],
    '招标人或代理；国有资金项目为资格审查委员会成员 the hosts, or the members of the committee',
    (who, tender) => who.role === 'expert' || hosts(who, tender),
  ),
  'prequalification.drawCommittee': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'prequalification.seat': row<Tender>(['platform']),
  'prequalification.join': row(['expert'], '被抽中者本人 the one who was drawn'),
  'prequalification.checkIn': row(['expert'], '委员会成员本人 a member itself'),
  'prequalification.declare': row(['expert'], '委员会成员本人 a member itself'),
  'prequalification.applicants': row(['expert'], '已签到的委员会成员 a member who has checked in'),
  'prequalification.leave': row(['expert'], '委员会成员本人 a member itself'),
  'prequalification.lapse': row(['clock']),
  'prequalification.makeReport': row<Tender>(
    ['tenderer', 'agent', 'expert'],
    '招标人、代理或委员会成员 the hosts or a member of the committee',
    (who, tender) => who.role === 'expert' || hosts(who, tender),
  ),
  'prequalification.signReport': row<Tender>(['expert'], '委员会成员本人 a member itself'),
  'prequalification.report': row<Tender>(
    ['tenderer', 'agent', 'expert', 'supervisor'],
    '审查人与监督 those who review and the supervisor',
    (who, tender) => who.role === 'expert' || (who.role === 'supervisor' ? officer(who, tender) : hosts(who, tender)),
  ),
  'prequalification.committees': row(['expert'], '本人 its own'),
  'prequalification.conclude': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'prequalification.read': row<Tender>(
    ['tenderer', 'agent', 'expert', 'supervisor'],
    '审查人与监督；申请人名单对外保密 those who review and the supervisor; nobody else learns who applies',
    (who, tender) => who.role === 'expert' || (who.role === 'supervisor' ? officer(who, tender) : hosts(who, tender)),
  ),
  'prequalification.readFile': row<Tender>(
    ['tenderer', 'agent', 'expert', 'supervisor'],
    '审查人与监督 those who review and the supervisor',
    (who, tender) => who.role === 'expert' || (who.role === 'supervisor' ? officer(who, tender) : hosts(who, tender)),
  ),
  'prequalification.challenge': row<Tender>(['bidder'], '申请人本人 an applicant', outsider),
  'prequalification.answerChallenge': row<Tender>(['tenderer'], '本标段的采购人 the purchaser itself', tendererItself),
  'prequalification.challenges': row<Tender>(
    ['bidder', 'tenderer', 'agent', 'supervisor'],
    '质疑人只见自己的 a challenger its own; those who run the tender and its supervisor all',
    (who, tender) => (who.role === 'supervisor' ? officer(who, tender) : who.role === 'bidder' || hosts(who, tender)),
  ),
  'prequalification.issueResult': row(['platform']),
  'invitation.list': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'invitation.draw': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'invitation.fix': row<Tender>(['platform']),
  'invitation.send': row(['platform']),
  'invitation.read': row<Tender>(
    ['tenderer', 'agent', 'supervisor'],
    '受邀请人名单仅限招标人、代理与监督 the list: those who run the tender and its supervisor',
    (who, tender) => (who.role === 'supervisor' ? officer(who, tender) : hosts(who, tender)),
  ),
  'invitation.mine': row<Tender>(['bidder'], '受邀请人本人 its own letter', outsider),
  'invitation.confirm': row<Tender>(['bidder'], '受邀请人本人 its own letter', outsider),
  'invitation.issueRecord': row(['platform']),
  'invitation.signLetter': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'invitation.signRecord': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'application.seal': row<Tender>(
    ['bidder'],
    '不得为本标段招标人或代理机构 not the tenderer or agent of this tender',
    outsider,
  ),
  'application.confirmResult': row<Tender>(['bidder'], '申请人本人 its own application', outsider),
  'application.withdraw': row<Tender>(['bidder'], '申请人本人 its own application', outsider),
  'application.release': row<Tender>(['tenderer', 'agent', 'centre', 'supervisor', 'notary'], holdsSeat, seated),
  'application.unlock': row<Tender>(['bidder'], '申请人本人 its own application', outsider),
  'application.conduct': row(['platform']),
  'application.stamp': row(['platform']),
  'application.bundle': row<Tender>(
    ['bidder', 'tenderer', 'agent', 'supervisor'],
    '申请人本人、审查人与监督 the applicant itself, those who review and the supervisor',
    (who, tender) =>
      who.role === 'bidder'
        ? outsider(who, tender)
        : who.role === 'supervisor'
          ? officer(who, tender)
          : hosts(who, tender),
  ),
} as const

import type { Complaint } from '../complaints/complaint.ts'
import type { Evaluation } from '../evaluation/evaluation.ts'
import type { Draw } from '../experts/draw.ts'
import { refusals } from '../law/refusal.ts'
import type { Role } from '../ledger/eye.ts'
import type { SignedPaper } from '../papers/paper.ts'
import type { Project } from '../projects/project.ts'
import type { Check } from '../supervision/check.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Entrance, Who } from './who.ts'

const refuse = refusals({
  SIGN_IN_FIRST: { status: 401, zh: '请先使用数字证书登录', en: 'sign in with a certificate first' },
  FORBIDDEN: { status: 403, zh: '当前身份无权进行此操作', en: 'this role may not do that' },
})

interface Row<S> {
  roles: readonly Role[]
  at: readonly (Entrance | 'inside')[]
  test?: (who: Who, subject: S) => boolean
  /** What `test` asks, in words. */
  where?: string
}

const entrancesOf = (roles: readonly Role[]): (Entrance | 'inside')[] => {
  const found = new Set<Entrance | 'inside'>()
  for (const role of roles) {
    if (role === 'clock' || role === 'platform') found.add('inside')
    else if (role === 'supervisor') found.add('supervision')
    else if (role === 'public') for (const door of ['trading', 'public', 'supervision'] as const) found.add(door)
    else found.add('trading')
  }
  return [...found]
}

/** A row of the policy: which roles, and (where it depends on the subject) which of them. */
const row = <S = unknown>(
  roles: readonly Role[],
  where?: string,
  test?: (who: Who, subject: S) => boolean,
): Row<S> => ({
  roles,
  at: entrancesOf(roles),
  ...(test ? { test } : {}),
  ...(where ? { where } : {}),
})

const everyRole: Role[] = ['public', 'bidder', 'tenderer', 'agent', 'centre', 'supervisor', 'expert', 'bank', 'notary']

const organisations: Role[] = ['bidder', 'tenderer', 'agent', 'centre', 'supervisor', 'bank', 'notary']

/** Of somebody what tells whether it holds an office in a tender. */
type Seated = { role: Role; organisation?: string | null | undefined }

/** The tenderer or the agent of this tender. */
export const hosts = (who: Who, tender: Tender): boolean =>
  !!who.organisation && (who.organisation === tender.tenderer.code || who.organisation === tender.agent?.code)
/** Of the centres only the one that the tender belongs to; a tender registered before the network had regions belongs to any. */
const ownCentre = (who: Seated, tender: Tender): boolean =>
  who.role !== 'centre' || !tender.centre || who.organisation === tender.centre.code
/** Tenderer or agent of this tender, its centre, or any other role of the row. */
const hostOrOther = (who: Who, tender: Tender): boolean =>
  who.role === 'tenderer' || who.role === 'agent' ? hosts(who, tender) : ownCentre(who, tender)
/** The tenderer itself, not its agent. */
const tendererItself = (who: Seated, tender: Tender): boolean => who.organisation === tender.tenderer.code
/** The tenderer itself, the tender's centre, or its supervisor. */
const officer = (who: Seated, tender: Tender): boolean =>
  who.role === 'tenderer'
    ? tendererItself(who, tender)
    : who.role === 'supervisor'
      ? who.organisation === tender.supervisor.code
      : ownCentre(who, tender)
const THREE = (['tenderer', 'centre', 'supervisor'] as const).map((seat) => ({ seat, party: undefined }))
/** The seat that somebody holds in a tender, and with it a share of every bid's key. */
export const seatOf = (
  who: Seated,
  tender: Tender,
): NonNullable<Tender['shares']['seats']>[number]['seat'] | undefined =>
  (tender.shares.seats ?? THREE).find(({ seat, party }) =>
    party
      ? seat.split('-')[0] === who.role && who.organisation === party.code
      : seat === who.role && (seat === 'agent' ? who.organisation === tender.agent?.code : officer(who, tender)),
  )?.seat
const seated = (who: Who, tender: Tender): boolean => seatOf(who, tender) !== undefined
const holdsSeat = '本标段的开标人 the officers of this tender'
/** Who began a registration; once it is registered, the project's tenderer or agent. */
const runs = (who: Who, project: Project): boolean => {
  const of = project.registered?.content
  return !!who.organisation && (of ? [of.owner.code, of.agent?.code] : [project.by]).includes(who.organisation)
}
const ofThisProject = '本项目的登记人、招标人或其代理机构 who began it, its tenderer or its agent'
/** A bidder who neither calls nor runs this tender. */
const outsider = (who: Who, tender: Tender): boolean => !hosts(who, tender)
/** A tender and its evaluation, for those who look at it. */
interface Watched {
  tender: Tender
  evaluation: Evaluation
}
/** A member of the panel as it is now. */
const member = (who: Who, of: Evaluation): boolean => of.members.includes(who.tagFor(of.tender))
/** Members, the supervisor, and those who run the tender. */
const watcher = (who: Who, { tender, evaluation }: Watched): boolean =>
  who.role === 'expert'
    ? member(who, evaluation)
    : who.role === 'supervisor'
      ? officer(who, tender)
      : hostOrOther(who, tender)
/** As `watcher`; the hosts only once the evaluation is finished. */
const reportReader = (who: Who, of: Watched): boolean =>
  watcher(who, of) && (who.role === 'expert' || who.role === 'supervisor' || of.evaluation.stage === 'finished')
const ofThePanel = '评标委员会成员 a member of the panel'
const ofThisTender = '本标段的招标人或其代理机构 the tenderer or agent of this tender'

/** The centre that serves a region; null while the network has named none. */
export interface Steward {
  centre: string | null
}
const serves = (who: Who, { centre }: Steward): boolean => centre === null || who.organisation === centre
/** Whose money desk something belongs to; absent or null while it was nobody's in particular. */
interface Desk {
  centre?: string | null | undefined
}
const atDesk = (who: Who, { centre = null }: Desk): boolean => serves(who, { centre })
const ofTheNetwork = '自治区本级交易中心 the centre of the network’s region'
const ofTheRegion = '该地区的交易中心 the centre that serves the region'

/** A party of this draw. */
const party = (who: Who, draw: Draw): boolean =>
  draw.parties.some((one) => one.role === who.role && (!one.organisation || one.organisation === who.organisation))
/** The supervisor that ordered this spot check. */
const orderedBy = (who: Who, check: Check): boolean => who.organisation === check.supervisor.code
/** A paper that others than the platform sign, with its tender. */
interface PaperOf {
  tender: Tender
  paper: SignedPaper
}
/** The place of a paper in which somebody signs. */
export const signingPlace = (who: Who, { tender, paper }: PaperOf): SignedPaper['places'][number] | undefined =>
  paper.places.find(
    ({ role, party }) =>
      role === who.role &&
      (party === null ? ownCentre(who, tender) : [who.organisation, who.tagFor(tender.id)].includes(party)),
  )
const RESULT: readonly Tender['stage'][] = ['awarded', 'contracted', 'archived']
const watches: readonly Role[] = ['tenderer', 'agent', 'centre', 'supervisor']
/** Who signs it, who has a copy, the supervisor; those who run the tender where it is no secret, or once the result is out. */
const paperReader = (who: Who, of: PaperOf): boolean => {
  const { tender, paper } = of
  if (paper.open || signingPlace(who, of) || paper.copyFor === (who.tagFor(tender.id) || '-')) return true
  if (!watches.includes(who.role)) return false
  if (who.role === 'supervisor') return officer(who, tender)
  return hostOrOther(who, tender) && (!paper.secret || RESULT.includes(tender.stage))
}
/** A complaint with its tender. */
interface Case {
  tender: Tender
  complaint: Complaint
}
const ofTheSupervisor = '本标段的监督人 the supervisor of this tender'
const rulesOn = (who: Who, { tender }: Case): boolean => officer(who, tender)
const ofThisDraw = '本次抽取的参与方 the parties of this draw'

/** Who may do what to what: one row a deed. Jobs, the clock and the command line go through it like everybody else. */
export const policy = {
  'clock.read': row(everyRole),
  'clock.move': row(everyRole), // only where the platform has a movable clock, which production has not
  'clock.measure': row(['platform']),
  'session.open': row(everyRole),
  'session.read': row(everyRole),
  'session.close': row(everyRole),
  'session.endAll': row([...organisations, 'expert'], '本证书或本单位的会话 of its own certificate or organisation'),
  'organisation.found': row(['platform']),
  'organisation.register': row(organisations, '本单位，凭其证书 itself, by its certificate'),
  'organisation.read': row(organisations, '本单位 its own'),
  'account.read': row(organisations, '本单位 its own'),
  'account.check': row(['bidder'], '本单位 its own'),
  'account.warn': row(['clock']),
  'message.read': row(
    ['bidder', 'tenderer', 'agent', 'centre', 'supervisor'],
    '本单位参加、主持或监督的标段 of the tenders that it takes part in, runs or watches',
  ),
  'environment.measure': row([...organisations, 'expert']),
  'certificate.bind': row(organisations, '本单位 its own'),
  'certificate.end': row(organisations, '本单位 its own'),
  'trust.found': row(['platform']),
  'trust.read': row(everyRole),
  'trust.propose': row(['centre']),
  'trust.confirm': row(['centre'], '另一人以另一证书 another person with another certificate'),
  'trust.reject': row(['centre']),
  'affiliate.read': row(everyRole),
  'affiliate.propose': row(['centre']),
  'affiliate.decide': row(['centre'], '提出人以外的另一人 another person than the one who proposed it'),
  'region.found': row(['platform']),
  'region.read': row(everyRole),
  'region.propose': row<Steward>(['centre'], ofTheRegion, serves),
  'region.confirm': row<Steward>(['centre'], '另一人以另一证书 another person with another certificate', serves),
  'region.reject': row<Steward>(['centre'], ofTheRegion, serves),
  'calendar.read': row(everyRole),
  'calendar.propose': row<Steward>(['centre'], ofTheNetwork, serves),
  'calendar.confirm': row<Steward>(['centre'], '另一人以另一证书 another person with another certificate', serves),
  'calendar.reject': row<Steward>(['centre'], ofTheNetwork, serves),

  'outage.report': row(
    organisations,
    '本单位；所报内容在投标人名单公开前保密 itself; what it tells is closed until the bidders are public',
  ),
  'outage.watch': row(['centre', 'supervisor'], '名单公开前只见时间与类别 until the names only when and of what kind'),
  'outage.decide': row(['centre', 'supervisor'], '本单位的报告除外 not its own report'),
  'outage.stamp': row(['platform']),

  'log.read': row(everyRole),
  'log.proof': row(everyRole, '可见该事实者 those who may see the fact'),
  'catalogue.read': row(everyRole),
  'project.list': row(['tenderer', 'agent', 'centre', 'supervisor'], '本单位的项目 one’s own projects'),
  'project.save': row<Project | undefined>(
    ['tenderer', 'agent'],
    ofThisProject,
    (who, project) => !project || runs(who, project),
  ),
  'project.read': row<Project>(
    ['tenderer', 'agent', 'centre', 'supervisor'],
    '本项目各方；登记后中心与监督 its parties; once registered, centre and supervisor',
    (who, project) =>
      runs(who, project) || (project.stage === 'registered' && ['centre', 'supervisor'].includes(who.role)),
  ),
  'project.register': row<Project>(['tenderer', 'agent'], ofThisProject, runs),
  'project.publishPlan': row<Project>(['tenderer', 'agent'], ofThisProject, runs),
  'project.issuePaper': row<Project>(['platform']),

  'tender.list': row(everyRole),
  'tender.read': row<Tender>(
    [...everyRole, 'platform'],
    '未发布的仅限招标人、代理、中心、监督与开标人 drafts: officers only',
    (who, tender) =>
      tender.stage !== 'draft' ||
      hosts(who, tender) ||
      seated(who, tender) ||
      (['centre', 'supervisor', 'platform'].includes(who.role) && ownCentre(who, tender)),
  ),
  'tender.draft': row<Tender | undefined>(
    ['tenderer', 'agent'],
    ofThisTender,
    (who, tender) => !tender || hosts(who, tender),
  ),
  'tender.officerKey': row<Tender>(['tenderer', 'agent', 'centre', 'supervisor', 'notary'], holdsSeat, seated),
  'tender.check': row<Tender>(
    ['tenderer', 'agent', 'centre', 'supervisor'],
    '本标段的招标人、代理、中心、监督 those who run and watch the tender',
    hostOrOther,
  ),
  'tender.publish': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'tender.issueNotice': row<Tender>(['platform']),
  'tender.suspend': row<Tender>(
    ['supervisor', 'centre'],
    '监督指令；交易中心仅限平台故障 supervision by order, the centre for an incident',
    officer,
  ),
  'tender.liftSuspension': row<Tender>(['supervisor', 'centre'], '各自下达的暂停 each what it ordered itself', officer),
  'tender.correctionOverdue': row<Tender>(['clock']),
  'tender.postpone': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'tender.publishControlPrice': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'tender.terminate': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'tender.repeat': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'tender.askMethodChange': row<Tender>(['tenderer'], '本标段的采购人 the purchaser itself', tendererItself),
  'tender.decideMethodChange': row<Tender>(['supervisor'], '本标段的财政部门 the finance department of it', officer),
  'tender.readMethodChange': row<Tender>(
    ['tenderer', 'agent', 'supervisor'],
    '采购人、代理机构与监督；专家姓名不对外公开 those who run the tender and its supervisor',
    (who, tender) => (who.role === 'supervisor' ? officer(who, tender) : hosts(who, tender)),
  ),
  'tender.issuePaper': row<Tender>(['platform']),
  'paper.lay': row<Tender>(['platform']),
  'paper.read': row<PaperOf>(
    everyRole,
    '签署人、监督部门，公开文书任何人，其余自结果公布后 signers, supervision; everybody what is open',
    paperReader,
  ),
  'paper.sign': row<PaperOf>(
    ['bidder', 'tenderer', 'agent', 'centre', 'supervisor', 'expert'],
    '文书载明的签署人 whom the paper names',
    (who, of) => signingPlace(who, of) !== undefined,
  ),
  'tender.sealPaper': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'documents.hold': row<Tender>(
    ['bidder'],
    '不得为本标段招标人或代理机构 not the tenderer or agent of this tender',
    outsider,
  ),
  'documents.mine': row<Tender>(['bidder'], '投标人本人 its own', outsider),
  'documents.tell': row<Tender>(['platform']),
  'documents.holders': row<Tender>(
    ['tenderer', 'agent', 'centre', 'supervisor'],
    '开标唱标之后 once the bids were read out',
    (who, tender) => (who.role === 'supervisor' ? officer(who, tender) : hostOrOther(who, tender)),
  ),
  'question.ask': row<Tender>(
    ['bidder'],
    '不得为本标段招标人或代理机构；提问人对任何人保密 not the tenderer or agent; nobody learns who asks',
    outsider,
  ),
  'question.answer': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'question.read': row<Tender>(
    everyRole,
    '未答复的仅限招标人、代理、中心、监督与提问人本人 unanswered ones: officers and the asker itself',
  ),
  'addendum.issue': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'objection.make': row<Tender>(
    ['bidder'],
    '不得为本标段招标人或代理机构 not the tenderer or agent of this tender',
    outsider,
  ),
  'objection.answer': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'objection.read': row<Tender>(
    ['bidder', 'tenderer', 'agent', 'centre', 'supervisor'],
    '投标人只见自己的；开标唱标前仅监督可见异议人 a bidder its own; who objected: the supervisor, the others once the bids were read out',
    (who, tender) => (who.role === 'supervisor' ? officer(who, tender) : hostOrOther(who, tender)),
  ),
  'objection.dateAnew': row(['platform']),
  'objection.issue': row<Tender>(['platform']),
  'objection.overdue': row<Tender>(['clock']),
  'objection.overdueList': row(['supervisor']),
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
  'upload.open': row(['bidder', 'tenderer', 'agent', 'centre']),
  'bid.seal': row<Tender>(
    ['bidder'],
    '不得为本标段招标人或代理机构 not the tenderer or agent of this tender',
    outsider,
  ),
  'bid.withdraw': row<Tender>(['bidder'], '投标人本人 its own bid', outsider),
  'bid.stamp': row(['platform']),
  'bid.address': row(['bidder'], '只签发给询问者本人，不留存 to the one who asks; nothing is kept'),
  'bid.keys': row(['bidder'], '投标人本人 its own bids'),

  'opening.start': row<Tender>(['clock']),
  'opening.announceKey': row(['platform']),
  'opening.conduct': row(['platform']),
  'opening.read': row<Tender>(everyRole, '发布后任何人；开标内容自截止时间起公开 everybody, from the deadline on'),
  'opening.release': row<Tender>(['tenderer', 'agent', 'centre', 'supervisor', 'notary'], holdsSeat, seated),
  'opening.unlock': row<Tender>(['bidder'], '投标人本人 its own bid', outsider),
  'opening.remedy': row<Tender>(
    ['bidder'],
    '投标人本人，招标文件规定了补救方案 its own bid, by the document’s remedy',
    outsider,
  ),
  'opening.attend': row<Tender>(
    ['bidder'],
    '投标人本人；名单公布前只有自己知道 itself; until the names only it knows',
    outsider,
  ),
  'opening.speak': row<Tender>(['bidder'], '参加本次开标的投标人 a bidder of this opening', outsider),
  'opening.sealReserve': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'opening.host': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'opening.pause': row<Tender>(
    ['tenderer', 'agent', 'centre'],
    '主持人；交易中心仅限平台故障 the host; the centre for an incident',
    hostOrOther,
  ),
  'opening.bundle': row<Tender>(
    ['bidder', 'tenderer', 'agent', 'centre', 'supervisor'],
    '本标段各方；投标人仅限本人 the parties of this tender; a bidder its own',
    (who, tender) => who.role === 'bidder' || officer(who, tender) || hosts(who, tender),
  ),
  'opening.sign': row<Tender>(
    ['bidder', 'tenderer', 'agent', 'centre', 'supervisor'],
    '参加开标者 those present',
    (who, tender) => who.role === 'bidder' || hostOrOther(who, tender),
  ),
  'qualification.judge': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'qualification.conclude': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'qualification.read': row<Tender>(
    ['tenderer', 'agent', 'supervisor'],
    '本标段的采购人、代理、监督 those who run the tender and its supervisor',
    (who, tender) => (who.role === 'supervisor' ? officer(who, tender) : hosts(who, tender)),
  ),
  'qualification.readVolume': row<Tender>(['tenderer', 'agent'], '只读商务册 the business volume only', hosts),

  'bid.readVolume': row<Watched>(
    ['expert', 'supervisor'],
    '本标段评标委员会成员、监督 members of this panel and the supervisor of this tender',
    watcher,
  ),

  'archive.close': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'archive.note': row(['platform']),
  'witness.give': row<Tender>(['centre'], '本标段所属交易中心 the centre that the tender belongs to', ownCentre),
  'witness.issue': row(['platform']),
  'witness.read': row<Tender>(
    ['tenderer', 'agent', 'centre', 'supervisor'],
    '本标段的招标人、代理、中心、监督 those who run and watch the tender',
    hostOrOther,
  ),
  'archive.read': row<Tender>(
    ['tenderer', 'agent', 'centre', 'supervisor'],
    '本标段的招标人、代理、中心、监督 those who run and watch the tender',
    hostOrOther,
  ),

  'expert.enrol': row(['centre']),
  'expert.count': row(['centre', 'supervisor']),
  'draw.read': row<Draw>(['tenderer', 'centre', 'supervisor'], ofThisDraw, party),
  'draw.commit': row<Draw>(['tenderer', 'centre', 'supervisor'], ofThisDraw, party),
  'draw.reveal': row<Draw>(['tenderer', 'centre', 'supervisor'], ofThisDraw, party),
  'draw.openSilent': row<Draw>(['tenderer', 'centre', 'supervisor'], ofThisDraw, party),
  'draw.lapse': row<Draw>(['clock']),
  'draw.lots': row<Tender>(['tenderer', 'agent', 'centre', 'supervisor'], '只见抽取编号 numbers only', (who, tender) =>
    who.role === 'supervisor' ? officer(who, tender) : hostOrOther(who, tender),
  ),
  'draw.coefficient': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'draw.noteCoefficient': row<Tender>(['platform']),
  'panel.freeze': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'panel.represent': row<Tender>(['tenderer'], '招标人（采购人）本身 the tenderer itself', hosts),
  'panel.read': row<Tender>(
    ['tenderer', 'agent', 'centre', 'supervisor', 'expert'],
    '只见人数，不见姓名 counts only, never names',
    hostOrOther,
  ),
  'panel.transcript': row<Tender>(
    everyRole,
    '监督随时；其他人自结果公布起 the supervisor at once, everybody with the result',
    (who, tender) => who.role === 'supervisor' || ['awarded', 'contracted', 'archived'].includes(tender.stage),
  ),
  'panel.record': row<Tender>(
    ['tenderer', 'agent', 'centre', 'supervisor'],
    '结果公布后 once the result is out',
    (who, tender) => hostOrOther(who, tender) && ['awarded', 'contracted', 'archived'].includes(tender.stage),
  ),
  'panel.invite': row<Tender>(['platform']),
  'panel.open': row<Tender>(['platform']),
  'panel.issueRecord': row<Tender>(['platform']),
  'panel.lapse': row<Tender>(['clock']),
  'panel.invitations': row(['expert'], '本人 its own'),
  'panel.answer': row<Tender>(['expert'], '被抽中者本人 one who was drawn'),
  'panel.checkIn': row<Tender>(['expert'], '被抽中者本人 one who was drawn'),
  'panel.bidders': row<Tender>(['expert'], '已签到的评标委员会成员 members who checked in'),
  'panel.declare': row<Tender>(['expert'], '已签到的评标委员会成员 members who checked in'),

  'check.order': row(['supervisor']),
  'check.assign': row<Check>(['platform']),
  'check.find': row<Check>(['supervisor'], '下达抽查的监督部门 the supervisor that ordered it', orderedBy),
  'check.publish': row<Check>(['supervisor'], '下达抽查的监督部门 the supervisor that ordered it', orderedBy),
  'check.issueRecord': row<Check>(['platform']),
  'check.read': row<Check>(
    everyRole,
    '公布后任何人；公布前仅监督 everybody once published',
    (who, check) => check.stage === 'published' || who.role === 'supervisor',
  ),
  'check.list': row(everyRole),

  'evaluation.begin': row<Tender>(['expert', 'platform'], '评标委员会已全部签到 the panel is seated'),
  'evaluation.electChair': row<Evaluation>(['expert'], ofThePanel, member),
  'evaluation.review': row<Evaluation>(['expert'], ofThePanel, member),
  'evaluation.ask': row<Evaluation>(['expert'], '评标委员会组长 the chair', member),
  'evaluation.argue': row<Evaluation>(['expert'], '评标委员会组长 the chair', member),
  'evaluation.suspectPrice': row<Evaluation>(['expert'], '评标委员会组长 the chair', member),
  'evaluation.judgePrice': row<Evaluation>(['expert'], ofThePanel, member),
  'evaluation.correctPrice': row<Evaluation>(['expert'], '评标委员会组长 the chair', member),
  'evaluation.dropCorrection': row<Evaluation>(['expert'], '评标委员会组长 the chair', member),
  'evaluation.answerCorrection': row<Evaluation>(['bidder'], '报价被修正的投标人 the bidder whose price was corrected'),
  'evaluation.countDeviations': row<Evaluation>(['expert'], '评标委员会组长 the chair', member),
  'evaluation.drawTie': row<Watched>(['tenderer', 'agent'], ofThisTender, (who, { tender }) => hosts(who, tender)),
  'evaluation.chooseEqual': row<Watched>(['tenderer'], '本标段的采购人 the purchaser itself', (who, { tender }) =>
    tendererItself(who, tender),
  ),
  'evaluation.noteTie': row<Watched>(['platform']),
  'evaluation.endVoid': row<Tender>(['platform']),
  'evaluation.answer': row<Evaluation>(['bidder'], '被要求澄清的投标人 the bidder who was asked'),
  'evaluation.clarifications': row<Watched>(
    ['bidder', 'expert', 'supervisor'],
    '投标人只见自己的问题 a bidder sees its own only',
    (who, of) => who.role === 'bidder' || watcher(who, of),
  ),
  'evaluation.expire': row<Evaluation>(['clock']),
  'evaluation.saveSheet': row<Evaluation>(['expert'], ofThePanel, member),
  'evaluation.lock': row<Evaluation>(['expert'], ofThePanel, member),
  'evaluation.correct': row<Evaluation>(['expert'], ofThePanel, member),
  'evaluation.opine': row<Evaluation>(['expert'], ofThePanel, member),
  'evaluation.draftReport': row<Evaluation>(['platform']),
  'evaluation.report': row<Watched>(
    ['expert', 'supervisor', 'tenderer', 'agent'],
    '成员、监督；评标结束后招标人与代理 members, the supervisor; the hosts once it is finished',
    reportReader,
  ),
  'evaluation.sign': row<Evaluation>(['expert'], ofThePanel, member),
  'evaluation.refuseToSign': row<Evaluation>(['expert'], ofThePanel, member),
  'evaluation.replaceMember': row<Evaluation>(['platform']),
  'evaluation.raiseDefect': row<Evaluation>(['expert'], ofThePanel, member),
  'evaluation.voteOnDefect': row<Evaluation>(['expert'], ofThePanel, member),
  'evaluation.answerStop': row<Watched>(['tenderer'], '本标段的招标人 the tenderer itself', (who, { tender }) =>
    tendererItself(who, tender),
  ),
  'evaluation.askTime': row<Evaluation>(['expert'], ofThePanel, member),
  'evaluation.setTime': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'evaluation.leave': row<Evaluation>(['expert'], ofThePanel, member),
  'evaluation.dismiss': row<Watched>(
    ['supervisor'],
    '本标段的监督人 the supervisor of this tender',
    (who, { tender }) => officer(who, tender),
  ),
  'evaluation.giveUp': row<Watched>(['tenderer', 'agent'], ofThisTender, (who, { tender }) => hosts(who, tender)),
  'evaluation.read': row<Watched>(
    ['expert', 'supervisor', 'tenderer', 'agent', 'centre'],
    '成员只见自己的评分 members see their own scores only',
    watcher,
  ),
  'evaluation.signals': row<Watched>(
    ['expert', 'supervisor', 'tenderer', 'agent'],
    '评标委员会成员、监督；评标结束后招标人、代理 the panel and the supervisor; who runs the tender once it is finished',
    reportReader,
  ),
  'evaluation.result': row<Watched>(
    ['expert', 'supervisor', 'tenderer', 'agent'],
    '评标结束后 once it is finished',
    reportReader,
  ),

  'upload.write': row(['bidder', 'tenderer', 'agent', 'centre'], '上传者本人 the one who opened it'),

  'deposit.open': row<Tender>(
    ['bidder'],
    '不得为本标段招标人或代理机构 not the tenderer or agent of this tender',
    outsider,
  ),
  'deposit.guarantee': row<Tender>(
    ['bidder'],
    '不得为本标段招标人或代理机构 not the tenderer or agent of this tender',
    outsider,
  ),
  'deposit.annual': row<Tender>(
    ['bidder'],
    '不得为本标段招标人或代理机构 not the tenderer or agent of this tender',
    outsider,
  ),
  'deposit.forgive': row<Tender>(['bidder'], '投标人本人 its own deposit', outsider),
  'payers.makeKey': row<Tender>(['platform']),
  'payers.open': row<Tender>(['platform']),
  'guarantee.revoke': row(['bank', 'bidder'], '开立人本人 the issuer itself'),
  'issuer.propose': row(['centre']),
  'issuer.decide': row(['centre'], '提出人以外的另一人 another person than the one who proposed it'),
  'issuer.read': row(everyRole),
  'deposit.read': row<Tender>(['bidder'], '投标人本人 its own deposit', outsider),
  'deposit.list': row<Tender>(['tenderer', 'agent', 'centre', 'supervisor'], '开标后 after the opening', hostOrOther),
  'deposit.release': row<Tender>(['platform']),
  'interface.describe': row(everyRole),
  'bank.pay': row(['bank']),
  'bank.orders': row(['bank']),
  'bank.confirm': row(['bank']),
  'bank.refuse': row(['bank']),
  'bank.reverse': row(['bank']),
  'bank.balance': row(['bank']),
  'bank.preview': row(['bank']),
  'bank.import': row(['bank']),
  'deposit.payee': row<Tender>(['bidder'], '投标人本人 its own deposit', outsider),
  'deposit.surplus': row<Tender>(['bidder'], '投标人本人 its own deposit', outsider),
  'deposit.decline': row<Tender>(['bidder'], '投标人本人 its own deposit', outsider),
  'deposit.keep': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'refund.list': row(['centre'], '开标前不见标段、金额与投标人 before the opening neither section, amount nor bidder'),
  'refund.read': row<Desk>(
    ['centre'],
    '本中心的批次；开标前不见标段、金额与投标人 batches of one’s own centre; before the opening neither section, amount nor bidder',
    atDesk,
  ),
  'refund.prepare': row(['centre'], '本中心的款项 what goes back from one’s own centre'),
  'refund.approve': row<Desk>(
    ['centre'],
    '本中心的批次，两人分别以不同证书签署 a batch of one’s own centre, two people with two certificates',
    atDesk,
  ),
  'refund.reject': row<Desk>(['centre'], '本中心的批次 a batch of one’s own centre', atDesk),
  'refund.retry': row<Desk>(['centre'], '本中心的款项 what goes back from one’s own centre', atDesk),
  'refund.send': row(['platform']),
  'refund.due': row(['clock']),
  'refund.overdue': row(
    ['supervisor'],
    '开标前不见标段、金额与投标人 before the opening neither section, amount nor bidder',
  ),
  'refund.nameDues': row(['platform']),
  'alarm.raise': row(['platform']),
  'alarm.notice': row(['supervisor']),
  'alarm.read': row(['supervisor', 'centre'], '不含标段与投标人 neither section nor bidder'),
  'money.unmatched': row(
    ['centre'],
    '开标前不见标段、金额与投标人 before the opening neither section, amount nor bidder',
  ),
  'money.reconcile': row(['centre', 'supervisor'], '分标段数额仅限已开标的 sections only after their opening'),

  'award.prepare': row<Tender>(['tenderer', 'agent', 'supervisor'], ofThisTender, hostOrOther),
  'award.publicise': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'award.issue': row<Tender>(['platform']),
  'award.deliver': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'award.acceptance': row<Tender>(
    ['tenderer', 'agent', 'supervisor'],
    '结果公布前仅招标人、代理机构和监督部门 before the result only its hosts and its supervisor',
    (who, tender) => (who.role === 'supervisor' ? officer(who, tender) : hosts(who, tender)),
  ),
  'award.review': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'award.recheck': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'award.fix': row<Tender>(['tenderer'], '本标段的采购人 the purchaser itself', tendererItself),
  'award.drawTie': row<Tender>(['tenderer'], '本标段的采购人 the purchaser itself', tendererItself),
  'award.noteLot': row<Tender>(['platform']),
  'award.announce': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'award.passOver': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'award.invalidate': row<Tender>(['supervisor'], '本标段的监督人 the supervisor of this tender', officer),
  'award.letters': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'award.sendNotices': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'award.signPaper': row<Tender>(['tenderer', 'bidder'], '招标人与中标人 the two sides', (who, tender) =>
    who.role === 'tenderer' ? tendererItself(who, tender) : outsider(who, tender),
  ),
  'award.giveBond': row<Tender>(['bidder'], '中标人 the winner', outsider),
  'award.returnBond': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'award.weigh': row<Tender>(['tenderer'], '本标段的采购人 the purchaser itself', tendererItself),
  'award.report': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'award.reportRead': row<Tender>(['tenderer', 'agent', 'centre', 'supervisor'], ofThisTender, hostOrOther),
  'award.proposeContract': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'award.publishContract': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'award.own': row<Tender>(['bidder'], '本标段投标人，只见自己 a bidder of this tender, its own only', outsider),
  'duty.keep': row<Tender>(['platform']),
  'duty.overdue': row<Tender>(['clock']),
  'duty.dateAnew': row(['platform']),
  'duty.read': row<Tender>(
    ['tenderer', 'agent', 'supervisor'],
    '本标段的招标人、代理机构和监督部门 its hosts and its supervisor',
    (who, tender) => (who.role === 'supervisor' ? officer(who, tender) : hosts(who, tender)),
  ),
  'duty.list': row(['supervisor'], '本部门监督的标段 the tenders that it supervises'),
  'award.answerDueAnew': row(['platform']),
  'award.read': row<Tender>(everyRole),
  'award.object': row<Tender>(['bidder'], '参加本标段投标的投标人 a bidder of this tender', outsider),
  'award.objections': row<Tender>(['bidder', 'tenderer', 'agent', 'centre', 'supervisor'], ofThisTender, hostOrOther),
  'award.answer': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'award.decide': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'award.ownNotice': row<Tender>(['bidder'], '本标段投标人 a bidder of this tender', outsider),
  'award.contractRead': row<Tender>(
    ['bidder', 'tenderer', 'agent', 'supervisor'],
    '招标人与中标人 the two sides, their watchers',
    hostOrOther,
  ),
  'award.contract': row<Tender>(['tenderer', 'bidder'], '招标人与中标人 the two sides', (who, tender) =>
    who.role === 'tenderer' ? tendererItself(who, tender) : outsider(who, tender),
  ),

  'complaint.file': row<Tender>(['bidder'], '投标人或其他利害关系人 bidders and others concerned', outsider),
  'complaint.read': row<Tender>(
    ['bidder', 'tenderer', 'agent', 'supervisor'],
    '投诉人、监督；受理后被投诉人 the complainant, the supervisor; the other side once it is taken up',
    hostOrOther,
  ),
  'complaint.desk': row(['supervisor']),
  'complaint.rulings': row<Tender>(everyRole),
  'complaint.decide': row<Case>(['supervisor'], ofTheSupervisor, rulesOn),
  'complaint.clock': row<Case>(['supervisor'], ofTheSupervisor, rulesOn),
  'complaint.rest': row<Case>(['supervisor'], ofTheSupervisor, rulesOn),
  'complaint.rule': row<Case>(['supervisor'], ofTheSupervisor, rulesOn),
  'complaint.state': row<Case>(['tenderer', 'agent'], ofThisTender, (who, { tender }) => hosts(who, tender)),
  'complaint.withdraw': row<Case>(
    ['bidder'],
    '投诉人本人 its own complaint',
    (who, { tender, complaint }) => who.tagFor(tender.id) === complaint.tag,
  ),
  'complaint.restEnds': row<Case>(['clock']),
  'complaint.issue': row<Complaint>(['platform']),
} as const

/** The name of a row. */
export type DeedName = keyof typeof policy
/** What the policy's row judges by. */
export type SubjectOf<N extends DeedName> = (typeof policy)[N] extends Row<infer S> ? S : never

/** Whether somebody may do a deed; without a subject only the role and the entrance are asked. */
export function may(deed: DeedName, who: Who, subject?: unknown): boolean {
  const of = policy[deed] as Row<unknown>
  if (!of.roles.includes(who.role) || !entrancesOf([who.role]).includes(who.entrance)) return false
  return subject === undefined || !of.test || of.test(who, subject)
}

/** Refuses what the policy does not allow. */
export function permit(deed: DeedName, who: Who, subject?: unknown): void {
  if (may(deed, who, subject)) return
  throw refuse(who.role === 'public' ? 'SIGN_IN_FIRST' : 'FORBIDDEN', { deed })
}

/** The policy as a table for people: deed, entrances, roles, condition. */
export function policyTable(): string {
  const lines = Object.entries(policy as Record<string, Row<unknown>>).map(
    ([deed, { roles, at, where }]) => `| ${deed} | ${at.join(' ')} | ${roles.join(' ')} | ${where ?? ''} |`,
  )
  return ['| deed | entrance | roles | where |', '|---|---|---|---|', ...lines].join('\n')
}

export { hostOrOther, outsider, tendererItself }

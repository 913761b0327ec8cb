import type { Project } from '../../projects/project.ts'
import type { Tender } from '../../tenders/tender.ts'
import {
  holdsSeat,
  hostOrOther,
  hosts,
  officer,
  ofThisProject,
  ofThisTender,
  outsider,
  ownCentre,
  type PaperOf,
  paperReader,
  runs,
  seated,
  signingPlace,
  tendererItself,
} from '../parties.ts'
import { everyRole, row } from './row.ts'

/** Rows of the policy: projects, tenders, their documents, papers, questions and objections. */
export const tendersRows = {
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
  'tender.restForOutage': row<Tender>(['platform']),
  'tender.resumeAfterOutage': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'tender.correctionOverdue': row<Tender>(['clock']),
  'tender.postpone': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'tender.publishControlPrice': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'tender.terminate': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'tender.repeat': row<Tender>(['tenderer', 'agent'], ofThisTender, hosts),
  'operation.read': row<Tender>(['supervisor'], '本标段的监督部门 the supervisor of it', officer),
  'tender.askMethodChange': row<Tender>(['tenderer'], '本标段的采购人 the purchaser itself', tendererItself),
  'tender.decideMethodChange': row<Tender>(['supervisor'], '本标段的财政部门 the finance department of it', officer),
  'tender.readMethodChange': row<Tender>(
    ['tenderer', 'agent', 'supervisor'],
    '采购人、代理机构与监督；专家姓名不对外公开 those who run the tender and its supervisor',
    (who, tender) => (who.role === 'supervisor' ? officer(who, tender) : hosts(who, tender)),
  ),
  'tender.extendValidity': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'tender.endValidity': row<Tender>(['clock']),
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
} as const

import type { Tender } from '../../tenders/tender.ts'
import {
  holdsSeat,
  hostOrOther,
  hosts,
  officer,
  ofThisTender,
  outsider,
  ownCentre,
  seated,
  tendererItself,
  type Watched,
  watcher,
} from '../parties.ts'
import { everyRole, row } from './row.ts'

/** Rows of the policy: bids, their opening and qualification, and the archive. */
export const bidsRows = {
  'upload.open': row(['bidder', 'tenderer', 'agent', 'centre']),
  'bid.seal': row<Tender>(
    ['bidder'],
    '不得为本标段招标人或代理机构 not the tenderer or agent of this tender',
    outsider,
  ),
  'bid.withdraw': row<Tender>(['bidder'], '投标人本人 its own bid', outsider),
  'bid.answerValidity': row<Tender>(['bidder'], '被请求延长的投标人本人 a bidder that was asked', outsider),
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
  'qualification.report': row<Tender>(['bidder'], '投标人本人 the bidder itself', outsider),
  'qualification.changes': row<Tender>(
    ['bidder', 'tenderer', 'agent', 'supervisor'],
    '投标人只见自己的 a bidder its own; those who run the tender and its supervisor all',
    (who, tender) => (who.role === 'supervisor' ? officer(who, tender) : who.role === 'bidder' || hosts(who, tender)),
  ),
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
  'upload.write': row(['bidder', 'tenderer', 'agent', 'centre'], '上传者本人 the one who opened it'),
} as const

import { inFull, minute, type Paper } from '../../templates/layout.ts'
import { type TenderChange, tenderChange } from '../../templates/tenderChange.ts'
import { issuePaper } from '../documents/issue.ts'
import { attestation, money } from '../documents/words.ts'
import { methodChange } from '../law/methodChange.ts'
import { type Context, command, on } from '../ledger/command.ts'
import type { Fact } from '../ledger/event.ts'
import { TenderFailed } from './events.ts'
import { folderOf, stampPublished } from './hostSigningCommands.ts'
import { MethodChangeApproved } from './methodEvents.ts'
import {
  ControlPricePublished,
  SuspensionLifted,
  TenderPaperIssued,
  TenderPostponed,
  TenderSuspended,
  TenderTerminated,
} from './sideEvents.ts'
import type { HostSigned } from './signature.ts'
import { tenderById, tenderStream } from './store.ts'
import type { Tender } from './tender.ts'

/** What differs from paper to paper. */
export type Told = Pick<TenderChange, 'title' | 'figures' | 'follows'> &
  Partial<Pick<TenderChange, 'reason' | 'article' | 'changes' | 'answers'>> & {
    /** what happened, where the two laws name it differently by track */
    what: string | Readonly<Record<Tender['track'], string>>
  }

const keep = command(
  'tender.issuePaper',
  (e, input: Parameters<typeof TenderPaperIssued>[0]) => e.hold(tenderStream(input.tender)),
  async (e, tender, input) => {
    if (tender.papers?.some(({ of }) => of === input.of)) return
    await e.append(tenderStream(tender.id), [TenderPaperIssued(input)])
  },
)

/** The paper that tells what befell a tender, dated by a moment. */
export const changePaper = (platform: Context['platform'], tender: Tender, told: Told, at: number): Paper =>
  tenderChange({
    ...attestation(platform, `tender=${tender.id}`),
    ...{ code: tender.code, name: tender.name, project: tender.project.name, contact: tender.contact },
    ...{ tenderer: tender.tenderer.name, track: tender.track, supervisor: tender.supervisor.name },
    ...(tender.agent ? { agent: tender.agent.name } : {}),
    ...told,
    what: typeof told.what === 'string' ? told.what : told.what[tender.track],
    issuedAt: at,
  })

/** Issues the stamped paper that tells a fact of a tender; one that its host signed with the fact is that very file. A second run issues nothing. */
export async function issueChange(
  context: Context,
  fact: Fact<string, { tender: string; paper?: HostSigned | undefined }>,
  told: Told,
): Promise<void> {
  const { platform } = context
  const { tender: id, paper: signed } = fact.data
  const tender = await tenderById(context, id)
  if (!tender) throw new Error(`${id} is not there`)
  if (tender.papers?.some(({ of }) => of === fact.id)) return
  const of = { tender: id, of: fact.id, title: told.title }
  if (signed) {
    const { field, certificate } = signed
    const issued = await stampPublished(platform, folderOf(tender), signed, fact.at)
    return keep.run(context, { ...of, ...issued, signed: { field, certificate } })
  }
  const paper = changePaper(platform, tender, told, fact.at)
  return keep.run(context, { ...of, ...(await issuePaper(platform, folderOf(tender), paper, fact.at)) })
}

const METHODS = methodChange.value === 'none' ? [] : methodChange.value
/** What the paper of a control price says. */
export const controlPriceTold = (of: { price: string; basis: string }, at: number): Told => ({
  title: '控制价公示',
  what: '现将本标段最高投标限价（招标控制价）予以公示。',
  figures: [
    ['最高投标限价', inFull(money(of.price))],
    ['编制依据', of.basis],
    ['公示时间', minute(at)],
  ],
  follows: ['对控制价有异议的，应当在规定的期限内通过平台提出。'],
})

const SUSPENDED = {
  objection: {
    T: '因收到异议，在作出答复前暂停招标投标活动。',
    G: '因收到质疑，在作出答复前暂停采购活动。',
  },
  supervision: {
    T: '按照行政监督部门的指令，暂停招标投标活动。',
    G: '按照监督管理部门的要求，暂停采购活动。',
  },
  incident: '因平台发生故障，暂停招标投标活动。',
  complaint: '因处理投诉，暂停招标投标活动。',
  correction: '招标文件应当改正，在改正前暂停招标投标活动，不截标、不开标。',
}

const EXTENDED = '已递交的投标文件继续有效；投标人可以在新的投标截止时间前补充、修改或者撤回。'
const ENDINGS: Readonly<Record<string, string>> = {
  majorChange: '因重大变故，采购任务取消，终止招标。',
  other: '终止本次招标。',
  documentUnlawful: '招标文件内容违法，影响潜在投标人投标，终止本次招标，修改后重新组织。',
  documentDefective: '评标委员会停止评标并经招标人（采购人）确认，终止本次招标，修改招标文件后重新组织。',
}
const REFUNDED = '已收取的投标保证金按规定的期限退还，投标人无须申请。'

/** The papers that follow what befalls a tender. */
export const paperReactions = [
  on(TenderSuspended, 'suspensionNotice', (context, fact) =>
    issueChange(context, fact, {
      title: '暂停通知',
      what: SUSPENDED[fact.data.kind],
      reason: fact.data.reason,
      article: fact.data.article,
      figures: [['暂停起始时间', minute(fact.data.since)]],
      follows: ['暂停期间各项期限停止计算，恢复后按暂停的时间（不足一日的按一日计）顺延。恢复时间另行通知。'],
    }),
  ),
  on(SuspensionLifted, 'resumptionNotice', (context, fact) =>
    issueChange(context, fact, {
      title: fact.data.resumed ? '恢复通知' : '暂停原因消除通知',
      what: fact.data.resumed
        ? '暂停的原因已经消除，招标投标活动恢复进行。'
        : '下列暂停原因已经消除，其余暂停仍然有效。',
      reason: fact.data.reason,
      ...(fact.data.resumed ? { article: fact.data.resumed.article } : {}),
      figures: fact.data.resumed
        ? [
            ['恢复时间', minute(fact.data.at)],
            ['投标截止时间', minute(fact.data.resumed.deadline)],
          ]
        : [],
      follows: [],
    }),
  ),
  on(TenderPostponed, 'postponementNotice', (context, fact) =>
    issueChange(context, fact, {
      title: '延期公告',
      what: '投标截止时间和开标时间延期。',
      reason: fact.data.reason,
      figures: [
        ['原投标截止时间', minute(fact.data.before)],
        ['现投标截止时间', minute(fact.data.deadline)],
        ['招标文件获取截止时间', minute(fact.data.documentsUntil)],
      ],
      follows: [EXTENDED],
    }),
  ),
  on(ControlPricePublished, 'controlPriceNotice', (context, fact) =>
    issueChange(context, fact, controlPriceTold(fact.data, fact.data.at)),
  ),
  on(TenderTerminated, 'terminationNotice', (context, fact) =>
    issueChange(context, fact, {
      title: '终止公告',
      what: ENDINGS[fact.data.ground] ?? '',
      reason: fact.data.reason,
      article: fact.data.article,
      figures: [
        ['终止时间', minute(fact.data.at)],
        ...(fact.data.defect
          ? ([
              ['所涉条款', fact.data.defect.clause],
              ['违反的规定或者缺陷', fact.data.defect.offends],
            ] as const)
          : []),
      ],
      follows: [REFUNDED, ...(fact.data.defect ? ['招标文件修改后将重新组织招标，另行发布公告。'] : [])],
    }),
  ),
  on(TenderFailed, 'failureNotice', (context, fact) =>
    issueChange(context, fact, {
      title: '流标公告',
      what: '本次招标失败。',
      reason: fact.data.reason,
      ...(fact.data.article ? { article: fact.data.article } : {}),
      figures: [['时间', minute(fact.at)]],
      follows: [REFUNDED, '需要重新招标的，将另行发布公告。'],
    }),
  ),
  on(MethodChangeApproved, 'methodChangeNotice', (context, fact) =>
    issueChange(context, fact, {
      title: '变更采购方式公告',
      what: `公开招标的投标人不足三家，招标文件没有不合理条款，招标程序符合规定；经财政部门批准，改用${wayOf(fact.data.method)}方式采购，本次招标终结。`,
      reason: fact.data.reason,
      article: fact.data.article,
      figures: [
        ['批准文号', fact.data.number],
        ['采购方式', wayOf(fact.data.method)],
        ['后续采购', fact.data.continues],
        ['批准时间', minute(fact.data.at)],
      ],
      follows: ['后续采购不在本标段内进行，以其自身的公告为准。'],
    }),
  ),
]

/** A way of buying by its name in the law. */
const wayOf = (code: string): string => METHODS.find((one) => one.code === code)?.zh ?? code

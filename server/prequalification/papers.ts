import { admissionLetter } from '../../templates/admissionLetter.ts'
import { inFull, minute } from '../../templates/layout.ts'
import { PARTIES } from '../../templates/parties.ts'
import { issuePaper } from '../documents/issue.ts'
import { attestation, money } from '../documents/words.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { type Context, command, on } from '../ledger/command.ts'
import type { FactOf } from '../ledger/event.ts'
import { PrequalificationAmended, PrequalificationPublished } from '../tenders/admissionEvents.ts'
import { lasting } from '../tenders/notice.ts'
import { issueChange, type Told } from '../tenders/papers.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { tenderById } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Application } from './application.ts'
import { PrequalificationConcluded, ResultIssued } from './events.ts'
import type { Prequalification } from './prequalification.ts'
import { termsOf } from './publishing.ts'
import { reasonsOf } from './review.ts'
import { applicantOf, applicationOf, applicationsOf, openedOf, prequalificationOf } from './store.ts'

/** Whether an applicant has its notice of that review. */
const isTold = ({ result }: Application, round: number): boolean => !!result && (result.round ?? 0) === round

const issueResult = command(
  'prequalification.issueResult',
  (e, input: { tender: string; tag: string; file: string; sha256: string; round?: number }) =>
    e.hold(applicationOf(input.tender, input.tag)),
  async (e, application, { tender, tag, ...issued }) => {
    if (isTold(application, issued.round ?? 0)) return
    const { sequence } = application
    await e.append(applicationOf(tender, tag), [ResultIssued({ tender, tag, sequence, ...issued })])
  },
)

/** What follows for those who passed. */
const NEXT = {
  drawn: '贵单位已列入符合资格条件的供应商名单，受邀请的供应商从名单中随机抽取，结果另行通知。',
  asked: '现邀请贵单位参加投标。招标文件发出后可在平台免费获取，请按其规定编制并加密递交投标文件。',
}

/** What an applicant may do against the result: under the law of purchases it challenges first, under the other it complains. */
export function remedyWords({ supervisor }: Pick<Tender, 'supervisor'>, law: Rulebook): string {
  const { resultObjection: challenge, complaintWithin: complaint } = law
  const within = lasting(complaint.value)
  return challenge.value === 'publicity'
    ? `认为资格预审不符合法律、行政法规规定的，可以自知道或者应当知道之日起${within}内通过平台向${PARTIES.T.supervisor}（${supervisor.name}）投诉（${complaint.article}）。`
    : `认为资格预审结果使自己的权益受到损害的，可以自收到本通知之日起${lasting(challenge.value.afterKnowing)}内通过平台以书面形式向采购人提出质疑（${challenge.article}）；对答复不满意或者采购人未按时答复的，可以在答复期满后${within}内向${PARTIES.G.supervisor}（${supervisor.name}）投诉（${complaint.article}）。`
}

/** What one applicant is told: that it passed and is asked to bid, or what it lacked and why. */
function letterOf(context: Context, tender: Tender, state: Prequalification, one: Application, at: number) {
  const { platform } = context
  const to = applicantOf(platform, one) ?? { code: '', name: '' }
  const passed = state.passed?.includes(one.tag) ?? false
  const partners = openedOf(platform, one)?.form.consortium.map(({ name }) => name) ?? []
  const opened = !state.unopened?.includes(one.tag)
  const words = new Map(tender.prequalification?.requirements.map(({ id, zh }) => [id, zh]))
  const law = lawOf(tender)
  return admissionLetter({
    ...attestation(platform, `tender=${tender.id}`),
    title: '资格预审结果通知书',
    sealed: 'tenderer' as const,
    number: `${tender.code}-ZS-${one.tag.slice(0, 8)}`,
    track: tender.track,
    ...{ code: tender.code, name: tender.name, project: tender.project.name, to },
    ...{ tenderer: tender.tenderer.name, contact: tender.contact },
    ...(tender.agent ? { agent: tender.agent.name } : {}),
    ...(tender.address ? { address: tender.address } : {}),
    says: passed
      ? ['贵单位已通过本标段资格预审。', NEXT[tender.method === 'invited' ? 'drawn' : 'asked']]
      : [
          opened ? '贵单位未通过本标段资格预审，不具有投标资格。' : '贵单位的申请文件在解密时限内未解密，未予开启。',
          remedyWords(tender, law),
        ],
    facts: [
      ['申请文件送达时间', minute(one.receivedAt)],
      ...(partners.length ? [['联合体其他成员', partners.join('、')] as [string, string]] : []),
    ],
    reasons: reasonsOf(state, one.tag).flatMap(({ requirement, reasons }) =>
      passed ? [] : reasons.map((reason) => [words.get(requirement) ?? requirement, reason] as [string, string]),
    ),
    article: law.prequalResult.article,
    issuedAt: at,
  })
}

async function tellApplicants(context: Context, id: string, at: number): Promise<void> {
  const tender = await tenderById(context, id)
  const state = await prequalificationOf(context, id)
  if (!tender || !state) throw new Error(`${id} is not there`)
  for (const one of await applicationsOf(context, id)) {
    if (!state.applications.includes(one.tag) || isTold(one, state.round ?? 0)) continue
    const folder = `papers/${id.toLowerCase()}`
    const issued = await issuePaper(context.platform, folder, letterOf(context, tender, state, one, at), at)
    const round = state.round ? { round: state.round } : {}
    await issueResult.run(context, { tender: id, tag: one.tag, ...issued, ...round })
  }
}

/** What a notice says of the project (order 87, article 15; 《招标公告和公示信息发布管理办法》第五条): a purchase's budget too. */
const announcedFigures = (tender: Tender): [string, string][] => [
  [tender.track === 'G' ? '采购需求' : '招标项目内容、规模', tender.scope],
  ['实施地点', tender.place],
  ['资金来源', tender.funds],
  ...(tender.track === 'G' ? [['预算金额', inFull(money(tender.estimate))] as [string, string]] : []),
  ...(tender.track === 'G' && tender.ceiling ? [['最高限价', inFull(money(tender.ceiling))] as [string, string]] : []),
  ['工期（交付期）', `${tender.durationDays} 日历天`],
  ['资格要求', tender.qualification],
  ...(tender.address ? [[tender.track === 'G' ? '采购人地址' : '招标人地址', tender.address] as [string, string]] : []),
]

/** What the notice of a prequalification says. */
export function noticeTold(tender: Tender, publicUrl: string): Told {
  const terms = termsOf(tender)
  return {
    title: '资格预审公告',
    what: `现对${tender.name}进行资格预审，欢迎符合条件的潜在投标人提出申请。`,
    figures: [
      ...announcedFigures(tender),
      ['是否接受联合体', tender.consortium ? '接受' : '不接受'],
      ['资格预审文件提供时间', `${minute(terms.documentsFrom)} 至 ${minute(terms.documentsUntil)}`],
      ['获取方式', '在本平台免费下载，无须报名'],
      ['申请截止时间', minute(terms.deadline)],
      ['申请文件提交方式', '加密后通过本平台在线提交'],
      ['资格预审日期', `${minute(terms.deadline)} 起`],
      ['发布媒介', publicUrl],
    ],
    follows: [
      '资格预审文件在平台免费下载，无须报名；申请文件加密后通过平台递交，截止前可以撤回、替换。',
      '未通过资格预审的申请人不具有投标资格。',
    ],
  }
}

/** What the paper of an addendum to the prequalification document says. */
export const addendumTold = (of: FactOf<typeof PrequalificationAmended>['data']): Told => ({
  title: '资格预审澄清公告',
  what: `${of.title}：${of.text}`,
  figures: [
    ['资格预审文件版本', `第${of.version}版`],
    ['资格预审文件提供截止时间', minute(of.documentsUntil)],
    ['申请截止时间', minute(of.deadline)],
  ],
  follows: of.affects ? ['已按旧版本递交申请文件的，可以在截止前按新版本替换。'] : [],
})

/** The papers of a prequalification: its notice, its addenda, and each applicant's result. */
export const prequalPapers = [
  on(PrequalificationPublished, 'prequalificationNotice', async (context, fact) => {
    const tender = await tenderById(context, fact.data.tender)
    if (tender?.prequalification) await issueChange(context, fact, noticeTold(tender, context.platform.publicUrl))
  }),
  on(PrequalificationAmended, 'prequalificationAddendum', (context, fact) =>
    issueChange(context, fact, addendumTold(fact.data)),
  ),
  on(PrequalificationConcluded, 'prequalificationResults', (context, fact) =>
    tellApplicants(context, fact.data.tender, fact.at),
  ),
]

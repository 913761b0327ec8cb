import type { z } from 'zod'
import { type Refusal, refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Fact } from '../ledger/event.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Stage, Tender } from '../tenders/tender.ts'
import {
  type Recording,
  type Venue,
  Witnessed,
  type WitnessFact,
  type WitnessHappening,
  WitnessPaper,
} from './witnessEvents.ts'

const refuse = refusals({
  WITNESS_STAGE: {
    status: 409,
    zh: '评标结束并公示（公告）结果后，归档前，可以出具见证书',
    en: 'the course is certified once its result is public, and before it is archived',
  },
  WITNESS_GIVEN: { status: 409, zh: '见证书已出具', en: 'the certificate is given already' },
  WITNESS_ABSENT: { status: 404, zh: '见证书尚未出具', en: 'there is no certificate yet' },
  VENUES_MAIN: {
    status: 422,
    zh: '远程异地评标应当有且只有一个主场，并至少有一个副场',
    en: 'a remote evaluation has exactly one main venue, and at least one other',
  },
  VENUES_FEW: {
    status: 422,
    zh: '评标场所少于本地区规定的数目',
    en: 'there are fewer venues than the region asks for',
  },
  VENUE_TWICE: { status: 422, zh: '同一场所重复填写', en: 'a venue stands there twice' },
  WITNESS_TWICE: {
    status: 422,
    zh: '同一见证人不能同时在两个场所见证',
    en: 'nobody can be a witness at two venues at once',
  },
  PAPER_SIGNED: { status: 409, zh: '您已签署该文件', en: 'this side has signed it already' },
})

type File = { file: string; sha256: string }
type Recorded = z.infer<typeof Recording>
type Located = z.infer<typeof Venue>

/** What the centre certified. */
export interface Witness {
  tender: string
  opinion: string
  recordings: Recorded[]
  venues?: Located[]
  facts: number
  at: number
  paper: (File & { signed: boolean }) | null
}

/** The only place where a certificate changes. */
export function evolve(before: Witness | undefined, fact: WitnessFact): Witness {
  if (fact.type === 'witness.given') {
    const { tender, opinion, recordings, facts, venues } = fact.data
    return { tender, opinion, recordings, ...(venues ? { venues } : {}), facts, at: fact.at, paper: null }
  }
  if (!before) throw new Error('a paper before the certificate')
  const { file, sha256, signed } = fact.data
  return { ...before, paper: { file, sha256, signed: signed !== null } }
}

const OPEN: readonly Stage[] = ['publicised', 'awarded', 'contracted']

/** What is asked of venues: the article, and how many there are at least where the region says so. */
export interface VenuesAsked {
  readonly law: Pick<Rulebook, 'evaluationVenue'>
  readonly least: number
}

const once = (names: readonly string[]): boolean => new Set(names.map((name) => name.trim())).size === names.length

/** What is wrong with the venues of a remote evaluation: the first thing, or nothing. None are named where there was one. */
export function venueProblem(venues: readonly Located[], { law, least }: VenuesAsked): Refusal | undefined {
  if (!venues.length) return undefined
  const main = venues.filter(({ kind }) => kind === 'main').length
  if (main !== 1 || venues.length < 2) return refuse('VENUES_MAIN', { main }, law.evaluationVenue)
  if (venues.length < least) return refuse('VENUES_FEW', { venues: venues.length, least }, law.evaluationVenue)
  if (!once(venues.map(({ name }) => name))) return refuse('VENUE_TWICE', {}, law.evaluationVenue)
  return once(venues.map(({ witness }) => witness)) ? undefined : refuse('WITNESS_TWICE', {}, law.evaluationVenue)
}

/** The centre certifies the course, once. */
export function giveWitness(
  of: { tender: Tender; before: Witness | undefined; facts: number; asked: VenuesAsked },
  said: { opinion: string; recordings: Recorded[]; venues?: Located[]; signature: Signature },
): WitnessHappening[] {
  const { tender, before, facts } = of
  if (!OPEN.includes(tender.stage)) throw refuse('WITNESS_STAGE', { stage: tender.stage })
  if (before) throw refuse('WITNESS_GIVEN', { at: before.at })
  const problem = venueProblem(said.venues ?? [], of.asked)
  if (problem) throw problem
  return [Witnessed({ tender: tender.id, facts, ...said })]
}

/** Notes the paper, once. */
export const witnessPaper = ({ tender, paper }: Witness, issued: File): WitnessHappening[] =>
  paper ? [] : [WitnessPaper({ tender, ...issued, signed: null })]

/** The paper that the centre may sign now. */
export function sealable(witness: Witness | undefined): File {
  if (!witness?.paper) throw refuse('WITNESS_ABSENT')
  if (witness.paper.signed) throw refuse('PAPER_SIGNED')
  return { file: witness.paper.file, sha256: witness.paper.sha256 }
}

/** Notes the centre's signature in the paper. */
export function sealWitness(witness: Witness, of: { signed: File; certificate: string }): WitnessHappening[] {
  const { sha256: base } = sealable(witness)
  return [WitnessPaper({ tender: witness.tender, ...of.signed, signed: { base, certificate: of.certificate } })]
}

/** A step of the course, for the certificate. */
export interface Step {
  what: string
  at: number
  note: string
}

const count = (facts: readonly Fact[], type: string): number => facts.filter((fact) => fact.type === type).length

/** What each step is shown by; steps that may come again are told by their last time. */
const STEPS: [type: string, what: string, which: 'first' | 'last', note: (facts: readonly Fact[]) => string][] = [
  ['tender.published', '发布公告与招标文件', 'first', () => '经签名发布'],
  ['tender.amended', '澄清或修改招标文件', 'last', (facts) => `共 ${count(facts, 'tender.amended')} 次`],
  ['tender.biddingClosed', '投标截止', 'last', () => '按公告的时间截止'],
  ['opening.started', '开标', 'last', () => '全部投标文件同时进入解密'],
  [
    'opening.bidsRead',
    '唱标',
    'last',
    (facts) => `解密 ${count(facts, 'bid.unsealed')} 份，未能解密 ${count(facts, 'bid.unopened')} 份`,
  ],
  ['opening.recorded', '形成开标记录', 'last', (facts) => `签署 ${count(facts, 'opening.recordSigned')} 方`],
  ['draw.drawn', '抽取专家', 'last', (facts) => `共 ${count(facts, 'draw.drawn')} 次，由多方共同产生随机数`],
  ['panel.seated', '评标委员会组成', 'last', () => '名单封存'],
  ['evaluation.begun', '开始评标', 'last', () => ''],
  [
    'evaluation.finished',
    '评标结束',
    'last',
    (facts) => `签署评标报告 ${count(facts, 'evaluation.reportSigned')} 人次`,
  ],
  ['award.publicised', '公示中标候选人', 'last', () => ''],
  ['award.announced', '公告中标结果', 'last', () => ''],
  ['award.decided', '确定中标人', 'last', () => ''],
  ['award.noticesIssued', '发出中标通知书和结果通知书', 'last', () => '同时发出'],
  ['award.contracted', '订立合同', 'last', () => '双方签名'],
]

/** The course of a tender as its facts tell it, in the order of time. */
export function courseOf(facts: readonly Fact[]): Step[] {
  return STEPS.flatMap(([type, what, which, note]) => {
    const all = facts.filter((fact) => fact.type === type)
    const one = which === 'first' ? all[0] : all.at(-1)
    return one ? [{ what, at: one.at, note: note(facts) }] : []
  }).sort((a, b) => a.at - b.at)
}

const INCIDENTS: Record<string, string> = {
  'tender.suspended': '暂停招标投标活动',
  'tender.suspensionLifted': '暂停原因消除',
  'tender.postponed': '投标截止时间延期',
  'opening.paused': '开标暂停',
  'opening.resumed': '开标复会',
  'opening.unlockFailed': '解密失败一次',
  'opening.remedyAsked': '提请开标人决定补救解密',
  'opening.causeClassified': '认定未能解密的原因',
  'opening.figureCorrected': '更正唱标',
  'opening.objectionRaised': '开标现场提出异议',
  'evaluation.memberLeft': '评标委员会成员离席',
  'evaluation.memberReplaced': '补足评标委员会成员',
  'evaluation.panelGivenUp': '重新组建评标委员会',
  'evaluation.reopened': '重新评审',
  'award.setAside': '公示或中标结果失效',
  'award.passedOver': '候选人不再作为中标人',
  'award.invalidated': '中标被认定无效',
}

/** What was out of the ordinary, in the order of time; names of nobody. */
export const incidentsOf = (facts: readonly Fact[]): Step[] =>
  facts
    .flatMap((fact) => {
      const what = INCIDENTS[fact.type]
      const { reason } = fact.data as { reason?: unknown }
      const shown = fact.type.startsWith('tender.') || fact.type.startsWith('opening.pause')
      return what ? [{ what, at: fact.at, note: shown && typeof reason === 'string' ? reason : '' }] : []
    })
    .sort((a, b) => a.at - b.at)

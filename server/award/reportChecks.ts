import type { Evaluation } from '../evaluation/evaluation.ts'
import type { Rulebook } from '../law/rulebook.ts'

/** One thing that is looked at in a report, with what the platform found. */
export interface ReportCheck {
  code: string
  zh: string
  en: string
  /** `look`: the platform cannot judge it, a person should */
  found: 'good' | 'look'
  /** what it was found in: bids and members as tags */
  detail: string[]
  article: string
}

type CheckLaw = Pick<
  Rulebook,
  'reportSigning' | 'mostCandidates' | 'reportRecheck' | 'rejectionMajority' | 'fewValidBids'
>

const one = (
  [code, zh, en]: readonly [string, string, string],
  detail: string[],
  rule: { article: string },
): ReportCheck => ({ code, zh, en, found: detail.length ? 'look' : 'good', detail, article: rule.article })

/** A score that far from the mean of the others, in share of the full mark, is shown. A hint, no law. */
const FAR = { numerator: 3, denominator: 10 }

/** What the members' marks for one bid and factor are. */
const marks = (e: Evaluation, bid: string, factor: string): number[] =>
  e.members.flatMap((member) => {
    const mark = e.scores?.[member]?.[bid]?.[factor]
    return mark ? [mark.score] : []
  })

const everyMark = (e: Evaluation) =>
  e.criteria.factors.flatMap((factor) =>
    (e.valid ?? []).map((bid) => ({ factor, bid, given: marks(e, bid, factor.id) })),
  )

/** Marks that lie far from what the others gave, without a float: |n·x − Σ| compared with the share of the full mark. */
function farOff(given: number[], full: number): boolean {
  const others = given.length - 1
  if (others < 1) return false
  const sum = given.reduce((total, mark) => total + mark, 0)
  return given.some((mark) => Math.abs(others * mark - (sum - mark)) * FAR.denominator > FAR.numerator * full * others)
}

const outOfRange = (e: Evaluation): string[] =>
  everyMark(e)
    .filter(({ factor, given }) => given.some((mark) => mark < 0 || mark > factor.full || mark % factor.step !== 0))
    .map(({ factor, bid }) => `${bid}:${factor.id}`)

const differing = (e: Evaluation): string[] =>
  everyMark(e)
    .filter(({ factor, given }) => factor.objective && new Set(given).size > 1)
    .map(({ factor, bid }) => `${bid}:${factor.id}`)

const extreme = (e: Evaluation): string[] =>
  everyMark(e)
    .filter(({ factor, given }) => !factor.objective && farOff(given, factor.full))
    .map(({ factor, bid }) => `${bid}:${factor.id}`)

/** Rows whose total is not what quality and price make, or whose rank is out of order. */
function sums(e: Evaluation): string[] {
  const rows = [...(e.result?.ranking ?? [])].sort((a, b) => a.rank - b.rank)
  // published figures are rounded one by one: a total may differ from their sum by one hundredth
  const wrong = rows.filter((row) => Math.abs(row.quality + row.priceScore - row.total) > 1)
  const disordered = rows.filter((row, i) => i > 0 && row.total > (rows[i - 1]?.total ?? row.total))
  return [...new Set([...wrong, ...disordered].map(({ tag }) => tag))]
}

/** Bids priced so far under the mean of the others that somebody should have asked: under four fifths. A hint, no law. */
function low(e: Evaluation): string[] {
  const prices = (e.valid ?? []).flatMap((tag) => e.bids.filter((bid) => bid.tag === tag))
  const total = prices.reduce((sum, { price }) => sum + BigInt(price), 0n)
  const others = BigInt(prices.length - 1)
  if (others < 1n) return []
  const asked = new Set(e.clarifications.map(({ bid }) => bid))
  return prices
    .filter(({ tag, price }) => BigInt(price) * others * 5n < (total - BigInt(price)) * 4n && !asked.has(tag))
    .map(({ tag }) => tag)
}

const unreasoned = (e: Evaluation): string[] =>
  e.rejections
    .filter(({ findings }) => !findings.some(({ pass, reason }) => !pass && reason?.trim()))
    // what a price that was not confirmed rests on stands with its correction
    .filter(({ bid }) => !e.repricings?.some((one) => one.bid === bid))
    .map(({ bid, clause }) => `${bid}:${clause}`)

const unasked = (e: Evaluation): string[] => {
  const asked = new Set(e.clarifications.map(({ bid }) => bid))
  return Object.keys(e.mustAsk).filter((bid) => !asked.has(bid))
}

/** The list that the tenderer goes through before it makes anything public: what the platform could check, and what it found. */
export function reportChecks(e: Evaluation, law: CheckLaw): ReportCheck[] {
  const { mostCandidates: most, reportRecheck: look } = law
  const candidates = e.result?.candidates ?? []
  const tooMany = most.value !== 'asStated' && candidates.length > most.value ? candidates : []
  const silent = e.members.filter((tag) => !e.report?.signed.includes(tag) && !e.unsigned[tag])
  const noted = Object.keys(e.unsigned)
  const few = e.valid && e.valid.length < 3 && !e.competition ? e.valid : []
  return [
    one(['signatures', '报告由全体成员签署', 'signed by every member'], [...silent, ...noted], law.reportSigning),
    one(['dissent', '没有成员提出不同意见', 'no member dissents'], dissenters(e), law.reportSigning),
    one(['candidates', '中标候选人数量与排序合规', 'number and order of candidates'], tooMany, most),
    one(['sums', '得分汇总与排序相符', 'scores add up and make the order'], sums(e), look),
    one(['range', '分项评分均在评分标准范围内', 'every score within its range'], outOfRange(e), look),
    one(['objective', '客观因素评分一致', 'objective items scored alike'], differing(e), look),
    one(['extreme', '没有明显畸高、畸低的评分', 'no score far from the others'], extreme(e), look),
    one(['lowPrices', '异常低价已要求说明', 'low prices were asked about'], low(e), look),
    one(['clarifications', '应当先澄清的已经澄清', 'who had to be asked was asked'], unasked(e), look),
    one(['rejections', '否决投标均写明事实', 'every rejection has its facts'], unreasoned(e), law.rejectionMajority),
    one(['competition', '有效投标不足三个时已论证竞争性', 'few valid bids were argued'], few, law.fewValidBids),
  ]
}

const dissenters = (e: Evaluation): string[] =>
  Object.entries(e.opinions).flatMap(([member, { agree }]) => (agree ? [] : [member]))

/** The codes of what a person should look at. */
export const attention = (checks: ReportCheck[]): string[] =>
  checks.filter(({ found }) => found === 'look').map(({ code }) => code)

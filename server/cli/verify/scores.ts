import { open } from 'node:fs/promises'
import { z } from 'zod'
import { utf8 } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { openBag } from '../../archive/bag.ts'
import { Findings, Undecided } from '../../archive/verify/report.ts'
import { rankedAgain } from '../../archive/verify/scores.ts'
import { type Evaluation, evolve } from '../../evaluation/evaluation.ts'
import type { EvaluationFact } from '../../evaluation/events.ts'
import type { Ranking } from '../../evaluation/result.ts'
import { formatYuan } from '../../law/units.ts'
import { EXIT, type Said, Stop } from '../exit.ts'
import { readInput } from '../inputs.ts'
import { linesOf } from './log.ts'

type Words = (said: Said) => string

const fact = z.looseObject({
  stream: z.string(),
  version: z.int().positive(),
  type: z.string(),
  data: z.looseObject({}),
})
const Line = z.looseObject({ fact })

/** The facts of evaluations, from an archive or from a file of facts, a line each. Ends with the code for what cannot be read. */
export async function readFacts(file: string, path: string): Promise<EvaluationFact[]> {
  const bytes = (await isZip(file).catch(() => false)) ? await ofArchive(file, path) : await readInput(file)
  const facts = linesOf(bytes, path, Line).map((line) => line.fact as unknown as EvaluationFact)
  return facts.filter(({ stream }) => stream.startsWith('evaluation/'))
}

async function isZip(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return buffer.toString('latin1') === 'PK'
  } finally {
    await handle.close()
  }
}

async function ofArchive(file: string, path: string): Promise<Uint8Array> {
  try {
    const bag = await openBag(file)
    try {
      return utf8(await bag.text('data/facts.jsonl'))
    } finally {
      bag.close()
    }
  } catch {
    throw new Stop(EXIT.unreadable, `${path} 不是归档包`, `${path} is no archive`)
  }
}

/**
 * Computes totals and ranking once more from the members' revealed sheets, the prices and the published rules, and
 * compares them with those that were recorded and reported. Whether the facts are genuine, `log` and `archive` say.
 */
export async function checkScores(facts: readonly EvaluationFact[], words: Words): Promise<Findings> {
  const findings = new Findings()
  const streams = new Set(facts.map(({ stream }) => stream))
  if (!streams.size) {
    const zh = '文件中没有评标事实'
    const en = 'there is no fact of an evaluation in the file'
    findings.undecided('facts', words({ zh: '评标事实', en: 'facts of an evaluation' }), words({ zh, en }))
  }
  for (const name of streams) {
    const own = facts.filter(({ stream }) => stream === name)
    let evaluation: Evaluation | undefined
    const whole = words({ zh: '评标事实完整', en: 'the facts of the evaluation are all there' })
    const good = await findings.try('facts', `${whole}（${name}）`, () => {
      evaluation = replayed(own)
      return `${own.length}`
    })
    if (good && evaluation) await compared(findings, evaluation, words)
  }
  return findings
}

/** The evaluation that its facts make; some that are missing leave it undecided. */
function replayed(facts: readonly EvaluationFact[]): Evaluation | undefined {
  let evaluation: Evaluation | undefined
  for (const [i, fact] of facts.entries()) {
    if (fact.version !== i + 1) throw new Undecided(`no fact ${i + 1}`)
    evaluation = evolve(evaluation, fact)
  }
  return evaluation
}

async function compared(findings: Findings, evaluation: Evaluation, words: Words): Promise<void> {
  const title = words({ zh: '得分与排名可复算', en: 'totals and ranking can be repeated' })
  const { ranking, result } = evaluation
  await findings.try('ranking', title, () => {
    if (!ranking) throw new Undecided('no ranking was made')
    const again = rankedAgain(evaluation)
    if (canonical(again) !== canonical(ranking)) throw new Error(`${told(again)} ≠ ${told(ranking)}`)
    return told(again)
  })
  if (!ranking || !result) return
  const reported = words({ zh: '评标报告与排名一致', en: 'the report has that ranking' })
  await findings.try('report', reported, () => {
    if (canonical(result.ranking) !== canonical(ranking.rows)) throw new Error('other rows')
    if (canonical(result.candidates) !== canonical(ranking.candidates)) throw new Error('other candidates')
    return result.candidates.map(short).join(', ')
  })
}

const short = (tag: string): string => tag.slice(0, 8)
/** A ranking in a line: rank, whose, points in all or by price alone the price that is compared. */
const told = ({ rows }: Ranking): string =>
  rows
    .map(({ rank, tag, total, evaluationPrice, price }) => {
      const compared = total ? formatYuan(BigInt(total)) : `¥${formatYuan(BigInt(evaluationPrice ?? price))}`
      return `${rank}. ${short(tag)} ${compared}`
    })
    .join('; ')

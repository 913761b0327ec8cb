import { minute } from '../../templates/layout.ts'
import { type Context, on } from '../ledger/command.ts'
import type { TenderFact } from '../tenders/events.ts'
import { issueChange, type Told } from '../tenders/papers.ts'
import { TenderAmended } from '../tenders/sideEvents.ts'
import { compareEditions, editionsOf } from './editions.ts'
import { QuestionAnswered } from './events.ts'
import type { Question } from './question.ts'
import { questionsOf, tenderFacts } from './store.ts'

/** A question as it was asked, without who did, and its answer. */
const said = ({ about, text }: Question, answer: string): [string, string] => [`${about}：${text}`, answer]

/** The stamped paper of an answer that stands for itself (答疑文件): it changes nothing in the tender document. */
export const answerPaperReaction = on(QuestionAnswered, 'answerPaper', async (context, fact) => {
  const { about, text, answer, version } = fact.data
  if (version !== null) return // it stands in that version's own paper
  await issueChange(context, fact, {
    title: '答疑文件',
    what: '现对收到的提问答复如下。',
    figures: [['答复时间', minute(fact.data.at)]],
    answers: [[`${about}：${text}`, answer]],
    follows: ['本答复对全部获取招标文件者同时公开，不改变招标文件的内容，不影响投标文件的编制。'],
  })
})

const AFFECTS =
  '本次澄清或修改可能影响投标文件编制。此前已递交的投标文件是按原版本编制的，投标人应当在投标截止时间前按本版本重新递交；未重新递交的，按其所依据的版本开标并如实记录，由评标委员会依法评审。'
const AFFECTS_NOTHING = '本次澄清或修改不影响投标文件编制，此前已递交的投标文件继续有效，投标人可以替换。'

/** What the paper of an addendum says: its words, item by item what read how before, the answers that it carries. */
export function addendumTold(
  facts: readonly TenderFact[],
  of: { version: number; title: string; text: string; affects: boolean; answers: [string, string][] },
): Told {
  const { version, title, text, affects, answers } = of
  const editions = editionsOf(facts)
  const [before, after] = [version - 1, version].map((one) => editions.find((edition) => edition.version === one))
  if (!before || !after) throw new Error(`version ${version} is not there`)
  const { terms, documents } = compareEditions(before, after)
  const changed = documents.filter(({ kind }) => kind !== 'same')
  return {
    title: `澄清或修改文件（第${version}版）`,
    what: title,
    figures: [['内容', text]],
    changes: [
      ...terms.map(
        (one) => [`${one.zh}（${one.affects ? '影响' : '不影响'}投标文件编制）`, one.before, one.after] as const,
      ),
      ...changed.map(({ kind, title: name, sha256 }) => {
        const words = `${name}（SHA-256 ${sha256.slice(0, 16)}…）`
        return ['文件', kind === 'gone' ? words : '—', kind === 'gone' ? '—' : words] as const
      }),
    ],
    answers,
    follows: [affects ? AFFECTS : AFFECTS_NOTHING, '本文件为招标文件的组成部分；与原文件不一致的，以本文件为准。'],
  }
}

/** The questions that an addendum answers, in the order in which they were asked. */
export async function answersIn(
  context: Context,
  tender: string,
  answerTo: (question: Question) => string | undefined,
): Promise<[string, string][]> {
  const { questions } = await questionsOf(context, tender)
  return questions.flatMap((one) => {
    const answer = answerTo(one)
    return answer === undefined ? [] : [said(one, answer)]
  })
}

/** The paper of an addendum follows it: the very file that its host signed, with the platform's stamp. */
export const paperReaction = on(TenderAmended, 'addendumPaper', async (context, fact) => {
  const { tender, version } = fact.data
  const answers = await answersIn(context, tender, ({ answer }) =>
    answer?.version === version ? answer.text : undefined,
  )
  await issueChange(context, fact, addendumTold(await tenderFacts(context, tender), { ...fact.data, answers }))
})

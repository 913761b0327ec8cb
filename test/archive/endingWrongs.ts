import { DefectRaised, DefectVoted, EvaluationStopped, StopAnswered } from '../../server/evaluation/defectEvents.ts'
import { rulebookFor } from '../../server/law/rulebook.ts'
import { TenderFailed, TenderPublished } from '../../server/tenders/events.ts'
import { MethodChangeApproved, MethodChangeAsked, MethodChangeDenied } from '../../server/tenders/methodEvents.ts'
import { RoundOpened, TenderRepeated, TenderTerminated } from '../../server/tenders/sideEvents.ts'
import { both, change, type Doctor } from './doctors.ts'
import { at, draft, members, signature, TENDER } from './lawfulLog.ts'

const law = rulebookFor('G', '2026-03-02')
const defect = { clause: '评分标准“优良酌情给分”', offends: '没有量化，无法据以评分' }
type Terminated = Parameters<typeof TenderTerminated>[0]

/** The tender ends a minute after everything else. */
const ended =
  (what: Partial<Terminated>): Doctor =>
  (log) => {
    const when = (log.at(-1)?.at ?? 0) + 60_000
    const said = { tender: TENDER, ground: 'majorChange' as const, reason: '终止', article: '', at: when }
    const cms = { ...signature(), cms: 'AA==' }
    return [...log, at(when, `tender/${TENDER}`, TenderTerminated({ ...said, signature: cms, ...what }))]
  }

/** So many of five members found the document defective, and the tenderer answered so. */
const stopped =
  (agreed: number, confirmed: boolean): Doctor =>
  (log) => {
    const when = (log.at(-1)?.at ?? 0) + 1000
    const of = { tender: TENDER, panel: [...members] }
    const [first = '', ...others] = members
    const stop = { ground: 'defective', defect, article: '', agreed: 3 }
    const signed = { ...signature(), cms: 'AA==' }
    return [
      ...log,
      ...[
        DefectRaised({ ...of, member: first, ground: 'defective', defect, sealed: '' }),
        ...others
          .slice(0, agreed - 1)
          .map((member) => DefectVoted({ ...of, member, agree: true, reason: null, sealed: '' })),
        EvaluationStopped({ ...of, ...stop }),
        StopAnswered({ ...of, confirmed, reason: '已核对', signature: signed }),
      ].map((happening, i) => at(when + i, `evaluation/${TENDER}`, happening)),
    ]
  }

const byPanel = ended({ ground: 'documentDefective', defect })

/** The notice is that of a round after one that ended for a clause. */
export const again =
  (clause: string, justified?: { code: string; where: string }): Doctor =>
  (log) => {
    const first = log.findIndex(({ type }) => type === TenderPublished.type)
    const round = { tender: TENDER, previous: 'tender-0', round: 2, mended: [{ clause, offends: '没有量化' }] }
    const opened = at(log[first]?.at ?? 0, `tender/${TENDER}`, RoundOpened(round))
    const given = justified && { justified: [{ ...justified, reason: '已经改为量化标准', zh: '', article: null }] }
    return change(TenderPublished, () => ({ composed: 'b'.repeat(64), ...given }))([
      ...log.slice(0, first),
      opened,
      ...log.slice(first),
    ])
  }

/** It failed for too few bidders, and another way of buying was approved a minute later. */
export const otherWay =
  (of: { article?: string; clean?: number; cms?: string; number?: string; again?: true; denied?: true } = {}): Doctor =>
  (log) => {
    const when = (log.at(-1)?.at ?? 0) + 60_000
    const { article = law.fewestBidders.article, clean = 3, cms = 'AA==', number = '财采〔2026〕1号' } = of
    const [base, signed] = [{ tender: TENDER }, { ...signature(), cms: 'AA==' }]
    const opinions = Array.from({ length: 3 }, (_, i) => ({
      ...{ name: `专家${i}`, unit: '大学', clean: i < clean, text: '招标文件没有不合理条款' },
    }))
    const asked = { method: 'negotiation', reason: '不足三家', challenges: '没有', opinions, continues: '另行公告' }
    const decided = { method: 'negotiation', continues: '另行公告', number, reason: '同意' }
    return [
      ...log,
      ...[
        TenderFailed({ ...base, reason: '不足三家', article }),
        MethodChangeAsked({ ...base, ...asked, article: '', at: when, signature: signed }),
        ...(of.denied ? [MethodChangeDenied({ ...base, reason: '不同意', at: when, signature: signed })] : []),
        MethodChangeApproved({ ...base, ...decided, article: '', at: when, signature: { ...signed, cms } }),
        ...(of.again ? [TenderRepeated({ ...base, next: 'next', round: 2 })] : []),
      ].map((happening, i) => at(when + i, `tender/${TENDER}`, happening)),
    ]
  }

/** Ways in which a purchase ends without a ground of the law. */
export const endingWrongs: Record<string, [title: string, doctor: Doctor][]> = {
  'restart.corrected': [
    ['the new round has the clause for which the former ended', again(`资格条件“${draft.qualification}”过高`)],
  ],
  'methodChange.approved': [
    ['it failed for something else', otherWay({ article: '《政府采购法》第九十九条' })],
    ['one of three experts found a clause unreasonable', otherWay({ clean: 2 })],
    ['nobody signed the approval', otherWay({ cms: '' })],
    ['the approval has no number', otherWay({ number: '' })],
    ['it was denied before', otherWay({ denied: true })],
    ['the tender was called anew all the same', otherWay({ again: true })],
  ],
  'termination.ground': [
    ['it ended for another reason than a major change', ended({ ground: 'other' })],
    ['it ended for its document and named no clause', ended({ ground: 'documentUnlawful' })],
    ['nobody signed its end', ended({ signature: { ...signature(), cms: '' } })],
    ['no panel had found the document defective', byPanel],
    ['two of five had', both(stopped(2, true), byPanel)],
    ['the purchaser had not confirmed it', both(stopped(3, false), byPanel)],
    [
      'the panel had found another clause',
      both(stopped(3, true), ended({ ground: 'documentDefective', defect: { ...defect, clause: '另一条款' } })),
    ],
  ],
}

/** Ends that the law knows. */
export const lawfulEnds: [title: string, doctor: Doctor][] = [
  ['for a major change', ended({})],
  ['for another way of buying', otherWay()],
  ['for an unlawful document', ended({ ground: 'documentUnlawful', defect })],
  ['for what three of five of the panel found and the purchaser confirmed', both(stopped(3, true), byPanel)],
]

import { type Refusal, refusals } from '../law/refusal.ts'
import { tradeType } from '../projects/catalogue.ts'
import type { Project } from '../projects/project.ts'
import type { Draft } from './contract.ts'

const refuse = refusals({
  TENDER_NOT_REGISTERED: {
    status: 409,
    zh: '该标段所属项目尚未进场登记，不能发布',
    en: 'the project of this tender is not registered: it cannot be published',
  },
  TENDER_OTHER_THAN_REGISTERED: {
    status: 422,
    zh: '标段内容与项目进场登记不一致',
    en: 'the tender is not as its project was registered',
  },
  SECTION_TAKEN: {
    status: 409,
    zh: '该标段已有另一个招标正在进行或已完成，不能重复招标',
    en: 'this section is tendered already',
  },
})

/** Another tender of the same section, as far as it matters. */
export interface OfSection {
  readonly id: string
  readonly stage: string
}

/** Whether a tender of a section leaves it free: it ended without a result, or is a draft. */
const free = ({ stage }: OfSection): boolean => ['draft', 'failed', 'terminated'].includes(stage)

/** What stands against a tender by the registration of its project. `others` are further tenders of the same section. */
export function registrationProblems(
  draft: Draft,
  project: Project | undefined,
  others: readonly OfSection[] = [],
): Refusal[] {
  const found = draft.registered === undefined ? null : project?.registered
  if (!found) return [refuse('TENDER_NOT_REGISTERED', { registered: draft.registered ?? null })]
  const { content, code, tendering, sections } = found
  const section = sections.find((one) => one.code === draft.code)
  const differing = [
    [section !== undefined, 'code'],
    [[code, tendering].includes(draft.project.code), 'project.code'],
    [section === undefined || section.kind === draft.kind, 'kind'],
    [tradeType(content.type)?.track === draft.track, 'track'],
    // an open tender was never approved too narrowly; how a purchase is made is no matter of its approval
    [draft.track === 'G' || draft.method === 'open' || content.approval?.mode !== 'open', 'method'],
    [draft.track === 'G' || content.mandatory === (draft.mandatory ?? true), 'mandatory'],
    [content.region === draft.region, 'region'],
    [content.owner.code === draft.tenderer.code, 'tenderer'],
    [(content.agent?.code ?? null) === (draft.agent?.code ?? null), 'agent'],
    [content.supervisor.code === draft.supervisor.code, 'supervisor'],
  ].flatMap(([same, what]) => (same ? [] : [String(what)]))
  if (differing.length) return [refuse('TENDER_OTHER_THAN_REGISTERED', { differing })]
  const taken = others.filter((one) => !free(one))
  return taken.length ? [refuse('SECTION_TAKEN', { tenders: taken.map(({ id }) => id) })] : []
}

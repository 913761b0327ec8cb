import type { Project } from './project.ts'

const APPROVED: Record<string, string> = { approved: '审批', licensed: '核准', filed: '备案' }

type Approval = NonNullable<NonNullable<Project['registered']>['content']['approval']>

/** A project's approval in words: how, its number, by whom, on which day. */
export const approvalWords = ({
  kind,
  number,
  authority,
  day,
}: Pick<Approval, 'kind' | 'number' | 'authority' | 'day'>) =>
  `${APPROVED[kind] ?? ''} ${number}，${authority}，${day}`.trim()

import { Input } from 'antd'
import { say } from '../app/words.ts'
import { Field } from '../pieces/Field.tsx'
import { InstantInput } from '../pieces/Instant.tsx'
import type { PlanningAdmission } from './usePlannedAdmission.ts'

/** The dates of a prequalification that a tenderer chooses; once it is over they stand. */
export function PlanAdmission({ of: { planned, over, put } }: { of: PlanningAdmission }) {
  if (over)
    return (
      <p className="quiet">
        {say('资格预审已结束，其日期如下方时间轴所示，不再更改。', 'The prequalification is over: its dates stand.')}
      </p>
    )
  const { publishedAt, documentsFrom, documentsUntil, deadline, reviewOn } = planned
  return (
    <div className="fields">
      <Field label={say('发布资格预审公告', 'Notice of the prequalification')}>
        {(id) => <InstantInput id={id} at={publishedAt} onAt={(at) => put({ publishedAt: at })} />}
      </Field>
      <Field label={say('资格预审文件开始提供', 'Its document from')}>
        {(id) => <InstantInput id={id} at={documentsFrom} onAt={(at) => put({ documentsFrom: at })} />}
      </Field>
      <Field label={say('资格预审文件提供截止', 'Its document until')}>
        {(id) => <InstantInput id={id} at={documentsUntil} onAt={(at) => put({ documentsUntil: at })} />}
      </Field>
      <Field label={say('资格预审申请截止', 'Deadline for applications')}>
        {(id) => <InstantInput id={id} at={deadline} onAt={(at) => put({ deadline: at })} />}
      </Field>
      <Field label={say('预计资格审查完成日', 'Review expected on')}>
        {(id) => (
          <Input
            id={id}
            type="date"
            value={reviewOn}
            onChange={(e) => e.target.value && put({ reviewOn: e.target.value })}
          />
        )}
      </Field>
    </div>
  )
}

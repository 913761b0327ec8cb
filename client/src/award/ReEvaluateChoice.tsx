import { Radio, Select } from 'antd'
import type { ReEvaluationGround } from '../../../server/law/tenderingRemedies.ts'
import { say } from '../app/words.ts'

/** How an evaluation is to be done again, while it is chosen. */
export interface Again {
  ground?: string | undefined
  by?: string | undefined
  from: 'review' | 'scoring'
}

/** Whether all of it is chosen. */
export const isWhole = (of: Again): boolean => !!of.ground && !!of.by

/** Chooses on which ground of the law an evaluation is done again, by whom (as far as the ground leaves that open), and from where. */
export function ReEvaluateChoice({
  grounds,
  value,
  onChange,
  wholly = false,
}: {
  grounds: readonly ReEvaluationGround[]
  value: Again
  onChange: (next: Again) => void
  /** whether it always begins with the review: nothing is asked then */
  wholly?: boolean
}) {
  const found = grounds.find(({ code }) => code === value.ground)
  return (
    <div className="stack-tight">
      <Select
        aria-label={say('法定情形', 'ground of the law')}
        placeholder={say('选择法定情形', 'choose the ground')}
        value={value.ground ?? null}
        onChange={(ground: string) => onChange({ ...value, ground, by: undefined })}
        options={grounds.map(({ code, zh, en }) => ({ value: code, label: say(zh, en) }))}
      />
      {found?.article && <span className="quiet">{found.article}</span>}
      {found && (
        <Radio.Group
          value={value.by}
          onChange={({ target }) => onChange({ ...value, by: target.value })}
          options={found.by.map((one) => ({
            value: one,
            label: one === 'samePanel' ? say('原评标委员会', 'the same panel') : say('重新组建', 'another panel'),
          }))}
        />
      )}
      {found && !wholly && (
        <Radio.Group
          value={value.from}
          onChange={({ target }) => onChange({ ...value, from: target.value })}
          options={[
            { value: 'scoring', label: say('自评分起重新评审', 'from the scores') },
            { value: 'review', label: say('自初步评审起重新评审', 'from the preliminary review') },
          ]}
        />
      )}
    </div>
  )
}

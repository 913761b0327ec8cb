import { Button, Radio } from 'antd'
import { useState } from 'react'
import { rulebook } from '../../../server/law/rulebook.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { type InRoom, memberName } from './view.ts'

/** Electing the chair: one vote each; the chair has no more vote than the others. */
export function Chair({ view, tender, reload }: InRoom) {
  const [choice, setChoice] = useState<string>()
  const law = rulebook(view.rulebook)
  const mayChair = law.chair.value.tendererMayChair
  const vote = useDeed(async () => {
    await api.post(`/tenders/${tender}/evaluation/chair`, { for: choice })
    reload()
  })
  return (
    <section className="sheet stack">
      <h2>
        {say('推选组长', 'Elect the chair')}
        {view.round > 1 && <span className="quiet"> {say(`第 ${view.round} 轮`, `round ${view.round}`)}</span>}
      </h2>
      <p className="quiet">
        {say(
          '由成员推举，过半数当选；组长与其他成员有同等表决权。',
          'By majority; the chair votes like everybody else.',
        )}
      </p>
      {view.representatives.length > 0 && !mayChair && (
        <p className="quiet">
          {say('采购人代表不得担任组长', 'the purchaser’s representative may not be the chair')} · {law.chair.article}
        </p>
      )}
      <Radio.Group
        value={choice ?? view.ballot}
        disabled={!view.me || !!view.ballot}
        onChange={({ target }) => setChoice(target.value)}
        options={view.members.map((member) => {
          const own = view.representatives.includes(member)
          return {
            value: member,
            label: `${memberName(view, member)}${own ? say('（招标人、采购人代表）', ' (of the tenderer)') : ''}`,
            disabled: own && !mayChair,
          }
        })}
      />
      <Refused problem={vote.problem} />
      {view.me && (
        <div>
          {view.ballot ? (
            <p className="good">{say('您已投票，等待其他成员。', 'You have voted; waiting for the others.')}</p>
          ) : (
            <Button type="primary" size="large" disabled={!choice} loading={vote.busy} onClick={() => void vote.run()}>
              {say('投票', 'Vote')}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}

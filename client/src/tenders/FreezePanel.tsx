import { Button, Input, InputNumber } from 'antd'
import { useState } from 'react'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say, word } from '../app/words.ts'
import { api, Stopped } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { serverNow } from '../net/useClock.ts'
import { beijing } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'

const MINUTE = 60_000
const instant = (text: string): number =>
  Date.parse(`${text.trim().replace(' ', 'T')}${text.trim().length === 16 ? ':00' : ''}+08:00`)

/** Asks for the draw: when and where, how long to answer; conditions come from the notice, names are never asked for. */
export function FreezePanel({ tender, again, onFrozen }: { tender: Tender; again: boolean; onFrozen: () => void }) {
  const [at, setAt] = useState(() =>
    beijing(Math.max(tender.deadline + 120 * MINUTE, serverNow() + 60 * MINUTE)).slice(0, 16),
  )
  const [from, setFrom] = useState(() => beijing(Math.max(tender.deadline, serverNow())).slice(0, 16))
  const [place, setPlace] = useState('')
  const [minutes, setMinutes] = useState({ commit: 10, reveal: 10, answer: 60, travel: 60 })
  const freeze = useDeed(async () => {
    const meeting = { at: instant(at), place, checkInFrom: instant(from) }
    if (Number.isNaN(meeting.at) || Number.isNaN(meeting.checkInFrom))
      throw new Stopped('时间格式应为 2026-04-09 09:30', 'write times as 2026-04-09 09:30')
    const commitUntil = serverNow() + minutes.commit * MINUTE
    await api.post(`/tenders/${tender.id}/panel`, {
      meeting,
      commitUntil,
      revealUntil: commitUntil + minutes.reveal * MINUTE,
      answerMinutes: minutes.answer,
      travelMinutes: minutes.travel,
    })
    onFrozen()
  })
  const fields: [keyof typeof minutes, string][] = [
    ['commit', say('承诺时限', 'to commit')],
    ['reveal', say('揭示时限', 'to reveal')],
    ['answer', say('专家答复', 'to answer')],
    ['travel', say('补抽赶到', 'to travel')],
  ]
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void freeze.run()
      }}
    >
      <p className="quiet prose">
        {say(
          `按公告条件抽取：${tender.panel.strata.map(({ region, specialty, seats }) => `${region} ${specialty} ${seats}人`).join('、')}。与${word('tenderer', tender.track)}、代理机构、投标人有任职关系的专家自动排除。`,
          `By the notice: ${tender.panel.strata.map(({ region, specialty, seats }) => `${seats} of ${specialty} from ${region}`).join(', ')}. Experts employed by a party are left out.`,
        )}
      </p>
      <label htmlFor="freeze-at">
        {say('评标开始', 'Meeting begins')}
        <Input
          id="freeze-at"
          value={at}
          onChange={({ target }) => setAt(target.value)}
          placeholder="2026-04-09 09:30"
          style={{ maxWidth: 240, display: 'block' }}
        />
      </label>
      <label htmlFor="freeze-from">
        {say('签到开始', 'Check-in from')}
        <Input
          id="freeze-from"
          value={from}
          onChange={({ target }) => setFrom(target.value)}
          placeholder="2026-04-09 09:30"
          style={{ maxWidth: 240, display: 'block' }}
        />
      </label>
      <label htmlFor="freeze-place">
        {say('地点', 'Place')}
        <Input
          id="freeze-place"
          value={place}
          onChange={({ target }) => setPlace(target.value)}
          maxLength={200}
          style={{ maxWidth: 480, display: 'block' }}
        />
      </label>
      <div className="row">
        {fields.map(([key, label]) => (
          <label key={key} htmlFor={`freeze-${key}`}>
            {label}
            <InputNumber
              id={`freeze-${key}`}
              min={1}
              max={1440}
              value={minutes[key]}
              onChange={(n) => setMinutes({ ...minutes, [key]: n ?? 1 })}
              suffix={say('分钟', 'min')}
              style={{ display: 'flex', width: 120 }}
            />
          </label>
        ))}
      </div>
      <Refused problem={freeze.problem} />
      <div>
        <Button type="primary" size="large" htmlType="submit" disabled={!place.trim()} loading={freeze.busy}>
          {again
            ? say('冻结名单，再次抽取', 'Freeze the list for a further draw')
            : say('冻结名单，申请抽取', 'Freeze the list and ask for the draw')}
        </Button>
      </div>
    </form>
  )
}

import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { pausesOf } from '../../../server/opening/pausing.ts'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { serverNow } from '../net/useClock.ts'
import { InstantInput } from '../pieces/Instant.tsx'
import { beijing } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { TextField } from '../pieces/TextFields.tsx'
import { freshId, type HallView, hosts, signedDeed } from './hall.ts'

const BY = {
  host: () => say('主持人', 'the host'),
  incident: () => say('交易中心', 'the trading centre'),
  outage: () => say('平台自动', 'the platform itself'),
}

/** That the hall stands, and why: the same for everybody; and the way to stop it or go on for those who may. */
export function Pauses(view: HallView) {
  const { tender, opening } = view
  const pauses = pausesOf(opening)
  const suspensions = tender.suspensions ?? []
  const may = (hosts(view) || view.session.role === 'centre') && opening.stage !== 'finished'
  const mine = pauses.find(({ kind }) =>
    view.session.role === 'centre' ? kind !== 'host' : hosts(view) && kind === 'host',
  )
  return (
    <>
      {(pauses.length > 0 || suspensions.length > 0) && (
        <div className="banner sun" role="status">
          <b>{say('开标已暂停，各项计时停止', 'The opening is paused: all clocks stand')}</b>
          {pauses.map(({ id, kind, reason, since, resumesAt }) => (
            <div key={id}>
              {BY[kind]()} · <span className="digits">{beijing(since)}</span> · {reason}
              {resumesAt && say(`，预计 ${beijing(resumesAt)} 复会`, `; meant to go on at ${beijing(resumesAt)}`)}
            </div>
          ))}
          {suspensions.map(({ id, reason, article, since }) => (
            <div key={id}>
              <span className="digits">{beijing(since)}</span> · {reason} <span className="quiet">{article}</span>
            </div>
          ))}
        </div>
      )}
      {may && suspensions.length === 0 && <PauseOrResume key={mine?.id ?? 'run'} view={view} pause={mine?.id} />}
    </>
  )
}

/** The next full hour that is at least half an hour away. */
const nextHour = (): number => Math.ceil((serverNow() + 30 * 60_000) / 3_600_000) * 3_600_000

function PauseOrResume({ view, pause }: { view: HallView; pause: string | undefined }) {
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(pause !== undefined)
  const [resumesAt, setResumesAt] = useState<number>()
  const act = useDeed(async () => {
    const planned = pause || resumesAt === undefined ? {} : { resumesAt }
    const fields = { pause: pause ?? freshId(), reason: reason.trim(), ...planned }
    const [path, what] = pause ? ['resume', 'opening.resume'] : ['pause', 'opening.pause']
    await signedDeed(view.tender.id, path, what, fields)
    setReason('')
    view.reload()
  })
  const word = pause ? say('复会：签名并恢复', 'Sign and go on') : say('签名并暂停', 'Sign and pause')
  if (!asked)
    return (
      <div>
        <Button onClick={() => setAsked(true)}>{say('暂停开标', 'Pause the opening')}</Button>
      </div>
    )
  return (
    <section className="sheet stack-tight">
      <h2>{pause ? say('恢复开标', 'Go on') : say('暂停开标', 'Pause the opening')}</h2>
      <span className="quiet">
        {pause
          ? say(
              '恢复后，解密与异议的剩余时间从停下处继续，一毫秒不少。',
              'What was left of every clock goes on from where it stood.',
            )
          : say(
              '对所有人同时生效：解密与异议的计时停止，暂停与恢复都写入开标记录。',
              'For everybody at once; the clocks stand, and the record tells both.',
            )}
      </span>
      <TextField
        label={say('原因', 'Reason')}
        hint={say('不少于4个字', 'at least four characters')}
        most={1000}
        value={reason}
        onChange={setReason}
      />
      {!pause && (
        <div className="row">
          <Checkbox
            checked={resumesAt !== undefined}
            onChange={({ target }) => setResumesAt(target.checked ? nextHour() : undefined)}
          >
            {say('休会至指定时间复会', 'Adjourn until')}
          </Checkbox>
          {resumesAt !== undefined && (
            <InstantInput label={say('复会时间', 'Goes on at')} at={resumesAt} onAt={setResumesAt} />
          )}
        </div>
      )}
      <Refused problem={act.problem} />
      <div className="row">
        <Button
          {...(pause ? { type: 'primary' as const } : { danger: true })}
          disabled={reason.trim().length < 4}
          loading={act.busy}
          onClick={() => void act.run()}
        >
          {word}
        </Button>
        {!pause && <Button onClick={() => setAsked(false)}>{say('不暂停', 'Do not pause')}</Button>}
      </div>
    </section>
  )
}

import { Switch } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { matters, type Shown, stages } from './complaint.ts'

/** The supervisor's complaints: what is due first stands first, what is overdue is marked. */
export function Cases() {
  const [all, setAll] = useState(false)
  const found = useLoad<{ items: Shown[] }>(`/complaints?all=${all ? 'yes' : 'no'}`)
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>{say('投诉', 'Complaints')}</h2>
        <span className="row quiet">
          <Switch size="small" checked={all} onChange={setAll} aria-label={say('包括已办结的', 'closed ones too')} />{' '}
          {say('包括已办结的', 'closed ones too')}
        </span>
      </div>
      <Loading of={found}>
        {({ items }) =>
          items.length ? (
            <ul style={{ listStyle: 'none', padding: 0, margin: 0 }} className="stack-tight">
              {items.map((one) => (
                <li key={one.id} className="row" style={{ justifyContent: 'space-between' }}>
                  <Link to={`/s/${one.tender}/complaints`}>
                    {one.of.name} · {matters()[one.matter]}
                  </Link>
                  <span className={one.overdue ? 'bad' : 'quiet'}>
                    {stages()[one.stage]}
                    {one.waits !== null && (one.stage === 'filed' || one.stage === 'accepted') && (
                      <>
                        {' · '}
                        {one.overdue ? say('已超期 ', 'overdue ') : say('期限 ', 'due ')}
                        <Moment at={one.waits} />
                      </>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <p className="quiet" style={{ margin: 0 }}>
              {say('没有待办的投诉。', 'No complaint waits.')}
            </p>
          )
        }
      </Loading>
    </section>
  )
}

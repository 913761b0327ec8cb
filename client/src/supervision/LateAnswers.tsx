import { Link } from 'react-router'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'

interface Late {
  id: string
  at: number
  answerBy: number
  text: string
  tender: string
  code: string
  name: string
  tenderer: string
}

/** Objections to tender documents that were not answered in time. */
export function LateAnswers() {
  const found = useLoad<{ items: Late[] }>('/objections/overdue')
  return (
    <section className="sheet stack">
      <h2>{say('逾期未答复的异议（质疑）', 'Objections not answered in time')}</h2>
      <Loading of={found}>
        {({ items }) =>
          items.length ? (
            items.map((one) => (
              <article key={one.id} className="banner bad">
                <Link to={`/t/${one.tender}/questions`}>
                  <b>{one.name}</b>
                </Link>{' '}
                <span className="digits">{one.code}</span>
                <div>
                  {one.tenderer} · {say('应于', 'due')} <Moment at={one.answerBy} />
                </div>
                <div style={{ overflowWrap: 'anywhere' }}>{one.text}</div>
              </article>
            ))
          ) : (
            <p className="quiet" style={{ margin: 0 }}>
              {say('没有逾期未答复的异议（质疑）。', 'Nothing is overdue.')}
            </p>
          )
        }
      </Loading>
    </section>
  )
}

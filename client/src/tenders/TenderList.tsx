import { Input, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Stage } from '../../../server/tenders/tender.ts'
import { useSession } from '../app/session.tsx'
import { say, word } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Pager } from '../pieces/Pager.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Projects } from '../projects/Projects.tsx'
import { JoinDraw } from './JoinDraw.tsx'
import { Register } from './Register.tsx'

interface Summary {
  id: string
  code: string
  name: string
  stage: Stage
  tenderer: { code: string; name: string }
  deadline: number
}

const STAGES: Stage[] = [
  'bidding',
  'opening',
  'evaluating',
  'publicised',
  'awarded',
  'contracted',
  'archived',
  'failed',
  'terminated',
]

/** Tenders for those who run and watch them: the published ones, and a way to a draft by its id. */
export default function TenderList() {
  const { session } = useSession()
  const [text, setText] = useState('')
  const [stage, setStage] = useState<Stage>()
  const [page, setPage] = useState(1)
  const query = new URLSearchParams({ page: String(page), ...(text ? { text } : {}), ...(stage ? { stage } : {}) })
  const found = useLoad<{ items: Summary[]; more: boolean }>(`/tenders?${query}`)
  const host = session?.role === 'tenderer' || session?.role === 'agent'
  return (
    <>
      <PageTitle>{say('标段', 'Tenders')}</PageTitle>
      <div className="stack">
        {host && <Projects />}
        <section className="sheet stack">
          <div className="row">
            <Input.Search
              allowClear
              aria-label={say('名称或编号', 'name or code')}
              placeholder={say('名称或编号', 'name or code')}
              onSearch={(words) => {
                setText(words.trim())
                setPage(1)
              }}
              style={{ maxWidth: 360 }}
            />
            <Select
              allowClear
              aria-label={say('阶段', 'Stage')}
              placeholder={say('全部阶段', 'every stage')}
              onChange={(next) => {
                setStage(next)
                setPage(1)
              }}
              options={STAGES.map((one) => ({ value: one, label: word(one) }))}
              style={{ minWidth: 144 }}
            />
          </div>
          <Loading of={found}>
            {({ items, more }) =>
              items.length ? (
                <>
                  <Rows items={items} mine={session?.organisation ?? ''} />
                  <Pager page={page} more={more} onPage={setPage} />
                </>
              ) : (
                <Empty>
                  {say(
                    '没有符合条件的已发布标段；草稿请按编号打开。',
                    'No published tender fits; open drafts by their id.',
                  )}
                </Empty>
              )
            }
          </Loading>
        </section>
        <Register canDraft={host} />
        {session?.role === 'centre' && <JoinDraw as="centre" />}
      </div>
    </>
  )
}

function Rows({ items, mine }: { items: Summary[]; mine: string }) {
  return (
    <div className="table-wrap">
      <table className="plain cards">
        <thead>
          <tr>
            <th scope="col">{say('标段', 'Tender')}</th>
            <th scope="col">{word('tenderer')}</th>
            <th scope="col">{say('阶段', 'Stage')}</th>
            <th scope="col">{say('投标截止', 'Deadline')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id} className={one.tenderer.code === mine ? 'mine' : ''}>
              <td style={{ minWidth: 160 }}>
                <Link to={`/t/${one.id}`}>{one.name}</Link>
                <div className="quiet digits">{one.code}</div>
              </td>
              <td data-label={word('tenderer')}>{one.tenderer.name}</td>
              <td data-label={say('阶段', 'Stage')} style={{ whiteSpace: 'nowrap' }}>
                {word(one.stage)}
              </td>
              <td data-label={say('投标截止', 'Deadline')} style={{ whiteSpace: 'nowrap' }}>
                <Moment at={one.deadline} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

import { Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Stage } from '../../../server/tenders/tender.ts'
import { say, word } from '../app/words.ts'
import { Cases } from '../complaints/Cases.tsx'
import { useLoad } from '../net/load.ts'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Pager } from '../pieces/Pager.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { CheckList } from './CheckList.tsx'
import { LateAnswers } from './LateAnswers.tsx'
import { Overdue } from './Overdue.tsx'
import { OverdueDuties } from './OverdueDuties.tsx'

interface Summary {
  id: string
  code: string
  name: string
  stage: Stage
  tenderer: { name: string }
  deadline: number
}

/** The supervisor's desk: what waits for it and what is overdue, every published tender with its whole history, the spot checks. */
export default function Desk() {
  const [text, setText] = useState('')
  const [page, setPage] = useState(1)
  const query = new URLSearchParams({ page: String(page), ...(text ? { text } : {}) })
  const found = useLoad<{ items: Summary[]; more: boolean }>(`/tenders?${query}`)
  return (
    <>
      <PageTitle>{say('监督工作台', 'Desk')}</PageTitle>
      <div className="stack">
        <Cases />
        <OverdueDuties />
        <LateAnswers />
        <Overdue />
        <section className="sheet stack">
          <div className="sheet-head">
            <h2>{say('标段', 'Tenders')}</h2>
            <Input.Search
              allowClear
              aria-label={say('名称或编号', 'name or code')}
              placeholder={say('名称或编号', 'name or code')}
              onSearch={(words) => {
                setText(words.trim())
                setPage(1)
              }}
              style={{ maxWidth: 320 }}
            />
          </div>
          <Loading of={found}>
            {({ items, more }) =>
              items.length ? (
                <>
                  <ul style={{ listStyle: 'none', padding: 0, margin: 0 }}>
                    {items.map((one) => (
                      <Row key={one.id} of={one} />
                    ))}
                  </ul>
                  <Pager page={page} more={more} onPage={setPage} />
                </>
              ) : (
                <Empty>{say('还没有发布的标段；发布后即可在此查看全过程。', 'Nothing is published yet.')}</Empty>
              )
            }
          </Loading>
        </section>
        <CheckList />
      </div>
    </>
  )
}

function Row({ of }: { of: Summary }) {
  return (
    <li
      className="row"
      style={{ borderTop: '1px solid var(--line)', padding: '12px 0', justifyContent: 'space-between' }}
    >
      <span style={{ flex: '1 1 320px' }}>
        <Link to={`/s/${of.id}`}>{of.name}</Link>
        <span className="quiet digits" style={{ display: 'block' }}>
          {of.code} · {of.tenderer.name} · {say('投标截止', 'deadline')} <Moment at={of.deadline} />
        </span>
      </span>
      <b>{word(of.stage)}</b>
    </li>
  )
}

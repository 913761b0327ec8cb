import { Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Stage } from '../../../server/tenders/tender.ts'
import { say, word } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { useNow } from '../net/useClock.ts'
import { leftText } from '../pieces/Countdown.tsx'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { beijing } from '../pieces/Moment.tsx'
import { Pager } from '../pieces/Pager.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { type MyBid, stands } from './bid.ts'

interface Summary {
  id: string
  code: string
  name: string
  stage: Stage
  tenderer: { name: string }
  deadline: number
}

/** Where a bidder begins: tenders it may bid for, and how far it is with each. */
export default function BidderHome() {
  const [text, setText] = useState('')
  const [asked, setAsked] = useState('')
  const [page, setPage] = useState(1)
  const query = new URLSearchParams({ page: String(page), ...(asked ? { text: asked } : {}) })
  const found = useLoad<{ items: Summary[]; more: boolean }>(`/tenders?${query}`)
  return (
    <>
      <PageTitle>{say('可参加的标段', 'Tenders')}</PageTitle>
      <div className="sheet">
        <Input.Search
          style={{ maxWidth: 480, marginBottom: 16 }}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onSearch={(value) => {
            setAsked(value.trim())
            setPage(1)
          }}
          placeholder={say('标段编号或名称', 'Code or name of the tender')}
          aria-label={say('查找标段', 'Find a tender')}
          allowClear
        />
        <Loading of={found}>
          {({ items, more }) => (
            <>
              {items.length === 0 && (
                <Empty>
                  {asked
                    ? say('没有符合的标段，换一个词试试', 'nothing fits: try another word')
                    : say(
                        '目前没有已发布的标段；公告发布后会出现在这里',
                        'nothing is published yet; tenders appear here with their notice',
                      )}
                </Empty>
              )}
              {grouped(items).map(([title, some]) => (
                <section key={title}>
                  <h2 style={{ fontSize: 16, margin: '16px 0 8px' }}>{title}</h2>
                  {some.map((item) => (
                    <Item key={item.id} item={item} />
                  ))}
                </section>
              ))}
              <Pager page={page} more={more} onPage={setPage} />
            </>
          )}
        </Loading>
      </div>
    </>
  )
}

/** By what is to be done: bids are taken (the next deadline first), it is opened and evaluated, it has a result. */
function grouped(items: readonly Summary[]): [title: string, items: Summary[]][] {
  const within = (...stages: Stage[]): Summary[] => items.filter(({ stage }) => stages.includes(stage))
  const taking = within('prequalifying', 'prequalified', 'bidding').sort((a, b) => a.deadline - b.deadline)
  const all: [string, Summary[]][] = [
    [say('受理申请、正在投标', 'Taking applications and bids'), taking],
    [say('开标与评标', 'Opening and evaluation'), within('opening', 'evaluating')],
    [say('结果与合同', 'Result and contract'), within('publicised', 'awarded', 'contracted', 'archived')],
    [say('已终止或流标', 'Ended without a result'), within('failed', 'terminated')],
  ]
  return all.filter(([, some]) => some.length > 0)
}

function Item({ item }: { item: Summary }) {
  const bid = useLoad<MyBid>(`/tenders/${item.id}/bid`).value
  const now = useNow(1000)
  const open = item.stage === 'bidding'
  const left = item.deadline - now
  return (
    <article style={{ borderTop: '1px solid var(--line)', padding: '16px 0' }}>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <div style={{ flex: '1 1 320px' }}>
          <div className="quiet digits">{item.code}</div>
          <Link to={`/b/${item.id}`} style={{ fontSize: 16, fontWeight: 600 }}>
            {item.name}
          </Link>
          <div className="quiet">{item.tenderer.name}</div>
        </div>
        <div style={{ minWidth: 200 }} className="digits">
          <div>
            <span className={`dot ${open ? 'action' : ''}`} />
            {word(item.stage)}
            {bid &&
              (stands(bid) ? (
                <span className="good"> · {say('已递交', 'submitted')}</span>
              ) : (
                open && <span className="bad"> · {say('尚未递交', 'not submitted')}</span>
              ))}
          </div>
          {open && (
            <div className={left < 3_600_000 ? 'sun' : 'quiet'}>
              {say('截止', 'until')} {beijing(item.deadline).slice(0, 16)}
              <div>{left > 0 ? leftText(left) : say('已截止', 'over')}</div>
            </div>
          )}
        </div>
      </div>
    </article>
  )
}

import { Button } from 'antd'
import { useMemo, useState } from 'react'
import type { Fact } from '../../../server/ledger/event.ts'
import { openingEvents } from '../../../server/opening/events.ts'
import type { Opening } from '../../../server/opening/opening.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say, sayBoth, word } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import type { Folded } from '../net/useFolded.ts'
import { beijing } from '../pieces/Moment.tsx'
import { ProofButton } from '../pieces/ProofButton.tsx'

interface Told {
  id: string
  type: string
  stream: string
  at: number
  zh: string
  en: string
  data: Record<string, unknown>
}

/** So many are shown at first: a hall of a thousand bidders has thousands. */
const FIRST = 100

const titles = new Map(openingEvents.map(({ type, zh, en }) => [type as string, { zh, en }]))

/** What was read, and what was heard since, each once; newest first. */
function told(read: readonly Told[], heard: readonly Fact[], stream: string): Told[] {
  const known = new Set(read.map(({ id }) => id))
  const later = heard.flatMap((fact) => {
    const title = titles.get(fact.type)
    return title && !known.has(fact.id) ? [{ ...fact, ...title, data: fact.data as Told['data'] }] : []
  })
  return [...read, ...later].filter((one) => one.stream === stream).sort((a, b) => b.at - a.at)
}

interface Course extends Pick<Folded<Opening>, 'reads' | 'heard'> {
  opening: Opening
  track: Tender['track']
}

/** What happened in the hall, newest first, each with its proof. */
export function News({ opening, track, reads, heard }: Course) {
  const { tender } = opening
  const [all, setAll] = useState(false)
  const { value } = useLoad<{ facts: Told[] }>(`/tenders/${tender}/facts`, reads)
  const course = useMemo(() => told(value?.facts ?? [], heard, `opening/${tender}`), [value, heard, tender])
  const facts = all ? course : course.slice(0, FIRST)
  return (
    <aside className="sheet" aria-label={say('开标过程', 'What happened')}>
      <h2>{say('开标过程', 'What happened')}</h2>
      {facts.length === 0 && <span className="quiet">{say('尚无记录', 'nothing yet')}</span>}
      <ol style={{ listStyle: 'none', padding: 0, margin: 0, maxHeight: 480, overflowY: 'auto' }} aria-live="polite">
        {facts.map((fact) => (
          <li key={fact.id} style={{ borderTop: '1px solid var(--line)', padding: '8px 0' }}>
            <div className="row" style={{ justifyContent: 'space-between' }}>
              <span className="digits quiet" style={{ fontSize: 12 }}>
                {beijing(fact.at, true).slice(5)}
              </span>
              <ProofButton fact={fact.id} />
            </div>
            <div>
              {sayBoth(fact)} <span className="quiet">{detail(fact, opening, track)}</span>
            </div>
          </li>
        ))}
      </ol>
      {course.length > facts.length && (
        <Button type="link" onClick={() => setAll(true)}>
          {say(`显示全部 ${course.length} 条`, `Show all ${course.length}`)}
        </Button>
      )}
    </aside>
  )
}

/** Who it was about, where that is public. */
function detail({ data }: Told, opening: Opening, track: Tender['track']): string {
  const bidder = typeof data['tag'] === 'string' ? opening.bids[data['tag']]?.bidder?.name : undefined
  if (bidder) return typeof data['role'] === 'string' ? `${bidder} · ${word(data['role'], track)}` : bidder
  const name = data['name'] ?? data['role']
  if (typeof name === 'string') return word(name, track)
  const epoch = data['epoch']
  return typeof epoch === 'number' ? say(`第 ${epoch} 次密钥`, `key ${epoch}`) : ''
}

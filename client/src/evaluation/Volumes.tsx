import { Button, Select } from 'antd'
import { useState } from 'react'
import { say, word } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useLoad } from '../net/load.ts'
import { Empty } from '../pieces/Empty.tsx'
import { PdfReader } from '../pieces/PdfReader.tsx'
import { bidName, type View } from './view.ts'

interface Unsealed {
  type: string
  data: { bidderTag: string; files: { part: string; name: string; type: string; bytes: number }[] }
}

/** The opened volumes of the bids, beside the form; a second pane for comparing. */
export function Volumes({ view, bid }: { view: View; bid?: string | undefined }) {
  const [panes, setPanes] = useState(1)
  const { value } = useLoad<{ facts: Unsealed[] }>(`/tenders/${view.tender}/facts`)
  const opened = (value?.facts ?? []).filter(({ type }) => type === 'bid.unsealed')
  if (value && !opened.length) return <Empty>{say('没有可阅读的投标文件', 'there is no bid to read')}</Empty>
  return (
    <section className="sheet" aria-label={say('投标文件阅读', 'Bids')}>
      <div className="sheet-head">
        <h2>{say('投标文件阅读', 'Read the bids')}</h2>
        <Button size="small" onClick={() => setPanes(panes === 1 ? 2 : 1)}>
          {panes === 1 ? say('双栏对比', 'Compare') : say('单栏', 'One pane')}
        </Button>
      </div>
      <div
        style={{
          display: 'grid',
          gap: 16,
          gridTemplateColumns: `repeat(auto-fit, minmax(min(100%, ${panes === 2 ? 280 : 320}px), 1fr))`,
        }}
      >
        {Array.from({ length: panes }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: panes have no other name
          <Pane key={i} view={view} opened={opened} bid={i === 0 ? bid : undefined} />
        ))}
      </div>
    </section>
  )
}

function Pane({ view, opened, bid }: { view: View; opened: Unsealed[]; bid: string | undefined }) {
  const [chosen, setChosen] = useState<string>()
  const [file, setFile] = useState<string>()
  const tag = chosen ?? bid ?? view.bids[0]?.tag ?? ''
  const files = (opened.find(({ data }) => data.bidderTag === tag)?.data.files ?? []).filter(
    ({ type }) => type === 'application/pdf',
  )
  const shown = files.find(({ name, part }) => `${part}/${name}` === file) ?? files[0]
  return (
    <div className="stack-tight">
      <div className="row">
        <Select
          aria-label={say('投标文件', 'Bid')}
          value={tag}
          onChange={setChosen}
          options={view.bids.map((one) => ({ value: one.tag, label: bidName(view, one.tag) }))}
          style={{ minWidth: 132 }}
        />
        <Select
          aria-label={say('卷', 'Volume')}
          {...(shown ? { value: `${shown.part}/${shown.name}` } : {})}
          onChange={setFile}
          options={files.map(({ part, name }) => ({ value: `${part}/${name}`, label: `${word(part)} · ${name}` }))}
          style={{ minWidth: 200, flex: 1 }}
        />
      </div>
      {shown && (
        <PdfReader
          url={api.url(`/tenders/${view.tender}/bids/${tag}/volumes/${shown.part}/${encodeURIComponent(shown.name)}`)}
        />
      )}
    </div>
  )
}

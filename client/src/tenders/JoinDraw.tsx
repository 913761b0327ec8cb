import { Input } from 'antd'
import { useState } from 'react'
import { say } from '../app/words.ts'
import { Parties } from './PanelDraw.tsx'

/** The centre takes part in a draw that it was told the number of: a spot check's. */
export function JoinDraw({ as }: { as: string }) {
  const [draw, setDraw] = useState('')
  return (
    <section className="sheet stack">
      <h2>{say('参与抽取', 'Take part in a draw')}</h2>
      <Input.Search
        aria-label={say('抽取编号', 'Draw')}
        placeholder={say('抽取编号，如 SJ-20260601-a1b2c3.1', 'number of the draw')}
        enterButton={say('打开', 'Open')}
        onSearch={(id) => setDraw(id.trim())}
        style={{ maxWidth: 400 }}
      />
      {/^[0-9A-Za-z_-]{1,64}\.[kbwpi]?\d{1,3}$/.test(draw) && (
        <Parties key={draw} draw={draw} as={as} onChange={() => undefined} />
      )}
    </section>
  )
}

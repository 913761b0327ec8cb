import { Button, Radio } from 'antd'
import { useState } from 'react'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import type { InRoom } from './view.ts'

/** Fewer than three valid bids: the chair records whether they still compete. */
export function Competition({ view, tender, reload }: InRoom) {
  const [enough, setEnough] = useState<boolean>()
  const [argument, setArgument] = useState('')
  const argue = useDeed(async () => {
    await api.post(`/tenders/${tender}/evaluation/competition`, { enough, argument })
    reload()
  })
  const chair = view.me !== null && view.me === view.chair
  return (
    <section className="sheet stack">
      <h2>{say('竞争性论证', 'Is there competition?')}</h2>
      <p className="prose">
        {say(
          `有效投标只剩 ${view.valid?.length ?? 0} 个，须由评标委员会论证是否仍具有竞争性。`,
          `Only ${view.valid?.length ?? 0} valid bids are left: the panel argues whether they compete.`,
        )}
      </p>
      {!chair && <p className="quiet">{say('等待组长记录论证意见。', 'Waiting for the chair.')}</p>}
      {chair && (
        <>
          <Radio.Group
            value={enough}
            onChange={({ target }) => setEnough(target.value)}
            options={[
              { value: true, label: say('仍具有竞争性，继续评审', 'they compete: go on') },
              { value: false, label: say('明显缺乏竞争，否决全部投标', 'they do not: reject all') },
            ]}
          />
          <LongField label={say('论证', 'Argument')} most={2000} value={argument} onChange={setArgument} />
          <Refused problem={argue.problem} />
          <div>
            <Button
              type="primary"
              disabled={enough === undefined || argument.trim().length < 10}
              loading={argue.busy}
              onClick={() => void argue.run()}
            >
              {say('记录论证意见', 'Record the argument')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

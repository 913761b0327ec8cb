import { Button, Input } from 'antd'
import { useState } from 'react'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'

/** A bidder's objection to the result: always possible; one that comes late is registered as late. */
export function ObjectToResult({ tender, onDone }: { tender: string; onDone: () => void }) {
  const [text, setText] = useState('')
  const object = useDeed(async () => {
    const said = text.trim()
    const cms = await signStatement('award.object', { tender, text: said })
    await api.post(`/tenders/${tender}/result-objections`, { text: said, cms })
    setText('')
    onDone()
  })
  return (
    <section className="sheet stack">
      <h2 style={{ margin: 0 }}>{say('提出异议', 'Object')}</h2>
      <span className="prose">
        {say(
          '对评标结果有异议的，应在公示期内提出；招标人答复前暂停定标。',
          'Objections to the result are made during the publicity; the award waits for the answer.',
        )}
      </span>
      <Input.TextArea
        rows={4}
        maxLength={2000}
        showCount
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-label={say('异议内容：事实、请求与依据', 'Facts, request and grounds')}
        placeholder={say('事实、请求与依据', 'Facts, request and grounds')}
      />
      <Refused problem={object.problem} />
      <div>
        <Button loading={object.busy} disabled={!text.trim()} onClick={() => void object.run()}>
          {say('签名并提出异议', 'Sign and object')}
        </Button>
      </div>
    </section>
  )
}

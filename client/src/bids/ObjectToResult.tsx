import { Button } from 'antd'
import { useState } from 'react'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { Evidence, filesOf, type Sent } from '../award/Evidence.tsx'
import { Limits } from '../award/OwnResult.tsx'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'

/** A bidder's objection to the result: always possible; one that comes late is registered as late. */
export function ObjectToResult({ tender, onDone }: { tender: string; onDone: () => void }) {
  const [text, setText] = useState('')
  const [files, setFiles] = useState<Sent[]>([])
  const object = useDeed(async () => {
    const said = text.trim()
    const { body, signed } = filesOf(files)
    const cms = await signStatement('award.object', { tender, text: said, ...signed })
    await api.post(`/tenders/${tender}/result-objections`, { text: said, ...body, cms })
    setText('')
    setFiles([])
    onDone()
  })
  return (
    <section className="sheet stack">
      <h2 style={{ margin: 0 }}>{say('提出异议（质疑）', 'Object')}</h2>
      <Limits tender={tender} />
      <span className="prose">
        {say(
          '写明事实、请求和依据，并附证明材料；逾期提出的仅登记。',
          'Say the facts, what you ask for and on what grounds; one that comes late is registered only.',
        )}
      </span>
      <LongField
        label={say('异议内容：事实、请求与依据', 'Facts, request and grounds')}
        most={2000}
        rows={4}
        value={text}
        onChange={setText}
      />
      <Evidence tender={tender} label={say('附证明材料', 'Attach what proves it')} files={files} onFiles={setFiles} />
      <Refused problem={object.problem} />
      <div>
        <Button loading={object.busy} disabled={!text.trim()} onClick={() => void object.run()}>
          {say('签名并提出异议', 'Sign and object')}
        </Button>
      </div>
    </section>
  )
}

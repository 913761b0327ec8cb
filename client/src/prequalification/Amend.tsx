import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import type { Tender } from '../../../server/tenders/tender.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { sealsWith } from '../net/sealing.ts'
import { Field } from '../pieces/Field.tsx'
import { InstantInput } from '../pieces/Instant.tsx'
import { Refused } from '../pieces/Refused.tsx'

/** An addendum to the prequalification document: a version of its own; one that comes late moves the deadline. */
export function Amend({ tender, onDone }: { tender: Tender; onDone: () => void }) {
  const before = tender.prequalification?.deadline ?? 0
  const [open, setOpen] = useState(false)
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [affects, setAffects] = useState(true)
  const [deadline, setDeadline] = useState(before)
  const amend = useDeed(async () => {
    const moved = deadline === before ? {} : { deadline }
    const fields = { title: title.trim(), text: text.trim(), affects, ...moved }
    const cms = await signStatement('prequalification.amend', { tender: tender.id, ...fields })
    const path = `/tenders/${tender.id}/prequalification/amend`
    await api.post(path, { ...fields, ...(await sealsWith(path, fields)), cms })
    setOpen(false)
    onDone()
  })
  if (!open)
    return (
      <div>
        <Button onClick={() => setOpen(true)}>{say('澄清或修改资格预审文件', 'Amend the document')}</Button>
      </div>
    )
  return (
    <div className="stack-tight">
      <Field label={say('标题', 'Title')} wide>
        {(id) => <Input id={id} maxLength={120} value={title} onChange={(e) => setTitle(e.target.value)} />}
      </Field>
      <Field label={say('内容', 'Text')} wide>
        {(id) => (
          <Input.TextArea id={id} rows={3} maxLength={8000} value={text} onChange={(e) => setText(e.target.value)} />
        )}
      </Field>
      <Checkbox checked={affects} onChange={(e) => setAffects(e.target.checked)}>
        {say('可能影响申请文件编制（距截止不足3日的须顺延）', 'may affect applications (within 3 days it postpones)')}
      </Checkbox>
      <Field label={say('申请截止时间', 'Deadline')}>
        {(id) => <InstantInput id={id} at={deadline} onAt={setDeadline} />}
      </Field>
      <Refused problem={amend.problem} />
      <div className="row">
        <Button
          type="primary"
          disabled={title.trim().length < 2 || text.trim().length < 4}
          loading={amend.busy}
          onClick={() => void amend.run()}
        >
          {say('签名发布', 'Sign and publish')}
        </Button>
        <Button onClick={() => setOpen(false)}>{say('取消', 'Cancel')}</Button>
      </div>
    </div>
  )
}

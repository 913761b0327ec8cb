import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { figureOf } from '../../../server/opening/figures.ts'
import type { ReadField } from '../../../server/opening/hallEvents.ts'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { YuanInput } from '../pieces/YuanInput.tsx'
import { fieldWord, figureText, type HallView, signedDeed } from './hall.ts'

const FIELDS: ReadField[] = ['price', 'durationDays', 'quality', 'leader']

/** The host notes a figure that was read out otherwise than it stands in the bid; both values stay on record. */
export function Correct({ view, tag }: { view: HallView; tag: string }) {
  const [open, setOpen] = useState(false)
  const [field, setField] = useState<ReadField>('durationDays')
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const now = figureOf(view.opening, tag, field)
  const correct = useDeed(async () => {
    const fields = { tag, field, corrected: value.trim(), reason: reason.trim() }
    await signedDeed(view.tender.id, 'correct', 'opening.correct', fields)
    setOpen(false)
    view.reload()
  })
  if (!open)
    return (
      <Button size="small" type="link" style={{ padding: '0 0 0 8px' }} onClick={() => setOpen(true)}>
        {say('更正', 'Correct')}
      </Button>
    )
  return (
    <div className="stack-tight" style={{ minWidth: 220 }}>
      <Select
        value={field}
        onChange={(next) => {
          setField(next)
          setValue('')
        }}
        options={FIELDS.map((one) => ({ value: one, label: fieldWord(one) }))}
        aria-label={say('更正事项', 'What')}
      />
      <span className="quiet">
        {say('现为 ', 'now ')}
        {figureText(field, now)}
      </span>
      {field === 'price' ? (
        <YuanInput label={say('更正为', 'Corrected')} fen={value} onFen={setValue} />
      ) : (
        <Input
          value={value}
          onChange={(event) => setValue(event.target.value)}
          aria-label={say('更正为', 'Corrected')}
          placeholder={say('更正为', 'corrected')}
        />
      )}
      <Input
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        aria-label={say('更正原因', 'Reason')}
        placeholder={say('原因，不少于4个字', 'reason')}
      />
      <Refused problem={correct.problem} />
      <div className="row">
        <Button
          size="small"
          disabled={!value.trim() || reason.trim().length < 4}
          loading={correct.busy}
          onClick={() => void correct.run()}
        >
          {say('签名并更正', 'Sign and correct')}
        </Button>
        <Button size="small" onClick={() => setOpen(false)}>
          {say('取消', 'Cancel')}
        </Button>
      </div>
    </div>
  )
}

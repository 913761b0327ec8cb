import { Button, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { say } from '../app/words.ts'
import { api, Stopped } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { serverNow } from '../net/useClock.ts'
import { Field } from '../pieces/Field.tsx'
import { beijing } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { TextField } from '../pieces/TextFields.tsx'
import { newCheckId } from './CheckList.tsx'

interface Summary {
  id: string
  name: string
  stage: string
}

const MINUTE = 60_000

/** Freezes a plan: which tenders, which inspectors, what share; the draw follows. */
export function OrderCheck({ onOrdered }: { onOrdered: (id: string) => void }) {
  const archived = useLoad<{ items: Summary[] }>('/tenders?stage=archived')
  const contracted = useLoad<{ items: Summary[] }>('/tenders?stage=contracted')
  const all = [...(archived.value?.items ?? []), ...(contracted.value?.items ?? [])]
  const [title, setTitle] = useState('')
  const [tenders, setTenders] = useState<string[]>([])
  const [roster, setRoster] = useState('')
  const [percent, setPercent] = useState<number | null>(null)
  const order = useDeed(async () => {
    const now = serverNow()
    const check = newCheckId(beijing(now).slice(0, 10))
    await api.post(`/checks/${check}/order`, {
      ...{ title, tenders, inspectors: inspectorsIn(roster), conflicts: [] },
      ...(percent ? { share: Math.round(percent * 100) } : {}),
      ...{ commitUntil: now + 30 * MINUTE, revealUntil: now + 60 * MINUTE },
    })
    onOrdered(check)
  })
  return (
    <div className="stack" style={{ background: 'var(--ground)', padding: 16 }}>
      <TextField
        label={say('名称', 'Title')}
        hint={say('如：2026年第二季度双随机抽查', 'such as: spot check of the second quarter')}
        most={200}
        value={title}
        onChange={setTitle}
      />
      <Field label={say('对象名单', 'Objects')} hint={say('已完成的标段', 'finished tenders')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={tenders}
            onChange={setTenders}
            options={all.map(({ id: value, name }) => ({ value, label: name }))}
          />
        )}
      </Field>
      <Field
        label={say('检查人员名录', 'Inspectors')}
        hint={say('每行：编号，姓名，单位', 'one a line: id, name, organisation')}
      >
        {(id) => (
          <Input.TextArea
            id={id}
            value={roster}
            onChange={({ target }) => setRoster(target.value)}
            autoSize={{ minRows: 3 }}
          />
        )}
      </Field>
      <Field label={say('抽取比例', 'Share')}>
        {(id) => (
          <InputNumber
            id={id}
            min={0.01}
            max={100}
            value={percent}
            onChange={setPercent}
            suffix="%"
            style={{ maxWidth: 160 }}
          />
        )}
      </Field>
      <p className="quiet">
        {say(
          '名单冻结后不能更改；本机关与交易中心先承诺后揭示，共同决定抽取结果。',
          'The lists freeze. Supervisor and centre commit, then reveal.',
        )}
      </p>
      <Refused problem={order.problem} />
      <div>
        <Button
          type="primary"
          disabled={!title.trim() || !tenders.length || !roster.trim()}
          loading={order.busy}
          onClick={() => void order.run()}
        >
          {say('冻结名单并发起抽查', 'Freeze the lists')}
        </Button>
      </div>
    </div>
  )
}

function inspectorsIn(roster: string): { id: string; name: string; organisation: string }[] {
  return roster
    .split('\n')
    .filter((line) => line.trim())
    .map((line, i) => {
      const [id = '', name = '', organisation = ''] = line.split(/[,，\t]/).map((part) => part.trim())
      if (!id || !name || !organisation)
        throw new Stopped(`名录第 ${i + 1} 行应为：编号，姓名，单位`, `line ${i + 1} must be: id, name, organisation`)
      return { id, name, organisation }
    })
}

import { Button, Radio } from 'antd'
import { useState } from 'react'
import type { PassedOver } from '../../../server/award/setAside.ts'
import type { PassOverGround } from '../../../server/law/tenderingRemedies.ts'
import { signStatement } from '../app/sign.ts'
import { say, sayBoth } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { Evidence, filesOf, type Sent } from './Evidence.tsx'

interface Passing {
  grounds: PassOverGround[]
  article: string
  next: string | null
  passed: PassedOver[]
}

const DEPOSIT = {
  kept: ['投标保证金不予退还', 'its deposit is kept'],
  mayBeKept: ['投标保证金可以不予退还', 'its deposit may be kept'],
  returned: ['投标保证金退还', 'its deposit is returned'],
} as const

/** The first in rank, or the winner, does not win: a ground of the law, what proves it, and who follows. */
export function PassOver({
  tender,
  names,
  onDone,
}: {
  tender: string
  names: Record<string, string>
  onDone: () => void
}) {
  const [open, setOpen] = useState(false)
  const found = useLoad<Passing>(`/tenders/${tender}/award/passing`)
  const next = found.value?.next
  if (!found.value || !next) return null
  return (
    <section className="sheet stack">
      <h2>{say('候选人（中标人）不能中标时', 'Where the candidate cannot win')}</h2>
      {found.value.passed.map((one) => (
        <p key={one.tag} className="banner sun">
          {say(`第 ${one.rank} 名`, `rank ${one.rank}`)} {names[one.tag]}：{one.reason}（{one.article}）
        </p>
      ))}
      {open ? (
        <Form
          tender={tender}
          of={found.value}
          name={names[next] ?? ''}
          onDone={onDone}
          onClose={() => setOpen(false)}
        />
      ) : (
        <div>
          <Button onClick={() => setOpen(true)}>{say('依法不确定其为中标人…', 'Pass over by law…')}</Button>
        </div>
      )}
    </section>
  )
}

function Form(of: { tender: string; of: Passing; name: string; onDone: () => void; onClose: () => void }) {
  const { tender, of: passing, name, onDone, onClose } = of
  const [ground, setGround] = useState<string>()
  const [reason, setReason] = useState('')
  const [follows, setFollows] = useState<'nextCandidate' | 'retender'>('nextCandidate')
  const [files, setFiles] = useState<Sent[]>([])
  const pass = useDeed(async () => {
    const fields = { candidate: passing.next, ground, reason: reason.trim(), follows }
    const { body, signed } = filesOf(files)
    const cms = await signStatement('award.passOver', { tender, ...fields, ...signed })
    await api.post(`/tenders/${tender}/award/passing`, { ...fields, ...body, cms })
    onDone()
  })
  return (
    <div className="banner bad stack-tight">
      <b>
        {name} · {passing.article}
      </b>
      <Radio.Group
        value={ground}
        onChange={({ target }) => setGround(target.value)}
        style={{ display: 'flex', flexDirection: 'column', gap: 4 }}
      >
        {passing.grounds.map((one) => (
          <Radio key={one.code} value={one.code} style={{ whiteSpace: 'normal' }}>
            {sayBoth(one)} <span className="quiet">{say(DEPOSIT[one.deposit][0], DEPOSIT[one.deposit][1])}</span>
          </Radio>
        ))}
      </Radio.Group>
      <LongField label={say('事实和理由', 'Facts and reasons')} most={2000} value={reason} onChange={setReason} />
      <Evidence
        tender={tender}
        label={say('附证明材料（必需）', 'Attach what proves it')}
        files={files}
        onFiles={setFiles}
      />
      <Radio.Group
        value={follows}
        onChange={({ target }) => setFollows(target.value)}
        options={[
          { value: 'nextCandidate', label: say('依次确定下一名候选人', 'The next in order') },
          { value: 'retender', label: say('重新招标', 'A new tender') },
        ]}
      />
      <Refused problem={pass.problem} />
      <div className="row">
        <Button
          danger
          type="primary"
          disabled={!ground || reason.trim().length < 4 || !files.length}
          loading={pass.busy}
          onClick={() => void pass.run()}
        >
          {say('签名作出决定', 'Sign the decision')}
        </Button>
        <Button onClick={onClose}>{say('取消', 'Cancel')}</Button>
      </div>
    </div>
  )
}

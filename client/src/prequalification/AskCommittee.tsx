import { Button, InputNumber } from 'antd'
import { useState } from 'react'
import type { Tender } from '../../../server/tenders/tender.ts'
import { signStatement } from '../app/sign.ts'
import { say, word } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Field } from '../pieces/Field.tsx'
import { Refused } from '../pieces/Refused.tsx'

/** Asks for the committee to be drawn: the specialties and places of the panel, and how long each step waits. */
export function AskCommittee({ tender, again, onDone }: { tender: Tender; again: boolean; onDone: () => void }) {
  const [minutes, setMinutes] = useState(30)
  const [answerMinutes, setAnswerMinutes] = useState(120)
  const { members, strata } = tender.panel
  const ask = useDeed(async () => {
    const fields = { members, strata, minutes, answerMinutes }
    const cms = await signStatement('prequalification.drawCommittee', { tender: tender.id, ...fields })
    await api.post(`/tenders/${tender.id}/prequalification/committee`, { ...fields, cms })
    onDone()
  })
  return (
    <div className="stack-tight">
      <p className="quiet prose">
        {say(
          `从专家库随机抽取 ${members} 人：${strata.map(({ region, specialty, seats }) => `${region} ${specialty} ${seats}人`).join('、')}。与${word('tenderer', tender.track)}、代理机构、申请人有任职关系的专家自动排除。`,
          `${members} experts are drawn: ${strata.map(({ region, specialty, seats }) => `${seats} of ${specialty} from ${region}`).join(', ')}. Those employed by a party or an applicant are left out.`,
        )}
      </p>
      <Field label={say('承诺与揭示各等待（分钟）', 'Each step waits (minutes)')}>
        {(id) => (
          <InputNumber id={id} min={1} max={1440} value={minutes} onChange={(value) => value && setMinutes(value)} />
        )}
      </Field>
      <Field label={say('确认参加、签到各等待（分钟）', 'To accept, and to check in (minutes)')}>
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            max={2880}
            value={answerMinutes}
            onChange={(value) => value && setAnswerMinutes(value)}
          />
        )}
      </Field>
      <Refused problem={ask.problem} />
      <div>
        <Button type="primary" loading={ask.busy} onClick={() => void ask.run()}>
          {again ? say('再次抽取', 'Draw again') : say('签名申请抽取委员会', 'Sign and ask for the draw')}
        </Button>
      </div>
    </div>
  )
}

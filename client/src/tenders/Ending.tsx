import { Button, Radio } from 'antd'
import { useState } from 'react'
import { rulebook } from '../../../server/law/rulebook.ts'
import type { Defect } from '../../../server/tenders/contract.ts'
import { TERMINABLE } from '../../../server/tenders/endings.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Deed } from '../pieces/Deed.tsx'
import { LongField } from '../pieces/TextFields.tsx'

/** How the tenderer ends a tender before its award: folded until it is wanted. */
export function Ending({ tender, onDone }: { tender: Tender; onDone: () => void }) {
  const [open, setOpen] = useState(false)
  if (!TERMINABLE.includes(tender.stage)) return null
  return (
    <>
      {tender.stage === 'evaluating' && <Stopped tender={tender} onDone={onDone} />}
      {open ? (
        <Terminate tender={tender} onDone={onDone} onCancel={() => setOpen(false)} />
      ) : (
        <div>
          <Button type="text" onClick={() => setOpen(true)}>
            {say('终止招标…', 'End this tender…')}
          </Button>
        </div>
      )}
    </>
  )
}

function Terminate({ tender, onDone, onCancel }: { tender: Tender; onDone: () => void; onCancel: () => void }) {
  const law = rulebook((tender.published ?? tender.prequal)?.rulebook ?? '')
  const free = law.termination.value === 'withReason'
  const [ground, setGround] = useState<'majorChange' | 'other' | 'documentUnlawful'>('majorChange')
  const [defect, setDefect] = useState<Defect>({ clause: '', offends: '' })
  const named = ground === 'documentUnlawful'
  const restart = law.restarts.value.find(({ code }) => code === 'documentUnlawful')
  const said = { clause: defect.clause.trim(), offends: defect.offends.trim() }
  const write = (name: keyof Defect, label: string) => (
    <LongField
      label={label}
      most={2000}
      rows={2}
      value={defect[name]}
      onChange={(typed) => setDefect({ ...defect, [name]: typed })}
    />
  )
  return (
    <section className="sheet stack" id="ending">
      <h2>{say('终止招标', 'Ending the tender')}</h2>
      <Deed
        what="tender.terminate"
        to={`/tenders/${tender.id}/terminate`}
        about={{ tender: tender.id }}
        fields={{ ground, ...(named ? { defect: said } : {}) }}
        words={{ as: 'reason', least: 4, hint: say('原因（公开）', 'reasons, public') }}
        danger
        ready={!named || (said.clause.length >= 4 && said.offends.length >= 4)}
        title={say('签名并发布终止公告', 'Sign and publish the end')}
        onDone={onDone}
        onCancel={onCancel}
      >
        <Radio.Group
          value={ground}
          onChange={(event) => setGround(event.target.value)}
          options={[
            { value: 'majorChange', label: say('重大变故，采购任务取消', 'a major change cancels the purchase') },
            ...(free ? [{ value: 'other', label: say('其他原因', 'another reason') }] : []),
            {
              value: 'documentUnlawful',
              label: say('招标文件违法，修改后重新招标', 'the document is unlawful: corrected and tendered anew'),
            },
          ]}
        />
        <span className="quiet">{named ? restart?.article : law.termination.article}</span>
        {named && write('clause', say('招标文件的原文条款', 'the words of the document'))}
        {named && write('offends', say('违反的规定', 'the rule that they offend'))}
      </Deed>
    </section>
  )
}

/** The panel stopped: the tenderer confirms what it found, and the round ends; or the evaluation goes on. */
function Stopped({ tender, onDone }: { tender: Tender; onDone: () => void }) {
  const evaluation = useLoad<{ stop?: { defect: Defect } }>(`/tenders/${tender.id}/evaluation`)
  const [confirmed, setConfirmed] = useState<boolean>()
  const stop = evaluation.value?.stop
  if (!stop) return null
  return (
    <section className="sheet stack">
      <h2>{say('评标委员会已停止评标', 'The panel has stopped')}</h2>
      <Deed
        what="evaluation.answerStop"
        to={`/tenders/${tender.id}/evaluation/defect/answer`}
        about={{ tender: tender.id }}
        fields={{ confirmed }}
        words={{ as: 'reason', least: 4, hint: say('核对情况', 'what you found') }}
        ready={confirmed !== undefined}
        danger={confirmed === true}
        title={say('签名并答复评标委员会', 'Sign the answer')}
        onDone={onDone}
      >
        <div className="banner bad" style={{ overflowWrap: 'anywhere' }}>
          <b>{stop.defect.clause}</b>
          <div>{stop.defect.offends}</div>
        </div>
        <Radio.Group value={confirmed} onChange={(event) => setConfirmed(event.target.value)}>
          <Radio value={true}>{say('确认，终止本次招标并修改后重新组织', 'confirmed: this round ends')}</Radio>
          <Radio value={false}>{say('不属实，请继续评标', 'not so: go on')}</Radio>
        </Radio.Group>
      </Deed>
    </section>
  )
}

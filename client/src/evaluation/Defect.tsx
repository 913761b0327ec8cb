import { Button, Radio } from 'antd'
import { useState } from 'react'
import { rulebook } from '../../../server/law/rulebook.ts'
import { say } from '../app/words.ts'
import { Deed } from '../pieces/Deed.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import type { InRoom } from './view.ts'

/** A member finds the tender document defective; the others vote, and the majority stops the evaluation. */
export function Defect({ view, tender, reload }: InRoom) {
  const [open, setOpen] = useState(false)
  const { panelStops } = rulebook(view.rulebook)
  const found = view.defect
  if (view.stage === 'finished' || view.vacant.length) return null
  if (!found)
    return view.me === null ? null : open ? (
      <Raise view={view} tender={tender} reload={reload} onClose={() => setOpen(false)} />
    ) : (
      <div className="no-print">
        <Button type="text" onClick={() => setOpen(true)}>
          {say('招标文件违法或有重大缺陷，提请停止评标…', 'The document is defective: propose to stop…')}
        </Button>
      </div>
    )
  const ground = panelStops.value.find(({ code }) => code === found.ground)
  const agreed = Object.values(found.votes).filter(({ agree }) => agree).length
  return (
    <section className="sheet stack" role="status">
      <h2>
        {found.from
          ? say('已停止评标', 'The evaluation has stopped')
          : say('招标文件缺陷待表决', 'A vote on the document')}
      </h2>
      <p style={{ overflowWrap: 'anywhere' }}>
        <b>{ground && say(ground.zh, ground.en)}</b>
        <br />
        {say('条款：', 'Clause: ')}
        {found.defect.clause}
        <br />
        {say('违反或缺陷：', 'It offends: ')}
        {found.defect.offends}
      </p>
      <p className="quiet">
        {say(`${agreed} / ${view.members.length} 名成员认定`, `${agreed} of ${view.members.length} find so`)} ·{' '}
        {panelStops.article}
      </p>
      {found.from && <p>{say('等待招标人（采购人）书面确认。', 'Waiting for the tenderer to confirm it.')}</p>}
      {!found.from && view.me && !found.votes[view.me] && <Vote tender={tender} reload={reload} />}
    </section>
  )
}

function Raise({ view, tender, reload, onClose }: InRoom & { onClose: () => void }) {
  const grounds = rulebook(view.rulebook).panelStops.value
  const [ground, setGround] = useState(grounds[0]?.code)
  const [defect, setDefect] = useState({ clause: '', offends: '' })
  const write = (name: keyof typeof defect, label: string) => (
    <LongField
      label={label}
      most={2000}
      rows={2}
      value={defect[name]}
      onChange={(typed) => setDefect({ ...defect, [name]: typed })}
    />
  )
  const trimmed = { clause: defect.clause.trim(), offends: defect.offends.trim() }
  return (
    <section className="sheet">
      <Deed
        what="evaluation.raiseDefect"
        to={`/tenders/${tender}/evaluation/defect`}
        about={{ tender }}
        fields={{ ground, defect: trimmed }}
        words={null}
        danger
        ready={trimmed.clause.length >= 4 && trimmed.offends.length >= 4}
        title={say('签名并提请停止评标', 'Sign and propose to stop')}
        onDone={reload}
        onCancel={onClose}
      >
        <Radio.Group
          value={ground}
          onChange={(event) => setGround(event.target.value)}
          options={grounds.map(({ code, zh, en }) => ({ value: code, label: say(zh, en) }))}
        />
        {write('clause', say('招标文件的原文条款', 'the words of the document'))}
        {write('offends', say('违反的规定，或者无法评审的原因', 'what they offend, or why one cannot judge by them'))}
      </Deed>
    </section>
  )
}

function Vote({ tender, reload }: { tender: string; reload: () => void }) {
  const [agree, setAgree] = useState<boolean>()
  return (
    <Deed
      what="evaluation.voteOnDefect"
      to={`/tenders/${tender}/evaluation/defect/vote`}
      about={{ tender }}
      fields={{ agree }}
      words={agree === false ? { as: 'reason', least: 4, hint: say('不同意的理由', 'why not') } : null}
      ready={agree !== undefined}
      title={say('签名并表决', 'Sign the vote')}
      onDone={reload}
    >
      <Radio.Group value={agree} onChange={(event) => setAgree(event.target.value)}>
        <Radio value={true}>{say('同意停止评标', 'stop the evaluation')}</Radio>
        <Radio value={false}>{say('不同意', 'go on')}</Radio>
      </Radio.Group>
    </Deed>
  )
}

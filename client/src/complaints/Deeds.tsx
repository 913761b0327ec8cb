import { Radio, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { say } from '../app/words.ts'
import { type Again, isWhole, ReEvaluateChoice } from '../award/ReEvaluateChoice.tsx'
import { Deed as SignedDeed } from '../pieces/Deed.tsx'
import { type Complaints, outcomes, remedies, type Shown } from './complaint.ts'

interface On {
  of: Shown
  reload(): void
}

/** A signed deed about a complaint. */
export function Deed({
  of,
  reload,
  deed,
  to,
  least = 4,
  as = 'reason',
  ...rest
}: On & {
  deed: string
  to: string
  title: string
  fields?: Record<string, unknown>
  least?: number
  children?: ReactNode
  danger?: boolean
  ready?: boolean
  as?: 'reason' | 'text'
}) {
  return (
    <SignedDeed
      {...rest}
      what={`complaint.${deed}`}
      to={`/tenders/${of.tender}/complaints/${of.id}${to}`}
      about={{ tender: of.tender, complaint: of.id }}
      words={least ? { as, least, most: 5000 } : null}
      onDone={reload}
    />
  )
}

/** What the supervisor may do about a complaint now. */
export function SupervisorDeeds({ of, law, reload }: On & { law: Complaints['law'] }) {
  const on = { of, reload }
  const [wanted, setWhat] = useState<string>()
  const choices = [
    ...(of.stage === 'filed' ? [{ value: 'decide', label: say('受理决定', 'Take it up?') }] : []),
    ...(of.stage === 'accepted' ? [{ value: 'rule', label: say('处理决定', 'Rule') }] : []),
    of.rest
      ? { value: 'lift', label: say('解除暂停', 'Lift the rest') }
      : { value: 'rest', label: say('责令暂停', 'Order a rest') },
    ...(of.stage === 'accepted'
      ? [
          of.stopped
            ? { value: 'resume', label: say('期限继续计算', 'Clock goes on') }
            : { value: 'stop', label: say('期限停止计算', 'Stop the clock') },
        ]
      : []),
  ]
  const what = choices.some(({ value }) => value === wanted) ? wanted : undefined // done: its form goes with it
  return (
    <div className="stack">
      <Radio.Group
        optionType="button"
        options={choices}
        value={what ?? null}
        onChange={({ target }) => setWhat(target.value)}
      />
      {what === 'decide' && <Decide {...on} />}
      {what === 'rule' && <Rule {...on} law={law} />}
      {what === 'rest' && (
        <Deed {...on} deed="rest" to="/rest" danger title={say('签名并责令暂停', 'Sign: the tender rests')}>
          <p className="prose">
            {say(
              '招标（采购）活动自签名时起暂停，各项期限停止计算。',
              'From your signature on the tender rests and its clocks stand.',
            )}{' '}
            <span className="quiet">{law.suspension.article}</span>
          </p>
        </Deed>
      )}
      {what === 'lift' && <Deed {...on} deed="lift" to="/rest/lift" title={say('签名并解除暂停', 'Sign: lift')} />}
      {what === 'stop' && (
        <Deed {...on} deed="stop" to="/clock/stop" title={say('签名：停止计算', 'Sign: stop')}>
          <p className="prose">
            {say(
              '检验、检测、鉴定、专家评审（以及补正材料）所需时间不计入处理期限。',
              'Inspection, testing, appraisal and expert review do not count.',
            )}
          </p>
        </Deed>
      )}
      {what === 'resume' && (
        <Deed {...on} deed="resume" to="/clock/resume" least={0} title={say('签名：继续计算', 'Sign: go on')} />
      )}
    </div>
  )
}

function Decide(on: On) {
  const [accepted, setAccepted] = useState<boolean>()
  return (
    <Deed
      {...on}
      deed="decide"
      to="/decision"
      fields={{ accepted }}
      ready={accepted !== undefined}
      title={say('签名并作出受理决定', 'Sign the decision')}
    >
      <Radio.Group
        value={accepted}
        onChange={({ target }) => setAccepted(target.value)}
        options={[
          { value: true, label: say('予以受理', 'take it up') },
          { value: false, label: say('不予受理', 'do not take it up') },
        ]}
      />
    </Deed>
  )
}

function Rule({ law, ...on }: On & { law: Complaints['law'] }) {
  const [outcome, setOutcome] = useState<keyof ReturnType<typeof outcomes>>()
  const [remedy, setRemedy] = useState<keyof ReturnType<typeof remedies>>('none')
  const [how, setHow] = useState<Again>({ from: 'review' })
  const again = outcome === 'upheld' && remedy === 'reEvaluate'
  const fields = {
    outcome,
    remedy: outcome === 'upheld' ? remedy : 'none',
    ...(again ? { reEvaluate: how } : {}),
  }
  return (
    <Deed
      {...on}
      deed="rule"
      to="/ruling"
      as="text"
      least={20}
      fields={fields}
      ready={!!outcome && (!again || isWhole(how))}
      title={say('签名并公布处理决定', 'Sign and publish the ruling')}
    >
      <Radio.Group
        className="stack-tight"
        value={outcome}
        onChange={({ target }) => setOutcome(target.value)}
        options={Object.entries(outcomes()).map(([value, label]) => ({ value, label }))}
      />
      {outcome === 'upheld' && (
        <Select
          aria-label={say('处理', 'what follows')}
          value={remedy}
          onChange={setRemedy}
          options={Object.entries(remedies())
            .filter(([value]) => value !== 'reReview' || on.of.matter === 'prequalification')
            .map(([value, label]) => ({ value, label }))}
        />
      )}
      {again && <ReEvaluateChoice grounds={law.reEvaluation.value} value={how} onChange={setHow} wholly />}
      <p className="quiet prose">
        {say(
          '处理决定向社会公布，不写投诉人名称；作出决定的同时，因本投诉的暂停解除。',
          'The ruling is public and names no complainant; the rest because of this complaint ends with it.',
        )}
      </p>
    </Deed>
  )
}

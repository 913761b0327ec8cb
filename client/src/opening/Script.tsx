import { Button, InputNumber } from 'antd'
import { useState } from 'react'
import { drawnAtOpening } from '../../../server/tenders/ceiling.ts'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { Coefficient } from './Coefficient.tsx'
import { type HallView, hosts, signedDeed } from './hall.ts'
import { Prices } from './Prices.tsx'

type Step = 'named' | 'prices' | 'coefficient' | 'unlocked' | 'read' | 'questions' | 'record' | 'signed'

const STEP: Record<Step, () => string> = {
  named: () => say('公布投标人名单', 'Bidders named'),
  prices: () => say('公布最高投标限价', 'Highest price told'),
  coefficient: () => say('公开抽取系数', 'Coefficient drawn'),
  unlocked: () => say('解密', 'Unlocking'),
  read: () => say('唱标', 'Read out'),
  questions: () => say('确认与异议', 'Confirm and object'),
  record: () => say('生成开标记录', 'Record made'),
  signed: () => say('签署并结束', 'Signed, and ended'),
}

/** Which steps this opening has and which are done; the first that is not is the one to do. */
function stepsOf({ opening, tender }: Pick<HallView, 'opening' | 'tender'>): { step: Step; done: boolean }[] {
  const read = opening.stage !== 'unsealing'
  return [
    { step: 'named', done: opening.named },
    { step: 'prices', done: !!opening.announced || read },
    ...(drawnAtOpening(tender) ? [{ step: 'coefficient' as const, done: !!opening.coefficient?.value }] : []),
    { step: 'unlocked', done: read },
    { step: 'read', done: read },
    { step: 'questions', done: !!opening.questions || ['recorded', 'finished'].includes(opening.stage) },
    { step: 'record', done: !!opening.record },
    { step: 'signed', done: opening.stage === 'finished' },
  ]
}

/** The host's script: every step of the opening in its order, and one large button for the step that is due. */
export function Script(view: HallView) {
  const { opening } = view
  if (!hosts(view) || opening.stage === 'finished') return null
  const steps = stepsOf(view)
  const due = steps.find(({ done }) => !done)?.step
  return (
    <section className="sheet stack" style={{ borderColor: 'var(--sun)' }}>
      <h2 style={{ margin: 0 }}>{say('主持台', 'The host’s script')}</h2>
      <ol className="row" style={{ listStyle: 'none', padding: 0, margin: 0, gap: '4px 20px' }}>
        {steps.map(({ step, done }) => (
          <li
            key={step}
            className={done || step === due ? '' : 'quiet'}
            {...(step === due ? { 'aria-current': 'step' as const } : {})}
          >
            <span className={`dot ${done ? 'good' : step === due ? 'sun' : ''}`} />
            {step === due ? <b>{STEP[step]()}</b> : STEP[step]()}
          </li>
        ))}
      </ol>
      {(due === 'prices' || (opening.stage === 'read' && !opening.announced)) && <Prices {...view} />}
      {due === 'coefficient' && <Coefficient {...view} />}
      {due === 'questions' && <Questions {...view} />}
      {due === 'named' && (
        <span>
          {say(
            `等待 ${view.opening.needed} 方释放密钥份额；名单随后自动公布。`,
            `${view.opening.needed} officers release their shares; the names follow by themselves.`,
          )}
        </span>
      )}
      {due === 'unlocked' && (
        <span>
          {say(
            '投标人正在解密；全部解密或者时限届满后自动唱标。',
            'Bidders unlock; the reading follows when all have, or the time is over.',
          )}
        </span>
      )}
    </section>
  )
}

function Questions(view: HallView) {
  const [minutes, setMinutes] = useState(10)
  const open = useDeed(async () => {
    await signedDeed(view.tender.id, 'questions', 'opening.questions', { minutes })
    view.reload()
  })
  return (
    <>
      <span>
        {say(
          '请投标人确认唱标内容并当场提出异议；时限届满或者在场投标人全部确认后，方可生成记录。',
          'The bidders confirm and object; the record is made when the time is over or all present have confirmed.',
        )}
      </span>
      <Refused problem={open.problem} />
      <div className="row">
        <InputNumber
          min={1}
          max={240}
          precision={0}
          value={minutes}
          onChange={(value) => setMinutes(value ?? 10)}
          suffix={say('分钟', 'min')}
          aria-label={say('确认与异议时间（分钟）', 'Minutes')}
          style={{ width: 120 }}
        />
        <Button type="primary" size="large" loading={open.busy} onClick={() => void open.run()}>
          {say('签名并开始确认与异议', 'Sign and begin')}
        </Button>
      </div>
    </>
  )
}

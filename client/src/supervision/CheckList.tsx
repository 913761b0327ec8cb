import { Button, Select } from 'antd'
import { useState } from 'react'
import { hex } from '../../../crypto/bytes.ts'
import type { Check } from '../../../server/supervision/check.ts'
import { useSession } from '../app/session.tsx'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { Parties } from '../tenders/PanelDraw.tsx'
import { OrderCheck } from './OrderCheck.tsx'

type Summary = Pick<Check, 'id' | 'title' | 'stage'>
type Whole = Omit<Check, 'roster' | 'conflicts'> & { findingsHash: string }

const stageWord = (stage: Check['stage']): string =>
  ({
    drawing: say('抽取中', 'being drawn'),
    dry: say('人员不足，需再次抽取', 'roster ran dry'),
    assigned: say('检查中', 'being inspected'),
    published: say('已公开', 'published'),
  })[stage]

/** Spot checks (双随机抽查): objects and inspectors both drawn. */
export function CheckList() {
  const { session } = useSession()
  const checks = useLoad<{ items: Summary[] }>('/checks')
  const [open, setOpen] = useState<string>()
  const [ordering, setOrdering] = useState(false)
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>{say('双随机抽查', 'Spot checks')}</h2>
        {session?.role === 'supervisor' && (
          <Button onClick={() => setOrdering(!ordering)}>
            {ordering ? say('收起', 'Close') : say('发起抽查…', 'Order a check…')}
          </Button>
        )}
      </div>
      {ordering && (
        <OrderCheck
          onOrdered={(id) => {
            setOrdering(false)
            setOpen(id)
            checks.reload()
          }}
        />
      )}
      <Loading of={checks}>
        {({ items }) =>
          items.length ? (
            <ul style={{ listStyle: 'none', padding: 0, margin: 0 }}>
              {items.map((one) => (
                <li
                  key={one.id}
                  style={{ borderTop: '1px solid var(--line)', padding: '12px 0' }}
                  className="stack-tight"
                >
                  <div className="row" style={{ justifyContent: 'space-between' }}>
                    <Button
                      type="link"
                      style={{ padding: 0 }}
                      aria-expanded={open === one.id}
                      onClick={() => setOpen(open === one.id ? undefined : one.id)}
                    >
                      {one.title}
                    </Button>
                    <b>{stageWord(one.stage)}</b>
                  </div>
                  {open === one.id && <OneCheck id={one.id} onChange={checks.reload} />}
                </li>
              ))}
            </ul>
          ) : (
            <Empty>
              {say(
                '还没有抽查。发起后，对象和人员由各方共同随机抽取。',
                'None yet. Objects and inspectors are drawn together by the parties.',
              )}
            </Empty>
          )
        }
      </Loading>
    </section>
  )
}

function OneCheck({ id, onChange }: { id: string; onChange: () => void }) {
  const found = useLoad<Whole>(`/checks/${id}`)
  const { session } = useSession()
  const again = (): void => {
    found.reload()
    onChange()
  }
  return (
    <Loading of={found}>
      {(check) => {
        const nameOf = (tender: string): string => check.objects.find((one) => one.tender === tender)?.name ?? tender
        const mine = session?.role === 'supervisor' && session.organisation === check.supervisor.code
        return (
          <div className="stack" style={{ paddingLeft: 16 }}>
            {check.stage === 'drawing' && (
              <>
                <p className="quiet">
                  {say('抽取编号', 'Draw')} <span className="hash">{check.draw}</span>
                </p>
                <Parties draw={check.draw} as={session?.role ?? ''} onChange={again} />
              </>
            )}
            {check.drawn.length > 0 && (
              <dl className="facts">
                <dt>{say('抽中标段', 'Drawn')}</dt>
                <dd>{check.drawn.map(({ tender }) => nameOf(tender)).join('、')}</dd>
                <dt>{say('检查人员', 'Inspectors')}</dt>
                <dd>{check.team.map(({ name, organisation }) => `${name}（${organisation}）`).join('、')}</dd>
                <dt>{say('回避', 'Passed over')}</dt>
                <dd>{check.skips.length}</dd>
              </dl>
            )}
            {check.stage === 'assigned' &&
              mine &&
              check.drawn.map(({ tender }) => (
                <Find key={tender} check={check} tender={tender} name={nameOf(tender)} onFound={again} />
              ))}
            {check.findings.map((one) => (
              <p key={one.tender} style={{ margin: 0 }}>
                <b>{nameOf(one.tender)}</b>：{verdictWord(one.verdict)}。{one.text}
              </p>
            ))}
            {check.stage === 'assigned' && mine && check.findings.length === check.drawn.length && (
              <Publish check={check} onPublished={again} />
            )}
            {check.record && <a href={api.url(`/checks/${id}/record.pdf`)}>{say('抽查记录 PDF', 'Record (PDF)')}</a>}
          </div>
        )
      }}
    </Loading>
  )
}

type Verdict = Check['findings'][number]['verdict']
const verdictWord = (verdict: Verdict): string =>
  ({
    compliant: say('未发现问题', 'compliant'),
    rectify: say('责令整改', 'to be rectified'),
    violation: say('涉嫌违法违规', 'suspected violation'),
  })[verdict]

function Find({ check, tender, name, onFound }: { check: Whole; tender: string; name: string; onFound: () => void }) {
  const before = check.findings.find((one) => one.tender === tender)
  const [verdict, setVerdict] = useState<Verdict>(before?.verdict ?? 'compliant')
  const [text, setText] = useState(before?.text ?? '')
  const find = useDeed(async () => {
    await api.post(`/checks/${check.id}/find`, { tender, verdict, text })
    onFound()
  })
  return (
    <div className="stack-tight">
      <b>{name}</b>
      <Select
        aria-label={say('结论', 'Verdict')}
        value={verdict}
        onChange={setVerdict}
        options={(['compliant', 'rectify', 'violation'] as const).map((one) => ({
          value: one,
          label: verdictWord(one),
        }))}
        style={{ maxWidth: 240 }}
      />
      <LongField label={say('检查情况', 'Finding')} most={5000} value={text} onChange={setText} />
      <Refused problem={find.problem} />
      <div>
        <Button disabled={!text.trim()} loading={find.busy} onClick={() => void find.run()}>
          {say('登记检查结果', 'Enter the finding')}
        </Button>
      </div>
    </div>
  )
}

function Publish({ check, onPublished }: { check: Whole; onPublished: () => void }) {
  const publish = useDeed(async () => {
    const fields = { check: check.id, draw: check.draw, list: check.list, findings: check.findingsHash }
    const cms = await signStatement('check.publish', fields)
    await api.post(`/checks/${check.id}/publish`, { cms })
    onPublished()
  })
  return (
    <div className="stack-tight">
      <p className="quiet">
        {say(
          '公开后，对象、人员、抽取过程和结果任何人可以查阅，不能撤回。',
          'Objects, inspectors, draw and findings become public for good.',
        )}
      </p>
      <Refused problem={publish.problem} />
      <div>
        <Button type="primary" loading={publish.busy} onClick={() => void publish.run()}>
          {say('签名并公开抽查结果', 'Sign and publish the result')}
        </Button>
      </div>
    </div>
  )
}

/** An id of a new check: the day and a few random digits. */
export const newCheckId = (day: string): string =>
  `SJ-${day.replaceAll('-', '')}-${hex(crypto.getRandomValues(new Uint8Array(3)))}`

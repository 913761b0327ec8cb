import { Input } from 'antd'
import { keyOf, type Told } from '../../../server/tenders/finding.ts'
import { say } from '../app/words.ts'
import { Field, hintOf } from '../pieces/Field.tsx'
import { Moment } from '../pieces/Moment.tsx'

/** What the check found: what blocks first, then what needs reasons, each with the words it was found by. */
export function Findings({
  of,
  reasons,
  onReason,
}: {
  of: { rulebook: string; at: number; findings: Told[] }
  reasons: Record<string, string>
  onReason: (key: string, reason: string) => void
}) {
  const blocks = of.findings.filter(({ severity }) => severity === 'block')
  const warns = of.findings.filter(({ severity }) => severity === 'warn')
  return (
    <div className="stack">
      <p className="quiet">
        {say(`按规则包 ${of.rulebook}、以此刻发布计`, `By rulebook ${of.rulebook}, as if published now`)}{' '}
        <Moment at={of.at} />
      </p>
      {of.findings.length === 0 && (
        <p className="banner good">
          <b>{say('未发现问题', 'Nothing found')}</b>
          <span className="quiet">
            {' '}
            {say('体检按词句识别，不能代替法律审查。', 'It reads words, not minds: it is no legal opinion.')}
          </span>
        </p>
      )}
      {blocks.map((one) => (
        <div key={keyOf(one)} className="banner bad">
          <b>{say(one.zh, one.en)}</b>
          <Details of={one} />
        </div>
      ))}
      {warns.map((one) => {
        const key = keyOf(one)
        const reason = reasons[key] ?? ''
        return (
          <div key={key} className="banner sun stack-tight">
            <b>{say(one.zh, one.en)}</b>
            <Details of={one} />
            <Field
              label={say('书面说明', 'reason')}
              hint={say('至少 10 字，随公告公开', 'ten letters at least, public with the notice')}
            >
              {(id) => (
                <Input.TextArea
                  id={id}
                  aria-describedby={hintOf(id)}
                  rows={2}
                  maxLength={1000}
                  showCount
                  status={reason && reason.trim().length < 10 ? 'error' : ''}
                  value={reason}
                  onChange={(e) => onReason(key, e.target.value)}
                />
              )}
            </Field>
          </div>
        )
      })}
    </div>
  )
}

function Details({ of }: { of: Told }) {
  const { words, missing, sentence, offends } = of.facts as Partial<
    Record<'words' | 'missing' | 'sentence' | 'offends', string>
  >
  return (
    <div className="stack-tight">
      {missing && <div>{say(`缺少：${missing}`, `missing: ${missing}`)}</div>}
      {words && (
        <div>
          “<mark>{words}</mark>”{sentence && sentence !== words && <span className="quiet"> {sentence}</span>}
        </div>
      )}
      {offends && <div>{say(`前一轮认定其违反：${offends}`, `found to offend: ${offends}`)}</div>}
      <div className="quiet">
        {of.where}
        {of.article && ` · ${of.article}`}
      </div>
    </div>
  )
}

import { useEffect, useRef } from 'react'
import { say } from '../app/words.ts'
import type { Problem } from '../net/http.ts'
import { reasonOf, shapeWords } from '../net/problemWords.ts'
import { beijing } from './Moment.tsx'
import { saveJson } from './saveJson.ts'

/** Why something was declined: the sentence, the article it rests on, field by field where it was the form, a number to quote. */
export function Refused({ problem, onRetry }: { problem: Problem | undefined; onRetry?: () => void }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problem) place.current?.scrollIntoView({ block: 'nearest' })
  }, [problem])
  if (!problem) return null
  const reason = reasonOf(problem)
  return (
    <div className="banner bad" role="alert" ref={place}>
      <b>{say(problem.zh, problem.en)}</b>
      {reason && <div>{say(...reason)}</div>}
      {problem.article && (
        <div>
          {say('依据：', 'By: ')}
          {problem.article}
        </div>
      )}
      {!!problem.errors?.length && (
        <ul>
          {problem.errors.map(({ pointer, code, message }) => (
            <li key={pointer}>
              <code>{pointer}</code> {say(...(shapeWords[code] ?? ['不符合要求', message]))}
            </li>
          ))}
        </ul>
      )}
      <div className="quiet" style={{ fontSize: 12 }}>
        {problem.code}
        {problem.requestId && ` · ${say('请求编号', 'request')} ${problem.requestId}`}
        {problem.serverTime && ` · ${say('北京时间', 'Beijing time')} ${beijing(Date.parse(problem.serverTime))}`}
      </div>
      {problem.evidence && (
        <div>
          <button
            type="button"
            onClick={() => saveJson(`证据-${problem.code}.json`, problem.evidence)}
            style={linkStyle}
          >
            {say('保存证据', 'Save the evidence')}
          </button>
        </div>
      )}
      {onRetry && (
        <button type="button" className="ant-btn-link" onClick={onRetry} style={linkStyle}>
          {say('重试', 'Try again')}
        </button>
      )}
    </div>
  )
}

const linkStyle = {
  border: 0,
  background: 'none',
  padding: 0,
  color: 'var(--action)',
  cursor: 'pointer',
  font: 'inherit',
}

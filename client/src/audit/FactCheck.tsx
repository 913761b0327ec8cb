import { useCallback, useEffect, useState } from 'react'
import { say } from '../app/words.ts'
import { type Problem, problemOf } from '../net/http.ts'
import { Moment } from '../pieces/Moment.tsx'
import { ProofSteps } from '../pieces/ProofSteps.tsx'
import { type Proved, proveHere } from '../pieces/proof.ts'
import { Recorded } from '../pieces/Recorded.tsx'
import { Refused } from '../pieces/Refused.tsx'

const AGAIN = 3000

/** One fact by its id: fetched with its proof, checked here step by step, and shown as recorded. */
export function FactCheck({ id }: { id: string }) {
  const [state, setState] = useState<{ checked?: Proved; problem?: Problem }>({})
  const check = useCallback(async (): Promise<void> => {
    try {
      setState({ checked: await proveHere(id) })
    } catch (error) {
      setState({ problem: problemOf(error) })
    }
  }, [id])
  const waiting = state.problem?.code === 'PROOF_NOT_YET'
  useEffect(() => void check(), [check])
  useEffect(() => {
    if (!waiting) return
    const timer = setInterval(() => void check(), AGAIN)
    return () => clearInterval(timer)
  }, [waiting, check])
  const { checked, problem } = state
  return (
    <section className="sheet stack">
      <h2>{say('核验事实', 'A fact')}</h2>
      {!checked && !problem && <p className="quiet">{say('正在取回证明…', 'Fetching the proof…')}</p>}
      {waiting ? (
        <p className="sun">{say('该事实将在数秒内进入日志，请稍候。', 'The fact enters the log within seconds.')}</p>
      ) : (
        <Refused problem={problem} onRetry={() => void check()} />
      )}
      {checked && <Steps of={checked} />}
    </section>
  )
}

function Steps({ of }: { of: Proved }) {
  const { fact } = of.file
  return (
    <>
      <p className="banner" style={{ borderColor: 'var(--proof)' }}>
        <b className="proof">✓ {say('已在本浏览器核验', 'Checked in this browser')}</b>
      </p>
      <dl className="facts">
        <dt>{say('事实', 'Fact')}</dt>
        <dd>
          <b>{fact.type}</b> <span className="hash">{fact.id}</span>
        </dd>
        <dt>{say('时间', 'Time')}</dt>
        <dd>
          <Moment at={fact.at} ms />
        </dd>
      </dl>
      <ProofSteps of={of} />
      <details>
        <summary>{say('记录内容', 'As recorded')}</summary>
        <Recorded of={fact} />
      </details>
    </>
  )
}

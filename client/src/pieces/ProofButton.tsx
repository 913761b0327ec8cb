import { CheckCircleFilled, CloseCircleFilled, SafetyCertificateOutlined } from '@ant-design/icons'
import { Button, Popover } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import { say } from '../app/words.ts'
import { type Problem, problemOf } from '../net/http.ts'
import { beijing } from './Moment.tsx'
import { type Proved, proveHere } from './proof.ts'

/** How long until a fact is asked for again that is not in the log yet, ms. */
const AGAIN = 3000

/** Checks in this browser that a fact stands in the public log: teal and 已核验 only when it does. */
export function ProofButton({ fact }: { fact: string }) {
  const [state, setState] = useState<'idle' | 'busy' | { proved: Proved } | { problem: Problem }>('idle')
  const check = useCallback(async (): Promise<void> => {
    try {
      setState({ proved: await proveHere(fact) })
    } catch (error) {
      setState({ problem: problemOf(error) })
    }
  }, [fact])
  const waits = typeof state === 'object' && 'problem' in state && state.problem.code === 'PROOF_NOT_YET'
  useEffect(() => {
    if (!waits) return
    const timer = setInterval(() => void check(), AGAIN)
    return () => clearInterval(timer)
  }, [waits, check])
  if (typeof state === 'object' && 'proved' in state) {
    const { origin, size, beat, at } = state.proved
    const details = (
      <dl className="facts">
        <dt>{say('日志', 'Log')}</dt>
        <dd>{origin}</dd>
        <dt>{say('节拍', 'Beat')}</dt>
        <dd className="digits">
          {beat} · {beijing(at)}
        </dd>
        <dt>{say('检查点大小', 'Tree size')}</dt>
        <dd className="digits">{size}</dd>
        <dt>{say('事实编号', 'Fact')}</dt>
        <dd className="hash">{fact}</dd>
      </dl>
    )
    return (
      <Popover
        content={details}
        title={say('已在本浏览器核验', 'Checked in this browser')}
        trigger={['hover', 'click']}
      >
        <Button
          type="text"
          size="small"
          className="proof"
          icon={<CheckCircleFilled />}
          style={{ color: 'var(--proof)' }}
        >
          {say('已核验', 'Verified')}
        </Button>
      </Popover>
    )
  }
  const problem = typeof state === 'object' ? state.problem : undefined
  const soon = problem?.code === 'PROOF_NOT_YET'
  return (
    <span className="row" style={{ display: 'inline-flex' }}>
      <Button
        type="text"
        size="small"
        icon={problem && !soon ? <CloseCircleFilled /> : <SafetyCertificateOutlined />}
        loading={state === 'busy'}
        danger={!!problem && !soon}
        onClick={() => {
          setState('busy')
          void check()
        }}
      >
        {problem && !soon ? say('未通过', 'Failed') : say('核验', 'Verify')}
      </Button>
      {problem && <span className={soon ? 'quiet' : 'bad'}>{say(problem.zh, problem.en)}</span>}
    </span>
  )
}

import { Button } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import { type FactProof, factCommitment } from '../../../crypto/beat.ts'
import { hex, unhex } from '../../../crypto/bytes.ts'
import { parseCheckpoint } from '../../../crypto/checkpoint.ts'
import type { Fact } from '../../../server/ledger/event.ts'
import { say } from '../app/words.ts'
import { type Problem, problemOf } from '../net/http.ts'
import { provedFacts } from '../net/log.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'

interface Answer {
  fact: Fact
  salt: string
  proof: FactProof
  checkpoint: string
}
interface Checked extends Answer {
  origin: string
  size: number
}

const AGAIN = 3000

/** One fact by its id: fetched with its proof, checked here step by step, and shown as recorded. */
export function FactCheck({ id }: { id: string }) {
  const [state, setState] = useState<{ checked?: Checked; problem?: Problem }>({})
  const check = useCallback(async (): Promise<void> => {
    try {
      const { facts } = await provedFacts<Fact>([id], 0)
      const { fact, evidence } = facts[0]!
      const { origin, size } = parseCheckpoint(`${evidence.checkpoint.split('\n\n')[0]}\n`)
      setState({ checked: { ...evidence, fact, origin, size } })
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

function Steps({ of }: { of: Checked }) {
  const { fact, proof, origin, size, salt } = of
  const steps = [
    [say('检查点由日志密钥签名', "The checkpoint carries the log's signature"), `${origin} · ${size}`],
    [
      say('节拍在检查点的树中', 'The beat is in its tree'),
      `${say('第', 'no. ')}${proof.index} · ${proof.logPath.length} ${say('级', 'levels')}`,
    ],
    [say('事实的承诺值在节拍中', "The fact's commitment is in the beat"), hex(factCommitment(unhex(salt), fact))],
  ]
  const download = (): void => {
    const { origin: _o, size: _s, ...file } = of
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: 'application/json' }))
    link.download = `${fact.id}.proof.json`
    link.click()
    URL.revokeObjectURL(link.href)
  }
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
        <dt>{say('进入日志', 'In the log at')}</dt>
        <dd>
          <Moment at={proof.beat.at} />
        </dd>
      </dl>
      <ol>
        {steps.map(([text, value]) => (
          <li key={text}>
            <span className="proof">✓ {text}</span>
            <div className="hash quiet">{value}</div>
          </li>
        ))}
      </ol>
      <details>
        <summary>{say('记录内容', 'As recorded')}</summary>
        <pre
          className="hash"
          style={{ whiteSpace: 'pre-wrap', background: 'var(--ground)', padding: 12, maxHeight: 400, overflow: 'auto' }}
        >
          {JSON.stringify(fact, null, 2)}
        </pre>
      </details>
      <div>
        <Button onClick={download}>{say('保存证明文件', 'Save the proof')}</Button>
      </div>
    </>
  )
}

import { Button } from 'antd'
import { say } from '../app/words.ts'
import { Moment } from './Moment.tsx'
import { type Proved, saveProof } from './proof.ts'

/** What was checked, step by step, with the values to compare; and the proof as a file. */
export function ProofSteps({ of }: { of: Proved }) {
  const { origin, size, root, commitment, file } = of
  const { proof } = file
  const steps = [
    [say('检查点由日志密钥签名', "The checkpoint carries the log's signature"), `${origin} · ${size} · ${root}`],
    [
      say('节拍在检查点的树中', 'The beat is in its tree'),
      `${say('第', 'no. ')}${proof.index} · ${proof.logPath.length} ${say('级', 'levels')}`,
    ],
    [
      say('事实的承诺值在节拍中', "The fact's commitment is in the beat"),
      `${say(`第 ${proof.slot} 格，共 ${proof.slots} 格`, `slot ${proof.slot} of ${proof.slots}`)} · ${commitment}`,
    ],
  ]
  return (
    <>
      <dl className="facts">
        <dt>{say('进入日志', 'In the log at')}</dt>
        <dd>
          <Moment at={proof.beat.at} />
        </dd>
      </dl>
      <ol style={{ margin: 0, paddingInlineStart: 20 }}>
        {steps.map(([text, value]) => (
          <li key={text}>
            <span className="proof">✓ {text}</span>
            <div className="hash quiet">{value}</div>
          </li>
        ))}
      </ol>
      <div>
        <Button onClick={() => saveProof(file)}>{say('保存证明文件', 'Save the proof')}</Button>
      </div>
    </>
  )
}

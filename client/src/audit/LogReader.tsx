import { Button, Input, InputNumber } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import { base64, hex, unhex } from '../../../crypto/bytes.ts'
import { openNote, parseCheckpoint, parseVerifier } from '../../../crypto/checkpoint.ts'
import { sha256 } from '../../../crypto/digest.ts'
import { checkConsistency } from '../../../crypto/proof.ts'
import { say } from '../app/words.ts'
import { api, Stopped } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { forgetLog, type Known, keptLog, lookAtLog } from '../net/log.ts'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Refused } from '../pieces/Refused.tsx'

interface Head {
  note: string
  origin: string
  size: number
  root: Uint8Array
}

async function opened(note: string, { verifier }: Pick<Known, 'verifier'>): Promise<Head> {
  const { text } = await openNote(note, [parseVerifier(verifier)])
  const { origin, size, root } = parseCheckpoint(text)
  return { note, origin, size, root }
}

/** The public log: its newest checkpoint, its keys, and whether an older checkpoint is a beginning of it. */
export default function LogReader() {
  const [state, setState] = useState<{ head: Head; keys: Known }>()
  const load = useDeed(async () => {
    const keys = await lookAtLog()
    setState({ keys, head: await opened(keys.note ?? '', keys) })
  })
  const { run } = load
  useEffect(() => void run(), [run])
  return (
    <>
      <PageTitle
        end={
          <Button loading={load.busy} onClick={() => void run()}>
            {say('刷新', 'Refresh')}
          </Button>
        }
      >
        {say('公开日志', 'The log')}
      </PageTitle>
      <div className="stack">
        <p className="prose" style={{ margin: 0 }}>
          {say(
            '平台每隔数秒把新发生的事实（无论有无、多少）封入一个节拍，追加到这棵只增不改的树上并签名。日志条数不透露有多少投标。',
            'Every few seconds the platform seals what happened, however much or little, into one beat and signs the grown tree. Its size says nothing about how many bids came.',
          )}
        </p>
        <Refused problem={load.problem} onRetry={() => void run()} />
        {load.problem && keptLog() && <Strange onForget={() => void run()} />}
        {state && (
          <>
            <Newest head={state.head} />
            <Consistency head={state.head} keys={state.keys} />
            <Keys keys={state.keys} />
          </>
        )}
      </div>
    </>
  )
}

/** The platform shows another key or another history than this browser knows: it may be met anew, by a decision and not by itself. */
function Strange({ onForget }: { onForget: () => void }) {
  const [asked, setAsked] = useState(false)
  return (
    <section className="sheet stack">
      <h2 style={{ margin: 0 }}>{say('本机所知的平台', 'The platform as this browser knows it')}</h2>
      <span className="hash">{keptLog()?.verifier}</span>
      <span>
        {say(
          '本浏览器按首次使用时记下的密钥核验平台。只有平台以其他途径（公告、电话）确认更换了密钥时，才应当重新认识；此前请保存证据。',
          'This browser checks the platform by the keys of their first meeting. Meet it anew only if the platform confirmed in another way that it changed its keys; save the evidence before.',
        )}
      </span>
      <div className="row">
        {asked ? (
          <Button
            danger
            onClick={() => {
              forgetLog()
              onForget()
            }}
          >
            {say('已另行确认，忘记旧密钥', 'Confirmed: forget the old keys')}
          </Button>
        ) : (
          <Button onClick={() => setAsked(true)}>{say('重新认识…', 'Meet it anew…')}</Button>
        )}
      </div>
    </section>
  )
}

function Newest({ head }: { head: Head }) {
  return (
    <section className="sheet stack">
      <h2>{say('最新检查点', 'Newest checkpoint')}</h2>
      <dl className="facts">
        <dt>{say('日志', 'Log')}</dt>
        <dd>{head.origin}</dd>
        <dt>{say('大小（节拍数）', 'Size (beats)')}</dt>
        <dd className="digits" style={{ fontSize: 20 }}>
          {head.size}
        </dd>
        <dt>{say('根', 'Root')}</dt>
        <dd className="hash">{hex(head.root)}</dd>
        <dt>{say('签名', 'Signature')}</dt>
        <dd className="proof">✓ {say('已在本浏览器核验', 'checked in this browser')}</dd>
      </dl>
      <pre className="hash" style={{ background: 'var(--ground)', padding: 12, margin: 0, whiteSpace: 'pre-wrap' }}>
        {head.note}
      </pre>
      <p className="quiet">
        {say(
          '请保存此检查点：以后用它可以证明日志没有被改写。',
          'Keep it: later it proves that the log was not rewritten.',
        )}
      </p>
    </section>
  )
}

function Consistency({ head, keys }: { head: Head; keys: Known }) {
  const [from, setFrom] = useState<number | null>(Math.max(1, Math.floor(head.size / 2)))
  const [own, setOwn] = useState('')
  const [proved, setProved] = useState<{ from: number; to: number; hashes: number; own: boolean }>()
  const older = useCallback(async (): Promise<Head> => {
    if (own.trim()) return opened(own.endsWith('\n') ? own : `${own}\n`, keys)
    if (!from) throw new Stopped('请填写较早的检查点大小', 'give the size of an older checkpoint')
    return opened(await api.text(`/log/checkpoints/${from}`), keys)
  }, [own, from, keys])
  const check = useDeed(async () => {
    setProved(undefined)
    const before = await older()
    if (before.origin !== head.origin)
      throw new Stopped('两个检查点不属于同一日志', 'the checkpoints are of different logs')
    const { proof } = await api.get<{ proof: string[] }>(`/log/consistency?from=${before.size}&to=${head.size}`)
    checkConsistency(
      before.size,
      head.size,
      before.root,
      head.root,
      proof.map((one) => unhex(one)),
    )
    setProved({ from: before.size, to: head.size, hashes: proof.length, own: !!own.trim() })
  })
  return (
    <section className="sheet stack">
      <h2>{say('一致性核验', 'Consistency')}</h2>
      <p className="quiet" style={{ margin: 0 }}>
        {say(
          '证明较早的检查点是当前日志的开头：之后只追加，没有删改。',
          'Proves that an older checkpoint is the beginning of the log now: only appended, never changed.',
        )}
      </p>
      <div className="row">
        <InputNumber
          aria-label={say('较早的大小', 'older size')}
          min={1}
          max={head.size}
          value={from}
          onChange={setFrom}
          disabled={!!own.trim()}
          style={{ width: 144 }}
        />
        <span className="digits">→ {head.size}</span>
      </div>
      <Input.TextArea
        aria-label={say('您自己保存的检查点', 'a checkpoint you kept')}
        placeholder={say('或粘贴您自己以前保存的检查点', 'or paste a checkpoint that you kept')}
        value={own}
        onChange={({ target }) => setOwn(target.value)}
        autoSize={{ minRows: 2 }}
        className="hash"
      />
      <div>
        <Button type="primary" loading={check.busy} onClick={() => void check.run()}>
          {say('在本浏览器核验', 'Check in this browser')}
        </Button>
      </div>
      <Refused problem={check.problem} />
      {proved && (
        <p className="banner" style={{ borderColor: 'var(--proof)' }} role="status">
          <b className="proof">✓ {say('已核验', 'Verified')}</b>{' '}
          {say(
            `${proved.own ? '您保存的' : ''}检查点 ${proved.from} 是当前日志 ${proved.to} 的开头（${proved.hashes} 个证明哈希）`,
            `checkpoint ${proved.from}${proved.own ? ' that you kept' : ''} is the beginning of the log of ${proved.to} (${proved.hashes} hashes)`,
          )}
        </p>
      )}
    </section>
  )
}

function Keys({ keys }: { keys: Known }) {
  const der = unhex(keys.certificate)
  return (
    <section className="sheet stack">
      <h2>{say('核验所用的公钥', 'The keys to check with')}</h2>
      <dl className="facts">
        <dt>{say('来源', 'From')}</dt>
        <dd>
          {say('本浏览器首次使用时记下，此后不再更换', 'noted when this browser first met the platform, and kept')}
        </dd>
        <dt>{say('日志验证密钥', 'Verifier key of the log')}</dt>
        <dd className="hash">{keys.verifier}</dd>
        <dt>{say('平台签章证书 SHA-256', "SHA-256 of the platform's certificate")}</dt>
        <dd className="hash">{hex(sha256(der))}</dd>
      </dl>
      <details>
        <summary>{say('平台签章证书（PEM）', "The platform's certificate (PEM)")}</summary>
        <pre className="hash" style={{ background: 'var(--ground)', padding: 12, overflow: 'auto' }}>
          {`-----BEGIN CERTIFICATE-----\n${(base64(der).match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----`}
        </pre>
      </details>
    </section>
  )
}

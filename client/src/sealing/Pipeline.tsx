import { CheckCircleFilled, CloseCircleFilled, PauseCircleFilled } from '@ant-design/icons'
import { Button } from 'antd'
import { say } from '../app/words.ts'
import { Meter } from '../pieces/Meter.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { bytesText } from './rate.ts'
import { type Sealing, STEPS, type Step } from './useSealing.ts'

const names = (): Record<Step, string> => ({
  check: say('检查文件，核验开标人密钥', 'Check files and the officers’ keys'),
  sign: say('签章', 'Sign'),
  encrypt: say('在本机加密', 'Encrypt on this machine'),
  upload: say('上传', 'Upload'),
  verify: say('核验平台收到的文件、证书与签章', 'Verify what the platform holds, the key and the signatures'),
  submit: say('签名递交', 'Sign and submit'),
})

/** The steps of sealing with honest numbers: bytes of bytes, pace, time left. */
export function Pipeline({
  sealing,
  onPause,
  onResume,
  onCancel,
}: {
  sealing: Sealing
  onPause: () => void
  onResume: () => void
  onCancel: () => void
}) {
  const { step, state, bytes, encrypted, sent, problem, retries, rate } = sealing
  const moving = step === 'encrypt' || step === 'upload'
  const here = STEPS.indexOf(step as Step)
  const pace = rate ? `${(rate.bytesPerSecond / 1_000_000).toFixed(1)} MB/s` : ''
  const left =
    rate?.secondsLeft !== undefined && sent < bytes
      ? say(`约 ${rate.secondsLeft} 秒`, `about ${rate.secondsLeft} s`)
      : ''
  const again = retries ? say(`重传 ${retries} 次`, `${retries} sent again`) : ''
  const line = (...parts: string[]): string => parts.filter(Boolean).join(' · ')
  return (
    <section className="sheet" aria-label={say('封装进度', 'Progress')}>
      <h2>{say('封装进度', 'Progress')}</h2>
      <ol style={{ listStyle: 'none', margin: 0, padding: 0 }} className="stack">
        {STEPS.map((one, i) => (
          <li key={one} style={{ display: 'grid', gridTemplateColumns: '24px 1fr', gap: 8 }}>
            <Mark state={doneBy(one, sealing, i < here)} />
            <div>
              <div style={{ fontWeight: i === here ? 600 : 400 }}>{names()[one]}</div>
              {one === 'sign' && i <= here && sealing.signed.all > 0 && (
                <div className="quiet digits" style={{ fontSize: 12 }}>
                  {signedText(sealing)}
                </div>
              )}
              {one === 'verify' && sealing.verified && <VerifiedLines of={sealing.verified} />}
              {one === 'encrypt' && bytes > 0 && (
                <Meter
                  label={say('加密', 'Encryption')}
                  done={encrypted}
                  total={bytes}
                  text={`${bytesText(encrypted)} / ${bytesText(bytes)}`}
                  {...tone(encrypted, bytes)}
                />
              )}
              {one === 'upload' && bytes > 0 && (
                <Meter
                  label={say('上传', 'Upload')}
                  done={sent}
                  total={bytes}
                  text={line(`${bytesText(sent)} / ${bytesText(bytes)}`, pace, left, again)}
                  {...tone(sent, bytes)}
                />
              )}
            </div>
          </li>
        ))}
      </ol>
      <div className="visually-hidden" role="status">
        {bytes > 0 && sent < bytes && spoken(sent / bytes)}
      </div>
      {state === 'waiting' && (
        <div className="banner sun" style={{ marginTop: 16 }} role="alert">
          <b>{say('网络中断', 'The line is gone')}</b>{' '}
          {say(
            '已加密的分片保留在本页，网络恢复后自动继续，也可手动继续。',
            'What is encrypted stays in this page and goes on when the line is back, or when you say so.',
          )}
        </div>
      )}
      {state === 'failed' && (
        <div style={{ marginTop: 16 }}>
          <Refused problem={problem} />
        </div>
      )}
      <div className="row" style={{ marginTop: 24 }}>
        {moving && state === 'running' && <Button onClick={onPause}>{say('暂停', 'Pause')}</Button>}
        {moving && (state === 'paused' || state === 'waiting') && (
          <Button type="primary" onClick={onResume}>
            {say('继续', 'Continue')}
          </Button>
        )}
        {(moving || step === 'sign' || state === 'failed') && (
          <Button onClick={onCancel}>{state === 'failed' ? say('返回修改', 'Back') : say('取消', 'Cancel')}</Button>
        )}
      </div>
      {moving && (
        <p className="quiet" style={{ margin: '16px 0 0' }}>
          {say(
            '请尽量保持本页打开。万一关闭或刷新，回到本页选择同样的文件即可从中断处继续，已传的不再重传。',
            'Keep this page open if you can. After a reload choose the same files and it goes on; nothing is sent twice.',
          )}
        </p>
      )}
    </section>
  )
}

/** How many files are signed, and how many stay without a signature of their own. */
function signedText({ signed: { done, of, all } }: Sealing): string {
  const rest = all - of
  const most = say(`已签章 ${done}/${of} 个文件`, `${done} of ${of} files signed`)
  return rest ? `${most}${say(`，${rest} 个不签章`, `, ${rest} without`)}` : most
}

/** What was verified of the package where it lies. */
function VerifiedLines({ of }: { of: NonNullable<Sealing['verified']> }) {
  const lines = [
    say(
      `平台读到的 ${of.roots} 个分册与本机封装的一致`,
      `the platform reads the ${of.roots} parts that were sealed here`,
    ),
    say(
      `证书 尾号 ${of.opens.slice(-6)} 打得开（已试解密）`,
      `certificate …${of.opens.slice(-6)} opens it (canary read)`,
    ),
    ...(of.signatures ? [say(`${of.signatures} 个文件的签章有效`, `${of.signatures} signatures hold`)] : []),
  ]
  return (
    <ul className="quiet" style={{ margin: 0, paddingLeft: 16, fontSize: 12 }}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

/** Said to those who do not see the meter, four times on the way. */
function spoken(share: number): string {
  const percent = Math.floor(share * 4) * 25
  return percent ? say(`已上传 ${percent}%`, `${percent}% uploaded`) : ''
}

const tone = (done: number, total: number) => (done >= total ? ({ tone: 'good' } as const) : {})

function doneBy(
  one: Step,
  { step, state, encrypted, bytes }: Sealing,
  before: boolean,
): 'done' | 'failed' | 'paused' | 'now' | 'later' {
  if (before || step === 'done' || (one === 'encrypt' && bytes > 0 && encrypted >= bytes)) return 'done'
  if (one !== step) return 'later'
  return state === 'failed' ? 'failed' : state === 'paused' || state === 'waiting' ? 'paused' : 'now'
}

function Mark({ state }: { state: ReturnType<typeof doneBy> }) {
  const style = { fontSize: 18, lineHeight: '22px' }
  if (state === 'done') return <CheckCircleFilled className="good" style={style} aria-label={say('完成', 'done')} />
  if (state === 'failed') return <CloseCircleFilled className="bad" style={style} aria-label={say('失败', 'failed')} />
  if (state === 'paused') return <PauseCircleFilled className="sun" style={style} aria-label={say('暂停', 'paused')} />
  return <span className={`dot ${state === 'now' ? 'action' : ''}`} style={{ margin: '7px 5px' }} aria-hidden="true" />
}

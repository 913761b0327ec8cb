import { Button } from 'antd'
import { useState } from 'react'
import { say, word } from '../app/words.ts'
import { Moment } from '../pieces/Moment.tsx'
import { ProofSteps } from '../pieces/ProofSteps.tsx'
import { verifyAddress } from '../pieces/proof.ts'
import { QrCode } from '../pieces/QrCode.tsx'
import { Recorded } from '../pieces/Recorded.tsx'
import type { Told } from './Proofs.tsx'
import type { State } from './proving.ts'

const stateWord = (state: State | undefined): string => {
  if (!state) return say('未核验', 'not checked')
  if (state.is === 'checking') return say('正在核验…', 'checking…')
  if (state.is === 'proved') return say('✓ 已核验', '✓ verified')
  return state.is === 'waiting' ? say('待入日志', 'not in the log yet') : say('未通过', 'failed')
}
const TONES: Readonly<Record<string, string>> = { proved: 'proof', failed: 'bad', waiting: 'sun' }

const actorWord = (role: string): string =>
  role === 'clock' ? say('时钟', 'the clock') : role === 'platform' ? say('平台', 'the platform') : word(role)

/** One fact of the list: what it is, how its check stands; opened, the proof with its values and its address. */
export function ProofRow(of: { fact: Told; state: State | undefined; onCheck: () => void }) {
  const { fact, state, onCheck } = of
  const [open, setOpen] = useState(false)
  return (
    <li id={fact.id} style={{ borderTop: '1px solid var(--line)', padding: '12px 0' }}>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 24px' }}>
        <span className="quiet" style={{ flex: '0 0 176px' }}>
          <Moment at={fact.at} ms />
        </span>
        <div style={{ flex: '1 1 240px', minWidth: 0 }}>
          <b>{say(fact.zh, fact.en)}</b> <span className="quiet">{actorWord(fact.actor.role)}</span>
          <div className="hash quiet">{fact.id}</div>
        </div>
        <span className="row" style={{ flexWrap: 'nowrap' }}>
          <span className={TONES[state?.is ?? ''] ?? 'quiet'} style={{ whiteSpace: 'nowrap' }}>
            {stateWord(state)}
          </span>
          {state?.is !== 'proved' && (
            <Button size="small" loading={state?.is === 'checking'} onClick={onCheck}>
              {say('核验', 'Verify')}
            </Button>
          )}
        </span>
      </div>
      {state?.is === 'failed' && <p className="bad">{say(state.problem.zh, state.problem.en)}</p>}
      <details
        onToggle={({ currentTarget }) => {
          setOpen(currentTarget.open)
          if (currentTarget.open && !state) onCheck()
        }}
      >
        <summary className="quiet">{say('证明与内容', 'Proof and content')}</summary>
        {open && (
          <div className="stack-tight" style={{ padding: '8px 0' }}>
            {state?.is === 'proved' && <ProofSteps of={state.proved} />}
            <Address fact={fact.id} />
            <Recorded of={fact.data} />
          </div>
        )}
      </details>
    </li>
  )
}

/** The address of a fact's check, to be copied or photographed. */
function Address({ fact }: { fact: string }) {
  const address = verifyAddress(fact)
  return (
    <div className="row" style={{ alignItems: 'center' }}>
      <QrCode text={address} size={112} label={say('核验地址二维码', 'QR code of the address that verifies it')} />
      <div style={{ flex: '1 1 200px', minWidth: 0 }}>
        <div className="quiet">{say('核验地址', 'Where it is checked')}</div>
        <a className="hash" href={address}>
          {address}
        </a>
      </div>
    </div>
  )
}

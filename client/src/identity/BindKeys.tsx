import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import { forgetKeys, type HeldKey, keysAtHand, useKeys } from '../app/keys.ts'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { beijing } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { type AccountView, bindKey, called, inUse, purposeOf } from './certificates.ts'

/** Binds the keys of a key file or of a USB key: each signs, or opens a secret, to show that it is at hand. */
export function BindKeys({ view, onDone }: { view: AccountView; onDone: () => void }) {
  const keys = useKeys()
  const [asked, setAsked] = useState(false)
  const bound = new Set(view.certificates.map(({ fingerprint }) => fingerprint))
  const fresh = keys.filter(({ certificate }) => !bound.has(certificate.fingerprint))
  const begin = async (): Promise<void> => {
    await keysAtHand().then(
      () => setAsked(true),
      () => setAsked(false), // the person closed the dialog
    )
  }
  return (
    <section className="sheet stack no-print">
      <div className="sheet-head">
        <h2>{say('绑定证书', 'Bind certificates')}</h2>
        {!asked && (
          <Button type="primary" onClick={() => void begin()}>
            {say('选择要绑定的证书', 'Choose certificates')}
          </Button>
        )}
      </div>
      {asked && keys.length > 0 && (
        <>
          {fresh.length === 0 ? (
            <div className="banner good">{say('打开的密钥都已绑定。', 'All keys that are open are bound.')}</div>
          ) : (
            <Choose key={fresh.map(({ certificate }) => certificate.serial).join()} {...{ view, fresh, onDone }} />
          )}
          <div>
            <Button
              onClick={() => {
                forgetKeys()
                void begin()
              }}
            >
              {say('换一个密钥文件或 USB Key', 'Use another key file or USB key')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

function Choose({ view, fresh, onDone }: { view: AccountView; fresh: HeldKey[]; onDone: () => void }) {
  const [chosen, setChosen] = useState(() => new Set(fresh.map(({ certificate }) => certificate.fingerprint)))
  const [places, setPlaces] = useState<Record<string, string | null>>({})
  const bind = useDeed(async () => {
    try {
      for (const key of fresh) {
        const { fingerprint } = key.certificate
        if (chosen.has(fingerprint)) await bindKey(key, places[fingerprint] ?? null)
      }
    } finally {
      onDone()
    }
  })
  const toggle = (fingerprint: string, on: boolean): void => {
    const next = new Set(chosen)
    if (on) next.add(fingerprint)
    else next.delete(fingerprint)
    setChosen(next)
  }
  return (
    <div className="stack">
      {fresh.map((key) => {
        const { fingerprint, subject, serial, notAfter } = key.certificate
        const use = purposeOf(key)
        const others = view.certificates.filter((one) => inUse(one) && one.use === use)
        return (
          <div key={fingerprint} className="row">
            <Checkbox checked={chosen.has(fingerprint)} onChange={(event) => toggle(fingerprint, event.target.checked)}>
              {use === 'sign' ? say('签名', 'Signing') : say('加密', 'Encryption')} · {subject.commonName}{' '}
              <span className="quiet digits">
                {say(`尾号 ${serial.slice(-6)}，有效至`, `…${serial.slice(-6)}, until`)}{' '}
                {beijing(notAfter).slice(0, 10)}
              </span>
            </Checkbox>
            {others.length > 0 && (
              <Select
                style={{ minWidth: 240 }}
                aria-label={say('替换哪一张', 'Whose place it takes')}
                value={places[fingerprint] ?? ''}
                onChange={(value) => setPlaces({ ...places, [fingerprint]: value || null })}
                options={[
                  { value: '', label: say('新增，不替换', 'in addition') },
                  ...others.map((one) => ({
                    value: one.id,
                    label: say(`替换 ${called(one)}`, `replaces ${called(one)}`),
                  })),
                ]}
              />
            )}
          </div>
        )
      })}
      <span className="quiet">
        {say(
          '绑定以本单位证书签名；每张证书各自证明私钥在手。换证请指明替换哪一张：旧证书不再提醒，但用它加密的投标文件仍需它的密钥。',
          'Binding is signed for your organisation; each certificate shows that its key is at hand. When renewing, say which it replaces: the old one is not watched any more, yet bids locked to it still need its key.',
        )}
      </span>
      <Refused problem={bind.problem} />
      <div>
        <Button type="primary" loading={bind.busy} disabled={!chosen.size} onClick={() => void bind.run()}>
          {say('签名并绑定', 'Sign and bind')}
        </Button>
      </div>
    </div>
  )
}

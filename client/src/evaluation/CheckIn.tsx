import { Button, Checkbox, Input, Radio } from 'antd'
import { useState } from 'react'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Loading } from '../pieces/Loading.tsx'
import { Refused } from '../pieces/Refused.tsx'
import type { Invitation } from './Invitations.tsx'

/** From the door to the chair: the signed promise, then the declaration bidder by bidder. */
export function CheckIn({ of, onDone }: { of: Invitation; onDone: () => void }) {
  return of.status === 'checkedIn' ? <Declare of={of} onDone={onDone} /> : <Arrive of={of} onDone={onDone} />
}

function Arrive({ of, onDone }: { of: Invitation; onDone: () => void }) {
  const [read, setRead] = useState(false)
  const arrive = useDeed(async () => {
    const cms = await signStatement('panel.checkIn', { tender: of.tender, tag: of.tag, promise: of.promise })
    await api.post(`/tenders/${of.tender}/panel/check-in`, { cms })
    onDone()
  })
  return (
    <section className="sheet stack prose">
      <h2>{say('签到与承诺', 'Check in and promise')}</h2>
      <p style={{ fontSize: 16 }}>{of.promise}</p>
      <Checkbox checked={read} onChange={({ target }) => setRead(target.checked)}>
        {say('我已逐句阅读并承诺遵守', 'I have read it and promise to keep it')}
      </Checkbox>
      <Refused problem={arrive.problem} />
      <p className="quiet">
        {say(
          '以您的证书签名后，您将看到投标人名单，并须逐一声明有无利害关系。',
          'Signed with your certificate; then you see who bid and declare your interests one by one.',
        )}
      </p>
      <div>
        <Button type="primary" size="large" disabled={!read} loading={arrive.busy} onClick={() => void arrive.run()}>
          {say('签署承诺并签到', 'Sign and check in')}
        </Button>
      </div>
    </section>
  )
}

interface Bidder {
  tag: string
  code: string
  name: string
}

function Declare({ of, onDone }: { of: Invitation; onDone: () => void }) {
  const bidders = useLoad<{ items: Bidder[] }>(`/tenders/${of.tender}/panel/bidders`)
  const [interests, setInterests] = useState<Record<string, 'none' | 'avoid'>>({})
  const [reasons, setReasons] = useState<Record<string, string>>({})
  const declare = useDeed(async (items: Bidder[]) => {
    const declarations = items.map(({ tag }) => {
      const interest = interests[tag] ?? 'none'
      const reason = reasons[tag]?.trim()
      return { bidder: tag, interest, ...(interest === 'avoid' && reason ? { reason } : {}) }
    })
    const cms = await signStatement('panel.declare', { tender: of.tender, tag: of.tag, declarations })
    await api.post(`/tenders/${of.tender}/panel/declare`, { declarations, cms })
    onDone()
  })
  const avoids = Object.values(interests).includes('avoid')
  return (
    <Loading of={bidders}>
      {({ items }) => (
        <section className="sheet stack">
          <h2>{say('回避声明', 'Declaration of interests')}</h2>
          <p className="prose">
            {say(
              '请逐一声明。与投标人有近亲属、任职、经济利益等关系的，应当主动回避。',
              'Declare for each bidder. Family, employment or economic ties oblige you to stand aside.',
            )}
          </p>
          {items.map((bidder) => (
            <div
              key={bidder.tag}
              className="stack-tight"
              style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}
            >
              <b>
                {bidder.name} <span className="quiet digits">{bidder.code}</span>
              </b>
              <Radio.Group
                value={interests[bidder.tag]}
                onChange={({ target }) => setInterests({ ...interests, [bidder.tag]: target.value })}
                options={[
                  { value: 'none', label: say('无利害关系', 'no interest') },
                  { value: 'avoid', label: say('应当回避', 'I must stand aside') },
                ]}
              />
              {interests[bidder.tag] === 'avoid' && (
                <Input.TextArea
                  aria-label={say('回避原因', 'Why')}
                  placeholder={say('回避原因', 'why')}
                  value={reasons[bidder.tag] ?? ''}
                  onChange={({ target }) => setReasons({ ...reasons, [bidder.tag]: target.value })}
                  maxLength={2000}
                  showCount
                />
              )}
            </div>
          ))}
          <Refused problem={declare.problem} />
          {avoids && (
            <p className="banner sun">
              {say(
                '声明回避后您将退出评标委员会，由下一顺位专家补入。',
                'You leave the panel; the next in order takes the seat.',
              )}
            </p>
          )}
          <div>
            <Button
              type="primary"
              size="large"
              disabled={items.some(({ tag }) => !interests[tag])}
              loading={declare.busy}
              onClick={() => void declare.run(items)}
            >
              {avoids
                ? say('签署回避声明并退出', 'Sign and stand aside')
                : say('签署声明并入席', 'Sign and take the seat')}
            </Button>
          </div>
        </section>
      )}
    </Loading>
  )
}

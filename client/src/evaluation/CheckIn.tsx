import { Button, Checkbox, Radio } from 'antd'
import { useState } from 'react'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Loading } from '../pieces/Loading.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'

/** Who checks in, and to what. */
export interface Arriving {
  tender: string
  tag: string
  status: string
  promise: string
}

/** Where its deeds go: to the panel of an evaluation, or to the committee of a prequalification. */
const AT = {
  panel: {
    what: 'panel',
    at: 'panel',
    names: 'panel/bidders',
    who: ['投标人', 'bidder'],
    body: ['评标委员会', 'panel'],
  },
  committee: {
    ...{ what: 'prequalification', at: 'prequalification/committee', names: 'prequalification/committee/applicants' },
    ...{ who: ['申请人', 'applicant'], body: ['资格审查委员会', 'committee'] },
  },
} as const

interface Props {
  of: Arriving
  to?: keyof typeof AT
  onDone: () => void
}

/** From the door to the chair: the signed promise, then the declaration one by one about those who bid or apply. */
export function CheckIn({ of, to = 'panel', onDone }: Props) {
  const Step = of.status === 'checkedIn' ? Declare : Arrive
  return <Step of={of} to={to} onDone={onDone} />
}

function Arrive({ of, to = 'panel', onDone }: Props) {
  const { what, at, who } = AT[to]
  const [read, setRead] = useState(false)
  const arrive = useDeed(async () => {
    const cms = await signStatement(`${what}.checkIn`, { tender: of.tender, tag: of.tag, promise: of.promise })
    await api.post(`/tenders/${of.tender}/${at}/check-in`, { cms })
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
          `以您的证书签名后，您将看到${who[0]}名单，并须逐一声明有无利害关系。`,
          `Signed with your certificate; then you see each ${who[1]} and declare your interests one by one.`,
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

function Declare({ of, to = 'panel', onDone }: Props) {
  const { what, at, names, who, body } = AT[to]
  const bidders = useLoad<{ items: Bidder[] }>(`/tenders/${of.tender}/${names}`)
  const [interests, setInterests] = useState<Record<string, 'none' | 'avoid'>>({})
  const [reasons, setReasons] = useState<Record<string, string>>({})
  const declare = useDeed(async (items: Bidder[]) => {
    const declarations = items.map(({ tag }) => {
      const interest = interests[tag] ?? 'none'
      const reason = reasons[tag]?.trim()
      return { bidder: tag, interest, ...(interest === 'avoid' && reason ? { reason } : {}) }
    })
    const cms = await signStatement(`${what}.declare`, { tender: of.tender, tag: of.tag, declarations })
    await api.post(`/tenders/${of.tender}/${at}/declare`, { declarations, cms })
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
              `请逐一声明。与${who[0]}有近亲属、任职、经济利益等关系的，应当主动回避。`,
              `Declare for each ${who[1]}. Family, employment or economic ties oblige you to stand aside.`,
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
                <LongField
                  label={say('回避原因', 'Why')}
                  most={2000}
                  value={reasons[bidder.tag] ?? ''}
                  onChange={(typed) => setReasons({ ...reasons, [bidder.tag]: typed })}
                />
              )}
            </div>
          ))}
          <Refused problem={declare.problem} />
          {avoids && (
            <p className="banner sun">
              {say(
                `声明回避后您将退出${body[0]}，由下一顺位专家补入。`,
                `You leave the ${body[1]}; the next in order takes the seat.`,
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

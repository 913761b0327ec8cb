import { Button, Checkbox, Popconfirm } from 'antd'
import { useState } from 'react'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { TextField } from '../pieces/TextFields.tsx'
import { type Contact, channelWord } from './channel.ts'
import { MATTERS, type Matter } from './message.ts'
import { matterWord } from './places.ts'

/** One address: proved or not, about what it is told, and its end. */
export function ContactCard({ of, onChange }: { of: Contact; onChange: () => void }) {
  const path = `/account/contacts/${of.id}`
  const remove = useDeed(async () => {
    await api.post(`${path}/removal`, {})
    onChange()
  })
  const name = `${channelWord(of.channel)} ${of.address}`
  return (
    <section className="sheet stack" aria-label={name}>
      <div className="sheet-head">
        <h2 style={{ overflowWrap: 'anywhere' }}>
          {channelWord(of.channel)} <span className="digits">{of.address}</span>
        </h2>
        {of.provedAt === null ? (
          <span className="tag sun">{say('待验证', 'not proved')}</span>
        ) : (
          <span className="tag good">{say('已验证', 'proved')}</span>
        )}
      </div>
      {of.provedAt === null ? (
        <Prove of={of} path={path} onChange={onChange} />
      ) : (
        <MattersOf of={of} path={path} onChange={onChange} />
      )}
      <Refused problem={remove.problem} />
      <div>
        <Popconfirm
          title={say('删除该联系方式？已排队的消息不再发出。', 'Erase this address? What waits for it is not sent.')}
          okText={say('删除', 'Erase')}
          cancelText={say('取消', 'Cancel')}
          onConfirm={() => void remove.run()}
        >
          <Button size="small" loading={remove.busy}>
            {say('删除', 'Erase')}
          </Button>
        </Popconfirm>
      </div>
    </section>
  )
}

interface Part {
  of: Contact
  path: string
  onChange: () => void
}

function Prove({ of, path, onChange }: Part) {
  const [code, setCode] = useState('')
  const prove = useDeed(async () => {
    await api.post(`${path}/proof`, { code })
    onChange()
  })
  const again = useDeed(async () => {
    await api.post(`${path}/code`, {})
    setCode('')
    onChange()
  })
  return (
    <>
      <TextField
        label={say('验证码', 'Code')}
        hint={
          of.codeUntil !== null && (
            <>
              {say('有效至', 'good until')} <Moment at={of.codeUntil} />
            </>
          )
        }
        value={code}
        most={6}
        onChange={setCode}
      />
      <Refused problem={prove.problem ?? again.problem} />
      <div className="row">
        <Button type="primary" loading={prove.busy} disabled={!/^\d{6}$/.test(code)} onClick={() => void prove.run()}>
          {say('验证', 'Prove')}
        </Button>
        <Button loading={again.busy} onClick={() => void again.run()}>
          {say('重新发送', 'Send another')}
        </Button>
      </div>
    </>
  )
}

function MattersOf({ of, path, onChange }: Part) {
  const set = useDeed(async (matters: Matter[]) => {
    await api.post(`${path}/matters`, { matters })
    onChange()
  })
  return (
    <>
      <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
        <legend className="quiet">{say('哪些事项通知到这里', 'About what it is told')}</legend>
        <Checkbox.Group
          value={of.matters}
          disabled={set.busy}
          onChange={(matters) => void set.run(matters)}
          options={MATTERS.map((value) => ({ value, label: matterWord(value) }))}
        />
      </fieldset>
      {of.matters.length === 0 && (
        <span className="quiet">{say('已关闭：不发通知，也不发定时提醒。', 'Off: no notice and no reminder.')}</span>
      )}
      <Refused problem={set.problem} />
    </>
  )
}

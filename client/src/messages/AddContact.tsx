import { Button, Radio } from 'antd'
import { useState } from 'react'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { TextField } from '../pieces/TextFields.tsx'
import { type Channel, channelWord } from './channel.ts'

/** A new address: a code is sent to it, and nothing else before the code came back. */
export function AddContact({ channels, onAdded }: { channels: Channel[]; onAdded: () => void }) {
  const [chosen, setChosen] = useState<Channel>()
  const [address, setAddress] = useState('')
  const channel = chosen ?? channels[0]
  const add = useDeed(async () => {
    await api.post('/account/contacts', { channel, address })
    setAddress('')
    onAdded()
  })
  if (!channel)
    return <p className="banner">{say('平台未接入任何通知方式。', 'This platform has no carrier of any channel.')}</p>
  return (
    <section className="sheet stack">
      <h2>{say('添加联系方式', 'Add an address')}</h2>
      <Radio.Group
        value={channel}
        onChange={({ target }) => setChosen(target.value)}
        aria-label={say('通知方式', 'Channel')}
        options={channels.map((value) => ({ value, label: channelWord(value) }))}
      />
      <TextField
        label={channel === 'mail' ? say('邮箱地址', 'Mail address') : say('电话号码', 'Telephone number')}
        hint={say(
          '平台向它发送一个验证码，验证之前不发任何通知。',
          'A code is sent to it; nothing else before it is proved.',
        )}
        value={address}
        most={200}
        onChange={setAddress}
      />
      <Refused problem={add.problem} />
      <div>
        <Button type="primary" loading={add.busy} disabled={!address.trim()} onClick={() => void add.run()}>
          {say('添加并发送验证码', 'Add and send a code')}
        </Button>
      </div>
    </section>
  )
}

import { Button, Input } from 'antd'
import { useState } from 'react'
import type { HeldKey } from '../app/keys.ts'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { Agent, agentPort, setAgentPort } from './agent.ts'

/** Takes keys from the local agent: connects on a click, pairs once with the code it shows; the PIN is the agent's affair. */
export function AgentKeys({ onKeys }: { onKeys: (keys: HeldKey[]) => void }) {
  const [agent, setAgent] = useState<Agent>()
  const [code, setCode] = useState('')
  const [port, setPort] = useState(agentPort())
  const connect = useDeed(async () => {
    setAgentPort(port)
    const found = await Agent.connect()
    if (found.paired) onKeys(await found.agent.keys())
    else setAgent(found.agent)
  })
  const pair = useDeed(async () => {
    await agent?.pair(code)
    if (agent) onKeys(await agent.keys())
  })
  return agent ? (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void pair.run()
      }}
    >
      <span>
        {say('已连接。请输入助手窗口中显示的六位配对码：', 'Connected. Enter the six digits that the agent shows:')}
      </span>
      <Input.OTP length={6} value={code} onChange={setCode} aria-label={say('配对码', 'Pairing code')} />
      <span className="quiet">
        {say(
          '接下来助手会请您输入 Key 口令；口令只在助手里输入，从不在网页中输入。',
          'The agent then asks for the PIN of your key; it is typed there and never into a page.',
        )}
      </span>
      <Refused problem={pair.problem} />
      <Button type="primary" htmlType="submit" size="large" block loading={pair.busy} disabled={code.length !== 6}>
        {say('配对并读取证书', 'Pair and read the certificates')}
      </Button>
    </form>
  ) : (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void connect.run()
      }}
    >
      <span>
        {say(
          '使用 USB Key：先启动本机签名助手并插入 Key，再点“连接”。浏览器可能询问“是否允许访问本机上的应用”，请选择允许：本页只与您电脑上的助手通话。',
          'With a USB key: start the local agent, plug in the key, then connect. The browser may ask whether this site may reach apps on this device: allow it, the page speaks to your own agent only.',
        )}
      </span>
      <Input
        addonBefore={say('助手端口', 'Port')}
        aria-label={say('助手端口', 'Port of the agent')}
        inputMode="numeric"
        value={port}
        onChange={(event) => setPort(event.target.value.replace(/\D/g, '').slice(0, 5))}
      />
      <Refused problem={connect.problem} />
      <Button type="primary" htmlType="submit" size="large" block loading={connect.busy}>
        {say('连接本机助手', 'Connect to the agent')}
      </Button>
    </form>
  )
}

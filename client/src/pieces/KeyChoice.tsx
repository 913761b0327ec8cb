import { Segmented } from 'antd'
import { useState } from 'react'
import { AgentKeys } from '../agent/AgentKeys.tsx'
import { type HeldKey, heldFromFile } from '../app/keys.ts'
import { say } from '../app/words.ts'
import { KeyFile } from './KeyFile.tsx'

type Source = HeldKey['source']

const CHOSEN = 'key-source'

/** Where the key is: in a file that this page opens, or with the local agent. The choice is remembered. */
export function KeyChoice({ onKeys }: { onKeys: (keys: HeldKey[]) => void }) {
  const [source, setSource] = useState<Source>(localStorage.getItem(CHOSEN) === 'agent' ? 'agent' : 'file')
  const choose = (next: Source): void => {
    localStorage.setItem(CHOSEN, next)
    setSource(next)
  }
  return (
    <div className="stack">
      <Segmented
        block
        className="wrapping"
        aria-label={say('密钥在哪里', 'Where the key is')}
        value={source}
        onChange={choose}
        options={[
          { value: 'file', label: say('密钥文件', 'Key file') },
          { value: 'agent', label: say('USB Key（本机助手）', 'USB key (local agent)') },
        ]}
      />
      {source === 'file' ? (
        <KeyFile onKeys={(entries) => onKeys(heldFromFile(entries))} />
      ) : (
        <AgentKeys onKeys={onKeys} />
      )}
    </div>
  )
}

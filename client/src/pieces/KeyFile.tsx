import { Button, Input } from 'antd'
import { useState } from 'react'
import { type KeyEntry, readKeyFile } from '../../../crypto/keyFile.ts'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { FileDrop } from './FileDrop.tsx'
import { Refused } from './Refused.tsx'

/** Opens a key file in this page: the file and its PIN go nowhere. */
export function KeyFile({ onKeys, action }: { onKeys: (entries: KeyEntry[]) => void; action?: string }) {
  const [file, setFile] = useState<File>()
  const [pin, setPin] = useState('')
  const open = useDeed(async () => {
    if (!file) return
    const entries = await readKeyFile(new Uint8Array(await file.arrayBuffer()), pin)
    setPin('')
    onKeys(entries)
  })
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void open.run()
      }}
    >
      <FileDrop
        accept=".p12,.pfx"
        label={say('选择密钥文件', 'Choose the key file')}
        onFile={(chosen) => {
          setFile(chosen)
          open.clear()
        }}
      >
        {file ? (
          <>
            <b>{file.name}</b>
            <div className="quiet">{say('点击可更换', 'Click to choose another')}</div>
          </>
        ) : (
          <>
            <b>{say('选择密钥文件，或拖到这里', 'Choose the key file, or drop it here')}</b>
            <div className="quiet">
              {say('.p12 或 .pfx；只在本页打开，不会上传', '.p12 or .pfx; opened in this page, never uploaded')}
            </div>
          </>
        )}
      </FileDrop>
      <Input.Password
        value={pin}
        onChange={(event) => setPin(event.target.value)}
        placeholder={say('密钥口令', 'PIN of the key file')}
        aria-label={say('密钥口令', 'PIN of the key file')}
        autoComplete="current-password"
        size="large"
      />
      <Refused problem={open.problem} />
      <Button type="primary" htmlType="submit" size="large" loading={open.busy} disabled={!file || !pin} block>
        {action ?? say('打开密钥文件', 'Open the key file')}
      </Button>
    </form>
  )
}

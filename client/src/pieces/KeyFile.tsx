import { Button, Input } from 'antd'
import { useState } from 'react'
import type { KeyEntry } from '../../../crypto/keyFile.ts'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { FileDrop } from './FileDrop.tsx'
import { openKeyFile } from './keyFiles.ts'
import { Refused } from './Refused.tsx'

/** Opens a key file in this page: the file and its PIN go nowhere. */
export function KeyFile({ onKeys, action }: { onKeys: (entries: KeyEntry[]) => void; action?: string }) {
  const [file, setFile] = useState<File>()
  const [pin, setPin] = useState('')
  const [wrong, setWrong] = useState(0)
  const open = useDeed(async () => {
    if (!file) return
    try {
      const entries = await openKeyFile(new Uint8Array(await file.arrayBuffer()), pin)
      setPin('')
      setWrong(0)
      onKeys(entries)
    } catch (problem) {
      if ((problem as { code?: string }).code === 'KEY_FILE_PIN') setWrong((times) => times + 1)
      throw problem
    }
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
          setWrong(0)
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
      <span className="quiet">
        {say(
          '软证书密钥文件：私钥只在本页内存中，不在硬件里；模拟密钥没有法律效力。',
          'A soft key file: the private key is in the memory of this page, not in hardware. Simulated keys have no legal force.',
        )}
      </span>
      <Refused problem={open.problem} />
      {wrong > 0 && (
        <span className="bad" role="status">
          {say(
            `口令已错 ${wrong} 次。密钥文件不会锁定；USB Key 通常错满规定次数即锁定。`,
            `The PIN was wrong ${wrong} times. A key file does not lock itself; a USB key usually does.`,
          )}
        </span>
      )}
      <Button type="primary" htmlType="submit" size="large" loading={open.busy} disabled={!file || !pin} block>
        {action ?? say('打开密钥文件', 'Open the key file')}
      </Button>
    </form>
  )
}

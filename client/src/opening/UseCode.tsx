import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { say } from '../app/words.ts'
import { CodeField } from '../bids/CodeField.tsx'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import type { HallView } from './hall.ts'
import { unlockByCode } from './release.ts'

/** The way out for a bidder whose key does not open, where the tender document allows it: its remedy code and its consent. */
export function UseCode({ tender, opening, tag, reload }: HallView) {
  const [asked, setAsked] = useState(false)
  const [written, setWritten] = useState('')
  const [consents, setConsents] = useState(false)
  const unlock = useDeed(async () => {
    await unlockByCode(tender, opening, tag ?? '', written)
    setWritten('')
    reload()
  })
  if (!tender.remedy)
    return (
      <span className="quiet">
        {say(
          '招标文件没有规定解密失败的补救方案：只能用封装时的证书解密。',
          'The tender document names no remedy for a lost key: only the certificate it was sealed for opens the bid.',
        )}
      </span>
    )
  if (!asked)
    return (
      <div>
        <Button type="link" style={{ padding: 0 }} onClick={() => setAsked(true)}>
          {say('密钥丢失或打不开？使用补救码', 'Key lost or broken? Use the remedy code')}
        </Button>
      </div>
    )
  return (
    <div className="stack" style={{ borderTop: '1px solid var(--line)', paddingTop: 16 }}>
      <h3 style={{ margin: 0 }}>{say('用补救码解密', 'Unlock with the remedy code')}</h3>
      <span>
        {say(
          '招标文件允许以补救码代替证书。先在本页核对：不对的不会发出。对的只封给本次开标的密钥，须由您单位签名同意，并与其他投标一同唱标；使用补救码会写入开标记录。',
          'The tender document allows the code instead of the key. It is compared in this page first: a wrong one is not sent. The right one is closed to the key of this opening, with your organisation’s signed consent; your bid is read out with the others, and the record says so.',
        )}
      </span>
      <CodeField value={written} onChange={setWritten} />
      <Checkbox checked={consents} onChange={({ target }) => setConsents(target.checked)}>
        {say(
          '我单位同意用补救码打开本投标文件，并签名确认',
          'Our organisation consents, by its signature, that the code opens this bid',
        )}
      </Checkbox>
      <span className="quiet">
        {say(
          '签名用本单位任一有效证书即可；原证书全部丢失的，请用新办的证书。无须开标人另作决定：打开它仍要规定人数的开标人已释放的份额。',
          'Any valid certificate of your organisation may sign, a new one too. No further decision of the officers is needed; their released shares are needed as ever.',
        )}
      </span>
      <Refused problem={unlock.problem} />
      <div className="row">
        <Button
          type="primary"
          loading={unlock.busy}
          disabled={!written.trim() || !consents}
          onClick={() => void unlock.run()}
        >
          {say('签名并用补救码解密', 'Sign and unlock with the code')}
        </Button>
        <Button onClick={() => setAsked(false)}>{say('取消', 'Cancel')}</Button>
      </div>
    </div>
  )
}

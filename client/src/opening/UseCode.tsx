import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { remedyRefused } from '../../../server/opening/remedied.ts'
import { say } from '../app/words.ts'
import { CodeField } from '../bids/CodeField.tsx'
import { useDeed } from '../net/load.ts'
import { Act } from '../pieces/Act.tsx'
import { type HallView, myBid } from './hall.ts'
import { Decisions } from './Remedies.tsx'
import { unlockByCode } from './release.ts'

/** The way out for a bidder whose key does not open, where the tender document allows it: its remedy code and its consent. */
export function UseCode(view: HallView) {
  const { tender, opening, tag, reload } = view
  const bid = myBid(view)
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
  if (bid && remedyRefused(bid))
    return (
      <div className="banner bad" role="status">
        <b>{say('开标人拒绝了补救解密', 'An officer has refused the remedy')}</b>{' '}
        {say(
          '补救已终止；仍可用封装时的证书解密。',
          'It is over; the certificate it was sealed for still unlocks your bid.',
        )}
        <Decisions bid={bid} track={tender.track} />
      </div>
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
      <h3 style={{ margin: 0 }}>{say('申请补救解密', 'Ask for the remedy')}</h3>
      <span>
        {say(
          '招标文件允许凭补救码并经全体开标人同意，代替证书解密。先在本页核对补救码：不对的不会发出。对的只封给本次开标的密钥，由您单位签名同意，然后请每一位开标人签名决定；全部同意的，与其他投标一同唱标。补救解密会写入开标记录。',
          'By the tender document the code and the agreement of every officer stand for the key. It is compared in this page first: a wrong one is not sent. The right one is closed to the key of this opening with your organisation’s signed consent, and then every officer decides; once all have agreed your bid is read out with the others, and the record says so.',
        )}
      </span>
      <CodeField value={written} onChange={setWritten} />
      <Checkbox checked={consents} onChange={({ target }) => setConsents(target.checked)}>
        {say(
          '我单位同意以补救方式打开本投标文件，并签名确认',
          'Our organisation consents, by its signature, that this bid is opened by the remedy',
        )}
      </Checkbox>
      <span className="quiet">
        {say(
          '签名用本单位任一有效证书即可；原证书全部丢失的，请用新办的证书。任一开标人拒绝，或解密时限届满时仍有未决定的，不予打开：请尽早提交。',
          'Any valid certificate of your organisation may sign, a new one too. If one officer refuses, or one has not decided when the time is over, the bid stays shut: hand it in early.',
        )}
      </span>
      <Act
        of={unlock}
        title={say('签名并申请补救解密', 'Sign and ask for the remedy')}
        ready={!!written.trim() && consents}
        onCancel={() => setAsked(false)}
      />
    </div>
  )
}

import { CheckCircleFilled } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { rehearse } from '../../../crypto/unseal.ts'
import { keysAtHand, moreKeys, unwrapper } from '../app/keys.ts'
import { say, word } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { myHeader } from './header.ts'

/** Shows the bidder, before the deadline, that its certificate will open its bid. Nothing is released. */
export function Rehearsal({ tender }: { tender: string }) {
  const [opened, setOpened] = useState<{ parts: string[]; serial: string }>()
  const test = useDeed(async () => {
    setOpened(undefined)
    await keysAtHand()
    const opener = unwrapper()
    const { parts } = await rehearse(await myHeader(tender), opener)
    setOpened({ parts, serial: opener.certificate?.serial.slice(-6) ?? '' })
  })
  return (
    <aside className="sheet stack-tight">
      <h2 style={{ margin: 0 }}>{say('试解密', 'Rehearsal')}</h2>
      <span>
        {say(
          '现在就确认您的证书届时打得开这份投标文件；不会释放任何密钥。',
          'Make sure today that your certificate will open this bid; no key is released.',
        )}
      </span>
      {opened && (
        <div className="good" role="status">
          <CheckCircleFilled /> {say(`证书 尾号 ${opened.serial} 可以打开：`, `certificate …${opened.serial} opens: `)}
          {opened.parts.map((one) => word(one)).join(say('、', ', '))}
        </div>
      )}
      <Refused problem={test.problem} />
      {test.problem?.code === 'UNWRAP_FAILED' && (
        <Button
          onClick={() =>
            void moreKeys().then(
              () => test.run(),
              () => undefined,
            )
          }
        >
          {say('添加另一把密钥（旧证书）', 'Add another key (of an old certificate)')}
        </Button>
      )}
      <Button onClick={() => void test.run()} loading={test.busy}>
        {opened ? say('再试一次', 'Once more') : say('试解密', 'Rehearse')}
      </Button>
    </aside>
  )
}

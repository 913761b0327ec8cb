import { CheckCircleFilled } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { CodeField } from './CodeField.tsx'
import { myHeader } from './header.ts'
import { tryCode } from './remedy.ts'

/** Shows the bidder, before the deadline, that the code it keeps would open its bid. Nothing leaves this page. */
export function CodeTrial({ tender }: { tender: string }) {
  const [written, setWritten] = useState('')
  const [fits, setFits] = useState(false)
  const change = (next: string): void => {
    setFits(false)
    setWritten(next)
  }
  const test = useDeed(async () => {
    await tryCode(await myHeader(tender), written)
    setWritten('')
    setFits(true)
  })
  return (
    <aside className="sheet stack-tight no-print">
      <h2 style={{ margin: 0 }}>{say('试用补救码', 'Try the remedy code')}</h2>
      <span>
        {say(
          '招标文件允许用补救码打开丢失密钥的投标文件。现在就确认您保存的补救码有效；核对只在本页进行，补救码不会发送给任何人。',
          'The tender document lets a remedy code open a bid whose key is lost. Make sure today that the one you keep is right; it is compared in this page and sent to nobody.',
        )}
      </span>
      <CodeField value={written} onChange={change} />
      {fits && (
        <div className="good" role="status">
          <CheckCircleFilled />{' '}
          {say(
            '补救码有效，届时可以打开这份投标文件。请放回原处。',
            'The code is right and would open this bid. Put it back where it was.',
          )}
        </div>
      )}
      <Refused problem={test.problem} />
      <Button onClick={() => void test.run()} loading={test.busy} disabled={!written.trim()}>
        {say('核对补救码', 'Compare the code')}
      </Button>
    </aside>
  )
}

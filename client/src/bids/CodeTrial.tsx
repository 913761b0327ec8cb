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
    tryCode(await myHeader(tender), written)
    setWritten('')
    setFits(true)
  })
  return (
    <aside className="sheet stack-tight no-print">
      <h2 style={{ margin: 0 }}>{say('试用补救码', 'Try the remedy code')}</h2>
      <span>
        {say(
          '招标文件允许凭补救码并经全体开标人同意，打开丢失密钥的投标文件。现在就确认您保存的是这一份的补救码；核对只在本页进行，补救码不会发送给任何人。截止前只能核对它与封存的承诺一致，不能试开：试开须有全体开标人的份额。',
          'By the tender document a remedy code, and every officer’s agreement, open a bid whose key is lost. Make sure today that the one you keep is of this bid; it is compared in this page and sent to nobody. Before the deadline it can only be compared with what was committed to: opening takes the shares of all officers.',
        )}
      </span>
      <CodeField value={written} onChange={change} />
      {fits && (
        <div className="good" role="status">
          <CheckCircleFilled />{' '}
          {say(
            '补救码正确，与这份投标文件封存的承诺一致。请放回原处。',
            'The code is right: it is the one this bid commits to. Put it back where it was.',
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

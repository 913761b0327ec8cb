import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input } from 'antd'
import { useId, useState } from 'react'
import { utf8 } from '../../../crypto/bytes.ts'
import { remedyCode } from '../../../crypto/remedy.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { codeFileName, groupsOf } from '../bids/remedy.ts'

/** Hands the remedy code to the bidder before anything is sealed, and goes on once it has kept it. */
export function TakeCode(of: { tender: Tender; secret: Uint8Array; onKept: () => void; onBack: () => void }) {
  const { tender, secret } = of
  const id = useId()
  const groups = groupsOf(secret)
  const [taken, setTaken] = useState(false)
  const [apart, setApart] = useState(false)
  const [last, setLast] = useState('')
  const right = last.trim().toUpperCase() === groups.at(-1)
  const save = (): void => {
    saveText(codeFileName(tender.code), `${remedyCode(secret)}\n`)
    setTaken(true)
  }
  const printIt = (): void => {
    print()
    setTaken(true)
  }
  return (
    <section className="sheet stack">
      <h2 style={{ margin: 0 }}>{say('取走补救码', 'Take your remedy code')}</h2>
      <div className="banner sun no-print">
        <b>{say('只显示这一次。', 'It is shown this once.')}</b>{' '}
        {say(
          '离开本步骤后，平台和本浏览器都无法再给您。',
          'After this step neither the platform nor this browser can give it to you again.',
        )}
      </div>
      <div className="print-only">
        {tender.code} {tender.name}
      </div>
      <ol className="code groups" aria-label={say('补救码', 'Remedy code')}>
        {groups.map((group, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the groups of one code never move, and two may be alike
          <li key={`${i}${group}`}>{group}</li>
        ))}
      </ol>
      <p className="quiet" style={{ margin: 0 }}>
        {say(
          '存到另一个 U 盘，或打印后放进保险柜；不要与密钥（USB Key、密钥文件）放在一起，不要用邮件或聊天软件发送。',
          'Keep it on another stick, or printed in a safe: not with the key, and never in a mail or a chat.',
        )}
      </p>
      <div className="row no-print">
        <Button type={taken ? 'default' : 'primary'} icon={<DownloadOutlined />} onClick={save}>
          {say('保存为文件', 'Save as a file')}
        </Button>
        <Button icon={<PrinterOutlined />} onClick={printIt}>
          {say('打印', 'Print')}
        </Button>
      </div>
      <div className="stack-tight no-print">
        <Checkbox checked={apart} disabled={!taken} onChange={({ target }) => setApart(target.checked)}>
          {say('我已取走补救码，并与密钥分开存放', 'I have taken the code and keep it apart from the key')}
        </Checkbox>
        <label htmlFor={id}>
          {say(
            '请打开所存的文件或看着纸面，输入最后一组 4 个字符',
            'From your file or paper, type the last group of 4',
          )}
        </label>
        <Input
          id={id}
          value={last}
          maxLength={4}
          autoComplete="off"
          spellCheck={false}
          className="code"
          style={{ maxWidth: '8em' }}
          status={last.length === 4 && !right ? 'error' : ''}
          onChange={({ target }) => setLast(target.value)}
        />
        {last.length === 4 && !right && (
          <span className="bad" role="alert">
            {say('与补救码最后一组不符，请核对所存的内容', 'That is not the last group: look at what you kept')}
          </span>
        )}
      </div>
      <div className="row no-print">
        <Button type="primary" size="large" disabled={!taken || !apart || !right} onClick={of.onKept}>
          {say('已妥善保存，开始加密', 'It is kept: begin to encrypt')}
        </Button>
        <Button onClick={of.onBack}>{say('返回修改', 'Back')}</Button>
      </div>
    </section>
  )
}

/** Saves a text as a file on this machine. */
function saveText(name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([utf8(content)], { type: 'text/plain' }))
  Object.assign(document.createElement('a'), { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}

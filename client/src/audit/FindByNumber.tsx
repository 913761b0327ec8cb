import { Button } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { TextField } from '../pieces/TextFields.tsx'
import { leadsTo } from './numbers.ts'

interface Hit {
  id: string
  code: string
  name: string
}

/** For who cannot scan: the number that stands on a paper, or a tender's name, leads to its papers and to all its facts. */
export function FindByNumber() {
  const go = useNavigate()
  const [text, setText] = useState('')
  const [found, setFound] = useState<Hit[]>()
  const find = useDeed(async () => {
    const typed = text.trim()
    setFound(undefined)
    const at = leadsTo(typed)
    if (at) return void go(at)
    const { items } = await api.get<{ items: Hit[] }>(`/tenders?text=${encodeURIComponent(typed.slice(0, 100))}`)
    setFound(items.slice(0, 10))
  })
  return (
    <section className="sheet stack">
      <h2>{say('按编号核验', 'By its number')}</h2>
      <form
        className="stack-tight"
        onSubmit={(event) => {
          event.preventDefault()
          void find.run()
        }}
      >
        <TextField
          label={say('文书上的编号', 'The number on the paper')}
          hint={say(
            '标段编号或名称、事实编号（26位），或二维码下的核验地址',
            "a tender's code or name, the number of a fact (26 characters), or the address below the QR code",
          )}
          value={text}
          most={300}
          onChange={setText}
        />
        <div>
          <Button htmlType="submit" loading={find.busy} disabled={!text.trim()}>
            {say('查找', 'Find')}
          </Button>
        </div>
      </form>
      <Refused problem={find.problem} />
      {found && (
        <ul role="status" style={{ margin: 0, paddingInlineStart: 20 }}>
          {found.map(({ id, code, name }) => (
            <li key={id}>
              {name} <span className="quiet digits">{code}</span>{' '}
              <Link to={`/verify?tender=${id}`} aria-label={say(`${name}的文件`, `papers of ${name}`)}>
                {say('文件', 'Papers')}
              </Link>{' '}
              ·{' '}
              <Link to={`/proofs/tenders/${id}`} aria-label={say(`${name}的全部事实`, `all facts of ${name}`)}>
                {say('全部事实', 'All facts')}
              </Link>
            </li>
          ))}
          {found.length === 0 && <li className="quiet">{say('没有找到。', 'Nothing found.')}</li>}
        </ul>
      )}
    </section>
  )
}

import { Button, Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'

interface Hit {
  id: string
  code: string
  name: string
}

/** Finds a tender by its name or code, to check all its proofs at once. */
export function FindProofs() {
  const [text, setText] = useState('')
  const [found, setFound] = useState<Hit[]>()
  const find = useDeed(async () => {
    const { items } = await api.get<{ items: Hit[] }>(`/tenders?text=${encodeURIComponent(text.trim())}`)
    setFound(items.slice(0, 10))
  })
  return (
    <section className="sheet stack">
      <h2>{say('核验一个标段的全部事实', 'All facts of a tender')}</h2>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          void find.run()
        }}
      >
        <Input
          aria-label={say('标段名称或编号', 'Name or code of the tender')}
          placeholder={say('标段名称或编号', 'name or code of the tender')}
          maxLength={100}
          value={text}
          onChange={({ target }) => setText(target.value)}
          style={{ flex: '1 1 240px', maxWidth: 480 }}
        />
        <Button htmlType="submit" loading={find.busy} disabled={!text.trim()}>
          {say('查找', 'Find')}
        </Button>
      </form>
      <Refused problem={find.problem} />
      {found && (
        <ul role="status" style={{ margin: 0, paddingInlineStart: 20 }}>
          {found.map(({ id, code, name }) => (
            <li key={id}>
              <Link to={`/proofs/tenders/${id}`}>{name}</Link> <span className="quiet digits">{code}</span>
            </li>
          ))}
          {found.length === 0 && <li className="quiet">{say('没有找到。', 'Nothing found.')}</li>}
        </ul>
      )}
    </section>
  )
}

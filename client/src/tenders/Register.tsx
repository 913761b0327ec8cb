import { Button, Input } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Draft } from '../../../server/tenders/contract.ts'
import { say } from '../app/words.ts'
import { api, Stopped } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { Refused } from '../pieces/Refused.tsx'

/** Opens a draft by its id; the host registers a tender from the notice's structured file. */
export function Register({ canDraft }: { canDraft: boolean }) {
  const navigate = useNavigate()
  const [id, setId] = useState('')
  const register = useDeed(async (file: File) => {
    const parsed = Draft.safeParse(await json(file))
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      const where = issue?.path.join('.') ?? ''
      throw new Stopped(
        `公告文件有误：${where} ${issue?.message ?? ''}`,
        `the notice does not fit: ${where} ${issue?.message ?? ''}`,
      )
    }
    await api.post(`/tenders/${id}/draft`, { draft: parsed.data })
    void navigate(`/t/${id}`)
  })
  const good = /^[0-9A-Za-z_-]{1,64}$/.test(id)
  return (
    <section className="sheet stack">
      <h2>
        {canDraft ? say('登记标段，或打开草稿', 'Register a tender, or open a draft') : say('按编号打开', 'Open by id')}
      </h2>
      <div className="row">
        <Input
          aria-label={say('标段标识', 'id of the tender')}
          placeholder={say('标段标识，如 GD-WJB-2026-001', 'id, such as GD-WJB-2026-001')}
          value={id}
          onChange={({ target }) => setId(target.value.trim())}
          style={{ maxWidth: 320 }}
        />
        <Button disabled={!good} onClick={() => void navigate(`/t/${id}`)}>
          {say('打开', 'Open')}
        </Button>
      </div>
      {canDraft && good && (
        <FileDrop
          accept=".json,application/json"
          label={say('公告结构化文件', 'structured notice')}
          onFile={(file) => void register.run(file)}
        >
          <b>
            {say(
              '选择公告结构化文件（JSON），登记为草稿',
              'Choose the structured notice (JSON) to register it as a draft',
            )}
          </b>
          <div className="quiet">
            {say('草稿不公开；发布前可以再次导入更正', 'A draft is not public; import again to correct it')}
          </div>
        </FileDrop>
      )}
      <Refused problem={register.problem} />
    </section>
  )
}

async function json(file: File): Promise<unknown> {
  try {
    return JSON.parse(await file.text())
  } catch {
    throw new Stopped('文件不是JSON', 'the file is not JSON')
  }
}

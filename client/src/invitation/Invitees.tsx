import { Button, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import type { ListSource } from '../../../server/invitation/contract.ts'
import { dayOf } from '../../../server/law/periods.ts'
import { rulebookFor } from '../../../server/law/rulebook.ts'
import { signStatement } from '../app/sign.ts'
import { say, word } from '../app/words.ts'
import { api, Stopped } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Field } from '../pieces/Field.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { Parties } from '../tenders/PanelDraw.tsx'
import type { OfTender } from '../tenders/TenderPage.tsx'
import { DrawRecord } from './DrawRecord.tsx'
import { type LetterShown, SealLetters } from './SealLetters.tsx'

interface View {
  source: ListSource | null
  candidates: (LetterShown & { code: string; name: string; reason?: string; invited: boolean | null })[]
  wanted: number | null
  draw: { id: string; witnesses: string[] } | null
  /** whether the draw waits for its parties */
  running: boolean
  fixedAt: number | null
  /** hash of the record of the draw; null: there is none yet */
  record: string | null
}

/** Who is invited: chosen by the tenderer under one law, drawn from a list under the other. Nobody else sees it. */
export function Invitees({ tender, host, acting, reload }: OfTender) {
  const found = useLoad<View>(acting === 'centre' ? undefined : `/tenders/${tender.id}/invitation`)
  const law = rulebookFor(tender.track, dayOf(tender.documentsFrom), tender.mandatory)
  const drawn = law.invitationChoice.value === 'random'
  const again = (): void => {
    found.reload()
    reload()
  }
  if (acting === 'centre') return null
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>{say('受邀请的投标人', 'Invitees')}</h2>
        <Button size="small" onClick={found.reload}>
          {say('刷新', 'Refresh')}
        </Button>
      </div>
      <p className="quiet prose">
        {drawn
          ? say(
              `受邀请的供应商从名单中随机抽取，至少 ${law.fewestInvited.value} 家（${law.invitationPool.article}）。名单对公众和受邀请人相互保密。`,
              `At least ${law.fewestInvited.value} are drawn from the list. The list is kept from the public and from the invitees.`,
            )
          : say(
              `由${word('tenderer', tender.track)}选定至少 ${law.fewestInvited.value} 家（${law.fewestInvited.article}）。名单对公众和受邀请人相互保密。`,
              `The tenderer chooses at least ${law.fewestInvited.value}. The list is kept from the public and from the invitees.`,
            )}
      </p>
      <Loading of={found}>
        {(view) => (
          <>
            {view.candidates.length > 0 && <List of={view} />}
            {view.draw && view.running && <Parties draw={view.draw.id} as={acting} onChange={again} />}
            {host && <SealLetters tender={tender.id} acting={acting} letters={view.candidates} onDone={found.reload} />}
            {view.record !== null && <DrawRecord tender={tender.id} acting={acting} />}
            {host && view.fixedAt === null && !view.running && <Choose tender={tender} drawn={drawn} onDone={again} />}
            {host && drawn && view.source && view.fixedAt === null && !view.running && (
              <Draw tender={tender.id} onDone={again} />
            )}
          </>
        )}
      </Loading>
    </section>
  )
}

const List = ({ of }: { of: View }) => (
  <ul style={{ listStyle: 'none', padding: 0, margin: 0 }} className="stack-tight">
    {of.candidates.map(({ code, name, reason, invited, letter }) => (
      <li key={code} className="row">
        <span className={`dot ${invited ? 'good' : ''}`} style={{ marginRight: 0 }} />
        <span>{name}</span>
        <span className="quiet digits">{code}</span>
        {invited && (
          <span className="good">{letter ? say('邀请书已发出', 'letter sent') : say('受邀请', 'invited')}</span>
        )}
        {reason && <span className="quiet">{reason}</span>}
      </li>
    ))}
  </ul>
)

/** A line: name, code and, where it is recommended, the reason. */
function candidatesOf(text: string): { name: string; code: string; reason?: string }[] {
  return text
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => {
      const [name = '', code = '', ...rest] = line.trim().split(/\s+/)
      if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code))
        throw new Stopped(`这一行缺少统一社会信用代码：${line.trim()}`, `no credit code in: ${line.trim()}`)
      return { name, code, ...(rest.length ? { reason: rest.join(' ') } : {}) }
    })
}

function Choose({ tender, drawn, onDone }: { tender: OfTender['tender']; drawn: boolean; onDone: () => void }) {
  const applied = tender.prequalification !== undefined
  const [source, setSource] = useState<ListSource>(applied ? 'prequalification' : drawn ? 'register' : 'tenderer')
  const [text, setText] = useState('')
  const [wanted, setWanted] = useState(3)
  const list = useDeed(async () => {
    const candidates = source === 'prequalification' ? [] : candidatesOf(text)
    const asked = drawn ? wanted : null
    const fields = { tender: tender.id, source, candidates, wanted: asked }
    const cms = await signStatement('invitation.list', fields)
    await api.post(`/tenders/${tender.id}/invitation/list`, {
      source,
      candidates,
      ...(asked === null ? {} : { wanted: asked }),
      cms,
    })
    onDone()
  })
  const sources: { value: ListSource; label: string }[] = [
    { value: 'register', label: say('从财政部门供应商库选取', 'from the register') },
    { value: 'recommendation', label: say('采购人书面推荐', 'recommended in writing') },
  ]
  return (
    <div className="stack-tight">
      {drawn && !applied && (
        <Field label={say('名单产生方式', 'How the list came about')}>
          {(id) => <Select id={id} value={source} onChange={setSource} options={sources} style={{ minWidth: 240 }} />}
        </Field>
      )}
      {source !== 'prequalification' && (
        <Field
          label={
            source === 'recommendation'
              ? say('名单，每行：名称 统一社会信用代码 推荐理由', 'The list, a line each: name, code, reason')
              : say('名单，每行：名称 统一社会信用代码', 'The list, a line each: name and code')
          }
          wide
        >
          {(id) => <Input.TextArea id={id} rows={5} value={text} onChange={(e) => setText(e.target.value)} />}
        </Field>
      )}
      {drawn && (
        <Field label={say('拟邀请家数', 'How many are invited')}>
          {(id) => (
            <InputNumber id={id} min={1} max={100} value={wanted} onChange={(value) => value && setWanted(value)} />
          )}
        </Field>
      )}
      <Refused problem={list.problem} />
      <div>
        <Button
          type="primary"
          disabled={source !== 'prequalification' && !text.trim()}
          loading={list.busy}
          onClick={() => void list.run()}
        >
          {drawn ? say('签名确定备选名单', 'Sign the list') : say('签名确定受邀请人', 'Sign the invitees')}
        </Button>
      </div>
    </div>
  )
}

function Draw({ tender, onDone }: { tender: string; onDone: () => void }) {
  const [names, setNames] = useState('')
  const draw = useDeed(async () => {
    const witnesses = names.split(/[、,，\s]+/).filter(Boolean)
    const fields = { minutes: 30, witnesses }
    const cms = await signStatement('invitation.draw', { tender, ...fields })
    await api.post(`/tenders/${tender}/invitation/draw`, { ...fields, cms })
    onDone()
  })
  return (
    <div className="stack-tight">
      <Field
        label={say('在场监督的采购人工作人员（不少于两名）', 'Staff who watch the draw (two at least)')}
        hint={say('姓名之间用顿号隔开', 'names separated by commas')}
      >
        {(id) => <Input id={id} value={names} onChange={(e) => setNames(e.target.value)} />}
      </Field>
      <Refused problem={draw.problem} />
      <div>
        <Button loading={draw.busy} onClick={() => void draw.run()}>
          {say('签名开始随机抽取', 'Sign and begin the draw')}
        </Button>
      </div>
    </div>
  )
}

import { Checkbox, Input, InputNumber } from 'antd'
import type { Draft } from '../../../server/tenders/contract.ts'
import { TEXTS, type TextField } from '../../../server/tenders/texts.ts'
import { say } from '../app/words.ts'
import { Field } from '../pieces/Field.tsx'
import { YuanInput } from '../pieces/YuanInput.tsx'
import { DraftFrame } from './DraftFrame.tsx'
import { Seats } from './Seats.tsx'
import { useDraft } from './useDraft.ts'

const CHAPTERS: readonly (readonly [id: TextField['chapter'], zh: string, en: string])[] = [
  ['instructions', '投标人须知', 'Instructions'],
  ['technical', '技术标准和要求', 'Technical requirements'],
  ['contract', '合同主要条款', 'Contract'],
  ['format', '投标文件格式', 'Forms'],
]

interface OfDraft {
  draft: Draft
  change(part: Partial<Draft>): void
}

/** The structured tender document (T03): fields and free texts; everything else in it is fixed wording. */
export default function DocumentEditor() {
  const of = useDraft()
  return (
    <DraftFrame of={of}>
      {(draft) => (
        <>
          <Fields draft={draft} change={of.change} />
          <Seats draft={draft} change={of.change} />
          <Texts draft={draft} change={of.change} />
        </>
      )}
    </DraftFrame>
  )
}

function Fields({ draft, change }: OfDraft) {
  return (
    <section className="sheet stack">
      <h2>{say('公告与须知的字段', 'Fields of notice and document')}</h2>
      <p className="quiet">
        {say(
          '公告、招标文件、公开页面均由同一份字段生成，文字一致。',
          'Notice, document and public page are made of the same fields.',
        )}
      </p>
      <div className="fields">
        <Field label={say('招标人地址', "Tenderer's address")}>
          {(id) => (
            <Input
              id={id}
              maxLength={200}
              value={draft.address ?? ''}
              onChange={(e) => change({ address: e.target.value })}
            />
          )}
        </Field>
        <Field label={say('联系人与电话', 'Contact')}>
          {(id) => (
            <Input
              id={id}
              maxLength={300}
              value={draft.contact}
              onChange={(e) => change({ contact: e.target.value })}
            />
          )}
        </Field>
        <Field label={say('招标范围（采购需求）', 'Scope')} wide>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={3}
              maxLength={2000}
              showCount
              value={draft.scope}
              onChange={(e) => change({ scope: e.target.value })}
            />
          )}
        </Field>
        <Field label={say('投标人资格要求（每行一条）', 'Qualification, a condition a line')} wide>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={4}
              maxLength={2000}
              showCount
              value={draft.qualification}
              onChange={(e) => change({ qualification: e.target.value })}
            />
          )}
        </Field>
        <Field label={say('地点', 'Place')}>
          {(id) => (
            <Input id={id} maxLength={200} value={draft.place} onChange={(e) => change({ place: e.target.value })} />
          )}
        </Field>
        <Field label={say('工期（天）', 'Days')}>
          {(id) => (
            <InputNumber
              id={id}
              min={1}
              max={5000}
              value={draft.durationDays}
              onChange={(days) => days && change({ durationDays: days })}
            />
          )}
        </Field>
        <Field label={say('估算价（预算）', 'Estimate')}>
          {(id) => <YuanInput id={id} fen={draft.estimate} onFen={(estimate) => change({ estimate })} />}
        </Field>
        <Field label={say('最高投标限价', 'Ceiling')}>
          {(id) => <YuanInput id={id} fen={draft.ceiling} onFen={(ceiling) => change({ ceiling })} />}
        </Field>
        <Field label={say('投标保证金（0 为不收取）', 'Deposit (0: none)')}>
          {(id) => <YuanInput id={id} fen={draft.deposit} onFen={(deposit) => change({ deposit })} />}
        </Field>
        <div className="wide">
          <Checkbox checked={draft.consortium} onChange={(e) => change({ consortium: e.target.checked })}>
            {say('接受联合体投标', 'consortia may bid')}
          </Checkbox>
        </div>
      </div>
    </section>
  )
}

function Texts({ draft, change }: OfDraft) {
  const put = (id: TextField['id'], text: string) => change({ texts: { ...draft.texts, [id]: text } })
  return CHAPTERS.map(([chapter, zh, en]) => (
    <section key={chapter} className="sheet stack">
      <h2>{say(zh, en)}</h2>
      {TEXTS.filter((one) => one.chapter === chapter).map((one) => (
        <Field key={one.id} label={say(one.zh, one.en)} wide>
          {(id) => (
            <Input.TextArea
              id={id}
              autoSize={{ minRows: 2, maxRows: 16 }}
              maxLength={8000}
              showCount
              value={draft.texts?.[one.id] ?? ''}
              onChange={(e) => put(one.id, e.target.value)}
            />
          )}
        </Field>
      ))}
    </section>
  ))
}

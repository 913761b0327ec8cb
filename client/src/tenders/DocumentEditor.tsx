import { Checkbox } from 'antd'
import type { Draft } from '../../../server/tenders/contract.ts'
import { type TextField as FreeText, TEXTS } from '../../../server/tenders/texts.ts'
import { say } from '../app/words.ts'
import { LongField, NumberField, TextField, YuanField } from '../pieces/TextFields.tsx'
import { DraftFrame } from './DraftFrame.tsx'
import { Method } from './Method.tsx'
import { Seats } from './Seats.tsx'
import { useDraft } from './useDraft.ts'

const CHAPTERS: readonly (readonly [id: FreeText['chapter'], zh: string, en: string])[] = [
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
          <Method draft={draft} change={of.change} />
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
        <TextField
          label={say('招标人地址', "Tenderer's address")}
          most={200}
          value={draft.address}
          onChange={(text) => change({ address: text })}
        />
        <TextField
          label={say('联系人与电话', 'Contact')}
          most={300}
          value={draft.contact}
          onChange={(text) => change({ contact: text })}
        />
        <LongField
          label={say('招标范围（采购需求）', 'Scope')}
          rows={3}
          most={2000}
          value={draft.scope}
          onChange={(text) => change({ scope: text })}
        />
        <LongField
          label={say('投标人资格要求（每行一条）', 'Qualification, a condition a line')}
          rows={4}
          most={2000}
          value={draft.qualification}
          onChange={(text) => change({ qualification: text })}
        />
        <TextField
          label={say('地点', 'Place')}
          most={200}
          value={draft.place}
          onChange={(text) => change({ place: text })}
        />
        <NumberField
          label={say('工期（天）', 'Days')}
          least={1}
          most={5000}
          value={draft.durationDays}
          onChange={(durationDays) => change({ durationDays })}
        />
        <YuanField
          label={say('估算价（预算）', 'Estimate')}
          fen={draft.estimate}
          onFen={(estimate) => change({ estimate })}
        />
        <YuanField
          label={say('最高投标限价', 'Ceiling')}
          fen={draft.ceiling}
          onFen={(ceiling) => change({ ceiling })}
        />
        <YuanField
          label={say('投标保证金（0 为不收取）', 'Deposit (0: none)')}
          fen={draft.deposit}
          onFen={(deposit) => change({ deposit })}
        />
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
  const put = (id: FreeText['id'], text: string) => change({ texts: { ...draft.texts, [id]: text } })
  return CHAPTERS.map(([chapter, zh, en]) => (
    <section key={chapter} className="sheet stack">
      <h2>{say(zh, en)}</h2>
      {TEXTS.filter((one) => one.chapter === chapter).map((one) => (
        <LongField
          key={one.id}
          label={say(one.zh, one.en)}
          most={8000}
          value={draft.texts?.[one.id]}
          onChange={(text) => put(one.id, text)}
        />
      ))}
    </section>
  ))
}

import { Checkbox, InputNumber } from 'antd'
import { dayOf } from '../../../server/law/periods.ts'
import { rulebookFor } from '../../../server/law/rulebook.ts'
import { formatDecimal } from '../../../server/law/units.ts'
import type { Draft } from '../../../server/tenders/contract.ts'
import { type TextField as FreeText, TEXTS } from '../../../server/tenders/texts.ts'
import { say } from '../app/words.ts'
import { Field } from '../pieces/Field.tsx'
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
        <BondField draft={draft} change={change} />
        <div className="wide">
          <Checkbox checked={draft.consortium} onChange={(e) => change({ consortium: e.target.checked })}>
            {say('接受联合体投标', 'consortia may bid')}
          </Checkbox>
        </div>
      </div>
    </section>
  )
}

/** The performance bond as a share of the contract's price; none is asked for at 0. */
function BondField({ draft, change }: OfDraft) {
  const law = rulebookFor(draft.track, dayOf(Math.max(draft.documentsFrom, 0)))
  const most = law.performanceBondCeiling
  const share = draft.performanceBond?.share ?? 0
  return (
    <Field
      label={say('履约保证金（占合同价 %，0 为不收取）', 'Performance bond (% of the contract; 0: none)')}
      hint={say(`不超过 ${most.value / 100}%，${most.article}`, `at most ${most.value / 100} %, ${most.article}`)}
      bad={share > most.value && say('超过法定上限', 'more than the law allows')}
    >
      {(id) => (
        <InputNumber
          id={id}
          stringMode
          min="0"
          max="100"
          precision={2}
          suffix="%"
          value={formatDecimal(BigInt(share), 2)}
          onChange={(text) => {
            const bp = basisPoints(String(text ?? '0'))
            if (bp !== undefined) change({ performanceBond: bp ? { share: bp } : undefined })
          }}
        />
      )}
    </Field>
  )
}

/** Percent with at most two decimals as basis points, exact. */
function basisPoints(text: string): number | undefined {
  const found = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text)
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : undefined
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

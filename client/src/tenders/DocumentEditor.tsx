import { Checkbox } from 'antd'
import { dayOf } from '../../../server/law/periods.ts'
import { rulebookFor } from '../../../server/law/rulebook.ts'
import type { Draft } from '../../../server/tenders/contract.ts'
import { share } from '../../../server/tenders/formula.ts'
import { type TextField as FreeText, TEXTS } from '../../../server/tenders/texts.ts'
import { say, word } from '../app/words.ts'
import { Field } from '../pieces/Field.tsx'
import { LongField, NumberField, TextField, YuanField } from '../pieces/TextFields.tsx'
import { CeilingFields } from './CeilingFields.tsx'
import { PointsInput } from './Criteria.tsx'
import { DraftFrame } from './DraftFrame.tsx'
import { Method } from './Method.tsx'
import { Seats } from './Seats.tsx'
import { type DraftPart, useDraft } from './useDraft.ts'

const CHAPTERS: readonly (readonly [id: FreeText['chapter'], zh: string, en: string])[] = [
  ['instructions', '投标人须知', 'Instructions'],
  ['technical', '技术标准和要求', 'Technical requirements'],
  ['contract', '合同主要条款', 'Contract'],
  ['format', '投标文件格式', 'Forms'],
]

interface OfDraft {
  draft: Draft
  change(part: DraftPart): void
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
          label={say(`${word('tenderer', draft.track)}地址`, `${word('tenderer', draft.track)}'s address`)}
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
        <CeilingFields draft={draft} change={change} />
        <YuanField
          label={say('投标保证金（0 为不收取）', 'Deposit (0: none)')}
          fen={draft.deposit}
          onFen={(deposit) => change({ deposit })}
        />
        <BondAndRemedy draft={draft} change={change} />
        <div className="wide">
          <Checkbox checked={draft.consortium} onChange={(e) => change({ consortium: e.target.checked })}>
            {say('接受联合体投标', 'consortia may bid')}
          </Checkbox>
        </div>
      </div>
    </section>
  )
}

const FORMS: readonly (readonly [Draft['depositForms'][number], string, string])[] = [
  ['transfer', '转账', 'transfer'],
  ['guarantee', '银行保函、担保函', 'guarantee'],
  ['insurance', '保险', 'insurance'],
]

/** The forms of the deposit, how long bids bind, the performance bond, and what helps a bidder that loses its key. */
export function BondAndRemedy({ draft, change }: OfDraft) {
  const most = law(draft).performanceBondCeiling
  return (
    <>
      <Field label={say('保证金的提交形式', 'Forms of the deposit')}>
        {() => (
          <Checkbox.Group
            value={draft.depositForms}
            onChange={(forms) => forms.length > 0 && change({ depositForms: forms as Draft['depositForms'] })}
            options={FORMS.map(([value, zh, en]) => ({ value, label: say(zh, en) }))}
          />
        )}
      </Field>
      <NumberField
        label={say('投标有效期（天）', 'Bids bind for (days)')}
        least={1}
        most={400}
        value={draft.validityDays}
        onChange={(validityDays) => change({ validityDays })}
      />
      <Field
        label={say('履约保证金（合同价的百分比，0 为不要求）', 'Performance bond (% of the price, 0: none)')}
        hint={say(`不超过 ${share(most.value)}，${most.article}`, `at most ${share(most.value)}, ${most.article}`)}
        bad={(draft.performanceBond?.share ?? 0) > most.value && say('超过法定上限', 'more than the law allows')}
      >
        {() => (
          <PointsInput
            label="%"
            of={draft.performanceBond?.share ?? 0}
            onChange={(share) => change({ performanceBond: share ? { share } : undefined })}
          />
        )}
      </Field>
      <Field label={say('技术标', 'The technical volume')}>
        {() => (
          <Checkbox
            checked={draft.blind !== undefined}
            onChange={({ target }) => change({ blind: target.checked ? {} : undefined })}
          >
            {say('采用暗标：不得出现投标人身份，不签章', 'is blind: it names no bidder and is not signed')}
          </Checkbox>
        )}
      </Field>
      {draft.blind && (
        <NumberField
          label={say('暗标最多页数（0 为不限）', 'Most pages of the blind volume (0: no limit)')}
          least={0}
          most={5000}
          value={draft.blind.pages ?? 0}
          onChange={(pages) => change({ blind: pages ? { pages } : {} })}
        />
      )}
      <Field label={say('解密失败的补救', 'If a bid does not open')}>
        {() => (
          <Checkbox
            checked={draft.remedy === 'code'}
            onChange={({ target }) => change({ remedy: target.checked ? 'code' : undefined })}
          >
            {say(
              '投标人可另设补救码，凭码并经全体开标人同意，解密原递交的文件',
              'a code that the bidder keeps apart, with the agreement of every officer, opens what was handed in',
            )}
          </Checkbox>
        )}
      </Field>
    </>
  )
}

const law = ({ track, documentsFrom, mandatory }: Draft) =>
  rulebookFor(track, dayOf(Math.max(documentsFrom, 0)), mandatory)

/** The free texts of the document, chapter by chapter. */
export function Texts({ draft, change }: OfDraft) {
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

import { Button, Checkbox } from 'antd'
import type { Calendar } from '../../../server/law/periods.ts'
import type { Rulebook } from '../../../server/law/rulebook.ts'
import { resumedDeadline } from '../../../server/tenders/correction.ts'
import { keyOf } from '../../../server/tenders/finding.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { useCalendar } from '../net/useCalendar.ts'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField, TextField } from '../pieces/TextFields.tsx'
import { Findings } from '../tenders/Findings.tsx'
import { Files, Letters, Remade } from './AddendumParts.tsx'
import { Compare } from './Compare.tsx'
import { Content } from './Content.tsx'
import type { Objection, Question } from './letters.ts'
import { Terms } from './Terms.tsx'
import { useAddendum } from './useAddendum.ts'

interface Props {
  tender: Tender
  law: Rulebook
  /** those without an answer */
  questions: Question[]
  /** those upheld and not settled */
  objections: Objection[]
  onDone(): void
}

/** Writes an addendum: what changes, in red-line before it is signed; a later deadline where the law wants one. */
export function Addendum(props: Props) {
  return <Loading of={useCalendar()}>{(table) => <Write {...props} table={table} />}</Loading>
}

function Write({ tender, law, table, questions, objections, onDone }: Props & { table: Calendar }) {
  const of = useAddendum(
    tender,
    law,
    table,
    objections.map(({ id }) => id),
    onDone,
  )
  const { said, setSaid } = of
  const version = (tender.published?.version ?? 0) + 1
  const kept = tender.published?.documents ?? []
  const keeps = law.addendumKeeps.value.length > 0
  const open = of.findings.some((one) => one.severity === 'block' || (of.reasons[keyOf(one)] ?? '').trim().length < 10)
  const ready =
    !open &&
    (!of.anew || of.remade) &&
    said.title.trim().length >= 2 &&
    said.text.trim().length >= 4 &&
    (!keeps || said.keeps)
  return (
    <section className="sheet stack">
      <h2>{say(`编制澄清或修改文件（第 ${version} 版）`, `Write an addendum (version ${version})`)}</h2>
      <TextField
        label={say('标题', 'Title')}
        hint={say('如：澄清文件（一）', 'such as: addendum 1')}
        most={120}
        value={said.title}
        onChange={(typed) => setSaid({ ...said, title: typed })}
      />
      <LongField
        label={say('澄清或修改的内容', 'what is clarified or changed')}
        most={4000}
        rows={4}
        value={said.text}
        onChange={(typed) => setSaid({ ...said, text: typed })}
      />
      <Terms law={law} before={of.before} terms={of.terms} onChange={of.setTerms} />
      <Content id={tender.id} draft={of.next} onChange={(part) => of.setTerms((before) => ({ ...before, ...part }))} />
      {of.anew && <Remade of={of} />}
      {of.findings.length > 0 && (
        <div className="stack-tight">
          <h3 style={{ margin: 0 }}>{say('修改内容体检', 'Check of what is changed')}</h3>
          <Findings
            of={{ rulebook: law.id, at: of.now, findings: of.findings }}
            reasons={of.reasons}
            onReason={(key, reason) => of.setReasons({ ...of.reasons, [key]: reason })}
          />
        </div>
      )}
      {of.rulings.length > 0 && (
        <p className="banner sun">
          {say('本次修改落实监督部门责令改正的处理决定', 'This addendum follows the rulings that order a correction')}：
          {of.rulings.length}
        </p>
      )}
      <Files of={of} />
      <Letters of={of} questions={questions} objections={objections} />
      <Checkbox
        checked={of.affects}
        disabled={of.forced}
        onChange={(event) => setSaid({ ...said, affects: event.target.checked })}
      >
        {say('可能影响投标文件编制', 'may affect the making of bids')}
        {of.forced && <span className="quiet"> {say('（按变更内容必须勾选）', '(by what is changed)')}</span>}
      </Checkbox>
      {keeps && (
        <Checkbox checked={said.keeps} onChange={(event) => setSaid({ ...said, keeps: event.target.checked })}>
          {say(
            '声明：本次澄清或修改（含所附文件）未改变采购标的和资格条件',
            'neither subject nor qualification is changed',
          )}
          <span className="quiet"> {law.addendumKeeps.article}</span>
        </Checkbox>
      )}
      {of.deadline !== undefined && (
        <div className="banner sun">
          <b>{say('须顺延投标截止时间', 'The deadline must be postponed')}</b>
          <div>
            <Moment at={resumedDeadline(tender, of.now)} /> → <Moment at={of.deadline} />
          </div>
          <div className="quiet">
            {say(
              `距投标截止不足 ${law.postponement.value.days} 日（${law.postponement.article}），本文件签名发布时一并顺延。`,
              `Fewer than ${law.postponement.value.days} days are left (${law.postponement.article}); signing postpones it too.`,
            )}
          </div>
        </div>
      )}
      <div style={{ background: 'var(--ground)', padding: 16, borderRadius: 4 }}>
        <h3 style={{ marginTop: 0 }}>{say('发布前对照', 'Red-line before publishing')}</h3>
        <Compare
          tender={tender.id}
          before={{ terms: of.before, documents: kept }}
          after={{ terms: { ...of.before, ...of.changes }, documents: of.inForce }}
        />
      </div>
      <p className="prose">
        {say(
          '签名发布后成为招标文件的组成部分，不可更改；原版本仍可阅读。全部已获取招标文件者同时收到通知，您看不到是谁、有多少。',
          'Once signed it is part of the tender document and cannot be changed; older versions stay readable. All holders are told at the same moment; you do not see who or how many.',
        )}
      </p>
      <Refused problem={of.issue.problem} />
      <div>
        <Button
          type="primary"
          size="large"
          disabled={!ready}
          loading={of.issue.busy}
          onClick={() => void of.issue.run()}
        >
          {say('签名并发布澄清或修改文件', 'Sign and publish the addendum')}
        </Button>
      </div>
    </section>
  )
}

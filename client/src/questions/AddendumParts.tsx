import { Button, Checkbox } from 'antd'
import { say } from '../app/words.ts'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { MadePreview } from '../pieces/MadePreview.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import type { Objection, Question } from './letters.ts'
import type { useAddendum } from './useAddendum.ts'

type Writing = ReturnType<typeof useAddendum>

/** The tender document that the platform makes anew of the changed terms: looked at before it is signed for. */
export function Remade({ of }: { of: Writing }) {
  return (
    <div className="stack-tight">
      <span className="quiet">
        {say(
          '招标文件由平台按条款生成：条款修改后重新生成，取代上一版；请预览后签名。',
          'The platform makes the document of its terms: it is made anew and takes the place of the one before. Look, then sign.',
        )}
      </span>
      <MadePreview of={of.made} made={of.remade} title={say('生成新版招标文件预览', 'Preview the new document')} />
    </div>
  )
}

/** The documents of the new version: those that stay, and new ones. */
export function Files({ of: { documents, setDocuments, add } }: { of: Writing }) {
  return (
    <div className="stack-tight">
      <div className="quiet">{say('文件：保留、撤换或补充', 'Documents: keep, take out, add')}</div>
      {documents.map((one) => (
        <div key={one.sha256} className="row">
          <span>
            {one.title}
            {one.upload && <b> {say('新', 'new')}</b>}
          </span>
          <Button
            size="small"
            disabled={documents.length === 1}
            onClick={() => setDocuments(documents.filter((other) => other !== one))}
          >
            {say('撤下', 'Take out')}
          </Button>
        </div>
      ))}
      <FileDrop
        accept="application/pdf,.pdf"
        label={say('澄清或修改文件', 'addendum')}
        onFile={(file) => void add.run(file)}
      >
        <b>{add.busy ? say('正在上传…', 'Uploading…') : say('添加文件（PDF）', 'Add a document (PDF)')}</b>
      </FileDrop>
      <Refused problem={add.problem} />
    </div>
  )
}

/** Questions and upheld objections that the addendum answers. */
export function Letters({
  of,
  questions,
  objections,
}: {
  of: Writing
  questions: Question[]
  objections: Objection[]
}) {
  return (
    <>
      {questions.map((one) => (
        <div key={one.id} className="stack-tight">
          <div>
            <span className="quiet">{say('提问：', 'Question: ')}</span>
            {one.text}
          </div>
          <LongField
            label={say('在本文件中答复', 'answer in this addendum')}
            hint={say('不填则不答复', 'leave it empty to answer later')}
            most={4000}
            rows={2}
            value={of.answers[one.id] ?? ''}
            onChange={(typed) => of.setAnswers({ ...of.answers, [one.id]: typed })}
          />
        </div>
      ))}
      {objections.map((one) => (
        <Checkbox
          key={one.id}
          checked={of.objections.includes(one.id)}
          onChange={(event) =>
            of.setObjections(
              event.target.checked ? [...of.objections, one.id] : of.objections.filter((id) => id !== one.id),
            )
          }
        >
          {say('落实已成立的异议（质疑）：', 'does what an upheld objection asked: ')}
          {one.request}
        </Checkbox>
      ))}
    </>
  )
}

import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { rulebook } from '../../../server/law/rulebook.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { useSession } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { Stopped } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Field } from '../pieces/Field.tsx'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { Meter } from '../pieces/Meter.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { submitApplication } from './applying.ts'

const CODE = /^[0-9A-HJ-NPQRTUWXY]{18}$/

/** One `name code` a line. */
const membersOf = (text: string): { name: string; code: string }[] =>
  text
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => {
      const parts = line.trim().split(/\s+/)
      const code = parts.pop() ?? ''
      if (!CODE.test(code) || !parts.length)
        throw new Stopped(
          '联合体成员每行写：名称 统一社会信用代码',
          'write each member on a line: its name and its credit code',
        )
      return { name: parts.join(' '), code }
    })

/** What becomes of a consortium that changes afterwards, by the law of the tender. */
function frozen({ prequal }: Tender): string {
  const { frozenConsortium, afterPrequal } = rulebook(prequal?.rulebook ?? '')
  return frozenConsortium.value === 'bidInvalid'
    ? say(
        `资格预审后增减、更换成员的，投标无效（${frozenConsortium.article}）`,
        `whoever changes its members afterwards makes its bid invalid (${frozenConsortium.article})`,
      )
    : say(
        `资格预审后成员变动的，须告知并重新审查资格（${afterPrequal.article}）`,
        `a change of its members afterwards is told, and its qualification judged again (${afterPrequal.article})`,
      )
}

/** Makes an application: who applies together, the proofs, then sealed, uploaded and signed in one go. */
export function MakeApplication({ tender, onDone }: { tender: Tender; onDone: () => void }) {
  const { session } = useSession()
  const [files, setFiles] = useState<File[]>([])
  const [contact, setContact] = useState('')
  const [joint, setJoint] = useState(false)
  const [members, setMembers] = useState('')
  const [progress, setProgress] = useState<{ done: number; total: number }>()
  const submit = useDeed(async () => {
    if (!session) return
    const form = { consortium: joint ? membersOf(members) : [], contact: contact.trim() }
    await submitApplication(tender, session, { form, files }, (done, total) => setProgress({ done, total }))
    setFiles([])
    setProgress(undefined)
    onDone()
  })
  const ready = files.length > 0 && contact.trim().length >= 4 && (!joint || members.trim() !== '')
  return (
    <section className="sheet stack">
      <h2>{say('封装并递交申请文件', 'Seal and submit')}</h2>
      <p className="prose quiet">
        {say(
          '申请文件在本页加密后上传：一半密钥只有贵单位的证书能解开，另一半由各开标人分持。截止前任何人不能打开；截止后须由贵单位在线解密。截止前可以随时替换、撤回。',
          'The files are encrypted in this page: half of the key is locked to your certificate, the other half is split among three officers. Nobody opens it before the deadline; afterwards you unlock it yourself.',
        )}
      </p>
      <Field label={say('联系人与电话', 'Contact')} wide>
        {(id) => <Input id={id} maxLength={300} value={contact} onChange={(e) => setContact(e.target.value)} />}
      </Field>
      {tender.consortium && (
        <Checkbox checked={joint} onChange={(e) => setJoint(e.target.checked)}>
          {say('以联合体申请（本单位为牵头人）', 'as a consortium that we lead')}
        </Checkbox>
      )}
      {joint && (
        <Field
          label={say('其他成员，每行：名称 统一社会信用代码', 'Other members, a line each: name and credit code')}
          hint={frozen(tender)}
          wide
        >
          {(id) => <Input.TextArea id={id} rows={3} value={members} onChange={(e) => setMembers(e.target.value)} />}
        </Field>
      )}
      <FileDrop
        accept="application/pdf,.pdf"
        label={say('证明材料', 'proof')}
        onFile={(file) => setFiles((before) => [...before.filter(({ name }) => name !== file.name), file])}
      >
        <b>{say('添加证明材料（PDF）', 'Add a proof (PDF)')}</b>
      </FileDrop>
      {files.length > 0 && (
        <ul>
          {files.map((file) => (
            <li key={file.name}>
              {file.name} <span className="quiet">{(file.size / 1_048_576).toFixed(2)} MB</span>{' '}
              <Button type="link" size="small" onClick={() => setFiles(files.filter((one) => one !== file))}>
                {say('移除', 'Remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {progress && (
        <Meter
          label={say('加密上传', 'Sealing')}
          done={progress.done}
          total={progress.total}
          text={`${Math.round((100 * progress.done) / progress.total)} %`}
        />
      )}
      <Refused problem={submit.problem} />
      <div>
        <Button type="primary" size="large" disabled={!ready} loading={submit.busy} onClick={() => void submit.run()}>
          {say('加密、签名并递交', 'Seal, sign and submit')}
        </Button>
      </div>
    </section>
  )
}

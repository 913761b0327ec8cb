import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { rulebook } from '../../../server/law/rulebook.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { useSession } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { ErrorSummary } from '../pieces/ErrorSummary.tsx'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { Meter } from '../pieces/Meter.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField, TextField } from '../pieces/TextFields.tsx'
import { MachineChoice } from '../sealing/MachineChoice.tsx'
import { placeOf } from '../sealing/offer.ts'
import { bytesText } from '../sealing/rate.ts'
import { submitApplication } from './applying.ts'
import { type Lacking, lackingIn, membersOf } from './form.ts'

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

const labels = (): [name: keyof Lacking, label: string][] => [
  ['contact', say('联系人与电话', 'Contact')],
  ['members', say('联合体其他成员', 'Members of the consortium')],
  ['files', say('证明材料', 'Proofs')],
  ['machine', say('本机信息', 'This machine')],
]
const placeFor = (name: keyof Lacking): string => (name === 'machine' ? placeOf('machine') : `application-${name}`)

/** Makes an application: who applies together, the proofs, then sealed, uploaded and signed in one go. */
export function MakeApplication({ tender, onDone }: { tender: Tender; onDone: () => void }) {
  const { session } = useSession()
  const [files, setFiles] = useState<File[]>([])
  const [contact, setContact] = useState('')
  const [joint, setJoint] = useState(false)
  const [members, setMembers] = useState('')
  const [machine, setMachine] = useState<'yes' | 'no'>()
  const [wanting, setWanting] = useState(0) // how often something was found missing
  const [progress, setProgress] = useState<{ done: number; total: number }>()
  const filled = { contact, joint, members, files, machine }
  const lacking = wanting ? lackingIn(filled) : {}
  const submit = useDeed(async () => {
    if (!session) return
    if (Object.keys(lackingIn(filled)).length) return setWanting((before) => before + 1)
    const form = { consortium: membersOf(filled), contact: contact.trim() }
    const wanted = machine === 'yes'
    await submitApplication(tender, session, { form, files, wanted }, (done, total) => setProgress({ done, total }))
    setFiles([])
    setWanting(0)
    setProgress(undefined)
    onDone()
  })
  return (
    <section className="sheet stack">
      <h2>{say('封装并递交申请文件', 'Seal and submit')}</h2>
      <ErrorSummary
        of={labels().flatMap(([name, label]) => {
          const text = lacking[name]
          return text ? [{ place: placeFor(name), label, text }] : []
        })}
        checks={wanting}
        undone={say('尚未加密', 'nothing is encrypted yet')}
      />
      <p className="prose quiet">
        {say(
          '申请文件在本页加密后上传：一半密钥只有贵单位的证书能解开，另一半由各开标人分持。截止前任何人不能打开；截止后须由贵单位在线解密。截止前可以随时替换、撤回。',
          'The files are encrypted in this page: half of the key is locked to your certificate, the other half is split among the officers. Nobody opens it before the deadline; afterwards you unlock it yourself.',
        )}
      </p>
      <TextField
        label={say('联系人与电话', 'Contact')}
        bad={lacking.contact}
        place={placeFor('contact')}
        most={300}
        value={contact}
        onChange={setContact}
        wide
      />
      {tender.consortium && (
        <Checkbox checked={joint} onChange={(e) => setJoint(e.target.checked)}>
          {say('以联合体申请（本单位为牵头人）', 'as a consortium that we lead')}
        </Checkbox>
      )}
      {joint && (
        <LongField
          label={say('其他成员，每行：名称 统一社会信用代码', 'Other members, a line each: name and credit code')}
          hint={frozen(tender)}
          bad={lacking.members}
          place={placeFor('members')}
          most={3000}
          value={members}
          onChange={setMembers}
        />
      )}
      <div className="stack-tight" id={placeFor('files')}>
        <FileDrop
          accept="application/pdf,.pdf"
          label={say('证明材料', 'proof')}
          onFile={(file) => setFiles((before) => [...before.filter(({ name }) => name !== file.name), file])}
        >
          <b>{say('添加证明材料（PDF）', 'Add a proof (PDF)')}</b>
        </FileDrop>
        {lacking.files && <div className="bad">{lacking.files}</div>}
        {files.length > 0 && (
          <ul style={{ margin: 0, paddingInlineStart: 20 }}>
            {files.map((file) => (
              <li key={file.name}>
                {file.name} <span className="quiet digits">{bytesText(file.size)}</span>{' '}
                <Button
                  type="link"
                  size="small"
                  aria-label={say(`移除 ${file.name}`, `remove ${file.name}`)}
                  onClick={() => setFiles(files.filter((one) => one !== file))}
                >
                  {say('移除', 'Remove')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <MachineChoice application value={machine ?? ''} defect={lacking.machine} onChange={setMachine} />
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
        <Button type="primary" size="large" loading={submit.busy} onClick={() => void submit.run()}>
          {say('加密、签名并递交', 'Seal, sign and submit')}
        </Button>
      </div>
    </section>
  )
}

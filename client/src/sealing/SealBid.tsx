import { Button, Modal } from 'antd'
import { useRef, useState } from 'react'
import { Link, useBlocker, useNavigate, useParams } from 'react-router'
import { type StampPlace, USUAL_PLACE } from '../../../crypto/pdf/place.ts'
import { newRemedy } from '../../../crypto/remedy.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { useSession } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { StageBar } from '../pieces/StageBar.tsx'
import { Begun, useUnfinished } from './Begun.tsx'
import { BidFields } from './BidFields.tsx'
import { Blind, hintsOf, useBlind } from './Blind.tsx'
import type { Start } from './beginning.ts'
import type { Files } from './chosen.ts'
import { DefectSummary } from './DefectSummary.tsx'
import { checkFields, type Defects, type Fields, NO_FIELDS } from './form.ts'
import { NotYet } from './NotYet.tsx'
import { Officers } from './Officers.tsx'
import { Pipeline } from './Pipeline.tsx'
import { type Choice, RemedyChoice } from './RemedyChoice.tsx'
import { Signing } from './Signing.tsx'
import { SubmitCard } from './SubmitCard.tsx'
import { TakeCode } from './TakeCode.tsx'
import { useFiles } from './useFiles.ts'
import { type Made, useSealing } from './useSealing.ts'
import { Volumes } from './Volumes.tsx'

/** Sealing a bid on one page: volumes and form, encryption and upload, signature, receipt. */
export default function SealBid() {
  const { tender: id = '' } = useParams()
  const tender = useLoad<Tender>(`/tenders/${id}`)
  return (
    <Loading of={tender}>
      {(value) => (value.stage === 'bidding' ? <Page tender={value} /> : <Closed tender={value} />)}
    </Loading>
  )
}

/** The page of a tender that takes no bids now: that it does not, and where one goes on. */
function Closed({ tender }: { tender: Tender }) {
  return (
    <>
      <PageTitle over={tender.code}>{say('封装并递交投标文件', 'Seal and submit your bid')}</PageTitle>
      <StageBar of={tender} />
      <Empty
        action={
          <div className="row" style={{ justifyContent: 'center' }}>
            <Link to={`/b/${tender.id}/receipt`}>{say('我的投标回执', 'My receipt')}</Link>
            <Link to={`/b/${tender.id}`}>{say('本标段的任务', 'What is to be done in this tender')}</Link>
          </div>
        }
      >
        {say('本标段现在不接收投标文件。', 'No bids are taken for this tender now.')}
      </Empty>
    </>
  )
}

function Page({ tender }: { tender: Tender }) {
  const { session } = useSession()
  const go = useNavigate()
  const submitted = useRef(false)
  const { files, twins, add, remove, learn, check } = useFiles((part) => !(tender.blind && part === 'technical'))
  const [place, setPlace] = useState<StampPlace | undefined>(USUAL_PLACE)
  const [fields, setFields] = useState(NO_FIELDS)
  const blind = useBlind(tender, files.technical, hintsOf(session, fields))
  const [defects, setDefects] = useState<Defects>({})
  const [wanting, setWanting] = useState(0) // how often something was found to correct
  const [choice, setChoice] = useState<Choice>()
  const [code, setCode] = useState<Uint8Array>() // shown to be taken; kept here until a package is begun with it
  const [taking, setTaking] = useState<Checked>() // what is sealed once the code is taken
  const before = useUnfinished(tender.id, (found, chosen) => {
    setFields(found)
    setChoice(chosen)
  })
  const { sealing, start, submit, pause, resume, cancel } = useSealing(tender, session, {
    receipt: () => {
      submitted.current = true
      go(`/b/${tender.id}/receipt`)
    },
    signed: learn,
  })
  const editing = sealing.step === 'idle'
  const same = before.isSame(files, fields, choice)
  const blocker = useBlocker(() => !editing && !submitted.current)
  const mended = (name: keyof Defects): void => setDefects(({ [name]: _gone, ...others }) => others)
  const change = (next: Fields): void => {
    for (const name of Object.keys(next) as (keyof Fields)[]) if (next[name] !== fields[name]) mended(name)
    setFields(next)
  }
  const begin = useDeed(async (): Promise<void> => {
    const typed = fields.members.trim() ? { ...fields, agreement: agreementIn(files) } : fields
    const { checked, defects: wrong } = await check()
    const found: Defects = { ...checkFields(typed, tender), ...wrong, ...(await blind.check()) }
    if (tender.remedy && !choice) found.remedy = say('请选择是否生成补救码', 'choose whether a code is made')
    setDefects(found)
    if (Object.keys(found).length) return setWanting((before) => before + 1)
    setFields(typed)
    const of: Checked = {
      ...{ files: checked, fields: typed, withCode: !!tender.remedy && choice === 'code', place },
      resume: before.isSame(checked, typed, choice),
    }
    if (of.withCode && !code && !of.resume) {
      setCode(newRemedy())
      return setTaking(of)
    }
    void seal(of, of.resume ? undefined : code)
  })
  const seal = async ({ files: checked, fields: typed, ...how }: Checked, remedy?: Uint8Array): Promise<void> => {
    const used = how.withCode ? remedy : undefined
    if (await start(checked, typed, { ...how, remedy: used })) setCode(undefined)
  }
  return (
    <>
      <PageTitle over={<Link to={`/b/${tender.id}`}>{`${tender.code} ${tender.name}`}</Link>}>
        {say('封装并递交投标文件', 'Seal and submit your bid')}
      </PageTitle>
      <StageBar of={tender} />
      <Modal
        open={blocker.state === 'blocked'}
        title={say('还没有递交，确定离开吗？', 'Nothing is submitted yet. Leave?')}
        okText={say('留在本页', 'Stay')}
        cancelText={say('离开', 'Leave')}
        onOk={() => blocker.reset?.()}
        onCancel={() => blocker.proceed?.()}
        closable={false}
        mask={{ closable: false }}
      >
        {say(
          '离开后可以回到本页，选择同样的文件继续；尚未签名递交的不算投标。',
          'You may come back and go on with the same files; what is not signed and submitted is no bid.',
        )}
      </Modal>
      {sealing.step !== 'done' && <NotYet tender={tender} />}
      <div className="two" style={{ marginTop: 16 }}>
        <div className="stack">
          {editing && !taking && <DefectSummary defects={defects} checks={wanting} purchase={tender.track === 'G'} />}
          {editing && taking && code ? (
            <TakeCode
              tender={tender}
              secret={code}
              onKept={() => {
                setTaking(undefined)
                void seal(taking, code)
              }}
              onBack={() => {
                setTaking(undefined)
                setCode(undefined)
              }}
            />
          ) : editing ? (
            // while it is checked it stands still: what was checked is what is sealed
            <div className="stack" inert={begin.busy} aria-busy={begin.busy}>
              {before.of && <Begun of={before.of} same={same} onForget={before.forget} />}
              <Volumes
                {...{ files, twins, defects }}
                onAdd={(part, more) => {
                  add(part, more)
                  mended(`volume-${part}`)
                }}
                onRemove={(part, file) => {
                  remove(part, file)
                  mended(`volume-${part}`)
                }}
              />
              <BidFields fields={fields} defects={defects} tender={tender} onChange={change} />
              {tender.blind && <Blind of={blind} />}
              <Signing files={files} blind={!!tender.blind} place={place} onPlace={setPlace} onLearn={learn} />
              {tender.remedy && (
                <RemedyChoice
                  choice={choice}
                  defect={defects.remedy}
                  onChoose={(chosen) => {
                    mended('remedy')
                    setChoice(chosen)
                  }}
                />
              )}
              <div className="sheet stack-tight">
                <Refused problem={begin.problem} />
                <Button type="primary" size="large" loading={begin.busy} onClick={() => void begin.run()}>
                  {same
                    ? say('检查并从中断处继续', 'Check and go on')
                    : say('检查、加密并上传', 'Check, encrypt and upload')}
                </Button>
                <span className="quiet">
                  {say('上传完成后，还须由您签名递交。', 'Once everything is uploaded, your signature submits it.')}
                </span>
              </div>
            </div>
          ) : (
            <>
              <Pipeline sealing={sealing} onPause={pause} onResume={resume} onCancel={cancel} />
              {sealing.step === 'submit' && sealing.made && (
                <SubmitCard
                  tender={tender}
                  sealing={sealing}
                  of={sealing.made}
                  onSubmit={() => void submit()}
                  onCancel={cancel}
                />
              )}
            </>
          )}
        </div>
        <Officers tender={tender} checked={sealing.officers} />
      </div>
    </>
  )
}

/** What was checked and is to be sealed, with how its sealing begins. */
type Checked = Made & Omit<Start, 'remedy'>

/** The file of the business volume that holds a consortium's agreement: one that is called so, else the first. */
const agreementIn = ({ business }: Files): string =>
  (business.find(({ name }) => /协议/.test(name)) ?? business[0])?.name ?? ''

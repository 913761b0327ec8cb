import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { rulebook } from '../../../server/law/rulebook.ts'
import { onOffer } from '../../../server/tenders/offer.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { useSession } from '../app/session.tsx'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { Resting } from '../tenders/Resting.tsx'
import { Addendum } from './Addendum.tsx'
import { Holders } from './Holders.tsx'
import type { Objections, Question, Questions, Version } from './letters.ts'
import { ObjectionList } from './Objections.tsx'
import { Versions } from './Versions.tsx'

/** Questions, addenda and objections for those who run the tender: an inbox without names. */
export default function Inbox() {
  const { tender: id = '' } = useParams()
  const tender = useLoad<Tender>(`/tenders/${id}`)
  return <Loading of={tender}>{(value) => <Page tender={value} reload={tender.reload} />}</Loading>
}

function Page({ tender, reload }: { tender: Tender; reload: () => void }) {
  const { session } = useSession()
  const path = `/tenders/${tender.id}`
  const out = tender.published !== null
  const versions = useLoad<{ versions: Version[] }>(out ? `${path}/versions` : undefined, tender.published?.version)
  const questions = useLoad<Questions>(`${path}/questions`, tender.published?.version)
  const objections = useLoad<Objections>(`${path}/objections`, tender.published?.version)
  const host = [tender.tenderer.code, tender.agent?.code].includes(session?.organisation ?? '-')
  const open = onOffer(tender) !== undefined && host
  const refresh = () => {
    reload()
    versions.reload()
    questions.reload()
    objections.reload()
  }
  return (
    <>
      <PageTitle
        over={`${tender.code} ${tender.name}`}
        end={<Link to={`/t/${tender.id}`}>{say('返回标段', 'Back to the tender')}</Link>}
      >
        {say('答疑、澄清与异议', 'Questions, addenda, objections')}
      </PageTitle>
      <Resting tender={tender} />
      <div className="stack">
        <Loading of={objections}>
          {(found) => (
            <ObjectionList
              tender={tender.id}
              of={found}
              answers={open && session?.role === 'tenderer'}
              onDone={refresh}
            />
          )}
        </Loading>
        <Loading of={questions}>
          {(found) => <Unanswered tender={tender} items={found.items} open={open} onDone={refresh} />}
        </Loading>
        {open && tender.published && (
          <Addendum
            key={tender.published.version}
            tender={tender}
            law={rulebook(tender.published.rulebook)}
            questions={questions.value?.items.filter(({ answer }) => !answer) ?? []}
            objections={
              objections.value?.items.filter((one) => one.answer?.outcome === 'upheld' && one.settledBy === null) ?? []
            }
            onDone={refresh}
          />
        )}
        {out && <Loading of={versions}>{(found) => <Versions tender={tender.id} versions={found.versions} />}</Loading>}
        {out && <Holders tender={tender.id} />}
      </div>
    </>
  )
}

/** The inbox: texts with their reply clock, never a name. */
function Unanswered({
  tender,
  items,
  open,
  onDone,
}: {
  tender: Tender
  items: Question[]
  open: boolean
  onDone: () => void
}) {
  const waiting = items.filter(({ answer }) => !answer)
  return (
    <section className="sheet stack">
      <h2>{say('待答复的提问', 'Questions to answer')}</h2>
      <p className="quiet">
        {say(
          '提问人匿名，任何人无从得知。不影响投标的直接答复；改变或补充招标文件的，写入下方的澄清或修改文件。',
          'Nobody learns who asks. Answer directly what changes nothing; what changes the document goes into an addendum below.',
        )}
      </p>
      {waiting.length === 0 && <p>{say('没有待答复的提问。', 'Nothing waits for an answer.')}</p>}
      {waiting.map((one) => (
        <article key={one.id} className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
          <div className="row" style={{ justifyContent: 'space-between' }}>
            <div style={{ flex: '1 1 280px' }}>
              <div className="quiet">
                {one.askedAt !== undefined && <Moment at={one.askedAt} />} {one.about}
              </div>
              <b style={{ overflowWrap: 'anywhere' }}>{one.text}</b>
            </div>
            {one.replyBy != null && <Countdown until={one.replyBy} label={say('距答复期限', 'answer within')} />}
          </div>
          {open && <Reply tender={tender.id} question={one.id} onDone={onDone} />}
        </article>
      ))}
      {items.length > waiting.length && (
        <p className="quiet">
          {say(
            `已公开答复 ${items.length - waiting.length} 个`,
            `${items.length - waiting.length} answered for everybody`,
          )}
        </p>
      )}
    </section>
  )
}

function Reply({ tender, question, onDone }: { tender: string; question: string; onDone: () => void }) {
  const [text, setText] = useState('')
  const [harmless, setHarmless] = useState(false)
  const reply = useDeed(async () => {
    const fields = { text: text.trim(), affects: false }
    const cms = await signStatement('question.answer', { tender, question, ...fields })
    await api.post(`/tenders/${tender}/questions/${question}/answer`, { ...fields, cms })
    onDone()
  })
  return (
    <div className="stack-tight">
      <LongField
        label={say('答复', 'answer')}
        hint={say('签名后对所有人公开', 'public once signed')}
        most={4000}
        rows={2}
        value={text}
        onChange={setText}
      />
      <Checkbox checked={harmless} onChange={(event) => setHarmless(event.target.checked)}>
        {say('该答复不改变、不补充招标文件，不影响投标文件编制', 'this answer changes nothing and affects no bid')}
      </Checkbox>
      <Refused problem={reply.problem} />
      <div>
        <Button loading={reply.busy} disabled={!harmless || text.trim().length < 4} onClick={() => void reply.run()}>
          {say('签名并公开答复', 'Sign and answer')}
        </Button>
      </div>
    </div>
  )
}

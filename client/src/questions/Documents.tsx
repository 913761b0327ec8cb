import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { lastOffer, onOffer } from '../../../server/tenders/offer.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { type MyBid, stands } from '../bids/bid.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { beijing, Moment } from '../pieces/Moment.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { SealedPapers } from '../tenders/SealedPapers.tsx'
import { Answers, Ask } from './Ask.tsx'
import type { MyDocuments, Objections, Questions, Version } from './letters.ts'
import { ObjectionList, ObjectToDocuments } from './Objections.tsx'
import { Outdated } from './Outdated.tsx'
import { Versions } from './Versions.tsx'

/** A bidder and the tender document: its versions, what must be confirmed, questions, objections and dates. */
export default function Documents() {
  const { tender: id = '' } = useParams()
  const tender = useLoad<Tender>(`/tenders/${id}`)
  return <Loading of={tender}>{(value) => <Page tender={value} />}</Loading>
}

function Page({ tender }: { tender: Tender }) {
  const path = `/tenders/${tender.id}`
  const out = tender.published !== null
  const versions = useLoad<{ versions: Version[] }>(out ? `${path}/versions` : undefined)
  const mine = useLoad<MyDocuments>(out ? `${path}/my-documents` : undefined)
  const questions = useLoad<Questions>(`${path}/questions`)
  const objections = useLoad<Objections>(`${path}/objections`)
  const bid = useLoad<MyBid>(out ? `${path}/bid` : undefined).value
  const offer = onOffer(tender)
  const open = offer !== undefined
  return (
    <>
      <PageTitle over={<Link to={`/b/${tender.id}`}>{`${tender.code} ${tender.name}`}</Link>}>
        {out ? say('招标文件与澄清', 'Document and addenda') : say('提问与异议', 'Questions and objections')}
      </PageTitle>
      {stands(bid) && <Outdated bid={bid} tender={tender.id} />}
      {open && mine.value && <Confirm tender={tender.id} of={mine.value} onDone={mine.reload} />}
      <div className="two">
        <div className="stack">
          {out && (
            <Loading of={versions}>{(found) => <Versions tender={tender.id} versions={found.versions} />}</Loading>
          )}
          <SealedPapers tender={tender.id} track={tender.track} />
          <Loading of={questions}>
            {(found) => (
              <>
                <Answers items={found.items} />
                {open && <Ask tender={tender.id} of={found} onDone={questions.reload} />}
              </>
            )}
          </Loading>
          <Loading of={objections}>
            {(found) => (
              <>
                {found.items.length > 0 && (
                  <ObjectionList tender={tender.id} of={found} answers={false} onDone={objections.reload} />
                )}
                {open && (
                  <ObjectToDocuments tender={tender.id} of={found} version={offer.version} onDone={objections.reload} />
                )}
              </>
            )}
          </Loading>
        </div>
        <Dates tender={tender} until={objections.value?.until ?? null} />
      </div>
    </>
  )
}

/** The receipt for a version: asked for until it is given. */
function Confirm({ tender, of, onDone }: { tender: string; of: MyDocuments; onDone: () => void }) {
  const [read, setRead] = useState(false)
  const confirm = useDeed(async () => {
    const cms = await signStatement('documents.confirm', { tender, version: of.latest })
    await api.post(`/tenders/${tender}/my-documents/confirm`, { version: of.latest, cms })
    onDone()
  })
  const given = of.read.find(({ version }) => version === of.latest)
  if (given)
    return (
      <div className="banner good" style={{ marginBottom: 16 }}>
        <b>{say(`已确认收到并阅读第 ${of.latest} 版`, `Version ${of.latest} read and confirmed`)}</b>{' '}
        <Moment at={given.at} />
      </div>
    )
  return (
    <div className="banner sun stack-tight" style={{ marginBottom: 16 }}>
      <b>{say(`请确认收到并阅读招标文件第 ${of.latest} 版`, `Confirm that you have read version ${of.latest}`)}</b>
      <span>
        {say(
          '确认由您的证书签名，证明您已知悉；开标前任何人看不到谁已确认、有多少人确认。',
          'Your certificate signs it. Until the opening nobody sees who has confirmed, or how many.',
        )}
      </span>
      <Checkbox checked={read} onChange={(event) => setRead(event.target.checked)}>
        {say('我已阅读本版招标文件及全部变更', 'I have read this version and everything that changed')}
      </Checkbox>
      <Refused problem={confirm.problem} />
      <div>
        <Button type="primary" disabled={!read} loading={confirm.busy} onClick={() => void confirm.run()}>
          {say('签名确认', 'Sign and confirm')}
        </Button>
      </div>
    </div>
  )
}

function Dates({ tender, until }: { tender: Tender; until: number | null }) {
  return (
    <aside className="sheet stack">
      <h2>{say('重要日期', 'Dates')}</h2>
      <Countdown
        until={lastOffer(tender)?.deadline ?? tender.deadline}
        label={tender.published ? say('距投标截止', 'Deadline in') : say('距申请截止', 'Applications until')}
        rests={!!tender.suspensions?.length}
      />
      <dl className="facts narrow">
        {tender.published && (
          <>
            <dt>{say('招标文件获取截止', 'Documents until')}</dt>
            <dd>
              <Moment at={tender.documentsUntil} />
            </dd>
          </>
        )}
        <dt>
          {tender.published
            ? say('对招标文件提出异议（质疑）截止', 'Objections until')
            : say('对资格预审文件提出异议（质疑）截止', 'Objections until')}
        </dt>
        <dd>{until === null ? say('待节假日安排公布后确定', 'when the calendar is out') : beijing(until)}</dd>
        <dt>{say('投标截止暨开标', 'Deadline and opening')}</dt>
        <dd>
          <Moment at={tender.deadline} />
        </dd>
      </dl>
      {tender.published && (
        <a href={api.url(`/tenders/${tender.id}/dates.ics`)} download>
          {say('加入日历（ICS）', 'Add to a calendar (ICS)')}
        </a>
      )}
    </aside>
  )
}

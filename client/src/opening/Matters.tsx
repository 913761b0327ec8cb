import { Button, Radio } from 'antd'
import { useState } from 'react'
import { rulebook } from '../../../server/law/rulebook.ts'
import type { SpotMatter } from '../../../server/opening/proceedings.ts'
import { say, word } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { beijing } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { freshId, type HallView, hosts, matterWord, myBid, outcomeWord, signedDeed } from './hall.ts'

/** What bidders raise in the hall, and the answers: visible to all, open to bidders until the opening ends. */
export function Matters(view: HallView) {
  const { opening, tender } = view
  const matters = opening.matters ?? []
  const law = rulebook(tender.published?.rulebook ?? '')
  const may = view.session.role === 'bidder' && !!myBid(view) && opening.named && opening.stage !== 'finished'
  if (!matters.length && !may) return null
  return (
    <section className="sheet stack" aria-labelledby="matters">
      <h2 id="matters" style={{ margin: 0 }}>
        {say('当场提出与答复', 'Raised and answered on the spot')}
      </h2>
      {matters.length === 0 && <span className="quiet">{say('尚无人提出。', 'Nobody has raised anything.')}</span>}
      {matters.map((one) => (
        <Matter key={one.id} view={view} matter={one} />
      ))}
      {may && <Raise view={view} kinds={law.spotRemedies.value} article={law.openingObjection.article} />}
    </section>
  )
}

function Matter({ view, matter }: { view: HallView; matter: SpotMatter }) {
  const { opening } = view
  return (
    <div className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
      <div>
        <b>{matterWord(matter.kind)}</b> {opening.bids[matter.tag]?.bidder?.name}{' '}
        <span className="quiet digits">{beijing(matter.at)}</span>
      </div>
      <div>{matter.text}</div>
      {matter.answer ? (
        <div>
          <span className="good">{say('当场答复', 'Answered')}</span>（{outcomeWord(matter.answer.outcome)}）
          {matter.answer.text} <span className="quiet digits">{beijing(matter.answer.at)}</span>
        </div>
      ) : hosts(view) && opening.stage !== 'finished' ? (
        <Answer view={view} id={matter.id} />
      ) : (
        <span className="sun">{say(`待${word('tenderer', view.tender.track)}当场答复`, 'waits for the answer')}</span>
      )}
    </div>
  )
}

function Answer({ view, id }: { view: HallView; id: string }) {
  const [text, setText] = useState('')
  const [outcome, setOutcome] = useState<'upheld' | 'dismissed' | 'explained'>('explained')
  const answer = useDeed(async () => {
    await signedDeed(view.tender.id, 'answers', 'opening.answer', { objection: id, outcome, text: text.trim() })
    view.reload()
  })
  return (
    <>
      <Radio.Group
        value={outcome}
        onChange={(event) => setOutcome(event.target.value)}
        options={(['explained', 'upheld', 'dismissed'] as const).map((value) => ({ value, label: outcomeWord(value) }))}
      />
      <LongField
        label={say('答复内容', 'Answer')}
        hint={say('写入开标记录', 'it goes into the record')}
        most={2000}
        rows={2}
        value={text}
        onChange={setText}
      />
      <Refused problem={answer.problem} />
      <div>
        <Button
          type="primary"
          loading={answer.busy}
          disabled={text.trim().length < 2}
          onClick={() => void answer.run()}
        >
          {say('签名并当场答复', 'Sign and answer')}
        </Button>
      </div>
    </>
  )
}

type Kind = 'objection' | 'inquiry' | 'avoidance'

function Raise({ view, kinds, article }: { view: HallView; kinds: readonly Kind[]; article: string }) {
  const [kind, setKind] = useState<Kind>(kinds[0] ?? 'objection')
  const [text, setText] = useState('')
  const raise = useDeed(async () => {
    await signedDeed(view.tender.id, 'objections', 'opening.object', { objection: freshId(), kind, text: text.trim() })
    setText('')
    view.reload()
  })
  return (
    <div className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
      <span>
        {say(
          `对开标有异议的，应当在开标结束前当场提出，${word('tenderer', view.tender.track)}当场答复并记录；结束后不再受理。`,
          'Objections to the opening are made here, before it ends, and answered on the spot; afterwards it is too late.',
        )}{' '}
        <span className="quiet">{article}</span>
      </span>
      {kinds.length > 1 && (
        <Radio.Group
          value={kind}
          onChange={(event) => setKind(event.target.value)}
          options={kinds.map((value) => ({ value, label: matterWord(value) }))}
        />
      )}
      <LongField
        label={say('异议内容', 'What you object to')}
        hint={say('事实与请求，不少于5个字', 'Facts and request, at least five characters')}
        most={2000}
        rows={2}
        value={text}
        onChange={setText}
      />
      <Refused problem={raise.problem} />
      <div>
        <Button loading={raise.busy} disabled={text.trim().length < 5} onClick={() => void raise.run()}>
          {say(`签名并当场提出${matterWord(kind)}`, 'Sign and raise it')}
        </Button>
      </div>
    </div>
  )
}

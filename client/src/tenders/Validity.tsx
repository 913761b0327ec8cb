import { Button, Radio } from 'antd'
import { useState } from 'react'
import { lastMomentOf } from '../../../server/law/periods.ts'
import { rulebook } from '../../../server/law/rulebook.ts'
import type { Opening } from '../../../server/opening/opening.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { askedNow, bidValidUntil, EXTENDABLE, type Extension, lapsedBids } from '../../../server/tenders/validity.ts'
import { useSession } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { GiveGuarantee } from '../deposits/GiveGuarantee.tsx'
import { useLoad } from '../net/load.ts'
import { useNow } from '../net/useClock.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Deed } from '../pieces/Deed.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { DayField } from '../pieces/TextFields.tsx'
import { Signings } from './Signings.tsx'

const PAPERS = ['validityRequest', 'validityAnswer']

interface OfValidity {
  tender: Tender
  /** the role one is signed in as */
  as: string
  reload(): void
}

/** Until when the bids are valid; the tenderer asks for longer, each bidder answers for itself. */
export function Validity({ tender, as, reload }: OfValidity) {
  const { session } = useSession()
  const now = useNow(1000)
  const opening = useLoad<Opening>(EXTENDABLE.includes(tender.stage) ? `/tenders/${tender.id}/opening` : undefined)
  const [asking, setAsking] = useState(false)
  if (!tender.published || !EXTENDABLE.includes(tender.stage)) return null
  if (rulebook(tender.published.rulebook).validityExtension.value === 'none') return null
  const { extension } = tender
  const running = askedNow(tender, now)
  const bids = Object.values(opening.value?.bids ?? {})
  const mine = bids.find(({ bidder }) => bidder?.code === session?.organisation)?.tag
  const answers = extension?.answers ?? {}
  // a bidder reads its own answer alone
  const said = as === 'bidder' ? Number(mine !== undefined && mine in answers) : Object.keys(answers).length
  const name = (tag: string) => bids.find((one) => one.tag === tag)?.bidder?.name ?? tag.slice(0, 8)
  return (
    <section className="sheet stack" id="validity">
      <h2>{say('投标有效期', 'Validity of the bids')}</h2>
      <p>
        {extension
          ? say(`原至 ${extension.from}，请求延长至 `, `until ${extension.from}; asked for until `)
          : say('至 ', 'until ')}
        <b className="digits">{bidValidUntil(tender)}</b> {say('（含当日）', '(that day counts)')}
      </p>
      {extension && <Answers of={extension} name={name} />}
      {extension && as !== 'public' && <Signings tender={tender.id} kinds={PAPERS} v={said} awaited={1 + said} bare />}
      {extension && !running && <Over tender={tender} name={name} now={now} />}
      {running && as === 'bidder' && mine && running.asked.includes(mine) && !running.answers[mine] && (
        <Answer tender={tender} of={running} onDone={reload} />
      )}
      {!running && as === 'tenderer' && !asking && (
        <div>
          <Button onClick={() => setAsking(true)}>{say('请求延长投标有效期', 'Ask for a longer validity')}</Button>
        </div>
      )}
      {!running && asking && <Ask tender={tender} onDone={reload} onCancel={() => setAsking(false)} />}
    </section>
  )
}

/** Who was asked, and what each said. */
function Answers({ of, name }: { of: Extension; name: (tag: string) => string }) {
  const said = (tag: string) => {
    const answer = of.answers[tag]
    if (!answer) return <span className="sun">{say('未答复', 'no answer')}</span>
    return (
      <>
        {answer.agrees ? say('同意', 'agreed') : say('拒绝', 'refused')}{' '}
        <span className="quiet">
          <Moment at={answer.at} />
        </span>
      </>
    )
  }
  return (
    <>
      <p style={{ overflowWrap: 'anywhere' }}>
        {of.reason}{' '}
        <span className="quiet">
          <Moment at={of.askedAt} />
        </span>
      </p>
      <dl className="facts">
        {of.asked.map((tag) => (
          <div key={tag} style={{ display: 'contents' }}>
            <dt>{name(tag)}</dt>
            <dd>{said(tag)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** What became of the bids after the old last day. */
function Over({ tender, name, now }: { tender: Tender; name: (tag: string) => string; now: number }) {
  const lapsed = lapsedBids(tender, now)
  if (!lapsed.length) return <p className="banner good">{say('全部投标人同意延长。', 'Every bidder agreed.')}</p>
  return (
    <p className="banner bad">
      <b>{say('投标已失效：', 'Valid no longer: ')}</b>
      {lapsed.map(({ tag }) => name(tag)).join('、')}
      {say('。不再作为中标候选人或者中标人，投标保证金予以退还。', '. No candidate or winner; the deposit goes back.')}
    </p>
  )
}

function Ask({ tender, onDone, onCancel }: { tender: Tender; onDone(): void; onCancel(): void }) {
  const [to, setTo] = useState('')
  const { validityExtension, fewestExtended } = rulebook(tender.published?.rulebook ?? '')
  return (
    <Deed
      what="tender.extendValidity"
      to={`/tenders/${tender.id}/validity`}
      about={{ tender: tender.id }}
      fields={{ to }}
      words={{
        ...{ as: 'reason', least: 4, label: say('延长的原因', 'Why') },
        hint: say('不能在有效期内完成评标、定标的原因', 'why it cannot end in time'),
      }}
      ready={to > bidValidUntil(tender)}
      title={say('签名并书面请求全部投标人延长', 'Sign and ask every bidder')}
      onDone={onDone}
      onCancel={onCancel}
    >
      <DayField label={say('延长至（含当日）', 'until (counted)')} value={to} onChange={setTo} />
      <p className="quiet">
        {say(
          '向全部已开标的投标人提出；原有效期届满前未答复的视为拒绝。同意的不得修改投标文件的实质性内容；因延长造成投标人损失的，招标人应当给予补偿，不可抗力除外。',
          'It goes to every bidder whose bid was opened; no answer by the old end is a refusal. Nothing of substance in a bid changes; losses of bidders are made good unless it is force majeure.',
        )}
        {fewestExtended.value.kinds.includes(tender.kind) &&
          say(
            `同意的少于 ${fewestExtended.value.bidders} 个的，重新招标（${fewestExtended.article}）。`,
            `With fewer than ${fewestExtended.value.bidders} the tender is called anew. ${fewestExtended.article}`,
          )}{' '}
        {validityExtension.article}
      </p>
    </Deed>
  )
}

/** A bidder answers once; a guarantee that ends too early is replaced first. */
function Answer({ tender, of, onDone }: { tender: Tender; of: Extension; onDone(): void }) {
  const [agrees, setAgrees] = useState<boolean>()
  const deposit = useLoad<{ guaranteeShort: string | null }>(
    tender.deposit === '0' ? undefined : `/tenders/${tender.id}/deposit`,
  )
  const short = deposit.value?.guaranteeShort
  const { validitySilence } = rulebook(tender.published?.rulebook ?? '')
  return (
    <>
      <Countdown from={of.askedAt} until={lastMomentOf(of.from)} label={say('答复期限', 'Answer within')} />
      <p className="quiet">
        {say(
          '同意的，投标保证金（保函）有效期相应延长，投标文件不变；拒绝的，投标于原有效期届满时失效，保证金退还，不因此被扣。未答复视为拒绝。',
          'Who agrees extends its deposit or guarantee and changes nothing in its bid. Who refuses, or does not answer, is bound until the old end and gets its deposit back.',
        )}{' '}
        {validitySilence.article}
      </p>
      <Deed
        what="bid.answerValidity"
        to={`/tenders/${tender.id}/validity/answer`}
        about={{ tender: tender.id }}
        fields={{ to: of.to, agrees }}
        words={null}
        ready={agrees !== undefined && !(agrees && short)}
        title={say('签名并答复（不能更改）', 'Sign the answer (final)')}
        onDone={onDone}
      >
        <Radio.Group value={agrees} onChange={({ target }) => setAgrees(target.value)}>
          <Radio value={true}>{say(`同意延长至 ${of.to}`, `agree until ${of.to}`)}</Radio>
          <Radio value={false}>{say('拒绝延长', 'refuse')}</Radio>
        </Radio.Group>
        {agrees && short && (
          <>
            <p className="banner">
              {say(`保函有效期须不短于 ${short}，请先提交延长的保函。`, `Your guarantee must run until ${short}.`)}
            </p>
            <GiveGuarantee tender={tender.id} onGiven={deposit.reload} />
          </>
        )}
      </Deed>
    </>
  )
}

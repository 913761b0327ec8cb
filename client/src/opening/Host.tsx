import { Button, Radio } from 'antd'
import { useState } from 'react'
import { rulebook } from '../../../server/law/rulebook.ts'
import { propose } from '../../../server/opening/failure.ts'
import type { OpenedBid } from '../../../server/opening/opening.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { attemptWord, causeWord, type HallView, hosts, inOrder, signedDeed } from './hall.ts'

/** What the host does after the reading: decide why a bid stayed shut, make the record, end the opening. */
export function Host(view: HallView) {
  const { tender, opening, reload } = view
  const record = useDeed(async () => {
    await signedDeed(tender.id, 'record', 'opening.makeRecord', {})
    reload()
  })
  const finish = useDeed(async () => {
    await signedDeed(tender.id, 'finish', 'opening.finish', { record: opening.record?.sha256 ?? '' })
    reload()
  })
  if (!hosts(view) || opening.stage === 'unsealing' || opening.stage === 'finished') return null
  const undecided = inOrder(opening).filter((bid) => bid.status === 'unopened' && !bid.cause)
  const unsigned = inOrder(opening).filter((bid) => !opening.signatures[bid.tag]).length
  return (
    <section className="sheet stack" style={{ borderColor: 'var(--sun)' }}>
      <h2 style={{ margin: 0 }}>{say('主持开标', 'Host of the opening')}</h2>
      {opening.stage === 'read' && undecided.map((bid) => <Classify key={bid.tag} view={view} bid={bid} />)}
      {opening.stage === 'read' && undecided.length === 0 && (
        <>
          <span>
            {say(
              '生成开标记录后，请参加开标的各方核对签署。',
              'The record is made of what was read out; those present then check and sign it.',
            )}
          </span>
          <Refused problem={record.problem} />
          <div>
            <Button type="primary" loading={record.busy} onClick={() => void record.run()}>
              {say('签名并生成开标记录', 'Sign and make the record')}
            </Button>
          </div>
        </>
      )}
      {opening.stage === 'recorded' && (
        <>
          <span>
            {unsigned
              ? say(
                  `还有 ${unsigned} 家投标人未签署；未签署的记入记录，不影响结束。`,
                  `${unsigned} bidders have not signed; that is noted and stops nothing.`,
                )
              : say('投标人均已签署。', 'All bidders have signed.')}
          </span>
          <Refused problem={finish.problem} />
          <div>
            <Button type="primary" loading={finish.busy} onClick={() => void finish.run()}>
              {say('签名并结束开标，转入评标', 'Sign and end the opening: on to evaluation')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

function Classify({ view, bid }: { view: HallView; bid: OpenedBid }) {
  const [cause, setCause] = useState<'bidder' | 'platform' | 'third-party'>()
  const [evidence, setEvidence] = useState('')
  const proposed = propose(bid.attempts, bid.remedy)
  const decide = useDeed(async () => {
    const fields = { tag: bid.tag, cause, evidence: evidence.trim() }
    await signedDeed(view.tender.id, 'cause', 'opening.cause', fields)
    view.reload()
  })
  return (
    <div className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 16 }}>
      <div>
        <b>{bid.bidder?.name}</b> <span className="bad">{say('未能解密', 'not opened')}</span>
      </div>
      <div className="quiet">
        {bid.attempts.length
          ? say('留存的证据：', 'Evidence kept: ') + bid.attempts.map(attemptWord).join('；')
          : say('时限内没有解密尝试。', 'There was no attempt in time.')}
      </div>
      <div>
        {say('按证据初步判断：', 'What was found points to: ')}
        {proposed.cause && <b>{causeWord(proposed.cause)}</b>} {say(proposed.zh, proposed.en)}{' '}
        <a href={api.url(`/tenders/${view.tender.id}/opening/bundles/${bid.tag}`)} target="_blank" rel="noreferrer">
          {say('证据包（可离线复核）', 'Evidence bundle (can be judged again offline)')}
        </a>
      </div>
      <Radio.Group
        value={cause}
        onChange={(event) => setCause(event.target.value)}
        options={(['bidder', 'platform', 'third-party'] as const).map((value) => ({ value, label: causeWord(value) }))}
      />
      <LongField
        label={say('认定依据', 'Grounds')}
        hint={say('不少于5个字', 'at least five characters')}
        most={1000}
        rows={2}
        value={evidence}
        onChange={setEvidence}
      />
      {cause && (
        <div className="banner">
          {cause === 'bidder'
            ? say(
                '法律后果：视为撤销投标文件，保证金可以不予退还。',
                'By law: the bid counts as revoked; the deposit may be kept.',
              )
            : say(
                '法律后果：视为撤回投标文件，退还保证金；投标人有权要求责任方赔偿直接损失。其他投标文件继续开标。',
                'By law: the bid counts as withdrawn, the deposit goes back, and the bidder may claim its direct loss. The others go on.',
              )}{' '}
          <span className="quiet">{rulebook(view.tender.published?.rulebook ?? '').unsealingFailure.article}</span>
        </div>
      )}
      <Refused problem={decide.problem} />
      <div>
        <Button
          type="primary"
          disabled={!cause || evidence.trim().length < 5}
          loading={decide.busy}
          onClick={() => void decide.run()}
        >
          {say('认定原因', 'Decide')}
        </Button>
      </div>
    </div>
  )
}

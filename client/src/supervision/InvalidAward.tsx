import { Button, Radio } from 'antd'
import { useState } from 'react'
import { rulebook } from '../../../server/law/rulebook.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { type Again, isWhole, ReEvaluateChoice } from '../award/ReEvaluateChoice.tsx'
import { useLoad } from '../net/load.ts'
import { Deed } from '../pieces/Deed.tsx'

const FOLLOWS: Record<string, readonly [zh: string, en: string]> = {
  nextCandidate: ['从其余中标候选人中重新确定中标人', 'another of the candidates wins'],
  reEvaluate: ['重新评标', 'the bids are evaluated again'],
  retender: ['重新招标（采购）', 'it is tendered again'],
}

/** The supervisor finds an award invalid, by a ground of the law; what follows is what the law allows. */
export function InvalidAward({ tender, reload }: { tender: Tender; reload: () => void }) {
  const [open, setOpen] = useState(false)
  if (tender.stage !== 'awarded' && tender.stage !== 'contracted') return null
  if (open) return <Find tender={tender} reload={reload} onClose={() => setOpen(false)} />
  return (
    <div>
      <Button type="text" danger onClick={() => setOpen(true)}>
        {say('认定中标无效…', 'Find the award invalid…')}
      </Button>
    </div>
  )
}

function Find({ tender, reload, onClose }: { tender: Tender; reload: () => void; onClose: () => void }) {
  const law = rulebook(tender.published?.rulebook ?? '')
  const award = useLoad<{ winner: { name: string } }>(`/tenders/${tender.id}/award`)
  const [ground, setGround] = useState<string>()
  const [follows, setFollows] = useState<string>()
  const [again, setAgain] = useState<Again>({ from: 'review' })
  const evaluating = follows === 'reEvaluate'
  const fields = { ground, follows, ...(evaluating ? { reEvaluate: again } : {}) }
  return (
    <section className="sheet stack">
      <h2>{say('认定中标无效', 'An invalid award')}</h2>
      <Deed
        what="award.invalidate"
        to={`/tenders/${tender.id}/award/invalidity`}
        about={{ tender: tender.id }}
        fields={fields}
        words={{ as: 'reason', least: 4, most: 2000, hint: say('违法事实和证据', 'the facts and their evidence') }}
        danger
        ready={!!ground && !!follows && (!evaluating || isWhole(again))}
        title={say('签名并认定中标无效', 'Sign: the award is invalid')}
        onDone={() => {
          onClose()
          reload()
        }}
        onCancel={onClose}
      >
        <p>
          {say('中标人：', 'Winner: ')}
          <b>{award.value?.winner.name}</b>
          {tender.stage === 'contracted' && (
            <span className="bad"> {say('合同已订立，随中标无效', 'the contract falls with the award')}</span>
          )}
        </p>
        <b>{say('法定情形', 'Ground')}</b>
        <Radio.Group
          className="stack-tight"
          value={ground}
          onChange={({ target }) => setGround(target.value)}
          options={law.awardInvalid.value.map(({ code, zh, en }) => ({ value: code, label: say(zh, en) }))}
        />
        <span className="quiet">{law.awardInvalid.article}</span>
        <b>{say('处理', 'What follows')}</b>
        <Radio.Group
          className="stack-tight"
          value={follows}
          onChange={({ target }) => setFollows(target.value)}
          options={law.afterInvalidAward.value.map((code) => ({
            value: code,
            label: say(...(FOLLOWS[code] ?? [code, code])),
          }))}
        />
        <span className="quiet">{law.afterInvalidAward.article}</span>
        {evaluating && <ReEvaluateChoice grounds={law.reEvaluation.value} value={again} onChange={setAgain} wholly />}
      </Deed>
    </section>
  )
}

import { Button } from 'antd'
import { PARTIES, type PartyRole } from '../../../server/experts/contract.ts'
import { say, word } from '../app/words.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Meter } from '../pieces/Meter.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { commitTo, type DrawView, reveal } from './drawing.ts'
import { FreezePanel } from './FreezePanel.tsx'
import { GiveUp } from './GiveUp.tsx'
import { Representatives } from './Representatives.tsx'
import { Silent } from './Silent.tsx'
import type { OfTender } from './TenderPage.tsx'

interface PanelView {
  number: number
  members: number
  strata: { id: string; region: string; specialty: string; seats: number }[]
  meeting: { at: number; place: string }
  dry: string[]
  seated: boolean
  draw: { id: string; stage: string; entries: number; excluded: number; failure: unknown } | null
  seats: { invited: number; accepted: number; checkedIn: number; declared: number }
  representatives: { wanted: number; named: number }
  needsNewDraw: boolean
  mayGiveUp: boolean
}

/** The draw of the panel: frozen, committed, revealed; then counts, never names. */
export function PanelDraw({ tender, host, acting }: OfTender) {
  const panel = useLoad<PanelView>(`/tenders/${tender.id}/panel`)
  const absent = panel.problem?.code === 'PANEL_ABSENT'
  const view = panel.value
  return (
    <section className="sheet stack">
      <h2>{say('评标专家抽取', 'Draw of the panel')}</h2>
      {!view && !absent && <Refused problem={panel.problem} onRetry={panel.reload} />}
      {absent && !host && <p className="quiet">{say('尚未抽取。', 'Not drawn yet.')}</p>}
      {(absent || view?.needsNewDraw) && host && <FreezePanel tender={tender} again={!!view} onFrozen={panel.reload} />}
      {view && (
        <>
          <p>
            {say('评标时间 ', 'Meeting ')}
            <Moment at={view.meeting.at} />，{view.meeting.place}；
            {view.strata
              .map(({ region, specialty, seats }) =>
                say(`${region} ${specialty} ${seats}人`, `${seats} of ${specialty} from ${region}`),
              )
              .join(say('、', ', '))}
          </p>
          {view.draw && view.draw.stage !== 'drawn' && view.draw.stage !== 'failed' && (
            <Parties draw={view.draw.id} as={acting} onChange={panel.reload} />
          )}
          {view.draw?.stage === 'drawn' && <Counts view={view} onRefresh={panel.reload} />}
          {view.representatives.wanted > 0 && (
            <Representatives tender={tender} of={view.representatives} acting={acting} onNamed={panel.reload} />
          )}
          {view.needsNewDraw && (
            <p className="banner sun">
              {say(
                '本次抽取未能产生足够专家，需要再次编号抽取。',
                'This draw did not give enough experts: a further numbered draw is needed.',
              )}
            </p>
          )}
          {view.mayGiveUp && host && <GiveUp tender={tender.id} onDone={panel.reload} />}
        </>
      )}
    </section>
  )
}

function Counts({ view, onRefresh }: { view: PanelView; onRefresh: () => void }) {
  const { members, seats } = view
  const rows: [string, number][] = [
    [say('已接受', 'accepted'), seats.accepted],
    [say('已签到', 'checked in'), seats.checkedIn],
    [say('已入席', 'seated'), seats.declared],
  ]
  return (
    <>
      {rows.map(([label, n]) => (
        <Meter
          key={label}
          label={label}
          done={n}
          total={members}
          text={`${label} ${n}/${members}`}
          {...(n === members ? { tone: 'good' as const } : {})}
        />
      ))}
      <p className="quiet">
        {say('结果公布前，除本人外任何人看不到专家姓名。', 'Until the result is public nobody sees a name.')}
      </p>
      <div>
        <Button size="small" onClick={onRefresh}>
          {say('刷新', 'Refresh')}
        </Button>
      </div>
    </>
  )
}

/** Who has committed and revealed, and this party's button. */
export function Parties({ draw, as, onChange }: { draw: string; as: string; onChange: () => void }) {
  const mine = PARTIES.find((one) => one === as)
  const found = useLoad<DrawView>(mine && `/draws/${draw}`)
  const act = useDeed(async (view: DrawView, party: PartyRole) => {
    if (view.stage === 'committing') await commitTo(view, party)
    else await reveal(view, party)
    found.reload()
    onChange()
  })
  const view = found.value
  if (!mine)
    return (
      <p className="banner">
        {say(
          '抽取进行中：等待招标人（采购人）、交易中心、监督部门先后承诺和揭示。',
          'The draw is under way: tenderer, centre and supervisor commit, then reveal.',
        )}
      </p>
    )
  if (!view) return <Refused problem={found.problem} />
  const due =
    view.parties.some((one) => one.role === mine) &&
    (view.stage === 'committing' ? !view.commitments[mine] : view.stage === 'revealing' && !view.values[mine])
  return (
    <>
      <Countdown
        until={view.stage === 'committing' ? view.commitUntil : view.revealUntil}
        label={view.stage === 'committing' ? say('承诺截止', 'Commit within') : say('揭示截止', 'Reveal within')}
      />
      <ul style={{ listStyle: 'none', padding: 0, margin: 0 }}>
        {view.parties.map(({ role: one }) => (
          <li key={one}>
            <span className={`dot ${view.values[one] ? 'good' : view.commitments[one] ? 'action' : ''}`} />
            {word(one)}{' '}
            <span className="quiet">
              {view.values[one]
                ? say('已揭示', 'revealed')
                : view.commitments[one]
                  ? say('已承诺', 'committed')
                  : say('未承诺', 'not committed')}
            </span>
          </li>
        ))}
      </ul>
      <p className="quiet prose">
        {say(
          '名单已冻结。每一方先公布随机值的承诺，全部承诺后再揭示；任何一方都不能独自决定结果，任何人都能重算。',
          'The list is frozen. Each party commits to a random value, then all reveal: nobody alone decides, anybody can recompute.',
        )}
        <br />
        <span className="hash">
          {say('名单散列（Merkle 根）', 'hash of the list (Merkle root)')} {view.root}
        </span>
      </p>
      <Silent
        draw={view}
        mine={mine}
        onDone={() => {
          found.reload()
          onChange()
        }}
      />
      <Refused problem={act.problem} />
      {due && (
        <div>
          <Button type="primary" size="large" loading={act.busy} onClick={() => void act.run(view, mine)}>
            {view.stage === 'committing'
              ? say('签名承诺', 'Sign and commit')
              : say('揭示我的随机值', 'Reveal my value')}
          </Button>
        </div>
      )}
      <div>
        <Button
          size="small"
          onClick={() => {
            found.reload()
            onChange()
          }}
        >
          {say('刷新', 'Refresh')}
        </Button>
      </div>
    </>
  )
}

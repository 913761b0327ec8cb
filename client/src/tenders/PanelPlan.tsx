import { Button, Input, InputNumber } from 'antd'
import { mostTendererMembers } from '../../../server/law/checks.ts'
import { dayOf } from '../../../server/law/periods.ts'
import { rulebookFor } from '../../../server/law/rulebook.ts'
import type { Draft } from '../../../server/tenders/contract.ts'
import { say } from '../app/words.ts'
import { Field } from '../pieces/Field.tsx'

type Panel = Draft['panel']
type Stratum = Panel['strata'][number]

const MOST = 10

/** From where how many experts of which specialty are drawn; the seats must add up to the panel. */
export function PanelPlan({ draft, onPanel }: { draft: Draft; onPanel: (panel: Panel) => void }) {
  const { members, strata, representatives = 0 } = draft.panel
  const own = representatives ? { representatives } : {}
  const law = rulebookFor(draft.track, dayOf(Math.max(draft.documentsFrom, 0)), draft.mandatory)
  const seats = strata.reduce((sum, one) => sum + one.seats, representatives)
  const put = (at: number, part: Partial<Stratum>) =>
    onPanel({ ...own, members, strata: strata.map((one, i) => (i === at ? { ...one, ...part } : one)) })
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>{say('评标委员会', 'The panel')}</h2>
        <Button
          disabled={strata.length >= MOST}
          onClick={() =>
            onPanel({
              ...own,
              members,
              strata: [...strata, { id: freshId(strata), region: '', specialty: 'A08', seats: 1 }],
            })
          }
        >
          {say('增加一类专家', 'Add a stratum')}
        </Button>
      </div>
      <div className="row">
        <InputNumber
          aria-label={say('成员人数', 'members')}
          prefix={<span className="quiet">{say('成员人数', 'members')}</span>}
          min={3}
          max={21}
          step={2}
          precision={0}
          value={members}
          onChange={(next) => next && onPanel({ ...own, members: next, strata })}
          style={{ width: 168 }}
        />
        <InputNumber
          aria-label={say('其中代表', 'of the tenderer')}
          prefix={
            <span className="quiet">
              {draft.track === 'G'
                ? say('其中采购人代表', 'of the purchaser')
                : say('其中招标人代表', 'of the tenderer')}
            </span>
          }
          min={0}
          max={mostTendererMembers(members, law)}
          precision={0}
          value={representatives}
          onChange={(n) => onPanel({ members, strata, ...(n ? { representatives: n } : {}) })}
          style={{ width: 200 }}
        />
        <span className={seats === members ? 'good' : 'bad'} role="status">
          <span className={`dot ${seats === members ? 'good' : 'bad'}`} />
          {seats === members
            ? say(`席位合计 ${seats}，与人数一致`, `${seats} seats: they add up`)
            : say(`席位合计 ${seats}，与人数 ${members} 不符`, `${seats} seats for ${members} members`)}
        </span>
        <span className="quiet">
          {say(`不少于 ${law.fewestPanelMembers.value} 人`, `at least ${law.fewestPanelMembers.value}`)} ·{' '}
          {law.fewestPanelMembers.article}
        </span>
      </div>
      {strata.map((one, i) => (
        <div key={one.id} className="stratum">
          <Field label={say('专家所在地', 'where they live')}>
            {(id) => (
              <Input
                id={id}
                placeholder={say('如 南宁', 'such as 南宁')}
                maxLength={40}
                value={one.region}
                onChange={({ target }) => put(i, { region: target.value })}
              />
            )}
          </Field>
          <Field label={say('专业代码', 'specialty')}>
            {(id) => (
              <Input
                id={id}
                placeholder={say('如 A08', 'such as A08')}
                maxLength={7}
                status={/^[A-E]\d{0,6}$/.test(one.specialty) ? '' : 'error'}
                value={one.specialty}
                onChange={({ target }) => put(i, { specialty: target.value.trim().toUpperCase() })}
              />
            )}
          </Field>
          <Field label={say('席位', 'seats')}>
            {(id) => (
              <InputNumber
                id={id}
                min={1}
                max={15}
                precision={0}
                value={one.seats}
                onChange={(next) => next && put(i, { seats: next })}
                style={{ width: '100%' }}
              />
            )}
          </Field>
          <Button
            size="small"
            type="text"
            disabled={strata.length < 2}
            onClick={() => onPanel({ ...own, members, strata: strata.filter((_, at) => at !== i) })}
          >
            {say('删除', 'Remove')}
          </Button>
        </div>
      ))}
      <p className="quiet" style={{ margin: 0 }}>
        {say(
          '这里只定条件，不定人；名单在抽取后保密至评标结束。',
          'Conditions stand here and no names: who is drawn stays secret until the evaluation is over.',
        )}
      </p>
    </section>
  )
}

function freshId(strata: readonly Stratum[]): string {
  let n = strata.length + 1
  while (strata.some(({ id }) => id === `s${n}`)) n += 1
  return `s${n}`
}

import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { Correction } from '../../../server/evaluation/contract.ts'
import type { Criteria } from '../../../server/tenders/contract.ts'
import { formulaWords } from '../../../server/tenders/formula.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Field } from '../pieces/Field.tsx'
import { Money } from '../pieces/Money.tsx'
import { RankingTable } from '../pieces/RankingTable.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { bidName, centipointsOf, type InRoom, memberName, points, type View } from './view.ts'

/** All sheets side by side once everybody has locked: members × bids × factors, what differs, the ranking and how it came. */
export function Matrix({ view, tender, reload }: InRoom) {
  const [bid, setBid] = useState(view.valid?.[0] ?? '')
  const { factors } = view.criteria
  return (
    <>
      {view.stage === 'objective' && view.mismatches.length > 0 && (
        <Corrections view={view} tender={tender} reload={reload} />
      )}
      {view.ranking && <Ranking view={view} ranking={view.ranking} />}
      {factors.length > 0 && (
        <section className="sheet stack">
          <div className="sheet-head">
            <h2>{say('评分汇总', 'All sheets')}</h2>
            <Select
              aria-label={say('投标文件', 'Bid')}
              value={bid}
              onChange={setBid}
              options={(view.valid ?? []).map((tag) => ({ value: tag, label: bidName(view, tag) }))}
              style={{ minWidth: 132 }}
            />
          </div>
          <div className="table-wrap">
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">{say('因素', 'Factor')}</th>
                  <th scope="col" className="number">
                    {say('满分', 'Full')}
                  </th>
                  {view.members.map((member) => (
                    <th key={member} scope="col" className="number">
                      {memberName(view, member)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {factors.map((factor) => (
                  <Row key={factor.id} view={view} bid={bid} factor={factor} />
                ))}
              </tbody>
            </table>
          </div>
          {view.corrections.length > 0 && (
            <ul className="quiet">
              {view.corrections.map((one) => (
                <li key={`${one.member}${one.bid}${one.factor}`}>
                  {memberName(view, one.member)}，{bidName(view, one.bid)}，
                  {factors.find(({ id }) => id === one.factor)?.zh}：{points(one.from)} → {points(one.to)}（{one.reason}
                  ）
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
    </>
  )
}

function Row({ view, bid, factor }: { view: View; bid: string; factor: Criteria['factors'][number] }) {
  const differs = view.mismatches.some((one) => one.bid === bid && one.factor === factor.id)
  return (
    <tr>
      <td>
        {factor.zh} {factor.objective && <span className="quiet">{say('客观', 'objective')}</span>}
        {differs && <b className="bad"> {say('不一致', 'differs')}</b>}
      </td>
      <td className="number">{points(factor.full)}</td>
      {view.members.map((member) => {
        const mark = view.scores?.[member]?.[bid]?.[factor.id]
        return (
          <td key={member} className="number" title={mark?.reason ?? ''}>
            {mark ? points(mark.score) : '—'}
          </td>
        )
      })}
    </tr>
  )
}

function Ranking({ view, ranking }: { view: View; ranking: NonNullable<View['ranking']> }) {
  return (
    <section className="sheet stack">
      <h2>{say('排序', 'Ranking')}</h2>
      <RankingTable
        scored={view.criteria.price.formula !== 'price-alone'}
        deviationName={(id) => view.criteria.deviations?.find((one) => one.id === id)?.zh ?? id}
        rows={ranking.rows.map((row) => ({
          ...row,
          key: row.tag,
          name: bidName(view, row.tag),
          candidate: ranking.candidates.includes(row.tag),
        }))}
      />
      {(ranking.outdone ?? []).map(({ bid, by }) => (
        <p key={bid} className="quiet" style={{ margin: 0 }}>
          {say(
            `核心产品品牌相同：${bidName(view, bid)} 由${by ? ` ${bidName(view, by)} ` : '依法确定的一家'}代表`,
            `one brand: ${by ? bidName(view, by) : 'another'} stands for ${bidName(view, bid)}`,
          )}
        </p>
      ))}
      <details>
        <summary>{say('评标价与价格分怎样得出', 'How prices and scores came')}</summary>
        <p>
          {ranking.benchmark && (
            <>
              {say('评标基准价 ', 'Benchmark ')}
              <Money fen={ranking.benchmark} />
              {say('。', '. ')}
            </>
          )}
          {formulaWords(view.criteria).join('')}
        </p>
      </details>
    </section>
  )
}

/** Objective items must agree: who finds its value wrong corrects it, signed; both values stay on record. */
function Corrections({ view, tender, reload }: InRoom) {
  const [values, setValues] = useState<Record<string, { text: string; reason: string }>>({})
  const { factors } = view.criteria
  const changed = Object.entries(values).flatMap(([key, { text, reason }]): Correction[] => {
    const [bid = '', factor = ''] = key.split('/')
    const score = centipointsOf(text)
    return score === undefined || !reason.trim() ? [] : [{ bid, factor, score, reason }]
  })
  const correct = useDeed(async () => {
    const cms = await signStatement('evaluation.correct', { tender, corrections: changed })
    await api.post(`/tenders/${tender}/evaluation/corrections`, { corrections: changed, cms })
    setValues({})
    reload()
  })
  const set = (key: string, part: object): void =>
    setValues((all) => ({ ...all, [key]: { text: '', reason: '', ...all[key], ...part } }))
  return (
    <section className="sheet stack">
      <h2>{say('客观分核对', 'Objective items that differ')}</h2>
      <p className="banner sun">
        {say(
          '客观项目的评分应当一致。请核对原文，需要更正的成员签名更正；原值与更正值都写入报告。',
          'Objective items must agree. Check the bid; whoever was wrong corrects it, signed. Both values go into the report.',
        )}
      </p>
      {view.mismatches.map(({ bid, factor, values: all }) => {
        const key = `${bid}/${factor}`
        return (
          <div key={key} className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
            <b>
              {bidName(view, bid)} · {factors.find(({ id }) => id === factor)?.zh}
            </b>
            <div className="row digits">
              {Object.entries(all).map(([member, value]) => (
                <span key={member}>
                  {memberName(view, member)} <b>{points(value)}</b>
                </span>
              ))}
            </div>
            {view.me && (
              <div className="row ended">
                <Field label={say('更正为', 'Correct to')}>
                  {(id) => (
                    <Input
                      id={id}
                      inputMode="decimal"
                      value={values[key]?.text ?? ''}
                      onChange={({ target }) => set(key, { text: target.value })}
                      style={{ maxWidth: 120 }}
                    />
                  )}
                </Field>
                <Field label={say('更正理由', 'Why')}>
                  {(id) => (
                    <Input
                      id={id}
                      maxLength={1000}
                      value={values[key]?.reason ?? ''}
                      onChange={({ target }) => set(key, { reason: target.value })}
                    />
                  )}
                </Field>
              </div>
            )}
          </div>
        )
      })}
      <Refused problem={correct.problem} />
      {view.me && (
        <div>
          <Button type="primary" disabled={!changed.length} loading={correct.busy} onClick={() => void correct.run()}>
            {say(`签名更正 ${changed.length} 项`, `Sign ${changed.length} corrections`)}
          </Button>
        </div>
      )}
    </section>
  )
}

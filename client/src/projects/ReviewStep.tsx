import { say } from '../app/words.ts'
import type { Loaded } from '../net/load.ts'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import type { OfSketch } from './sketch.ts'
import { term } from './terms.ts'

/** What the platform says of a registration as it is saved. */
export interface Checked {
  problems: { code: string; zh: string; en: string; article: string | null; facts: Record<string, unknown> }[]
  alike: { id: string; code: string; name: string; owner: string; registeredAt: number }[]
  thresholds: { name: string; answer: 'must' | 'below' | 'regional'; limit: string | null; by: { article: string } }[]
  hints: { sort: string; names: string[]; sum: string; limit: string; by: { article: string } }[]
}

/** What is said of a part's size. */
const answered = (type: string | undefined, answer: 'must' | 'below' | 'regional'): string =>
  answer === 'regional'
    ? say('以本地区集中采购目录及标准为准', 'as the regional catalogue says')
    : term(type, answer === 'must' ? 'reached' : 'below')

/** Last step: what stands against the registration, what it resembles, and which limits it reaches. */
export function ReviewStep({ sketch, change, checked }: OfSketch & { checked: Loaded<Checked> }) {
  return (
    <Loading of={checked}>
      {({ problems, alike, thresholds, hints }) => (
        <div className="stack">
          {problems.length === 0 && (
            <p className="banner good">{say('未发现问题，可以签名登记。', 'Nothing stands against it.')}</p>
          )}
          {problems.map((one) => (
            <div key={one.code + JSON.stringify(one.facts)} className="banner bad">
              <b>{say(one.zh, one.en)}</b>
              {one.article && <div>{say(`依据：${one.article}`, `By: ${one.article}`)}</div>}
              {Array.isArray(one.facts['missing']) && (
                <div className="quiet">{(one.facts['missing'] as string[]).join('、')}</div>
              )}
            </div>
          ))}
          <h3>{term(sketch.type, 'limits')}</h3>
          <ul>
            {thresholds.map((one) => (
              <li key={one.name}>
                {one.name}：{answered(sketch.type, one.answer)}
                {one.limit && (
                  <>
                    （<Money fen={one.limit} />）
                  </>
                )}
                <span className="quiet"> {one.by.article}</span>
              </li>
            ))}
          </ul>
          {hints.map((one) => (
            <div key={one.sort} className="banner sun">
              {say(
                `下列各项单独均低于标准，合计达到标准，请核对是否应当合并：${one.names.join('、')}`,
                `Each of these is below the limit, together they reach it: ${one.names.join(', ')}`,
              )}
              （<Money fen={one.sum} /> ≥ <Money fen={one.limit} />）<div className="quiet">{one.by.article}</div>
            </div>
          ))}
          {(hints.length > 0 || sketch.division) && (
            <LongField
              label={say('分别实施的理由', 'Why it is divided')}
              rows={2}
              most={1000}
              value={sketch.division}
              onChange={(text) => change({ division: text || null })}
            />
          )}
          {alike.length > 0 && (
            <>
              <h3>{say('可能重复的项目', 'Projects that resemble it')}</h3>
              <ul>
                {alike.map((one) => (
                  <li key={one.id}>
                    {one.name} <span className="digits quiet">{one.code}</span> <Moment at={one.registeredAt} />
                  </li>
                ))}
              </ul>
              <LongField
                label={say('与上列项目的区别', 'In what it differs')}
                rows={2}
                most={1000}
                value={sketch.differs}
                onChange={(text) => change({ differs: text || null })}
              />
            </>
          )}
        </div>
      )}
    </Loading>
  )
}

import { Tag } from 'antd'
import { say } from '../app/words.ts'
import { linesOf, nameOf, type Shown, type Value } from './values.ts'

/** Every value with who set it since when and by which text; what nobody has set is marked. */
export function ValueTable({ of }: { of: Shown }) {
  const nameOfRegion = (code: string): string =>
    code === of.code ? of.name : (of.above.find((one) => one.code === code)?.name ?? code)
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>{say('现行设定', 'In force')}</h2>
        <span className="quiet digits">{of.day}</span>
      </div>
      <Unset of={of} />
      <div className="table-wrap">
        <table className="plain cards pairs">
          <thead>
            <tr>
              <th>{say('事项', 'Value')}</th>
              <th>{say('现行值', 'In force')}</th>
              <th style={{ minWidth: 224 }}>{say('由谁设定', 'Set by')}</th>
              <th>{say('国家规定留给地方的依据', 'Left open by')}</th>
            </tr>
          </thead>
          <tbody>
            {of.values.map((value) => (
              <tr key={value.key}>
                <td data-label={say('事项', 'Value')}>{nameOf(value.key)}</td>
                <td data-label={say('现行值', 'In force')}>
                  <Current value={value} />
                </td>
                <td data-label={say('由谁设定', 'Set by')}>
                  <SetBy value={value} nameOfRegion={nameOfRegion} />
                </td>
                <td data-label={say('依据', 'Article')} className="quiet">
                  {value.article}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** What nobody has set, said before the table: steps that need it are refused until it is. */
function Unset({ of }: { of: Shown }) {
  const unset = of.values.filter(({ now }) => !now)
  if (!unset.length) return null
  return (
    <div className="banner sun" role="status">
      <b>{say(`${unset.length} 项未设定`, `${unset.length} unset`)}</b>{' '}
      {unset.map(({ key }) => nameOf(key)).join(say('、', ', '))}
      <div className="quiet">
        {say(
          '国家规定留给地方、而本地区及上级都没有设定。用到它们的步骤会被拒绝并说明原因，平台不代为估计。',
          'Left to the regions by national rules, and neither this region nor one above has set it. A step that needs it is refused with the reason; the platform guesses nothing.',
        )}
      </div>
    </div>
  )
}

function Current({ value }: { value: Value }) {
  return (
    <div>
      {value.now ? (
        linesOf(value.now.value, value.unit).map((line) => <div key={line}>{line}</div>)
      ) : (
        <Tag color="warning">{say('未设定', 'unset')}</Tag>
      )}
      {value.coming.map(({ from, value: next }) => (
        <div key={from} className="quiet">
          {say(`自 ${from} 起：`, `from ${from}: `)}
          {next === null ? say('沿用上级', 'as above') : linesOf(next, value.unit).join('；')}
        </div>
      ))}
    </div>
  )
}

function SetBy({ value, nameOfRegion }: { value: Value; nameOfRegion: (code: string) => string }) {
  if (!value.now) return <span className="quiet">{say('使用时将被拒绝', 'its use is refused')}</span>
  const { by, from, instrument, change } = value.now
  return (
    <div>
      {nameOfRegion(by)}
      <div className="quiet">
        {change ? (
          <>
            {instrument} {say(`自 ${from} 起`, `from ${from}`)}
          </>
        ) : (
          say('示范值，非主管部门设定', 'an example, set by nobody in authority')
        )}
      </div>
    </div>
  )
}

import type { UnmatchedRow } from '../../../server/deposits/unmatchedViews.ts'
import { say, sayBoth } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'

const backWord = (back: UnmatchedRow['back']): string =>
  ({
    waits: say('待退回', 'waits to go back'),
    ordered: say('退回办理中', 'on its way back'),
    returned: say('已退回', 'gone back'),
  })[back]

/** Money that secures no bid, with the reason; before its opening no row of a section, and of stray money only that it is there. */
export function Unmatched({ turn }: { turn: unknown }) {
  const found = useLoad<{ items: UnmatchedRow[] }>('/money/unmatched', turn)
  return (
    <section className="sheet stack">
      <h2>{say('未匹配款项', 'Unmatched money')}</h2>
      <Loading of={found}>
        {({ items }) =>
          items.length ? (
            <Table rows={items} />
          ) : (
            <p className="quiet">
              {say(
                '没有未匹配的款项。未开标标段的款项在开标前不在此列出。',
                'Nothing. Money of sections that are not opened yet is not listed.',
              )}
            </p>
          )
        }
      </Loading>
    </section>
  )
}

function Table({ rows }: { rows: UnmatchedRow[] }) {
  return (
    <div className="table-wrap">
      <table className="plain cards">
        <thead>
          <tr>
            <th>{say('标段与投标人', 'Tender and bidder')}</th>
            <th className="number">{say('未计入金额', 'Does not count')}</th>
            <th>{say('到账时间', 'Time')}</th>
            <th>{say('原因', 'Why')}</th>
            <th>{say('去向', 'Where it goes')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                {row.sealed ? (
                  <span className="quiet">
                    {say('挂账款项，付款人与金额不公开', 'stray money; payer and amount stay secret')}
                  </span>
                ) : (
                  <>
                    {row.bidder}
                    <div className="quiet">
                      {row.tender?.name} <span className="digits">{row.tender?.code}</span>
                    </div>
                  </>
                )}
              </td>
              <td className="number" data-label={say('未计入金额', 'Does not count')}>
                {row.amount ? <Money fen={row.amount} /> : '—'}
              </td>
              <td data-label={say('到账时间', 'Time')}>{row.paidAt ? <Moment at={row.paidAt} /> : '—'}</td>
              <td style={{ minWidth: 220 }}>{sayBoth(row.reason)}</td>
              <td data-label={say('去向', 'Where it goes')} style={{ whiteSpace: 'nowrap' }}>
                {backWord(row.back)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

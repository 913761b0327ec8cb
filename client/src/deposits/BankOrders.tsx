import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'

interface Order {
  id: string
  amount: string
  interest: string
  penalty: string
  dueBy: number | null
  transfers: { order: string; back: string | null; to: { name: string; account: string } | null; amount: string }[]
}

/** Refunds that two people have approved and that the bank has still to carry out. */
export function BankOrders() {
  const found = useLoad<{ orders: Order[] }>('/bank/orders')
  return (
    <section className="sheet stack">
      <h2>{say('待办退款指令', 'Orders to carry out')}</h2>
      <Loading of={found}>
        {({ orders }) =>
          orders.length ? <Table orders={orders} /> : <p className="quiet">{say('没有待办指令。', 'Nothing to do.')}</p>
        }
      </Loading>
    </section>
  )
}

function Table({ orders }: { orders: Order[] }) {
  return (
    <div className="table-wrap">
      <table className="plain cards">
        <thead>
          <tr>
            <th>{say('指令', 'Order')}</th>
            <th className="number">{say('本金', 'Principal')}</th>
            <th className="number">{say('利息', 'Interest')}</th>
            <th>{say('去向', 'To')}</th>
            <th>{say('最迟', 'Due by')}</th>
          </tr>
        </thead>
        <tbody>
          {orders.map((one) => (
            <tr key={one.id}>
              <td className="hash">{one.id}</td>
              <td className="number" data-label={say('本金', 'Principal')}>
                <Money fen={one.amount} />
              </td>
              <td className="number" data-label={say('利息', 'Interest')}>
                <Money fen={one.interest} />
              </td>
              <td>
                {one.transfers.map(({ back, to, amount }) => (
                  <div key={`${back}${amount}`}>
                    {to
                      ? `${to.name} ${to.account}`
                      : say(`原路退回 ${back} 号到账`, `back the way of arrival ${back}`)}
                  </div>
                ))}
              </td>
              <td data-label={say('最迟', 'Due by')}>{one.dueBy ? <Moment at={one.dueBy} /> : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

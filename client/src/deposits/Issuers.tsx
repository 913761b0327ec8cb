import { Button } from 'antd'
import { useState } from 'react'
import type { Entered, IssuerChange } from '../../../server/deposits/issuers.ts'
import { useSession } from '../app/session.tsx'
import { signAsPerson } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { EnterIssuer, kindWord } from './EnterIssuer.tsx'

type Item = Entered & { admitted: boolean }
interface Register {
  items: Item[]
  proposal: { id: string; change: IssuerChange; by: string; at: number } | null
}

/** Whose guarantees are taken: for everybody to read, changed by two people of the centre. */
export default function Issuers() {
  const { session } = useSession()
  const register = useLoad<Register>('/guarantees/issuers')
  const [changing, setChanging] = useState<Item | 'new'>()
  const centre = session?.role === 'centre'
  return (
    <>
      <PageTitle>{say('保函出具机构', 'Issuers of guarantees')}</PageTitle>
      <Loading of={register}>
        {({ items, proposal }) => (
          <div className="stack">
            {proposal && <Proposal of={proposal} mayDecide={centre} onDone={register.reload} />}
            <section className="sheet stack">
              <div className="sheet-head">
                <h2>{say('已登记机构', 'Register')}</h2>
                {centre && !proposal && !changing && (
                  <Button type="primary" onClick={() => setChanging('new')}>
                    {say('登记机构', 'Enter one')}
                  </Button>
                )}
              </div>
              <p className="quiet" style={{ margin: 0 }}>
                {say(
                  '凡持有有效许可证的银行、保险公司、担保公司均可申请登记，不指定、不限定机构。平台的开户银行无须另行登记。',
                  "Any bank, insurer or guarantee company with a licence may be entered; none is preferred. The platform's own banks need no entry.",
                )}
              </p>
              {changing && (
                <EnterIssuer
                  before={changing === 'new' ? undefined : changing}
                  onClose={() => setChanging(undefined)}
                  onDone={() => {
                    setChanging(undefined)
                    register.reload()
                  }}
                />
              )}
              {items.length ? (
                <Table rows={items} {...(centre && !proposal ? { onChange: setChanging } : {})} />
              ) : (
                <Empty>{say('还没有登记机构。', 'Nobody is entered yet.')}</Empty>
              )}
            </section>
          </div>
        )}
      </Loading>
    </>
  )
}

function Table({ rows, onChange }: { rows: Item[]; onChange?: (row: Item) => void }) {
  return (
    <div className="table-wrap">
      <table className="plain cards">
        <thead>
          <tr>
            <th>{say('机构', 'Institution')}</th>
            <th>{say('类别', 'Kind')}</th>
            <th>{say('许可证', 'Licence')}</th>
            <th>{say('状态', 'State')}</th>
            {onChange && <th />}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.code}>
              <td>
                {row.name}
                <div className="quiet digits">{row.code}</div>
              </td>
              <td data-label={say('类别', 'Kind')}>{kindWord(row.kind)}</td>
              <td data-label={say('许可证', 'Licence')}>
                <span className="digits">{row.licence}</span>
                {row.until && (
                  <div className="quiet digits">
                    {say('有效至', 'until')} {row.until}
                  </div>
                )}
              </td>
              <td data-label={say('状态', 'State')}>
                <span className={`dot ${row.admitted ? 'good' : 'bad'}`} />
                {row.admitted
                  ? say('受理', 'taken')
                  : row.stopped
                    ? say('停止受理', 'not taken any more')
                    : say('许可证到期', 'licence over')}
                {row.stopped && <div className="quiet">{row.stopped.reason}</div>}
              </td>
              {onChange && (
                <td>
                  <Button size="small" onClick={() => onChange(row)}>
                    {say('变更', 'Change')}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Proposal(of: { of: NonNullable<Register['proposal']>; mayDecide: boolean; onDone: () => void }) {
  const { id, change, by, at } = of.of
  const { issuer, stop } = change
  const decide = useDeed(async (take: boolean) => {
    const cms = await signAsPerson('issuer.decide', { proposal: id, take, change })
    await api.post('/guarantees/issuers/decision', { proposal: id, take, cms })
    of.onDone()
  })
  return (
    <section className="sheet stack-tight">
      <h2>{stop === null ? say('待复核：登记机构', 'Waits: an entry') : say('待复核：停止受理', 'Waits: a stop')}</h2>
      <span>
        {issuer.name} <span className="digits">{issuer.code}</span> · {kindWord(issuer.kind)} ·{' '}
        {say('许可证', 'licence')} <span className="digits">{issuer.licence}</span>
        {issuer.until && (
          <>
            {' '}
            {say('有效至', 'until')} <span className="digits">{issuer.until}</span>
          </>
        )}
      </span>
      {stop !== null && <span className="bad">{stop}</span>}
      <span className="quiet">
        {say('提出', 'proposed by')} {by} <Moment at={at} />
        {say('，须由另一人复核', '; another person decides')}
      </span>
      {of.mayDecide && (
        <div className="row">
          <Button type="primary" loading={decide.busy} onClick={() => void decide.run(true)}>
            {say('核对无误，签名同意', 'Sign and take it')}
          </Button>
          <Button loading={decide.busy} onClick={() => void decide.run(false)}>
            {say('签名退回', 'Sign and turn it down')}
          </Button>
        </div>
      )}
      <Refused problem={decide.problem} />
    </section>
  )
}

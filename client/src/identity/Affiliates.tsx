import { Button } from 'antd'
import { useState } from 'react'
import type { AffiliateChange, EnteredAffiliate } from '../../../server/identity/affiliates.ts'
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
import { EnterAffiliate, relationWord } from './EnterAffiliate.tsx'

interface Register {
  items: EnteredAffiliate[]
  proposal: { id: string; change: AffiliateChange; by: string; at: number } | null
}

/** Who runs the platform or belongs to who does: for everybody to read, changed by two people of the centre. */
export default function Affiliates() {
  const { session } = useSession()
  const register = useLoad<Register>('/platform/affiliates')
  const [changing, setChanging] = useState<EnteredAffiliate | 'new'>()
  const centre = session?.role === 'centre'
  const done = (): void => {
    setChanging(undefined)
    register.reload()
  }
  return (
    <>
      <PageTitle>{say('运营机构及关联单位', 'The operator and its affiliates')}</PageTitle>
      <Loading of={register}>
        {({ items, proposal }) => (
          <div className="stack">
            {proposal && <Proposal of={proposal} mayDecide={centre} onDone={register.reload} />}
            <section className="sheet stack">
              <div className="sheet-head">
                <h2>{say('不得在本平台投标的单位', 'Who may not bid here')}</h2>
                {centre && !proposal && !changing && (
                  <Button type="primary" onClick={() => setChanging('new')}>
                    {say('登记单位', 'Enter one')}
                  </Button>
                )}
              </div>
              <p className="quiet" style={{ margin: 0 }}>
                {say(
                  '《电子招标投标办法》第二十三条：平台的运营机构，以及与其有控股或者管理关系、可能影响招标公正性的单位，不得在本平台投标。登记公开；发现遗漏的，可向监督部门反映。',
                  'The operator of the platform, and whoever holds or manages it or is held or managed by it, may not bid here. The register is public: tell the supervisor who is missing.',
                )}
              </p>
              {changing && (
                <EnterAffiliate
                  before={changing === 'new' ? undefined : changing}
                  onClose={() => setChanging(undefined)}
                  onDone={done}
                />
              )}
              {items.length ? (
                <Table rows={items} {...(centre && !proposal ? { onChange: setChanging } : {})} />
              ) : (
                <Empty>{say('还没有登记单位。', 'Nobody is entered yet.')}</Empty>
              )}
            </section>
          </div>
        )}
      </Loading>
    </>
  )
}

function Table({ rows, onChange }: { rows: EnteredAffiliate[]; onChange?: (row: EnteredAffiliate) => void }) {
  return (
    <div className="table-wrap">
      <table className="plain cards">
        <thead>
          <tr>
            <th>{say('单位', 'Organisation')}</th>
            <th>{say('关系', 'Relation')}</th>
            <th>{say('依据', 'Seen in')}</th>
            <th>{say('登记', 'Entered')}</th>
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
              <td data-label={say('关系', 'Relation')}>{relationWord(row.relation)}</td>
              <td data-label={say('依据', 'Seen in')}>{row.basis}</td>
              <td data-label={say('登记', 'Entered')}>
                <Moment at={row.since} />
                {row.ended && (
                  <div className="quiet">
                    {say('已解除', 'ended')} <Moment at={row.ended.at} /> {row.ended.reason}
                  </div>
                )}
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
  const { affiliate, end } = change
  const decide = useDeed(async (take: boolean) => {
    const cms = await signAsPerson('affiliate.decide', { proposal: id, take, change })
    await api.post('/platform/affiliates/decision', { proposal: id, take, cms })
    of.onDone()
  })
  return (
    <section className="sheet stack-tight">
      <h2>{end === null ? say('待复核：登记单位', 'Waits: an entry') : say('待复核：解除登记', 'Waits: an end')}</h2>
      <span>
        {affiliate.name} <span className="digits">{affiliate.code}</span> · {relationWord(affiliate.relation)} ·{' '}
        {affiliate.basis}
      </span>
      {end !== null && <span className="bad">{end}</span>}
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

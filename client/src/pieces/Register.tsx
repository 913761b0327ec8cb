import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useSession } from '../app/session.tsx'
import { signAsPerson } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Empty } from './Empty.tsx'
import { EnterChange, type Entering } from './EnterChange.tsx'
import { Loading } from './Loading.tsx'
import { Moment } from './Moment.tsx'
import { PageTitle } from './PageTitle.tsx'
import { Refused } from './Refused.tsx'

interface Proposal<Change> {
  id: string
  change: Change
  by: string
  at: number
}
interface Answer<Item, Change> {
  items: Item[]
  proposal: Proposal<Change> | null
}

/** A column of the register: its head and what stands in it; the first is the name. */
export interface Column<Item> {
  head: string
  cell(item: Item): ReactNode
}

/** One register that two people of the centre change, as its page shows it. */
export interface RegisterPage<Item extends { code: string }, Change> {
  /** its address in the API; decisions go to `/decision` below it */
  path: string
  deeds: { propose: string; decide: string }
  title: string
  head: string
  about: string
  enter: string
  none: string
  columns: Column<Item>[]
  entering: Entering<Item, Change>
  /** a change that waits: its heading, what it says, and why, where it ends an entry */
  told(change: Change): { head: string; text: ReactNode; why: string | null }
}

/** A register for everybody to read, changed by two people of the centre: one proposes, another decides. */
export function Register<Item extends { code: string }, Change>({ of }: { of: RegisterPage<Item, Change> }) {
  const { session } = useSession()
  const register = useLoad<Answer<Item, Change>>(of.path)
  const [changing, setChanging] = useState<Item | 'new'>()
  const centre = session?.role === 'centre'
  const done = (): void => {
    setChanging(undefined)
    register.reload()
  }
  return (
    <>
      <PageTitle>{of.title}</PageTitle>
      <Loading of={register}>
        {({ items, proposal }) => (
          <div className="stack">
            {proposal && <Waiting page={of} proposal={proposal} mayDecide={centre} onDone={register.reload} />}
            <section className="sheet stack">
              <div className="sheet-head">
                <h2>{of.head}</h2>
                {centre && !proposal && !changing && (
                  <Button type="primary" onClick={() => setChanging('new')}>
                    {of.enter}
                  </Button>
                )}
              </div>
              <p className="quiet" style={{ margin: 0 }}>
                {of.about}
              </p>
              {changing && (
                <EnterChange
                  of={of.entering}
                  path={of.path}
                  what={of.deeds.propose}
                  before={changing === 'new' ? undefined : changing}
                  onClose={() => setChanging(undefined)}
                  onDone={done}
                />
              )}
              {items.length ? (
                <Table columns={of.columns} rows={items} {...(centre && !proposal ? { onChange: setChanging } : {})} />
              ) : (
                <Empty>{of.none}</Empty>
              )}
            </section>
          </div>
        )}
      </Loading>
    </>
  )
}

function Table<Item extends { code: string }>(of: {
  columns: Column<Item>[]
  rows: Item[]
  onChange?: (row: Item) => void
}) {
  const { columns, rows, onChange } = of
  return (
    <div className="table-wrap">
      <table className="plain cards">
        <thead>
          <tr>
            {columns.map(({ head }) => (
              <th key={head}>{head}</th>
            ))}
            {onChange && <th />}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.code}>
              {columns.map(({ head, cell }, i) => (
                <td key={head} {...(i === 0 ? {} : { 'data-label': head })}>
                  {cell(row)}
                </td>
              ))}
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

function Waiting<Item extends { code: string }, Change>(of: {
  page: RegisterPage<Item, Change>
  proposal: Proposal<Change>
  mayDecide: boolean
  onDone: () => void
}) {
  const { id, change, by, at } = of.proposal
  const { head, text, why } = of.page.told(change)
  const decide = useDeed(async (take: boolean) => {
    const cms = await signAsPerson(of.page.deeds.decide, { proposal: id, take, change })
    await api.post(`${of.page.path}/decision`, { proposal: id, take, cms })
    of.onDone()
  })
  return (
    <section className="sheet stack-tight">
      <h2>{head}</h2>
      <span>{text}</span>
      {why !== null && <span className="bad">{why}</span>}
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

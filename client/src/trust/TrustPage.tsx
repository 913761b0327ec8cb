import { SafetyCertificateOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { TrustedAuthority } from '../../../server/identity/trustList.ts'
import { confirmFields, trustDifference } from '../../../server/identity/trustList.ts'
import { useSession } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Decide } from '../pieces/Decide.tsx'
import { Differences } from '../pieces/Differences.tsx'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { AuthorityCard } from './AuthorityCard.tsx'
import { listOf, provenance, type Shown, shownDifference } from './authority.ts'
import { EnterAuthority } from './EnterAuthority.tsx'
import { ProposeChange } from './ProposeChange.tsx'
import { provenAuthorities } from './proven.ts'
import { TrustHistory } from './TrustHistory.tsx'

/** What is being done on the page: an entry is written, looked at before it is signed, or an authority is to go. */
type Doing =
  | { step: 'write'; before: TrustedAuthority | undefined; written?: TrustedAuthority }
  | { step: 'look'; before: TrustedAuthority | undefined; put: TrustedAuthority }
  | { step: 'remove'; id: string }

/** Whom the platform trusts: for everybody to read, changed by two people of the centre. */
export default function TrustPage() {
  const shown = useLoad<Shown>('/trust')
  return (
    <>
      <PageTitle>{say('认证机构信任列表', 'Trusted authorities')}</PageTitle>
      <Loading of={shown}>{(of) => <List of={of} onDone={shown.reload} />}</Loading>
    </>
  )
}

function List({ of, onDone }: { of: Shown; onDone: () => void }) {
  const { session } = useSession()
  const [doing, setDoing] = useState<Doing>()
  const centre = session?.role === 'centre'
  const mayPropose = centre && !of.proposal && !doing
  const from = provenance(of.changes)
  const done = (): void => {
    setDoing(undefined)
    onDone()
  }
  return (
    <div className="stack">
      {of.proposal && <Waiting of={of} mayDecide={centre} onDone={onDone} />}
      {doing && <Change of={of} doing={doing} onDoing={setDoing} onDone={done} />}
      <section className="sheet stack">
        <div className="sheet-head">
          <h2>{say('受理其证书的机构', 'Whose certificates are taken')}</h2>
          {mayPropose && (
            <Button type="primary" onClick={() => setDoing({ step: 'write', before: undefined })}>
              {say('提出列入机构', 'Propose one')}
            </Button>
          )}
        </div>
        <p className="quiet" style={{ margin: 0 }}>
          {say(
            '依法设立的电子认证服务机构均可申请列入，不指定、不限定机构。列表由交易中心两人以两张个人证书先后签名变更，每次变更都是写入日志的事实，任何人可以核验。',
            'Any licensed certification authority may be entered; none is preferred. Two people of the centre change the list, each with an own certificate; each change is a fact in the log, for anybody to check.',
          )}
        </p>
        <ProvenHere of={of} />
        {of.authorities.map((authority) => (
          <AuthorityCard
            key={authority.id}
            authority={authority}
            heard={of.heard[authority.id] ?? []}
            from={from.get(authority.id)}
            {...(mayPropose
              ? {
                  onChange: () => setDoing({ step: 'write', before: authority }),
                  onRemove: () => setDoing({ step: 'remove', id: authority.id }),
                }
              : {})}
          />
        ))}
        {!of.authorities.length && <Empty>{say('列表中没有机构。', 'Nobody is on the list.')}</Empty>}
      </section>
      <TrustHistory changes={of.changes} />
    </div>
  )
}

/** The whole list made anew from the log, here and now, and compared with what stands on this page. */
function ProvenHere({ of }: { of: Shown }) {
  const check = useDeed(() => provenAuthorities(of))
  const [count, setCount] = useState<number>()
  return (
    <div className="row">
      <Button
        loading={check.busy}
        onClick={() => void check.run().then((found) => setCount(found?.length))}
        icon={<SafetyCertificateOutlined />}
      >
        {say('按日志核验整张列表', 'Check the whole list against the log')}
      </Button>
      {count !== undefined && (
        <span style={{ color: 'var(--proof)' }}>
          {say(
            `本浏览器已按日志中的变更重算，${count} 家机构与所示一致`,
            `made anew from the log in this browser: ${count} authorities, as shown`,
          )}
        </span>
      )}
      <Refused problem={check.problem} />
    </div>
  )
}

function Change(props: { of: Shown; doing: Doing; onDoing: (next: Doing | undefined) => void; onDone: () => void }) {
  const { of, doing, onDoing, onDone } = props
  const title = {
    write: say('机构资料', 'The authority'),
    look: say('核对变更', 'The change'),
    remove: say('移出列表', 'Take off the list'),
  }[doing.step]
  return (
    <section className="sheet stack">
      <h2>{title}</h2>
      {doing.step === 'write' ? (
        <EnterAuthority
          before={doing.before}
          written={doing.written ?? doing.before}
          onReady={(put) => onDoing({ step: 'look', before: doing.before, put })}
          onCancel={() => onDoing(undefined)}
        />
      ) : (
        <ProposeChange
          list={listOf(of)}
          change={doing.step === 'look' ? { put: doing.put, remove: null } : { put: null, remove: doing.id }}
          onDone={onDone}
          onBack={() =>
            onDoing(doing.step === 'look' ? { step: 'write', before: doing.before, written: doing.put } : undefined)
          }
        />
      )}
    </section>
  )
}

function Waiting({ of, mayDecide, onDone }: { of: Shown; mayDecide: boolean; onDone: () => void }) {
  const { proposal } = of
  if (!proposal) return null
  const list = listOf(of)
  const name = proposal.put?.name ?? of.authorities.find(({ id }) => id === proposal.remove)?.name
  return (
    <section className="sheet stack">
      <h2>
        {proposal.put
          ? say(`待确认：列入或变更${name}`, `Waits: ${name} on the list`)
          : say(`待确认：移出${name}`, `Waits: ${name} off the list`)}
      </h2>
      <span>
        {say('提出', 'proposed by')} {proposal.by.name} <Moment at={proposal.proposedAt} />
        {say('，须由另一人以另一张证书确认', '; another person confirms with another certificate')}
      </span>
      <Differences exact lines={shownDifference(trustDifference(list, proposal))} />
      {mayDecide && (
        <Decide
          path={`/trust/proposals/${proposal.id}`}
          what="trust"
          fields={confirmFields(list, proposal)}
          warning={say(
            '请对照机构公布的证书指纹核对。确认后，该机构签发的证书即可（或不再能）用于登录、签名、加密；以往的签名按当时的列表核验，不受影响。',
            'Compare the fingerprints with those that the authority publishes. Its certificates will then be taken (or no longer) to sign in, sign and encrypt; what was signed before is judged by the list of its time.',
          )}
          confirmText={say('核对无误，签名确认', 'Sign and confirm')}
          onDone={onDone}
        />
      )}
    </section>
  )
}

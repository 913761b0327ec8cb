import { Button, Input, Select } from 'antd'
import { useMemo, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Fact } from '../../../server/ledger/event.ts'
import type { Likeness } from '../../../server/opening/likenessEvents.ts'
import { namesNobody, type Tender } from '../../../server/tenders/tender.ts'
import { useSession } from '../app/session.tsx'
import { say, word } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { OfficerKey } from '../opening/OfficerKey.tsx'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { ProofButton } from '../pieces/ProofButton.tsx'
import { Recorded } from '../pieces/Recorded.tsx'
import { StageBar } from '../pieces/StageBar.tsx'
import { PrequalificationDesk } from '../prequalification/Desk.tsx'
import { Changes } from '../tenders/Changes.tsx'
import { MethodChange } from '../tenders/MethodChange.tsx'
import { Orders } from '../tenders/Orders.tsx'
import { PanelDraw } from '../tenders/PanelDraw.tsx'
import { Resting } from '../tenders/Resting.tsx'
import { mayHaveLots, RunningLots } from '../tenders/RunningLots.tsx'
import { InvalidAward } from './InvalidAward.tsx'
import { ProveAll } from './ProveAll.tsx'
import { Signals } from './Signals.tsx'

/** A fact as it is told to this eye. */
export interface Told extends Fact {
  zh: string
  en: string
}

/** Everything that happened to one tender, as this eye may see it; each fact is checked against the log in this browser. */
export default function Timeline() {
  const { tender: id = '' } = useParams()
  const { session } = useSession()
  const tender = useLoad<Tender>(`/tenders/${id}`)
  const history = useLoad<{ facts: Told[] }>(`/tenders/${id}/facts`)
  const operations = useLoad<{ addresses: Record<string, string> }>(`/tenders/${id}/operations`)
  return (
    <Loading of={tender}>
      {(of) => (
        <>
          <PageTitle over={of.code}>{of.name}</PageTitle>
          <StageBar of={of} />
          <Resting tender={of} />
          <div className="row" style={{ marginBottom: 16 }}>
            {of.published && <Link to={`/o/${id}`}>{say('开标大厅', 'Hall')}</Link>}
            <Link to={`/e/${id}`}>{say('评标室（旁观）', 'Evaluation room (watch)')}</Link>
            <Link to={`/s/${id}/complaints`}>{say('投诉', 'Complaints')}</Link>
            <Link to={`/t/${id}`}>{say('标段页', 'Tender')}</Link>
            <Link to={`/proofs/tenders/${id}`}>{say('全部证明', 'All proofs')}</Link>
            {of.registered && (
              <Link to={`/proofs/projects/${of.registered}`}>{say('项目登记的证明', "The project's proofs")}</Link>
            )}
            <Button size="small" onClick={history.reload}>
              {say('刷新', 'Refresh')}
            </Button>
          </div>
          <div className="stack">
            {of.stage === 'draft' && <OfficerKey tender={of} onDone={tender.reload} />}
            {of.stage === 'prequalifying' && <PrequalificationDesk tender={of} host={false} reload={tender.reload} />}
            {['bidding', 'opening', 'evaluating'].includes(of.stage) && (
              <PanelDraw tender={of} host={false} acting="supervisor" reload={tender.reload} />
            )}
            {['evaluating', 'publicised'].includes(of.stage) && <Changes tender={of} />}
            {session?.organisation === of.supervisor.code && (
              <>
                <Orders tender={of} as="supervisor" reload={tender.reload} />
                <MethodChange tender={of} as="supervisor" reload={tender.reload} />
                <InvalidAward tender={of} reload={tender.reload} />
              </>
            )}
            {mayHaveLots(of) && <RunningLots tender={of.id} as="supervisor" />}
            <Loading of={history}>
              {({ facts }) => (
                <>
                  {!namesNobody(of) && <Signals tender={id} report={reportIn(facts)} nameOf={namesIn(facts)} />}
                  <Facts facts={facts} addresses={operations.value?.addresses ?? {}} />
                </>
              )}
            </Loading>
          </div>
        </>
      )}
    </Loading>
  )
}

/** The report on bids that are alike, as soon as it is there: the panel sits later. */
const reportIn = (facts: readonly Told[]): Likeness | undefined => {
  const found = facts.find(({ type }) => type === 'opening.likenessReported')
  return found && { ...(found.data as Omit<Likeness, 'at'>), at: found.at }
}

/** Bidders by their tags, once they were named. */
const namesIn = (facts: readonly Told[]): ((tag: string) => string) => {
  const named = facts.filter(({ type }) => type === 'bid.named').map(({ data }) => data as Named)
  return (tag) => named.find(({ bidderTag }) => bidderTag === tag)?.bidder.name ?? tag.slice(0, 12)
}
type Named = { bidderTag: string; bidder: { name: string } }

const domainOf = (type: string): string => type.split('.')[0] ?? type
const domainWord = (domain: string): string =>
  ({
    tender: say('公告', 'notice'),
    deposit: say('保证金', 'deposit'),
    bid: say('投标', 'bids'),
    opening: say('开标', 'opening'),
    draw: say('抽取', 'draw'),
    panel: say('评委会', 'panel'),
    evaluation: say('评标', 'evaluation'),
    award: say('定标', 'award'),
    archive: say('归档', 'archive'),
    witness: say('见证', 'certificate'),
    documents: say('招标文件', 'documents'),
    question: say('提问', 'questions'),
    qualification: say('资格审查', 'qualification'),
    prequalification: say('资格预审', 'prequalification'),
    application: say('资格预审申请', 'applications'),
    admission: say('投标资格', 'admission'),
    invitation: say('邀请', 'invitation'),
    complaint: say('投诉', 'complaints'),
    acceptance: say('履约验收', 'acceptance'),
    duty: say('期限', 'duties'),
  })[domain] ?? domain

function Facts({ facts, addresses }: { facts: Told[]; addresses: Readonly<Record<string, string>> }) {
  const [domain, setDomain] = useState<string>()
  const [role, setRole] = useState<string>()
  const [text, setText] = useState('')
  const shown = useMemo(
    () =>
      facts.filter(
        (fact) =>
          (!domain || domainOf(fact.type) === domain) &&
          (!role || fact.actor.role === role) &&
          (!text || `${fact.zh}${fact.en}${fact.type}${fact.id}`.toLowerCase().includes(text.toLowerCase())),
      ),
    [facts, domain, role, text],
  )
  const [most, setMost] = useState(PIECE)
  const choices = (all: string[]): string[] => [...new Set(all)]
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>{say('全过程记录', 'Everything that happened')}</h2>
        <ProveAll facts={shown.map(({ id }) => id)} />
      </div>
      <div className="row no-print">
        <Select
          allowClear
          aria-label={say('环节', 'Part')}
          placeholder={say('全部环节', 'every part')}
          onChange={setDomain}
          style={{ minWidth: 136 }}
          options={choices(facts.map(({ type }) => domainOf(type))).map((one) => ({
            value: one,
            label: domainWord(one),
          }))}
        />
        <Select
          allowClear
          aria-label={say('行为人', 'Actor')}
          placeholder={say('全部行为人', 'everybody')}
          onChange={setRole}
          style={{ minWidth: 136 }}
          options={choices(facts.map(({ actor }) => actor.role)).map((one) => ({ value: one, label: actorWord(one) }))}
        />
        <Input
          allowClear
          aria-label={say('查找', 'Find')}
          placeholder={say('查找', 'find')}
          onChange={({ target }) => setText(target.value)}
          style={{ maxWidth: 240 }}
        />
        <span className="quiet digits">{say(`${shown.length} 条`, `${shown.length} facts`)}</span>
      </div>
      {shown.length === 0 && <Empty>{say('没有符合条件的记录', 'nothing fits')}</Empty>}
      <ol style={{ listStyle: 'none', padding: 0, margin: 0 }}>
        {shown.slice(0, most).map((fact) => (
          <One key={fact.id} fact={fact} address={addresses[fact.id]} />
        ))}
      </ol>
      {shown.length > most && (
        <div>
          <Button onClick={() => setMost(most + PIECE)}>
            {say(
              `再显示 ${Math.min(PIECE, shown.length - most)} 条（共 ${shown.length} 条）`,
              `More (of ${shown.length})`,
            )}
          </Button>
        </div>
      )}
    </section>
  )
}

/** How many facts are drawn at once. */
const PIECE = 60

const actorWord = (role: string): string =>
  role === 'clock' ? say('时钟', 'the clock') : role === 'platform' ? say('平台', 'the platform') : word(role)

function One({ fact, address }: { fact: Told; address: string | undefined }) {
  const { actor } = fact
  return (
    <li
      style={{
        borderTop: '1px solid var(--line)',
        padding: '12px 0',
        display: 'flex',
        flexWrap: 'wrap',
        gap: '4px 24px',
      }}
    >
      <span className="quiet" style={{ flex: '0 0 176px' }}>
        <Moment at={fact.at} ms />
      </span>
      <div style={{ flex: '1 1 320px', minWidth: 0 }}>
        <b>{say(fact.zh, fact.en)}</b>{' '}
        <span className="quiet">
          {actorWord(actor.role)}
          {actor.certificate && ` · ${say('证书', 'certificate')} …${actor.certificate.slice(-8)}`}
          {actor.tag && ` · ${say('代号', 'tag')} ${actor.tag.slice(0, 8)}`}
          {address && ` · ${say('网络地址', 'network address')} ${address}`}
        </span>
        <details>
          <summary className="quiet" style={{ overflowWrap: 'anywhere' }}>
            {fact.stream} · {say('第', '#')}
            {fact.version}
            {say('版', '')} · {fact.id}
          </summary>
          <Recorded of={fact.data} />
        </details>
      </div>
      <ProofButton fact={fact.id} />
    </li>
  )
}

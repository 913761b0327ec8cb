import { Button, Input } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import type { Project, Registered } from '../../../server/projects/project.ts'
import { planFields } from '../../../server/projects/rules.ts'
import type { Draft } from '../../../server/tenders/contract.ts'
import { useSession } from '../app/session.tsx'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api, Refused as Declined } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { term } from './terms.ts'

/** A registered project: its codes, its tenders, its plan, its papers. */
export default function ProjectPage() {
  const { project: id = '' } = useParams()
  const found = useLoad<Project>(`/projects/${id}`)
  return (
    <Loading of={found}>
      {(project) =>
        project.registered ? (
          <Page project={project} of={project.registered} reload={found.reload} />
        ) : (
          <p className="sheet">
            {say('该项目尚未登记。', 'This project is not registered.')}{' '}
            <Link to={`/t/new/${id}`}>{say('继续登记', 'Go on')}</Link>
          </p>
        )
      }
    </Loading>
  )
}

function Page({ project, of, reload }: { project: Project; of: Registered; reload: () => void }) {
  const { session } = useSession()
  const host = [of.content.owner.code, of.content.agent?.code].includes(session?.organisation ?? '-')
  return (
    <>
      <PageTitle over={of.code}>{of.content.name}</PageTitle>
      <div className="two">
        <div className="stack">
          <Sections project={project} of={of} host={host} />
          {host && <Plan project={project} of={of} reload={reload} />}
        </div>
        <aside className="sheet stack">
          <h2>{say('登记信息', 'Registration')}</h2>
          <dl className="facts narrow">
            <dt>{say('招标项目编号', 'Tendering')}</dt>
            <dd className="digits">{of.tendering}</dd>
            <dt>{term(of.content.type, 'owner')}</dt>
            <dd>{of.content.owner.name}</dd>
            <dt>{term(of.content.type, 'agent')}</dt>
            <dd>{of.content.agent?.name ?? term(of.content.type, 'alone')}</dd>
            <dt>{say('资金来源', 'Funds')}</dt>
            <dd>{of.content.funds}</dd>
            <dt>{say('登记时间', 'Registered')}</dt>
            <dd>
              <Moment at={of.registeredAt} />
            </dd>
          </dl>
          <Link to={`/proofs/projects/${project.id}`}>
            {say('登记与计划的证明', 'Proofs of registration and plan')}
          </Link>
          {project.papers.map((one) => (
            <a key={one.sha256} href={api.url(`/projects/${project.id}/papers/${one.sha256}`)}>
              {one.title} PDF
            </a>
          ))}
        </aside>
      </div>
    </>
  )
}

function Sections({ project, of, host }: { project: Project; of: Registered; host: boolean }) {
  const navigate = useNavigate()
  const start = useDeed(async (code: string) => {
    if (await isThere(code)) return void navigate(`/t/${code}/document`)
    const { draft } = await api.get<{ draft: Draft }>(`/projects/${project.id}/sections/${code}/draft`)
    await api.post(`/tenders/${code}/draft`, { draft })
    void navigate(`/t/${code}/document`)
  })
  return (
    <section className="sheet stack">
      <h2>{term(of.content.type, 'parts')}</h2>
      <Refused problem={start.problem} />
      <div className="table-wrap">
        <table className="plain cards">
          <thead>
            <tr>
              <th scope="col">{term(of.content.type, 'part')}</th>
              <th scope="col" className="number">
                {term(of.content.type, 'estimate')}
              </th>
              <th scope="col">{say('操作', 'Actions')}</th>
            </tr>
          </thead>
          <tbody>
            {of.sections.map((one) => (
              <tr key={one.code}>
                <td>
                  {one.name}
                  <div className="quiet digits">{one.code}</div>
                  {one.deal && <div className="quiet digits">{one.deal}</div>}
                </td>
                <td className="number" data-label={term(of.content.type, 'estimate')}>
                  <Money fen={one.estimate} />
                </td>
                <td>
                  <div className="row">
                    {host && (
                      <Button type="primary" size="small" loading={start.busy} onClick={() => void start.run(one.code)}>
                        {say('编制招标文件', 'Write the documents')}
                      </Button>
                    )}
                    <Link to={`/t/${one.code}`}>{say('打开', 'Open')}</Link>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Whether a tender of this code is there already: a draft that was begun is gone on with, never begun anew. */
async function isThere(code: string): Promise<boolean> {
  try {
    await api.get(`/tenders/${code}`)
    return true
  } catch (problem) {
    if (problem instanceof Declined && problem.problem.code === 'TENDER_UNKNOWN') return false
    throw problem
  }
}

function Plan({ project, of, reload }: { project: Project; of: Registered; reload: () => void }) {
  const { type } = of.content
  const before = new Map(project.plan?.plan.sections.map(({ code, month }) => [code, month]))
  const [months, setMonths] = useState<Record<string, string>>(Object.fromEntries(before))
  const [remark, setRemark] = useState(project.plan?.plan.remark ?? '')
  const publish = useDeed(async () => {
    const sections = of.sections.flatMap(({ code }) => (months[code] ? [{ code, month: months[code] }] : []))
    const plan = { sections, remark }
    const cms = await signStatement('project.publishPlan', planFields(project.id, plan))
    await api.post(`/projects/${project.id}/plan`, { plan, cms })
    reload()
  })
  return (
    <section className="sheet stack">
      <h2>{term(type, 'coming')}</h2>
      {project.plan && (
        <p className="quiet">
          {say(`已发布第 ${project.plan.version} 版`, `version ${project.plan.version} is public`)}{' '}
          <Moment at={project.plan.publishedAt} />
        </p>
      )}
      {of.sections.map((one) => (
        <div key={one.code} className="row">
          <span style={{ flex: '1 1 240px' }}>{one.name}</span>
          <Input
            type="month"
            aria-label={`${one.name} ${term(type, 'month')}`}
            value={months[one.code] ?? ''}
            onChange={(e) => setMonths({ ...months, [one.code]: e.target.value })}
            style={{ width: 180 }}
          />
        </div>
      ))}
      <LongField
        label={say('说明', 'Remark')}
        hint={say('可以不填', 'may be empty')}
        most={1000}
        rows={2}
        value={remark}
        onChange={setRemark}
      />
      <p className="quiet prose">
        {say(
          '发布后任何人可见；可再次发布新版本，实际以公告为准。',
          'Everybody will see it; a later version may replace it, the notice is what binds.',
        )}
      </p>
      <Refused problem={publish.problem} />
      <div>
        <Button
          disabled={!Object.values(months).some(Boolean)}
          loading={publish.busy}
          onClick={() => void publish.run()}
        >
          {term(type, 'publishing')}
        </Button>
      </div>
    </section>
  )
}

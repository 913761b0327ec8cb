import { Button } from 'antd'
import { Link, useNavigate } from 'react-router'
import type { Project } from '../../../server/projects/project.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Refused } from '../pieces/Refused.tsx'

/** One's own projects: registrations on their way and registered ones, and a way to begin another, from an earlier one if wanted. */
export function Projects() {
  const navigate = useNavigate()
  const found = useLoad<{ items: Project[]; more: boolean }>('/projects')
  const copy = useDeed(async ({ content }: Project) => {
    const fresh = {
      ...content,
      name: `${content.name ?? ''}（副本）`.slice(0, 200),
      code: null,
      approval: null,
      differs: null,
    }
    const { project } = await api.post<{ project: string }>('/projects', { content: fresh })
    void navigate(`/t/new/${project}`)
  })
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>{say('我的项目', 'My projects')}</h2>
        <Link to="/t/new">
          <Button type="primary">{say('登记新项目', 'Register a project')}</Button>
        </Link>
      </div>
      <Refused problem={copy.problem} />
      <Loading of={found}>
        {({ items }) =>
          items.length ? (
            <div className="table-wrap">
              <table className="plain cards">
                <thead>
                  <tr>
                    <th scope="col">{say('项目', 'Project')}</th>
                    <th scope="col">{say('状态', 'State')}</th>
                    <th scope="col">{say('标段', 'Tenders')}</th>
                    <th scope="col">{say('操作', 'Actions')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((one) => (
                    <tr key={one.id}>
                      <td>
                        <Link to={one.stage === 'draft' ? `/t/new/${one.id}` : `/t/p/${one.id}`}>
                          {one.content.name || say('未命名项目', 'Unnamed project')}
                        </Link>
                        <div className="quiet digits">{one.registered?.code}</div>
                      </td>
                      <td data-label={say('状态', 'State')}>
                        {one.stage === 'draft' ? say('登记中', 'being registered') : say('已登记', 'registered')}
                      </td>
                      <td data-label={say('标段', 'Tenders')} className="digits">
                        {one.content.sections?.length ?? 0}
                      </td>
                      <td>
                        <Button size="small" loading={copy.busy} onClick={() => void copy.run(one)}>
                          {say('复制', 'Copy')}
                        </Button>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          ) : (
            <Empty>
              {say(
                '还没有项目。招标项目先进场登记，再编制招标文件、发布公告。',
                'No project yet. A project is registered first, then its documents are written and its notice is published.',
              )}
            </Empty>
          )
        }
      </Loading>
    </section>
  )
}

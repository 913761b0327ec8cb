import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link, NavLink } from 'react-router'
import type { Draft } from '../../../server/tenders/contract.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { Loading } from '../pieces/Loading.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Refused } from '../pieces/Refused.tsx'
import type { Drafting } from './useDraft.ts'

/**
 * The frame of the screens that write a draft: the way between them, saving, and why saving was declined.
 *
 * @param after what is still shown once the notice is published
 */
export function DraftFrame(props: {
  of: Drafting
  children: (draft: Draft) => ReactNode
  after?: (tender: Tender) => ReactNode
}) {
  const { of, children, after } = props
  const { id, found, draft, save, clean } = of
  return (
    <Loading of={found}>
      {(tender) => (
        <>
          <PageTitle over={tender.code}>{tender.name}</PageTitle>
          <nav className="tabs" aria-label={say('编制步骤', 'Steps of writing')}>
            <NavLink to={`/t/${id}/document`}>{say('招标文件', 'Document')}</NavLink>
            <NavLink to={`/t/${id}/plan`}>{say('时间安排', 'Dates')}</NavLink>
            <NavLink to={`/t/${id}/criteria`}>{say('评标办法', 'Criteria')}</NavLink>
            <NavLink to={`/t/${id}`} end>
              {say('体检与发布', 'Check and publish')}
            </NavLink>
          </nav>
          {['draft', 'prequalified'].includes(tender.stage) && draft ? (
            <div className="stack">
              {draft.track === 'T' && draft.mandatory === false && <Voluntary />}
              {children(draft)}
              <Refused problem={save.problem} />
              <div className="row sticky">
                <Button type="primary" disabled={clean} loading={save.busy} onClick={() => void save.run()}>
                  {say('保存草稿', 'Save the draft')}
                </Button>
                <span className="quiet">
                  {clean
                    ? say('草稿已保存，不公开', 'Saved; nobody else sees it')
                    : say('有未保存的修改', 'There are changes')}
                </span>
                <Link to={`/t/${id}`}>{say('去体检与发布', 'On to check and publication')}</Link>
              </div>
            </div>
          ) : (
            <div className="stack">
              <p className="sheet" style={{ margin: 0 }}>
                {say(
                  '公告已发布，招标文件不可在此修改；更正须另行发布澄清或修改文件。',
                  'The notice is published: its document is not edited here.',
                )}{' '}
                <Link to={`/t/${id}/questions`}>{say('去澄清与修改', 'To the addenda')}</Link>
              </p>
              {after?.(tender)}
            </div>
          )}
        </>
      )}
    </Loading>
  )
}

/** That no law demands this tender, and what follows for its draft. */
const Voluntary = () => (
  <p className="banner">
    <b>{say('非依法必须招标（按项目登记）', 'No law demands this tender (as its project is registered)')}</b>{' '}
    {say(
      '二十日的投标准备期、评标委员会五人以上单数和专家比例、公示期限和书面报告等只约束依法必须招标项目的规定不适用；其余规定照常适用。',
      'Twenty days for bids, five panel members of an odd number with their share of experts, the time of publicity and the written report bind demanded tenders alone; everything else holds.',
    )}
  </p>
)

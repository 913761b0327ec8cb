import { Button } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Fact } from '../../../server/ledger/event.ts'
import { useSession } from '../app/session.tsx'
import { say, word } from '../app/words.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { ProofRow } from './ProofRow.tsx'
import { type Checks, checkAll, type State } from './proving.ts'

/** A fact as it is told to this eye. */
export interface Told extends Fact {
  zh: string
  en: string
}

/** Of what a list of proofs is: a tender (标段) or a registered project. */
type Kind = 'tenders' | 'projects'

/** All facts of a tender or a project that this eye may see, each with its proof, checked in this browser. */
export default function Proofs() {
  const { kind = 'tenders', id = '' } = useParams()
  const of: Kind = kind === 'projects' ? 'projects' : 'tenders'
  const found = useLoad<{ facts: Told[] }>(`/${of}/${encodeURIComponent(id)}/facts`)
  return (
    <>
      <PageTitle
        over={id}
        end={
          <Button loading={found.loading} onClick={found.reload}>
            {say('刷新', 'Refresh')}
          </Button>
        }
      >
        {of === 'projects'
          ? say('项目的全部证明', 'All proofs of a project')
          : say('标段的全部证明', 'All proofs of a tender')}
      </PageTitle>
      <Loading of={found}>{({ facts }) => <List key={`${of}${id}`} facts={facts} kind={of} id={id} />}</Loading>
    </>
  )
}

/** Who looks, and how much of the whole that is. */
function seenBy(role: string | undefined): string {
  if (!role || role === 'public')
    return say(
      '您看到的是公开的事实。尚须保密的事实在公开之前不列出，也不计数。',
      'You see what is public. What is still secret is neither listed nor counted.',
    )
  return say(
    `您以${word(role)}身份查看：列出依权限可见的事实；尚须保密的不列出，也不计数。`,
    `You look as ${word(role)}: what you may see is listed; what is secret from you is neither listed nor counted.`,
  )
}

/** How far the checking is, in one line. */
function Summary({ checks, of }: { checks: Checks; of: number }) {
  const states = Object.values(checks)
  const count = (wanted: State['is']): number => states.filter(({ is }) => is === wanted).length
  const [good, waiting, bad] = [count('proved'), count('waiting'), count('failed')]
  if (!states.length)
    return <span className="quiet">{say(`共 ${of} 条，尚未核验`, `${of} facts, none checked yet`)}</span>
  return (
    <span role="status" className={bad ? 'bad' : 'proof'}>
      {say(`已核验 ${good}/${of}`, `${good} of ${of} verified`)}
      {waiting > 0 && say(`，${waiting} 条待入日志`, `, ${waiting} not in the log yet`)}
      {bad > 0 && say(`，${bad} 条未通过`, `, ${bad} failed`)}
    </span>
  )
}

function List({ facts, kind, id }: { facts: Told[]; kind: Kind; id: string }) {
  const { session } = useSession()
  const [checks, setChecks] = useState<Checks>({})
  const note = (fact: string, state: State): void => setChecks((before) => ({ ...before, [fact]: state }))
  const ids = facts.map((fact) => fact.id)
  const all = useDeed(() => checkAll(ids, note))
  if (!facts.length) return <Empty>{say('没有您可以查看的事实。', 'There is no fact that you may see.')}</Empty>
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <Summary checks={checks} of={facts.length} />
        <Button type="primary" loading={all.busy} onClick={() => void all.run()}>
          {say('全部核验', 'Verify all')}
        </Button>
      </div>
      <p className="quiet prose" style={{ margin: 0 }}>
        {seenBy(session?.role)}{' '}
        {say(
          '核验在本浏览器中进行：由事实和盐算出承诺值，沿节拍与日志的路径算到已签名的检查点。',
          "Checked in this browser: fact and salt give the commitment, and the beat's and the log's paths lead to the signed head.",
        )}{' '}
        <Link to="/log">{say('检查点与公钥', 'Head and keys')}</Link>
        {session?.entrance === 'public' && (
          <>
            {' · '}
            <a href={kind === 'tenders' ? `/projects/${id}/proofs` : `/plans/${id}/proofs`}>
              {say('无脚本的列表', 'The list without a script')}
            </a>
          </>
        )}
      </p>
      <Refused problem={all.problem} onRetry={() => void all.run()} />
      <ol style={{ listStyle: 'none', padding: 0, margin: 0 }}>
        {facts.map((fact) => (
          <ProofRow key={fact.id} fact={fact} state={checks[fact.id]} onCheck={() => void checkAll([fact.id], note)} />
        ))}
      </ol>
    </section>
  )
}

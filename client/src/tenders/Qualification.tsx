import { Button } from 'antd'
import type { Relations } from '../../../server/bids/contract.ts'
import type { LikenessFinding } from '../../../server/opening/likenessEvents.ts'
import type { Found } from '../../../server/qualification/contract.ts'
import type { Clause } from '../../../server/tenders/criteria.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { ClauseJudging, type JudgedClause } from '../pieces/ClauseJudging.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { Findings } from '../supervision/Alike.tsx'
import { Declared } from '../supervision/Declared.tsx'
import type { OfTender } from './TenderPage.tsx'

interface Shown {
  stage: 'judging' | 'concluded'
  bids: {
    tag: string
    name: string
    files: { name: string; type: string }[]
    /** what is judged on this bid */
    clauses: Clause[]
    judged: { qualified: boolean; findings: Found[] } | null
    /** prequalified, and nothing of it has changed: not judged again */
    stands: boolean
    /** who heads, holds and manages the bidder, as it says */
    declared: Relations | null
  }[]
  relations: LikenessFinding[]
  qualified: string[] | null
  enough: boolean | null
}

/** Qualification by the purchaser or its agent: every bid on every clause, signed; then the end, signed. */
export function Qualification({ tender, host, reload }: OfTender) {
  const found = useLoad<Shown>(`/tenders/${tender.id}/qualification`)
  return (
    <section className="sheet stack">
      <h2>{say('资格审查', 'Qualification')}</h2>
      <Loading of={found}>
        {(shown) => (
          <>
            {shown.relations.length > 0 && (
              <div className="banner sun">
                <b>{say('投标人之间的关联关系（须核实）', 'Bidders that may belong together')}</b>
                <Findings
                  of={shown.relations}
                  nameOf={(tag) => shown.bids.find((bid) => bid.tag === tag)?.name ?? tag.slice(0, 12)}
                />
              </div>
            )}
            {shown.bids.map((bid) => (
              <Bid
                key={bid.tag}
                tender={tender.id}
                of={bid}
                open={host && shown.stage === 'judging'}
                onDone={found.reload}
              />
            ))}
            {shown.stage === 'judging' && host && (
              <Conclude
                tender={tender.id}
                of={shown}
                onDone={() => {
                  found.reload()
                  reload()
                }}
              />
            )}
            {shown.stage === 'concluded' && (
              <p className={shown.enough ? 'good' : 'bad'}>
                {say(
                  `资格审查已结束，合格投标人 ${shown.qualified?.length ?? 0} 家。`,
                  `Concluded: ${shown.qualified?.length ?? 0} qualified.`,
                )}
              </p>
            )}
          </>
        )}
      </Loading>
    </section>
  )
}

function Bid(of: { tender: string; of: Shown['bids'][number]; open: boolean; onDone: () => void }) {
  const { tender, open, onDone } = of
  const { tag, name, files, clauses, judged, stands, declared } = of.of
  const sign = async (found: JudgedClause[]): Promise<void> => {
    const findings = found.map(({ id: clause, ...said }): Found => ({ clause, ...said }))
    const cms = await signStatement('qualification.judge', { tender, bid: tag, findings })
    await api.post(`/tenders/${tender}/qualification/bids/${tag}`, { findings, cms })
    onDone()
  }
  return (
    <div className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
      <div className="row">
        <b>{name}</b>
        {judged && (
          <span className={judged.qualified ? 'good' : 'bad'}>
            {judged.qualified ? say('合格', 'qualified') : say('不合格', 'not qualified')}
          </span>
        )}
        {!judged && clauses.length === 0 && <span className="good">{say('资格预审合格', 'prequalified')}</span>}
        {files.map((file) => (
          <a
            key={file.name}
            href={api.url(`/tenders/${tender}/qualification/bids/${tag}/files/${encodeURIComponent(file.name)}`)}
          >
            {file.name}
          </a>
        ))}
      </div>
      {declared && <Declared of={declared} name={say('投标人声明', 'as it says')} />}
      {judged?.findings
        .filter(({ pass }) => !pass)
        .map(({ clause, reason }) => (
          <p key={clause} className="bad" style={{ margin: 0 }}>
            {clauses.find(({ id }) => id === clause)?.zh ?? clause}：{reason}
          </p>
        ))}
      {stands && clauses.length > 0 && (
        <p className="quiet" style={{ margin: 0 }}>
          {say('资格预审已合格，仅审查下列事项。', 'Prequalified: only the following is judged.')}
        </p>
      )}
      {open && clauses.length > 0 && (
        <ClauseJudging
          clauses={clauses}
          why={say('不合格的理由', 'why not')}
          signed={judged?.findings.map(({ clause, ...said }) => ({ id: clause, ...said }) as JudgedClause)}
          sign={sign}
        />
      )}
    </div>
  )
}

const unjudged = (findings: readonly Found[], clauses: readonly Clause[]): boolean =>
  clauses.some(({ id }) => !findings.some(({ clause }) => clause === id))

function Conclude({ tender, of, onDone }: { tender: string; of: Shown; onDone: () => void }) {
  const tags = (passed: boolean): string[] =>
    of.bids
      .filter(({ judged, clauses }) => (judged?.qualified ?? clauses.length === 0) === passed)
      .map(({ tag }) => tag)
      .sort()
  const left = of.bids.filter(({ judged, clauses }) => unjudged(judged?.findings ?? [], clauses)).length
  const conclude = useDeed(async () => {
    const fields = { tender, qualified: tags(true), unqualified: tags(false) }
    await api.post(`/tenders/${tender}/qualification/conclude`, {
      cms: await signStatement('qualification.conclude', fields),
    })
    onDone()
  })
  return (
    <div className="stack-tight">
      <p className="quiet">
        {left
          ? say(`还有 ${left} 份未审查`, `${left} bids left`)
          : say(
              `合格 ${tags(true).length} 家，不合格 ${tags(false).length} 家。结束后不能更改；合格不足三家的，不得评标，本次招标失败。`,
              `${tags(true).length} qualified, ${tags(false).length} not. It cannot be changed afterwards; with fewer than three nothing is evaluated and the tender fails.`,
            )}
      </p>
      <Refused problem={conclude.problem} />
      <div>
        <Button type="primary" disabled={left > 0} loading={conclude.busy} onClick={() => void conclude.run()}>
          {say('签名结束资格审查', 'Sign and conclude')}
        </Button>
      </div>
    </div>
  )
}

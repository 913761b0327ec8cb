import { Button } from 'antd'
import type { Publicity as Content } from '../../../server/award/events.ts'
import { fullName } from '../../../server/award/publicity.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { Acceptance } from '../award/Acceptance.tsx'
import { DutyList } from '../award/Duties.tsx'
import { FixWinner } from '../award/FixWinner.tsx'
import { signPaper } from '../award/papers.ts'
import type { Received, Acceptance as Report } from '../award/view.ts'
import { api, type Problem } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { RankingTable } from '../pieces/RankingTable.tsx'
import { Refused } from '../pieces/Refused.tsx'
import type { OfTender } from './TenderPage.tsx'

/** From the panel's report to the publicity of its candidates. */
export function Publicity({ tender, acting, reload }: OfTender) {
  const itself = acting === 'tenderer'
  const host = itself || acting === 'agent'
  const accepted = useLoad<Report>(host ? `/tenders/${tender.id}/acceptance` : undefined)
  const received = accepted.value?.ready ? accepted.value : undefined
  const open = itself && received?.via === 'publicity' && received.reviewed !== null
  const draft = useLoad<{ publicity: Content; candidates: string }>(
    open ? `/tenders/${tender.id}/publicity/draft` : undefined,
  )
  const publicise = useDeed(async (candidates: string) => {
    const cms = await signStatement('award.publicise', { tender: tender.id, candidates })
    await api.post(`/tenders/${tender.id}/publicity`, { candidates, cms })
    await signPaper(tender.id, 'publicity')
    reload()
  })
  if (!received)
    return (
      <section className="sheet stack">
        <h2>{say('评标进行中', 'The panel is at work')}</h2>
        <p className="quiet">
          {say('评分在全体成员锁定前对任何人不可见。', 'Scores are hidden until all have locked. ')}
          {tender.track === 'G'
            ? say(
                '评标报告签署并送达后，采购人在此审查报告、确定中标人。',
                'When the report is signed and delivered, the purchaser reviews it and fixes the winner here.',
              )
            : say(
                '评标报告签署完成后，招标人在此公示中标候选人。',
                'When the report is signed, the tenderer publicises the candidates here.',
              )}
        </p>
        <div>
          <Button onClick={accepted.reload}>{say('刷新', 'Refresh')}</Button>
        </div>
      </section>
    )
  return (
    <>
      <Acceptance tender={tender.id} acting={acting} of={received} reload={accepted.reload} />
      {received.via === 'announcement' && (
        <FixWinner
          tender={tender.id}
          agent={tender.agent !== null}
          of={received}
          acting={acting}
          reload={() => {
            accepted.reload()
            reload()
          }}
        />
      )}
      {draft.value && <Draft tender={tender.id} of={draft.value} received={received} publicise={publicise} />}
      <DutyList tender={tender.id} version={accepted.value} />
    </>
  )
}

/** What will be public, word for word, and the one signature that makes it so. */
function Draft(of: {
  tender: string
  of: { publicity: Content; candidates: string }
  received: Received
  publicise: { run(candidates: string): Promise<unknown>; busy: boolean; problem: Problem | undefined }
}) {
  const { received, publicise } = of
  const { publicity, candidates } = of.of
  return (
    <section className="sheet stack">
      <h2>{say('公示中标候选人', 'Publicise the candidates')}</h2>
      {received.publiciseUntil !== null && (
        <Countdown
          from={received.report.finishedAt}
          until={received.publiciseUntil}
          label={`${say('最迟开始公示', 'Begins within')} · ${received.articles.publicise}`}
        />
      )}
      <Placed publicity={publicity} />
      <p className="prose">
        {say(
          '公示自发布起不少于三日，公示期内投标人可以提出异议；异议答复前暂停定标。公示内容与评标结果逐字一致，不能修改。',
          'The publicity lasts at least three days; objections suspend the award. It repeats the result word for word.',
        )}
      </p>
      <p className="hash quiet">SHA-256 {candidates}</p>
      <Refused problem={publicise.problem} />
      <div>
        <Button type="primary" size="large" loading={publicise.busy} onClick={() => void publicise.run(candidates)}>
          {say('签名并发布中标候选人公示', 'Sign and publish')}
        </Button>
      </div>
    </section>
  )
}

/** The ranking by name, and who was rejected on which ground. */
export function Placed({ publicity }: { publicity: Content }) {
  const candidates = new Set(publicity.candidates.map(({ tag }) => tag))
  return (
    <>
      <RankingTable
        scored={publicity.ranking.some(({ total }) => total > 0)}
        rows={publicity.ranking.map(({ tag, terms, ...one }) => ({
          ...one,
          ...{ key: tag, price: terms.price, candidate: candidates.has(tag) },
        }))}
      />
      {publicity.candidates.map((one) => (
        <div key={one.tag} className="quiet">
          <b>{fullName(one)}</b>：{say('质量', 'quality')} {one.terms.quality}，{one.terms.durationDays}{' '}
          {say('日历天', 'days')}，{say('项目负责人', 'leader')} {one.terms.leader}
          {one.leaderCertificate && `（${one.leaderCertificate}）`}
          {one.qualification && `；${one.qualification}`}
          {one.performance?.map((work) => (
            <div key={work.project}>
              {say('业绩：', 'work: ')}
              {work.project}，{work.client}，{work.amount}，{work.finished}
            </div>
          ))}
        </div>
      ))}
      {publicity.rejections.map((one) => (
        <div key={one.tag}>
          <b>{one.name}</b> {say('被否决', 'rejected')}
          <ul>
            {one.findings.map((finding) => (
              <li key={finding.clause}>
                {finding.zh}；{finding.ground}（{finding.against}/{finding.members}）
                {finding.findings
                  .filter(({ pass, reason }) => !pass && reason)
                  .map(({ member, reason }) => (
                    <div key={member} className="quiet">
                      {reason}
                    </div>
                  ))}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {publicity.unqualified?.map((one) => (
        <div key={one.tag}>
          <b>{one.name}</b> {say('未通过资格审查', 'not qualified')}
          <ul>
            {one.findings.map(({ clause, zh, ground, reason }) => (
              <li key={clause}>
                {zh}；{ground}
                <div className="quiet">{reason}</div>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  )
}

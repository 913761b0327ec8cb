import { Button } from 'antd'
import type { Publicity as Content } from '../../../server/award/events.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { points } from '../evaluation/view.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
import type { OfTender } from './TenderPage.tsx'

/** From the panel's report to the publicity of its candidates. */
export function Publicity({ tender, acting, reload }: OfTender) {
  const itself = acting === 'tenderer'
  const draft = useLoad<{ publicity: Content; candidates: string }>(
    itself ? `/tenders/${tender.id}/publicity/draft` : undefined,
  )
  const publicise = useDeed(async (candidates: string) => {
    const cms = await signStatement('award.publicise', { tender: tender.id, candidates })
    await api.post(`/tenders/${tender.id}/publicity`, { candidates, cms })
    reload()
  })
  if (!draft.value)
    return (
      <section className="sheet stack">
        <h2>{say('评标进行中', 'The panel is at work')}</h2>
        <p className="quiet">
          {say(
            '评分在全体成员锁定前对任何人不可见。评标报告签署完成后，招标人在此公示中标候选人。',
            'Scores are hidden until all have locked. When the report is signed, the tenderer publicises the candidates here.',
          )}
        </p>
        <div>
          <Button onClick={draft.reload}>{say('刷新', 'Refresh')}</Button>
        </div>
      </section>
    )
  const { publicity, candidates } = draft.value
  return (
    <section className="sheet stack">
      <h2>{say('公示中标候选人', 'Publicise the candidates')}</h2>
      <Placed publicity={publicity} />
      <a href={api.url(`/tenders/${tender.id}/evaluation/report.pdf`)}>
        {say('评标报告 PDF', 'Report of the panel (PDF)')}
      </a>
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
      <div className="table-wrap">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say('名次', 'Rank')}</th>
              <th scope="col">{say('投标人', 'Bidder')}</th>
              <th scope="col" className="number">
                {say('报价', 'Price')}
              </th>
              <th scope="col" className="number">
                {say('质量分', 'Quality')}
              </th>
              <th scope="col" className="number">
                {say('价格分', 'Price score')}
              </th>
              <th scope="col" className="number">
                {say('总分', 'Total')}
              </th>
            </tr>
          </thead>
          <tbody>
            {publicity.ranking.map((one) => (
              <tr key={one.tag}>
                <td className="digits" style={{ whiteSpace: 'nowrap' }}>
                  {one.rank} {candidates.has(one.tag) && <b>{say('候选', 'candidate')}</b>}
                </td>
                <td>{one.name}</td>
                <td className="number">
                  <Money fen={one.terms.price} />
                </td>
                <td className="number">{points(one.quality)}</td>
                <td className="number">{points(one.priceScore)}</td>
                <td className="number">
                  <b>{points(one.total)}</b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {publicity.rejections.map((one) => (
        <div key={one.tag}>
          <b>{one.name}</b> {say('被否决', 'rejected')}
          <ul>
            {one.findings.map((finding) => (
              <li key={finding.clause}>
                {finding.zh}；{finding.ground}（{finding.against}/{finding.members}）
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  )
}

import type { ComparedTerm, Verdict } from '../../../server/award/contractComparison.ts'
import { CONTRACT_FIELDS } from '../../../server/award/contractText.ts'
import { compareTexts } from '../../../server/questions/changes.ts'
import { say } from '../app/words.ts'
import { Money } from '../pieces/Money.tsx'
import { Runs } from '../questions/Compare.tsx'
import type { ToSign } from './contract.ts'

const VERDICTS: Record<Verdict, readonly [zh: string, en: string, look: string]> = {
  same: ['一致', 'same', 'good'],
  wording: ['仅文字不同', 'wording only', 'quiet'],
  addition: ['双方均未载明，补充约定', 'said by neither: added', 'quiet'],
  minor: ['非实质性差异', 'differs, no substance', 'quiet'],
  substance: ['实质性背离，不得订立', 'departs in substance', 'bad'],
}
const FROM: Record<ComparedTerm['from'], readonly [zh: string, en: string]> = {
  bid: ['投标文件', 'bid'],
  document: ['招标文件', 'document'],
  neither: ['未载明', 'neither says'],
}

/** A term as readers see it. */
export function TermValue({ field, value }: { field: ComparedTerm['field']; value: string }) {
  if (!value) return <span className="quiet">—</span>
  if (field === 'price') return <Money fen={value} />
  if (field === 'durationDays') return <>{`${value} ${say('日历天', 'days')}`}</>
  return <span style={{ whiteSpace: 'pre-line' }}>{value}</span>
}

/** Field by field what document or bid say and what the contract says. */
export function Compared({ of }: { of: Pick<ToSign, 'compared' | 'article'> }) {
  const shown = of.compared.filter(({ said, contract }) => said || contract)
  return (
    <div className="table-wrap">
      <table className="plain cards">
        <thead>
          <tr>
            <th scope="col">{say('条款', 'Term')}</th>
            <th scope="col">{say('招标文件或投标文件', 'Document or bid')}</th>
            <th scope="col">{say('合同', 'Contract')}</th>
            <th scope="col">{say('比对', 'Compared')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((term) => (
            <Line key={term.field} term={term} />
          ))}
        </tbody>
      </table>
      <span className="quiet">
        {say(
          '实质性内容须与招标文件和投标文件一致，背离的平台拒绝；其他差异列明并记入合同',
          'a term that departs in substance is refused; other differences are told in the contract',
        )}
        （{of.article.terms}，{of.article.texts}）
      </span>
    </div>
  )
}

function Line({ term }: { term: ComparedTerm }) {
  const { field, from, said, contract, verdict } = term
  const [zh, en, look] = VERDICTS[verdict]
  const texts = verdict !== 'same' && said !== '' && field !== 'price' && field !== 'durationDays'
  return (
    <tr>
      <td>{say(CONTRACT_FIELDS[field][0], CONTRACT_FIELDS[field][1])}</td>
      <td data-label={say('招标文件或投标文件', 'Document or bid')}>
        <TermValue field={field} value={said} /> <span className="quiet">{say(FROM[from][0], FROM[from][1])}</span>
      </td>
      <td data-label={say('合同', 'Contract')}>
        {texts ? <Runs runs={compareTexts(said, contract)} /> : <TermValue field={field} value={contract} />}
      </td>
      <td data-label={say('比对', 'Compared')} className={look}>
        {say(zh, en)}
      </td>
    </tr>
  )
}

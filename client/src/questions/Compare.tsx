import { Button } from 'antd'
import { useState } from 'react'
import { compareTexts, type DocumentChange, type Run } from '../../../server/questions/changes.ts'
import { compareEditions, type Edition } from '../../../server/questions/editions.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { pdfText } from './pdfText.ts'

/** A comparison as text: what was taken out is struck through, what was put in is underlined. */
export function Runs({ runs }: { runs: readonly Run[] }) {
  return (
    <span className="redline">
      {runs.map((run, n) => {
        const key = `${n}`
        if (run.kind === 'gone') return <del key={key}>{run.text}</del>
        if (run.kind === 'new') return <ins key={key}>{run.text}</ins>
        return <span key={key}>{run.text}</span>
      })}
    </span>
  )
}

type Side = Pick<Edition, 'terms' | 'documents'>

/** What is different between two versions: terms in red-line, documents by their hashes, and their text on demand. */
export function Compare({ tender, before, after }: { tender: string; before: Side; after: Side }) {
  const { terms, documents } = compareEditions(before, after)
  const changed = documents.filter(({ kind }) => kind !== 'same')
  if (!terms.length && !changed.length)
    return <p className="quiet">{say('条款与文件没有变化。', 'Terms and documents are the same.')}</p>
  return (
    <div className="stack-tight">
      {terms.map((one) => (
        <div key={one.name}>
          <div className="quiet">
            {say(one.zh, one.en)} ·{' '}
            {one.affects ? say('影响投标文件编制', 'affects bids') : say('不影响投标文件编制', 'affects no bid')}
          </div>
          <Runs runs={one.runs} />
        </div>
      ))}
      {changed.map((one) => (
        <div key={one.kind + one.sha256}>
          <div className="quiet">{say('文件', 'Document')}</div>
          {one.kind === 'new' ? <ins>{one.title}</ins> : <del>{one.title}</del>}
          <div className="hash quiet">SHA-256 {one.sha256}</div>
        </div>
      ))}
      <Texts tender={tender} changed={changed} />
    </div>
  )
}

/** The texts of a document that was replaced: taken from the PDFs by this browser. */
function Texts({ tender, changed }: { tender: string; changed: DocumentChange[] }) {
  const [runs, setRuns] = useState<Run[]>()
  const gone = changed.filter(({ kind }) => kind === 'gone')
  const fresh = changed.filter(({ kind }) => kind === 'new')
  const compare = useDeed(async () => {
    const text = async (of: DocumentChange[]): Promise<string> => {
      const all = of.map(({ sha256 }) => pdfText({ url: api.url(`/tenders/${tender}/documents/${sha256}`) }))
      return (await Promise.all(all)).join('\n')
    }
    setRuns(compareTexts(await text(gone), await text(fresh)))
  })
  if (!gone.length || !fresh.length) return null
  return (
    <div className="stack-tight">
      <div>
        <Button size="small" loading={compare.busy} onClick={() => void compare.run()}>
          {say('比较被替换文件的文字', 'Compare the texts of what was replaced')}
        </Button>
      </div>
      <span className="quiet">
        {say(
          '文字由您的浏览器从 PDF 中提取，扫描件和图中的文字不在其内；以原文件为准。',
          'Your browser takes the text from the PDFs; scans and drawings have none. The files themselves count.',
        )}
      </span>
      <Refused problem={compare.problem} />
      {runs && (
        <div className="redline-box">
          {runs.length ? <Runs runs={runs} /> : say('没有可提取的文字', 'no text can be taken out')}
        </div>
      )}
    </div>
  )
}

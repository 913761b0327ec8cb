import { useEffect, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { FactCheck } from './FactCheck.tsx'
import { FindByNumber } from './FindByNumber.tsx'
import { type Found, inspect } from './inspect.ts'
import { PaperCheck } from './PaperCheck.tsx'

/** What a QR code may ask for: the papers of a tender, by the occasion of the one it stands on, or of a project. */
const PAPERS = ['tender', 'opening', 'evaluation', 'publicity', 'award', 'project'] as const

/** Checks papers and facts in this browser: nothing that is dropped here leaves the machine. */
export default function Verify() {
  const [query] = useSearchParams()
  const fact = query.get('fact')
  const paper = PAPERS.find((one) => query.get(one))
  const [result, setResult] = useState<{ name: string; found: Found[] }>()
  const asked = query.toString()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked for anew stands at the top
  useEffect(() => void scrollTo(0, 0), [asked]) // a browser may answer with a promise, which is no way to clean up
  const check = useDeed(async (file: File) => setResult({ name: file.name, found: await inspect(file) }))
  return (
    <>
      <PageTitle>{say('核验', 'Verify')}</PageTitle>
      <div className="stack">
        {fact && <FactCheck key={fact} id={fact} />}
        {paper && (
          <PaperCheck
            of={paper === 'project' ? 'projects' : 'tenders'}
            id={query.get(paper) ?? ''}
            mine={result?.found[0]?.value}
          />
        )}
        <section className="sheet stack">
          <h2>{say('核验文件', 'Check a file')}</h2>
          <p className="prose quiet">
            {say(
              '公告、回执、开标记录、评标报告、合同（PDF），投标回执与事实证明（JSON）。文件只在本机计算，不上传。',
              'Notices, receipts, records, reports, contracts (PDF); receipts and proofs (JSON). Files are read here and go nowhere.',
            )}
          </p>
          <FileDrop
            accept=".pdf,.json,application/pdf,application/json"
            label={say('选择要核验的文件', 'Choose a file')}
            onFile={(file) => void check.run(file)}
          >
            <b>
              {check.busy
                ? say('正在核验…', 'Checking…')
                : say('选择文件，或拖到这里', 'Choose a file, or drop it here')}
            </b>
          </FileDrop>
          <Refused problem={check.problem} />
          {result && <Findings name={result.name} found={result.found} />}
        </section>
        <FindByNumber />
        <p className="quiet prose">
          {say(
            '本页以本浏览器首次使用时记下的平台公钥核验，见',
            "This page checks by the platform's keys as this browser first met them, on ",
          )}
          <Link to="/log">{say('公开日志', 'the log page')}</Link>
          {say(
            '。请与您自己保存的副本比对；需要完全独立时，请使用离线核验工具 yangguang-verify。',
            '. Compare them with your own copy, or use yangguang-verify offline.',
          )}
        </p>
      </div>
    </>
  )
}

/** What was found, line by line: with a sign, a word, and the value to compare. */
export function Findings({ name, found }: { name: string; found: Found[] }) {
  const bad = found.some(({ tone }) => tone === 'bad')
  const proved = found.some(({ tone }) => tone === 'proof')
  return (
    <div role="status" className="stack-tight">
      <p className={`banner ${bad ? 'bad' : ''}`} style={proved && !bad ? { borderColor: 'var(--proof)' } : {}}>
        <b className={bad ? 'bad' : proved ? 'proof' : ''}>
          {bad
            ? say('核验未通过', 'Does not verify')
            : proved
              ? say('已核验', 'Verified')
              : say('已读取，无法判定真伪', 'Read; nothing here decides it')}
        </b>{' '}
        {name}
      </p>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {found.map(({ tone, text, value }) => (
          <li key={text + (value ?? '')} style={{ borderTop: '1px solid var(--line)', padding: '8px 0' }}>
            <span className={tone === 'told' ? '' : tone}>
              {tone === 'proof' ? '✓ ' : tone === 'bad' ? '✗ ' : ''}
              {text}
            </span>
            {value && <div className="hash quiet">{value}</div>}
          </li>
        ))}
      </ul>
    </div>
  )
}

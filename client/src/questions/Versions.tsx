import { Select } from 'antd'
import { useState } from 'react'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { Moment } from '../pieces/Moment.tsx'
import { bytesText } from '../sealing/rate.ts'
import { Compare } from './Compare.tsx'
import type { Version } from './letters.ts'

const nameOf = (version: number): string => say(`第 ${version} 版`, `version ${version}`)

/** The versions of the tender document, the one in force first, and any two of them compared. */
export function Versions({ tender, versions }: { tender: string; versions: Version[] }) {
  return (
    <section className="sheet stack">
      <h2>{say('招标文件', 'Tender document')}</h2>
      {versions.toReversed().map((one, n) => (
        <OneVersion key={one.version} tender={tender} of={one} latest={n === 0} />
      ))}
      {versions.length > 1 && <Between tender={tender} versions={versions} />}
    </section>
  )
}

function OneVersion({ tender, of, latest }: { tender: string; of: Version; latest: boolean }) {
  return (
    <article className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <b>
          {nameOf(of.version)}　{of.title}
        </b>
        <span>
          <span className={`dot ${latest ? 'good' : ''}`} />
          {latest ? say('现行版本', 'in force') : say('已被更新，仍可阅读', 'superseded, still readable')}
        </span>
      </div>
      <div className="quiet">
        {say('发布于', 'published')} <Moment at={of.at} />
        {of.toldAt !== null && (
          <>
            {' · '}
            {say('已通知全部获取者', 'all holders told')} <Moment at={of.toldAt} />
          </>
        )}
      </div>
      {of.text && <p className="prose">{of.text}</p>}
      {of.affects && (
        <div className="bad">
          {say('可能影响投标文件编制：此前递交的须重新递交', 'may affect bids: submit anew what was sealed before')}
        </div>
      )}
      {of.documents.map(({ title, sha256, bytes }) => (
        <div key={sha256}>
          <a href={api.url(`/tenders/${tender}/documents/${sha256}`)} target="_blank" rel="noreferrer">
            {title}
          </a>{' '}
          <span className="quiet digits">PDF {bytesText(bytes)}</span>
          <div className="hash quiet">SHA-256 {sha256}</div>
        </div>
      ))}
      {of.paper && (
        <a href={api.url(`/tenders/${tender}/papers/${of.paper}`)} target="_blank" rel="noreferrer">
          {say('澄清或修改文件（盖章 PDF）', 'Stamped addendum (PDF)')}
        </a>
      )}
    </article>
  )
}

function Between({ tender, versions }: { tender: string; versions: Version[] }) {
  const latest = versions.length - 1
  const [from, setFrom] = useState(latest - 1)
  const [to, setTo] = useState(latest)
  const options = versions.map(({ version }, value) => ({ value, label: nameOf(version) }))
  const [before, after] = [versions[from], versions[to]]
  return (
    <div className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
      <h3 style={{ margin: 0 }}>{say('版本对照', 'Versions compared')}</h3>
      <div className="row">
        <Select aria-label={say('旧版本', 'older')} value={from} options={options} onChange={setFrom} />
        <span>→</span>
        <Select aria-label={say('新版本', 'newer')} value={to} options={options} onChange={setTo} />
      </div>
      {before && after && <Compare key={`${from}-${to}`} tender={tender} before={before} after={after} />}
    </div>
  )
}

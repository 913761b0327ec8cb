import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { type Finding, sentence } from '../../../crypto/pdf/findings.ts'
import { shortName } from '../../../crypto/pdf/identity.ts'
import { blindWords, type Tender } from '../../../server/tenders/tender.ts'
import type { Session } from '../app/session.tsx'
import { say, sayBoth } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import type { Chosen } from './chosen.ts'
import type { Defects, Fields } from './form.ts'
import { askPdf } from './pdfs.ts'

/** What tells who the bidder is, as far as this page knows it. */
export const hintsOf = (session: Session | undefined, { head, leader, leaderCertificate, holders }: Fields): string[] =>
  [session?.organisationName, session?.organisation, head, leader, leaderCertificate, ...holders.split('\n')]
    .map((hint) => hint?.trim() ?? '')
    .filter(Boolean)

/** A search of the blind volume: for what, and what it found. */
export function useBlind(tender: Pick<Tender, 'blind'>, files: readonly Chosen[], known: readonly string[]) {
  const [more, setMore] = useState('')
  const [found, setFound] = useState<{ of: string; findings: Finding[] }>()
  const [seen, setSeen] = useState(false)
  const hints = [...known, ...more.split('\n').map((line) => line.trim())].filter(Boolean)
  const of = JSON.stringify([hints, files.map(({ file, name }) => [name, file.size, file.lastModified])])
  const search = async (): Promise<Finding[]> => {
    const findings: Finding[] = []
    for (const { file, name } of files)
      findings.push(...(await askPdf({ what: 'blind', file, name, hints, rules: tender.blind ?? {} })))
    setFound({ of, findings })
    setSeen(false)
    return findings
  }
  /** What is wrong before the bid is sealed; what the bidder has looked at itself holds up nothing. */
  const check = async (): Promise<Defects> => {
    if (!tender.blind) return {}
    const findings = found?.of === of ? found.findings : await search()
    const told = findings.some(({ level }) => level === 'error')
    if (!told || (seen && found?.of === of)) return {}
    return {
      'volume-technical': say('暗标中有可识别身份的内容，见下', 'the blind volume tells who you are: see below'),
    }
  }
  return {
    blind: tender.blind,
    hints,
    more,
    setMore,
    found: found?.of === of ? found.findings : undefined,
    search,
    check,
    seen,
    setSeen,
  }
}

/** The blind volume: what must not be in it, and on which pages it was found. */
export function Blind({ of }: { of: ReturnType<typeof useBlind> }) {
  const { blind, hints, more, setMore, found, seen, setSeen } = of
  const deed = useDeed(of.search)
  const short = hints.flatMap((hint) => shortName(hint) ?? [])
  const wrong = found?.some(({ level }) => level === 'error')
  return (
    <section className="sheet stack" aria-label={say('暗标检查', 'The blind volume')}>
      <h2 style={{ margin: 0 }}>{say('暗标检查', 'The blind volume')}</h2>
      {blind && <p className="prose quiet">{blindWords(blind)}</p>}
      <div>
        {say('查找：', 'Looked for: ')}
        {[...hints, ...short].join('、')}
      </div>
      <div className="stack-tight">
        <label htmlFor="blind-more">
          {say(
            '还有哪些能识别身份（每行一个：人员、电话、邮箱、地址、简称、品牌）',
            'What else tells who you are (a line each: people, telephones, mail, addresses, short names, brands)',
          )}
        </label>
        <Input.TextArea
          id="blind-more"
          value={more}
          rows={3}
          maxLength={3000}
          onChange={({ target }) => setMore(target.value)}
        />
      </div>
      <div className="row">
        <Button onClick={() => void deed.run()} loading={deed.busy}>
          {say('检查暗标', 'Search the volume')}
        </Button>
        <span className="quiet">
          {say(
            '在本机查找，不上传；封装前还会自动检查。',
            'Searched on this machine; searched again before the sealing.',
          )}
        </span>
      </div>
      <Refused problem={deed.problem} />
      {found && <Hits found={found} />}
      {wrong && (
        <Checkbox checked={seen} onChange={({ target }) => setSeen(target.checked)}>
          {say('已逐项人工核对，不暴露身份，仍然封装', 'I looked at each: none tells who we are, seal it')}
        </Checkbox>
      )}
    </section>
  )
}

function Hits({ found }: { found: readonly Finding[] }) {
  if (!found.length)
    return (
      <div className="good" role="status">
        {say('没有发现可识别身份的内容', 'nothing was found that tells who you are')}
      </div>
    )
  const tones = { error: 'bad', notice: 'sun', unchecked: 'quiet' } as const
  return (
    <ul style={{ margin: 0, paddingLeft: 20 }} role="status">
      {found.map((one) => {
        const said = `${one.file}：${sayBoth(sentence(one))}`
        return (
          <li key={said} className={tones[one.level]}>
            {said}
          </li>
        )
      })}
    </ul>
  )
}

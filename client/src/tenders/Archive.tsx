import { Button } from 'antd'
import { useEffect } from 'react'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { bytesText } from '../sealing/rate.ts'
import type { OfTender } from './TenderPage.tsx'

interface Closed {
  facts: number
  keptYears: number
  package?: { sha256: string; bytes: number }
}

const AGAIN = 3000

/** The tender's file: closed by its host once nothing is open any more, then fetched by those who run and watch it. */
export function Archive({ tender, host, reload }: OfTender) {
  const close = useDeed(async () => {
    await api.post(`/tenders/${tender.id}/archive`)
    reload()
  })
  if (tender.stage === 'archived') return <Package tender={tender.id} />
  if (tender.stage !== 'contracted' || !host) return null
  return (
    <section className="sheet stack" id="archive">
      <h2>{say('归档', 'Archive')}</h2>
      <p className="quiet">
        {say(
          '保证金全部退还、投诉办结、法定文件齐备后方可归档；归档后任何人凭档案包即可脱离平台核验全过程。',
          'Once every deposit is back, no complaint is open and no paper is missing. Whoever has the package checks the whole course without us.',
        )}
      </p>
      <Refused problem={close.problem} />
      <div>
        <Button type="primary" loading={close.busy} onClick={() => void close.run()}>
          {say('核对并归档', 'Check and archive')}
        </Button>
      </div>
    </section>
  )
}

function Package({ tender }: { tender: string }) {
  const found = useLoad<Closed>(`/tenders/${tender}/archive`)
  const made = found.value?.package
  useEffect(() => {
    if (!found.value || made) return
    const timer = setInterval(found.reload, AGAIN)
    return () => clearInterval(timer)
  }, [found.value, found.reload, made])
  if (!found.value) return null
  return (
    <section className="sheet stack" id="archive">
      <h2>{say('档案', 'Archive')}</h2>
      <dl className="facts">
        <dt>{say('事实', 'Facts')}</dt>
        <dd className="digits">{found.value.facts}</dd>
        <dt>{say('保管期限', 'Kept for')}</dt>
        <dd>{say(`${found.value.keptYears} 年`, `${found.value.keptYears} years`)}</dd>
        {made && (
          <>
            <dt>{say('档案包', 'Package')}</dt>
            <dd>
              <a href={api.url(`/tenders/${tender}/archive.zip`)}>{say('下载', 'Download')}</a>{' '}
              <span className="quiet">{bytesText(made.bytes)}</span>
            </dd>
            <dt>SHA-256</dt>
            <dd className="hash">{made.sha256}</dd>
          </>
        )}
      </dl>
      {!made && <p className="quiet">{say('正在生成档案包…', 'The package is being made…')}</p>}
    </section>
  )
}

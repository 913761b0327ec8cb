import { Button } from 'antd'
import type { Receipt } from '../../../server/bids/receipt.ts'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Loading } from '../pieces/Loading.tsx'
import { beijing } from '../pieces/Moment.tsx'
import { saveJson } from '../pieces/saveJson.ts'

interface Version extends Receipt {
  sequence: number
  status: 'stands' | 'replaced' | 'withdrawn'
}

const word = (status: Version['status']): string =>
  ({
    stands: say('有效', 'stands'),
    replaced: say('已被替换', 'replaced'),
    withdrawn: say('已撤回', 'withdrawn'),
  })[status]

/** Everything that was handed in for this tender, newest first; each receipt may be fetched again. */
export function Versions({ tender }: { tender: string }) {
  const found = useLoad<{ receipts: Version[] }>(`/tenders/${tender}/bid/receipts`)
  return (
    <section className="sheet">
      <h2>{say('历次递交', 'Every submission')}</h2>
      <Loading of={found}>
        {({ receipts }) => (
          <ul style={{ listStyle: 'none', margin: 0, padding: 0 }} aria-label={say('历次递交', 'Every submission')}>
            {receipts.toReversed().map(({ sequence, status, ...receipt }) => (
              <li key={sequence} style={{ borderTop: '1px solid var(--line)', padding: '8px 0' }}>
                <div className="row" style={{ justifyContent: 'space-between' }}>
                  <span>
                    {say(`第 ${sequence} 版`, `Version ${sequence}`)}{' '}
                    <b className={status === 'stands' ? 'good' : 'quiet'}>{word(status)}</b>
                  </span>
                  <Button
                    size="small"
                    aria-label={say(`第 ${sequence} 版回执JSON`, `receipt of version ${sequence} as JSON`)}
                    onClick={() => saveJson(`回执-${receipt.receipt.code}-${sequence}.json`, receipt)}
                  >
                    {say('回执JSON', 'Receipt as JSON')}
                  </Button>
                </div>
                <div className="quiet digits">{beijing(Date.parse(receipt.receipt.receivedAt), true)}</div>
                <div className="hash quiet">{receipt.receipt.header.slice(0, 32)}…</div>
              </li>
            ))}
          </ul>
        )}
      </Loading>
    </section>
  )
}

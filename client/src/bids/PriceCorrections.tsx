import { Button, Popconfirm } from 'antd'
import type { Repricing } from '../../../server/evaluation/prices.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { useNow } from '../net/useClock.ts'
import { CorrectedPrice } from '../pieces/CorrectedPrice.tsx'
import { Refused } from '../pieces/Refused.tsx'

const LOOK_EVERY = 10_000

/** A bidder's price that the panel corrected, and its signed word on it: confirmed it binds, otherwise the bid is invalid. */
export function PriceCorrections({ tender }: { tender: string }) {
  const turn = useNow(LOOK_EVERY)
  const found = useLoad<{ items: Repricing[] }>(`/tenders/${tender}/corrected-prices`, Math.floor(turn / LOOK_EVERY))
  const items = found.value?.items ?? []
  if (!items.length) return null
  return (
    <section className="sheet stack">
      <h2 style={{ margin: 0 }}>{say('报价算术修正', 'Your price was corrected')}</h2>
      {items.map((one) => (
        <One key={one.id} tender={tender} of={one} onAnswered={found.reload} />
      ))}
    </section>
  )
}

function One({ tender, of, onAnswered }: { tender: string; of: Repricing; onAnswered: () => void }) {
  const act = useDeed(async (confirmed: boolean) => {
    const fields = { tender, repricing: of.id, confirmed, price: of.after }
    const cms = await signStatement('evaluation.answerCorrection', fields)
    await api.post(`/tenders/${tender}/corrected-prices/${of.id}/answer`, { confirmed, cms })
    onAnswered()
  })
  return (
    <div className="stack">
      <CorrectedPrice of={of} />
      {!of.outcome && (
        <>
          <p className="banner sun" style={{ margin: 0 }}>
            {say(
              '修正后的报价经您签名确认后产生约束力；不确认或者逾期未确认的，您的投标无效。',
              'Confirmed with your signature the corrected price binds you. Not confirmed, or not in time, your bid is invalid.',
            )}
            （{of.article}）
          </p>
          <Refused problem={act.problem} />
          <div className="row">
            <Button type="primary" size="large" loading={act.busy} onClick={() => void act.run(true)}>
              {say('签名确认修正后的报价', 'Sign and confirm')}
            </Button>
            <Popconfirm
              title={say('不确认的，投标无效。确定不确认？', 'Your bid becomes invalid. Go on?')}
              okText={say('签名：不确认', 'Sign: not confirmed')}
              cancelText={say('取消', 'Cancel')}
              onConfirm={() => void act.run(false)}
            >
              <Button danger loading={act.busy}>
                {say('不确认', 'Do not confirm')}
              </Button>
            </Popconfirm>
          </div>
        </>
      )}
    </div>
  )
}

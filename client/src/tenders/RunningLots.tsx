import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Parties } from './PanelDraw.tsx'

interface RunningLot {
  draw: string
  purpose: 'brand' | 'winner'
  stage: string
}

/** Lots between equal bids that wait for this party: its commitment, then its value. */
export function RunningLots({ tender, as }: { tender: string; as: string }) {
  const found = useLoad<{ items: RunningLot[] }>(`/tenders/${tender}/lots`)
  const running = (found.value?.items ?? []).filter(({ stage }) => stage === 'committing' || stage === 'revealing')
  return running.map(({ draw, purpose }) => (
    <section key={draw} className="sheet stack">
      <h2>
        {purpose === 'brand'
          ? say('相同品牌投标并列：随机抽取', 'A lot between equal bids of one brand')
          : say('中标候选人并列：随机抽取', 'A lot between candidates who tie')}
      </h2>
      <p className="quiet digits" style={{ margin: 0 }}>
        {say('抽取编号 ', 'draw ')}
        {draw}
      </p>
      <Parties draw={draw} as={as} onChange={found.reload} />
    </section>
  ))
}

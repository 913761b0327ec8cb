import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Parties } from './PanelDraw.tsx'

interface RunningLot {
  draw: string
  purpose: 'brand' | 'winner' | 'invitation'
  stage: string
}

const title = (purpose: RunningLot['purpose']): string =>
  ({
    brand: say('相同品牌投标并列：随机抽取', 'A lot between equal bids of one brand'),
    winner: say('中标候选人并列：随机抽取', 'A lot between candidates who tie'),
    invitation: say('邀请招标：随机抽取受邀请的供应商', 'The draw of the invitees'),
  })[purpose]

/** Whether lots may be running in a tender at its stage: of its invitees before it goes out, of equal bids later. */
export const mayHaveLots = ({ stage, method }: Pick<Tender, 'stage' | 'method'>): boolean =>
  stage === 'evaluating' || (method === 'invited' && ['draft', 'prequalified'].includes(stage))

/** Lots between equal bids, or of invitees, that wait for this party: its commitment, then its value. */
export function RunningLots({ tender, as }: { tender: string; as: string }) {
  const found = useLoad<{ items: RunningLot[] }>(`/tenders/${tender}/lots`)
  const running = (found.value?.items ?? []).filter(({ stage }) => stage === 'committing' || stage === 'revealing')
  return running.map(({ draw, purpose }) => (
    <section key={draw} className="sheet stack">
      <h2>{title(purpose)}</h2>
      <p className="quiet digits" style={{ margin: 0 }}>
        {say('抽取编号 ', 'draw ')}
        {draw}
      </p>
      <Parties draw={draw} as={as} onChange={found.reload} />
    </section>
  ))
}

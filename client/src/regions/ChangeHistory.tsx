import { say } from '../app/words.ts'
import { Empty } from '../pieces/Empty.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { DifferenceTable } from './DifferenceTable.tsx'
import { type Changed, whoOf } from './values.ts'

const WORDS: Record<string, readonly [zh: string, en: string]> = {
  founded: ['加入交易网络', 'joined the network'],
  changeProposed: ['提出变更', 'proposed'],
  changeConfirmed: ['确认生效', 'confirmed'],
  changeRejected: ['退回', 'given up'],
  proposed: ['提出', 'proposed'],
  confirmed: ['确认公布', 'confirmed'],
  rejected: ['退回', 'given up'],
}

/** Every change there was, the newest first, with who signed it and its difference. */
export function ChangeHistory({ changes, units }: { changes: Changed[]; units: ReadonlyMap<string, string> }) {
  return (
    <section className="sheet stack">
      <h2>{say('变更历史', 'History')}</h2>
      {!changes.length && <Empty>{say('尚无变更。', 'Nothing was changed yet.')}</Empty>}
      {changes.map(({ type, at, data }) => {
        const [zh = type, en = type] = WORDS[type.split('.')[1] ?? ''] ?? []
        return (
          <div key={`${type}${at}`} className="stack-tight">
            <div>
              <b>{say(zh, en)}</b> {whoOf(data)} <Moment at={at} />{' '}
              <span className="quiet">
                {data.instrument} {data.from && say(`施行首日 ${data.from}`, `first day ${data.from}`)} {data.reason}
              </span>
            </div>
            {data.difference && <DifferenceTable lines={data.difference} units={units} />}
          </div>
        )
      })}
    </section>
  )
}

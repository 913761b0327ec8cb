import type { OwnReport } from '../../../server/outages/views.ts'
import { say, word } from '../app/words.ts'
import { Moment } from '../pieces/Moment.tsx'
import { OwnRecord } from './OwnRecord.tsx'
import { spanText } from './words.ts'

/** What was decided about a report, the last word last; or that it waits. */
export function Decisions({ of: { decisions } }: { of: Pick<OwnReport, 'decisions'> }) {
  if (!decisions.length)
    return <span className="quiet">{say('待交易中心或监督部门认定', 'waits for the centre or supervision')}</span>
  return (
    <>
      {decisions.map(({ at, span, by, reason, record }) => (
        <div key={at} className={span ? 'banner good' : 'banner'}>
          <div className="stack-tight">
            <b>
              {span ? say('认定为平台中断', 'it was an outage') : say('未认定为平台中断', 'it was no outage')}
              {span && <span className="digits">{` ${spanText(span.from, span.to)}`}</span>}
            </b>
            <span>{reason}</span>
            <OwnRecord of={record} />
            <span className="quiet">
              {by.name}（{word(by.role)}） <Moment at={at} />
            </span>
          </div>
        </div>
      ))}
    </>
  )
}

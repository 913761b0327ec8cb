import { afterStop, OUTAGE, takesUntil } from '../../../server/tenders/suspension.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { serverNow } from '../net/useClock.ts'
import { Deed } from '../pieces/Deed.tsx'
import { Moment } from '../pieces/Moment.tsx'

/**
 * The host's task after an outage of the platform shortly before the deadline: bidding does not end until it sets the tender
 * going again; what was still to come moves by the whole days begun since the outage began.
 */
export function AfterOutage({ tender, reload }: { tender: Tender; reload(): void }) {
  const found = (tender.suspensions ?? []).filter(({ id, kind }) => kind === 'incident' && id.startsWith(OUTAGE))
  const until = takesUntil(tender)
  if (!found.length || until === undefined) return null
  const alone = found.length === (tender.suspensions ?? []).length && found.length === 1
  return (
    <section className="sheet stack" id="after-outage">
      <h2>{say('平台中断后恢复并顺延', 'After an outage: set it going again')}</h2>
      {found.map(({ id, reason, since }) => (
        <div key={id} className="stack-tight">
          <span style={{ overflowWrap: 'anywhere' }}>{reason}</span>
          <span className="quiet">
            {say('计时停止于', 'the clock stands since')} <Moment at={since} />
            {alone && (
              <>
                {say('；现在恢复，截止时间为', '; set going now, the deadline is')}{' '}
                <Moment at={afterStop(until, tender.stoppedAt ?? since, serverNow())} />
              </>
            )}
          </span>
          <Deed
            what="tender.resumeAfterOutage"
            to={`/tenders/${tender.id}/suspensions/${id}/resume`}
            about={{ tender: tender.id, suspension: id }}
            title={say('签名恢复并顺延', 'Sign and set it going again')}
            onDone={reload}
          >
            <p className="quiet">
              {say(
                '作出决定前不截标、不开标，也不接收投标；已递交的投标文件继续有效。',
                'Until then bidding does not end, nothing is opened, and no bid is taken; bids handed in stay valid.',
              )}
            </p>
          </Deed>
        </div>
      ))}
    </section>
  )
}

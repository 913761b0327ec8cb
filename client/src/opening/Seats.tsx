import type { Opening } from '../../../server/opening/opening.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say, word } from '../app/words.ts'
import type { Room } from '../net/room.ts'
import { beijing } from '../pieces/Moment.tsx'

/** Who is in the hall, as far as others may know: bidders only once their names are public. */
export function Seats({ room, track, opening }: { room: Room; track: Tender['track']; opening?: Opening }) {
  const named = opening?.named ?? false
  const attended = Object.entries(opening?.attended ?? {})
  return (
    <aside className="sheet" aria-label={say('在场', 'Present')}>
      <h2>{say('在场', 'Present')}</h2>
      {room.seats.length === 0 && (
        <span className="quiet">
          {named
            ? say('目前没有人在场', 'nobody is here now')
            : say('投标人在名单公布前不显示', 'bidders are not shown before their names are public')}
        </span>
      )}
      <ul style={{ listStyle: 'none', padding: 0, margin: 0 }} className="stack-tight">
        {room.seats.map((seat) => (
          <li key={seat.name}>
            <span className={`dot ${seat.state === 'online' ? 'good' : 'sun'}`} />
            {seat.name}{' '}
            <span className="quiet">
              {word(seat.role, track)}
              {seat.state === 'away' && ` · ${say('暂离', 'away')}`}
            </span>
          </li>
        ))}
      </ul>
      {attended.length > 0 && (
        <>
          <h2 style={{ marginTop: 24 }}>{say('签到表', 'Signed in')}</h2>
          <ul style={{ listStyle: 'none', padding: 0, margin: 0 }} className="stack-tight">
            {attended.map(([tag, { person, at }]) => (
              <li key={tag}>
                {opening?.bids[tag]?.bidder?.name}
                <div className="quiet">
                  {person} · <span className="digits">{beijing(at)}</span>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  )
}

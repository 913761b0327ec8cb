import { Button } from 'antd'
import type { PartyRole } from '../../../server/experts/contract.ts'
import { silentFor } from '../../../server/experts/draw.ts'
import { say, word } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { useNow } from '../net/useClock.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { type DrawView, openSilent } from './drawing.ts'

/** Parties that committed and then fell silent: the others hold shares of their value, and open it together. */
export function Silent({ draw, mine, onDone }: { draw: DrawView; mine: PartyRole; onDone: () => void }) {
  const silent = silentFor(draw, mine, useNow())
  const act = useDeed(async (one: PartyRole) => {
    await openSilent(draw, one, mine)
    onDone()
  })
  if (!silent.length) return null
  return (
    <>
      <p className="banner sun">
        {say(
          `${silent.map((one) => word(one)).join('、')}逾期未揭示随机值。其余两方各持有一份份额，都打开后该值即公开，抽取继续；任何一方都不能以不揭示来阻止抽取。`,
          `${silent.map((one) => word(one)).join(', ')} did not reveal in time. The other two hold a share each: once both are open the value is, and the draw goes on. Nobody stops a draw by silence.`,
        )}
      </p>
      <Countdown until={draw.openUntil} label={say('打开份额截止', 'Open the shares within')} />
      <Refused problem={act.problem} />
      {silent.map((one) =>
        draw.opened[one]?.includes(mine) ? (
          <p key={one}>
            {say(
              `您持有的${word(one)}的份额已打开，等待另一方。`,
              `Your share of ${word(one)} is open; the other's is waited for.`,
            )}
          </p>
        ) : (
          <div key={one}>
            <Button type="primary" size="large" loading={act.busy} onClick={() => void act.run(one)}>
              {say(`打开我持有的${word(one)}的份额`, `Open my share of ${word(one)}`)}
            </Button>
          </div>
        ),
      )}
    </>
  )
}

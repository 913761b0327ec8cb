import { say } from '../app/words.ts'
import { useNow } from '../net/useClock.ts'
import { Countdown, leftText } from '../pieces/Countdown.tsx'
import { clocksOf, type HallView } from './hall.ts'

/** The clock that runs now, for everybody. */
export function HallClocks(view: HallView) {
  const now = useNow()
  const { unlock, questions } = clocksOf(view, now)
  const { opening } = view
  const clock = opening.stage === 'unsealing' ? unlock : opening.stage === 'read' ? questions : undefined
  if (!clock) return null
  const label =
    opening.stage === 'unsealing' ? say('解密剩余', 'Unlocking') : say('确认与异议剩余', 'To confirm and object')
  if (clock.endsAt !== null) return <Countdown until={clock.endsAt} label={label} />
  return (
    <div className="countdown sun">
      {label} <b>{say(`计时停止，剩余 ${leftText(clock.left)}`, `stands with ${leftText(clock.left)} left`)}</b>
    </div>
  )
}

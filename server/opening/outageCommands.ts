import { Op } from 'sequelize'
import { beats } from '../audit/store.ts'
import { type Context, command } from '../ledger/command.ts'
import type { Opening } from './opening.ts'
import { isDark, type Outage, outagesIn, type Struck } from './outage.ts'
import { pauseHall, resumeHall } from './pausing.ts'
import { openingStream } from './store.ts'

/** How many beats are looked back at the start of a process: seven hours at five seconds each. */
const BACK = 5000

/**
 * Stops the clocks of a hall for the time in which the platform was not there: for all alike, and on record.
 *
 * @param to until when; absent: until now. What the hall had not begun by then, or has ended, is left alone
 */
export const stopClocks = command(
  'opening.conduct',
  (e, input: { tender: string; id: string; reason: string; from: number; to?: number }) =>
    e.hold(openingStream(input.tender)),
  async (e, opening, { tender, id, reason, from, to = e.now }) => {
    if (opening.stage === 'finished' || to <= opening.startedAt) return
    const facts = pauseHall(opening, { id, kind: 'outage', reason, since: from }, e.now)
    if (!facts.length) return
    const paused = await e.append(openingStream(tender), facts)
    const over = { id, reason: '平台已恢复，计时继续', kinds: ['outage' as const] }
    await e.append(openingStream(tender), resumeHall(paused, over, to))
  },
)

/** How an outage of the log stops the clocks. */
function stopOf({ after, from, to }: Outage, ahead: number) {
  const seconds = Math.round((to - from) / 1000)
  const reason = `平台中断 ${seconds} 秒：公开日志第 ${after} 拍之后没有按时出下一拍，各项计时对全体停走`
  return { id: `outage-${after}`, reason, from: from + ahead }
}

/**
 * Watches the log for outages while halls unlock. An outage is a fact about the log, not about a process: whichever
 * process conducts next finds it, and finding it twice is finding it once.
 */
export class OutageWatch {
  #seen: number | undefined

  /** Notes outages in the halls; answers whether the platform is out even now, so that no time may run out. */
  async look(context: Context, halls: readonly Opening[]): Promise<boolean> {
    const { clock, beat: every } = context.platform
    const ahead = clock.now() - clock.real()
    const struck = await this.#struck(context)
    for (const outage of outagesIn(struck, every))
      for (const { tender, startedAt } of halls)
        if (outage.to + ahead > startedAt) await stopClocks.run(context, { tender, ...stopOf(outage, ahead) })
    this.#seen = struck.at(-1)?.beat
    return isDark(struck.at(-1), clock.real(), every)
  }

  async #struck({ platform }: Context): Promise<Struck[]> {
    const rows = await beats(platform.database).findAll({
      attributes: ['beat', 'at'],
      ...(this.#seen === undefined ? {} : { where: { beat: { [Op.gte]: this.#seen } } }),
      order: [['beat', 'DESC']],
      limit: BACK,
      raw: true,
    })
    return (rows as unknown as { beat: string | number; at: string | number }[])
      .map(({ beat, at }) => ({ beat: Number(beat), at: Number(at) }))
      .reverse()
  }
}

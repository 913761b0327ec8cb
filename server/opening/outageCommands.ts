import { lastBeat } from '../audit/store.ts'
import { type Context, command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { hasRested, lawOf } from '../tenders/sideCommands.ts'
import { restForOutage, takesUntil } from '../tenders/suspension.ts'
import type { Tender } from '../tenders/tender.ts'
import { gapsBetween } from './gapViews.ts'
import type { Opening } from './opening.ts'
import { isDark, type Outage, type Struck } from './outage.ts'
import { pauseHall, resumeHall } from './pausing.ts'
import { openingStream } from './store.ts'

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
  /** the last beat that was looked at, and the earliest moment from which on everything was */
  #seen: Struck | undefined
  #since = Number.POSITIVE_INFINITY

  /** Notes outages in the halls; answers whether the platform is out even now, so that no time may run out. */
  async look(context: Context, halls: readonly Opening[]): Promise<boolean> {
    const { clock, beat: every } = context.platform
    const ahead = clock.now() - clock.real()
    const begun = Math.min(...halls.map(({ startedAt }) => startedAt)) - ahead
    const last = await this.#lastBeat(context)
    const from = begun < this.#since || !this.#seen ? begun : this.#seen.at
    for (const outage of last ? await gapsBetween(context.platform, from, last.at) : [])
      for (const { tender, startedAt } of halls)
        if (outage.to + ahead > startedAt) await stopClocks.run(context, { tender, ...stopOf(outage, ahead) })
    this.#seen = last
    this.#since = Math.min(this.#since, begun)
    return isDark(last, clock.real(), every)
  }

  async #lastBeat({ platform }: Context): Promise<Struck | undefined> {
    const row = await lastBeat(platform.database)
    return row && { beat: row.beat, at: row.at }
  }
}

/**
 * The last outage before a deadline that the log shows and for which the tender did not rest yet: bidding does not end over it.
 *
 * @returns the facts that stop its clocks; none if there was none
 */
export async function outageAtDeadline(e: Entry, tender: Tender) {
  const until = takesUntil(tender)
  if (until === undefined) return []
  const { clock } = e.platform
  const ahead = clock.now() - clock.real()
  const law = lawOf(tender)
  const from = until - law.outageBeforeDeadline.value.hours * 3_600_000
  for (const gap of (await gapsBetween(e.platform, from - ahead, until - ahead)).reverse()) {
    const { id, reason, from: since } = stopOf(gap, ahead)
    if (await hasRested(e, tender.id, id)) continue
    const facts = restForOutage(tender, { id, reason, from: since, to: gap.to + ahead, decided: false }, law, e.now)
    if (facts.length) return facts
  }
  return []
}

type Work = () => Promise<unknown> | unknown

/**
 * How much a second each of several works does: they take turns, and the best turn of each counts, so that others on the
 * machine weigh least and on all of them alike.
 */
export async function rates<N extends string>(
  turns: number,
  amount: number,
  works: Record<N, Work>,
): Promise<Record<N, number>> {
  const most = {} as Record<N, number>
  for (let turn = 0; turn < turns; turn++) {
    for (const name of Object.keys(works) as N[]) {
      most[name] = Math.max(most[name] ?? 0, amount / (await secondsOf(works[name])))
    }
  }
  return most
}

/** How long something takes, in seconds. */
export async function secondsOf(work: Work): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}

/** How many pieces are worked on at once, in memory: enough to keep the threads behind WebCrypto busy. */
const AHEAD = 4

/**
 * Does the same work to each item and gives the results in the order of the items, while the work on the next few is
 * already under way. The first failure, in that order, ends it.
 *
 * @param most how many items are taken from the source before the first result is asked for
 */
export async function* ahead<T, R>(
  source: AsyncIterable<T> | Iterable<T>,
  work: (item: T, index: number) => Promise<R>,
  most: number = AHEAD,
): AsyncGenerator<R> {
  const underWay: Promise<R>[] = []
  let index = 0
  for await (const item of source) {
    const one = work(item, index++)
    one.catch(() => undefined) // its turn to be reported comes when it is taken below
    underWay.push(one)
    if (underWay.length >= most) yield await underWay.shift()!
  }
  for (const one of underWay) yield await one
}

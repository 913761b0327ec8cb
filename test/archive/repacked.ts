import { text } from '../../crypto/bytes.ts'
import { bytesOf, openBag, type Payload, writeBag } from '../../server/archive/bag.ts'

let copies = 0

/**
 * A copy of an archive with files changed or left out, repacked with every hash right: what only a look at the content
 * can find.
 *
 * @param change the new text of a file, null to leave it out, undefined to keep it
 * @returns the copy
 */
export async function repacked(
  file: string,
  change: (path: string, text: () => Promise<string>) => Promise<string | null | undefined>,
): Promise<string> {
  const bag = await openBag(file)
  async function* payload(): AsyncGenerator<Payload> {
    for (const whole of bag.paths.filter((one) => one.startsWith('data/'))) {
      const path = whole.slice('data/'.length)
      const changed = await change(path, async () => text(await bytesOf(bag, whole)))
      if (changed === null) continue
      if (changed === undefined) yield { path, read: () => bag.read(whole) }
      else
        yield {
          path,
          read: async function* () {
            yield new TextEncoder().encode(changed)
          },
        }
    }
  }
  const copy = `${file}.copy-${++copies}.zip`
  await writeBag(copy, payload(), {})
  bag.close()
  return copy
}

import { join } from 'node:path'
import { buildClient } from '../../../server/cli/demo/build.ts'
import { deposits } from '../../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../../server/cli/demo/steps/notice.ts'
import { type TestWorld, world } from '../../world/world.ts'
import { type Watched, type Window, watchedBrowser } from '../chromium.ts'
import { openKeyFile } from './door.ts'

/** Where most journeys begin: the client is built, the tender is published, a browser waits. */
export interface Begun {
  running: TestWorld
  browser: Watched
}

/**
 * Begins a journey.
 *
 * @param paid whether the bidders' deposits have come
 * @param of the world, if it is not the demo's
 */
export async function begin(chromium: string, paid = false, of?: Parameters<typeof world>[0]): Promise<Begun> {
  await buildClient(() => undefined)
  const running = await world(of)
  const browser = await watchedBrowser(chromium)
  await publishNotice(running.world)
  if (paid) await deposits(running.world)
  return { running, browser }
}

/** Ends a journey, also one that began only half. */
export async function end({ running, browser }: Partial<Begun>): Promise<void> {
  await browser?.close()
  await running?.stop()
}

/**
 * Presses a button that signs; a page that was loaded anew asks for the key file first.
 *
 * @param done resolves once what was signed is done
 */
export async function signHere(
  { world: { folder } }: Pick<TestWorld, 'world'>,
  window: Window,
  person: string,
  button: { click(): Promise<void> },
  done: () => Promise<unknown>,
): Promise<void> {
  await button.click()
  const dialog = window.page.getByRole('dialog')
  const isDone = done()
  await Promise.race([dialog.waitFor(), isDone])
  if (await dialog.isVisible()) await openKeyFile(window, join(folder, 'keys', `${person}.p12`))
  await isDone
}

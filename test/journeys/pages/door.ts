import { join } from 'node:path'
import { PIN } from '../../../server/cli/demo/foundation.ts'
import type { World } from '../../../server/cli/demo/world.ts'
import type { Watched, Window } from '../chromium.ts'

/** Opens a window for a person of the demo at its entrance, signs in with its key file, and goes to a page. */
export async function enter(browser: Watched, world: World, person: string, path: string): Promise<Window> {
  const entrance = world.as(person).person.role === 'supervisor' ? 'supervision' : 'trading'
  const window = await browser.open(world.origins[entrance])
  const { page, origin } = window
  await page.goto(`${origin}/login?to=${encodeURIComponent(path)}`)
  await openKeyFile(window, join(world.folder, 'keys', `${person}.p12`))
  const { role } = world.as(person).person
  const words: Record<string, string> = { agent: '代理机构', tenderer: '招标人' }
  if (words[role]) await page.getByRole('radio', { name: words[role] }).check()
  await page.getByRole('button', { name: /^签名并以/ }).click()
  await page.waitForURL(`${origin}${path}`)
  return window
}

/** Chooses the key file on the screen and types its PIN. */
export async function openKeyFile({ page }: Window, file: string): Promise<void> {
  await page.locator('input[type=file][aria-label="选择密钥文件"]').setInputFiles(file)
  await page.getByLabel('密钥口令', { exact: true }).fill(PIN)
  await page.getByRole('button', { name: '打开密钥文件', exact: true }).click()
}

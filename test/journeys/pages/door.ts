import { join } from 'node:path'
import { PIN } from '../../../server/cli/demo/foundation.ts'
import type { World } from '../../../server/cli/demo/world.ts'
import type { AgentProcess } from '../../world/agent.ts'
import { picture, type Watched, type Window } from '../chromium.ts'

/** Opens a window for a person of the demo at its entrance, signs in with its key file, and goes to a page. */
export async function enter(
  browser: Watched,
  world: World,
  person: string,
  path: string,
  open = (window: Window): Promise<void> => openKeyFile(window, join(world.folder, 'keys', `${person}.p12`)),
): Promise<Window> {
  const entrance = world.as(person).person.role === 'supervisor' ? 'supervision' : 'trading'
  const window = await browser.open(world.origins[entrance])
  const { page, origin } = window
  await page.goto(`${origin}/login?to=${encodeURIComponent(path)}`)
  await open(window)
  const { role } = world.as(person).person
  const words: Record<string, string> = {
    agent: '代理机构',
    tenderer: '招标人',
    centre: '交易中心',
    bank: '银行',
    notary: '公证机构',
  }
  if (words[role]) await page.getByRole('radio', { name: words[role] }).check()
  await page.getByRole('button', { name: /^签名并以/ }).click()
  await page.waitForURL(`${origin}${path}`)
  return window
}

/** Takes the keys from the local agent: connects, types the code that it shows. No PIN is typed into the page. */
export const byAgent =
  (agent: AgentProcess) =>
  async (window: Window): Promise<void> => {
    const { page } = window
    await page.getByText('USB Key（本机助手）').click()
    await page.getByLabel('助手端口').fill(agent.port)
    await picture(window, 'agent-connect')
    await page.getByRole('button', { name: '连接本机助手' }).click()
    const first = page.getByLabel('OTP Input 1')
    await first.waitFor()
    for (const [i, digit] of [...agent.code()].entries()) await page.getByLabel(`OTP Input ${i + 1}`).fill(digit)
    await picture(window, 'agent-pair')
    await page.getByRole('button', { name: '配对并读取证书' }).click()
  }

/** Chooses the key file on the screen and types its PIN. */
export async function openKeyFile({ page }: Window, file: string): Promise<void> {
  await page.locator('input[type=file][aria-label="选择密钥文件"]').setInputFiles(file)
  await page.getByLabel('密钥口令', { exact: true }).fill(PIN)
  await page.getByRole('button', { name: '打开密钥文件', exact: true }).click()
}

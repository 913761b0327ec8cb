import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { offers, park } from '../../../server/cli/demo/tender.ts'
import { makeVolume, type VolumeKind, volumeBytes } from '../../../server/cli/demo/volumes.ts'
import type { World } from '../../../server/cli/demo/world.ts'
import { picture, type Window } from '../chromium.ts'

const kinds: VolumeKind[] = ['business', 'technical', 'price']
const names: Record<VolumeKind, string> = { business: '商务标', technical: '技术标', price: '报价' }

/** The prices of those who bid in the browser, as the form must spell them. */
const IN_WORDS: Record<string, string> = {
  'bidder-1': '壹仟捌佰玖拾叁万陆仟元整',
  'bidder-2': '壹仟捌佰柒拾陆万伍仟元整',
  'bidder-3': '壹仟玖佰壹拾贰万叁仟元整',
}

/** Writes a bidder's three volumes to its disk. */
export async function volumesOf(world: World, person: string): Promise<Record<VolumeKind, string>> {
  const folder = join(world.folder, 'volumes', person)
  await mkdir(folder, { recursive: true })
  const bidder = world.as(person).person.organisation ?? { name: '', code: '' }
  const { price = '0', leader = '', durationDays = 0 } = offers[person] ?? {}
  const facts = { 投标报价: `${BigInt(price) / 100n} 元`, 工期: `${durationDays} 日历天`, 项目负责人: leader }
  const made = kinds.map(async (kind): Promise<[VolumeKind, string]> => {
    const file = join(folder, `${names[kind]}.pdf`)
    const tender = { name: park.name, code: park.code }
    await writeFile(file, await volumeBytes(await makeVolume({ kind, bidder, tender, facts })))
    return [kind, file]
  })
  return Object.fromEntries(await Promise.all(made)) as Record<VolumeKind, string>
}

/** Chooses the three volumes on the sealing page. */
export async function chooseVolumes({ page }: Window, files: Record<string, string>): Promise<void> {
  for (const kind of kinds)
    await page.locator(`input[type=file][aria-label="${names[kind]}"]`).setInputFiles(files[kind] ?? '')
}

/** Types what a bidder offers. */
export async function fillForm({ page }: Window, person: string): Promise<void> {
  const offer = offers[person]
  if (!offer) throw new Error(`${person} offers nothing`)
  await page.getByLabel('投标报价（元）').fill(String(BigInt(offer.price) / 100n))
  await page.getByLabel('工期（日历天）').fill(String(offer.durationDays))
  await page.getByLabel('质量承诺').fill('合格')
  await page.getByLabel('项目负责人').fill(offer.leader)
  await page.getByLabel('负责人证书编号').fill('示例注册证书')
  await sayWhoBids(page)
  await page.getByLabel('资质及等级').fill('建筑工程施工总承包壹级')
  await fillRow(page, '业绩', ['示例区体育馆工程', '示例区文化和旅游局', '2160万元', '2024-06'])
}

/** Types who heads the bidder, and chooses about the machine: the key file of a browser leaves its numbers unread. */
export async function sayWhoBids(page: Page, machine: '同意采集并密封' | '不采集' = '同意采集并密封'): Promise<void> {
  await page.getByLabel('单位负责人').fill('李国华')
  await page.getByText(machine).click()
}

/** Types a row of one of the form's small tables, cell after cell. */
async function fillRow(page: Page, table: string, cells: string[], row = 1): Promise<void> {
  const all = page.getByRole('group', { name: table, exact: true }).getByRole('textbox')
  for (const [i, cell] of cells.entries()) await all.nth((row - 1) * cells.length + i).fill(cell)
}

/** Pastes rows, as a spreadsheet copies them, into the first cell of one of the form's small tables. */
export async function pasteRows(page: Page, table: string, rows: string[][]): Promise<void> {
  const first = page.getByRole('group', { name: table, exact: true }).getByRole('textbox').first()
  await first.evaluate(
    (cell, text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    },
    rows.map((row) => row.join('\t')).join('\r\n'),
  )
}

/** On the sealing page: a form that is above the ceiling is stopped, then the right one is sealed, signed and handed in. */
export async function sealAndSubmit(window: Window, world: World, person: string): Promise<void> {
  const { page } = window
  const offer = offers[person]
  if (!offer) throw new Error(`${person} offers nothing`)
  await chooseVolumes(window, await volumesOf(world, person))
  const start = page.getByRole('button', { name: '检查、加密并上传' })
  await fillForm(window, person)
  await page.getByLabel('投标报价（元）').fill('20000000.01')
  await start.click()
  await page.getByText('高于最高投标限价，将被否决', { exact: true }).waitFor()
  await page.getByLabel('投标报价（元）').fill(String(BigInt(offer.price) / 100n))
  await page.getByText(IN_WORDS[person] ?? '').waitFor()
  await picture(window, 'seal-form')
  await start.click()
  await page.getByRole('button', { name: '签名并递交' }).waitFor()
  await picture(window, 'seal-ready')
  await signAndSubmit(page)
  await page.getByText('递交成功').waitFor()
}

/** On the last card: says that every line was checked, and signs. */
export async function signAndSubmit(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: /^我已逐项核对/ }).check()
  await page.getByRole('button', { name: '签名并递交' }).click()
}

/** On the receipt: the certificate is tried on the sealed bid. */
export async function rehearse({ page }: Window): Promise<void> {
  await page.getByRole('button', { name: '试解密', exact: true }).click()
  await page.getByText('可以打开：商务标、技术标、报价').waitFor()
}

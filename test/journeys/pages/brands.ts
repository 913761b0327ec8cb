import { Refused } from '../../../server/cli/demo/client.ts'
import type { World } from '../../../server/cli/demo/world.ts'
import { picture, type Watched } from '../chromium.ts'
import { enter } from './door.ts'

/** The host adjourns the opening until a moment and lets it go on, in a browser. */
export async function adjourn(browser: Watched, world: World): Promise<void> {
  await world.moveTo(world.played.draft.deadline + 2000)
  await world.until('the opening starts', () =>
    world
      .as('agent')
      .get(`/tenders/${world.tender}/opening`)
      .catch((problem) => {
        if (problem instanceof Refused && problem.code === 'OPENING_ABSENT') return undefined
        throw problem
      }),
  )
  const host = await enter(browser, world, world.as('tenderer').person.id, `/o/${world.tender}/host`)
  const { page } = host
  await page.getByRole('button', { name: '暂停开标' }).click()
  await page.getByLabel('原因', { exact: true }).fill('开标室断电，备用电源检修')
  await page.getByRole('checkbox', { name: '休会至指定时间复会' }).check()
  await page.getByLabel('复会时间').fill('2026-04-08T11:30')
  await picture(host, 'hall-adjourn')
  await page.getByRole('button', { name: '签名并暂停' }).click()
  await page.getByText('预计 2026-04-08 11:30:00 复会').waitFor()
  await picture(host, 'hall-adjourned')
  await page.getByLabel('原因', { exact: true }).fill('供电已恢复，提前复会')
  await page.getByRole('button', { name: '复会：签名并恢复' }).click()
  await page.getByRole('button', { name: '暂停开标' }).waitFor()
  await host.context.close()
}

/** Equal bids of one brand, as a member in the room and the purchaser on its page see them. */
export async function seeTies(browser: Watched, world: World, member: string): Promise<void> {
  const room = await enter(browser, world, member, `/e/${world.tender}`)
  await room.page.getByRole('heading', { name: '相同品牌投标并列' }).waitFor()
  await room.page.getByText('招标文件未规定确定方式，采取随机抽取').waitFor()
  await picture(room, 'ties-room')
  await room.context.close()
  const purchaser = await enter(browser, world, world.as('tenderer').person.id, `/t/${world.tender}`)
  await purchaser.page.getByRole('heading', { name: '相同品牌投标并列，须确定一家' }).waitFor()
  await picture(purchaser, 'ties-purchaser')
  await purchaser.context.close()
}

/** What the lot chose, as a member sees it. */
export async function seeSettled(browser: Watched, world: World, member: string): Promise<void> {
  const room = await enter(browser, world, member, `/e/${world.tender}`)
  await room.page.getByText('并列，随机抽取').waitFor()
  await picture(room, 'ties-settled')
  await room.context.close()
}

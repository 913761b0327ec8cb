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

/** The centre certifies the course: what it witnessed, the venues and who was there, and its signature in the PDF. */
export async function certify(browser: Watched, world: World): Promise<void> {
  const centre = await enter(browser, world, world.as('centre').person.id, `/t/${world.tender}`)
  const { page } = centre
  await page.getByLabel('见证意见').fill('交易过程符合平台规则，未见干预。')
  await page.getByRole('button', { name: '添加评标场所' }).click()
  await page.getByLabel('第 1 个场所', { exact: true }).fill('南宁市公共资源交易中心评标区')
  await page.getByLabel('第 1 个场所的见证人').fill('韦小兰')
  await page.getByRole('button', { name: '签名并出具' }).click()
  await page.getByText('应当有且只有一个主场，并至少有一个副场').waitFor()
  await page.getByRole('button', { name: '添加副场' }).click()
  await page.getByLabel('第 2 个场所', { exact: true }).fill('柳州市公共资源交易中心评标区')
  await page.getByLabel('第 2 个场所的见证人').fill('覃志强')
  await picture(centre, 'witness-form')
  await page.getByRole('button', { name: '签名并出具' }).click()
  const seal = page.getByRole('button', { name: '加盖电子签章' })
  const refresh = page.getByRole('button', { name: '文件正在生成，点此刷新' })
  await refresh.or(seal.first()).waitFor()
  await world.until(
    'the certificate is a paper',
    async () =>
      (await world.as('centre').get<{ paper: object | null }>(`/tenders/${world.tender}/witness`)).paper ?? undefined,
  )
  if (await refresh.isVisible()) await refresh.click()
  await seal.last().click()
  await page.getByText('交易中心 已签章').waitFor()
  await picture(centre, 'witness-signed')
  await centre.context.close()
}

import { expect } from 'chai'
import type { Window } from '../chromium.ts'

/** Judges every bid; one bidder fails the first clause. */
export async function judgeQualification({ page }: Window, failing: string): Promise<void> {
  const section = page.locator('section', { has: page.getByRole('heading', { name: '资格审查' }) })
  await section.getByRole('button', { name: '签署本份结论' }).first().waitFor()
  const bids = section.locator('div.stack-tight', { has: page.getByRole('button', { name: '签署本份结论' }) })
  const names = await Promise.all((await bids.all()).map((one) => one.locator('b').first().innerText()))
  for (const name of names) {
    const bid = section.locator('div.stack-tight', { hasText: name }).first()
    for (const clause of await bid.getByRole('radio', { name: '符合', exact: true }).all()) await clause.check()
    if (name === failing) {
      await bid.getByRole('radio', { name: '不符合' }).first().check()
      await bid.getByLabel('不合格的理由').fill('营业执照已于2026年3月注销')
    }
    await bid.getByRole('button', { name: '签署本份结论' }).click()
    await bid.getByRole('button', { name: '重新签署结论' }).waitFor()
  }
}

/** Ends the qualification. */
export async function concludeQualification({ page }: Window): Promise<void> {
  await page.getByRole('button', { name: '签名结束资格审查' }).click()
  await page.getByText('资格审查已结束').waitFor()
}

/** The chair enters a total in words that differs from the figures. */
export async function correctPrice({ page }: Window, place: number, words: string): Promise<void> {
  await page.getByRole('button', { name: '记录报价前后不一致…' }).click()
  await page.getByLabel('投标文件', { exact: true }).click()
  await page.locator('.ant-select-item-option', { hasText: `投标文件 ${place} ` }).click()
  await page.getByLabel('大写金额（与小写不一致时）').fill(words)
  await page.getByText('修正后报价').waitFor()
  await page.getByRole('button', { name: '记录并请投标人确认' }).click()
  await page.getByText('投标人确认期限').waitFor()
}

/** The chair asks one bidder. */
export async function askBidder({ page }: Window, place: number, question: string): Promise<void> {
  await page.getByLabel('向哪份投标文件').click()
  await page.locator('.ant-select-item-option', { hasText: `投标文件 ${place}` }).click()
  await page.getByLabel('澄清问题').fill(question)
  await page.getByRole('button', { name: '代表评标委员会发出澄清' }).click()
  await page.getByText(question).first().waitFor()
}

/** A member finds a low price not proven. */
export async function judgeLowPrice({ page }: Window, reason: string): Promise<void> {
  await page.getByRole('radio', { name: '不能证明报价合理' }).check()
  await page.getByLabel('理由（写入评标报告）').fill(reason)
  await page.getByRole('button', { name: '提交本人意见' }).click()
  await page.getByText('您认定：不能证明').waitFor()
}

/** The purchaser goes through the report. */
export async function reviewReport({ page }: Window): Promise<void> {
  await page
    .getByRole('textbox', { name: /意见|说明/ })
    .first()
    .fill('已逐项核对，未发现需要复核的情形。')
  await page
    .getByRole('button', { name: /^签名.*审查|审查.*签名/ })
    .first()
    .click()
  await page.getByRole('heading', { name: '确定中标人' }).waitFor()
}

/** Where the winner is fixed, with the lot between those who tie. */
export const lotSection = ({ page }: Window) =>
  page.locator('section', { has: page.getByRole('heading', { name: '确定中标人' }) })

/** The purchaser fixes the candidate that the lot has drawn. */
export async function fixDrawn({ page }: Window): Promise<void> {
  const name = await page.locator('.banner.good b').last().textContent()
  await page.getByRole('radio', { name: new RegExp(name ?? '') }).check()
  await page.getByRole('button', { name: '签名确定中标人' }).click()
  await page.getByRole('heading', { name: '公告中标结果' }).waitFor()
}

/** The purchaser announces the result and sends all notices. */
export async function announce({ page }: Window): Promise<void> {
  await page.getByLabel('采购人地址').fill('南宁市青秀区示例路1号')
  await page.getByLabel('代理机构地址').fill('南宁市良庆区示例路2号')
  await page.getByLabel('中标供应商地址').fill('柳州市城中区示例路3号')
  const row = { 名称: '智能平板', 规格型号: 'A-1', 数量: '60 台', '单价（元）': '46666.66', 服务要求: '质保三年' }
  for (const [label, text] of Object.entries(row))
    await page.getByLabel(`${label}，第 1 行`, { exact: true }).fill(text)
  await page.getByRole('button', { name: '签名公告并发出全部通知书' }).click()
  await page.getByRole('heading', { name: '中标结果', exact: true }).waitFor({ timeout: 60_000 })
}

/** The purchaser finds that a challenge moves nothing. */
export async function weigh({ page }: Window): Promise<void> {
  await page.getByLabel(/理由/).first().fill('抽取记录已公开，任何人可以重算')
  await page.getByRole('button', { name: /不影响|不可能影响/ }).click()
}

/** The winner gives the performance bond. */
export async function giveBond({ page }: Window): Promise<void> {
  await page.getByLabel('保函编号或转账流水号').fill('LYBH-2026-0001')
  await page.getByRole('button', { name: '签名提交履约保证金' }).click()
  await page.getByText('已提交').first().waitFor()
}

/** The supervisor finds the award invalid: nothing is chosen beforehand, and the ground alone is not enough. */
export async function findInvalid({ page }: Window, look: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: '认定中标无效…' }).click()
  const section = page.locator('section', { has: page.getByRole('heading', { name: '认定中标无效' }) })
  const sign = section.getByRole('button', { name: '签名并认定中标无效' })
  await section.getByLabel('事实和理由').fill('查实中标人提供虚假材料谋取中标，已作出处罚决定')
  await section.getByRole('radio').first().check()
  expect(await sign.isEnabled(), 'what follows is missing').to.equal(false)
  await section.getByRole('radio', { name: '重新招标（采购）' }).check()
  await look('g-invalid')
  await sign.click()
  await section.waitFor({ state: 'detached' })
  await look('g-invalid-found')
}

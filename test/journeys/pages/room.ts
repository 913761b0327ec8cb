import type { Page } from 'playwright-core'
import type { Marks } from '../../../server/cli/demo/steps/evaluation.ts'
import type { View } from '../../../server/cli/demo/steps/evaluationRoom.ts'
import { picture, type Window } from '../chromium.ts'

/** An expert checks in: reads the promise and signs it. */
export async function checkIn({ page }: Window): Promise<void> {
  await page.getByRole('checkbox', { name: '我已逐句阅读并承诺遵守' }).check()
  await page.getByRole('button', { name: '签署承诺并签到' }).click()
  await page.getByRole('heading', { name: '回避声明' }).waitFor()
}

/** An expert declares for every bidder; with a reason it stands aside from the first. */
export async function declare({ page }: Window, avoid?: string): Promise<void> {
  const free = page.getByRole('radio', { name: '无利害关系' })
  await free.first().waitFor()
  for (const radio of await free.all()) await radio.check()
  if (avoid) {
    await page.getByRole('radio', { name: '应当回避' }).first().check()
    await page.getByLabel('回避原因').fill(avoid)
    await page.getByRole('button', { name: '签署回避声明并退出' }).click()
    await page.getByRole('heading', { name: '离席回执' }).waitFor()
    return
  }
  await page.getByRole('button', { name: '签署声明并入席' }).click()
  await page.getByRole('heading', { name: '回避声明' }).waitFor({ state: 'detached' })
}

/** A member votes for the chair: for the first seat, which votes for the second. */
export async function voteForChair({ page }: Window, place: number): Promise<void> {
  await page.getByRole('radio', { name: place === 0 ? /^专家2/ : /^专家1/ }).check()
  await page.getByRole('button', { name: '投票', exact: true }).click()
  await page.getByText('您已投票，等待其他成员。').waitFor()
}

/** A member opens the bids beside its form: a page of the volume is drawn. */
export async function openVolumes({ page }: Window): Promise<void> {
  await page.getByRole('button', { name: '打开投标文件' }).click()
  await drawn(page, 'section[aria-label="投标文件阅读"]')
}

const drawn = (page: Page, where: string): Promise<unknown> =>
  page.waitForFunction((place) => {
    const sheet = document.querySelector<HTMLCanvasElement>(`${place} canvas`)
    const pixels = sheet?.getContext('2d')?.getImageData(0, 0, sheet.width, sheet.height).data
    return pixels?.some((one, i) => i % 4 < 3 && one > 0 && one < 128)
  }, where)

/** A member reviews every bid: all pass, but for the response of one. */
export async function reviewAll(
  { page }: Window,
  view: View,
  rejected: { bid: string; reason: string },
): Promise<void> {
  for (const [i, { tag }] of view.bids.entries()) {
    await page.getByRole('tab', { name: `投标文件 ${i + 1}`, exact: true }).click()
    const passes = page.getByRole('radio', { name: '符合', exact: true })
    for (const radio of await passes.all()) await radio.check()
    const clause = view.criteria.clauses.findIndex(({ id }) => id === 'response')
    if (tag === rejected.bid) {
      await page.getByRole('radio', { name: '不符合', exact: true }).nth(clause).check()
      await page.getByLabel('所在页').fill('1')
      await page.getByLabel('理由').fill(rejected.reason)
    }
    await page.getByRole('button', { name: `提交投标文件 ${i + 1}的评审` }).click()
    await page.getByRole('tab', { name: `投标文件 ${i + 1} ✓` }).waitFor()
  }
}

/** A member types its marks; the sheet saves itself, the chip says so; then it is locked with a signature. */
export async function scoreAndLock(window: Window, view: View, marks: Marks, name: string): Promise<void> {
  const { page } = window
  for (const { tag } of view.bids.filter(({ tag }) => view.valid?.includes(tag))) {
    const place = view.bids.findIndex((bid) => bid.tag === tag) + 1
    await page.getByRole('tab', { name: `投标文件 ${place} ` }).click()
    for (const { id, zh } of view.criteria.factors) {
      const { score = 0 } = marks[tag]?.[id] ?? {}
      await page.getByLabel(`${zh}，满分`).fill((score / 100).toFixed(2))
    }
  }
  await page.getByRole('status').filter({ hasText: '已保存' }).waitFor()
  await picture(window, `score-${name}`)
  await page.getByRole('button', { name: '锁定我的评分…' }).click()
  await page.getByRole('button', { name: '签名并锁定' }).click()
  await page.getByText('您的评分已锁定，等待其他成员。').waitFor()
}

/** A member agrees, or dissents with its reason. */
export async function giveOpinion({ page }: Window, dissent?: string): Promise<void> {
  if (!dissent) {
    await page.getByRole('radio', { name: '同意评标结论' }).check()
    await page.getByRole('button', { name: '确认同意' }).click()
    await page.getByRole('button', { name: '确认同意' }).waitFor({ state: 'detached' })
    return
  }
  await page.getByRole('radio', { name: '有不同意见' }).check()
  await page.getByLabel('不同意见和理由').fill(dissent)
  await page.getByRole('button', { name: '提交不同意见' }).click()
  await page.getByText(dissent).waitFor()
}

/** A member reads the report: its first page is drawn. */
export const readReport = ({ page }: Window): Promise<unknown> => drawn(page, 'section:has(> h2)')

/** A member signs the report. */
export async function signReport({ page }: Window): Promise<void> {
  await page.getByRole('button', { name: '签署评标报告' }).click()
  await page.getByText('您已签署，等待其他成员。').waitFor()
}

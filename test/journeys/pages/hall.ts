import type { Window } from '../chromium.ts'

/** An officer releases its shares. */
export async function releaseShares({ page }: Window): Promise<void> {
  await page.getByRole('button', { name: '签名并释放份额' }).click()
  await page.getByRole('heading', { name: '您已释放密钥份额' }).waitFor()
}

/** A bidder unlocks its bid. */
export async function unlock({ page }: Window): Promise<void> {
  await page.getByRole('button', { name: '解密', exact: true }).click()
  await page.getByText('您已解密').waitFor()
}

/** Watches a window: how many prices it showed at each change of the page, and when. */
export async function watchPrices({ page }: Window): Promise<() => Promise<{ counts: number[]; at: number }>> {
  await page.evaluate(() => {
    const seen: { counts: number[]; at: number } = { counts: [0], at: 0 }
    Object.assign(globalThis, { seen })
    new MutationObserver(() => {
      const count = document.querySelectorAll('table.cards td.number b').length
      if (count === seen.counts.at(-1)) return
      seen.counts.push(count)
      seen.at = Date.now()
    }).observe(document.body, { childList: true, subtree: true })
  })
  return async () => {
    await page.getByRole('heading', { name: '唱标', exact: true }).waitFor()
    return page.evaluate(() => (globalThis as unknown as { seen: { counts: number[]; at: number } }).seen)
  }
}

/** The host decides why each bid stayed shut, and has the record made. */
export async function classifyAndRecord({ page }: Window): Promise<void> {
  await page.getByRole('radio', { name: '投标人原因' }).check()
  await page.getByLabel('认定依据').fill('投标人在时限内使用的证书不能解开其投标文件，平台各项服务正常')
  await page.getByRole('button', { name: '认定原因' }).click()
  await page.getByRole('button', { name: '生成开标记录' }).click()
  await page.getByRole('heading', { name: '开标记录', exact: true }).waitFor()
}

/** Who took part signs the record: what it confirms, and then, by itself, the PDF. */
export async function signRecord({ page }: Window): Promise<void> {
  await page.getByRole('button', { name: '核对无误，签署' }).click()
  for (const name of ['核对无误，签署', '在开标记录 PDF 上签章'])
    await page.getByRole('button', { name }).waitFor({ state: 'detached' })
}

/** The host ends the opening. */
export async function finishOpening({ page }: Window): Promise<void> {
  await page.getByRole('button', { name: '结束开标，转入评标' }).click()
  await page.getByRole('button', { name: '结束开标，转入评标' }).waitFor({ state: 'detached' })
}

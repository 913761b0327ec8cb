import { expect } from 'chai'
import { picture, type Window } from '../chromium.ts'

const card = ({ page }: Window, whose: string) => page.getByRole('region', { name: `补救解密 ${whose}` })

/** An officer agrees to a bidder's remedy on its card in the hall; nothing of the card stands out of the screen. */
export async function agreeOnCard(officer: Window, whose: string): Promise<void> {
  const { page } = officer
  await card(officer, whose).getByText('未作决定').first().waitFor()
  await picture(officer, 'remedy-officer')
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide, `nothing stands out at ${width} px`).to.be.at.most(width)
  }
  await card(officer, whose).getByRole('button', { name: '签名同意并释放份额' }).click()
  await card(officer, whose).getByText('您已作出决定，等待其他开标人。').waitFor()
  await picture(officer, 'remedy-officer-agreed')
}

/** An officer refuses a bidder's remedy on its card: not without a reason. */
export async function refuseOnCard(officer: Window, whose: string, reason: string): Promise<void> {
  await card(officer, whose)
    .getByRole('button', { name: /^拒\s?绝$/ })
    .click()
  const refuse = card(officer, whose).getByRole('button', { name: '签名拒绝，终止补救' })
  expect(await refuse.isDisabled(), 'without a reason').to.equal(true)
  await card(officer, whose).getByLabel('拒绝理由').fill(reason)
  await picture(officer, 'remedy-officer-refuses')
  await refuse.click()
}

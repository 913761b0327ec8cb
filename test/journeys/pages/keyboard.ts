import type { Page } from 'playwright-core'

/** So many presses of Tab lead once round any page. */
const ROUND = 120

/** Moves the focus with Tab until it stands on what is called so, as one does who has no mouse. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = []
  for (let n = 0; n < ROUND; n++) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(() => {
      const at = document.activeElement
      const labels = at && 'labels' in at ? [...((at as HTMLInputElement).labels ?? [])] : []
      return at?.getAttribute('aria-label') || labels.map((one) => one.textContent).join(' ') || (at?.textContent ?? '')
    })
    if (name.test(here.trim())) return
    passed.push(here.trim().slice(0, 20))
  }
  throw new Error(`the keyboard does not reach ${name}: ${passed.join(' · ')}`)
}

/** Reaches a field and types. */
export async function typeInto(page: Page, name: RegExp, text: string): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.type(text)
}

/** Reaches a place for files and chooses one. */
export async function chooseFile(page: Page, name: RegExp, file: string): Promise<void> {
  const asked = page.waitForEvent('filechooser') // from before the way there: it takes a moment to be listened for
  await tabTo(page, name)
  await page.keyboard.press('Space')
  await (await asked).setFiles(file)
}

/** Reaches a button or a choice and presses it. */
export async function press(page: Page, name: RegExp, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press(key)
}

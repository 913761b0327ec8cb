import type { Page } from 'playwright-core'

/** How long a page may take until what is on it has come, ms. */
const PATIENCE = 1500

/**
 * What a person would stumble over on a page as it stands: it scrolls sideways; a field, button, link or picture has no
 * name; an id stands twice, or there is not one heading; a raw date or value, an amount without groups, or an English
 * sentence on a Chinese page is shown.
 *
 * @returns one line a fault; none of those that went by themselves
 */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate('globalThis.__name ??= (of) => of') // the loader wraps functions in it
  const first = await page.evaluate(look)
  if (!first.length) return first
  await page.waitForTimeout(PATIENCE)
  return page.evaluate(look)
}

/** Runs inside the page. */
function look(): string[] {
  const shown = (of: Element): boolean => of.checkVisibility({ visibilityProperty: true })
  const told = (of: Element): string => of.outerHTML.replace(/\s+/g, ' ').slice(0, 140)
  const all = (what: string): Element[] => [...document.querySelectorAll(what)].filter(shown)

  const sideways = (): string[] => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth + 1) return []
    const wide = all('body *').filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    const outermost = wide.filter((one) => !wide.some((other) => other !== one && other.contains(one)))
    return [`wider than the window: ${outermost.slice(0, 3).map(told).join(' | ')}`]
  }

  const nameOf = (of: Element): string => {
    const by = (of.getAttribute('aria-labelledby') ?? '').split(' ')
    const labels = 'labels' in of ? [...((of as HTMLInputElement).labels ?? [])] : []
    const pictures = [...of.querySelectorAll('img[alt], [role=img][aria-label]')]
    const words = [
      ...[of.getAttribute('aria-label'), of.getAttribute('title'), of.textContent],
      ...[...labels, ...by.map((id) => document.getElementById(id))].map((one) => one?.textContent),
      ...pictures.map((one) => one.getAttribute('alt') ?? one.getAttribute('aria-label')),
    ]
    return words.map((one) => one?.trim()).find(Boolean) ?? ''
  }
  const nameless = (): string[] => [
    ...all('input:not([type=hidden]), select, textarea, button, a[href], [role=button], [role=tab]')
      .filter((one) => one.getAttribute('aria-hidden') !== 'true' && !nameOf(one))
      .map((one) => `no name: ${told(one)}`),
    ...all('img:not([alt]), [role=img]:not([aria-label]):not([aria-labelledby])').map(
      (one) => `no words: ${told(one)}`,
    ),
  ]

  const structure = (): string[] => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
    const twice = [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))]
    const headings = document.querySelectorAll('h1').length
    return [
      ...twice.map((id) => `two elements have the id ${id}`),
      ...(headings === 1 ? [] : [`${headings} headings of the first rank`]),
    ]
  }

  const wrongWords = (text: string): string | undefined => {
    if (/\d{4}-\d\d-\d\dT\d\d|GMT|undefined|NaN|\[object|Infinity|\bnull\b/.test(text)) return 'raw'
    if (/(?<![\d.,-])\d{5,}(\.\d+)?\s*元/.test(text)) return 'an amount without groups'
    const english = document.documentElement.lang.startsWith('zh') && !/\p{Script=Han}/u.test(text)
    return english && /[A-Za-z’']{2,}( [A-Za-z’',;]+){3,}/.test(text) ? 'English on a Chinese page' : undefined
  }
  const words = (): string[] => {
    const found: string[] = []
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const of = node.parentElement
      const text = node.textContent?.replace(/\s+/g, ' ').trim() ?? ''
      if (!of || !text || !shown(of) || of.closest('.hash, .code, code, pre, script, style, [lang=en]')) continue
      const wrong = wrongWords(text)
      if (wrong) found.push(`${wrong}: ${text.slice(0, 120)}`)
    }
    return found
  }

  return [...sideways(), ...nameless(), ...structure(), ...words()]
}

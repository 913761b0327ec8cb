import type { Page } from 'playwright-core'

/** How long a page may take until what is on it has come, ms. */
const PATIENCE = 1500

/**
 * What a person would stumble over on a page as it stands: it scrolls sideways; a field, button, link or picture has no
 * name; an id stands twice, or there is not one heading; a raw date or value, an amount without groups, an English sentence
 * on a Chinese page or a Chinese label on an English one is shown; words are too pale for their ground (WCAG 2.2 AA).
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
    if (/\d{4}-\d\d-\d\dT\d\d|\bGMT\b|undefined|\bNaN\b|\[object|Infinity|\bnull\b/.test(text)) return 'raw'
    if (/(?<![\d.,-])\d{5,}(\.\d+)?\s*元/.test(text)) return 'an amount without groups'
    const english = document.documentElement.lang.startsWith('zh') && !/\p{Script=Han}/u.test(text)
    return english && /[A-Za-z’']{2,}( [A-Za-z’',;]+){3,}/.test(text) ? 'English on a Chinese page' : undefined
  }
  type Colour = [red: number, green: number, blue: number, alpha: number]
  const colourOf = (text: string): Colour | undefined => {
    const [red, green, blue, alpha = 1] = (/^rgba?\((.*)\)$/.exec(text)?.[1] ?? '').split(/[\s,/]+/).map(Number)
    return red === undefined || green === undefined || blue === undefined ? undefined : [red, green, blue, alpha]
  }
  const over = ([r, g, b, a]: Colour, [x, y, z]: Colour): Colour => [
    ...([r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a)] as [number, number, number]),
    1,
  ]
  const light = ([red, green, blue]: Colour): number => {
    const part = (of: number): number => (of <= 10.31475 ? of / 255 / 12.92 : ((of / 255 + 0.055) / 1.055) ** 2.4)
    return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
  }
  /** What stands behind an element; nothing where that is a picture or what is seen through. */
  const behind = (of: Element | null): Colour | undefined => {
    if (!of) return [255, 255, 255, 1]
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(of)
    const own = colourOf(backgroundColor)
    if (!own || backgroundImage !== 'none' || opacity !== '1') return undefined
    if (own[3] === 1) return own
    const under = behind(of.parentElement)
    return under && over(own, under)
  }
  /** Below what WCAG 2.2 AA asks of words against their ground; what is out of use may be paler. */
  const pale = (of: Element, pseudo?: string): string | undefined => {
    if (of.closest('[disabled], [aria-disabled=true], [inert], [class*=-disabled], svg, .textLayer')) return undefined
    const { color, fontSize, fontWeight } = getComputedStyle(of, pseudo)
    const [ink, ground] = [colourOf(color), behind(of)]
    if (!ink || !ground) return undefined
    const [a, b] = [light(over(ink, ground)), light(ground)]
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    const size = Number.parseFloat(fontSize)
    const large = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700)
    return ratio < (large ? 3 : 4.5) ? `${ratio.toFixed(2)} : 1, ${color}` : undefined
  }
  const unreadable = (): string[] => {
    const found = new Map<string, string>()
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const of = node.parentElement
      const text = node.textContent?.trim()
      const wrong = of && text && shown(of) ? pale(of) : undefined
      if (of && wrong) found.set(`${wrong} ${of.className}`, `too pale (${wrong}): ${told(of)}`)
    }
    for (const one of all('input[placeholder], textarea[placeholder]')) {
      const wrong = (one as HTMLInputElement).value ? undefined : pale(one, '::placeholder')
      if (wrong) found.set(wrong, `too pale a placeholder (${wrong}): ${told(one)}`)
    }
    return [...found.values()]
  }

  /** Labels in Chinese alone on an English page; what people wrote stays as they wrote it. */
  const untranslated = (): string[] => {
    if (!document.documentElement.lang.startsWith('en')) return []
    return all('label, legend, dt, th:not([scope=row]), summary, button, [role=tab], nav a')
      .filter((one) => !one.closest('[lang^=zh], .data'))
      .map((one) => one.textContent?.replace(/\s+/g, ' ').trim() ?? '')
      .filter((text) => /\p{Script=Han}/u.test(text) && !/[A-Za-z]/.test(text))
      .map((text) => `Chinese on an English page: ${text.slice(0, 80)}`)
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

  return [...sideways(), ...nameless(), ...structure(), ...unreadable(), ...untranslated(), ...words()]
}

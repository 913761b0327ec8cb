import type { Page } from 'playwright-core'

/** Latin words that stand on Chinese screens by right: names of formats, standards and units, and what people are told to type. */
const LATIN = new Set(
  (
    'PDF JSON CSV XLSX Excel SM SHA RSA ECDSA AES GCM SVG PNG JPG ZIP BagIt RFC CMS OCSP CRL UTF GB DB UKey USB Key PIN ID IP MAC CPU ' +
    'KB MB GB TB API OCDS RSS Atom ICS URL HTTP HTTPS TURN WebSocket WebRTC Chromium Chrome Edge Firefox Node Linux Windows English ' +
    'Yangguang yangguang verify bid npx kbit Mbit QR UTC OID DV EPC SPKI PSS PSK hash Merkle OTP npm run demo'
  )
    .split(' ')
    .map((one) => one.toLowerCase()),
)

/**
 * What a person would stumble over on a page as it stands: no sideways scrolling on a telephone is asked for where
 * the window is narrow; fields, buttons and pictures have names; no raw date, code or foreign word is shown.
 *
 * @returns one line a fault
 */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate('globalThis.__name ??= (of) => of') // the loader wraps functions in it
  const found = await page.evaluate(look)
  const foreign = found.latin.filter(({ word }) => !LATIN.has(word.toLowerCase()))
  return [...found.faults, ...foreign.map(({ word, text }) => `Latin word "${word}" in: ${text}`)]
}

/** Runs inside the page. */
function look(): { faults: string[]; latin: { word: string; text: string }[] } {
  const faults: string[] = []
  const latin: { word: string; text: string }[] = []
  const shown = (of: Element): boolean => of.checkVisibility({ visibilityProperty: true, opacityProperty: false })
  const told = (of: Element): string => of.outerHTML.replace(/\s+/g, ' ').slice(0, 140)

  if (document.documentElement.scrollWidth > document.documentElement.clientWidth + 1) {
    const wide = [...document.querySelectorAll('body *')].filter(
      (one) => one.getBoundingClientRect().right > innerWidth + 1 && shown(one),
    )
    const outermost = wide.filter((one) => !wide.some((other) => other !== one && other.contains(one)))
    faults.push(`wider than the window: ${outermost.slice(0, 3).map(told).join(' | ')}`)
  }
  const nameOf = (of: Element): string => {
    const by = (of.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent)
    const labels = 'labels' in of ? [...((of as HTMLInputElement).labels ?? [])].map((one) => one.textContent) : []
    const alts = [...of.querySelectorAll('img[alt], svg[aria-label], [role=img][aria-label]')].map(
      (one) => one.getAttribute('alt') ?? one.getAttribute('aria-label'),
    )
    const all = [of.getAttribute('aria-label'), ...by, ...labels, of.getAttribute('title'), of.textContent, ...alts]
    return all.map((one) => one?.trim()).find(Boolean) ?? ''
  }
  for (const one of document.querySelectorAll(
    'input:not([type=hidden]), select, textarea, button, a[href], [role=button], [role=tab]',
  ))
    if (shown(one) && one.getAttribute('aria-hidden') !== 'true' && !nameOf(one)) faults.push(`no name: ${told(one)}`)
  for (const one of document.querySelectorAll('img:not([alt]), [role=img]:not([aria-label]):not([aria-labelledby])'))
    if (shown(one)) faults.push(`no words for the picture: ${told(one)}`)
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) faults.push(`two elements have the id ${id}`)
  if (document.querySelectorAll('h1').length !== 1)
    faults.push(`${document.querySelectorAll('h1').length} headings of the first rank`)

  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const of = node.parentElement
    const text = node.textContent?.replace(/\s+/g, ' ').trim() ?? ''
    if (
      !of ||
      !text ||
      !shown(of) ||
      of.closest('.hash, .code, .digits, code, pre, script, style, [lang=en], .as-typed')
    )
      continue
    if (/\d{4}-\d\d-\d\dT\d\d|GMT|undefined|NaN|\[object|Infinity|\bnull\b/.test(text))
      faults.push(`raw: ${text.slice(0, 120)}`)
    if (/(?<![\d.,-])\d{5,}(\.\d+)?\s*元/.test(text)) faults.push(`ungrouped amount: ${text.slice(0, 120)}`)
    if (document.documentElement.lang.startsWith('zh'))
      for (const [word] of text.matchAll(/(?<![\w.@/-])[A-Za-z][A-Za-z]{2,}(?![\w@/-])/g))
        latin.push({ word, text: text.slice(0, 80) })
  }
  return { faults, latin }
}

import { useSyncExternalStore } from 'react'

/** The languages of the screens. */
export type Language = 'zh' | 'en'

let language: Language = globalThis.localStorage?.getItem('language') === 'en' ? 'en' : 'zh' // none in a worker
const listeners = new Set<() => void>()

/** Tells the browser in which language the page is: what reads it aloud or splits its words goes by that. */
function tellPage(): void {
  if (globalThis.document) document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}
tellPage()

/** Changes the language of every screen, and remembers it. */
export function setLanguage(next: Language): void {
  language = next
  localStorage.setItem('language', next)
  tellPage()
  for (const tell of listeners) tell()
}

/** The language now; the whole tree is drawn anew when it changes. */
export const useLanguage = (): Language =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => language,
  )

/** One text of a screen, in both languages: `say('投标', 'Bid')`. */
export const say = (zh: string, en: string): string => (language === 'zh' ? zh : en)

/** A text that is kept in both languages, as refusals and reasons of the platform are. */
export const sayBoth = (of: { zh: string; en: string } | null | undefined): string => (of ? say(of.zh, of.en) : '')

type Word = readonly [zh: string, en: string]
const words = {
  tender: ['标段', 'Tender'],
  tenderer: ['招标人（采购人）', 'Tenderer'],
  agent: ['代理机构', 'Agent'],
  centre: ['交易中心', 'Trading centre'],
  supervisor: ['监督人', 'Supervisor'],
  bidder: ['投标人', 'Bidder'],
  expert: ['评标专家', 'Expert'],
  bank: ['银行', 'Bank'],
  notary: ['公证机构', 'Notary'],
  public: ['访客', 'Visitor'],
  draft: ['草稿', 'Draft'],
  prequalifying: ['资格预审', 'Prequalification'],
  prequalified: ['预审通过', 'Prequalified'],
  bidding: ['投标', 'Bidding'],
  opening: ['开标', 'Opening'],
  evaluating: ['评标', 'Evaluation'],
  publicised: ['公示', 'Publicity'],
  awarded: ['中标', 'Award'],
  contracted: ['合同', 'Contract'],
  archived: ['归档', 'Archive'],
  failed: ['流标', 'Failed'],
  terminated: ['已终止', 'Terminated'],
  business: ['商务标', 'Business part'],
  technical: ['技术标', 'Technical part'],
  price: ['报价', 'Price part'],
} satisfies Record<string, Word>

const tenderers: Record<'T' | 'G', Word> = { T: ['招标人', 'Tenderer'], G: ['采购人', 'Purchaser'] }

/**
 * A term of the glossary (roles, stages, parts of a bid); unknown terms come back as they are.
 *
 * @param track by whose law whoever buys is called, where that is known
 */
export const word = (term: string, track?: 'T' | 'G'): string => {
  if (track && term === 'tenderer') return say(...tenderers[track])
  const found = (words as unknown as Record<string, Word>)[term]
  return found ? say(found[0], found[1]) : term
}

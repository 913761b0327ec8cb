/** What tells who a bidder is: its name, its code, its people, their telephones and addresses, each as the bidder writes it. */
export type Hints = readonly string[]

const FORMS = /(集团)?(股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|总公司|公司|集团)$/
const PROVINCES =
  '北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门'
const REGION = new RegExp(
  `^(中国|(${PROVINCES})(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)?|[\\p{Script=Han}]{2,4}(市|县|区|州))`,
  'u',
)

/** The name of an organisation without its region and its legal form, by which it is known; nothing where too little is left. */
export function shortName(name: string): string | undefined {
  const plain = name.normalize('NFKC').replace(/\(.*?\)/g, '')
  let core = plain.replace(FORMS, '')
  if (core === plain) return undefined // not the name of an organisation
  for (let cut = core.replace(REGION, ''); cut !== core && cut.length >= 2; cut = core.replace(REGION, '')) core = cut
  return core.length >= 2 && core !== plain ? core : undefined
}

/** A text as it is compared: without blanks, signs and the difference of wide and narrow letters. */
export const squeezed = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@]/gu, '')

/** Hints worth looking for, each once, with the short names of organisations; one that is too short would be found everywhere. */
export function searched(hints: Hints): { hint: string; needle: string }[] {
  const all = hints.map((hint) => hint.trim()).flatMap((hint) => [hint, ...(shortName(hint) ? [shortName(hint)!] : [])])
  const found = new Map<string, string>()
  for (const hint of all) {
    const needle = squeezed(hint)
    if (needle.length >= (/\p{Script=Han}/u.test(needle) ? 2 : 4) && !found.has(needle)) found.set(needle, hint)
  }
  return [...found].map(([needle, hint]) => ({ hint, needle }))
}

/** What looks like the bidder's own without being among the hints: telephones, mail addresses, credit codes. */
export function suspects(text: string): string[] {
  const plain = text.normalize('NFKC')
  return [
    ...(plain.match(/(?<!\d)1[3-9]\d{9}(?!\d)/g) ?? []),
    ...(plain.match(/(?<!\d)0\d{2,3}-\d{7,8}(?!\d)/g) ?? []),
    ...(plain.match(/[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63}){1,4}/g) ?? []),
    ...(plain.match(/(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])/g) ?? []),
  ]
}

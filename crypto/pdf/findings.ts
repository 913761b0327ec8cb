/** What was found in the files of a bid: `error` stops the sealing, `notice` is the bidder's to judge, `unchecked` was not looked at. */
export interface Finding {
  readonly code: FindingCode
  readonly level: 'error' | 'notice' | 'unchecked'
  /** the volume, and the file's name in it */
  readonly part?: string
  readonly file?: string
  /** the pages, the first being 1 */
  readonly pages?: readonly number[]
  /** what it is about: a name, a size, a font; in both languages where it has words of its own */
  readonly what?: string | readonly [zh: string, en: string]
}

type Words = (what: string) => readonly [zh: string, en: string]

const WORDS = {
  VOLUME_MISSING: () => ['没有文件', 'there is no file'],
  FILE_EMPTY: () => ['空文件', 'the file is empty'],
  FILE_NAME: (what) => [`文件名不能使用：${what}`, `the name cannot be used: ${what}`],
  SAME_NAME: () => ['同一分册中有两个同名文件', 'two files of one name in a volume'],
  SAME_CONTENT: (what) => [`与 ${what} 内容相同`, `the same content as ${what}`],
  NOT_PDF: (what) => [`不是 PDF 文件（内容为${what}）`, `this is no PDF, but ${what}`],
  CUT_OFF: () => ['PDF 不完整（缺少结尾）', 'the PDF is cut off: its end is missing'],
  DAMAGED: () => ['PDF 已损坏，无法读取', 'the PDF is damaged and cannot be read'],
  ENCRYPTED: () => [
    'PDF 设有密码，评标时打不开，请去除密码',
    'the PDF asks for a password: the panel could not read it',
  ],
  PAGE_SIZE: (what) => [`非 A4 页面（${what} 毫米）`, `not A4 (${what} mm)`],
  FONT_MISSING: (what) => [
    `字体未嵌入，他人电脑上可能显示不同：${what}`,
    `fonts are not embedded and may look different elsewhere: ${what}`,
  ],
  SCRIPT: () => ['含脚本，评标时不会运行', 'holds a script, which will not run'],
  ATTACHED: (what) => [`含附件，评标时可能看不到：${what}`, `carries files that may not be seen: ${what}`],
  BROKEN_SIGNATURE: (what) => [`已有的签名无效：${what}`, `a signature in it does not hold: ${what}`],
  TOO_LARGE: (what) => [
    `文件大于 ${what}，只检查了首尾和密码；页数、纸张、字体、附件、文字未检查`,
    `larger than ${what}: only its ends and the password were checked; pages, sizes, fonts, attachments and text were not`,
  ],
  BID_TOO_LARGE: (what) => [`投标文件合计超过 ${what}`, `the bid is larger than ${what}`],
  MOST_PAGES: (what) => [`超过规定的页数：${what}`, `more pages than allowed: ${what}`],
  IDENTITY: (what) => [`可识别投标人身份：${what}`, `tells who the bidder is: ${what}`],
  SUSPECT: (what) => [`请确认是否会暴露身份：${what}`, `may tell who the bidder is: ${what}`],
  PICTURES: () => ['图片中的文字和标识未检查，请人工查看', 'pictures were not searched: look at them yourself'],
  NO_TEXT: () => ['没有文字层（如扫描页），其中的身份信息未检查', 'no text layer (such as a scan): not searched'],
} as const satisfies Record<string, Words>
export type FindingCode = keyof typeof WORDS

/** A finding as a sentence in both languages, with its pages and without its file. */
export function sentence({ code, what = '', pages = [] }: Finding): { zh: string; en: string } {
  const [inChinese, inEnglish] = typeof what === 'string' ? [what, what] : what
  const words: Words = WORDS[code]
  const [zh, en] = [words(inChinese)[0], words(inEnglish)[1]]
  if (!pages.length) return { zh, en }
  const list = spans(pages)
  return { zh: `第 ${list} 页：${zh}`, en: `page ${list}: ${en}` }
}

/** Page numbers as spans, such as `1-3, 7`; at most a dozen of them. */
export function spans(pages: readonly number[]): string {
  const sorted = [...new Set(pages)].sort((a, b) => a - b)
  const found: [number, number][] = []
  for (const page of sorted) {
    const last = found.at(-1)
    if (last && last[1] === page - 1) last[1] = page
    else found.push([page, page])
  }
  const shown = found.slice(0, 12).map(([from, to]) => (from === to ? String(from) : `${from}-${to}`))
  return `${shown.join(', ')}${found.length > 12 ? ' …' : ''}`
}

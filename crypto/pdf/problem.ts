import { CryptoProblem } from '../problem.ts'

/** Why nothing can be done with a file: in both languages. */
export const PROBLEMS = {
  PDF_NOT_PDF: { zh: '不是 PDF 文件', en: 'this is no PDF' },
  PDF_DAMAGED: { zh: 'PDF 已损坏，无法读取', en: 'the PDF is damaged and cannot be read' },
  PDF_ENCRYPTED: { zh: 'PDF 设有密码或加密，请去除后再用', en: 'the PDF is encrypted: take the password off first' },
  PDF_CERTIFIED: {
    zh: '该 PDF 已被认证为不得再改动，再签章会使原签名失效',
    en: 'the PDF is certified against any change: another signature would break the one that is there',
  },
  PDF_TOO_LARGE: { zh: 'PDF 展开后过大，无法读取', en: 'the PDF grows too large when it is unpacked' },
  PDF_INDEX: {
    zh: 'PDF 的索引不规范，文件又过大，无法整件修复：请用 PDF 软件另存为新文件后再选择',
    en: 'the index of the PDF is irregular and the file too large to be mended: save it anew by a PDF program',
  },
  PDF_NO_PAGE: { zh: 'PDF 中没有这一页', en: 'the PDF has no such page' },
} as const
export type PdfProblemCode = keyof typeof PROBLEMS

/** A PDF with which something cannot be done: not a fault of ours, and nothing was changed. */
export class PdfProblem extends Error {
  readonly code: PdfProblemCode
  constructor(code: PdfProblemCode) {
    super(PROBLEMS[code].en)
    this.code = code
  }
}

/** Why a PDF was refused, in both languages; anything else is thrown on. */
export function wordsOf(problem: unknown): { zh: string; en: string } {
  if (problem instanceof PdfProblem) return PROBLEMS[problem.code]
  if (problem instanceof CryptoProblem) {
    const why = `${problem.code} ${String(problem.facts['why'] ?? problem.facts['field'] ?? '')}`.trim()
    return { zh: `签名无法确认（${why}）`, en: `the signature cannot be confirmed (${why})` }
  }
  throw problem
}

import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A program that judges PDFs independently of us: poppler's, or qpdf. */
export type Tool = 'pdftotext' | 'pdftoppm' | 'pdfsig' | 'qpdf' | 'pdfdetach'

/** Skips the test if a program is missing: loudly, and under CI=true not at all. */
export function wants(test: Mocha.Context, ...tools: Tool[]): void {
  const missing = tools.filter((tool) => spawnSync(tool, ['--version']).error !== undefined)
  if (missing.length === 0) return
  if (process.env.CI === 'true') throw new Error(`missing: ${missing.join(', ')}`)
  console.warn(`skipped: ${missing.join(', ')} not installed`)
  test.skip()
}

/** Runs a program on a PDF in a folder of its own; `use` sees the folder before it goes. */
export function onPdf<T>(
  pdf: Uint8Array,
  tool: Tool,
  before: string[],
  after: string[],
  use: (run: SpawnSyncReturns<string>, folder: string) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-pdf-'))
  try {
    writeFileSync(join(folder, 'a.pdf'), pdf)
    const run = spawnSync(tool, [...before, 'a.pdf', ...after], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 })
    return use(run, folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The text of a PDF, page after page. */
export const textOf = (pdf: Uint8Array): string => onPdf(pdf, 'pdftotext', ['-layout'], ['-'], (run) => run.stdout)

/** What pdfsig says of each signature. */
export const verdicts = (pdf: Uint8Array): string[] =>
  onPdf(pdf, 'pdfsig', [], [], (run) => run.stdout.match(/Signature Validation: .*/g) ?? [])

/** Whether qpdf finds the file sound. */
export const isSound = (pdf: Uint8Array): boolean => onPdf(pdf, 'qpdf', ['--check'], [], (run) => run.status === 0)

/** How dark the pages are, in whole pixels, page by page: blank paper has 0. */
export const inkOf = (pdf: Uint8Array): number[] =>
  onPdf(pdf, 'pdftoppm', ['-r', '60', '-gray'], ['p'], (_, folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.pgm'))
      .sort()
      .map((name) => darkness(readFileSync(join(folder, name)))),
  )

function darkness(pgm: Buffer): number {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.subarray(0, 40).toString('latin1'))!
  let dark = 0
  for (const grey of pgm.subarray(head[0].length)) dark += 255 - grey
  return Math.round(dark / 255)
}

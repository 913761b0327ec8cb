import type { Window } from '../chromium.ts'

/** Drops a PDF on the page that checks papers, and reads what it comes to. */
export async function verdict({ page, origin }: Window, pdf: Uint8Array): Promise<string> {
  await page.goto(`${origin}/verify`)
  const file = { name: 'paper.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf) }
  await page.getByLabel('选择要核验的文件').setInputFiles(file)
  return page.getByRole('status').filter({ hasText: file.name }).locator('b').innerText()
}

import { GlobalWorkerOptions, getDocument } from 'pdfjs-dist'
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url'

GlobalWorkerOptions.workerSrc = worker

/** The text of a PDF as it stands in the file, page by page; pictures of text give none. */
export async function pdfText(source: { url: string } | { data: Uint8Array }): Promise<string> {
  const task = getDocument({ ...source, disableRange: true, isEvalSupported: false, withCredentials: true })
  try {
    const pdf = await task.promise
    const pages: string[] = []
    for (let n = 1; n <= pdf.numPages; n++) {
      const { items } = await (await pdf.getPage(n)).getTextContent()
      pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''))
    }
    return pages.join('\n')
  } finally {
    await task.destroy()
  }
}

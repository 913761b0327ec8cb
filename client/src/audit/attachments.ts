import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url'

/** The files attached to a PDF, in no order; none if it has none. */
export async function attachmentsOf(pdf: Uint8Array): Promise<Uint8Array[]> {
  const { getDocument, GlobalWorkerOptions } = await import('pdfjs-dist')
  GlobalWorkerOptions.workerSrc = worker
  const task = getDocument({ data: pdf.slice(), isEvalSupported: false })
  try {
    const found = (await (await task.promise).getAttachments()) as Record<string, { content: Uint8Array }> | null
    return Object.values(found ?? {}).map(({ content }) => content)
  } finally {
    await task.destroy()
  }
}

import { lazy, Suspense } from 'react'
import { say } from '../app/words.ts'

const Pdf = lazy(() => import('../evaluation/Pdf.tsx').then(({ Pdf: found }) => ({ default: found })))

/** Pages of a PDF, at an address or at hand: the reader is fetched when the first is opened. */
export function PdfReader(of: { url: string } | { bytes: Uint8Array }) {
  return (
    <Suspense fallback={<p className="quiet">{say('正在打开阅读器…', 'Opening the reader…')}</p>}>
      <Pdf {...of} />
    </Suspense>
  )
}

import { Button, Input, InputNumber } from 'antd'
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist'
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { useEffect, useRef, useState } from 'react'
import { say } from '../app/words.ts'

GlobalWorkerOptions.workerSrc = worker

/** A PDF, page by page: jump, zoom, search. Nothing of it is kept after the page is left. Either at an address of the platform, or its bytes. */
export function Pdf({ url, bytes, page: wanted = 1 }: { url?: string; bytes?: Uint8Array; page?: number }) {
  const [pdf, setPdf] = useState<PDFDocumentProxy>()
  const [state, setState] = useState({ loaded: 0, problem: '' })
  const [page, setPage] = useState(wanted)
  const [zoom, setZoom] = useState(1)
  useEffect(() => {
    setPdf(undefined)
    setState({ loaded: 0, problem: '' })
    // the reader takes what it is given for itself: it gets a copy
    const from = bytes ? { data: bytes.slice() } : { url: url ?? '', disableRange: true, withCredentials: true }
    const task = getDocument({ ...from, isEvalSupported: false })
    task.onProgress = ({ loaded }: { loaded: number }) => setState((before) => ({ ...before, loaded }))
    let left = false
    task.promise.then(setPdf, (error) => left || setState({ loaded: 0, problem: String(error?.message ?? error) }))
    return () => {
      left = true
      void task.destroy().catch(() => undefined)
    }
  }, [url, bytes])
  useEffect(() => setPage(wanted), [wanted])
  if (state.problem) return <p className="bad">{say('文件打不开：', 'the file cannot be opened: ') + state.problem}</p>
  if (!pdf)
    return (
      <p className="quiet digits" role="status">
        {say('正在解密并传送…', 'Decrypting and sending…')} {(state.loaded / 1_048_576).toFixed(1)} MB
      </p>
    )
  return (
    <div className="stack-tight">
      <div className="row">
        <Button size="small" disabled={page <= 1} onClick={() => setPage(page - 1)}>
          {say('上一页', 'Previous')}
        </Button>
        <InputNumber
          size="small"
          aria-label={say('页码', 'Page')}
          min={1}
          max={pdf.numPages}
          value={page}
          onChange={(to) => to && setPage(to)}
          style={{ width: 72 }}
        />
        <span className="digits quiet">/ {pdf.numPages}</span>
        <Button size="small" disabled={page >= pdf.numPages} onClick={() => setPage(page + 1)}>
          {say('下一页', 'Next')}
        </Button>
        <Button size="small" onClick={() => setZoom(zoom === 1 ? 1.6 : 1)}>
          {zoom === 1 ? say('放大', 'Larger') : say('适合宽度', 'Fit')}
        </Button>
      </div>
      <Search pdf={pdf} onPage={setPage} />
      <Sheet pdf={pdf} page={Math.min(page, pdf.numPages)} zoom={zoom} />
    </div>
  )
}

/** A page; undefined once the file was closed, which happens to whoever leaves while it is still being read. */
const pageOf = (pdf: PDFDocumentProxy, page: number): Promise<PDFPageProxy | undefined> =>
  pdf.getPage(page).catch((problem) => {
    if (pdf.loadingTask.destroyed) return undefined
    throw problem
  })

/** One page drawn at the width of its place, and again where that changes. */
function Sheet({ pdf, page, zoom }: { pdf: PDFDocumentProxy; page: number; zoom: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame = useRef<HTMLElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const seen = new ResizeObserver(([one]) => setWidth(Math.floor(one?.contentRect.width ?? 0)))
    if (frame.current) seen.observe(frame.current)
    return () => seen.disconnect()
  }, [])
  useEffect(() => {
    const place = canvas.current
    if (!place || !width) return
    let over = false
    let stop = (): void => undefined
    void (async () => {
      const sheet = await pageOf(pdf, page)
      if (over || !sheet) return
      const scale = (width / sheet.getViewport({ scale: 1 }).width) * zoom
      const density = Math.min(2, devicePixelRatio)
      const viewport = sheet.getViewport({ scale: scale * density })
      place.width = viewport.width
      place.height = viewport.height
      place.style.width = `${zoom * 100}%`
      const task = sheet.render({ canvas: place, viewport })
      stop = () => task.cancel()
      await task.promise.catch(() => undefined)
    })()
    return () => {
      over = true
      stop()
    }
  }, [pdf, page, zoom, width])
  return (
    <section
      ref={frame}
      aria-label={say('页面', 'The page')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the arrows
      tabIndex={0}
      style={{
        ...{ overflow: 'auto', scrollbarGutter: 'stable', maxHeight: '78vh' },
        ...{ border: '1px solid var(--line)', background: '#fff' },
      }}
    >
      <canvas ref={canvas} role="img" aria-label={say(`第 ${page} 页`, `Page ${page}`)} />
    </section>
  )
}

const MOST_HITS = 50

/** Finds words in the whole volume, page after page. */
function Search({ pdf, onPage }: { pdf: PDFDocumentProxy; onPage: (page: number) => void }) {
  const [found, setFound] = useState<{ page: number; text: string }[]>()
  const [at, setAt] = useState(0)
  const turn = useRef(0)
  const search = async (words: string): Promise<void> => {
    const mine = ++turn.current
    const wanted = words.replace(/\s+/g, '').toLowerCase()
    setFound(wanted ? [] : undefined)
    for (let page = 1; wanted && page <= pdf.numPages; page++) {
      const sheet = await pageOf(pdf, page)
      if (turn.current !== mine || !sheet) return
      const { items } = await sheet.getTextContent()
      if (turn.current !== mine) return
      setAt(page)
      const text = items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .replace(/\s+/g, '')
      const place = text.toLowerCase().indexOf(wanted)
      if (place < 0) continue
      const hit = { page, text: text.slice(Math.max(0, place - 12), place + wanted.length + 12) }
      setFound((before) => [...(before ?? []), hit].slice(0, MOST_HITS))
    }
    setAt(0)
  }
  return (
    <div>
      <Input.Search
        size="small"
        allowClear
        placeholder={say('在本卷内查找', 'Search in this volume')}
        aria-label={say('在本卷内查找', 'Search in this volume')}
        onSearch={(words) => void search(words)}
        style={{ maxWidth: 360 }}
      />
      {found && (
        <div className="quiet" role="status" style={{ maxHeight: 120, overflow: 'auto' }}>
          {at > 0
            ? say(`查找中，第 ${at} 页…`, `searching, page ${at}…`)
            : say(`共 ${found.length} 页`, `${found.length} pages`)}
          {found.map(({ page, text }) => (
            <div key={page}>
              <Button type="link" size="small" onClick={() => onPage(page)}>
                {say(`第 ${page} 页`, `p. ${page}`)}
              </Button>
              {text}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

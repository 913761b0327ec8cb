import { create } from 'qrcode'
import { useMemo } from 'react'

const EDGE = 2

/** A QR code of a web address, drawn here; its text stands beside it for those who do not scan. */
export function QrCode({ text, size = 120, label }: { text: string; size?: number; label: string }) {
  const { side, path } = useMemo(() => {
    const { modules } = create(text, { errorCorrectionLevel: 'M' })
    const dark: string[] = []
    for (let row = 0; row < modules.size; row++)
      for (let column = 0; column < modules.size; column++)
        if (modules.get(row, column)) dark.push(`M${column + EDGE} ${row + EDGE}h1v1h-1z`)
    return { side: modules.size + 2 * EDGE, path: dark.join('') }
  }, [text])
  return (
    <svg width={size} height={size} viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

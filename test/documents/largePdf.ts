import { open } from 'node:fs/promises'
import { PDFDocument, StandardFonts } from 'pdf-lib'

/** Writes a PDF of 30 pages and so many bytes, most of them blank between its objects: a hole, where the disk knows holes. */
export async function largePdf(path: string, bytes: number): Promise<void> {
  const doc = await PDFDocument.create({ updateMetadata: false })
  const font = await doc.embedFont(StandardFonts.Helvetica)
  for (let n = 1; n <= 30; n += 1) doc.addPage([595, 842]).drawText(`page ${n}`, { font, size: 20 })
  const text = Buffer.from(await doc.save({ useObjectStreams: false })).toString('latin1')
  const start = text.lastIndexOf('\n', text.lastIndexOf(' obj'))
  const grown = bytes - text.length
  const moved = (place: string): number => Number(place) + (Number(place) > start ? grown : 0)
  const [before, behind] = [text.slice(0, start), text.slice(start)].map((part) =>
    part
      .replace(/(\d{10}) 00000 n/g, (_, place: string) => `${String(moved(place)).padStart(10, '0')} 00000 n`)
      .replace(/startxref\n(\d+)/, (_, place: string) => `startxref\n${moved(place)}`),
  ) as [string, string]
  const file = await open(path, 'w')
  await file.write(Buffer.from(before, 'latin1'), 0, before.length, 0)
  await file.write(Buffer.from(behind, 'latin1'), 0, behind.length, start + grown)
  await file.close()
}

// control characters, those of paths, and those that turn the direction of text
const FORBIDDEN = /[\p{Cc}/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** The name of a chosen file as the package's table of contents holds it. */
export function nameOf({ name }: Pick<File, 'name'>): string {
  const plain = name.normalize('NFC').replace(FORBIDDEN, '_').trim()
  return plain.length > 80 ? `${plain.slice(0, 72)}.pdf` : plain
}

import type { Drawing } from '../../crypto/pdf/drawing.ts'
import { face, type Weight, widthOf } from './fonts.ts'

const SIDE = 119 // 42 mm, the usual size of a Chinese organisation's round stamp
const CENTRE = SIDE / 2
const RED = '0.85 0.05 0.05'
const INK = '0.12 0.14 0.16'
const PROOF = '0.03 0.47 0.49'

const n = (value: number): string => String(Math.round(value * 100) / 100)

type Point = readonly [x: number, y: number]
type Place = (x: number, y: number) => Point

const at = (...points: readonly Point[]): string => points.map(([x, y]) => `${n(x)} ${n(y)}`).join(' ')

/** The outline of a character, its points moved by `place` from font units. */
function outline(character: string, weight: Weight, place: Place): string {
  const glyph = face(weight).font.glyphForCodePoint(character.codePointAt(0)!)
  const drawn: string[] = []
  let [x, y] = [0, 0]
  for (const { command, args } of glyph?.path.commands ?? []) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args
    if (command === 'moveTo') drawn.push(`${at(place(a, b))} m`)
    else if (command === 'lineTo') drawn.push(`${at(place(a, b))} l`)
    else if (command === 'closePath') drawn.push('h')
    else if (command === 'bezierCurveTo') drawn.push(`${at(place(a, b), place(c, d), place(e, f))} c`)
    else {
      const first = place(x + (2 / 3) * (a - x), y + (2 / 3) * (b - y))
      const second = place(c + (2 / 3) * (a - c), d + (2 / 3) * (b - d))
      drawn.push(`${at(first, second, place(c, d))} c`)
    }
    if (args.length > 0) [x, y] = [args.at(-2)!, args.at(-1)!]
  }
  return drawn.join('\n')
}

function circle(radius: number): string {
  const [k, r] = [radius * 0.5523, radius]
  const point = (x: number, y: number): Point => [CENTRE + x, CENTRE + y]
  return [
    `${at(point(r, 0))} m`,
    `${at(point(r, k), point(k, r), point(0, r))} c`,
    `${at(point(-k, r), point(-r, k), point(-r, 0))} c`,
    `${at(point(-r, -k), point(-k, -r), point(0, -r))} c`,
    `${at(point(k, -r), point(r, -k), point(r, 0))} c h S`,
  ].join('\n')
}

function star(radius: number): string {
  const points = Array.from({ length: 10 }, (_, i): Point => {
    const reach = i % 2 === 0 ? radius : radius * 0.382
    const angle = Math.PI / 2 + (i * Math.PI) / 5
    return [CENTRE + reach * Math.cos(angle), CENTRE + reach * Math.sin(angle)]
  })
  return `${points.map((point, i) => `${at(point)} ${i === 0 ? 'm' : 'l'}`).join('\n')} h f`
}

function onArc(text: string, radius: number, size: number): string {
  const characters = [...text]
  const step = Math.min((size * 1.22) / radius, (Math.PI * 1.5) / Math.max(1, characters.length - 1))
  const scale = size / face('bold').font.unitsPerEm
  return characters
    .map((character, i) => {
      const angle = ((characters.length - 1) / 2 - i) * step
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
      const half = widthOf(character, size, 'bold') / 2
      const place: Place = (x, y) => {
        const [along, up] = [x * scale - half, y * scale + radius]
        return [CENTRE + along * cos - up * sin, CENTRE + along * sin + up * cos]
      }
      return `${outline(character, 'bold', place)} f`
    })
    .join('\n')
}

function line(text: string, x: number, y: number, size: number, weight: Weight = 'regular'): string {
  const scale = size / face(weight).font.unitsPerEm
  let left = x
  const drawn: string[] = []
  for (const character of text) {
    const from = left
    drawn.push(`${outline(character, weight, (px, py) => [from + px * scale, y + py * scale])} f`)
    left += widthOf(character, size, weight)
  }
  return drawn.join('\n')
}

/** Stamps drawn before: an organisation signs many papers. */
const drawnBefore = new Map<string, Drawing>()
const MOST_STAMPS = 1000

/**
 * The red round electronic stamp (电子印章): a ring, a five-pointed star, the organisation's name on an arc.
 * Made of outlines only, so that it looks the same everywhere.
 */
export function roundStamp(organisation: string): Drawing {
  const known = drawnBefore.get(organisation)
  if (known) return known
  if (drawnBefore.size >= MOST_STAMPS) drawnBefore.clear()
  const stamp = drawStamp(organisation)
  drawnBefore.set(organisation, stamp)
  return stamp
}

function drawStamp(organisation: string): Drawing {
  const count = [...organisation].length
  const size = count <= 10 ? 14.5 : count <= 14 ? 12.5 : count <= 18 ? 10.5 : 8.5
  const under = '电子签章'
  const operators = [
    `q ${RED} rg ${RED} RG 2.6 w`,
    circle(CENTRE - 2),
    star(17.5),
    onArc(organisation, CENTRE - 8 - size * 0.92, size),
    line(under, CENTRE - widthOf(under, 8.5, 'bold') / 2, 21, 8.5, 'bold'),
    'Q',
  ].join('\n')
  return { operators, width: SIDE, height: SIDE }
}

/** A person's mark: the name, and under it that and when it was signed. */
export function nameMark(name: string, when: string): Drawing {
  const [width, height] = [150, 40]
  const size = Math.min(17, (width - 12) / Math.max(1, widthOf(name, 1, 'bold')))
  const operators = [
    `q ${INK} rg`,
    line(name, 4, 19, size, 'bold'),
    `${PROOF} rg`,
    line(`已数字签名 ${when}`, 4, 6, 7),
    'Q',
  ].join('\n')
  return { operators, width, height }
}

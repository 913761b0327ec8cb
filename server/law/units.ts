/** Money, in fen (0.01 yuan). Never a float. */
export type Fen = bigint

/** A share in hundredths of a percent: 200 is 2 %. */
export type BasisPoints = number

/** A score in hundredths of a point, a whole number: 8550 is 85.50. */
export type Centipoints = number

/** A moment: milliseconds since 1970-01-01T00:00Z, a whole number. */
export type Instant = number

/** A day in Shanghai, `YYYY-MM-DD`. */
export type Day = string

/** A period of calendar days (日). */
export interface Days {
  readonly days: number
}

/** A period of working days (工作日) by the State Council's calendar. */
export interface WorkingDays {
  readonly workingDays: number
}

/** A period as the law states it. Only `periods.ts` counts it. */
export type Period = Days | WorkingDays

/** A period of n calendar days. */
export const days = (n: number): Days => ({ days: n })

/** A period of n working days. */
export const workingDays = (n: number): WorkingDays => ({ workingDays: n })

/** Reads fen from a whole decimal number, as JSON carries it. */
export function fen(text: string): Fen {
  if (!/^-?(0|[1-9]\d*)$/.test(text)) throw new RangeError(`not an amount in fen: ${text}`)
  return BigInt(text)
}

/** Reads yuan with at most two decimals, such as `20000.00`, into fen. */
export function yuan(text: string): Fen {
  const parts = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text)
  if (!parts) throw new RangeError(`not an amount in yuan: ${text}`)
  const amount = BigInt(parts[2]!) * 100n + BigInt((parts[3] ?? '').padEnd(2, '0'))
  return parts[1] ? -amount : amount
}

/** Writes fen as yuan for readers: `20,000.00`. */
export function formatYuan(amount: Fen): string {
  const whole = amount < 0n ? -amount : amount
  const yuans = (whole / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amount < 0n ? '-' : ''}${yuans}.${(whole % 100n).toString().padStart(2, '0')}`
}

const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['', '拾', '佰', '仟']
const GROUPS = ['', '万', '亿', '万亿']

/** Four digits in capitals, zeros between digits written once: 1409 is 壹仟肆佰零玖. */
function groupInCapitals(group: string): string {
  const written = [...group].map((digit, i) => (digit === '0' ? '零' : DIGITS[Number(digit)]! + PLACES[3 - i]!))
  return written.join('').replace(/零+/g, '零').replace(/零$/, '')
}

function wholeInCapitals(yuans: bigint): string {
  const digits = yuans.toString()
  if (digits.length > 16) throw new RangeError('an amount of more than sixteen digits has no capitals')
  const padded = digits.padStart(Math.ceil(digits.length / 4) * 4, '0')
  const groups = padded.match(/\d{4}/g)!
  let text = ''
  let gap = false
  groups.forEach((group, i) => {
    const rank = groups.length - 1 - i
    if (group === '0000') {
      gap = true
      return
    }
    const written = groupInCapitals(group)
    const joined = gap && !written.startsWith('零') ? `零${written}` : written
    const unit = rank === 3 && groups[i + 1] !== '0000' ? '万' : GROUPS[rank]!
    text += joined + unit
    gap = false
  })
  return text.replace(/^零+/, '')
}

/**
 * Writes an amount in the capitals of bills and contracts (大写): 140950 fen is 壹仟肆佰零玖元伍角.
 *
 * @param amount not negative, below 10^16 yuan
 */
export function inChineseCapitals(amount: Fen): string {
  if (amount < 0n) throw new RangeError('a negative amount has no capitals')
  const yuans = amount / 100n
  const jiao = Number((amount / 10n) % 10n)
  const cents = Number(amount % 10n)
  const whole = yuans === 0n ? '' : `${wholeInCapitals(yuans)}元`
  if (jiao === 0 && cents === 0) return `${whole || '零元'}整`
  const tenths = jiao > 0 ? `${DIGITS[jiao]}角` : whole ? '零' : ''
  return `${whole}${tenths}${cents > 0 ? `${DIGITS[cents]}分` : ''}`
}

/** n percent in basis points; n has at most two decimals. */
export function percent(n: number): BasisPoints {
  const points = Math.round(n * 100)
  if (Math.abs(points - n * 100) > 1e-6) throw new RangeError(`finer than a basis point: ${n} %`)
  return points
}

const whole = (amount: Fen): Fen => {
  if (amount < 0n) throw new RangeError('a share of a negative amount')
  return amount
}

/** The largest amount within a share of another: rounded down to the fen. */
export const atMost = (amount: Fen, share: BasisPoints): Fen => (whole(amount) * BigInt(share)) / 10_000n

/** The smallest amount that reaches a share of another: rounded up to the fen. */
export const atLeast = (amount: Fen, share: BasisPoints): Fen => (whole(amount) * BigInt(share) + 9_999n) / 10_000n

/** An exact fraction in lowest terms, denominator above zero. */
export interface Ratio {
  readonly numerator: bigint
  readonly denominator: bigint
}

const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisor(b, a % b))
const absolute = (n: bigint): bigint => (n < 0n ? -n : n)

/** The exact fraction numerator / denominator. */
export function ratio(numerator: bigint, denominator = 1n): Ratio {
  if (denominator === 0n) throw new RangeError('a denominator of zero')
  const sign = denominator < 0n ? -1n : 1n
  const shared = divisor(absolute(numerator), absolute(denominator)) || 1n
  return { numerator: (sign * numerator) / shared, denominator: (sign * denominator) / shared }
}

/** Reads a decimal number exactly: `0.95` is 19/20. */
export function decimal(text: string): Ratio {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!parts) throw new RangeError(`not a decimal number: ${text}`)
  const places = parts[3] ?? ''
  const value = BigInt(parts[2]! + places)
  return ratio(parts[1] ? -value : value, 10n ** BigInt(places.length))
}

/** a + b, exact. */
export const plus = (a: Ratio, b: Ratio): Ratio =>
  ratio(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)

/** a − b, exact. */
export const minus = (a: Ratio, b: Ratio): Ratio => plus(a, { ...b, numerator: -b.numerator })

/** a × b, exact. */
export const times = (a: Ratio, b: Ratio): Ratio => ratio(a.numerator * b.numerator, a.denominator * b.denominator)

/** a ÷ b, exact; b is not zero. */
export const over = (a: Ratio, b: Ratio): Ratio => ratio(a.numerator * b.denominator, a.denominator * b.numerator)

/** Below zero, zero or above: how a compares with b. */
export function compare(a: Ratio, b: Ratio): -1 | 0 | 1 {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/**
 * Rounds numerator / denominator half up (四舍五入; a negative half moves away from zero).
 *
 * @returns the number times 10^digits: (2, 3, 2) gives 67n, that is 0.67
 */
export function roundHalfUp(numerator: bigint, denominator: bigint, digits: number): bigint {
  const exact = ratio(numerator * 10n ** BigInt(digits), denominator)
  const size = (2n * absolute(exact.numerator) + exact.denominator) / (2n * exact.denominator)
  return exact.numerator < 0n ? -size : size
}

/** Writes a rounded number: formatDecimal(67n, 2) is `0.67`. */
export function formatDecimal(scaled: bigint, digits: number): string {
  const text = absolute(scaled)
    .toString()
    .padStart(digits + 1, '0')
  const split = text.length - digits
  const sign = scaled < 0n ? '-' : ''
  return digits === 0 ? sign + text : `${sign}${text.slice(0, split)}.${text.slice(split)}`
}

/** A fraction as centipoints, rounded half up to two decimals of a point. */
export const centipoints = (score: Ratio): Centipoints => Number(roundHalfUp(score.numerator, score.denominator, 2))

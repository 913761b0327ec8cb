import guangxi from '../../templates/pages/guangxi.json' with { type: 'json' }

/** Where a region stands in the network: the autonomous region (or province), a city, a county. */
export type Level = 'region' | 'city' | 'county'

/** The catalogue: names by the codes of GB/T 2260 of the autonomous region, its 14 cities and 111 counties. */
export const catalogue: Readonly<Record<string, string>> = guangxi

/** The level that a code of GB/T 2260 tells. */
export const levelOf = (code: string): Level =>
  code.endsWith('0000') ? 'region' : code.endsWith('00') ? 'city' : 'county'

/** The whole network's region: what is one for all, such as the calendar, its centre keeps. */
export const networkRegion = Object.keys(guangxi).find((code) => levelOf(code) === 'region') ?? ''

/** A region and those above it, the nearest first: county, city, region. */
export const chainOf = (code: string): string[] => [
  ...new Set([code, `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`]),
]

/**
 * Whether the network knows a code: the catalogue names it, or it lies in another region that was founded.
 *
 * @param founded codes of its chain that were founded
 */
export const isKnown = (code: string, founded: readonly string[]): boolean =>
  code in catalogue || (!(`${code.slice(0, 2)}0000` in catalogue) && founded.length > 0)

/** What stands over several regions at once: the county, city or region that holds them all; undefined if none does. */
export function commonRegion(codes: readonly string[]): string | undefined {
  const [first, ...others] = codes.map(chainOf)
  return first?.find((one) => others.every((chain) => chain.includes(one)))
}

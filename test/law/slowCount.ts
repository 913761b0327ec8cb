/**
 * Counting days in another way than the platform does: no Date, no table of it, nothing of server/law. Days are numbers
 * from 1 January 2025, which was a Wednesday; rest and make-up days are written out by hand from the two notices.
 */
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
/** Day of the year before each month, for 2025 and 2026 (neither is a leap year) and the months of 2027 that follow. */
const first = (month: number): number => MONTHS.slice(0, month - 1).reduce((sum, days) => sum + days, 0)
const numberOf = (year: number, month: number, day: number): number => (year - 2025) * 365 + first(month) + day - 1

const span = (year: number, [m1, d1]: [number, number], [m2, d2]: [number, number]): number[] => {
  const found: number[] = []
  for (let n = numberOf(year, m1, d1); n <= numberOf(year, m2, d2); n++) found.push(n)
  return found
}

/** 国办发明电〔2024〕12号 and 国办发明电〔2025〕7号. */
const REST = new Set([
  ...span(2025, [1, 1], [1, 1]),
  ...span(2025, [1, 28], [2, 4]),
  ...span(2025, [4, 4], [4, 6]),
  ...span(2025, [5, 1], [5, 5]),
  ...span(2025, [5, 31], [6, 2]),
  ...span(2025, [10, 1], [10, 8]),
  ...span(2026, [1, 1], [1, 3]),
  ...span(2026, [2, 15], [2, 23]),
  ...span(2026, [4, 4], [4, 6]),
  ...span(2026, [5, 1], [5, 5]),
  ...span(2026, [6, 19], [6, 21]),
  ...span(2026, [9, 25], [9, 27]),
  ...span(2026, [10, 1], [10, 7]),
])
const WORK = new Set([
  ...[numberOf(2025, 1, 26), numberOf(2025, 2, 8), numberOf(2025, 4, 27), numberOf(2025, 9, 28)],
  ...[numberOf(2025, 10, 11), numberOf(2026, 1, 4), numberOf(2026, 2, 14), numberOf(2026, 2, 28)],
  ...[numberOf(2026, 5, 9), numberOf(2026, 9, 20), numberOf(2026, 10, 10)],
])
/** The first day that no notice covers: 1 January 2027. */
const END = numberOf(2027, 1, 1)

/** Whether a day is worked. Day 0 is a Wednesday: the days 3 and 4 of each week are Saturday and Sunday. */
const worked = (n: number): boolean => WORK.has(n) || (!REST.has(n) && n % 7 !== 3 && n % 7 !== 4)

const written = (n: number): string => {
  const year = 2025 + Math.floor(n / 365)
  let day = (n % 365) + 1
  let month = 1
  while (day > (MONTHS[month - 1] ?? 31)) day -= MONTHS[month++ - 1] ?? 31
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** The day on which a period ends that began on a day, or the first day that is not covered. */
export function slowEnd(
  start: [number, number, number],
  count: number,
  working: boolean,
): string | { pending: string } {
  const from = numberOf(...start)
  const counts: number[] = []
  for (let n = from + 1; n < END; n++) {
    if (!working || worked(n)) counts.push(n)
    if (counts.length < count) continue
    // the last day of calendar days moves on to the next one that is worked
    if (worked(n)) return written(n)
  }
  // the count left the calendar: at its first uncovered day, or at the last day itself where that lies further on
  const last = working ? END : Math.max(END, from + count)
  return { pending: written(last) }
}

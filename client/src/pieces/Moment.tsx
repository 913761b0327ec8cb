const parts = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  hour12: false,
})

/** A moment in Beijing time as text: `2026-04-09 09:30:00`, with ms on demand. */
export function beijing(at: number, withMs = false): string {
  const of = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]))
  const hour = of['hour'] === '24' ? '00' : of['hour']
  const text = `${of['year']}-${of['month']}-${of['day']} ${hour}:${of['minute']}:${of['second']}`
  return withMs ? `${text}.${String(at % 1000).padStart(3, '0')}` : text
}

/** A moment in Beijing time, tabular. */
export function Moment({ at, ms = false }: { at: number; ms?: boolean }) {
  return (
    <time className="digits" dateTime={new Date(at).toISOString()}>
      {beijing(at, ms)}
    </time>
  )
}

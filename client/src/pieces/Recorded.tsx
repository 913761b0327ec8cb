/** What a fact says, as it is recorded: readable JSON that scrolls within itself. */
export function Recorded({ of }: { of: unknown }) {
  const style = {
    whiteSpace: 'pre-wrap' as const,
    maxHeight: 320,
    overflow: 'auto',
    background: 'var(--ground)',
    padding: 12,
  }
  return (
    <pre className="hash" style={style}>
      {JSON.stringify(of, null, 2)}
    </pre>
  )
}

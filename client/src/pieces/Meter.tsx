import { useEffect, useRef, useState } from 'react'

/** A progress bar with a name and a value in words; announced at quarters only. */
export function Meter({
  label,
  done,
  total,
  text,
  tone,
}: {
  label: string
  done: number
  total: number
  text: string
  tone?: 'good' | 'sun'
}) {
  const share = total > 0 ? Math.min(1, done / total) : 0
  const quarter = Math.floor(share * 4)
  const [spoken, setSpoken] = useState('')
  const before = useRef(0)
  useEffect(() => {
    if (quarter > before.current) setSpoken(`${label} ${quarter * 25}%`)
    before.current = quarter
  }, [quarter, label])
  return (
    <div>
      <div
        className={`meter ${tone ?? ''}`}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={text}
      >
        <div style={{ width: `${share * 100}%` }} />
      </div>
      <div className="quiet digits" style={{ fontSize: 12 }}>
        {text}
      </div>
      <span role="status" className="unseen">
        {spoken}
      </span>
    </div>
  )
}

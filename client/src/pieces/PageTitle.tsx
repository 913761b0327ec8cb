import { type ReactNode, useEffect } from 'react'
import { say } from '../app/words.ts'

/** The one heading of a screen; `over` stands above it in grey (the tender's code), `end` at its right. Names the tab too. */
export function PageTitle({ children, over, end }: { children: string; over?: ReactNode; end?: ReactNode }) {
  useEffect(() => {
    document.title = `${children} — ${say('阳光交易', 'Yangguang')}`
  }, [children])
  return (
    <header className="title">
      {over && <div className="over digits">{over}</div>}
      <div className="title-row">
        <h1>{children}</h1>
        {end}
      </div>
    </header>
  )
}

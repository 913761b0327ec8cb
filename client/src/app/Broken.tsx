import { useRouteError } from 'react-router'
import { say } from './words.ts'

/** What stands instead of a screen that failed: what it said, and the two ways on. Nothing was done by it. */
export function Broken() {
  const problem = useRouteError()
  return (
    <section className="sheet stack" role="alert">
      <h1>{say('本页面未能显示', 'This screen failed')}</h1>
      <p className="prose">
        {say(
          '页面程序出错，未因此作出任何操作；已签名提交的事项以回执和公开日志为准。请重新打开，仍不能显示的，请联系平台并提供下列信息。',
          'The fault is in the page; it has done nothing by that. What you signed stands as its receipt says. Open it anew, or tell us these words.',
        )}
      </p>
      <pre className="hash" style={{ whiteSpace: 'pre-wrap', margin: 0 }}>
        {problem instanceof Error ? problem.message : String(problem)}
      </pre>
      <div className="row">
        <a href={location.pathname}>{say('重新打开本页', 'Open it anew')}</a>
        <a href="/">{say('返回首页', 'To the first page')}</a>
      </div>
    </section>
  )
}

import { useSearchParams } from 'react-router'
import type { OwnReport, WatchedReport } from '../../../server/outages/views.ts'
import { useSession } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Loading } from '../pieces/Loading.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { OutageDesk } from './OutageDesk.tsx'
import { OwnReports } from './OwnReports.tsx'
import { ReportOutage } from './ReportOutage.tsx'

/** Failures of the platform: what waits for the centre and supervision to decide, one's own reports, and a new one. */
export default function Outages() {
  const { session } = useSession()
  const [search] = useSearchParams()
  const decides = session?.role === 'centre' || session?.role === 'supervisor'
  const own = useLoad<{ items: OwnReport[] }>('/account/outages')
  const desk = useLoad<{ items: WatchedReport[] }>(decides ? '/outages' : undefined)
  const reload = (): void => {
    own.reload()
    desk.reload()
  }
  return (
    <>
      <PageTitle>{say('平台故障', 'Failures of the platform')}</PageTitle>
      <div className="stack">
        {decides && <Loading of={desk}>{({ items }) => <OutageDesk items={items} onDone={reload} />}</Loading>}
        <Loading of={own}>{({ items }) => <OwnReports items={items} />}</Loading>
        <ReportOutage tender={search.get('tender') ?? undefined} onDone={reload} />
      </div>
    </>
  )
}

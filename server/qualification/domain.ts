import type { Domain } from '../domain.ts'
import { get, post, routes } from '../web/route.ts'
import { conclude, judge, report } from './commands.ts'
import { BusinessVolume, ConcludeQualification, JudgeBid, OneQualification, ReportChange } from './contract.ts'
import { qualificationEvents } from './events.ts'
import { qualificationStream } from './store.ts'
import { businessVolume, changes, read } from './views.ts'

const at = '/tenders/:tender/qualification'

/** Where the law leaves it to the purchaser: who is qualified, after the opening and before the panel. */
export const qualificationDomain: Domain = {
  name: 'qualification',
  events: qualificationEvents,
  streams: [qualificationStream.kind],
  routes: routes(
    get(at, OneQualification, read),
    get(`${at}/bids/:tag/files/:file`, BusinessVolume, businessVolume),
    post(`${at}/bids/:bid`, JudgeBid, judge),
    get(`${at}/changes`, OneQualification, changes),
    post(`${at}/changes`, ReportChange, report),
    post(`${at}/conclude`, ConcludeQualification, conclude),
  ),
}

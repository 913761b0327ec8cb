import { BiddersNamed } from '../../../opening/events.ts'
import { ArchiveClosed } from '../../dossier.ts'
import { all, type Log, lastOf } from './log.ts'

/** A signature that a paper names, and what the log says of it. */
export interface Named {
  paper: string
  /** who has to sign, in words */
  who: string
  /** codes of the organisations of which one signs; a person's own certificate; null: the log does not tell by whom */
  by: readonly string[] | 'person' | null
  /** the place, where there is one */
  field?: string
  /** SHA-256 of the paper as it was made */
  issued?: string
  /** the file that the signature made, and when it came; absent: nobody signed */
  signed?: { sha256: string; at: number }
  /** when the paper was there to be signed (ms) */
  from: number
  /** the step that needs it (ms); absent: it has not come */
  until?: number
  /** why it is missing, as somebody wrote it down */
  reason?: string
}

export const hostsOf = ({ last }: Log): string[] => [last.tenderer.code, ...(last.agent ? [last.agent.code] : [])]

/** The codes of bidders by their tags, since they were named. */
export const biddersOf = (log: Log): Map<string, string> =>
  new Map(all(log, BiddersNamed).flatMap(({ data }) => data.bids.map(({ tag, bidder }) => [tag, bidder.code])))

/** When the file was closed, and what was written about papers that lacked a signature. */
export function closing(log: Log): Pick<Named, 'until'> & { reasonFor: (title: string) => Pick<Named, 'reason'> } {
  const closed = lastOf(log, ArchiveClosed)
  const { papers = [], reason } = closed?.data.unsigned ?? {}
  return {
    ...(closed ? { until: closed.at } : {}),
    reasonFor: (title) => (reason && papers.includes(title) ? { reason } : {}),
  }
}

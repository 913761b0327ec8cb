import { whereEnded } from '../../../server/tenders/ended.ts'
import type { Stage, Tender } from '../../../server/tenders/tender.ts'
import { say, word } from '../app/words.ts'
import type { MyDocuments } from '../questions/letters.ts'
import type { MyBid } from './bid.ts'
import type { Status } from './Task.tsx'

/** Stages before the opening. */
export const BEFORE: readonly Stage[] = ['draft', 'prequalifying', 'prequalified', 'bidding']

/** Where the prequalification stands for an applicant. */
export function applyStatus({ stage, prequal }: Tender): Status {
  if (stage === 'prequalifying')
    return prequal?.closedAt === null ? ['todo', say('受理中', 'open')] : ['live', say('解密与审查', 'under review')]
  return ['closed', say('已结束', 'over')]
}

/** Whether the document was read and its last version confirmed. */
export function readStatus({ stage }: Tender, of: MyDocuments | undefined): Status {
  if (['prequalifying', 'prequalified'].includes(stage)) return ['waits', say('尚未发布', 'not out yet')]
  if (stage !== 'bidding') return ['closed', say('可查阅', 'readable')]
  if (of?.confirmed) return ['done', say('已确认', 'confirmed')]
  return of?.fetchedAt && of.latest > 1
    ? ['bad', say('有变更待确认', 'changed, to be confirmed')]
    : ['todo', say('待确认', 'to be confirmed')]
}

/** Where the opening stands for a bidder. */
export function openingStatus(tender: Tender, bid: MyBid | undefined): Status {
  if (BEFORE.includes(tender.stage)) return ['waits', say('未到时间', 'not yet')]
  if (tender.stage === 'opening') return ['live', say('正在进行', 'going on')]
  if (whereEnded(tender) && !tender.named) return ['closed', word(tender.stage)]
  return bid?.stage === 'unsealed'
    ? ['done', say('已解密', 'opened')]
    : bid?.stage === 'unopened'
      ? ['bad', say('未能解密', 'not opened')]
      : ['closed', say('已结束', 'over')]
}

/** Where evaluation and award stand. */
export function resultStatus(tender: Tender): Status {
  const { stage, track } = tender
  if (whereEnded(tender)) return ['closed', word(stage)]
  if (['awarded', 'contracted', 'archived'].includes(stage)) return ['done', say('已公布', 'published')]
  if (stage === 'publicised') return ['live', track === 'G' ? say('已公告', 'announced') : say('公示中', 'publicity')]
  return ['waits', stage === 'evaluating' ? say('评标中', 'in evaluation') : say('未开始', 'not yet')]
}

import type { Paper } from '../../templates/layout.ts'
import { prequalificationDocument } from '../../templates/prequalificationDocument.ts'
import { renderPaper } from '../documents/render.ts'
import { attestation } from '../documents/words.ts'
import { dayOf } from '../law/periods.ts'
import { settled } from '../law/regional.ts'
import { rulebookFor } from '../law/rulebook.ts'
import type { Platform } from '../platform/platform.ts'
import type { Draft } from '../tenders/contract.ts'
import { reviewerOf } from './prequalification.ts'
import { termsOf } from './publishing.ts'

type Makes = Pick<Platform, 'signer' | 'publicUrl' | 'regional'>

/** What a document is made of, and the tender that it belongs to. */
type Composing = Draft & { id: string }

const SIDE = { T: '招标人', G: '采购人' } as const

function paperOf(draft: Composing, platform: Makes, version: number): Paper {
  const terms = termsOf(draft)
  const law = rulebookFor(draft.track, dayOf(terms.documentsFrom), draft.mandatory)
  return prequalificationDocument({
    ...{ side: SIDE[draft.track], verify: attestation(platform, `tender=${draft.id}`).verify ?? '' },
    ...{ code: draft.code, name: draft.name, version, tenderer: draft.tenderer.name },
    ...(draft.address ? { address: draft.address } : {}),
    ...(draft.agent ? { agent: draft.agent.name } : {}),
    ...{ contact: draft.contact, supervisor: draft.supervisor.name, scope: draft.scope, place: draft.place },
    ...{ period: `${draft.durationDays} 日历天`, consortium: draft.consortium },
    qualifications: draft.qualification.split('\n').filter(Boolean),
    requirements: terms.requirements.map(({ zh }) => zh),
    instructions: terms.instructions.split('\n').filter((line) => line.trim()),
    ...{ documentsFrom: terms.documentsFrom, documentsUntil: terms.documentsUntil, deadline: terms.deadline },
    ...{ reviewer: reviewerOf(draft, law) === 'committee' ? '资格审查委员会' : SIDE[draft.track] },
    ...{ fewest: law.fewestPassers.value },
    unsealing: `${settled(platform.regional, 'unsealingMinutes').value} 分钟`,
    officers: [draft.tenderer.name, attestation(platform, '').centre, draft.supervisor.name],
  })
}

/**
 * The prequalification document of a draft as a PDF. The same draft gives the same bytes: what is looked at before the
 * publication is what is signed and published.
 */
export const composedPrequalification = (draft: Composing, platform: Makes, version: number): Promise<Uint8Array> =>
  renderPaper(paperOf(draft, platform, version), {
    at: termsOf(draft).documentsFrom,
    issuer: draft.agent?.name ?? draft.tenderer.name,
  })

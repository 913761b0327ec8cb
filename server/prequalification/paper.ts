import { applicationReceipt } from '../../templates/applicationReceipt.ts'
import type { Paper } from '../../templates/layout.ts'
import { PARTIES } from '../../templates/parties.ts'
import { prequalificationDocument } from '../../templates/prequalificationDocument.ts'
import { certificateText, logText, stampedText } from '../bids/paper.ts'
import { renderPaper } from '../documents/render.ts'
import { attestation, size } from '../documents/words.ts'
import { dayOf } from '../law/periods.ts'
import { settled } from '../law/regional.ts'
import { type Rulebook, rulebookFor } from '../law/rulebook.ts'
import type { Platform } from '../platform/platform.ts'
import type { Draft } from '../tenders/contract.ts'
import { reviewerOf } from './prequalification.ts'
import { termsOf } from './publishing.ts'
import type { ApplicationReceipt } from './receipt.ts'

type Makes = Pick<Platform, 'signer' | 'publicUrl' | 'regional'>

/** What a document is made of, and the tender that it belongs to. */
type Composing = Draft & { id: string }

/** What the document says of the time after the prequalification. */
const afterwards = ({ track }: Draft, { frozenConsortium, afterPrequal }: Rulebook) => ({
  membersChanged:
    frozenConsortium.value === 'bidInvalid'
      ? '资格预审后联合体增减、更换成员的，其投标无效。'
      : '资格预审后联合体成员变动的，应当告知，并据此重新审查资格。',
  afterwards: `${track === 'G' ? '通过资格预审且资格没有变化的，开标后不再审查资格。' : ''}通过资格预审后发生合并、分立、破产等重大变化的，应当在投标文件中写明；开标后发生的，应当及时在平台书面告知。不再具备资格条件的，其投标无效（${afterPrequal.article}）。`,
})

function paperOf(draft: Composing, platform: Makes, version: number): Paper {
  const terms = termsOf(draft)
  const law = rulebookFor(draft.track, dayOf(terms.documentsFrom), draft.mandatory)
  return prequalificationDocument({
    ...{ track: draft.track, verify: attestation(platform, `tender=${draft.id}`).verify ?? '' },
    ...{ code: draft.code, name: draft.name, version, tenderer: draft.tenderer.name },
    ...(draft.address ? { address: draft.address } : {}),
    ...(draft.agent ? { agent: draft.agent.name } : {}),
    ...{ contact: draft.contact, supervisor: draft.supervisor.name, scope: draft.scope, place: draft.place },
    ...{ period: `${draft.durationDays} 日历天`, consortium: draft.consortium },
    qualifications: draft.qualification.split('\n').filter(Boolean),
    requirements: terms.requirements.map(({ zh }) => zh),
    instructions: terms.instructions.split('\n').filter((line) => line.trim()),
    ...{ documentsFrom: terms.documentsFrom, documentsUntil: terms.documentsUntil, deadline: terms.deadline },
    ...{ reviewer: reviewerOf(draft, law) === 'committee' ? '资格审查委员会' : PARTIES[draft.track].tenderer },
    ...{ fewest: law.fewestPassers.value },
    unsealing: `${settled(platform.regional, 'unsealingMinutes').value} 分钟`,
    ...afterwards(draft, law),
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

/** The receipt of an application as a paper; the JSON for machines is attached to it. */
export const receiptPaper = ({ receipt, token }: ApplicationReceipt, deadline: number, platform: Platform): Paper =>
  applicationReceipt({
    ...attestation(platform, `fact=${receipt.fact}`),
    ...{ code: receipt.fact, tender: { code: receipt.code, name: receipt.name }, applicant: receipt.applicant },
    ...{ sequence: receipt.sequence, receivedAt: receipt.receivedAt, deadline },
    ...{ header: receipt.header, root: receipt.root, size: size(receipt.bytes) },
    ...(receipt.certificate ? certificateText(receipt.certificate) : {}),
    ...{ log: logText(receipt), stamped: stampedText(token), attachment: 'receipt.json' },
  })

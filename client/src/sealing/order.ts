import { unbase64, unhex } from '../../../crypto/bytes.ts'
import type { Certificate } from '../../../crypto/certificate.ts'
import { bidderCommitment } from '../../../crypto/envelope.ts'
import { MACHINE } from '../../../server/bids/machine.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import type { Prepared } from './ceremony.ts'
import { PARTS, type Part } from './checks.ts'
import { type Fields, formText } from './form.ts'
import type { PartOrder, SealOrder } from './protocol.ts'
import type { Unfinished } from './unfinished.ts'

/** All that the worker needs to seal these files with this form. */
export function orderOf(of: {
  prepared: Prepared
  salt: string
  machine: string
  organisation: string
  files: Partial<Record<Part, File>>
  fields: Fields
  track: Tender['track']
  certificate: Certificate
}): Omit<SealOrder, 'resume'> {
  const { prepared, salt, machine, organisation, files, fields, track, certificate } = of
  const beside: Partial<Record<Part, PartOrder['beside']>> = {
    business: { name: MACHINE, text: machine },
    price: { name: 'form.json', text: formText(fields, track) },
  }
  return {
    context: { ...prepared.context, bidder: bidderCommitment(unhex(salt), organisation), sequence: prepared.sequence },
    needed: prepared.needed,
    officers: prepared.officers.map(({ role, spki }) => ({ role, spki: unbase64(spki) })),
    bidderKey: certificate.spki,
    parts: PARTS.map((id) => ({ id, file: files[id]!, ...(beside[id] ? { beside: beside[id] } : {}) })),
    keep: { prepared: preparedOf(prepared), files: filesOf(files), salt, fields, machine },
  }
}

/** What a sealing under way rests on: it goes on only while the platform still says the same. */
export const preparedOf = ({ context, sequence, previous }: Prepared): Unfinished['prepared'] => ({
  ...{ context, sequence, previous },
})

/** How files are known again before their content is read. */
export const filesOf = (files: Partial<Record<Part, File>>): Unfinished['files'] => {
  const of = (part: Part) => ({ name: files[part]?.name ?? '', size: files[part]?.size ?? 0 })
  return { business: of('business'), technical: of('technical'), price: of('price') }
}

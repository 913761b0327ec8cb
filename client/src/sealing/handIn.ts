import { unbase64, unhex } from '../../../crypto/bytes.ts'
import type { Certificate } from '../../../crypto/certificate.ts'
import { bidderCommitment } from '../../../crypto/envelope.ts'
import { manifestOf } from '../../../crypto/manifest.ts'
import { ceremonySuite } from '../../../crypto/seal.ts'
import type { HandedIn } from '../../../server/bids/acknowledged.ts'
import { MACHINE } from '../../../server/bids/machine.ts'
import type { Receipt } from '../../../server/bids/receipt.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { bidKeys } from '../app/keys.ts'
import type { Session } from '../app/session.tsx'
import { signStatement } from '../app/sign.ts'
import type { MyBid } from '../bids/bid.ts'
import { checkReceipt, keepHandedIn } from '../bids/receipts.ts'
import { api, Stopped } from '../net/http.ts'
import { preparedOf } from './beginning.ts'
import type { Prepared } from './ceremony.ts'
import { PARTS, type Part } from './checks.ts'
import { asSealed, type Files, namesOf } from './chosen.ts'
import { type Fields, formText } from './form.ts'
import type { PartOrder, SealOrder } from './protocol.ts'
import { tailsOf } from './signAll.ts'
import type { Uploaded } from './useSealing.ts'

/** What the worker is told to seal. */
export function orderOf(of: {
  prepared: Prepared
  salt: string
  machine: string
  organisation: string
  files: Files
  fields: Fields
  track: Tender['track']
  certificate: Certificate
}): Omit<SealOrder, 'resume'> {
  const { prepared, salt, machine, organisation, files, fields, track, certificate } = of
  const beside: Partial<Record<Part, PartOrder['beside']>> = {
    business: { name: MACHINE, text: machine },
    price: { name: 'form.json', text: formText(fields, track) },
  }
  const officers = prepared.officers.map(({ role, spki }) => ({ role, spki: unbase64(spki) }))
  const bidder = bidderCommitment(unhex(salt), organisation, ceremonySuite(officers))
  return {
    context: { ...prepared.context, bidder, sequence: prepared.sequence },
    needed: prepared.needed,
    officers,
    bidderKey: certificate.spki,
    parts: PARTS.map((id) => ({
      id,
      files: files[id].map((one) => ({ name: one.name, file: asSealed(one) })),
      ...(beside[id] ? { beside: beside[id] } : {}),
    })),
    keep: { prepared: preparedOf(prepared), files: namesOf(files), salt, fields, machine, tails: tailsOf(files) },
  }
}

/**
 * Signs the manifest with a fresh ticket and hands it in. The answer is the receipt: only when it is signed by the platform that
 * was known, promised by its log and speaks of exactly this package, the bid is submitted. Where this package was handed in
 * already and only the answer was lost, its receipt is fetched and checked alike, even after the deadline.
 */
export async function submitBid(
  tender: string,
  { organisation, organisationName }: Session,
  of: Uploaded,
): Promise<void> {
  const bidder = { code: organisation ?? '', name: organisationName ?? '' }
  const { sequence, previous } = of.prepared
  const mine = await api.get<MyBid>(`/tenders/${tender}/bid`)
  const already = mine.stage === 'sealed' && mine.header === of.sealed.header ? mine.receipt : null
  if (already) return keepChecked(already, of.handedIn ?? { tender, bidder, sequence, ...of.sealed })
  const fresh = await api.post<Prepared>(`/tenders/${tender}/bid/prepare`)
  if (fresh.sequence !== sequence || fresh.previous !== previous)
    throw new Stopped('其间已另有递交，请重新封装', 'another bid was submitted meanwhile: seal again')
  const manifest = manifestOf(of.sealed, { tender, sequence, previous, ticket: fresh.ticket, bidder, salt: of.salt })
  const cms = await signStatement('bid.seal', manifest)
  const { serial } = bidKeys().sign?.certificate ?? {}
  of.handedIn = { tender, bidder, sequence, ...of.sealed, serial }
  const receipt = await api.post<Receipt>(`/tenders/${tender}/bid`, { upload: of.upload, manifest, cms, key: of.key })
  await keepChecked(receipt, of.handedIn)
}

/** Keeps what was handed in, and checks that its receipt speaks of it. */
async function keepChecked(receipt: Receipt, handedIn: HandedIn): Promise<void> {
  keepHandedIn(handedIn)
  await checkReceipt(receipt, handedIn)
}

import { hex, unbase64, utf8 } from '../../../crypto/bytes.ts'
import { sha256 } from '../../../crypto/digest.ts'
import { checkDetached } from '../../../crypto/signature.ts'
import { type Officer, SEAT_WORDS, seatsOf } from '../../../server/tenders/seats.ts'
import { ceremonyHash, documentHash, type Tender } from '../../../server/tenders/tender.ts'
import { statementOf } from '../app/sign.ts'
import { api, Stopped } from '../net/http.ts'

/** What the platform gives a bidder who wants to seal. */
export interface Prepared {
  context: { tender: string; document: string; ceremony: string; deadline: string }
  sequence: number
  previous: string | null
  needed: number
  officers: { role: string; spki: string }[]
  ticket: string
  until: number
}

/** An officer whose key was checked in this page: who signed it, and the key's hash. */
export interface CheckedOfficer {
  role: Officer
  name: string
  organisation: string
  key: string
  fact: string
}

interface KeyFact {
  id: string
  type: string
  data: { role: Officer; organisation: string; spki: string; signature: { cms: string } }
}

/** What the notice fixed, as far as a package is sealed for it. */
export interface Fixed {
  ceremony: string
  document: string
  deadline: number
}

const ofTheTender = ({ published, deadline }: Tender): Fixed | undefined =>
  published ? { ceremony: published.ceremony, document: documentHash(published), deadline } : undefined

/**
 * Checks, before anything is encrypted, that the keys are those the officers signed for this tender: each officer's
 * signature over its key, the hash over all of them that the notice fixed, and the documents the bid answers.
 */
export async function checkCeremony(
  tender: Tender,
  prepared: Pick<Prepared, 'context' | 'needed' | 'officers'>,
  fixed: Fixed | undefined = ofTheTender(tender),
): Promise<CheckedOfficer[]> {
  const { officerKeys } = tender
  const differs = (zh: string, en: string): Error =>
    new Stopped(
      `${zh}与公告不一致，已停止，没有加密任何内容`,
      `${en} differs from the notice: stopped, nothing was encrypted`,
    )
  const seats = seatsOf(tender)
  if (!fixed || ceremonyHash(officerKeys, seats) !== fixed.ceremony) throw differs('开标人密钥', 'the ceremony of keys')
  if (prepared.needed !== tender.shares.needed || prepared.officers.length !== seats.length)
    throw differs('开标所需份额', 'how many officers are needed')
  if (prepared.context.ceremony !== fixed.ceremony) throw differs('开标人密钥', 'the ceremony of keys')
  if (prepared.context.document !== fixed.document) throw differs('招标文件版本', 'the version of the documents')
  if (Date.parse(prepared.context.deadline) !== fixed.deadline) throw differs('截止时间', 'the deadline')
  const { facts } = await api.get<{ facts: KeyFact[] }>(`/tenders/${tender.id}/facts`)
  return Promise.all(
    seats.map(async (role, i) => {
      const key = officerKeys[role]
      const fact = facts.findLast((one) => one.type === 'tender.officerKeyPublished' && one.data.role === role)
      const given = prepared.officers[i]
      if (!key || !fact || given?.role !== role || given.spki !== key.spki || fact.data.spki !== key.spki)
        throw differs(`${SEAT_WORDS[role].zh}的密钥`, `the key of the ${role}`)
      const hash = hex(sha256(unbase64(key.spki)))
      const statement = statementOf('tender.officerKey', { tender: tender.id, role, key: hash })
      const { certificate } = await checkDetached(unbase64(fact.data.signature.cms), utf8(statement))
      if (certificate.organisationCode !== key.organisation)
        throw differs(`${SEAT_WORDS[role].zh}的签名`, `the signature of the ${role}`)
      return {
        role,
        name: certificate.subject.organisation ?? key.name,
        organisation: key.organisation,
        key: hash,
        fact: fact.id,
      }
    }),
  )
}

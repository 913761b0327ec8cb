import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { checkStatement } from '../access/statement.ts'
import { tagOf } from '../access/who.ts'
import { bidsOf } from '../bids/store.ts'
import { command } from '../ledger/command.ts'
import { tenderStream } from '../tenders/store.ts'
import type { NameRepresentative } from './contract.ts'
import { representativesOf } from './panel.ts'
import { lawOf } from './panelCommands.ts'
import { excludedEmployers } from './pool.ts'
import { nameRepresentative, refuseRepresentative } from './representative.ts'
import { certificateOf, employerTags, expertTag, panelStream, type SeatIdentity } from './store.ts'

/** The tenderer itself, not its agent, names one of its own for the panel, signed over person and authority. */
export const represent = command(
  'panel.represent',
  (e, input: z.infer<typeof NameRepresentative>) => e.hold(tenderStream(input.tender)),
  async (e, tender, { certificate: sent, employer, authority, cms }) => {
    const panel = await e.holdIfAny(panelStream(tender.id))
    if (!panel) throw refuseRepresentative('REPRESENTATIVE_STAGE', { stage: tender.stage })
    const certificate = certificateOf(sent)
    const { fingerprint, subject } = certificate
    if (certificate.organisationCode || !certificate.usage.sign || !subject.commonName)
      throw refuseRepresentative('REPRESENTATIVE_CERTIFICATE')
    const fields = { tender: tender.id, certificate: fingerprint, employer, authority }
    const signature = await checkStatement(e.platform, e.who, { what: 'panel.represent', fields, cms }, e.now)
    const excluded = excludedEmployers(e.platform, tender, await bidsOf(e, tender.id))
    const why = employerTags(e.platform, employer).map((tag) => excluded.get(tag))
    const { vault } = e.platform
    const expert = expertTag(e.platform, fingerprint)
    const identity: SeatIdentity = { expert, name: subject.commonName, fingerprint, employer: employer.name }
    const of = {
      ...{ tender, panel, tag: tagOf(vault, 'expert', tender.id, fingerprint) },
      sealed: vault.seal('seat', canonical(identity)),
      authority: vault.seal('member', canonical({ authority, ...signature })),
      employer: why.find((one) => one && one !== 'employer-tenderer'),
    }
    const after = await e.append(panelStream(tender.id), nameRepresentative(of, lawOf(tender, e.now), e.now))
    return { tender: tender.id, named: representativesOf(after).length, wanted: tender.panel.representatives ?? 0 }
  },
)

import { archiveDomain } from './archive/domain.ts'
import { awardDomain } from './award/domain.ts'
import { bidsDomain } from './bids/domain.ts'
import { complaintsDomain } from './complaints/domain.ts'
import { depositsDomain } from './deposits/domain.ts'
import type { Domain } from './domain.ts'
import { evaluationDomain } from './evaluation/domain.ts'
import { expertsDomain } from './experts/domain.ts'
import { identityDomain } from './identity/domain.ts'
import { invitationDomain } from './invitation/domain.ts'
import { openingDomain } from './opening/domain.ts'
import { outagesDomain } from './outages/domain.ts'
import { papersDomain } from './papers/domain.ts'
import { prequalificationDomain } from './prequalification/domain.ts'
import { projectsDomain } from './projects/domain.ts'
import { qualificationDomain } from './qualification/domain.ts'
import { questionsDomain } from './questions/domain.ts'
import { regionsDomain } from './regions/domain.ts'
import { supervisionDomain } from './supervision/domain.ts'
import { tendersDomain } from './tenders/domain.ts'

const before: Domain[] = [
  identityDomain,
  regionsDomain,
  projectsDomain,
  tendersDomain,
  papersDomain,
  questionsDomain,
  depositsDomain,
  bidsDomain,
  openingDomain,
  outagesDomain,
  expertsDomain,
  prequalificationDomain,
  invitationDomain,
  qualificationDomain,
  evaluationDomain,
  awardDomain,
  complaintsDomain,
]

/** The domains in the order of the procedure; each knows only those before it. */
export const domains: Domain[] = [...before, archiveDomain(before), supervisionDomain]

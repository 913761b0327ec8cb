import type { Context } from '../ledger/command.ts'
import { rowAt } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import type { Platform } from '../platform/platform.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Candidate } from './contract.ts'
import type { InvitationFact } from './events.ts'
import { evolve, type Invitation } from './invitation.ts'

/** The invitation of one tender: `invitation/<tender>`. */
export const invitationStream = defineStream<Invitation, InvitationFact>({
  name: 'invitation',
  table: 'invitations',
  evolve,
})

/** The invitation of a tender, outside a deed. */
export async function invitationOf(context: Pick<Context, 'platform'>, id: string): Promise<Invitation | undefined> {
  const row = await rowAt(context.platform.database, invitationStream.kind, id)
  return row ? (JSON.parse((row as unknown as { state: string }).state) as Invitation) : undefined
}

/** Whom the purchaser recommended in writing, with the reasons; nobody where the list came about otherwise. */
export async function recommendedFor(context: Pick<Context, 'platform'>, { id, method }: Recommending) {
  const of = method === 'invited' ? await invitationOf(context, id) : undefined
  if (of?.source !== 'recommendation') return []
  return of.candidates.map(({ sealed }) => candidateOf(context.platform, id, sealed))
}

type Recommending = Pick<Tender, 'id' | 'method'>

/** How a list knows an organisation: a keyed hash within the tender. */
export const candidateTag = (platform: Pick<Platform, 'vault'>, tender: string, code: string): string =>
  platform.vault.tag('candidate', tender, code)

/** A candidate as the ledger keeps it. */
export const sealCandidate = (platform: Pick<Platform, 'vault'>, tender: string, of: Candidate) => ({
  tag: candidateTag(platform, tender, of.code),
  sealed: platform.vault.seal(`candidate/${tender}`, JSON.stringify(of)),
})

/** A candidate with its name: for those who run the tender, its supervisor, and the letter to itself. */
export const candidateOf = ({ vault }: Pick<Platform, 'vault'>, tender: string, sealed: string): Candidate =>
  JSON.parse(vault.open(`candidate/${tender}`, sealed)) as Candidate

import type { Invitation } from '../../invitation/invitation.ts'
import { candidateTag, invitationStream } from '../../invitation/store.ts'
import type { Context } from '../../ledger/command.ts'
import type { Fact } from '../../ledger/event.ts'
import { rows } from '../../ledger/store.ts'
import { applicantTag, applicationStream } from '../../prequalification/store.ts'
import { ofOwnAdmission } from './catalogue.ts'

/** Of these tenders those for which one applied, or whose letter of invitation one has. */
export async function admittedIn({ platform, who }: Context, ids: readonly string[]): Promise<string[]> {
  const code = who.organisation ?? ''
  const byRow = new Map(ids.map((id) => [`${id}.${applicantTag(platform, id, code)}`, id]))
  const attributes = ['id']
  const where = { id: [...byRow.keys()] }
  const applied = await rows(platform.database, applicationStream.kind).findAll({ attributes, where, raw: true })
  const invited = await rows(platform.database, invitationStream.kind).findAll({ where: { id: [...ids] }, raw: true })
  return [
    ...(applied as unknown as { id: string }[]).map(({ id }) => byRow.get(id) ?? ''),
    ...(invited as unknown as { id: string; state: string }[]).flatMap(({ id, state }) =>
      (JSON.parse(state) as Invitation).letters[candidateTag(platform, id, code)] ? [id] : [],
    ),
  ]
}

/** Whether a fact is told to one under the tag of one's own application or letter; undefined where none is told so. */
export function tellsItself({ platform, who }: Context, { type, data }: Fact, tender: string): boolean | undefined {
  if (!ofOwnAdmission.includes(type)) return undefined
  const tagOf = type === 'application.resultIssued' ? applicantTag : candidateTag
  return (data as { tag: string }).tag === tagOf(platform, tender, who.organisation ?? '')
}

import { type Seated, seatedMembers } from '../../server/cli/demo/steps/evaluationRoom.ts'
import { type RoomWorld, seatedRoom } from './room.ts'

/** A panel whose evaluation has begun, each member in the room. */
export interface Sitting {
  room: RoomWorld
  members: Seated[]
  /** address of the evaluation in the API */
  path: string
  /** the member's person, counted from 0 */
  who(i: number): string
  /** What a person signs and sends to an address below the evaluation. */
  signed<T = unknown>(person: string, deed: string, to: string, fields: object): Promise<T>
  /** Every member votes every clause of every bid, as told; each clause passes unless said. */
  review(vote?: (clause: string) => object): Promise<void>
  stop(): Promise<void>
}

/** Starts a platform as `seatedRoom` does, and waits until the evaluation has begun. */
export async function sitting(...of: Parameters<typeof seatedRoom>): Promise<Sitting> {
  const room = await seatedRoom(...of)
  const { world, tender } = room
  const path = `/tenders/${tender.id}/evaluation`
  const supervisor = world.as('supervisor')
  await world.until('the evaluation to begin', () => supervisor.get(path).catch(() => undefined))
  const members = await seatedMembers(world)
  return {
    ...{ room, members, path },
    who: (i) => room.members[i]?.id ?? '',
    signed: async (person, deed, to, fields) => {
      const client = world.as(person)
      const cms = await client.sign(`evaluation.${deed}`, { tender: tender.id, ...fields })
      return client.post(`${path}${to}`, { ...fields, cms })
    },
    review: async (vote = () => ({ pass: true })) => {
      for (const { client, look } of members) {
        const { bids, criteria } = await look()
        const votes = criteria.clauses.map(({ id: clause }) => ({ clause, ...vote(clause) }))
        for (const { tag: bid } of bids) await client.post(`${path}/review`, { bid, votes })
      }
    },
    stop: async () => {
      for (const member of members) member.leave()
      await room.stop()
    },
  }
}

import { z } from 'zod'
import type { DeedName, SubjectOf } from '../access/policy.ts'
import { type Command, command } from '../ledger/command.ts'
import type { Fact, Happening } from '../ledger/event.ts'
import type { StreamRef } from '../ledger/stream.ts'
import { Id } from '../web/route.ts'
import { signedByPerson } from './personCommands.ts'
import type { Decided, Proposed, Register } from './register.ts'

const Cms = z
  .string()
  .max(20_000)
  .regex(/^[0-9A-Za-z+/]+={0,2}$/)

/** The word of the second person: a statement over proposal, decision and change. */
export const DecideChange = z.strictObject({ proposal: Id, take: z.boolean(), cms: Cms })
/** A change and the first person's statement over it. */
export const ProposeChange = <C extends z.ZodType>(change: C) => z.strictObject({ change, cms: Cms })

/** A row of the policy that judges by nothing but who asks. */
type Plain = { [N in DeedName]: undefined extends SubjectOf<N> ? N : never }[DeedName]

/** What the deeds of one register are: their rows of the policy, its stream, and its rules. */
interface Definition<S extends Register<unknown, C>, C, F extends Fact> {
  deeds: { propose: Plain; decide: Plain }
  stream: StreamRef<S, F>
  propose(register: S | undefined, of: Proposed<C>): Happening[]
  waiting(register: S | undefined, id: string): { change: C }
  decide(register: S | undefined, of: Decided): Happening[]
}

/** The two deeds by which two people change a register. */
export function registerDeeds<S extends Register<unknown, C>, C, F extends Fact>(of: Definition<S, C, F>) {
  const nothing = async () => undefined as never
  const propose: Command<{ change: C; cms: string }, { proposal: string }> = command(
    of.deeds.propose,
    nothing,
    async (e, _none, { change, cms }) => {
      const { person: by, signature } = await signedByPerson(e, of.deeds.propose, { change }, cms)
      const id = e.platform.newId()
      await e.append(of.stream, of.propose(await e.holdIfAny(of.stream), { id, change, by, signature }))
      return { proposal: id }
    },
  )
  const decide: Command<z.infer<typeof DecideChange>, { proposal: string; take: boolean }> = command(
    of.deeds.decide,
    nothing,
    async (e, _none, { proposal: id, take, cms }) => {
      const register = await e.holdIfAny(of.stream)
      const { change } = of.waiting(register, id)
      const { person: by, signature } = await signedByPerson(e, of.deeds.decide, { proposal: id, take, change }, cms)
      await e.append(of.stream, of.decide(register, { id, take, by, signature }))
      return { proposal: id, take }
    },
  )
  return { propose, decide }
}

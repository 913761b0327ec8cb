import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { type Command, command } from '../ledger/command.ts'
import { concealed } from '../questions/anonymous.ts'
import { tenderStream } from '../tenders/store.ts'
import { type Application, refuseApplication } from './application.ts'
import type { ConfirmResult } from './contract.ts'
import { ResultReceived } from './events.ts'
import { applicationOf, asApplicant } from './store.ts'

/** An applicant confirms its result notice; the second time changes nothing. */
export function receiveResult(one: Application | undefined, of: { sha256: string; evidence: string }, now: number) {
  if (!one?.result || one.result.sha256 !== of.sha256) throw refuseApplication('APPLICATION_ABSENT')
  if (one.result.received !== undefined) return []
  const { tender, tag, sequence } = one
  return [ResultReceived({ tender, tag, sequence, evidence: of.evidence, at: now })]
}

const confirmAs = command(
  'application.confirmResult',
  (e, input: z.infer<typeof ConfirmResult>) => e.hold(tenderStream(input.tender)),
  async (e, tender, { sha256, cms }) => {
    const fields = { tender: tender.id, sha256 }
    const signature = await checkStatement(e.platform, e.who, { what: 'application.confirmResult', fields, cms }, e.now)
    const stream = applicationOf(tender.id, e.who.tagFor(tender.id))
    const evidence = concealed(e.platform.vault, `application/${tender.id}`, signature)
    const facts = receiveResult(await e.holdIfAny(stream), { sha256, evidence }, e.now)
    if (facts.length) await e.append(stream, facts)
    return { received: true }
  },
)

/** An applicant signs that it has its result, under the tag of its application. */
export const confirmResult: Command<z.infer<typeof ConfirmResult>, { received: boolean }> = {
  policy: 'application.confirmResult',
  run: (context, input) => confirmAs.run(asApplicant(context), input),
}

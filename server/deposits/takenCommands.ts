import { canonical } from '../../crypto/canonical.ts'
import { checkStatement } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import type { Context } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import type { Confirm, Pay, Refuse, Reverse, RevokeGuarantee } from './contract.ts'
import { type BankAnswer, type BankMessage, MessageTaken } from './messages.ts'
import { paymentStream } from './payment.ts'

const refuse = refusals({
  MESSAGE_CHANGED: {
    status: 409,
    zh: '同一报文编号的内容与先前不一致',
    en: 'this number was used for another message',
  },
})

/** A message as the ledger keeps it: tag of its number, keyed hash of its content, what names nobody of it sealed. */
export interface Taken {
  message: string
  content: string
  evidence: string
  cms: string
}

type Speaker = Pick<Context, 'platform' | 'who' | 'now'>

/** Checks the bank's signature; answers the message's tag and content as the ledger keeps them. */
export async function signedByBank(
  e: Speaker,
  what: BankWord,
  input: Pay | Confirm | Refuse | Reverse | RevokeGuarantee,
): Promise<Taken> {
  const { cms, ...fields } = input
  await checkStatement(e.platform, e.who, { what, fields, cms }, e.now)
  return takenFrom(e, what, fields, cms)
}

/** What the bank says. */
export type BankWord = 'bank.pay' | 'bank.confirm' | 'bank.refuse' | 'bank.reverse' | 'guarantee.revoke'

/**
 * A message as the ledger keeps it, whichever way it came; `cms` is the signature that covers it. Who paid, and the text
 * that came with the money, are not in it: of a deposit they are closed to the officers, of other money the bank knows.
 */
export function takenFrom(
  e: Pick<Speaker, 'platform' | 'who'>,
  what: BankWord,
  fields: { message: string } & Record<string, unknown>,
  cms: string,
): Taken {
  const { vault } = e.platform
  return {
    message: vault.tag('bank message', e.who.organisation ?? '', fields.message),
    content: vault.tag('bank message content', what, canonical(fields)),
    evidence: vault.seal('bank message', canonical({ ...withoutPayer(fields), cms })),
    cms,
  }
}

const withoutPayer = ({
  payerName: _name,
  payerAccount: _account,
  reference: _text,
  ...rest
}: Record<string, unknown>) => rest

/** What was answered before to this very message; refuses another message under its number. */
function answeredBefore(before: BankMessage | undefined, content: string): BankAnswer | undefined {
  if (!before?.answer) return undefined
  if (before.content !== content) throw refuse('MESSAGE_CHANGED', { message: before.answer.message })
  return before.answer
}

/** Carries a message out once; repeated, it is answered as it was. */
export async function once(e: Entry, taken: Taken, deed: () => Promise<BankAnswer>): Promise<BankAnswer> {
  const stream = paymentStream(taken.message)
  const known = answeredBefore(await e.holdIfAny(stream), taken.content)
  if (known) return known
  const answer = await deed()
  await e.append(stream, [MessageTaken({ message: taken.message, content: taken.content, answer })])
  return answer
}

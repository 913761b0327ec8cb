import type { z } from 'zod'
import { utf8 } from '../../crypto/bytes.ts'
import { checkSignature, checkStatement, statementOf } from '../access/statement.ts'
import { dayOf } from '../law/periods.ts'
import { settled } from '../law/regional.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, command, type Ready, readied } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { regionalOf } from '../tenders/tender.ts'
import { askedNow } from '../tenders/validity.ts'
import { opened } from './commands.ts'
import type { Forgive, GiveAnnual, GiveGuarantee, RevokeGuarantee } from './contract.ts'
import type { Deposit } from './deposit.ts'
import {
  forgive as forgiveFacts,
  type Issuer,
  policyInForce,
  revokeGuarantee,
  takeAnnual,
  takeGuarantee,
} from './guarantees.ts'
import { kindOf } from './issuerCommands.ts'
import type { BankAnswer } from './messages.ts'
import { forBidder } from './mine.ts'
import { sealedBefore, sealPayer } from './payerCommands.ts'
import { depositId, depositStream, depositsWhere } from './store.ts'
import { once, signedByBank } from './takenCommands.ts'

/** A document and who signed it: the signer's certificate is checked to a trusted root, its revocation included. */
export interface Document {
  issuer: Omit<Issuer, 'kind'>
  /** the document and its signature, closed to the officers of the tender; undefined where the key was not there yet */
  sealed: string | undefined
  numberTag: string
}
interface Signed {
  what: 'guarantee.issue' | 'annual.issue'
  tender: string
  fields: { number: string }
  cms: string
}

type Content = Record<string, unknown>

const contentOf = ({ what, fields, cms }: Signed) => ({ statement: statementOf(what, fields), cms })

async function checked(context: Context, of: Signed): Promise<Document> {
  const { platform, who, now } = context
  const signer = await checkSignature(platform, utf8(contentOf(of).statement), of.cms, now)
  const issuer = { name: signer.subject.organisation, code: signer.organisationCode }
  const { tender } = of
  const sealed = await sealedBefore(context, { tender, tag: who.tagFor(tender) }, contentOf(of))
  return { issuer, sealed, numberTag: guaranteeTag(context, issuer.code ?? '', of.fields.number) }
}

/** What a rule judges by: who signed, whether its guarantees are taken, the bidder's deposit, and the sealed evidence. */
export async function given(e: Entry, tender: Tender, of: Content, { issuer: signer, sealed, numberTag }: Document) {
  const issuer = { ...signer, kind: await kindOf(e, signer.code) }
  const own = depositStream(depositId(tender.id, e.who.tagFor(tender.id)))
  const deposit = askedNow(tender, e.now) ? await e.hold(own) : await opened(e, tender)
  const evidence = sealed ?? (await sealPayer(e, tender, deposit.tag, of))
  return { tender, deposit, bidder: e.who.organisation ?? '', issuer, numberTag, evidence }
}

/** What a revocation finds a guarantee by. */
export const guaranteeTag = (e: Pick<Context, 'platform'>, issuer: string, number: string): string =>
  e.platform.vault.tag('guarantee', issuer, number)

/** Writes the facts, and answers the deposit as its bidder sees it. */
export const keep = async (e: Entry, tender: Tender, deposit: Deposit, facts: Parameters<Entry['append']>[1]) =>
  forBidder(
    e.platform,
    e.who.organisationName ?? '',
    tender,
    (await e.append(depositStream(depositId(tender.id, deposit.tag)), facts as never)) as Deposit,
  )

const signedGuarantee = ({ tender, guarantee, cms }: z.infer<typeof GiveGuarantee>): Signed => ({
  ...{ what: 'guarantee.issue', tender, fields: guarantee, cms },
})
const signedAnnual = ({ tender, annual, cms }: z.infer<typeof GiveAnnual>): Signed => ({
  ...{ what: 'annual.issue', tender, fields: annual, cms },
})

/** Takes a guarantee that its issuer has signed. */
export const guarantee = readied(
  (context, input: z.infer<typeof GiveGuarantee>) => checked(context, signedGuarantee(input)),
  command(
    'deposit.guarantee',
    (e, { input }: Ready<z.infer<typeof GiveGuarantee>, Document>) => e.read(tenderStream(input.tender)),
    async (e, tender, { input, ready }) => {
      const of = await given(e, tender, contentOf(signedGuarantee(input)), ready)
      const law = rulebook(tender.published?.rulebook ?? '')
      return keep(e, tender, of.deposit, takeGuarantee({ ...of, guarantee: input.guarantee }, law, e.now))
    },
  ),
)

/** Lets a deposit for the whole year, which the bank that keeps it has signed, secure this bid. */
export const annual = readied(
  (context, input: z.infer<typeof GiveAnnual>) => checked(context, signedAnnual(input)),
  command(
    'deposit.annual',
    (e, { input }: Ready<z.infer<typeof GiveAnnual>, Document>) => e.read(tenderStream(input.tender)),
    async (e, tender, { input, ready }) => {
      const of = await given(e, tender, contentOf(signedAnnual(input)), ready)
      const law = rulebook(tender.published?.rulebook ?? '')
      return keep(e, tender, of.deposit, takeAnnual({ ...of, annual: input.annual }, law, e.now))
    },
  ),
)

/** Takes a policy of the region that forgives the deposit or a part; the bidder answers for it with its signature. */
export const forgive = command(
  'deposit.forgive',
  (e, input: z.infer<typeof Forgive>) => e.read(tenderStream(input.tender)),
  async (e, tender, { cms, ...fields }) => {
    const deposit = await opened(e, tender)
    const signature = await checkStatement(e.platform, e.who, { what: 'deposit.forgive', fields, cms }, e.now)
    const policy = policyInForce(
      settled(regionalOf(tender, e.platform.regional), 'depositPolicies').value,
      fields.policy,
      dayOf(e.now),
    )
    const evidence = await sealPayer(e, tender, deposit.tag, { ...signature, evidence: fields.evidence })
    return keep(e, tender, deposit, forgiveFacts({ tender, deposit, policy, evidence }, e.now))
  },
)

const nothing = async (): Promise<undefined> => undefined

/** The issuer takes its guarantee back; only the issuer's own signature does. The same message counts once. */
export const revoke = command('guarantee.revoke', nothing, async (e, _none, input: RevokeGuarantee) => {
  const taken = await signedByBank(e, 'guarantee.revoke', input)
  return once(e, taken, async (): Promise<BankAnswer> => {
    const [found] = await depositsWhere(e, { guarantee: guaranteeTag(e, e.who.organisation ?? '', input.number) })
    const { message, evidence } = taken
    const { reason, revokedAt } = input
    const stream = found && depositStream(depositId(found.tender, found.tag))
    const facts = revokeGuarantee(stream && (await e.hold(stream)), { message, reason, revokedAt, evidence })
    if (stream) await e.append(stream, facts)
    return { message: input.message, outcome: 'revoked', reason: null }
  })
})

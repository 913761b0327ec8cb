import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { permit } from '../access/policy.ts'
import { checkStatement } from '../access/statement.ts'
import { type Context, command, query, type Ready, readied } from '../ledger/command.ts'
import { settleObjection } from '../questions/objection.ts'
import { objectionOf } from '../questions/store.ts'
import type { SignedDocument } from '../tenders/contract.ts'
import {
  type Made,
  requireSealed,
  requireSigned,
  sameTold,
  sealedDocuments,
  sealedFacts,
  signedByHost,
  toSign,
} from '../tenders/hostSigningCommands.ts'
import { changePaper } from '../tenders/papers.ts'
import { prequalVersion } from '../tenders/prequalifying.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import type { Signature } from '../tenders/signature.ts'
import { tenderStream } from '../tenders/store.ts'
import { draftOf, type Tender } from '../tenders/tender.ts'
import type { AmendPrequalification, UnsignedAmendment } from './contract.ts'
import { addendumTold } from './papers.ts'
import { composed, held, keepMade, known, type Prepared } from './publishCommands.ts'
import { amendedDates, amendPrequalification, termsOf } from './publishing.ts'

type Document = z.infer<typeof SignedDocument>
type Amending = z.infer<typeof AmendPrequalification>
const UNSIGNED: Signature = { statement: '', cms: '', certificate: '' }

type Said = Omit<Amending, 'tender' | 'cms' | 'seals' | 'paper'>

const saidIn = ({ tender: _t, cms: _c, seals: _s, paper: _p, ...said }: Amending): Said => said

/** The documents of the next version, the one that the platform makes first. */
async function nextVersion(context: Context, tender: Tender, said: Said) {
  const terms = { ...termsOf(tender), ...amendedDates(tender, said) }
  const requirements = said.requirements ?? terms.requirements
  const draft = { ...draftOf(tender), prequalification: { ...terms, requirements } }
  const before = tender.prequal ? prequalVersion(tender.prequal) : undefined
  const { made, document } = await composed(context, tender, draft, (before?.version ?? 0) + 1)
  return { made, documents: [document, ...(before?.documents.slice(1) ?? [])] }
}

/** The paper of an addendum as it would be published at a moment; what the law refuses is refused here already. */
function addendumMade(context: Context, tender: Tender, of: Said & { documents: Document[] }, at: number): Made {
  const facts = amendPrequalification(tender, { ...of, signature: UNSIGNED }, lawOf(tender), context.now)
  const told = facts.map(({ data }) => addendumTold(data))[0]
  if (!told) throw new Error('an addendum without its fact')
  return { paper: changePaper(context.platform, tender, told, at), at }
}

/** The addendum's paper and the document that it makes anew, for the signature of whoever issues them. */
export const addendumToSign = query(
  'prequalification.amend',
  known,
  async (context, tender, { tender: _id, at, ...said }: z.infer<typeof UnsignedAmendment>) => {
    const { made, documents } = await nextVersion(context, tender, said)
    const paper = addendumMade(context, tender, { ...said, documents }, at)
    return toSign(context, tender, paper, { sha256: documents[0]?.sha256 ?? '', bytes: made })
  },
)

async function prepareAmending(context: Context, input: Amending): Promise<Prepared> {
  const tender = await known(context, input)
  permit('prequalification.amend', context.who, tender)
  const said = saidIn(input)
  const fields = { tender: tender.id, ...said }
  const statement = { what: 'prequalification.amend', fields, cms: input.cms }
  const signature = await checkStatement(context.platform, context.who, statement, context.now)
  const { made, documents } = await nextVersion(context, tender, said)
  const sealed = await sealedDocuments(context, tender, input.seals)
  const { paper: seal } = input
  const paper =
    seal &&
    (await signedByHost(context, tender, addendumMade(context, tender, { ...said, documents }, seal.at), seal.cms))
  return { documents, signature, made, sealed, paper, draft: canonical(draftOf(tender)) }
}

const amended = command(
  'prequalification.amend',
  (e, { input }: Ready<Amending, Prepared>) => held(e, input),
  async (e, tender, { input, ready }) => {
    const law = lawOf(tender)
    const said = saidIn(input)
    const of = { ...said, documents: await keepMade(e, tender, ready), signature: ready.signature }
    amendPrequalification(tender, of, law, e.now) // the law is told before a signature is asked for
    sameTold(ready.draft, canonical(draftOf(tender)))
    requireSealed(ready.sealed, of.documents.slice(0, 1), law)
    const paper = requireSigned(ready.paper, '资格预审澄清公告', law)
    const after = await e.append(tenderStream(tender.id), amendPrequalification(tender, { ...of, paper }, law, e.now))
    await e.append(tenderStream(tender.id), sealedFacts(after, e.who, ready.sealed))
    const version = after.prequal ? prequalVersion(after.prequal).version : 1
    for (const id of said.objections ?? []) {
      const stream = objectionOf(tender.id, id)
      await e.append(stream, settleObjection(await e.holdIfAny(stream), version))
    }
    return { tender: tender.id, prequal: after.prequal, prequalification: after.prequalification }
  },
)

/** Publishes an addendum to the prequalification document as a version of its own, each paper signed in its PDF. */
export const amend = readied(prepareAmending, amended)

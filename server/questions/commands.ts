import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import { type Command, type Context, command, on } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { mayBid } from '../tenders/admissionCommands.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { TenderAmended } from '../tenders/sideEvents.ts'
import { tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { concealed, letterTag, namesItself } from './anonymous.ts'
import type { AnswerQuestion, AskQuestion, ConfirmVersion } from './contract.ts'
import { confirmVersion, fetchDocuments, type Holder } from './holder.ts'
import { answerQuestion, askQuestion, tellHolders } from './question.ts'
import { holderOf, questionsStream } from './store.ts'

const refuse = refusals({
  TEXT_NAMES_WRITER: {
    status: 422,
    zh: '内容中出现了本单位的名称或代码；文字将原样公开，请删去能识别身份的内容',
    en: 'the text names its own writer; it will be read by others as it stands: take that out',
  },
})

const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))
const readOnly = (e: Entry, input: { tender: string }): Promise<Tender> => e.read(tenderStream(input.tender))

/** The same person, writing one letter: what it does stands in the ledger under that letter's own tag. */
export function inLetter(context: Context, letter: string): Context {
  const tag = letterTag(context.platform.vault, letter, context.who.organisation ?? '')
  return { ...context, who: { ...context.who, tagFor: () => tag } }
}

/** Refuses texts that tell who wrote them. */
export function namesNobody(e: Entry, ...texts: string[]): void {
  const { organisation: code = '', organisationName: name = '' } = e.who
  if (texts.some((text) => namesItself(text, { code, name }))) throw refuse('TEXT_NAMES_WRITER')
}

/** Who writes, with the signature, for the vault alone. */
export const writer = (e: Entry, purpose: string, signature: unknown): string => {
  const { organisation: code, organisationName: name, person } = e.who
  return concealed(e.platform.vault, purpose, { code, name, person, signature })
}

const ownHolder = async (e: Entry, tender: Tender) => {
  if (tender.method === 'invited') await mayBid(e, tender)
  const tag = e.who.tagFor(tender.id)
  const holder: Holder | undefined = await e.holdIfAny(holderOf(tender.id, tag))
  const { organisation: code, organisationName } = e.who
  const name = holder?.name ?? concealed(e.platform.vault, `holder/${tender.id}`, { code, name: organisationName })
  return { tender, tag, holder, name }
}

/** A signed-in bidder fetches the tender document; nobody else does anything by reading it. */
export const fetchDocument = command('documents.hold', readOnly, async (e, tender) => {
  const of = await ownHolder(e, tender)
  const facts = fetchDocuments(of, e.now)
  if (facts.length) await e.append(holderOf(tender.id, of.tag), facts)
})

/** A bidder signs that it has read a version: proof for both sides that it knew. */
export const confirm = command(
  'documents.hold',
  readOnly,
  async (e, tender, { version, cms }: z.infer<typeof ConfirmVersion>) => {
    const fields = { tender: tender.id, version }
    const signature = await checkStatement(e.platform, e.who, { what: 'documents.confirm', fields, cms }, e.now)
    const of = await ownHolder(e, tender)
    const evidence = concealed(e.platform.vault, `holder/${tender.id}`, signature)
    const facts = confirmVersion(of, { version, evidence }, e.now)
    const after = facts.length ? await e.append(holderOf(tender.id, of.tag), facts) : of.holder
    return { tender: tender.id, read: after?.read.find((one) => one.version === version) ?? null }
  },
)

/** Takes a question under its own tag. */
const askAs = command(
  'question.ask',
  held,
  async (e, tender, { question, about, text, cms }: z.infer<typeof AskQuestion> & { question: string }) => {
    namesNobody(e, about, text)
    const fields = { tender: tender.id, about, text }
    const signature = await checkStatement(e.platform, e.who, { what: 'question.ask', fields, cms }, e.now)
    const stream = questionsStream(tender.id)
    const state = await e.holdIfAny(stream)
    const mine = (one: { id: string; tag: string }): boolean =>
      one.tag === letterTag(e.platform.vault, one.id, e.who.organisation ?? '')
    const asked = state?.questions.filter(mine).length ?? 0
    const asker = writer(e, `question/${question}`, signature)
    const of = { question, tag: e.who.tagFor(tender.id), about, text, asker, asked }
    await e.append(stream, askQuestion(tender, of, e.now))
    return { question, askedAt: e.now }
  },
)

/** Asks a question: nobody learns who did, neither others nor those who run the tender. */
export const ask: Command<z.infer<typeof AskQuestion>, { question: string; askedAt: number }> = {
  policy: 'question.ask',
  run: (context, input) => {
    const question = context.platform.newId()
    return askAs.run(inLetter(context, question), { ...input, question })
  },
}

/** Answers a question for everybody. */
export const answer = command(
  'question.answer',
  held,
  async (e, tender, { question, text, affects, cms }: z.infer<typeof AnswerQuestion>) => {
    const fields = { tender: tender.id, question, text, affects }
    const signature = await checkStatement(e.platform, e.who, { what: 'question.answer', fields, cms }, e.now)
    const stream = questionsStream(tender.id)
    const state = await e.holdIfAny(stream)
    const given = { question, text, affects, version: null, signature }
    await e.append(stream, answerQuestion({ tender, state }, given, lawOf(tender), e.now))
    return { question, answeredAt: e.now }
  },
)

/** Notes that a version stands in every holder's inbox. */
const tell = command('documents.tell', held, async (e, tender, { version }: { tender: string; version: number }) => {
  const stream = questionsStream(tender.id)
  const facts = tellHolders(tender.id, await e.holdIfAny(stream), version, e.now)
  if (facts.length) await e.append(stream, facts)
})

/** Every holder's inbox is made from the versions when it is read: telling all is one fact, and no job or row a holder. */
export const tellReaction = on(TenderAmended, 'tellHolders', (context, fact) =>
  tell.run(context, { tender: fact.data.tender, version: fact.data.version }),
)

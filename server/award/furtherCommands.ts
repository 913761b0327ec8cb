import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { rulebook } from '../law/rulebook.ts'
import { command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { FixingUndone } from './acceptanceEvents.ts'
import { giveBond as giveBondRule, returnBond as returnBondRule } from './bond.ts'
import { done, drop } from './duty.ts'
import { keepDuties, orderOf } from './dutyCommands.ts'
import type { GiveBond, MakeReport, PassOver, PublishContract, ReturnBond, WeighChallenge } from './furtherContract.ts'
import { attached, hashesOf } from './objectionCommands.ts'
import { passOver as passOverRule } from './passing.ts'
import { publishContract as publishRule, report as reportRule, weigh as weighRule } from './reporting.ts'
import { acceptanceStream, awardStream, dutyStream } from './store.ts'

const lawOf = (tender: Tender) => rulebook(tender.published?.rulebook ?? '')
const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))

/** The last lawful moment of a limit that runs; undefined where it does not. */
const untilOf = async (e: Entry, tender: string, duty: string): Promise<number | null | undefined> =>
  (await e.find(dutyStream(tender)))?.duties.find((one) => one.duty === duty)?.until

/** A candidate or winner does not win; the next in order may, or the tender is repeated. */
export const passOver = command('award.passOver', held, async (e, tender, input: z.infer<typeof PassOver>) => {
  const { candidate: tag, ground, reason, follows, cms } = input
  const award = await e.hold(awardStream(tender.id))
  const law = lawOf(tender)
  const evidence = await attached(e, tender.id, input.files)
  const fields = { tender: tender.id, candidate: tag, ground, reason, follows, ...hashesOf(evidence) }
  const signature = await checkStatement(e.platform, e.who, { what: 'award.passOver', fields, cms }, e.now)
  const order = await orderOf(e, tender.id)
  const what = { tag, ground, reason, evidence, follows, signature }
  const facts = passOverRule({ tender, award, order, ...what }, law, e.now)
  await e.append(awardStream(tender.id), facts.award)
  if (facts.tender.length) await e.append(tenderStream(tender.id), facts.tender)
  if (facts.undone) await e.append(acceptanceStream(tender.id), [FixingUndone({ tender: tender.id, ...facts.undone })])
  // what ran for the award that is set aside no longer runs
  await keepDuties(e, tender.id, (before) => drop(before, (duty) => !duty.startsWith('answer:')))
  return { tender: tender.id, passed: tag, follows }
})

/** The winner gives the performance bond. */
export const giveBond = command('award.giveBond', held, async (e, tender, input: z.infer<typeof GiveBond>) => {
  const { cms, files: _files, tender: id, ...bond } = input
  const award = await e.hold(awardStream(id))
  const files = await attached(e, id, input.files)
  const fields = { tender: id, ...bond, ...hashesOf(files) }
  const signature = await checkStatement(e.platform, e.who, { what: 'award.giveBond', fields, cms }, e.now)
  const tag = e.who.tagFor(id)
  const facts = giveBondRule({ tender, award, tag, bond: { ...bond, files }, signature }, lawOf(tender))
  const after = await e.append(awardStream(id), facts)
  return { tender: id, bond: after.bond ?? null }
})

/** The tenderer gives the bond back. */
export const returnBond = command('award.returnBond', held, async (e, tender, input: z.infer<typeof ReturnBond>) => {
  const { reference, reason, cms } = input
  const award = await e.hold(awardStream(tender.id))
  const fields = { tender: tender.id, reference, reason }
  const signature = await checkStatement(e.platform, e.who, { what: 'award.returnBond', fields, cms }, e.now)
  const after = await e.append(awardStream(tender.id), returnBondRule(tender, award, { reference, reason, signature }))
  return { tender: tender.id, bond: after.bond ?? null }
})

/** The purchaser finds whether a challenge may move the result. */
export const weigh = command('award.weigh', held, async (e, tender, input: z.infer<typeof WeighChallenge>) => {
  const { objection, mayMove, reason, cms } = input
  const award = await e.hold(awardStream(tender.id))
  const fields = { tender: tender.id, objection, mayMove, reason }
  const signature = await checkStatement(e.platform, e.who, { what: 'award.weigh', fields, cms }, e.now)
  const facts = weighRule(award, { objection, mayMove, reason, signature }, lawOf(tender))
  const after = await e.append(awardStream(tender.id), facts)
  return after.objections.find(({ id }) => id === objection)
})

/** The tenderer reports to the supervisor. */
export const report = command('award.report', held, async (e, tender, input: z.infer<typeof MakeReport>) => {
  const { remarks, cms } = input
  const award = await e.hold(awardStream(tender.id))
  const files = await attached(e, tender.id, input.files)
  const fields = { tender: tender.id, remarks, ...hashesOf(files) }
  const signature = await checkStatement(e.platform, e.who, { what: 'award.report', fields, cms }, e.now)
  const until = await untilOf(e, tender.id, 'report')
  const facts = reportRule({ tender, award, remarks, files, signature, until }, lawOf(tender), e.now)
  const after = await e.append(awardStream(tender.id), facts)
  await keepDuties(e, tender.id, (before) => done(before, 'report', e.now))
  return { tender: tender.id, report: after.report ?? null }
})

/** The contract becomes public. */
export const publishContract = command(
  'award.publishContract',
  held,
  async (e, tender, input: z.infer<typeof PublishContract>) => {
    const { contract, withheld, cms } = input
    const award = await e.hold(awardStream(tender.id))
    const [shown = null] = await attached(e, tender.id, input.files)
    const fields = { tender: tender.id, contract, withheld, ...hashesOf(shown ? [shown] : []) }
    const signature = await checkStatement(e.platform, e.who, { what: 'award.publishContract', fields, cms }, e.now)
    const until = await untilOf(e, tender.id, 'publishContract')
    const facts = publishRule({ tender, award, contract, withheld, shown, signature, until }, lawOf(tender), e.now)
    const after = await e.append(awardStream(tender.id), facts)
    await keepDuties(e, tender.id, (before) => done(before, 'publishContract', e.now))
    return { tender: tender.id, public: after.contractPublic ?? null }
  },
)

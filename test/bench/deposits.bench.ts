import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hex, utf8 } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import type { Who } from '../../server/access/who.ts'
import { tagOf } from '../../server/access/who.ts'
import { people } from '../../server/cli/demo/people.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { park } from '../../server/cli/demo/tender.ts'
import { confirm, orders, pay } from '../../server/deposits/bank.ts'
import { open, releaseDeposit } from '../../server/deposits/commands.ts'
import { type Deposit, standing } from '../../server/deposits/deposit.ts'
import { forgive, guarantee } from '../../server/deposits/formCommands.ts'
import { approve, prepare } from '../../server/deposits/refundCommands.ts'
import { depositsWhere } from '../../server/deposits/store.ts'
import { dayAfter, dayOf } from '../../server/law/periods.ts'
import { tenderById } from '../../server/tenders/store.ts'
import { dataDir } from '../world/vectors.ts'
import { type TestWorld, world } from '../world/world.ts'
import { bareSqlite } from './bare.ts'
import { type Result, result } from './report.ts'

const AT_ONCE = 16
const TEN_MINUTES = 600

interface Bidder {
  code: string
  name: string
  form: 'transfer' | 'guarantee' | 'none'
  /** what it transferred, fen */
  amount: bigint
}

/** The real tender's deposit: 400,000 yuan. */
const DEPOSIT = 40_000_000n

/** The bidders of the real opening of 16 March 2026, with the form in which each gave its deposit. */
function bidders(): Bidder[] {
  const [, ...lines] = readFileSync(join(dataDir(), 'openings/yongchun-2026-03-16.csv'), 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [, code = '', name = '', , , , form = ''] = line.split(',')
    const transferred = /^\d+$/.test(form) ? BigInt(form) * 100n : 0n
    const how = form === 'e-guarantee' ? 'guarantee' : transferred > 0n ? 'transfer' : 'none'
    return { code, name, form: how, amount: transferred }
  })
}

/** The same order at every run, and no order that a reader would expect. */
function shuffled<T>(list: readonly T[]): T[] {
  let seed = 20260316
  const next = (): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return seed
  }
  return list
    .map((one) => ({ one, key: next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one)
}

/** Runs deeds some at a time; answers the seconds they took. */
async function timed(deeds: (() => Promise<unknown>)[]): Promise<number> {
  const from = performance.now()
  const queue = deeds.values()
  const worker = async (): Promise<void> => {
    for (const deed of queue) await deed()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return (performance.now() - from) / 1000
}

const who = (role: Who['role'], organisation: string, organisationName: string, more: Partial<Who> = {}): Who => ({
  ...{ role, entrance: 'trading', organisation, organisationName, tagFor: () => '' },
  ...more,
})

/** A person of the demo as the commands see it. */
async function staff(running: TestWorld, id: string): Promise<Who> {
  const person = people.find((one) => one.id === id)
  const { code = '', name = '' } = person?.organisation ?? {}
  const certificate = await running.world.as(id).fingerprint()
  return who(person?.role ?? 'public', code, name, { certificate, person: person?.name ?? '' })
}

/**
 * Every bidder of a real opening with 1,528 bidders gives its deposit within the same minutes, each message twice and in
 * no order; then everything is ordered back, approved by two and confirmed by the bank, each confirmation twice.
 */
export async function run(): Promise<Result[]> {
  const limit = await bareSqlite()
  const running = await world({ tender: 'yongchun' })
  try {
    await publishNotice(running.world, { ...park, deposit: String(DEPOSIT) })
    const all = bidders()
    const [arrival, messages] = await arrive(running, all)
    const [refund, refunded] = await refundAll(running)
    const left = await depositsWhere(running, { tender: 'yongchun' })
    checkAll(all, left)
    const unit = 'deeds/s'
    return [
      result({ name: `${all.length} bidders, ${messages} messages`, value: messages / arrival, unit, limit }),
      result({ name: 'until the last has arrived', value: arrival, unit: 's', goal: TEN_MINUTES, less: true }),
      result({
        name: `${left.length} released, ${refunded} refunds confirmed twice`,
        value: (left.length + 2 * refunded) / refund,
        ...{ unit, limit },
      }),
      result({ name: 'until the last refund is confirmed', value: refund, unit: 's', goal: TEN_MINUTES, less: true }),
    ]
  } finally {
    await running.stop()
  }
}

/** A deed that is done twice: the second time it is refused with this code, and with no other. */
const repeated = (deed: Promise<unknown>, code: string): Promise<unknown> =>
  deed.catch((problem: unknown) => {
    if ((problem as { code?: string }).code !== code) throw problem
  })

/** Each bidder asks for its account and pays, hands in a guarantee or takes a policy; every message comes twice. */
async function arrive(running: TestWorld, all: Bidder[]): Promise<[seconds: number, messages: number]> {
  const tender = await tenderById(running, 'yongchun')
  if (!tender) throw new Error('there is no tender')
  const bank = await staff(running, 'bank')
  const client = running.world.as('bank')
  const deeds: (() => Promise<unknown>)[] = []
  for (const { code, name, form, amount } of all) {
    const tag = tagOf(running.platform.vault, 'bidder', tender.id, code)
    const bidder = running.context(who('bidder', code, name, { tagFor: () => tag }))
    if (form === 'none') {
      const fields = { tender: tender.id, policy: 'credit', evidence: hex(sha256(utf8(code))) }
      const signer = running.world.as('bidder-1') // the real bidder has no certificate here
      const { organisation: _code, ...itself } = bidder.who
      const context = { ...bidder, who: { ...itself, certificate: await signer.fingerprint() } }
      const input = { ...fields, cms: await signer.sign('deposit.forgive', fields) }
      for (let i = 0; i < 2; i++) deeds.push(() => repeated(forgive.run(context, input), 'POLICY_TAKEN'))
    } else if (form === 'transfer') {
      const payer = { payerName: name, payerAccount: `62${String(deeds.length).padStart(16, '0')}` }
      const { account } = await open.run(bidder, { tender: tender.id, basicAccount: payer.payerAccount })
      const fields = {
        message: `m-${code}`,
        account: account ?? '',
        amount: String(amount),
        ...payer,
        paidAt: bidder.now,
        reference: '',
      }
      const message = { ...fields, cms: await client.sign('bank.pay', fields) }
      for (let i = 0; i < 2; i++) deeds.push(() => pay.run(running.context(bank), message))
    } else {
      const fields = {
        ...{ number: `BH-${code}`, issuer: bank.organisationName ?? '', beneficiary: tender.tenderer, applicant: code },
        ...{
          tender: tender.code,
          amount: tender.deposit,
          validUntil: dayAfter(dayOf(tender.deadline), tender.validityDays),
        },
      }
      const input = { tender: tender.id, guarantee: fields, cms: await client.sign('guarantee.issue', fields) }
      for (let i = 0; i < 2; i++) deeds.push(() => repeated(guarantee.run(bidder, input), 'DEPOSIT_SECURED'))
    }
  }
  return [await timed(shuffled(deeds)), deeds.length]
}

/** Everything is ordered back, put into batches, signed by two people, fetched and confirmed by the bank. */
async function refundAll(running: TestWorld): Promise<[seconds: number, refunds: number]> {
  const from = performance.now()
  const context = running.context()
  const found = await depositsWhere(running, { tender: 'yongchun' })
  const cause = { tender: 'yongchun', reason: 'withdrawn' as const, at: context.now }
  await timed(
    found.map(
      ({ tag }) =>
        () =>
          releaseDeposit(context, { ...cause, tag }),
    ),
  )
  while ((await depositsWhere(running, { refund_state: 'ordered' })).length) {
    const { id: batch, digest } = await prepare.run(running.context(await staff(running, 'centre-3')), {
      most: 500,
      cms: await running.world.as('centre-3').signAsPerson('refund.prepare', { most: 500 }),
    })
    for (const person of ['centre', 'centre-2']) {
      const cms = await running.world.as(person).signAsPerson('refund.approve', { batch, digest })
      await approve.run(running.context(await staff(running, person)), { batch, digest, cms })
    }
  }
  const bank = running.context(await staff(running, 'bank'))
  const deeds: (() => Promise<unknown>)[] = []
  const list = (await orders.run(bank, {})).orders
  for (const { id } of list) {
    const fields = { message: `r-${id}`, order: id, paidAt: running.platform.clock.now() }
    const message = { ...fields, cms: await running.world.as('bank').sign('bank.confirm', fields) }
    for (let i = 0; i < 2; i++) deeds.push(() => confirm.run(bank, message))
  }
  await timed(shuffled(deeds))
  return [(performance.now() - from) / 1000, list.length]
}

/** Nobody was lost, nobody was paid twice. */
function checkAll(all: Bidder[], left: Deposit[]): void {
  const count = (form: Bidder['form']): number => all.filter((one) => one.form === form).length
  const paid = left.filter((one) => one.releases.length === 1 && one.releases[0]?.paidAt !== null).length
  const freed = left.filter((one) => one.freed !== null).length
  const waived = left.filter((one) => standing(one) === 'waived').length
  if (left.length !== all.length) throw new Error(`${all.length - left.length} never arrived`)
  if (
    left.some(
      (one) => !['released', 'waived'].includes(standing(one)) || Object.values(one.lines).some((sum) => sum !== '0'),
    )
  )
    throw new Error('something is owed to somebody')
  const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n)
  const back = sum(left.flatMap(({ releases }) => releases.map(({ principal }) => BigInt(principal))))
  const came = sum(all.map(({ amount }) => amount))
  if (back !== came) throw new Error(`${back} fen went back of ${came}`)
  if (paid !== count('transfer') || freed !== count('guarantee') || waived !== count('none'))
    throw new Error(`${paid} paid back, ${freed} freed, ${waived} waived`)
}

import { dayAfter, dayOf } from '../../../law/periods.ts'
import { formatYuan } from '../../../law/units.ts'
import type { Tender } from '../../../tenders/tender.ts'
import { drawGuarantee, stampGuarantee } from '../guaranteeLetter.ts'
import type { Person } from '../people.ts'
import type { World } from '../world.ts'

/** What a bidder is shown of its deposit. */
interface Shown {
  status: string
  account: string | null
  required: string
  held: string
  missing: string
  capitals: string
  payments: { reason: { zh: string } }[]
}

/** What the short payer forgets at first: 40,000 yuan. */
const FORGOTTEN = 4_000_000n
const GUARANTEED = 'bidder-2'
const SHORT = 'bidder-5'

/** Every bidder secures its bid: by transfer, one by a guarantee, one in two payments. The bank sends one message twice. */
export async function deposits(world: World): Promise<void> {
  for (const person of world.played.bidders) {
    const bidder = world.as(person.id)
    const before = await bidder.get<Shown>(`/tenders/${world.tender}/deposit`)
    if (secured(before)) continue
    if (person.id === GUARANTEED) {
      await guarantee(world, person)
      continue
    }
    const basicAccount = basicAccountOf(person)
    await transfer(world, person, await bidder.post<Shown>(`/tenders/${world.tender}/deposit`, { basicAccount }))
  }
}

/** The account from which somebody of the demo pays. */
export const basicAccountOf = ({ id }: Pick<Person, 'id'>): string => `6222020000${id.slice(-1).padStart(9, '0')}`

const secured = ({ status }: Shown): boolean => ['held', 'guaranteed', 'releasing', 'released'].includes(status)

async function transfer(world: World, person: Person, shown: Shown): Promise<void> {
  const missing = BigInt(shown.missing)
  const first = person.id === SHORT && shown.held === '0' && missing > FORGOTTEN ? missing - FORGOTTEN : missing
  await pay(world, person, shown, first)
  const after = await world.as(person.id).get<Shown>(`/tenders/${world.tender}/deposit`)
  world.say(`${person.organisation?.name}：${after.payments.at(-1)?.reason.zh}`)
  if (!secured(after)) await transfer(world, person, after)
}

async function pay(world: World, person: Person, shown: Shown, amount: bigint): Promise<void> {
  const bank = world.as('bank')
  const message = {
    message: `pay-${world.tender}-${person.id}-${shown.payments.length + 1}`,
    account: shown.account,
    amount: String(amount),
    payerName: person.organisation?.name,
    payerAccount: basicAccountOf(person),
    paidAt: await world.now(),
    reference: '投标保证金',
  }
  if (world.bank) await atTheBank(world, person, message)
  const signed = { ...message, cms: await bank.sign('bank.pay', message) }
  if (!world.bank) await bank.post('/bank/payments', signed)
  if (person.id !== 'bidder-1') return
  const again = await bank.post<{ outcome: string }>('/bank/payments', signed)
  world.say(`银行重发同一报文：不重复入账（${again.outcome}）`)
}

/** Pays at the demo bank, which tells the platform; waits until the bidder sees it. */
async function atTheBank(world: World, person: Person, message: Record<string, unknown>): Promise<void> {
  const payments = async (): Promise<number> =>
    (await world.as(person.id).get<Shown & Record<string, unknown>>(`/tenders/${world.tender}/deposit`)).payments.length
  const before = await payments()
  const answer = await fetch(`${world.bank}/payments`, { method: 'POST', body: JSON.stringify(message) })
  if (!answer.ok) throw new Error(`the bank answered ${answer.status} ${await answer.text()}`)
  await world.until('the payment to arrive', async () => (await payments()) > before)
}

async function guarantee(world: World, person: Person): Promise<void> {
  const bank = world.as('bank')
  const bidder = world.as(person.id)
  const tender = await bidder.get<Tender & Record<string, unknown>>(`/tenders/${world.tender}`)
  const fields = {
    number: `BH-${tender.code}`,
    issuer: bank.person.organisation?.name ?? '',
    beneficiary: tender.tenderer,
    applicant: person.organisation?.code ?? '',
    tender: tender.code,
    amount: tender.deposit,
    validUntil: dayAfter(dayOf(tender.deadline), tender.validityDays),
  }
  const at = await world.now()
  const pdf = await stampGuarantee(await drawGuarantee(fields, at), fields.issuer, (await bank.keys()).signer, at)
  const shown = await bidder.put<Shown & Record<string, unknown>>(`/tenders/${world.tender}/deposit/guarantee.pdf`, pdf)
  world.say(
    `${person.organisation?.name}：电子保函（PDF，出具机构签章）已受理，担保金额 ${formatYuan(BigInt(shown.held))} 元`,
  )
}

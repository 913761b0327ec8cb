import { bytesToSign } from '../../../../crypto/pdfRange.ts'
import type { ContractText } from '../../../award/contractText.ts'
import { formatYuan, inChineseCapitals } from '../../../law/units.ts'
import type { Client } from '../client.ts'
import { people } from '../people.ts'
import type { World } from '../world.ts'
import { carryOut, sendRefunds } from './refunds.ts'

interface Publicity {
  until: number
  candidates: { rank: number; tag: string; code: string; name: string; terms: { price: string } }[]
}
interface Contract {
  contract: string | null
  writtenAt: number | null
  text: ContractText
  terms: Record<string, unknown>
  signed: { side: string }[]
  places: { field: string; name: string | null; at: number | null }[]
  contractedAt: number | null
}
interface Deposits {
  items: { status: string; bidder: string; refunds: { principal: string; interest: string; paidAt: number | null }[] }[]
}

const stageOf = async (world: World): Promise<string> =>
  (await world.as('tenderer').get<{ stage: string }>(`/tenders/${world.tender}`)).stage

/** From the publicity of the candidates to the last refund. */
export async function award(world: World): Promise<void> {
  if ((await stageOf(world)) === 'evaluating') await publicise(world)
  if ((await stageOf(world)) === 'publicised') await decide(world)
  if ((await stageOf(world)) === 'awarded') await contract(world)
  await refunds(world)
}

interface Received {
  ready: boolean
  report: { sha256: string }
  checksHash: string
  attention: string[]
  reviewed: unknown
}

/** The tenderer goes through the panel's report and signs what it found. */
export async function reviewReport(world: World): Promise<void> {
  const tenderer = world.as('tenderer')
  const path = `/tenders/${world.tender}/acceptance`
  const of = await tenderer.get<Received>(path)
  if (!of.ready || of.reviewed) return
  const note = of.attention.length ? `已逐项核对（${of.attention.length} 项需关注），未发现需要复核的情形。` : ''
  const fields = { report: of.report.sha256, checks: of.checksHash, note }
  const cms = await tenderer.sign('award.review', { tender: world.tender, ...fields })
  await tenderer.post(`${path}/review`, { ...fields, cms })
  world.say(`招标人已审查评标报告${of.attention.length ? `，对 ${of.attention.length} 项写明意见` : ''}`)
}

/** The tenderer signs award notice and all other notices where they wait, and sends them together. */
export async function sendNotices(world: World): Promise<void> {
  const tenderer = world.as('tenderer')
  const path = `/tenders/${world.tender}/award`
  const waiting = await world.until('the notices to be drawn up', async () => {
    if ((await tenderer.get<{ notice: string | null }>(path)).notice) return []
    return tenderer.get<{ items: { letter: string }[] }>(`${path}/letters`).then(
      ({ items }) => items,
      () => undefined,
    )
  })
  if (!waiting.length) return
  const signatures: { letter: string; cms: string }[] = []
  for (const { letter } of waiting) {
    const pdf = await tenderer.bytes(`${path}/letters/${letter}`)
    signatures.push({ letter, cms: await tenderer.signBytes(bytesToSign(pdf)) })
  }
  await tenderer.post(`${path}/letters`, { signatures })
}

/** Puts somebody's signature into a paper of the award, if it is not there yet. */
export async function signPaper(world: World, client: Client, paper: string): Promise<void> {
  const path = `/tenders/${world.tender}/award/papers/${paper}`
  const { sha256: prepared, mine } = await world.until(`the ${paper} to be there`, async () => {
    const found = await client.get<{ sha256: string | null; mine: boolean }>(path)
    return found.sha256 ? found : undefined
  })
  if (mine) return
  const cms = await client.signBytes(bytesToSign(await client.bytes(`${path}/prepared`)))
  await client.post(`${path}/sign`, { prepared, cms })
}

/** The candidates become public, signed. */
export async function publicise(world: World): Promise<void> {
  const tenderer = world.as('tenderer')
  await reviewReport(world)
  const draft = await tenderer.get<{ candidates: string }>(`/tenders/${world.tender}/publicity/draft`)
  const fields = { tender: world.tender, candidates: draft.candidates }
  const cms = await tenderer.sign('award.publicise', fields)
  await tenderer.post(`/tenders/${world.tender}/publicity`, { candidates: draft.candidates, cms })
  await signPaper(world, tenderer, 'publicity')
  const shown = await tenderer.get<Publicity>(`/tenders/${world.tender}/publicity`)
  for (const { rank, name, terms } of shown.candidates)
    world.say(`第 ${rank} 中标候选人：${name}，报价 ${formatYuan(BigInt(terms.price))} 元`)
  world.say(`公示期至 ${new Date(shown.until).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })}`)
}

/** After the publicity the first in rank wins. */
export async function decide(world: World): Promise<void> {
  const tenderer = world.as('tenderer')
  const shown = await tenderer.get<Publicity>(`/tenders/${world.tender}/publicity`)
  await world.moveTo(shown.until + 3_600_000 * 10)
  const first = shown.candidates.find(({ rank }) => rank === 1)
  const fields = { tender: world.tender, winner: first?.tag }
  const cms = await tenderer.sign('award.decide', fields)
  await tenderer.post(`/tenders/${world.tender}/award`, { winner: first?.tag, cms })
  world.say(`中标人：${first?.name}，中标价 ${inChineseCapitals(BigInt(first?.terms.price ?? '0'))}`)
}

/** Notices to all, the contract signed by both sides, its publication, and what the supervisor is told. */
export async function contract(world: World, remarks = '招标投标活动依法进行，无异议、投诉。'): Promise<void> {
  const tenderer = world.as('tenderer')
  await sendNotices(world)
  const { winner } = await world.until('the award notice', async () => {
    const shown = await tenderer.get<{ notice: string | null; winner: { code: string } }>(
      `/tenders/${world.tender}/award`,
    )
    return shown.notice ? shown : undefined
  })
  world.say('中标通知书与中标结果通知书已同时发出')
  const person = world.played.bidders.find(({ organisation }) => organisation?.code === winner.code)
  if (!person) throw new Error(`${winner.code} is nobody of the demo`)
  await writeContract(world)
  await jointly(world)
  await sign(world, tenderer, 'tenderer')
  await sign(world, world.as(person.id), 'winner')
  world.say(`合同已由招标人与${person.organisation?.name}双方电子签署`)
  await afterContract(world, remarks)
}

/** The other members of a consortium that won put their signatures into the contract: its leader speaks last. */
async function jointly(world: World): Promise<void> {
  const { places } = await world.as('tenderer').get<Contract>(`/tenders/${world.tender}/contract`)
  for (const { field, name, at } of places) {
    if (!field.startsWith('member-') || at !== null) continue
    const member = people.find(({ organisation }) => organisation?.name === name)
    if (!member) throw new Error(`${name} is nobody of the demo`)
    await signPaper(world, world.as(member.id), 'contract')
  }
}

/** The contract becomes public, and the supervisor gets its written report. */
async function afterContract(world: World, remarks: string): Promise<void> {
  const tenderer = world.as('tenderer')
  const path = `/tenders/${world.tender}`
  const { contract: hash } = await tenderer.get<Contract>(`${path}/contract`)
  const shown = { contract: hash, withheld: null }
  const published = await tenderer.sign('award.publishContract', { tender: world.tender, ...shown })
  await tenderer.post(`${path}/contract/publication`, { ...shown, cms: published })
  const said = { remarks }
  const reported = await tenderer.sign('award.report', { tender: world.tender, ...said })
  await tenderer.post(`${path}/report`, { ...said, cms: reported })
  await signPaper(world, tenderer, 'report')
  world.say('合同已公开，书面报告已提交监督部门')
}

/** The tenderer writes the contract as document and bid have it, and says what both leave open. */
export async function writeContract(world: World, terms: Partial<ContractText> = {}): Promise<string> {
  const tenderer = world.as('tenderer')
  const path = `/tenders/${world.tender}/contract`
  const shown = await tenderer.get<Contract>(path)
  if (shown.writtenAt === null) {
    const { text } = shown
    const unsaid = (['payment', 'acceptance', 'breach', 'disputes'] as const).filter((field) => !text[field])
    const agreed = Object.fromEntries(unsaid.map((field) => [field, '招标文件未载明，双方按国家有关规定执行。']))
    const open = { notices: '双方的通知通过平台送达登记的联系人。', ...terms }
    const fields = { terms: { ...text, ...agreed, ...open } }
    const cms = await tenderer.sign('award.proposeContract', { tender: world.tender, ...fields })
    await tenderer.post(`${path}/terms`, { ...fields, cms })
  }
  return world.until('the contract to be drawn up', async () => {
    const { contract: drawn } = await tenderer.get<Contract>(path)
    return drawn ?? undefined
  })
}

async function sign(world: World, client: Client, side: string): Promise<void> {
  const shown = await client.get<Contract>(`/tenders/${world.tender}/contract`)
  if (shown.signed.some((one) => one.side === side)) return
  await signPaper(world, client, 'contract')
  const { contract: sha256, terms } = shown
  const cms = await client.sign('award.contract', { tender: world.tender, contract: sha256, terms })
  await client.post(`/tenders/${world.tender}/contract`, { contract: sha256, terms, cms })
}

/** Refunds go out in batches that two people of the centre sign, until no bidder's money is left. */
export async function refunds(world: World): Promise<void> {
  const told = new Set<string>()
  const back = async (): Promise<boolean> => {
    await sendRefunds(world)
    if (!world.bank) await carryOut(world)
    const { items } = await world
      .as('tenderer')
      .get<Deposits & Record<string, unknown>>(`/tenders/${world.tender}/deposits`)
    for (const { bidder, refunds } of items) {
      const [paid] = refunds.filter(({ paidAt }) => paidAt !== null)
      if (!paid || told.has(bidder)) continue
      told.add(bidder)
      const yuan = formatYuan(BigInt(paid.principal) + BigInt(paid.interest))
      world.say(`已退还 ${bidder} ${yuan} 元（含利息 ${formatYuan(BigInt(paid.interest))} 元）`)
    }
    return items.length > 0 && items.every(({ status }) => status === 'released')
  }
  await world.until('every deposit to be back', back, 60)
}

import { hex } from '../../../../crypto/bytes.ts'
import { canonicalBytes } from '../../../../crypto/canonical.ts'
import { sha256 } from '../../../../crypto/digest.ts'
import { bytesToSign } from '../../../../crypto/pdfRange.ts'
import { clausesFor } from '../../../evaluation/review.ts'
import { formatDecimal } from '../../../law/units.ts'
import type { Opening } from '../../../opening/opening.ts'
import type { World } from '../world.ts'
import { proveBlind, type Seated, seatedMembers, type View } from './evaluationRoom.ts'
import { signingsOf, signWaiting } from './signing.ts'

/** Marks by bid and factor, scores in hundredths of a point. */
export type Marks = Record<string, Record<string, { score: number; reason?: string; page?: number }>>

const points = (centipoints: number): string => formatDecimal(BigInt(centipoints), 2)

/** The evaluation: chair, review, a clarification, blind scores, ranking, a dissent, and the report signed by all. */
export async function evaluation(world: World): Promise<void> {
  const supervisor = await world.as('supervisor')
  await world.until('the evaluation to begin', () =>
    supervisor.get(`/tenders/${world.tender}/evaluation`).catch(() => undefined),
  )
  const members = await seatedMembers(world)
  try {
    await electChair(world, members)
    await clarify(world, members)
    await review(world, members)
    await explainPrices(world, members)
    await score(world, members)
    await conclude(world, members)
    await signReport(world, members)
    await signRecords(world, members)
  } finally {
    for (const member of members) member.leave()
  }
}

const at = (world: World, path = ''): string => `/tenders/${world.tender}/evaluation${path}`
const first = (members: Seated[]): Seated => {
  const [member] = members
  if (!member) throw new Error('nobody sits')
  return member
}

/** Everybody votes for the first who was drawn, who votes for the second. */
export async function electChair(world: World, members: Seated[]): Promise<void> {
  for (const { client, look } of members) {
    const view = await look()
    if (view.stage !== 'chair' || view.ballot) continue
    const [one, two] = view.members.filter((tag) => !view.representatives.includes(tag))
    await client.post(at(world, '/chair'), { for: view.me === one ? two : one })
  }
  const { chair, members: tags } = await first(members).look()
  world.say(`评标委员会推选专家${tags.indexOf(chair ?? '') + 1}为组长`)
}

/** The bid that is asked. */
const asked = ({ bids }: View): string => bids[0]?.tag ?? ''

/** The bid that promises a longer period than the tender document allows; an empty tag: none does. */
export async function tooLong(world: World): Promise<{ bid: string; days: number; most: number }> {
  const supervisor = world.as('supervisor')
  const { durationDays: most } = await supervisor.get<{ durationDays: number }>(`/tenders/${world.tender}`)
  const { bids } = await supervisor.get<Opening>(`/tenders/${world.tender}/opening`)
  const found = Object.values(bids).find(({ form }) => form && form.durationDays > most)
  return { bid: found?.tag ?? '', days: found?.form?.durationDays ?? 0, most }
}

/** The chair asks one bidder, who answers with its signature. */
async function clarify(world: World, members: Seated[]): Promise<void> {
  const view = await first(members).look()
  if (view.stage !== 'review') return
  if (!view.clarifications.length) {
    const question = '投标函中的工期与施工进度计划表述不一致，请说明以何者为准。'
    await ask(world, members, { bid: asked(view), question })
    world.say('组长代表评标委员会向一名投标人发出澄清，限时30分钟')
  }
  await answerAll(world, '以投标函载明的工期为准，施工进度计划中的表述系笔误，不改变投标文件的实质内容。')
}

const chairOf = (view: View, members: Seated[]): Seated =>
  members.find(({ place }) => view.members[place] === view.chair) ?? first(members)

/** The chair asks a bidder, which has half an hour. */
async function ask(world: World, members: Seated[], of: { bid: string; question: string }): Promise<void> {
  const { client } = chairOf(await first(members).look(), members)
  await client.post(at(world, '/clarifications'), { ...of, minutes: 30 })
}

/** Every bidder answers what it is asked, signed. */
async function answerAll(world: World, answer: string): Promise<void> {
  for (const { id, organisation } of world.played.bidders) {
    const client = await world.as(id)
    const path = `/tenders/${world.tender}/clarifications`
    const { items } = await client.get<{ items: View['clarifications'] }>(path)
    for (const { id: clarification } of items.filter((one) => one.answer === null && !one.expired)) {
      const cms = await client.sign('evaluation.answer', { tender: world.tender, clarification, answer })
      await client.post(`${path}/${clarification}/answer`, { answer, cms })
      await world.until('the answer as a paper', async () => (await signWaiting(client, world.tender)) > 0)
      world.say(`${organisation?.name}签名答复澄清，并在答复文件上签章`)
    }
  }
}

/** Every member reviews every bid; four of five find that one fails a clause. */
export async function review(world: World, members: Seated[]): Promise<void> {
  const long = await tooLong(world)
  for (const { client, look, place } of members) {
    const view = await look()
    if (view.stage !== 'review') continue
    const volume = encodeURIComponent('商务标.pdf')
    const shown = long.bid || asked(view)
    const read = await client.bytes(`/tenders/${world.tender}/bids/${shown}/volumes/business/${volume}`)
    if (!Buffer.from(read.subarray(0, 5)).equals(Buffer.from('%PDF-'))) throw new Error('a member cannot read a bid')
    for (const { tag: bid } of view.bids.filter((one) => !view.votes[one.tag]?.[view.me])) {
      const reason = `投标函工期${long.days}日历天，超过招标文件要求的${long.most}日历天`
      const votes = clausesFor(view, bid).map(({ id: clause }) =>
        bid === long.bid && clause === 'response' && place !== 4
          ? { clause, pass: false, page: 1, reason }
          : { clause, pass: true },
      )
      await client.post(at(world, '/review'), { bid, votes })
    }
  }
  const { rejections, valid, stage } = await first(members).look()
  for (const one of rejections) world.say(`否决投标一份：${one.zh}，${one.against}票赞成，共${one.members}名成员`)
  world.say(`初步评审结束，${valid?.length ?? 0}份投标文件进入详细评审（${stage}）`)
}

/** Prices far below the others are asked about, explained and judged by every member: the explanation does not convince. */
export async function explainPrices(world: World, members: Seated[]): Promise<void> {
  const view = await first(members).look()
  if (view.stage !== 'lowPrice') return
  for (const { bid } of view.lowPrices ?? []) {
    const question = '请说明报价的成本构成并提交证明材料'
    if (!view.clarifications.some((one) => one.bid === bid && one.question === question))
      await ask(world, members, { bid, question })
    await answerAll(world, '自有产能，采购成本低于市场价，附成本测算表。')
    const searches = '中国政府采购网，同型号设备近三个月成交价'
    const judged = { proven: false, reason: '成本测算缺少人工与运输费用，不能证明报价合理', searches }
    for (const { client } of members) await client.post(at(world, `/low-prices/${bid}`), judged)
    world.say('一份异常低价投标经要求说明，不能证明其报价合理性')
  }
}

/** What a member gives: its own view of the plans, and the same objective scores as everybody. */
export function marks(view: View, place: number): Marks {
  const one = (bid: number, { full, step, objective }: View['criteria']['factors'][number], i: number) => {
    const share = objective ? 60 + ((bid * 7 + i * 5) % 40) : 70 + ((bid * 11 + place * 3 + i * 13) % 26)
    return { score: Math.floor((full * share) / 100 / step) * step, page: 10 + bid + i }
  }
  return Object.fromEntries(
    (view.valid ?? []).map((tag, bid) => [
      tag,
      Object.fromEntries(view.criteria.factors.map((factor, i) => [factor.id, one(bid, factor, i)])),
    ]),
  )
}

/** Each scores alone: saved twice, locked with a signature; then all are revealed at once. */
export async function score(world: World, members: Seated[]): Promise<void> {
  if ((await first(members).look()).stage !== 'scoring') return
  for (const { client, look, place } of members) {
    const view = await look()
    const whole = marks(view, place)
    if (view.stage !== 'scoring' || view.sheet?.locked) continue
    let version = view.sheet?.version ?? 0
    const begun = Object.fromEntries(Object.entries(whole).slice(0, 2))
    for (const sheet of version ? [whole] : [begun, whole])
      version = (await client.post<{ version: number }>(at(world, '/sheet'), { version, sheet })).version
    const cms = await client.sign('evaluation.lock', {
      tender: world.tender,
      sheet: hex(sha256(canonicalBytes(whole))),
    })
    await client.post(at(world, '/sheet/lock'), { version, cms })
    world.say(`专家${place + 1}锁定评分`)
  }
  const hidden = await proveBlind(world, members)
  world.say(`全体锁定，评分同时公开；此前各成员收到他人评审与评分动态${hidden}条，均只有版本号、没有内容`)
}

/** The ranking is there; one member dissents. */
export async function conclude(world: World, members: Seated[]): Promise<void> {
  const { ranking } = await first(members).look()
  for (const row of ranking?.rows.slice(0, 3) ?? []) world.say(`第${row.rank}名：总分${points(row.total)}`)
  for (const { client, look, place } of members) {
    const { stage, opinions, me } = await look()
    if (stage !== 'opinions' || opinions[me]) continue
    const dissent = { agree: false, reason: '第二名的施工组织设计针对性不足，本人认为该项得分偏高，但不影响推荐名单。' }
    await client.post(at(world, '/opinion'), place === 2 ? dissent : { agree: true })
    if (place === 2) world.say('专家3书面提出不同意见，写入评标报告')
  }
}

/** All sign the same report, one after the other, each with the key in its own hands. */
export async function signReport(world: World, members: Seated[]): Promise<void> {
  for (const { client, look, place } of members) {
    const view = await world.until('the report', async () => {
      const now = await look()
      return now.report ? now : undefined
    })
    if (view.stage !== 'signing' || view.report?.signed.includes(view.me)) continue
    const waiting = await client.bytes(at(world, '/report/prepared'))
    const cms = await client.signBytes(bytesToSign(waiting))
    await client.post(at(world, '/report/sign'), { prepared: view.report?.sha256, cms })
    world.say(`专家${place + 1}签署评标报告`)
  }
  const { stage, ranking } = await first(members).look()
  if (stage !== 'finished') throw new Error(`the evaluation is not finished but ${stage}`)
  world.say(`评标结束，推荐中标候选人${ranking?.candidates.length ?? 0}名`)
}

/** Each member signs its own records of this evaluation, and the chair the questions that went out. */
export async function signRecords(world: World, members: Seated[]): Promise<void> {
  for (const { client, look } of members) {
    const { version } = await look()
    await world.until('the records of a member', async () => {
      const own = (await signingsOf(client, world.tender)).filter(({ kind }) => kind === 'records')
      return own.length >= version
    })
    await signWaiting(client, world.tender)
  }
  world.say('评标委员会成员各自签署个人评审记录，组长签署澄清通知')
}

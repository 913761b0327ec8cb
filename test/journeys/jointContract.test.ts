import { expect } from 'chai'
import { judge } from '../../server/archive/verify/lawful/judge.ts'
import { awardDomain } from '../../server/award/domain.ts'
import { awardOf } from '../../server/award/store.ts'
import { buildClient } from '../../server/cli/demo/build.ts'
import type { Client } from '../../server/cli/demo/client.ts'
import { decide, publicise, sendNotices, signPaper, writeContract } from '../../server/cli/demo/steps/award.ts'
import { evaluation } from '../../server/cli/demo/steps/evaluation.ts'
import { shippedCalendar } from '../../server/law/periods.ts'
import { factsOf } from '../../server/ledger/store.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { isSound, textOf, verdicts } from '../documents/tools.ts'
import { type RoomWorld, seatedRoom } from '../evaluation/room.ts'
import { codeOf } from '../world/codes.ts'
import { bidderWith } from './awarding.ts'
import { chromiumHere, picture, type Watched, watchedBrowser } from './chromium.ts'
import { enter } from './pages/door.ts'

interface Place {
  field: string
  name: string | null
  at: number | null
}

describe('the contract with a consortium, over HTTP', function () {
  this.timeout(300_000)
  const chromium = chromiumHere()
  let browser: Watched | undefined
  let room: RoomWorld
  let path: string
  let tenderer: Client
  let leader: Client
  let member: Client
  let won = 0
  const stranger = () => room.world.as(`bidder-${(won % 4) + 5}`)
  const places = async () => (await tenderer.get<{ places: Place[] }>(`${path}/contract`)).places
  const waiting = async () => (await places()).flatMap(({ field, at }) => (at === null ? [field] : []))
  const says = async (client: Client) => {
    const { contract, terms } = await client.get<{ contract: string; terms: object }>(`${path}/contract`)
    const cms = await client.sign('award.contract', { tender: room.tender.id, contract, terms })
    return client.post(`${path}/contract`, { contract, terms, cms })
  }

  before(async () => {
    if (chromium) {
      await buildClient(() => undefined)
      browser = await watchedBrowser(chromium)
    }
    room = await seatedRoom([awardDomain], undefined, ['bidder-5', 'bidder-6', 'bidder-7', 'bidder-8'])
    path = `/tenders/${room.tender.id}`
    tenderer = await room.world.as('tenderer')
    await evaluation(room.world)
    await publicise(room.world)
    await decide(room.world)
    await sendNotices(room.world)
    const { winner } = (await awardOf(room, room.tender.id))!
    leader = await bidderWith(room, winner!.tag)
    won = Number(leader.person.id.slice(-1)) // chance decides whose scores are best
    member = await room.world.as(`bidder-${won + 4}`)
  })
  after(async () => {
    await browser?.close()
    await room?.stop()
  })

  it('the winner is the consortium, and before its contract is drawn up a member has nothing to sign', async () => {
    const { winner } = (await awardOf(room, room.tender.id))!
    expect(winner).to.include({ tag: await leader.tag(room.tender.id) })
    expect(winner?.members).to.have.length(1)
    expect(await codeOf(member.get(`${path}/award/papers/contract`))).to.equal('PAPER_OTHERS')
  })

  it('is laid before every member: who has still to sign is shown, and the leader signs last', async () => {
    await writeContract(room.world)
    expect(await waiting()).to.deep.equal(['tenderer', 'winner', 'member-1'])
    await signPaper(room.world, tenderer, 'contract')
    await says(tenderer)
    await signPaper(room.world, leader, 'contract')
    expect(await waiting()).to.deep.equal(['member-1'])
    expect(await codeOf(says(leader))).to.equal('CONTRACT_MEMBERS_UNSIGNED')
    expect((await awardOf(room, room.tender.id))?.contract).to.equal(null)
  })

  it('a member reads its text and nothing else of the award, and nobody who is no member reads it', async () => {
    const of = await member.get<{ field: string; mine: boolean; places: Place[] }>(`${path}/award/papers/contract`)
    expect(of).to.include({ field: 'member-1', mine: false })
    expect(textOf(await member.bytes(`${path}/contract.pdf`)).replace(/\s/g, '')).to.include('联合体各方共同签订本合同')
    expect(await codeOf(member.get(`${path}/contract`))).to.equal('NOT_YOURS')
    expect(await codeOf(member.get(`${path}/award/papers/report`))).to.equal('PAPER_OTHERS')
    expect(await codeOf(says(member))).to.equal('NOT_YOURS')
    const other = await stranger()
    expect(await codeOf(other.get(`${path}/award/papers/contract`))).to.equal('PAPER_OTHERS')
    expect(await codeOf(other.bytes(`${path}/contract.pdf`))).to.equal('NOT_YOURS')
  })

  it('is told to the member in its messages', async () => {
    const { items } = await member.get<{ items: { zh: string; tender: { id: string } | null; asks: boolean }[] }>(
      '/messages',
    )
    const told = items.find(({ zh }) => zh === '合同文本已生成')
    expect(told).to.include({ asks: true })
  })

  it('is made once every member has signed with its own certificate; the text carries every signature', async () => {
    if (browser) {
      const { page, ...window } = await enter(browser, room.world, `bidder-${won + 4}`, `/b/${room.tender.id}/result`)
      await page.getByText('尚待签署合同文本：').waitFor()
      await picture({ page, ...window }, 'joint-contract')
      await page.getByRole('button', { name: '加盖电子签章' }).click()
      await page.getByText('我方 已签章').waitFor()
      await picture({ page, ...window }, 'joint-contract-signed')
      expect(browser.errors).to.deep.equal([])
    }
    await signPaper(room.world, member, 'contract') // where it is signed: nothing happens
    expect(await waiting()).to.deep.equal([])
    await says(leader)
    expect((await tenderer.get<Tender>(path)).stage).to.equal('contracted')
    const pdf = await leader.bytes(`${path}/contract.pdf`)
    expect(verdicts(pdf)).to.have.length(4)
    for (const verdict of verdicts(pdf)) expect(verdict).to.contain('Signature is Valid')
    expect(isSound(pdf)).to.equal(true)
  })

  it('is lawful, and without the signature of a member it is not', async () => {
    const streams = ['tender', 'opening', 'award'].map((kind) => `${kind}/${room.tender.id}`)
    const bid = `bid/${room.tender.id}.${await leader.tag(room.tender.id)}`
    const facts = (
      await Promise.all([bid, ...streams].map((stream) => factsOf(room.platform.database, stream)))
    ).flatMap((all) => all.map(({ fact }) => fact))
    const verdict = (of: typeof facts) =>
      judge(of, shippedCalendar).checks.find(({ id }) => id === 'contract.jointly')?.verdict
    expect(verdict(facts)).to.equal('valid')
    const without = facts.filter((fact) => (fact.data as { field?: string }).field !== 'member-1')
    expect(verdict(without)).to.equal('invalid')
  })
})

import { expect } from 'chai'
import type { z } from 'zod'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { draftNotice, publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { domains } from '../../server/domains.ts'
import type { AnyEventKind } from '../../server/ledger/event.ts'
import type { Eye } from '../../server/ledger/eye.ts'
import { type Audience, ofOwnAdmission, ofOwnSeat, tellings } from '../../server/pages/messages/catalogue.ts'
import { endings } from '../../server/pages/messages/endings.ts'
import type { Message } from '../../server/pages/messages/inbox.ts'
import { codeOf } from '../world/codes.ts'
import { migratedDatabase } from '../world/migrated.ts'
import { services } from '../world/servers.ts'
import { type TestWorld, world } from '../world/world.ts'

const kinds = new Map(domains.flatMap(({ events }) => events).map((kind) => [kind.type, kind]))

/** What one is told by one's own tag or place in it, and not by the kind alone. */
const byOwnPlace = [...ofOwnAdmission, 'paper.laid']

describe('What is a message', () => {
  for (const [type, { note, until, to }] of Object.entries(tellings))
    it(`${type} is a fact, with what is shown of it, that somebody of each audience may see`, () => {
      const kind = kinds.get(type)
      expect(kind, type).to.not.equal(undefined)
      const { shape } = kind!.schema as unknown as { shape: Record<string, z.ZodType> }
      for (const member of [note, until]) if (member) expect(shape, type).to.have.property(member)
      const data = new Proxy({}, { get: () => 'own' })
      const eyes: Record<Audience, Eye> = {
        bidder: { role: 'bidder', host: false, tag: 'own' },
        host: { role: 'tenderer', host: true, tag: '' },
        centre: { role: 'centre', host: false, tag: '' },
        supervisor: { role: 'supervisor', host: false, tag: '' },
        expert: { role: 'expert', host: false, tag: 'own' },
        notary: { role: 'notary', host: false, tag: '' },
        bank: { role: 'bank', host: false, tag: '' },
      }
      const seen = (of: AnyEventKind, audience: Audience): boolean => of.seenBy(eyes[audience], data)
      const byPlace = (audience: Audience): boolean =>
        byOwnPlace.includes(type) || !!ofOwnSeat[audience]?.includes(type)
      for (const audience of to)
        if (!byPlace(audience)) expect(seen(kind!, audience), `${type} for ${audience}`).to.equal(true)
      for (const { by, same, own } of endings[type] ?? [])
        for (const end of by) {
          const ending = kinds.get(end)
          expect(ending, `${end} ends ${type}`).to.not.equal(undefined)
          const members = (ending!.schema as unknown as { shape: Record<string, z.ZodType> }).shape
          for (const one of same) {
            const [asked, done] = typeof one === 'string' ? [one, one] : one
            expect([shape[asked] !== undefined, members[done] !== undefined], `${type}, ${end}`).to.deep.equal([
              true,
              true,
            ])
          }
          // what nobody else may know is one's own deed, or stands under the tag that is one's own
          for (const audience of own || ofOwnAdmission.includes(type) ? [] : to)
            if (!byPlace(audience))
              expect(seen(ending!, audience), `${end}, which ends ${type}, for ${audience}`).to.equal(true)
        }
    })

  it('whatever asks for something says by what it is done', () => {
    const asking = Object.entries(tellings).flatMap(([type, { asks }]) => (asks ? [type] : []))
    expect(Object.keys(endings).sort()).to.deep.equal(asking.sort())
  })

  it('nothing of others’ deposits or bids is one for those who run the tender', () => {
    const secret = Object.entries(tellings).filter(
      ([type, { to }]) => /^(deposit|bid)\./.test(type) && to.includes('host'),
    )
    expect(secret).to.deep.equal([])
  })
})

for (const kind of ['sqlite', 'mysql'] as const) messagesOn(kind)

function messagesOn(kind: 'sqlite' | 'mysql'): void {
  describe(`Messages, over HTTP, on ${kind === 'sqlite' ? 'SQLite' : 'MariaDB'}`, function () {
    this.timeout(180_000)
    let running: TestWorld
    let drop: (() => Promise<void>) | undefined
    before(async function () {
      if (kind === 'mysql' && !(await services()).mysql) return this.skip()
      const fresh = kind === 'mysql' ? await migratedDatabase(kind) : undefined
      drop = fresh?.drop
      running = await world(fresh ? { databaseUrl: fresh.url } : {})
      await draftNotice(running.world)
      await publishNotice(running.world)
      await deposits(running.world)
      await running.world.until('all is indexed', async () => (await running.platform.queue.pending()) === 0)
    })
    after(async () => {
      if (running) expect(running.errors()).to.deep.equal([])
      await running?.stop()
      await drop?.()
    })
    const inbox = async (id: string, after?: string) =>
      running.world.as(id).get<{ items: Message[]; next: string | null }>(`/messages${after ? `?after=${after}` : ''}`)
    const types = async (id: string) => (await inbox(id)).items.map(({ zh }) => zh)
    it('a bidder is told that its money has come, and of nobody else’s', async () => {
      const { items } = await inbox('bidder-1')
      expect(items.map(({ zh }) => zh)).to.deep.equal(['保证金到账'])
      expect(items[0]).to.deep.include({ matter: 'deposit', place: 'deposit', asks: false })
      expect(items[0]?.tender?.id).to.equal(running.world.tender)
      expect((await types('bidder-5')).length, 'it paid in two parts').to.equal(2)
    })

    it('those who run the tender are not told of any deposit; the centre neither', async () => {
      for (const id of ['agent', 'tenderer', 'centre', 'supervisor']) {
        const { items } = await inbox(id)
        expect(
          items.filter(({ matter }) => matter === 'deposit'),
          id,
        ).to.deep.equal([])
      }
    })

    it('a question is a message to who must answer it, with what it is about, and not to its asker or other bidders', async () => {
      const fields = { about: '工期', text: '工期自何时起算，请予以明确。' }
      const cms = await running.world.as('bidder-2').sign('question.ask', { tender: running.world.tender, ...fields })
      await running.world.as('bidder-2').post(`/tenders/${running.world.tender}/questions`, { ...fields, cms })
      expect((await inbox('agent')).items[0]).to.deep.include({ zh: '收到提问', note: '工期', asks: true })
      for (const other of ['bidder-1', 'bidder-2']) expect(await types(other)).to.not.include('收到提问')
    })

    it('what is done is shown as done, and what is not still asks', async () => {
      const [question] = (await inbox('agent')).items
      expect(question).to.include({ zh: '收到提问', done: false })
      const tender = running.world.tender
      const { items } = await running.world.as('agent').get<{ items: { id: string }[] }>(`/tenders/${tender}/questions`)
      const fields = { question: items[0]?.id, text: '自签订合同之日起算。', affects: false }
      const cms = await running.world.as('agent').sign('question.answer', { tender, ...fields })
      const { text, affects } = fields
      await running.world
        .as('agent')
        .post(`/tenders/${tender}/questions/${items[0]?.id}/answer`, { text, affects, cms })
      const after = (await inbox('agent')).items.find(({ id }) => id === question?.id)
      expect(after).to.include({ asks: true, done: true })
    })

    it('who takes no part is told nothing; who is stopped is told why', async () => {
      const reason = '收到关于资格条件的举报，核查期间暂停'
      const fields = { suspension: 's1', reason }
      const supervisor = running.world.as('supervisor')
      const cms = await supervisor.sign('tender.suspend', { tender: running.world.tender, ...fields })
      await supervisor.post(`/tenders/${running.world.tender}/suspensions`, { ...fields, cms })
      expect((await inbox('bidder-3')).items[0]).to.deep.include({ zh: '招标活动暂停', note: reason })
      expect((await inbox('agent')).items[0]).to.deep.include({ zh: '招标活动暂停', note: reason })
      expect(await types('supervisor'), 'it did that itself').to.not.include('招标活动暂停')
      expect((await running.world.as('purchaser').get<{ items: Message[] }>('/messages')).items).to.deep.equal([])
    })

    it('reading writes nothing, and says nothing of others: not even by a page', async () => {
      await running.world.until('what follows is done', async () => (await running.platform.queue.pending()) === 0)
      const before = await running.facts()
      const { items, next } = await inbox('bidder-1')
      expect(next).to.equal(null)
      expect((await inbox('bidder-1', items.at(-1)?.id)).items).to.deep.equal([])
      expect(await running.facts()).to.equal(before)
      expect(await codeOf(inbox('bidder-1', 'nothing'))).to.equal('MESSAGE_UNKNOWN')
    })

    it('comes a page at a time, newest first: nothing is told twice and nothing is left out', async () => {
      const supervisor = running.world.as('supervisor')
      const path = `/tenders/${running.world.tender}/suspensions`
      const order = async (what: string, to: string, suspension: string): Promise<void> => {
        const reason = `核查事项 ${suspension}`
        const cms = await supervisor.sign(what, { tender: running.world.tender, suspension, reason })
        await supervisor.post(`${path}${to}`, to ? { reason, cms } : { suspension, reason, cms })
      }
      await order('tender.liftSuspension', '/s1/lift', 's1')
      for (let n = 2; n < 22; n++) {
        await order('tender.suspend', '', `s${n}`)
        await order('tender.liftSuspension', `/s${n}/lift`, `s${n}`)
      }
      const all: Message[] = []
      for (let after: string | undefined; ; ) {
        const { items, next } = await inbox('bidder-1', after)
        all.push(...items)
        if (next === null) break
        after = next
      }
      expect(all.length, '21 orders, 21 lifted, the answer, and the money').to.equal(44)
      expect(new Set(all.map(({ id }) => id)).size).to.equal(44)
      expect(all.map(({ at }) => at)).to.deep.equal([...all.map(({ at }) => at)].sort((a, b) => b - a))
      expect(all.at(-1)?.zh).to.equal('保证金到账')
    })

    it('every organisation and every expert has one; who takes no part is told nothing', async () => {
      for (const id of ['bank', 'notary']) expect((await inbox(id)).items, id).to.deep.equal([])
      expect((await inbox('expert-002')).items, 'who sits on no panel').to.deep.equal([])
      const answer = await fetch(`${running.running.origins.trading}/api/v1/messages`)
      expect(answer.status).to.equal(401)
    })
  })
}

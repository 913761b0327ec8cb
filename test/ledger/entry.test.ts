import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { factCommitment } from '../../crypto/beat.ts'
import { hex, unhex } from '../../crypto/bytes.ts'
import { up } from '../../migrations/0255_operation_addresses.ts'
import { platformItself } from '../../server/access/who.ts'
import { refusals } from '../../server/law/refusal.ts'
import { entry } from '../../server/ledger/entry.ts'
import type { Role } from '../../server/ledger/eye.ts'
import { ADDRESS, addresses, dues, factsAfter, factsOf, head, rows } from '../../server/ledger/store.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { services } from '../world/servers.ts'
import { Added, add, countingLedger, countOf, countStream, inside, run } from './counting.ts'

const refuse = refusals({ TOO_MUCH: { status: 409, zh: '超出', en: 'too much' } })

for (const kind of ['sqlite', 'mysql'] as const)
  describe(`The ledger on ${kind}`, function () {
    this.timeout(60_000)
    let platform: Platform
    let close = async (): Promise<void> => undefined

    before(async function () {
      if (kind === 'mysql' && !(await services()).mysql) return this.skip()
      ;({ platform, close } = await countingLedger(kind))
    })
    after(() => close())

    const seq = async (): Promise<number> => Number((await head(platform.database).findByPk(1))?.get('seq'))
    /** Adds if no more than ten come of it: the decision depends on the state, so it holds it. */
    const addUpToTen = (name: string, by: number) =>
      run(platform, async (e) => {
        const before = await e.holdIfAny(countStream(name))
        if ((before?.total ?? 0) + by > 10) throw refuse('TOO_MUCH')
        return e.append(countStream(name), [Added({ by, dueAt: null })])
      })

    it('《电子招标投标办法》第四十九条: keeps from where staff did a deed, sealed, and of bidders and experts nothing', async () => {
      await up(platform.database.getQueryInterface())
      const from = async (role: Role, address?: string) => {
        const who = { ...platformItself, role }
        const { written } = await entry({ ...inside(platform), who, ...(address ? { address } : {}) }, (e) =>
          e.append(countStream(`from-${role}`), [Added({ by: 1, dueAt: null })]),
        )
        return (await addresses(platform.database).findByPk(written[0]?.fact.id ?? ''))?.get('address') as string
      }
      for (const role of ['tenderer', 'agent', 'centre', 'supervisor', 'bank', 'notary'] as const) {
        const kept = await from(role, '203.0.113.9')
        expect(kept, role).not.to.include('203.0.113.9')
        expect(platform.vault.open(ADDRESS, kept)).to.equal('203.0.113.9')
      }
      for (const role of ['bidder', 'expert', 'public', 'clock', 'platform'] as const)
        expect(await from(role, '203.0.113.9'), role).to.equal(undefined)
      expect(await from('supervisor')).to.equal(undefined)
      const facts = await factsOf(platform.database, 'count/from-agent')
      expect(JSON.stringify(facts)).not.to.include('203.0.113')
    })

    it('of two deeds at once that exclude each other one is done and one is refused', async () => {
      for (let i = 0; i < 10; i++) {
        if (i % 2) await add(platform, `pair-${i}`, 0)
        const both = await Promise.allSettled([addUpToTen(`pair-${i}`, 6), addUpToTen(`pair-${i}`, 6)])
        expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected'])
        const lost = both.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))
        expect(lost).to.deep.equal(['TOO_MUCH'])
        expect((await countOf(platform, `pair-${i}`))?.total).to.equal(6)
        expect(await factsOf(platform.database, `count/pair-${i}`)).to.have.lengthOf(1 + (i % 2))
      }
    })

    it('of two deeds at once that do not exclude each other both are done', async () => {
      for (let i = 0; i < 10; i++) {
        await Promise.all([addUpToTen(`both-${i}`, 2), addUpToTen(`both-${i}`, 3), addUpToTen(`both-${i}`, 4)])
        expect(await countOf(platform, `both-${i}`)).to.include({ total: 9, version: 3 })
      }
    })

    it('a deed that lost the race is decided anew on what is there now', async () => {
      await add(platform, 'raced', 1)
      let begun = 0
      let runs = 0
      const double = () =>
        run(platform, async (e) => {
          runs++
          const { total } = await e.read(countStream('raced')) // not held: another may be faster
          begun++
          for (let waited = 0; begun < 2 && waited < 300; waited += 10) await sleep(10)
          return e.append(countStream('raced'), [Added({ by: total, dueAt: null })])
        })
      await Promise.all([double(), double()])
      expect(await countOf(platform, 'raced')).to.include({ total: 4, version: 3 })
      expect(runs).to.equal(kind === 'mysql' ? 3 : 2) // on SQLite writers take turns, so nobody loses
    })

    it('what a deed read without holding and then holds must not have changed between', async () => {
      await add(platform, 'changed', 1)
      let runs = 0
      const { result } = await run(platform, async (e) => {
        runs++
        await e.read(countStream('changed'))
        if (runs === 1 && kind === 'mysql') await add(platform, 'changed', 5)
        await e.hold(countStream('changed'))
        return e.append(countStream('changed'), [Added({ by: 1, dueAt: null })])
      })
      expect(result.total).to.equal(kind === 'mysql' ? 7 : 2)
      expect(runs).to.equal(kind === 'mysql' ? 2 : 1)
    })

    it('a deed that throws leaves nothing: no fact, no row, no number, nothing that falls due', async () => {
      const before = await seq()
      const failing = run(platform, async (e) => {
        await e.append(countStream('left'), [Added({ by: 1, dueAt: 5 }), Added({ by: 2, dueAt: 6 })])
        throw new Error('no')
      })
      expect(await failing.catch((problem: Error) => problem.message)).to.equal('no')
      expect(await countOf(platform, 'left')).to.equal(undefined)
      expect(await factsOf(platform.database, 'count/left')).to.deep.equal([])
      expect(await dues(platform.database).count({ where: { stream: 'count/left' } })).to.equal(0)
      expect(await seq()).to.equal(before)
    })

    it('rows and facts are written in one transaction: when the facts cannot be, the rows are not', async () => {
      const { written } = await add(platform, 'first')
      const before = await seq()
      const stuck: Platform = { ...platform, newId: () => written[0]?.fact.id ?? '' }
      const problem = await add(stuck, 'second', 1, 99).catch((one: { code?: string }) => one)
      expect(problem).to.have.property('code', 'BUSY')
      expect(await countOf(platform, 'second')).to.equal(undefined)
      expect(await dues(platform.database).count({ where: { stream: 'count/second' } })).to.equal(0)
      expect(await seq()).to.equal(before)
    })

    it('what is not there is refused, and finding it is not', async () => {
      const code = (deed: Promise<unknown>) => deed.catch((problem: { code: string }) => problem.code)
      expect(await code(run(platform, (e) => e.read(countStream('nowhere'))))).to.equal('NOT_FOUND')
      expect(await code(run(platform, (e) => e.hold(countStream('nowhere'))))).to.equal('NOT_FOUND')
      expect((await run(platform, (e) => e.find(countStream('nowhere')))).result).to.equal(undefined)
    })

    it('fifty deeds at once get numbers without a gap, in the order of their commits', async () => {
      const before = await seq()
      const done: number[][] = await Promise.all(
        Array.from({ length: 50 }, async (_, i) => {
          const { written } = await run(platform, async (e) => {
            await e.append(countStream(`many-${i % 10}`), [Added({ by: 1, dueAt: null })])
            return e.append(countStream(`own-${i}`), [Added({ by: i, dueAt: null })])
          })
          return written.map((one) => one.seq)
        }),
      )
      expect(done.flat().sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 100 }, (_, i) => before + 1 + i))
      for (const [first = 0, second = 0] of done)
        expect(second, 'the facts of one deed stand together').to.equal(first + 1)
      for (let i = 0; i < 10; i++) expect(await countOf(platform, `many-${i}`)).to.include({ total: 5, version: 5 })
      const all = await factsAfter(platform.database, 0, 10_000)
      expect(all.map((one) => one.seq)).to.deep.equal(all.map((_, i) => i + 1))
      expect(new Set(all.map(({ fact }) => fact.id)).size).to.equal(all.length)
      expect(new Set(all.map(({ salt }) => salt)).size, 'every fact has a salt of its own').to.equal(all.length)
    })

    it('every fact gives its commitment when it is read back, and its stream is counted without a gap', async () => {
      const versions = new Map<string, number>()
      for (const { fact, salt, commitment } of await factsAfter(platform.database, 0, 10_000)) {
        expect(hex(factCommitment(unhex(salt), fact))).to.equal(commitment)
        expect(fact.version).to.equal((versions.get(fact.stream) ?? 0) + 1)
        versions.set(fact.stream, fact.version)
      }
      for (const row of (await rows(platform.database, countStream.kind).findAll({ raw: true })) as unknown as {
        id: string
        version: number
      }[])
        expect(versions.get(`count/${row.id}`), row.id).to.equal(row.version)
    })

    it('what falls due follows the state in the same transaction', async () => {
      const at = async () =>
        (await dues(platform.database).findAll({ where: { stream: 'count/due' }, raw: true })).map((row) =>
          Number((row as unknown as { at: number }).at),
        )
      await add(platform, 'due', 1, 1000)
      expect(await at()).to.deep.equal([1000])
      await add(platform, 'due', 1, 2000)
      expect(await at()).to.deep.equal([2000])
      await add(platform, 'due', 1, null)
      expect(await at()).to.deep.equal([])
    })
  })

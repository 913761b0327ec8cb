import { expect } from 'chai'
import { DataTypes, type Model, type ModelStatic, QueryTypes, type Sequelize } from 'sequelize'
import { systemClock } from '../../server/platform/clock.ts'
import { isRetryable, isUniqueViolation, openDatabase } from '../../server/platform/database.ts'
import { endLease, lease, prepareLeases, underLease } from '../../server/platform/leases.ts'
import { freshDatabase, services } from '../world/servers.ts'

const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

for (const kind of ['sqlite', 'mysql'] as const) {
  describe(`the database on ${kind}`, () => {
    let database: Sequelize
    let drop: () => Promise<void>
    let Account: ModelStatic<Model<{ id: string; n: number; note: string | null }>>

    before(async function () {
      if (kind === 'mysql' && !(await services()).mysql) return this.skip()
      const fresh = await freshDatabase(kind)
      drop = fresh.drop
      database = await openDatabase(fresh.url)
      await prepareLeases(database)
      Account = database.define('accounts', {
        id: { type: DataTypes.STRING(26), primaryKey: true },
        n: { type: DataTypes.BIGINT, allowNull: false },
        note: { type: DataTypes.STRING(200) },
      })
      await Account.sync()
    })

    after(async () => {
      await database?.close()
      await drop?.()
    })

    const add = (id: string) =>
      database.transaction(async (transaction) => {
        const row = await Account.findByPk(id, { transaction, lock: transaction.LOCK.UPDATE, rejectOnEmpty: true })
        await row.update({ n: Number(row.get('n')) + 1 }, { transaction })
      })

    it('commits all of 50 transactions that read and then write the same row', async () => {
      await Account.create({ id: 'busy', n: 0, note: null })
      await Promise.all(Array.from({ length: 50 }, () => add('busy')))
      expect(Number((await Account.findByPk('busy'))?.get('n'))).to.equal(50)
    })

    it('lets exactly one of 50 insert the same key, and says why the others could not', async () => {
      const attempts = Array.from({ length: 50 }, () => failure(Account.create({ id: 'one', n: 1, note: null })))
      const failures = (await Promise.all(attempts)).filter((it) => it !== undefined)
      expect(failures).to.have.length(49)
      expect(failures.every(isUniqueViolation)).to.equal(true)
      expect(failures.some(isRetryable)).to.equal(false)
    })

    it('does not take another failed constraint for a key that is there', async () => {
      const error = await failure(database.query("INSERT INTO accounts (id, n) VALUES ('null', NULL)"))
      expect(error).to.be.an('error')
      expect(isUniqueViolation(error)).to.equal(false)
    })

    it('leaves nothing of a transaction that throws', async () => {
      const thrown = await failure(
        database.transaction(async (transaction) => {
          await Account.create({ id: 'gone', n: 1, note: null }, { transaction })
          throw new Error('on purpose')
        }),
      )
      expect(thrown).to.have.property('message', 'on purpose')
      expect(await Account.findByPk('gone')).to.equal(null)
    })

    it('goes on after a transaction that threw', async () => {
      await failure(database.transaction(() => Promise.reject(new Error('on purpose'))))
      await Account.create({ id: 'next', n: 1, note: null })
      expect(await Account.count({ where: { id: 'next' } })).to.equal(1)
    })

    it('keeps Chinese, emoji and the case of letters apart', async () => {
      await Account.bulkCreate([
        { id: 'a', n: 1, note: '阳光🌞' },
        { id: 'A', n: 2, note: null },
      ])
      expect((await Account.findByPk('a'))?.get('note')).to.equal('阳光🌞')
      expect(Number((await Account.findByPk('A'))?.get('n'))).to.equal(2)
    })

    it('gives a lease to exactly one of 20 contenders', async () => {
      const won = await Promise.all(Array.from({ length: 20 }, (_, i) => lease(database, 'beat', `p${i}`, 1000, 5000)))
      expect(won.filter(Boolean)).to.have.length(1)
    })

    it('renews a lease for its holder and refuses it to others until it ends', async () => {
      expect(await lease(database, 'relay', 'first', 1000, 5000)).to.equal(true)
      expect(await lease(database, 'relay', 'first', 1000, 5000), 'the same instant again').to.equal(true)
      expect(await lease(database, 'relay', 'second', 1000, 5999)).to.equal(false)
      expect(await lease(database, 'relay', 'first', 1000, 5999)).to.equal(true)
      expect(await lease(database, 'relay', 'second', 1000, 6998)).to.equal(false)
    })

    it('gives an ended lease to exactly one of 20 contenders', async () => {
      expect(await lease(database, 'sequencer', 'dead', 1000, 5000)).to.equal(true)
      const contenders = Array.from({ length: 20 }, (_, i) => lease(database, 'sequencer', `p${i}`, 1000, 6000))
      expect((await Promise.all(contenders)).filter(Boolean)).to.have.length(1)
      expect(await lease(database, 'sequencer', 'dead', 1000, 6000)).to.equal(false)
    })

    it('gives a returned lease to the next, and lets nobody return that of another', async () => {
      expect(await lease(database, 'timekeeper', 'first', 1000, 5000)).to.equal(true)
      await endLease(database, 'timekeeper', 'second')
      expect(await lease(database, 'timekeeper', 'second', 1000, 5000)).to.equal(false)
      await endLease(database, 'timekeeper', 'first')
      expect(await lease(database, 'timekeeper', 'second', 1000, 5000)).to.equal(true)
    })

    it('writes a lease anew only when an eighth of it has gone, and knows at once that another has it', async () => {
      let now = 5000
      const clock = { ...systemClock, real: () => now }
      const work = (holder: string) => underLease({ database, holder, clock }, 'clock', 1000, async () => undefined)
      const until = async () => {
        const sql = "SELECT expires_at FROM leases WHERE name = 'clock'"
        const [row] = await database.query<{ expires_at: number }>(sql, { type: QueryTypes.SELECT })
        return Number(row?.expires_at)
      }
      expect([await work('first'), await until()]).to.deep.equal([true, 6000])
      now = 5124
      expect([await work('first'), await until()]).to.deep.equal([true, 6000])
      now = 5125
      expect([await work('first'), await until()]).to.deep.equal([true, 6125])
      now = 6124
      expect(await work('second')).to.equal(false)
      now = 6125
      expect([await work('second'), await work('first')]).to.deep.equal([true, false])
    })

    it('keeps a lease while its work goes on, however long, and lets nobody else do that work', async () => {
      const as = (holder: string) => ({ database, holder, clock: systemClock })
      const tried: boolean[] = []
      const first = underLease(as('first'), 'opener', 200, async () => {
        for (let i = 0; i < 10; i++) {
          await new Promise((done) => setTimeout(done, 60)) // three times as long as the lease
          tried.push(await underLease(as('second'), 'opener', 200, async () => undefined))
        }
      })
      expect(await first).to.equal(true)
      expect(tried).to.have.length(10).and.not.include(true)
      await endLease(database, 'opener', 'first')
      expect(await underLease(as('second'), 'opener', 200, async () => undefined)).to.equal(true)
    })
  })
}

describe('opening a database', () => {
  it('refuses a URL it does not know', async () => {
    expect(await failure(openDatabase('postgres://localhost/x')))
      .to.be.an('error')
      .with.property('message')
      .match(/mysql/)
    expect(await failure(openDatabase('sqlite::memory:')))
      .to.be.an('error')
      .with.property('message')
      .match(/file/)
  })

  it('refuses a MySQL database that compares texts without regard to case', async function () {
    const { mysql } = await services()
    if (!mysql) return this.skip()
    const { url, drop } = await freshDatabase('mysql')
    const database = await openDatabase(url)
    await database.query(`ALTER DATABASE ${database.getDatabaseName()} COLLATE utf8mb4_general_ci`)
    await database.close()
    const refused = await failure(openDatabase(url))
    await drop()
    expect(refused)
      .to.be.an('error')
      .with.property('message')
      .match(/utf8mb4_general_ci/)
  })
})

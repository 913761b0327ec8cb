import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { QueryTypes, type Sequelize } from 'sequelize'
import { openDatabase } from '../../server/platform/database.ts'
import { migrate } from '../../server/platform/migrate.ts'
import { freshDatabase, services } from '../world/servers.ts'

const clock = { real: () => Date.now() }
const writes = (table: string) => `
  export async function up(q) {
    await q.sequelize.query('CREATE TABLE ${table} (n INTEGER)')
    await q.sequelize.query('INSERT INTO ${table} (n) VALUES (1)')
  }`

for (const kind of ['sqlite', 'mysql'] as const) {
  describe(`migrations on ${kind}`, () => {
    let first: Sequelize
    let second: Sequelize
    let drop: () => Promise<void>
    let folder: string

    before(async function () {
      if (kind === 'mysql' && !(await services()).mysql) this.skip()
    })

    beforeEach(async () => {
      const fresh = await freshDatabase(kind)
      drop = fresh.drop
      first = await openDatabase(fresh.url)
      second = await openDatabase(fresh.url)
      folder = await mkdtemp(join(tmpdir(), 'yangguang-migrations-'))
    })

    afterEach(async () => {
      await first.close()
      await second.close()
      await drop()
      await rm(folder, { recursive: true })
    })

    it('runs each once and in order, and those that come later by themselves', async () => {
      await writeFile(join(folder, '0002_two.js'), writes('two'))
      await writeFile(join(folder, '0001_one.js'), writes('one'))
      expect(await migrate(first, clock, 'a', folder)).to.deep.equal(['0001_one', '0002_two'])
      expect(await migrate(first, clock, 'a', folder)).to.deep.equal([])
      await writeFile(join(folder, '0003_three.js'), writes('three'))
      expect(await migrate(first, clock, 'a', folder)).to.deep.equal(['0003_three'])
      expect(await first.query('SELECT n FROM three', { type: QueryTypes.SELECT })).to.deep.equal([{ n: 1 }])
    })

    it('runs each once when two processes start together', async () => {
      await writeFile(join(folder, '0001_one.js'), writes('one'))
      const both = await Promise.all([migrate(first, clock, 'a', folder), migrate(second, clock, 'b', folder)])
      expect(both.flat()).to.deep.equal(['0001_one'])
    })

    it('stops at one that fails, keeps those before it, and tries it again at the next start', async () => {
      await writeFile(join(folder, '0001_one.js'), writes('one'))
      await writeFile(join(folder, '0002_two.js'), "export async function up() { throw new Error('on purpose') }")
      await writeFile(join(folder, '0003_three.js'), writes('three'))
      expect(await migrate(first, clock, 'a', folder).catch((error: Error) => error.message)).to.equal('on purpose')
      expect(await migrate(second, clock, 'b', folder).catch((error: Error) => error.message)).to.equal('on purpose')
      expect(await first.getQueryInterface().tableExists('three')).to.equal(false)
    })

    it('refuses two of one number', async () => {
      await writeFile(join(folder, '0001_one.js'), writes('one'))
      await writeFile(join(folder, '0001_two.js'), writes('two'))
      const refused = await migrate(first, clock, 'a', folder).catch((error: Error) => error.message)
      expect(refused).to.match(/two migrations have the number/)
      expect(await first.getQueryInterface().tableExists('one')).to.equal(false)
    })

    it('runs those of the platform', async () => {
      expect(await migrate(first, clock, 'a')).to.include('0002_platform')
      expect(await first.getQueryInterface().tableExists('jobs')).to.equal(true)
    })
  })
}

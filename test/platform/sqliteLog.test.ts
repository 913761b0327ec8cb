import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { QueryTypes, type Sequelize } from 'sequelize'
import { openDatabase } from '../../server/platform/database.ts'

const MIB = 1 << 20

describe('commits on SQLite', () => {
  let folder: string
  let file: string
  let database: Sequelize
  /** Syncs of the disk that have begun and wait for us. */
  const held: (() => void)[] = []
  let holding = false
  let undo = () => {}

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yangguang-log-'))
    file = join(folder, 'platform.sqlite')
    database = await openDatabase(`sqlite:${file}`)
    await database.query('CREATE TABLE notes (id INTEGER PRIMARY KEY, body BLOB)')
    const some = await open(file)
    const files = Object.getPrototypeOf(some) as { datasync(): Promise<void> }
    await some.close()
    const plain = files.datasync
    files.datasync = async function (this: object) {
      if (holding) await new Promise<void>((go) => held.push(go))
      return plain.call(this)
    }
    undo = () => {
      files.datasync = plain
    }
  })
  after(async () => {
    undo()
    await database.close()
    await rm(folder, { recursive: true })
  })

  const insert = (body: Uint8Array = new Uint8Array(1)) =>
    database.transaction((transaction) =>
      database.query('INSERT INTO notes (body) VALUES (?)', {
        ...{ replacements: [Buffer.from(body)], type: QueryTypes.INSERT, transaction },
      }),
    )
  const turns = () => new Promise((done) => setTimeout(done, 50))

  it('are not acknowledged before the disk has them, and questions are answered meanwhile', async () => {
    holding = true
    let done = false
    const writing = insert().then(() => {
      done = true
    })
    await turns()
    expect(held).to.have.length(1)
    expect(done).to.equal(false)
    const [row] = await database.query('SELECT COUNT(*) AS n FROM notes', { type: QueryTypes.SELECT })
    expect(row).to.deep.equal({ n: 1 })
    held.splice(0).forEach((go) => void go())
    await writing
  })

  it('that come while the disk is busy are brought there together, by a sync that begins after them', async () => {
    holding = true
    let done = 0
    const counted = () => insert().then(() => done++)
    const first = counted()
    await turns()
    const others = [counted(), counted(), counted()]
    await turns()
    expect(held).to.have.length(1)
    held.splice(0).forEach((go) => void go())
    await first
    await turns()
    expect(done).to.equal(1)
    expect(held).to.have.length(1)
    holding = false
    held.splice(0).forEach((go) => void go())
    await Promise.all(others)
    expect(done).to.equal(4)
  })

  it('outside a transaction wait as well', async () => {
    holding = true
    let done = false
    const writing = database.query("INSERT INTO notes (body) VALUES ('a')").then(() => {
      done = true
    })
    await turns()
    expect([held.length, done]).to.deep.equal([1, false])
    holding = false
    held.splice(0).forEach((go) => void go())
    await writing
  })

  it('do not let the log grow without end: it is copied into the file, and nothing is lost', async () => {
    const size = async (): Promise<number> => (await stat(`${file}-wal`)).size
    const before = await size()
    for (let n = 0; n < 120; n++) await insert(new Uint8Array(MIB).fill(n))
    for (let wait = 0; wait < 100 && (await stat(file)).size < 20 * MIB; wait++) await turns()
    expect((await stat(file)).size).to.be.at.least(20 * MIB)
    expect(await size())
      .to.be.below(100 * MIB)
      .and.above(before)
    const [row] = await database.query('SELECT COUNT(*) AS n FROM notes', { type: QueryTypes.SELECT })
    expect(row).to.deep.equal({ n: 126 })
  })
})

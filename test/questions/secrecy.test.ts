import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { QueryTypes } from 'sequelize'
import { Refused } from '../../server/cli/demo/client.ts'
import { bidders } from '../../server/cli/demo/people.ts'
import { publishNotice, tenderNow } from '../../server/cli/demo/steps/notice.ts'
import { signedWith } from '../../server/cli/demo/steps/sealing.ts'
import { apiRoutes, pathOf } from '../world/routes.ts'
import { Needles } from '../world/search.ts'
import { type TestWorld, world } from '../world/world.ts'

const path = '/tenders/test-tender'
const staff = ['tenderer', 'agent', 'centre', 'supervisor'] as const

/** All that is at rest: each table as JSON, and every file but the vault's keys. */
async function atRest({ platform, config }: TestWorld): Promise<[string, Buffer][]> {
  const { database } = platform
  const names = await database.query<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'", {
    type: QueryTypes.SELECT,
  })
  const tables = await Promise.all(
    names.map(async ({ name }): Promise<[string, Buffer]> => {
      const rows = await database.query(`SELECT * FROM \`${name}\``, { type: QueryTypes.SELECT })
      return [name, Buffer.from(JSON.stringify(rows))]
    }),
  )
  const files = readdirSync(config.dataFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(join(config.dataFolder, 'keys')))
  return [...tables, ...files.map((file): [string, Buffer] => [file, readFileSync(file)])]
}

describe('Who holds the document, asks or objects, before the opening', function () {
  this.timeout(180_000)
  let running: TestWorld
  const many = bidders.slice(0, 5).map(({ id }) => id)
  const seen: Record<string, Map<string, string>> = {}

  const signed = async (person: string, what: string, to: string, fields: Record<string, unknown>) => {
    const cms = await running.world.as(person).sign(what, { tender: 'test-tender', ...fields })
    return running.world.as(person).post(`${path}${to}`, { ...fields, cms })
  }
  const settled = () =>
    running.world.until('nothing is under way', async () => (await running.platform.queue.pending()) === 0)

  /** Every answer that a role gets from every address that is only read, at a clock that stands still. */
  const looks = async (person: string): Promise<Map<string, string>> => {
    const found = new Map<string, string>()
    for (const route of apiRoutes.filter(({ method }) => method === 'get')) {
      // the log grows by the clock, and its own tests hold that a beat tells no number
      // a workbook is a zip with the time of its making; what is in it, its address without a table answers too
      if (/^\/(log|time|facts|session)|\.xlsx$/.test(route.path)) continue
      const address = pathOf(route, { tender: 'test-tender' })
      const answer = await running.world
        .as(person)
        .bytes(address)
        .then(
          (bytes) => Buffer.from(bytes).toString('base64'),
          (problem) => (problem instanceof Refused ? problem.code : String(problem)),
        )
      found.set(address, answer)
    }
    return found
  }

  before(async () => {
    running = await world({ tender: 'test-tender' })
    await publishNotice(running.world)
    await settled()
    for (const person of [...staff, ...many]) await running.world.as(person).signIn()
    for (const person of staff) seen[person] = await looks(person)
    const document = (await tenderNow(running.world))?.published?.documents[0]?.sha256
    for (const person of many) await running.world.as(person).bytes(`${path}/documents/${document}`)
    for (const person of many.slice(0, 3))
      await signed(person, 'documents.confirm', '/my-documents/confirm', { version: 1 })
    await settled()
  })
  after(() => running.stop())

  it('staff get the same answers from every address before and after five bidders fetched and three confirmed', async () => {
    for (const person of staff) {
      const now = await looks(person)
      expect(now.size).to.be.greaterThan(20)
      const changed = [...now].filter(([address, answer]) => seen[person]?.get(address) !== answer)
      expect(
        changed.map(([address]) => address),
        person,
      ).to.deep.equal([])
    }
  })

  it('an addendum tells all holders by one fact and leaves no job, however many they are', async () => {
    const count = async (type: string) => {
      const [row] = await running.platform.database.query<{ n: number }>(
        'SELECT COUNT(*) AS n FROM events WHERE type = :type',
        { type: QueryTypes.SELECT, replacements: { type } },
      )
      return Number(row?.n)
    }
    const kept = (await tenderNow(running.world))?.published?.documents.map(({ sha256 }) => sha256) ?? []
    const fields = {
      ...{
        version: 2,
        title: '澄清一',
        text: '更正联系电话。',
        changes: {},
        affects: false,
        answers: [],
        objections: [],
      },
    }
    const agent = running.world.as('agent')
    const cms = await agent.sign('addendum.issue', { tender: 'test-tender', ...fields, documents: kept })
    const documents = kept.map((keep) => ({ keep }))
    const facts = await running.facts()
    const said = { ...fields, documents }
    const { paper } = await signedWith(agent, `${path}/addenda`, said, await running.world.now())
    await agent.post(`${path}/addenda`, { ...said, paper, cms })
    await settled()
    await running.world.until('told', async () => (await count('documents.holdersTold')) === 1)
    await running.world.until('the paper', async () => (await tenderNow(running.world))?.papers?.length === 1)
    // the addendum, that all were told, and its paper
    expect(await running.facts()).to.equal(facts + 3)
  })

  it('no name, code or clerk of theirs stands in the database, in a file or in the log', async () => {
    await signed('bidder-4', 'question.ask', '/questions', { about: '第二章', text: '工期自何时起算？' })
    await signed('bidder-5', 'objection.make', '/objections', { version: 2, text: '条件过高', request: '请予修改' })
    await settled()
    const needles = new Needles()
    for (const { id, name, organisation } of bidders) {
      needles.text(`name of ${id}`, organisation?.name ?? '')
      needles.text(`code of ${id}`, organisation?.code ?? '')
      needles.text(`clerk of ${id}`, name)
    }
    const rest = [...(await atRest(running)), ['log', Buffer.from(JSON.stringify(running.log))] as [string, Buffer]]
    expect(rest.flatMap(([where, bytes]) => needles.in(bytes).map((what) => `${what} in ${where}`))).to.deep.equal([])
  })

  it('a letter stands under a tag of its own: none that holds a document, asked or objected is tied to another', async () => {
    const tags = async (kind: string): Promise<string[]> => {
      const rows = await running.platform.database.query<{ actor: string }>(
        'SELECT actor FROM events WHERE stream LIKE :stream',
        { type: QueryTypes.SELECT, replacements: { stream: `${kind}/%` } },
      )
      return rows.map(({ actor }) => JSON.parse(actor).tag).filter(Boolean)
    }
    const [holders, letters] = [await tags('holder'), [...(await tags('questions')), ...(await tags('objection'))]]
    expect(new Set(holders).size).to.equal(many.length)
    expect(letters.filter((tag) => holders.includes(tag))).to.deep.equal([])
    expect(new Set(letters).size).to.equal(2)
  })

  it('what is sealed has one length, whoever it is', async () => {
    const rows = await running.platform.database.query<{ data: string }>(
      "SELECT data FROM events WHERE type = 'documents.fetched'",
      { type: QueryTypes.SELECT },
    )
    expect(new Set(rows.map(({ data }) => JSON.parse(data).name.length)).size).to.equal(1)
  })
})

import { createHash } from 'node:crypto'
import type { Objections, Questions } from '../../client/src/questions/letters.ts'
import { bytesToSign } from '../../crypto/pdfRange.ts'
import type { Client } from '../../server/cli/demo/client.ts'
import { tenderNow } from '../../server/cli/demo/steps/notice.ts'
import { signedWith } from '../../server/cli/demo/steps/sealing.ts'
import { uploadAll } from '../../server/cli/demo/upload.ts'
import type { Edition } from '../../server/questions/editions.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import type { TestWorld } from '../world/world.ts'

/** What one does between publication and deadline, over HTTP. */
export const between = (test: () => TestWorld) => {
  const path = '/tenders/test-tender'
  const at = (person: string): Client => test().world.as(person)
  const tender = async (): Promise<Tender> => (await tenderNow(test().world)) as Tender
  const signed = async <T = Record<string, unknown>>(
    person: string,
    what: string,
    to: string,
    fields: Record<string, unknown>,
    more: Record<string, unknown> = {},
  ): Promise<T> => {
    const cms = await at(person).sign(what, { tender: 'test-tender', ...fields, ...more })
    return at(person).post<T>(`${path}${to}`, { ...fields, cms })
  }
  const questions = async (person: string) => (await at(person).get<Questions>(`${path}/questions`)).items
  const objections = async (person: string) => (await at(person).get<Objections>(`${path}/objections`)).items
  const ask = (person: string, text: string) => signed(person, 'question.ask', '/questions', { about: '第三章', text })
  const object = (person: string, text: string, version = 1) =>
    signed(person, 'objection.make', '/objections', { version, text, request: '请修改该条款' })
  const mine = (person: string) =>
    at(person).get<{ fetchedAt: number | null; latest: number; confirmed: boolean }>(`${path}/my-documents`)
  const versions = async () =>
    ((await (await fetch(`${test().world.origins.public}/api/v1${path}/versions`)).json()) as { versions: Edition[] })
      .versions
  /** Every later version has its paper and its holders told, and no job is left. */
  const settled = () =>
    test().world.until('jobs', async () => {
      const later = (await versions()).slice(1) as (Edition & { toldAt: number | null })[]
      const told = later.every(({ paper, toldAt }) => paper !== null && toldAt !== null)
      return told && (await test().platform.queue.pending()) === 0
    })

  /** The document as the platform would make it of other terms: its hash. */
  const remade = async ({ changes, deadline }: { changes: object; deadline?: number }): Promise<string> => {
    const of = { changes, ...(deadline === undefined ? {} : { deadline }) }
    return (await at('agent').post<{ sha256: string }>(`${path}/addenda/preview`, of)).sha256
  }

  /** Publishes an addendum as the agent; `of` changes what it says. */
  const issue = async (of: Record<string, unknown> = {}, attach?: Uint8Array) => {
    const { published } = await tender()
    const kept = (published?.documents ?? []).map(({ sha256 }) => ({ keep: sha256 }))
    const upload = attach && (await uploadAll(at('agent'), { tender: 'test-tender', purpose: 'document' }, attach))
    const fields = {
      ...{ version: (published?.version ?? 0) + 1, title: '澄清文件', text: '更正工期，其余不变。', changes: {} },
      ...{ affects: false, answers: [], objections: [] },
      ...of,
    }
    const changed = Object.keys(fields.changes).length > 0
    const made = published?.composed && changed ? await remade(fields) : undefined
    if (made) kept.splice(0, kept.length, ...kept.filter(({ keep }) => keep !== published?.composed))
    const composed = made ? { composed: made } : {}
    const hashes = [...(made ? [made] : []), ...kept.map(({ keep }) => keep)]
    if (attach) hashes.push(createHash('sha256').update(attach).digest('hex'))
    const cms = await at('agent').sign('addendum.issue', {
      tender: 'test-tender',
      ...fields,
      ...composed,
      documents: hashes,
    })
    const documents = [...kept, ...(upload ? [{ title: '补遗书', upload }] : [])]
    const said = { ...fields, ...composed, documents }
    const { seals, paper } = await signedWith(at('agent'), `${path}/addenda`, said, await test().world.now())
    if (upload) {
      const prepared = await at('agent').bytes(`${path}/uploads/${upload}/prepared`)
      seals.push({ sha256: hashes.at(-1) ?? '', cms: await at('agent').signBytes(bytesToSign(prepared)) })
    }
    return at('agent').post<{ version: number; deadline: number }>(`${path}/addenda`, { ...said, seals, paper, cms })
  }
  return { path, at, tender, signed, questions, objections, ask, object, mine, versions, settled, issue }
}

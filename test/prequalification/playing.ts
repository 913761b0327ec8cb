import { createHash } from 'node:crypto'
import { base64, unbase64 } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { closeLetter } from '../../crypto/letter.ts'
import { manifestOf } from '../../crypto/manifest.ts'
import { readHeader } from '../../crypto/receive.ts'
import { releaseBidder } from '../../crypto/unseal.ts'
import { newWrapKey } from '../../crypto/wrap.ts'
import { checkDatabase } from '../../server/audit/replay.ts'
import type { Client } from '../../server/cli/demo/client.ts'
import { draft, officerKeys, whole } from '../../server/cli/demo/steps/notice.ts'
import { registerProject } from '../../server/cli/demo/steps/project.ts'
import { signedWith } from '../../server/cli/demo/steps/sealing.ts'
import { park } from '../../server/cli/demo/tender.ts'
import { uploadAll } from '../../server/cli/demo/upload.ts'
import { type Prepared, startSealing } from '../../server/cli/submitting.ts'
import { domains } from '../../server/domains.ts'
import { instantOf } from '../../server/law/periods.ts'
import { releaseFields } from '../../server/opening/letters.ts'
import type { ApplicationForm } from '../../server/prequalification/contract.ts'
import { applicationLabel } from '../../server/prequalification/letters.ts'
import type { AlikeApplications } from '../../server/prequalification/machines.ts'
import type { Reviewed } from '../../server/prequalification/prequalification.ts'
import { prequalPublication } from '../../server/prequalification/publishing.ts'
import type { ApplicationReceipt } from '../../server/prequalification/receipt.ts'
import type { Draft } from '../../server/tenders/contract.ts'
import { draftOf, type Tender } from '../../server/tenders/tender.ts'
import type { TestWorld } from '../world/world.ts'
import type { Mine } from './mine.ts'
import { releasing } from './releasing.ts'
import { sealedMachine } from './sealedMachine.ts'

/** The dates of these tests: a sale of a week, applications until the Monday after, bids in April. */
export const times = {
  documentsFrom: instantOf('2026-03-16T17:00'),
  documentsUntil: instantOf('2026-03-23T17:00'),
  deadline: instantOf('2026-03-30T09:00'),
}
export const requirements = [
  { id: 'licence', zh: '具有建筑工程施工总承包二级以上资质' },
  { id: 'leader', zh: '项目负责人具有注册建造师资格且无在建项目' },
]

/** The demo's tender, prequalified for. */
export const prequalified: Draft = {
  ...park,
  stateFunded: false,
  deposit: '0',
  prequalification: { ...times, requirements, instructions: '申请文件须逐项附证明材料。' },
  documentsFrom: instantOf('2026-04-01T17:00'),
  documentsUntil: instantOf('2026-04-08T23:59'),
  deadline: instantOf('2026-04-22T09:00'),
}

/** An application as the tenderer's desk shows it. */
export interface Shown {
  tag: string
  stage: string
  applicant: { code: string; name: string } | null
  form: ApplicationForm | null
  files: { name: string; bytes: number }[]
  mine: Reviewed | null
  verdict: boolean | null
}

const throwaway = async (): Promise<string> => base64((await newWrapKey()).spki)

/** A package on the applicant's disk. */
interface Packed {
  upload: string
  prepared: Prepared
  body: Omit<Parameters<typeof manifestOf>[1], 'ticket'>
  sealed: Parameters<typeof manifestOf>[0]
}

/** What differs between the rows of a platform and those that its facts give again. */
export const rebuilt = ({ platform }: TestWorld) =>
  checkDatabase(
    platform.database,
    domains.flatMap(({ streams }) => streams),
  )

/** What one does in a prequalification, over HTTP. */
export const playing = (running: () => Pick<TestWorld, 'world' | 'platform' | 'settled'>) => {
  const world = () => running().world
  const path = (rest = ''): string => `/tenders/${world().tender}${rest}`
  const as = (person: string): Client => world().as(person)
  const tender = (person = 'agent'): Promise<Tender> => as(person).get<Tender>(path())
  const say = async <T = Record<string, unknown>>(
    person: string,
    rest: string,
    what: string,
    fields: Record<string, unknown>,
  ): Promise<T> => {
    const cms = await as(person).sign(what, { tender: world().tender, ...fields })
    return as(person).post<T>(path(rest), { ...fields, cms })
  }
  const board = (person = 'agent') =>
    as(person).get<{
      stage: string
      applications: Shown[]
      namedAt: number | null
      released: string[]
      refused: Record<string, string>
      epoch: number
      committee: { formed: boolean } | null
      unlocking: { endsAt: number } | null
      alike: AlikeApplications
    }>(path('/prequalification'))

  /** Drafts a tender, has the officers make their keys. */
  const prepareDraft = async (of: Draft = prequalified): Promise<void> => {
    const registered = await registerProject(world(), of)
    await draft(world(), whole(of, registered))
    await officerKeys(world())
  }
  const publish = async (): Promise<void> => {
    const of = await tender()
    const preview = await as('agent').bytes(path('/prequalification/preview.pdf'))
    const made = { sha256: createHash('sha256').update(preview).digest('hex') }
    const cms = await as('agent').sign('prequalification.publish', prequalPublication(of, draftOf(of), [made]))
    const to = path('/prequalification/publish')
    await as('agent').post(to, { documents: [], ...(await signedWith(as('agent'), to, {}, await world().now())), cms })
  }
  /** An addendum to the document; what it makes anew is signed with it. */
  const amend = async (said: Record<string, unknown>) => {
    const to = path('/prequalification/amend')
    const cms = await as('agent').sign('prequalification.amend', { tender: world().tender, ...said })
    return as('agent').post(to, { ...said, ...(await signedWith(as('agent'), to, said, await world().now())), cms })
  }
  const pack = async (person: string, form: object = {}, machine?: object): Promise<Packed> => {
    const client = as(person)
    const prepared = await client.post<Prepared>(path('/application/prepare'))
    const { code = '', name = '' } = client.person.organisation ?? {}
    const file = (title: string, type: string, bytes: Uint8Array) => ({
      ...{ name: title, type, bytes: bytes.length },
      read: async function* () {
        yield bytes
      },
    })
    const said = canonicalBytes({ consortium: [], contact: `${name} 0871-00000000`, ...form })
    const proof = file('证明材料.pdf', 'application/pdf', new TextEncoder().encode(`%PDF-1.7\n${name}\n%%EOF\n`))
    const files = [file('form.json', 'application/json', said), proof]
    const its = machine && (await sealedMachine(client, { tender: world().tender, bidder: code, machine }))
    if (its) files.push(file('machine.json', 'application/json', its))
    const parts = [{ id: 'application', files }]
    const { sealing, salt } = await startSealing(
      { ...prepared, code, bidderKey: (await client.keys()).encryption?.spki ?? new Uint8Array(), parts },
      () => undefined,
    )
    const pieces: Uint8Array[] = []
    for await (const piece of sealing.stream()) pieces.push(piece)
    const upload = await uploadAll(client, { tender: world().tender, purpose: 'application' }, Buffer.concat(pieces))
    const { sequence, previous } = prepared
    const body = { tender: world().tender, sequence, previous, bidder: { code, name }, salt }
    return { upload, prepared, sealed: await sealing.finish(), body }
  }
  const handIn = async (person: string, { upload, prepared, sealed, body }: Packed): Promise<ApplicationReceipt> => {
    const manifest = manifestOf(sealed, { ...body, ticket: prepared.ticket })
    const cms = await as(person).sign('application.seal', manifest)
    return as(person).post<ApplicationReceipt>(path('/application'), { upload, manifest, cms })
  }
  const apply = async (person: string, form: object = {}, machine?: object): Promise<ApplicationReceipt> =>
    handIn(person, await pack(person, form, machine))

  const release = releasing(world, path)
  /** The applicant sends its half and waits for what comes of it. */
  const unlock = async (person: string, wrong?: string) => {
    const bytes = await as(person).bytes(path('/application/package-head'))
    const header = await readHeader(
      (async function* () {
        yield bytes
      })(),
    )
    const { unwrapper } = await as(person).keys()
    if (!unwrapper) throw new Error(`${person} has no key`)
    const { application: secret = '' } = await releaseBidder(header, unwrapper)
    const { tag, epoch, spki } = await mine(person)
    const content = canonicalBytes({ secret: wrong ?? secret })
    const to = spki ?? (await throwaway())
    const letter = await closeLetter(unbase64(to), content, applicationLabel(world().tender, epoch, tag))
    const fields = releaseFields({ tender: world().tender, epoch, spki: to, letter }, 'applicant')
    const cms = await as(person).sign('application.unlock', fields)
    await as(person).post(path('/application/unlock'), { epoch: Math.max(epoch, 1), letter, cms })
    const tried = await world().until(`the application of ${person} was tried`, async () => {
      const now = await mine(person)
      return now.tried ? now : undefined
    })
    return { opened: tried.stage === 'opened' }
  }
  const applicationOf = async (person: string, at = 'agent'): Promise<Shown> => {
    const { code } = as(person).person.organisation ?? {}
    const found = (await board(at)).applications.find(({ applicant }) => applicant?.code === code)
    if (!found) throw new Error(`no application of ${person}`)
    return found
  }
  /** A reviewer passes an application, or fails it on the first requirement. */
  const review = async (of: string, pass: boolean, by = 'agent') => {
    const { tag: application } = await applicationOf(of, by)
    const findings = requirements.map(({ id }, i) => ({
      requirement: id,
      pass: pass || i > 0,
      ...(pass || i > 0 ? {} : { reason: '资质等级证书显示为三级' }),
    }))
    const rest = `/prequalification/applications/${application}/review`
    const cms = await as(by).sign('prequalification.review', { tender: world().tender, application, findings })
    return as(by).post<{ pass: boolean }>(path(rest), { findings, cms })
  }
  /** Signs over who passed and who did not, as the board shows it. */
  const conclude = async () => {
    const { applications } = await board('tenderer')
    const tags = (fits: (one: Shown) => boolean) => applications.filter(fits).map(({ tag }) => tag)
    const fields = {
      passed: tags(({ verdict }) => verdict === true),
      failed: tags(({ verdict }) => verdict === false),
      unopened: tags(({ stage }) => stage !== 'opened'),
    }
    const cms = await as('tenderer').sign('prequalification.conclude', { tender: world().tender, ...fields })
    const to = path('/prequalification/conclude')
    return as('tenderer').post<{ passed: number; enough: boolean }>(to, { cms })
  }
  const mine = (person: string) => as(person).get<Mine>(path('/application'))
  const named = () =>
    world().until('the applicants are named', async () => ((await board()).namedAt ? true : undefined))
  const until = (stage: string) =>
    world().until(`the tender is ${stage}`, async () => ((await tender()).stage === stage ? true : undefined))
  const settled = () => running().settled()
  /** The deadline passes and the officers name the applicants. */
  const openAfter = async (roles: readonly ('tenderer' | 'supervisor')[] = ['tenderer', 'supervisor']) => {
    await world().moveTo(((await tender()).prequalification?.deadline ?? 0) + 2500)
    await world().until('the applications are closed', () => board().catch(() => undefined))
    for (const role of roles) await release(role)
    if (roles.length > 1) await named()
  }
  return {
    ...{ path, as, tender, say, board, prepareDraft, publish, amend, pack, handIn, apply, release, unlock },
    ...{ applicationOf, review, conclude, mine, until, settled, openAfter, named },
  }
}

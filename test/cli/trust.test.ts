import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { createAuthority } from '../../crypto/authority.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import type { TrustedAuthority } from '../../server/platform/platform.ts'
import { authorityFrom } from '../../server/platform/trust.ts'
import { type Listening, meddling } from '../world/listening.ts'
import { type TestWorld, world } from '../world/world.ts'
import { jsonOf } from './folder.ts'
import { type Ended, run } from './tool.ts'

interface Shown {
  authorities: TrustedAuthority[]
  changes: { id: string }[]
}

describe('yangguang-bid makes the trust list anew from the log', function () {
  this.timeout(240_000)
  let running: TestWorld
  let folder: string
  let server: Listening
  let entry: TrustedAuthority
  /** what the server makes of an answer before the tool gets it */
  let lie: (path: string, answer: Uint8Array) => Uint8Array = (_path, answer) => answer

  const call = (machine: string, ...args: string[]): Promise<Ended> =>
    run('yangguang-bid', args, { cwd: folder, env: { XDG_STATE_HOME: join(folder, machine) } })
  const trust = (machine: string, ...more: string[]) => call(machine, 'trust', '--from', server.url, '--json', ...more)
  /** A server that shows another list than its log holds. */
  const showing = (change: (shown: Shown) => Shown) => {
    lie = (path, answer) =>
      path === '/api/v1/trust'
        ? Buffer.from(JSON.stringify(change(JSON.parse(Buffer.from(answer).toString()))))
        : answer
  }
  const honest = () => {
    lie = (_path, answer) => answer
  }

  before(async () => {
    running = await world()
    folder = mkdtempSync(join(tmpdir(), 'yangguang-trust-'))
    server = await meddling(running.world.origins.public, (path, answer) => lie(path, answer))
    const at = Date.parse('2026-01-01T00:00:00+08:00')
    const { root } = await createAuthority({ name: '第三认证中心', at })
    entry = { ...authorityFrom(root), id: 'third', name: '第三认证中心', noRevocation: '列表尚未发布' }
    await publishNotice(running.world)
  })
  after(async () => {
    await server.close()
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  afterEach(honest)

  it('says whom the log has, as the platform was founded', async () => {
    const found = await trust('one', '-o', join(folder, 'list.json'))
    expect(found.code, found.err).to.equal(0)
    expect(found.json()).to.include({ changes: 1 })
    expect(JSON.parse(readFileSync(join(folder, 'list.json'), 'utf8'))).to.have.lengthOf(1)
    const piped = await call('one', 'trust', '--from', server.url, '-o', '-')
    const ids = (text: string) => (JSON.parse(text) as { fact: { id: string } }[]).map(({ fact }) => fact.id)
    expect([piped.code, ids(piped.out)]).to.deep.equal([0, ids(readFileSync(join(folder, 'list.json'), 'utf8'))])
    expect(piped.err, 'what a person reads is not in the data').to.include('sign')
    expect((await trust('one', '-o', '-')).code, 'two things on one output').to.equal(2)
  })

  it('refuses an authority that nobody entered, one that is missing, and one that is another, with a code', async () => {
    for (const change of [
      (of: Shown) => ({ ...of, authorities: [...of.authorities, entry] }),
      (of: Shown) => ({ ...of, authorities: of.authorities.slice(1) }),
      (of: Shown) => ({ ...of, authorities: of.authorities.map((one) => ({ ...one, intermediates: entry.roots })) }),
      (of: Shown) => ({ ...of, changes: [] }),
    ]) {
      showing(change)
      const found = await trust('two')
      expect([found.code, found.err]).to.satisfy(
        ([code, err]: [number, string]) => code === 1 && err.includes('TRUST_'),
      )
    }
  })

  it('makes no folder for a bid on such a list', async () => {
    showing((of) => ({ ...of, authorities: [...of.authorities, entry] }))
    const init = await call('two', 'init', 'bid', '--tender', running.world.tender, '--from', server.url)
    expect(init.code, init.err).to.equal(1)
    expect(init.err).to.include('TRUST_UNPROVED')
    honest()
    const good = await call('two', 'init', 'bid', '--tender', running.world.tender, '--from', server.url)
    expect(good.code, good.err).to.equal(0)
    expect(jsonOf(join(folder, 'bid', 'tender.json'))['anchors']).to.have.lengthOf(2)
  })

  it('takes a change that two people signed, and misses it when it is held back afterwards', async () => {
    const [one, two] = [running.world.as('centre'), running.world.as('centre-2')]
    const { authorities: before } = await one.get<Shown>('/trust')
    const change = { put: entry }
    const { fields } = await one.post<{ fields: Record<string, unknown> }>('/trust/difference', { change })
    const cms = await one.signAsPerson('trust.propose', fields)
    const { proposal } = await one.post<{ proposal: string }>('/trust/proposals', { change, cms })
    const { waiting } = await two.get<{ waiting: Record<string, unknown> }>('/trust')
    await two.post(`/trust/proposals/${proposal}/confirm`, { cms: await two.signAsPerson('trust.confirm', waiting) })
    const found = await trust('one')
    expect(found.code, found.err).to.equal(0)
    expect((found.json()['authorities'] as TrustedAuthority[]).map(({ id }) => id)).to.include('third')
    showing((of) => ({ authorities: before, changes: of.changes.slice(2) }))
    const old = await trust('one')
    expect(old.code, old.err).to.equal(1)
    expect(old.err).to.include('TRUST_HELD_BACK')
    // a machine that has not met the platform yet cannot know
    expect((await trust('three')).code).to.equal(0)
  })

  it('knows the platform by the keys of their first meeting, and meets another only when told so', async () => {
    const kept = join(folder, 'one', 'yangguang', 'platforms.json')
    const all = jsonOf(kept) as Record<string, Record<string, unknown>>
    const other = { ...all[server.url], certificate: '00', movable: false }
    writeFileSync(kept, JSON.stringify({ [server.url]: other }))
    const found = await trust('one')
    expect(found.code, found.err).to.equal(1)
    expect(found.err).to.include('PLATFORM_KEYS_CHANGED')
    expect((await trust('one', '--anew')).code).to.equal(0)
    expect((await trust('one')).code).to.equal(0)
    // a demonstration that was laid anew is met anew
    writeFileSync(kept, JSON.stringify({ [server.url]: { ...other, movable: true } }))
    expect((await trust('one')).code).to.equal(0)
  })
})

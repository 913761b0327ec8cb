import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { createAuthority } from '../../crypto/authority.ts'
import { pem } from '../../crypto/certificate.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { type TestWorld, world } from '../world/world.ts'
import { jsonOf } from './folder.ts'
import { type Ended, run } from './tool.ts'

/** What of `tender.json` the tests forge. */
interface Doctored {
  officers: { organisation: string }[]
  hosts: string[]
  evidence: { fact: Record<string, unknown>; checkpoint: string }[]
  anchors: { name: string }[]
  platform: { verifier: string }
}

describe('yangguang-bid asks who will hold the keys', function () {
  this.timeout(240_000)
  let running: TestWorld
  let folder: string
  const call = (...args: string[]): Promise<Ended> => run('yangguang-bid', args, { cwd: folder })
  const init = (dir: string, ...more: string[]): Promise<Ended> =>
    call('init', dir, '--tender', running.world.tender, '--from', running.world.origins.public, ...more)
  const trust = (): string => String(running.config.trustFolder)

  before(async () => {
    running = await world()
    folder = mkdtempSync(join(tmpdir(), 'yangguang-holders-'))
    await publishNotice(running.world)
  })
  after(async () => {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('makes no folder when the officers’ signatures do not lead to the roots that the bidder trusts', async () => {
    const other = join(folder, 'other.pem')
    writeFileSync(other, pem((await createAuthority({ name: '阳光示范CA', at: Date.parse('2026-01-01') })).root.der))
    const refused = await init('own', '--roots', other)
    expect(refused.code, refused.err).to.equal(1)
    expect(refused.err).to.include('CEREMONY_UNTRUSTED').and.to.include('nothing was encrypted')
    expect(existsSync(join(folder, 'own'))).to.equal(false)
    expect((await init('own', '--roots', join(folder, 'nowhere.pem'))).code).to.equal(3)
  })

  it('makes one with the bidder’s own roots, and says whose they are where it has to take the platform’s', async () => {
    const own = await init('own', '--roots', trust())
    expect(own.code, own.err).to.equal(0)
    expect(own.err).to.not.include("the platform's word")
    const { anchors } = jsonOf(join(folder, 'own', 'tender.json')) as { anchors: { name: string }[] }
    expect(anchors.map(({ name }) => name).sort()).to.deep.equal(['阳光示范CA', '阳光示范国密CA'].sort())
    const shown = await init('bid')
    expect(shown.code, shown.err).to.equal(0)
    expect(shown.err).to.include("the platform's word")
  })

  it('finds every way in which the folder’s evidence does not hold', async () => {
    const file = join(folder, 'bid', 'tender.json')
    const good = readFileSync(file, 'utf8')
    const ceremony = async (...more: string[]): Promise<boolean | null | undefined> => {
      const { checks } = (await call('check', 'bid', '--json', ...more)).json() as {
        checks: { id: string; ok: boolean | null }[]
      }
      return checks.find(({ id }) => id === 'ceremony')?.ok
    }
    expect(await ceremony()).to.equal(true)
    expect(await ceremony('--roots', trust())).to.equal(true)
    expect(await ceremony('--roots', join(folder, 'other.pem'))).to.equal(false)
    const forged: ((of: Doctored) => void)[] = [
      ({ officers }) => Object.assign(officers[0]!, { organisation: officers[1]!.organisation }),
      ({ evidence }) => evidence.pop(),
      ({ evidence }) => Object.assign(evidence[1]!.fact['data'] as object, { name: '另一单位' }),
      ({ evidence: [one] }) => Object.assign(one!, { checkpoint: one!.checkpoint.replace(/\n\d+\n/, '\n9999\n') }),
      (of) => Object.assign(of, { hosts: [of.officers[2]!.organisation] }),
      (of) => Object.assign(of, { anchors: of.anchors.filter(({ name }) => name !== '阳光示范CA') }),
    ]
    for (const change of forged) {
      const of = JSON.parse(good) as Doctored
      change(of)
      writeFileSync(file, JSON.stringify(of))
      expect(await ceremony(), String(change)).to.equal(false)
    }
    writeFileSync(file, good)
  })
})

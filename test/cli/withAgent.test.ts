import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { WebSocketServer } from 'ws'
import { type KeyEntry, readKeyFile } from '../../crypto/keyFile.ts'
import { SealedMachine } from '../../server/bids/machine.ts'
import { Desk } from '../../server/cli/agent/desk.ts'
import { type Listening, listen } from '../../server/cli/agent/listen.ts'
import { AgentStop } from '../../server/cli/agent/stop.ts'
import { machineOf } from '../../server/cli/bid/machine.ts'
import { PIN } from '../../server/cli/demo/foundation.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { readInput } from '../../server/cli/inputs.ts'
import { type TestWorld, world } from '../world/world.ts'
import { fill, jsonOf } from './folder.ts'
import { type Calling, type Ended, run } from './tool.ts'

const MACHINE = { mac: ['02:00:00:00:00:01'], disk: ['S-1'], processor: null, lock: 'K-1' }
const PROGRAM = 'program://yangguang-bid'

describe('yangguang-bid with the local agent', function () {
  this.timeout(240_000)
  let running: TestWorld
  let folder: string
  let tender: string
  let entries: KeyEntry[]
  let agent: Listening
  let shown = ''
  let refusing = false

  const address = (): string => `ws://127.0.0.1:${agent.port}`
  const environment = (more: Record<string, string> = {}) => ({ XDG_STATE_HOME: join(folder, 'state'), ...more })
  const call = (args: string[], env: Record<string, string> = {}, calling: Calling = {}): Promise<Ended> =>
    run('yangguang-bid', args, { cwd: folder, env: environment(env), ...calling })
  const way = (): string[] => ['--tender', tender, '--to', running.world.origins.trading, '--agent', address()]
  const keysOf = async (person: string): Promise<readonly KeyEntry[]> =>
    readKeyFile(await readInput(join(running.world.folder, 'keys', `${person}.p12`)), PIN)
  const withOrigins = async (origins: string[]): Promise<Listening> => {
    const owner = {
      openKeys: async () => {
        if (refusing) throw new Error('no PIN')
        return entries
      },
      readMachine: async () => {
        if (refusing) throw new Error('declined')
        return MACHINE
      },
      showCode: (code: string) => {
        shown = code
      },
    }
    return listen(new Desk(owner), 0, origins)
  }

  before(async () => {
    running = await world()
    folder = mkdtempSync(join(tmpdir(), 'yangguang-agent-'))
    tender = running.world.tender
    await publishNotice(running.world)
    await deposits(running.world)
    entries = [...(await keysOf('bidder-1'))]
    agent = await withOrigins([PROGRAM])
    const init = await call(['init', 'bid', '--tender', tender, '--from', running.world.origins.public])
    expect(init.code, init.err).to.equal(0)
    await fill(join(folder, 'bid'), running.world, 'bidder-1', 1)
  })
  after(async () => {
    await agent.stop()
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  afterEach(() => {
    refusing = false
  })

  it('does nothing before it is paired, by the code that the agent shows and no other', async () => {
    const seal = ['seal', 'bid', '-o', 'bid.bid', '--agent', address()]
    const nobody = await call([...seal, '--no-input'])
    expect(nobody.code, nobody.err).to.equal(7)
    expect(nobody.err).to.include('AGENT_NOT_PAIRED')
    const wrong = await call(seal, { YANGGUANG_AGENT_CODE: shown === '000000' ? '000001' : '000000' })
    expect(wrong.code).to.equal(7)
    expect(wrong.err).to.include('AGENT_CODE_WRONG')
    expect(existsSync(join(folder, 'bid.bid'))).to.equal(false)
  })

  it('pairs once, keeps the token for its user alone, and says what the agent holds', async () => {
    const paired = await call(['certificates', '--agent', address(), '--json'], { YANGGUANG_AGENT_CODE: shown })
    expect(paired.code, paired.err).to.equal(0)
    const kept = join(folder, 'state', 'yangguang', 'agents.json')
    expect(statSync(kept).mode & 0o077).to.equal(0)
    const again = await call(['certificates', '--agent', address(), '--json', '--no-input'])
    expect(again.code, again.err).to.equal(0)
    const { certificates } = again.json() as { certificates: { sha256: string }[] }
    expect(certificates.map(({ sha256 }) => sha256)).to.deep.equal(entries.map((one) => one.certificate.fingerprint))
    expect(paired.out + paired.err + readFileSync(kept, 'utf8')).to.not.include(PIN)
  })

  it('seals, rehearses, uploads, submits and asks for its standing, and no PIN is ever given to it', async () => {
    const sealed = await call(['seal', 'bid', '-o', 'bid.bid', '--agent', address()])
    expect(sealed.code, sealed.err).to.equal(0)
    const opened = await call(['open', 'bid.bid', '--agent', address()])
    expect(opened.code, opened.err).to.equal(0)
    expect(opened.out).to.include('business, technical, price')
    const sent = await call(['upload', 'bid.bid', ...way(), '--submit', '--json'])
    expect(sent.code, sent.err).to.equal(0)
    const signer = entries.find(({ certificate }) => certificate.usage.sign)?.certificate
    expect(sent.json()).to.have.nested.property('receipt.certificate.sha256', signer?.fingerprint)
    const status = await call(['status', 'bid.bid', ...way()])
    expect(status.code, status.err).to.be.oneOf([0, 4]) // stamp and proof may still be to come
    expect(status.out).to.include('number 1')
  })

  it('takes the machine’s numbers from the agent, which knows the token too, and says so when its owner declines', async () => {
    const notes = { note: () => undefined } as never
    const of = { wanted: true, origin: undefined, tender }
    const signer = { certificate: entries[0]!.certificate } as never
    const keys = { signer, personal: undefined, unwrapper: undefined, encryption: undefined }
    const sealed = await machineOf({ ...of, keys: { ...keys, machine: async () => MACHINE } }, notes)
    expect(SealedMachine.parse(sealed)).to.deep.include({ by: 'agent', machine: MACHINE, why: null })
    const declining = { ...keys, machine: () => Promise.reject(new AgentStop('AGENT_MACHINE_REFUSED')) }
    expect(await machineOf({ ...of, keys: declining }, notes)).to.include({ by: null, machine: null, why: 'declined' })
    refusing = true // the PIN was given before, the numbers are not
    const seal = ['seal', 'bid', '-o', 'second.bid', '--machine', '--agent', address()]
    const ended = await call(seal, { YANGGUANG_AGENT_CODE: shown })
    expect(ended.code, ended.err).to.equal(0)
  })

  it('says that no such certificate is there, and which are', async () => {
    const open = ['open', 'bid.bid', '--agent', address(), '--certificate']
    const none = await call([...open, 'abcdef012345'])
    expect(none.code).to.equal(7)
    expect(none.err).to.include(entries[0]?.certificate.fingerprint.slice(0, 16))
    expect((await call([...open, 'xyz'])).code).to.equal(2)
    const own = entries.find(({ certificate }) => certificate.usage.encrypt)?.certificate.fingerprint ?? ''
    expect((await call([...open, own.slice(0, 12)])).code).to.equal(0)
  })

  it('asks which, where the agent holds certificates of several organisations, and opens with the chosen one only', async () => {
    const others = await keysOf('bidder-2')
    const own = [...entries]
    entries.push(...others)
    const several = await call(['open', 'bid.bid', '--agent', address()])
    expect(several.code).to.equal(7)
    expect(several.err).to.include('--certificate')
    const of = (all: readonly KeyEntry[]): string => all[0]?.certificate.fingerprint ?? ''
    expect((await call(['open', 'bid.bid', '--agent', address(), '--certificate', of(own)])).code).to.equal(0)
    expect((await call(['open', 'bid.bid', '--agent', address(), '--certificate', of(others)])).code).to.equal(7)
    entries.splice(0, entries.length, ...own)
  })

  it('does not send another’s package with the agent’s certificate', async () => {
    const own = entries.splice(0, entries.length, ...(await keysOf('bidder-2')))
    expect((await call(['submit', 'bid.bid', ...way()])).code).to.equal(7)
    entries.splice(0, entries.length, ...own)
  })

  it('says that the owner gave no PIN', async () => {
    const other = await withOrigins([PROGRAM])
    refusing = true
    const ended = await call(['open', 'bid.bid', '--agent', `ws://127.0.0.1:${other.port}`], {
      YANGGUANG_AGENT_CODE: shown,
    })
    await other.stop()
    expect(ended.code).to.equal(7)
    expect(ended.err).to.include('AGENT_PIN_REFUSED')
  })

  it('says that no agent is there, that it does not admit this program, and that something else answers', async () => {
    const closed = await withOrigins(['https://trading.example'])
    const speaks = createServer()
    const sockets = new WebSocketServer({ server: speaks })
    sockets.on('connection', (socket) => socket.on('message', () => socket.send('good day')))
    await new Promise<void>((ready) => void speaks.listen(0, '127.0.0.1', ready))
    const portOf = (server: Server): number => (server.address() as AddressInfo).port
    for (const port of [9, closed.port, portOf(speaks)]) {
      const ended = await call(['certificates', '--agent', `ws://127.0.0.1:${port}`])
      expect(ended.code, ended.err).to.equal(7)
      expect(ended.err).to.include('AGENT_UNREACHABLE')
    }
    sockets.close()
    speaks.close()
    await closed.stop()
  })

  it('goes to no other machine, and takes no key file beside it', async () => {
    for (const where of ['ws://192.0.2.1:47600', 'http://127.0.0.1:47600', 'ws://127.0.0.1:47600/elsewhere'])
      expect((await call(['certificates', '--agent', where])).code).to.equal(2)
    expect((await call(['certificates', '--agent', address(), '--key', 'a.p12'])).code).to.equal(2)
  })

  it('withdraws with the agent’s certificate', async () => {
    const ended = await call(['withdraw', 'bid.bid', '--sequence', '1', ...way(), '--json'])
    expect(ended.code, ended.err).to.equal(0)
    expect(jsonOf(join(folder, 'bid.withdrawal.json'))).to.have.nested.property('receipt.kind', 'bid.withdrawal')
  })
})

import { expect } from 'chai'
import { WebSocket } from 'ws'
import { AGENT_PATH, type AgentAnswers } from '../../crypto/agent.ts'
import { base64, random, unbase64, utf8 } from '../../crypto/bytes.ts'
import { type KeyEntry, readKeyFile } from '../../crypto/keyFile.ts'
import { verifyRaw } from '../../crypto/signature.ts'
import { wrapTo } from '../../crypto/wrap.ts'
import { type Answer, Desk } from '../../server/cli/agent/desk.ts'
import { type Listening, listen } from '../../server/cli/agent/listen.ts'
import { PIN } from '../../server/cli/demo/foundation.ts'
import { readInput } from '../../server/cli/inputs.ts'
import { foundation } from '../world/world.ts'

const MACHINE = { mac: ['02:00:00:00:00:01'], disk: ['S-1'], processor: null, lock: 'K-1' }
const HERE = 'http://127.0.0.1:4100'

describe('the local agent', () => {
  const held: Record<string, readonly KeyEntry[]> = {}
  let entries: readonly KeyEntry[] = []
  let shown = ''
  let asked = 0
  let refusing = false
  let desk: Desk
  before(async () => {
    const { folder } = await foundation()
    const keysOf = async (person: string) => readKeyFile(await readInput(`${folder}/keys/${person}.p12`), PIN)
    for (const [kind, person] of [
      ['SM2', 'bidder-2'],
      ['P-256', 'bidder-3'],
    ] as const)
      held[kind] = await keysOf(person)
  })
  beforeEach(() => {
    entries = held['SM2'] ?? []
    asked = 0
    refusing = false
    desk = new Desk({
      readMachine: async () => {
        if (refusing) throw new Error('the owner does not want it')
        return MACHINE
      },
      showCode: (code) => {
        shown = code
      },
      openKeys: async () => {
        asked++
        if (refusing) throw new Error('no PIN')
        return entries
      },
    })
  })
  const page = (origin = HERE) => {
    const { take } = desk.connection(origin)
    let id = 0
    return (request: object): Promise<Answer> => take(JSON.stringify({ id: ++id, ...request }))
  }
  const codeOf = (answer: Answer): string | undefined => (answer.ok ? undefined : answer.code)
  const of = <Op extends keyof AgentAnswers>(answer: Answer): AgentAnswers[Op] => {
    if (!answer.ok) throw new Error(answer.code)
    return answer.of as AgentAnswers[Op]
  }
  const paired = async () => {
    const ask = page()
    await ask({ op: 'pair', code: shown })
    return ask
  }
  const other = (): string => (shown === '000000' ? '000001' : '000000')

  for (const kind of ['SM2', 'P-256']) {
    it(`signs with the key of ${kind} that was asked for, as its certificate verifies`, async () => {
      entries = held[kind] ?? []
      const ask = await paired()
      for (const { key } of of<'certificates'>(await ask({ op: 'certificates' })).keys) {
        const entry = entries.find(({ certificate }) => certificate.fingerprint === key)
        if (!entry?.certificate.usage.sign) continue
        const bytes = random(300)
        const { signature } = of<'sign'>(await ask({ op: 'sign', key, bytes: base64(bytes) }))
        await verifyRaw(entry.certificate, bytes, unbase64(signature))
      }
    })

    it(`unwraps the bidder’s half (${kind}) under its label and no other, and nothing of another certificate`, async () => {
      entries = held[kind] ?? []
      const ask = await paired()
      const [one, two] = [
        entries.find((it) => it.certificate.usage.encrypt),
        entries.find((it) => it.certificate.usage.sign),
      ]
      const [secret, label] = [random(32), random(32)]
      const wrapped = base64(await wrapTo(one!.certificate.spki, secret, label))
      const request = { op: 'unwrap', key: one!.certificate.fingerprint, wrapped, label: base64(label) }
      expect(of<'unwrap'>(await ask(request)).secret).to.equal(base64(secret))
      expect(codeOf(await ask({ ...request, label: base64(random(32)) }))).to.equal('AGENT_UNWRAP_FAILED')
      expect(codeOf(await ask({ ...request, key: two!.certificate.fingerprint }))).to.equal('AGENT_UNWRAP_FAILED')
      expect(codeOf(await ask({ ...request, key: '0'.repeat(64) }))).to.equal('AGENT_KEY_UNKNOWN')
      const lockedToSigning = wrapTo(two!.certificate.spki, secret, label).then(base64, () => wrapped)
      const wrongly = { ...request, key: two!.certificate.fingerprint, wrapped: await lockedToSigning }
      expect(codeOf(await ask(wrongly)), 'a key that signs').to.equal('AGENT_UNWRAP_FAILED')
    })
  }

  it('does nothing for a page that is not paired, and asks its owner nothing', async () => {
    const ask = page()
    for (const request of [
      { op: 'certificates' },
      { op: 'sign', key: '0'.repeat(64), bytes: '' },
      { op: 'unwrap', key: '0'.repeat(64), wrapped: '', label: '' },
    ])
      expect(codeOf(await ask(request))).to.equal('AGENT_NOT_PAIRED')
    expect(asked).to.equal(0)
  })

  it('gives the numbers of its machine to a paired page alone, and not where its owner declines', async () => {
    expect(codeOf(await page()({ op: 'machine' }))).to.equal('AGENT_NOT_PAIRED')
    const ask = await paired()
    expect(of<'hello'>(await ask({ op: 'hello' })).can).to.deep.equal(['machine'])
    expect(of<'machine'>(await ask({ op: 'machine' }))).to.deep.equal(MACHINE)
    refusing = true
    expect(codeOf(await ask({ op: 'machine' }))).to.equal('AGENT_MACHINE_REFUSED')
  })

  it('makes another code after three wrong ones', async () => {
    const [ask, first] = [page(), shown]
    for (let i = 0; i < 3; i++) expect(codeOf(await ask({ op: 'pair', code: other() }))).to.equal('AGENT_CODE_WRONG')
    expect(shown).not.to.equal(first)
    expect(codeOf(await ask({ op: 'pair', code: first }))).to.equal('AGENT_CODE_WRONG')
  })

  it('takes a code once', async () => {
    const first = shown
    await paired()
    expect(shown).not.to.equal(first)
  })

  it('knows a page again by its token, at the same origin only', async () => {
    const { token } = of<'pair'>(await page()({ op: 'pair', code: shown }))
    expect(of<'hello'>(await page()({ op: 'hello', token })).paired).to.equal(true)
    expect(of<'hello'>(await page('https://elsewhere.example')({ op: 'hello', token })).paired).to.equal(false)
    expect(of<'hello'>(await page()({ op: 'hello', token: 'guessed' })).paired).to.equal(false)
  })

  it('asks for the PIN once; after a refusal it may be asked again', async () => {
    const ask = await paired()
    refusing = true
    expect(codeOf(await ask({ op: 'certificates' }))).to.equal('AGENT_PIN_REFUSED')
    refusing = false
    for (let i = 0; i < 3; i++) await ask({ op: 'certificates' })
    expect(asked).to.equal(2)
  })

  for (const [what, message] of Object.entries({
    'no JSON': '{',
    'another deed': '{"id":1,"op":"export"}',
    'a member nobody knows': '{"id":1,"op":"certificates","pin":"123456"}',
    'no number': '{"op":"certificates"}',
    'a code that is none': '{"id":1,"op":"pair","code":"12345a"}',
  })) {
    it(`refuses ${what}`, async () => {
      expect(codeOf(await desk.connection(HERE).take(message))).to.equal('AGENT_MESSAGE_MALFORMED')
    })
  }

  describe('at its port', () => {
    let listening: Listening
    before(async () => {
      listening = await listen(desk, 0, [HERE])
    })
    after(() => listening.stop())
    const opens = (headers: Record<string, string>, path = AGENT_PATH): Promise<boolean> =>
      new Promise((done) => {
        const socket = new WebSocket(`ws://127.0.0.1:${listening.port}${path}`, { headers })
        socket.on('open', () => {
          socket.terminate()
          done(true)
        })
        socket.on('error', () => done(false))
      })

    it('lets in a page of a named origin', async () => {
      expect(await opens({ Origin: HERE })).to.equal(true)
    })
    for (const [what, headers] of Object.entries({
      'a page of another origin': { Origin: 'https://elsewhere.example' },
      'a program without origin': {},
      'a stranger’s name that resolves to this machine': { Origin: HERE, Host: 'rebound.example' },
    })) {
      it(`does not let in ${what}`, async () => {
        expect(await opens(headers as Record<string, string>)).to.equal(false)
      })
    }

    it('ends a connection that speaks another language', async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${listening.port}${AGENT_PATH}`, { headers: { Origin: HERE } })
      await new Promise((done) => socket.on('open', done))
      socket.send(utf8('{'))
      const code = await new Promise((done) => socket.on('close', done))
      expect(code).to.equal(1008)
    })
  })
})

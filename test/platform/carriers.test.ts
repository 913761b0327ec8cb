import { createServer } from 'node:net'
import { expect } from 'chai'
import { SMTPServer } from 'smtp-server'
import { gatewayCarrier } from '../../server/platform/carrier.gateway.ts'
import { smtpCarrier } from '../../server/platform/carrier.smtp.ts'
import { CarrierRefused, CarrierSilent } from '../../server/platform/carrier.ts'
import { selfSigned } from '../world/selfSigned.ts'
import {
  clock,
  failure,
  gatewayPlace,
  message,
  type Place,
  SECRET,
  sender,
  smtpPlace,
  spoolPlace,
  text,
} from './carrying.ts'

for (const [name, make] of Object.entries({
  'SMTP server': smtpPlace,
  'spool folder': spoolPlace,
  'gateway over HTTP': gatewayPlace,
})) {
  describe(`A carrier: the ${name}`, () => {
    let place: Place
    beforeEach(async () => {
      place = await make()
    })
    afterEach(() => place.close())

    it('takes a message whole, under its id, to its address alone, and says its code', async () => {
      const { code } = await place.carrier.send(message(place.good))
      expect(code).to.match(/^[\w. -]{1,60}$/)
      expect(await place.came().then(([one]) => ({ id: one?.id, to: one?.to, text: one?.text }))).to.deep.equal({
        ...{ id: 'ab12', to: place.good, text },
      })
    })

    it('takes the same message again under the same id', async () => {
      await place.carrier.send(message(place.good))
      await place.carrier.send(message(place.good))
      await place.carrier.send(message(place.good, 'cd34'))
      expect(new Set((await place.came()).map(({ id }) => id))).to.deep.equal(new Set(['ab12', 'cd34']))
    })

    it('that is not there leaves the message to be tried again; neither address nor text is in what is noted', async () => {
      await place.away()
      const problem = await failure(place.carrier.send(message(place.good)))
      expect(problem).to.be.instanceOf(CarrierSilent)
      expect(problem.code).to.match(/^[\w. -]{1,60}$/)
      expect(`${problem.message} ${problem.stack}`).to.not.include(place.good).and.not.include('定时提醒')
    })

    it('that never takes an address says so for good, with its own code and without the address', async () => {
      if (!place.never) return
      const problem = await failure(place.carrier.send(message(place.never.to)))
      expect(problem).to.be.instanceOf(CarrierRefused)
      expect(problem.code).to.equal(place.never.code)
      expect(problem.message).to.not.include(place.never.to)
    })
  })
}

describe('Mail by SMTP', () => {
  it('is not sent to a server whose certificate nobody vouches for', async () => {
    const { key, certificate } = await selfSigned('127.0.0.1')
    let spoken = 0
    const server = new SMTPServer({
      ...{ secure: true, key, cert: certificate, authOptional: true, logger: false },
      onConnect: (_session, done) => {
        spoken++
        done()
      },
    })
    server.on('error', () => undefined) // the client hangs up
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.server.address() as { port: number }
    const carrier = smtpCarrier({ ...sender, url: `smtps://127.0.0.1:${port}`, patience: 2000 })
    expect(await failure(carrier.send(message('bidder@company.example')))).to.be.instanceOf(CarrierSilent)
    expect(spoken).to.equal(0)
    await new Promise<void>((done) => server.close(() => done()))
  })

  it('is not sent without TLS: a server that offers none gets no envelope', async () => {
    const said: string[] = []
    const server = createServer((socket) => {
      socket.write('220 plain.example\r\n')
      socket.on('data', (bytes) => {
        said.push(bytes.toString())
        socket.write(/^EHLO/i.test(bytes.toString()) ? '250 plain.example\r\n' : '502 no\r\n')
      })
      socket.on('error', () => undefined)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as { port: number }
    const carrier = smtpCarrier({ ...sender, url: `smtp://user:secret@127.0.0.1:${port}`, patience: 2000 })
    expect(await failure(carrier.send(message('bidder@company.example')))).to.be.instanceOf(CarrierSilent)
    expect(said.join('')).to.not.match(/MAIL FROM|AUTH|company/i)
    await new Promise<void>((done) => server.close(() => done()))
  })
})

describe('The gateway', () => {
  let place: Awaited<ReturnType<typeof gatewayPlace>>
  beforeEach(async () => {
    place = await gatewayPlace()
  })
  afterEach(() => place.close())

  it('sends one message once, however often it is handed over', async () => {
    for (let n = 0; n < 3; n++) await place.carrier.send(message(place.good))
    expect(place.gateway.taken).to.have.lengthOf(1)
  })

  it('takes nothing that is signed by another secret; ours waits and is not given up for that', async () => {
    const other = gatewayCarrier({ url: place.gateway.url, secret: `${SECRET}!`, channel: 'sms', clock })
    const problem = await failure(other.send(message(place.good)))
    expect(problem).to.be.instanceOf(CarrierSilent)
    expect(place.gateway.taken).to.deep.equal([])
  })

  it('is not believed by whoever answers in its place', async () => {
    const liar = createServer((socket) => {
      socket.on('data', () => {
        const body = JSON.stringify({ id: 'ab12', code: 'ACCEPTD', mac: 'f'.repeat(64) })
        socket.end(`HTTP/1.1 202 Accepted\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
      })
      socket.on('error', () => undefined)
    })
    await new Promise<void>((done) => liar.listen(0, '127.0.0.1', done))
    const url = `http://127.0.0.1:${(liar.address() as { port: number }).port}`
    const carrier = gatewayCarrier({ url, secret: SECRET, channel: 'sms', clock })
    expect((await failure(carrier.send(message(place.good)))).code).to.equal('GATEWAY UNPROVEN')
    await new Promise<void>((done) => liar.close(() => done()))
  })

  it('that is busy once takes it the next time', async () => {
    place.gateway.fail(1)
    expect((await failure(place.carrier.send(message(place.good)))).code).to.equal('BUSY')
    expect(await place.carrier.send(message(place.good))).to.deep.equal({ code: 'ACCEPTD' })
  })
})

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { SMTPServer } from 'smtp-server'
import { type Gateway, openGateway } from '../../server/cli/demo/gateway.ts'
import { gatewayCarrier } from '../../server/platform/carrier.gateway.ts'
import { smtpCarrier } from '../../server/platform/carrier.smtp.ts'
import { spoolCarrier } from '../../server/platform/carrier.spool.ts'
import type { Carrier, Outgoing } from '../../server/platform/carrier.ts'
import { selfSigned } from '../world/selfSigned.ts'

export const SECRET = 'a secret that both sides share, of enough length'
export const clock = { now: () => Date.parse('2026-04-08T09:00:00+08:00') }
export const sender = { from: '阳光交易 <noreply@yangguang.example>', domain: 'yangguang.example' }

/** A carrier with its other end, as the contract asks for it. */
export interface Place {
  carrier: Carrier
  good: string
  /** an address that the carrier never takes; absent where it takes all */
  never?: { to: string; code: string }
  /** what came out at the other end, under which id; the same message is there once or under one id */
  came(): Promise<{ id: string; to: string; text: string }[]>
  /** from now on nobody is there */
  away(): Promise<void>
  close(): Promise<void>
}

export const text = '定时提醒：请登录阳光交易，查看是否有新消息。'
export const message = (to: string, id = 'ab12'): Outgoing => ({ id, to, subject: '阳光交易：您有新消息', text })

/** A mail as a reader takes it apart: our mails have one part, in base64 or quoted-printable. */
function readMail(raw: string): { id: string; to: string; text: string } {
  const [head = '', body = ''] = raw.split(/\r\n\r\n([\s\S]*)/)
  const field = (name: string): string => new RegExp(`^${name}: <?([^>\r\n]*)>?`, 'im').exec(head)?.[1] ?? ''
  const plain = /base64/i.test(field('Content-Transfer-Encoding'))
    ? Buffer.from(body, 'base64')
    : Buffer.from(
        body
          .replace(/=\r\n/g, '')
          .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      )
  return { id: field('Message-ID').split('@')[0] ?? '', to: field('To'), text: plain.toString('utf8').trim() }
}

export async function smtpPlace(): Promise<Place> {
  const mails: string[] = []
  const { key, certificate } = await selfSigned('127.0.0.1')
  const server = new SMTPServer({
    ...{ secure: true, key, cert: certificate, logger: false },
    onAuth: ({ username, password }, _session, done) =>
      username === 'yangguang' && password === 'p@ss' ? done(null, { user: username }) : done(new Error('no')),
    onRcptTo: ({ address }, _session, done) =>
      address.startsWith('nobody')
        ? done(Object.assign(new Error(`5.1.1 <${address}> is unknown here`), { responseCode: 550 }))
        : done(),
    onData: (stream, _session, done) => {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        mails.push(Buffer.concat(pieces).toString('utf8'))
        done(null, '2.0.0 taken')
      })
    },
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.server.address() as { port: number }
  server.on('error', () => undefined)
  const close = () => new Promise<void>((done) => server.close(() => done()))
  let open = true
  return {
    carrier: smtpCarrier({
      ...sender,
      url: `smtps://yangguang:p%40ss@127.0.0.1:${port}`,
      authority: certificate,
      patience: 2000,
    }),
    good: 'bidder@company.example',
    never: { to: 'nobody@company.example', code: 'SMTP 550 5.1.1' },
    came: async () => mails.map(readMail),
    away: async () => {
      open = false
      await close()
    },
    close: async () => void (open && (await close())),
  }
}

export async function spoolPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'yangguang-spool-'))
  const into = join(folder, 'spool')
  return {
    carrier: spoolCarrier({ ...sender, folder: into, channel: 'mail', clock }),
    good: 'bidder@company.example',
    came: async () => {
      const names = await readdir(into)
      return Promise.all(names.map(async (name) => readMail(await readFile(join(into, name), 'utf8'))))
    },
    away: async () => {
      await rm(into, { recursive: true, force: true })
      await writeFile(into, '') // a file where the folder should be
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

export async function gatewayPlace(): Promise<Place & { gateway: Gateway }> {
  const gateway = await openGateway({ secret: SECRET })
  return {
    gateway,
    carrier: gatewayCarrier({ url: gateway.url, secret: SECRET, channel: 'sms', clock, patience: 500 }),
    good: '13800001234',
    never: { to: '13800000000', code: 'MK.0012' },
    came: async () => gateway.taken,
    away: async () => gateway.mute(true),
    close: () => gateway.close(),
  }
}

/** With what it fails. */
export const failure = (promise: Promise<unknown>): Promise<Error & { code?: string }> =>
  promise.then(
    () => expect.fail('it was taken'),
    (problem) => problem,
  )

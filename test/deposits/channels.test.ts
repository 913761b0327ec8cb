import { expect } from 'chai'
import { hex, utf8 } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import { Refused } from '../../server/cli/demo/client.ts'
import { people } from '../../server/cli/demo/people.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { sendRefunds } from '../../server/cli/demo/steps/refunds.ts'
import { CAMT, readCamt } from '../../server/deposits/camt.ts'
import { COLUMNS } from '../../server/deposits/statement.ts'
import { parseXml } from '../../server/platform/xml.ts'
import { type RunningWorld, startWorld } from './running.ts'

interface Money {
  message: string
  account: string
  amount: string
  payerName: string
  at: number
}
/** A way by which the bank tells the platform something; each answers the outcome or the code of the refusal. */
interface Channel {
  pay(money: Money): Promise<string>
  confirm(of: { message: string; order: string; at: number }): Promise<string>
  reverse(of: { message: string; of: string; account: string; at: number }): Promise<string>
}
interface Shown extends Record<string, unknown> {
  account: string
  status: string
  required: string
  payments: unknown[]
}
interface Orders extends Record<string, unknown> {
  orders: { id: string }[]
}

/** Why the bank takes an arrival back. */
const WHY = '付款行撤回'
const PAYER = '6222020000000000017'
const yuan = (fen: string): string => `${fen.slice(0, -2) || '0'}.${fen.slice(-2).padStart(2, '0')}`
const iso = (at: number): string => new Date(at).toISOString()

/** An entry of a statement; version .02 states party and status otherwise than .08. */
const entry = (body: string, of: { way: string; amount?: string; at: string; currency?: string; status?: string }) =>
  `<Ntry><Amt Ccy="${of.currency ?? 'CNY'}">${of.amount ?? '1.00'}</Amt><CdtDbtInd>${of.way}</CdtDbtInd>${
    of.status ?? '<Sts>BOOK</Sts>'
  }<BookgDt><DtTm>${of.at}</DtTm></BookgDt>${body}</Ntry>`
const camt = (entries: string, version = CAMT[0]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${version}"><BkToCstmrStmt><Stmt><Id>1</Id>${entries}</Stmt></BkToCstmrStmt></Document>`
const incoming = ({ message, account, payerName }: Omit<Money, 'amount' | 'at'>) =>
  `<AcctSvcrRef>${message}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>${payerName}</Nm></Dbtr><DbtrAcct><Id><Othr><Id>${PAYER}</Id></Othr></Id></DbtrAcct><CdtrAcct><Id><Othr><Id>${account}</Id></Othr></Id></CdtrAcct></RltdPties><RmtInf><Ustrd>保证金</Ustrd></RmtInf></TxDtls></NtryDtls>`
const read = (text: string) => readCamt(parseXml(text), text)

describe('a statement in ISO 20022', () => {
  const at = '2026-03-20T10:00:00+08:00'
  const money = { message: 'm1', account: '95599871123456789012', payerName: '甲&amp;乙公司' }
  const order = (more = '') =>
    `<AcctSvcrRef>m2</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>order-1</EndToEndId></Refs>${more}</TxDtls></NtryDtls>`

  it('gives the messages that would have come over HTTP, in both versions', () => {
    const later = incoming(money).replace('<Dbtr><Nm>', '<Dbtr><Pty><Nm>').replace('</Nm></Dbtr>', '</Nm></Pty></Dbtr>')
    const first = camt(entry(incoming(money), { way: 'CRDT', amount: '1000.50', at }))
    const status = '<Sts><Cd>BOOK</Cd></Sts>'
    const second = camt(entry(later, { way: 'CRDT', amount: '1000.50', at, status }), CAMT[1])
    for (const text of [first, second]) {
      const { rows, errors } = read(text)
      expect(errors).to.deep.equal([])
      expect(rows.map(({ what, fields }) => [what, fields])).to.deep.equal([
        [
          'bank.pay',
          {
            ...{ message: 'm1', account: money.account, amount: '100050', payerName: '甲&乙公司', payerAccount: PAYER },
            ...{ paidAt: Date.parse(at), reference: '保证金' },
          },
        ],
      ])
    }
  })

  it('tells payments out and payments that came back', () => {
    const returned = '<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>'
    const back = entry(order(returned).replace('m2', 'm3'), { way: 'CRDT', at })
    const { rows } = read(camt(entry(order(), { way: 'DBIT', at }) + back))
    expect(rows.map(({ what }) => what)).to.deep.equal(['bank.confirm', 'bank.refuse'])
    expect(rows[1]?.fields).to.include({ order: 'order-1', because: 'accountClosed' })
  })

  it('names line and element of every entry that cannot be read', () => {
    const good = incoming(money)
    const { rows, errors } = read(
      camt(
        [
          entry(good, { way: 'CRDT', amount: '1.005', at }),
          entry(good, { way: 'CRDT', at, currency: 'USD' }),
          entry(good, { way: 'CRDT', at, status: '<Sts>PDNG</Sts>' }),
          entry(good, { way: 'CRDT', at: '2026-03-20' }),
          entry(good, { way: 'XXX', at }),
          entry(good.replace('</NtryDtls>', '<TxDtls/></NtryDtls>'), { way: 'CRDT', at }),
          entry(good, { way: 'CRDT', at }),
        ]
          .map((one) => `\n${one}`)
          .join(''),
      ),
    )
    expect(errors.map(({ line, column }) => [line, column])).to.deep.equal([
      ...[
        [3, 'Amt'],
        [4, 'Amt@Ccy'],
        [5, 'Sts'],
        [6, 'BookgDt/DtTm'],
        [7, 'CdtDbtInd'],
        [8, 'NtryDtls/TxDtls'],
      ],
      [9, 'AcctSvcrRef'], // the number stood there before
    ])
    expect(rows).to.deep.equal([])
  })

  it('is refused with a DOCTYPE, with entities, half, in another version and as another message', () => {
    const good = camt(entry(incoming(money), { way: 'CRDT', at }))
    const typed = good.replace('<Document', '<!DOCTYPE Document [<!ENTITY a "b">]><Document')
    const other = good.replace('camt.053.001.02', 'camt.053.001.99')
    for (const text of [typed, good.slice(0, -12), other, good.replaceAll('BkToCstmrStmt', 'Other'), '<a/>'])
      expect(read(text), text.slice(0, 60)).to.deep.include({ rows: [] })
    for (const text of [typed, other]) expect(read(text).errors).to.have.length(1)
  })
})

describe('every way from the bank', () => {
  let running: RunningWorld
  const bank = () => running.world.as('bank')
  const codeOf = async (deed: () => Promise<string>): Promise<string> => {
    try {
      return await deed()
    } catch (problem) {
      if (problem instanceof Refused) return problem.code
      throw problem
    }
  }
  async function sendFile(text: string): Promise<string> {
    const cms = await bank().sign('bank.statement', { sha256: hex(sha256(utf8(text))) })
    const { rows } = await bank().post<{ rows: { outcome: string }[] } & Record<string, unknown>>('/bank/statements', {
      text,
      cms,
    })
    return rows[0]?.outcome ?? 'nothing'
  }
  const post = async (path: string, what: string, fields: Record<string, unknown>): Promise<string> =>
    (await bank().post<{ outcome: string }>(path, { ...fields, cms: await bank().sign(what, fields) })).outcome
  const row = (cells: string[]) => `${COLUMNS.join()}\r\n${cells.map((cell) => `"${cell}"`).join()}\r\n`
  const channels: Record<string, Channel> = {
    http: {
      pay: ({ at, ...money }) =>
        post('/bank/payments', 'bank.pay', { ...money, payerAccount: PAYER, paidAt: at, reference: '保证金' }),
      confirm: ({ at, ...of }) => post('/bank/confirmations', 'bank.confirm', { ...of, paidAt: at }),
      reverse: ({ at, ...of }) => post('/bank/reversals', 'bank.reverse', { ...of, because: WHY, reversedAt: at }),
    },
    csv: {
      pay: ({ message, account, amount, payerName, at }) =>
        sendFile(row([message, '收', account, yuan(amount), payerName, PAYER, iso(at), '保证金', '', ''])),
      confirm: ({ message, order, at }) => sendFile(row([message, '付', '', '', '', '', iso(at), '', order, ''])),
      reverse: ({ message, of, account, at }) =>
        sendFile(row([message, '冲', account, '', '', '', iso(at), WHY, of, ''])),
    },
    'camt.053': {
      pay: ({ amount, at, ...money }) =>
        sendFile(camt(entry(incoming(money), { way: 'CRDT', amount: yuan(amount), at: iso(at) }))),
      confirm: ({ message, order, at }) =>
        sendFile(
          camt(
            entry(
              `<AcctSvcrRef>${message}</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>${order}</EndToEndId></Refs></TxDtls></NtryDtls>`,
              { way: 'DBIT', at: iso(at) },
            ),
          ),
        ),
      reverse: ({ message, of, account, at }) =>
        sendFile(
          camt(
            entry(
              `<RvslInd>true</RvslInd><AcctSvcrRef>${message}</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>${of}</EndToEndId></Refs><RltdPties><CdtrAcct><Id><Othr><Id>${account}</Id></Othr></Id></CdtrAcct></RltdPties><AddtlTxInf>${WHY}</AddtlTxInf></TxDtls></NtryDtls>`,
              { way: 'DBIT', at: iso(at) },
            ),
          ),
        ),
    },
  }

  before(async function () {
    this.timeout(60_000)
    running = await startWorld()
    await publishNotice(running.world)
  })
  after(() => running?.stop())

  Object.keys(channels).forEach((name, i) => {
    const channel = () => channels[name] as Channel
    const bidder = `bidder-${i + 1}`
    const payerName = people.find(({ id }) => id === bidder)?.organisation?.name ?? ''

    it(`${name}: counts a message once, by whatever way it comes again, and refuses another under its number`, async () => {
      const { world } = running
      const { account, required } = await world
        .as(bidder)
        .post<Shown>(`/tenders/${world.tender}/deposit`, { basicAccount: PAYER })
      const money = { message: `${bidder}-1`, account, amount: required, payerName, at: await world.now() }
      for (const other of [channel(), ...Object.values(channels)]) expect(await other.pay(money)).to.equal('held')
      expect(await codeOf(() => channel().pay({ ...money, amount: '100' }))).to.equal('MESSAGE_CHANGED')
      const shown = await world.as(bidder).get<Shown>(`/tenders/${world.tender}/deposit`)
      expect([shown.status, shown.payments.length]).to.deep.equal(['held', 1])
    })

    it(`${name}: keeps money for no account in suspense, and takes one confirmation that it went back`, async () => {
      const { world } = running
      const stray = { message: `${bidder}-2`, account: '95599871000000000000', amount: '12345', payerName }
      expect(await channel().pay({ ...stray, at: await world.now() })).to.equal('suspense')
      await sendRefunds(world)
      const [order] = (await bank().get<Orders>('/bank/orders')).orders
      const of = { order: order?.id ?? '', at: await world.now() }
      expect(await codeOf(() => channel().confirm({ ...of, order: 'nobody', message: `${bidder}-3` }))).to.equal(
        'ORDER_UNKNOWN',
      )
      for (let n = 0; n < 2; n++)
        expect(await channel().confirm({ ...of, message: `${bidder}-4` })).to.equal('refunded')
      expect(await codeOf(() => channel().confirm({ ...of, message: `${bidder}-5` }))).to.equal('ORDER_PAID')
      expect((await bank().get<Orders>('/bank/orders')).orders).to.deep.equal([])
    })

    it(`${name}: takes an arrival back once, a bidder's and one for no account, and not one it never told`, async () => {
      const { world } = running
      const { account } = await world.as(bidder).get<Shown>(`/tenders/${world.tender}/deposit`)
      const of = { account, of: `${bidder}-1`, at: (await world.now()) + 1 }
      expect(await codeOf(() => channel().reverse({ ...of, of: 'never', message: `${bidder}-6` }))).to.equal(
        'PAYMENT_UNKNOWN',
      )
      for (let n = 0; n < 2; n++)
        expect(await channel().reverse({ ...of, message: `${bidder}-7` })).to.equal('reversed')
      expect(await codeOf(() => channel().reverse({ ...of, message: `${bidder}-8` }))).to.equal('PAYMENT_REVERSED')
      const shown = await world.as(bidder).get<Shown>(`/tenders/${world.tender}/deposit`)
      expect([shown.status, shown.payments.length]).to.deep.equal(['reversed', 1])
      const stray = { message: `${bidder}-9`, account: '95599871000000000000', amount: '777', payerName }
      expect(await channel().pay({ ...stray, at: await world.now() })).to.equal('suspense')
      const gone = { of: stray.message, account: stray.account, message: `${bidder}-10`, at: (await world.now()) + 1 }
      expect(await channel().reverse(gone)).to.equal('reversed')
      expect(
        (await world.as('centre').get<{ ordered: unknown[] } & Record<string, unknown>>('/refunds')).ordered,
      ).to.deep.equal([])
    })
  })
})

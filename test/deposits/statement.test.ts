import { expect } from 'chai'
import { hex, utf8 } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import { Refused } from '../../server/cli/demo/client.ts'
import { people } from '../../server/cli/demo/people.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { sendRefunds } from '../../server/cli/demo/steps/refunds.ts'
import { COLUMNS, cells, readStatement } from '../../server/deposits/statement.ts'
import { type RunningWorld, startWorld } from './running.ts'

const at = '2026-03-20T10:00:00+08:00'
const file = (...rows: string[]): string => `\ufeff${[COLUMNS.join(), ...rows].join('\r\n')}\r\n`

describe('a statement file of the bank', () => {
  it('is read as RFC 4180 has it: quotes, doubled quotes, breaks inside a cell', () => {
    expect(cells('a,"b,""c"""\r\n"d\ne",f\n')).to.deep.equal([
      { line: 1, cells: ['a', 'b,"c"'] },
      { line: 2, cells: ['d\ne', 'f'] },
    ])
    expect(cells('a,"b')).to.equal(undefined)
  })

  it('gives the messages that would have come over HTTP', () => {
    const { rows, errors } = readStatement(
      file(`m1,收,95599871123456789012,"1,000.50",甲公司,6222020000000001,${at},保证金,,`, `m2,付,,,,,${at},,order-1,`),
    )
    expect(errors).to.deep.equal([])
    expect(rows.map(({ what }) => what)).to.deep.equal(['bank.pay', 'bank.confirm'])
    expect(rows[0]?.fields).to.include({ amount: '100050', paidAt: Date.parse(at), payerName: '甲公司' })
  })

  it('names line and column of every row that cannot be read', () => {
    const { rows, errors } = readStatement(
      file(
        `m1,收,95599871123456789012,1000.505,甲公司,6222020000000001,${at},,,`,
        `m2,收,95599871123456789012,5,甲公司,6222020000000001,yesterday,,,`,
        'm3,转,,,,,,,,',
        `m4,退,,,,,${at},,order-1,accountClosed`,
        `m4,付,,,,,${at},,order-2,`,
      ),
    )
    expect(rows.map(({ line }) => line)).to.deep.equal([5])
    expect(errors.map(({ line, column }) => [line, column])).to.deep.equal([
      [2, '金额'],
      [3, '时间'],
      [4, '收付'],
      [6, '流水号'],
    ])
    expect(readStatement('什么\n1').errors).to.have.length(1)
    expect(readStatement('').errors).to.have.length(1)
  })
})

describe('a statement file, over HTTP', () => {
  let running: RunningWorld
  before(async function () {
    this.timeout(60_000)
    running = await startWorld()
    await publishNotice(running.world)
  })
  after(() => running?.stop())

  const post = async (text: string, signed = text) => {
    const bank = running.world.as('bank')
    const cms = await bank.sign('bank.statement', { sha256: hex(sha256(utf8(signed))) })
    return bank.post<{ rows: { outcome: string }[] } & Record<string, unknown>>('/bank/statements', { text, cms })
  }
  const code = (deed: Promise<unknown>): Promise<string> =>
    deed.then(
      () => 'done',
      (problem: unknown) => (problem instanceof Refused ? problem.code : String(problem)),
    )

  it('books each row once, shows what became of it, and books nothing where a row cannot be read', async () => {
    const { world } = running
    const shown = await world
      .as('bidder-1')
      .post<{ account: string; yuan: string } & Record<string, unknown>>(`/tenders/${world.tender}/deposit`, {
        basicAccount: '6222020000000017',
      })
    const time = new Date(await world.now()).toISOString()
    const name = people.find(({ id }) => id === 'bidder-1')?.organisation?.name
    const row = (message: string, account: string) =>
      `${message},收,${account},"${shown.yuan}",${name},6222020000000017,${time},保证金,,`
    const good = file(row('s-1', shown.account), row('s-2', '95599871000000000000'))
    expect(await code(post(file(row('s-1', shown.account), 'bad')))).to.equal('STATEMENT_ERRORS')
    expect(await code(post(good, `${good} `))).to.equal('SIGNATURE_REFUSED')
    for (let i = 0; i < 2; i++)
      expect((await post(good)).rows.map(({ outcome }) => outcome)).to.deep.equal(['held', 'suspense'])
    const mine = await world
      .as('bidder-1')
      .get<{ status: string; payments: unknown[] } & Record<string, unknown>>(`/tenders/${world.tender}/deposit`)
    expect([mine.status, mine.payments.length]).to.deep.equal(['held', 1])
    await sendRefunds(world)
    const { orders } = await world
      .as('bank')
      .get<{ orders: { id: string }[] } & Record<string, unknown>>('/bank/orders')
    const later = new Date((await world.now()) + 1000).toISOString()
    const paid = file(`s-3,付,,,,,${later},,${orders[0]?.id},`, `s-4,付,,,,,${later},,${orders[0]?.id},`)
    expect((await post(paid)).rows.map(({ outcome }) => outcome)).to.deep.equal(['refunded', 'ORDER_PAID'])
    expect(await code(world.as('centre').post('/bank/statements/preview', { text: good }))).to.equal('FORBIDDEN')
  })
})

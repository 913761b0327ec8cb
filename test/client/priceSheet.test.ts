import { expect } from 'chai'
import writeXlsx from 'write-excel-file/node'
import { csvCells, NotSheet, readSheet } from '../../client/src/pieces/spreadsheet.ts'
import type { ItemRow } from '../../client/src/sealing/form.ts'
import { amountOf, cellsOf, quantityOf, rowsOf, totalOf } from '../../client/src/sealing/priceSheet.ts'

const rows: ItemRow[] = [
  {
    name: '交互智能平板',
    spec: '86英寸, 4K "A级"',
    quantity: '60 台',
    unitPrice: '12000.50',
    service: '三年质保\n上门',
  },
  { name: '线缆', spec: '六类', quantity: '0.3', unitPrice: '0.05', service: '无' },
]
const sheet = async (cells: unknown[][]): Promise<Uint8Array> =>
  new Uint8Array(
    await writeXlsx(
      cells.map((row) => row.map((value) => ({ value, type: typeof value === 'number' ? Number : String }))) as never,
      {},
    ).toBuffer(),
  )
const places = (cells: string[][]): string[] => {
  const found = rowsOf(cells)
  return 'wrong' in found ? found.wrong.map(({ row, column }) => `${row} ${column}`) : []
}
const changed = (row: number, column: number, value: string): string[][] =>
  cellsOf(rows).map((line, i) => line.map((cell, j) => (i === row && j === column ? value : cell)))

describe('a price list in a spreadsheet', () => {
  it('comes back as it went out, by xlsx and by csv', async () => {
    const cells = cellsOf(rows)
    expect(rowsOf(await readSheet('a.xlsx', await sheet(cells)))).to.deep.equal({ rows })
    const csv = cells.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')
    const bom = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(csv)])
    expect(rowsOf(await readSheet('a.csv', bom))).to.deep.equal({ rows })
  })

  it('is reckoned exactly, to the fen', () => {
    expect(amountOf(rows[0]!)).to.equal(72_003_000n)
    expect(amountOf(rows[1]!), '1.5 fen are two').to.equal(2n)
    expect(totalOf(rows)).to.equal(72_003_002n)
    expect(cellsOf(rows).at(-1)).to.deep.equal(['合计', '', '', '', '', '720030.02'])
    expect(quantityOf('1,200.5 米')).to.deep.equal({ numerator: 2401n, denominator: 2n })
    expect(quantityOf('若干')).to.equal(undefined)
  })

  it('may have its prices as numbers of the spreadsheet, and empty rows', async () => {
    const cells = [...cellsOf(rows).slice(0, 2), ['', '', '', '', '', '']] as unknown[][]
    cells[1]![3] = 12000.5
    const found = rowsOf(await readSheet('a.xlsx', await sheet(cells)))
    expect(found).to.deep.equal({ rows: [{ ...rows[0], unitPrice: '12000.5' }] })
  })

  it('has its numbers as the person sees them, not as the format keeps them', async () => {
    const seen = async (kept: number): Promise<string | undefined> =>
      (await readSheet('a.xlsx', await sheet([[kept]])))[0]?.[0]
    expect(await seen(1.1 * 3), 'kept as 3.3000000000000003').to.equal('3.3')
    expect(await seen(0.1 + 0.2), 'kept as 0.30000000000000004').to.equal('0.3')
    expect(await seen(1234567.89)).to.equal('1234567.89')
    expect(await seen(-0.05)).to.equal('-0.05')
    expect(await seen(0)).to.equal('0')
    expect(await seen(100)).to.equal('100')
    expect(await seen(0.000000012), 'kept as 1.2e-8').to.equal('0.000000012')
    expect(await seen(1.5e21), 'kept as 1.5e+21').to.equal('1500000000000000000000')
    expect((await readSheet('a.xlsx', await sheet([['1.1000000000000001']])))[0], 'a text stays').to.deep.equal([
      '1.1000000000000001',
    ])
    const cells: unknown[][] = cellsOf(rows).map((row) => [...row])
    cells[2]![3] = 0.1 + 0.2
    cells[2]![5] = 0.3 * 0.3
    const found = rowsOf(await readSheet('a.xlsx', await sheet(cells.slice(0, 3))))
    expect(found).to.deep.equal({ rows: [rows[0], { ...rows[1], unitPrice: '0.3' }] })
  })

  const wrong: Record<string, [string[][], string[]]> = {
    'with a missing cell': [changed(2, 1, ''), ['3 规格型号']],
    'with a price of three decimals': [changed(1, 3, '12000.505'), ['2 单价（元）']],
    'with a float that a spreadsheet reckoned': [changed(2, 3, '0.30000000000000004'), ['3 单价（元）']],
    'with a negative price': [changed(1, 3, '-1'), ['2 单价（元）']],
    'with a quantity that is no number': [changed(1, 2, '若干'), ['2 数量']],
    'with an amount that is a fen apart': [changed(1, 5, '720030.01'), ['2 金额（元）']],
    'with a sum that is a fen apart': [changed(3, 5, '720030.03'), ['4 金额（元）']],
    'with a column that nobody knows': [[[...cellsOf(rows)[0]!, '品牌'], ...cellsOf(rows).slice(1)], ['1 品牌']],
    'with columns in another order': [changed(0, 0, '规格型号'), ['1 名称']],
    'without rows': [[cellsOf(rows)[0]!], ['2 名称']],
    'with rows after the sum': [[...cellsOf(rows), cellsOf(rows)[1]!], ['5 名称']],
    'with 201 rows': [[cellsOf(rows)[0]!, ...Array.from({ length: 201 }, () => cellsOf(rows)[1]!)], ['202 名称']],
  }
  for (const [title, [cells, expected]] of Object.entries(wrong))
    it(`${title} is refused with the place`, () => {
      expect(places(cells)).to.deep.equal(expected)
    })

  it('in another format, cut off, or too large is no spreadsheet', async () => {
    const good = await sheet(cellsOf(rows))
    const why = async (name: string, bytes: Uint8Array): Promise<string> => {
      try {
        await readSheet(name, bytes)
        return 'read'
      } catch (problem) {
        if (problem instanceof NotSheet) return problem.en
        throw problem
      }
    }
    const damaged = 'this is no Excel file (.xlsx), or it is damaged'
    expect(await why('a.xlsx', Buffer.from('no zip'))).to.equal(damaged)
    expect(await why('a.xlsx', good.subarray(0, good.length - 40))).to.equal(damaged)
    for (let at = 0; at < good.length; at += 97) {
      const bad = good.slice()
      bad[at]! ^= 0xff
      await why('a.xlsx', bad) // whatever is flipped: read or refused, never another error
    }
    expect(await why('a.xlsx', new Uint8Array(5_000_000))).to.equal('the file is larger than 4 MB')
    expect(csvCells('a,"b\n""c",d')).to.deep.equal([['a', 'b\n"c', 'd']])
  })

  it('in the code that Chinese spreadsheets save is read', async () => {
    const gbk = Uint8Array.from([0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0x31])
    expect(await readSheet('a.csv', gbk)).to.deep.equal([['名称', '1']])
  })
})

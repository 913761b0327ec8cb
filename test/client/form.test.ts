import { expect } from 'chai'
import { copiedCells, pasted } from '../../client/src/pieces/cells.ts'
import { checkFields, type Fields, formOf, formText, NO_FIELDS, NO_WORK } from '../../client/src/sealing/form.ts'
import { BidForm } from '../../server/bids/contract.ts'
import { classrooms } from '../../server/cli/demo/purchase.ts'
import { park } from '../../server/cli/demo/tender.ts'

const told = { head: '李国华', machine: 'no' as const }
const common = {
  ...told,
  price: '18,936,000.00',
  durationDays: '98',
  quality: '合格',
  leader: '沈国栋',
  leaderCertificate: '',
}
const work = { project: '示例体育馆', client: '示例建设单位', amount: '1200万元', finished: '2024-06' }
const item = { name: '交互智能平板', spec: '86英寸', quantity: '60台', unitPrice: '12,000.50', service: '三年质保' }
const building: Fields = { ...NO_FIELDS, ...common, qualification: '建筑工程施工总承包壹级', works: [work] }
const purchase: Fields = {
  ...{ ...NO_FIELDS, ...common, price: '2980000', durationDays: '45' },
  ...{ small: 'whole', domestic: true, brand: '青穗', items: [item] },
}

describe('the form that a bidder fills in', () => {
  it('says of a building work which qualification and which works, and nothing that only a purchase asks', () => {
    expect(checkFields(building, park)).to.deep.equal({})
    const sealed = BidForm.parse(JSON.parse(formText({ ...building, brand: '青穗', small: 'whole' }, 'T')))
    expect(sealed).to.deep.include({
      price: '1893600000',
      qualification: '建筑工程施工总承包壹级',
      performance: [work],
    })
    expect(sealed).not.to.have.any.keys('claims', 'items')
  })

  it('says of a purchase what is claimed and offered, and nothing that only tendering asks', () => {
    expect(checkFields(purchase, classrooms)).to.deep.equal({})
    const sealed = BidForm.parse(JSON.parse(formText({ ...purchase, qualification: '壹级', works: [work] }, 'G')))
    expect(sealed.claims).to.deep.equal({ small: 'whole', domestic: true, brand: '青穗' })
    expect(sealed.items).to.deep.equal([{ ...item, unitPrice: '1200050' }])
    expect(sealed).not.to.have.any.keys('qualification', 'performance')
  })

  it('seals no claim where none is made', () => {
    const none = formOf({ ...purchase, small: '', domestic: false, brand: ' ' }, 'G')
    expect(none).not.to.have.property('claims')
  })

  it('leaves rows out in which nothing was typed', () => {
    const sealed = formOf({ ...building, works: [NO_WORK, work, NO_WORK] }, 'T')
    expect(sealed.performance).to.deep.equal([work])
  })

  it('says who heads, holds and manages the bidder, a line each, with a code where there is one', () => {
    const said = { head: '沈国栋', holders: '示例控股有限公司 91450100MA5K000001\n李明', managers: '' }
    expect(checkFields({ ...building, ...said }, park)).to.deep.equal({})
    expect(formOf({ ...building, ...said }, 'T').relations).to.deep.equal({
      head: '沈国栋',
      holders: [{ name: '示例控股有限公司', code: '91450100MA5K000001' }, { name: '李明' }],
      managers: [],
    })
    expect(formOf(building, 'T').relations).to.deep.equal({ head: '李国华', holders: [], managers: [] })
  })

  it('says who bids together, a line each, with the share and whether it is small', () => {
    const members = '示例市政有限公司 91450100MA5K000001 30% 小微\n示例设计院（91450100MA5K000002） 12.5%'
    const joint = { ...building, members, agreement: '商务标.pdf' }
    expect(checkFields(joint, { ...park, consortium: true })).to.deep.equal({})
    expect(formOf(joint, 'T').consortium).to.deep.equal({
      members: [
        { name: '示例市政有限公司', code: '91450100MA5K000001', share: 3000, small: true },
        { name: '示例设计院', code: '91450100MA5K000002', share: 1250 },
      ],
      agreement: '商务标.pdf',
    })
    expect(checkFields({ ...joint, agreement: '' }, park)).to.have.keys('agreement')
    expect(checkFields({ ...joint, members: '示例市政有限公司' }, park)).to.have.keys('members')
    expect(checkFields(joint, { ...park, consortium: false })).to.have.keys('members')
    const twice = '甲公司 91450100MA5K000001\n乙公司 91450100MA5K000001'
    expect(checkFields({ ...joint, members: twice }, park)).to.have.keys('members')
  })

  it('asks for the declaration in a package that is kept for small and medium enterprises', () => {
    const kept = { ...classrooms, reserved: { kind: 'whole' as const, for: 'small' as const } }
    const of = { ...purchase, small: '' as const }
    expect(checkFields(of, kept)).to.have.keys('reserved')
    expect(checkFields({ ...of, reserved: true }, kept)).to.deep.equal({})
    expect(formOf({ ...of, reserved: true }, 'G').claims).to.include({ reserved: true })
  })

  it('seals canonical JSON, in which who heads the bidder is never missing', () => {
    expect(formText({ ...NO_FIELDS, ...common }, 'T')).to.equal(
      '{"durationDays":98,"leader":"沈国栋","leaderCertificate":"","price":"1893600000","quality":"合格",' +
        '"relations":{"head":"李国华","holders":[],"managers":[]}}',
    )
  })

  for (const [title, wrong, field] of [
    ['a price above the ceiling by a fen', { price: '20000000.01' }, 'price'],
    ['a price with three decimals', { price: '1.001' }, 'price'],
    ['no price', { price: '0' }, 'price'],
    ['a day too many', { durationDays: '101' }, 'durationDays'],
    ['days that are a number only for a machine', { durationDays: '1e1' }, 'durationDays'],
    ['no leader', { leader: ' ' }, 'leader'],
    ['a leader of 61 characters, which the opening would not read', { leader: '沈'.repeat(61) }, 'leader'],
    ['a certificate number of 61 characters', { leaderCertificate: '1'.repeat(61) }, 'leaderCertificate'],
    ['a quality of 101 characters', { quality: '优'.repeat(101) }, 'quality'],
    ['no qualification where one is asked for', { qualification: '' }, 'qualification'],
    ['a qualification of 301 characters', { qualification: '级'.repeat(301) }, 'qualification'],
    ['holders without a head', { head: '', holders: '李明' }, 'head'],
    ['nobody who heads the bidder', { head: ' ' }, 'head'],
    ['no choice about the machine', { machine: '' }, 'machine'],
    ['a head of 61 characters', { head: '沈'.repeat(61) }, 'head'],
    ['51 holders, which the opening would not read', { head: '沈', holders: '李明\n'.repeat(51) }, 'head'],
    ['a work without its client', { works: [{ ...work, client: '' }] }, 'works'],
    ['eleven works', { works: Array(11).fill(work) }, 'works'],
  ] as [string, Partial<Fields>, keyof Fields][])
    it(`finds ${title}`, () => expect(checkFields({ ...building, ...wrong }, park)).to.have.all.keys(field))

  it('finds a price that is above all that the method of a highest price can give, by a fen', () => {
    const { ceiling: _amount, ...rest } = park
    const ceilingMethod = { method: 'floated' as const, control: '2000000000', values: [500, 400] }
    const asked = { ...rest, ceilingMethod: { ...ceilingMethod, rounding: 'halfUp' as const } }
    expect(checkFields({ ...building, price: '19200000.00' }, asked)).to.deep.equal({})
    expect(checkFields({ ...building, price: '19200000.01' }, asked)).to.have.all.keys('price')
  })

  for (const [title, wrong, field] of [
    ['no brand of the core product', { brand: '' }, 'brand'],
    ['a brand of 61 characters', { brand: '青'.repeat(61) }, 'brand'],
    ['nothing that is offered', { items: [] }, 'items'],
    ['a thing without its service', { items: [{ ...item, service: ' ' }] }, 'items'],
    ['a unit price that is no amount', { items: [{ ...item, unitPrice: '面议' }] }, 'items'],
    ['a unit price beyond 18 digits of fen', { items: [{ ...item, unitPrice: '12345678901234567' }] }, 'items'],
    ['201 things', { items: Array(201).fill(item) }, 'items'],
  ] as [string, Partial<Fields>, keyof Fields][])
    it(`finds ${title}`, () => expect(checkFields({ ...purchase, ...wrong }, classrooms)).to.have.all.keys(field))

  it('asks for no brand where there is no core product, and takes a thing that costs nothing of its own', () => {
    const { coreProduct: _none, ...criteria } = classrooms.criteria
    const free = { ...purchase, brand: '', items: [item, { ...item, unitPrice: '0' }] }
    expect(checkFields(free, { ...classrooms, criteria })).to.deep.equal({})
    expect(BidForm.safeParse(formOf(free, 'G')).success).to.equal(true)
  })
})

describe('rows from a spreadsheet', () => {
  const columns = ['a', 'b'] as const
  const empty = { a: '', b: '' }
  const lay = (text: string, row: number, column: number, most = 9) =>
    pasted([{ a: '1', b: '2' }], columns, { row, column, cells: copiedCells(text) ?? [], empty, most })

  it('fill downwards and to the right from the cell in which they are pasted', () => {
    expect(lay('x\ty\r\nz\tw\r\n', 0, 0)).to.deep.equal([
      { a: 'x', b: 'y' },
      { a: 'z', b: 'w' },
    ])
    expect(lay('x\nz', 0, 1)).to.deep.equal([
      { a: '1', b: 'x' },
      { a: '', b: 'z' },
    ])
  })

  it('have no place beyond the last column and the last row', () => {
    expect(lay('x\ty\tz\nu\tv\nw\tq', 0, 0, 2)).to.deep.equal([
      { a: 'x', b: 'y' },
      { a: 'u', b: 'v' },
    ])
  })

  it('are not seen in the text of a single cell', () => {
    expect(copiedCells('只是一段文字')).to.equal(undefined)
    expect(copiedCells('只是一段文字\r\n')).to.equal(undefined)
  })
})

import { expect } from 'chai'
import { COLLUSION_SIGNS } from '../../server/evaluation/signClauses.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import type { ComparedBid } from '../../server/opening/likeness.ts'
import { machinesAlike, notCompared, priceListsAlike } from '../../server/opening/machines.ts'
import { contactsAlike, relationsOf } from '../../server/opening/related.ts'
import { bid, form, kinds, law, related } from './compared.ts'

describe('bidders that belong together, by what they say', () => {
  const relations = (...bids: ComparedBid[]) => relationsOf(bids, law).filter(({ kind }) => kind !== 'undeclared')

  it('one head of two bidders, one that holds or manages another: all their bids are invalid if those who judge find so', () => {
    const found = relations(
      bid(1, { form: related('王 强') }),
      bid(2, { form: related('王强') }),
      bid(3, { form: related('李四', { holders: [{ name: '随便写', code: 'C1' }] }) }),
      bid(4, { form: related('赵六', { managers: [{ name: '第3建设有限公司' }] }) }),
    )
    expect(kinds(found)).to.deep.equal(['sameHead t1+t2', 'control t1+t3', 'control t3+t4'])
    expect([...new Set(found.map(({ article }) => article))]).to.deep.equal(['《招标投标法实施条例》第三十四条'])
    expect(relationsOf([bid(1, { form: related('王强') }), bid(2, { form: related('王强') })], rulebook('G-2017'))[0])
      .to.have.property('article')
      .that.equals('《政府采购法实施条例》第十八条')
  })

  it('one holder of two bidders is shown, and the law draws no conclusion from it', () => {
    const holder = { holders: [{ name: '某某集团有限公司' }] }
    const found = relations(bid(1, { form: related('甲', holder) }), bid(2, { form: related('乙', holder) }))
    expect(found).to.have.length(1)
    expect(found[0]).to.deep.include({ kind: 'commonHolder', article: null, value: '某某集团有限公司' })
  })

  it('a bidder that was found to belong to the operator only later is shown with its article', () => {
    const found = relations(bid(1, { affiliate: '持股 60%' }), bid(2))
    expect(found[0]).to.deep.include({ kind: 'operatorAffiliate', bids: ['t1'] })
    expect(found[0]?.article).to.equal('《电子招标投标办法》第二十三条')
  })

  it('who says nothing, or different names, is not tied to anybody', () => {
    expect(relations(bid(1), bid(2, { form: related('甲') }), bid(3, { form: related('乙') }))).to.deep.equal([])
  })
})

describe('declarations beside the register', () => {
  const registered = (head: string, more: object = {}) => ({ head, telephone: '', email: '', ...more })
  const found = (...bids: ComparedBid[]) => relationsOf(bids, law)

  it('a declared head that is not the registered one is a finding of its own, blanks aside', () => {
    const one = found(bid(1, { form: related('王强'), registered: registered('李四') }))
    expect(one).to.have.length(1)
    expect(one[0]).to.deep.include({ kind: 'headDiffers', bids: ['t1'], value: '王强 ≠ 李四' })
    expect(one[0]?.sources).to.deep.equal(['declaration', 'register'])
    expect(found(bid(1, { form: related('王 强'), registered: registered('王强') }))).to.deep.equal([])
    expect(found(bid(1, { form: related('王强') })), 'who is not registered').to.deep.equal([])
  })

  it('a head that one declares and another registered ties both: hiding it in the bid does not help', () => {
    const two = [bid(1, { form: related('王强') }), bid(2, { form: related('李四'), registered: registered('王强') })]
    const [head] = found(...two)
    expect(head).to.deep.include({ kind: 'sameHead', bids: ['t1', 't2'], value: '王强' })
    expect(head?.sources).to.deep.equal(['declaration', 'register'])
    expect(head?.consequence).to.equal('违反《招标投标法实施条例》第三十四条，相关投标均无效')
  })

  it('who declares nothing is named, with the article, and nothing is said to follow', () => {
    const [silent, ...others] = found(bid(1))
    expect(silent).to.deep.include({ kind: 'undeclared', bids: ['t1'], article: '《招标投标法实施条例》第三十四条' })
    expect(silent).not.to.have.property('consequence')
    expect(others).to.deep.equal([])
  })

  it('one registered telephone or mailbox of two bidders, however it is written', () => {
    const [a, b] = [registered('甲', { telephone: '0771-555 0101' }), registered('乙', { telephone: '07715550101' })]
    expect(kinds(contactsAlike([bid(1, { registered: a }), bid(2, { registered: b })], law))).to.deep.equal([
      'sameContact t1+t2',
    ])
    expect(
      contactsAlike([bid(1, { registered: registered('甲') }), bid(2, { registered: registered('乙') })], law),
    ).to.deep.equal([])
  })
})

describe('machines, addresses and price lists', () => {
  const machine = (n: number, more: object = {}) => ({
    ...{ mac: [`02:00:00:00:00:0${n}`], disk: [`D${n}`], processor: `P${n}`, lock: `L${n}` },
    ...more,
  })

  it('one number of two machines is a sign of collusion, with the file it stands in; none is none', () => {
    for (const [kind, same] of [
      ['sameMac', { mac: ['02:00:00:00:00:09', '02:00:00:00:00:01'] }],
      ['sameDisk', { disk: ['D1'] }],
      ['sameProcessor', { processor: 'p1' }],
      ['sameLock', { lock: 'L1' }],
    ] as const) {
      const [found, ...others] = machinesAlike(
        [bid(1, { machine: machine(1) }), bid(2, { machine: machine(2, same) })],
        law,
      )
      expect(found, kind).to.deep.include({ kind, bids: ['t1', 't2'], article: '《招标投标法实施条例》第四十条' })
      expect(found?.where).to.deep.equal(
        ['t1', 't2'].map((one) => ({ bid: one, part: 'business', file: 'machine.json' })),
      )
      expect(others).to.deep.equal([])
    }
    expect(
      machinesAlike([bid(1, { machine: machine(1) }), bid(2, { machine: machine(2) }), bid(3)], law),
    ).to.deep.equal([])
    const twice = machine(1, { mac: ['02:00:00:00:00:01', '02:00:00:00:00:01'] })
    expect(machinesAlike([bid(1, { machine: twice })], law), 'within one bid').to.deep.equal([])
  })

  it('one address is shown without an article: a whole building may have it', () => {
    const [found] = machinesAlike([bid(1, { address: '203.0.113.9' }), bid(2, { address: '203.0.113.9' })], law)
    expect(found).to.deep.include({ kind: 'sameAddress', article: null, sources: ['address'] })
    expect(found).not.to.have.property('consequence')
    expect(COLLUSION_SIGNS).not.to.include('sameAddress')
  })

  it('says what fewer than two bids brought along', () => {
    const bare = machine(1, { processor: null, lock: null })
    expect(notCompared([bid(1, { machine: bare }), bid(2, { machine: machine(2) })])).to.deep.equal([
      'processor',
      'lock',
      'address',
    ])
    expect(notCompared([bid(1), bid(2)])).to.deep.equal(['mac', 'disk', 'processor', 'lock', 'address'])
  })

  it('price lists of which four fifths of the shorter are equal, exactly, by the share that the region set', () => {
    const items = (...prices: string[]) =>
      form({
        items: prices.map((unitPrice, i) => ({
          ...{ name: `物品${i}`, spec: '甲 型', quantity: '1台' },
          unitPrice,
          service: '无',
        })),
      })
    const alike = (a: string[], b: string[], by = law) =>
      priceListsAlike(bid(1, { form: items(...a) }), bid(2, { form: items(...b) }), by)
    const five = ['1', '2', '3', '4', '5']
    expect(alike(five, ['1', '2', '3', '4', '9'])[0]).to.deep.include({ kind: 'alikePrices', value: '8000' })
    expect(alike(five, ['1', '2', '3', '8', '9'])).to.deep.equal([])
    const stricter = { ...law, priceListLikeness: { ...law.priceListLikeness, value: 6000 } }
    expect(alike(five, ['1', '2', '3', '8', '9'], stricter)[0]?.value).to.equal('6000')
    expect(alike(['1', '2'], ['1', '2']), 'two equal prices say nothing').to.deep.equal([])
    expect(priceListsAlike(bid(1), bid(2), law)).to.deep.equal([])
  })
})

import { expect } from 'chai'
import { compareContract, proposedText } from '../../server/award/contractComparison.ts'
import type { ContractText } from '../../server/award/contractText.ts'
import { draftContract, proposeContract } from '../../server/award/drawingUp.ts'
import { signContract } from '../../server/award/rules.ts'
import { instantOf, shippedCalendar } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { aTender } from '../deposits/tender.ts'
import { anAward, anAwarded, aStampedAward, becomes, binding, contractText, refused, signature } from './world.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2017')
const tender = aTender({ stage: 'awarded' })
const now = instantOf('2026-04-15T10:00')
const write = (changes: Partial<ContractText>, law = T, award = anAwarded()) =>
  proposeContract({ tender, award, binding, text: { ...contractText, ...changes }, signature }, law)
const verdict = (field: keyof ContractText, changes: Partial<ContractText>, law = T) =>
  compareContract(binding, { ...contractText, ...changes }, law).find((one) => one.field === field)?.verdict

describe('the contract that the tenderer writes', () => {
  it('begins as document and bid have it, and stands beside what binds it', () => {
    const compared = compareContract(binding, proposedText(binding), T)
    expect(compared.every(({ verdict: of }) => of === 'same')).to.equal(true)
    expect(compared.find(({ field }) => field === 'price')).to.include({ from: 'bid', said: '760000000' })
    expect(compared.find(({ field }) => field === 'payment')?.from).to.equal('document')
    expect(compared.find(({ field }) => field === 'others')?.from).to.equal('neither')
  })

  const main: Partial<ContractText>[] = [
    { price: '760000001' },
    { durationDays: 361 },
    { quality: '优良' },
    { leader: '王某' },
    { scope: '道路和桥梁' },
    { place: '曲靖' },
  ]
  for (const changes of main) {
    const [field] = Object.keys(changes)
    it(`《招标投标法实施条例》第五十七条: another ${field} is refused by name`, () => {
      const problem = refused(() => write(changes))
      expect(problem).to.include({ code: 'CONTRACT_SUBSTANCE', article: '《招标投标法实施条例》第五十七条' })
      expect(problem.facts?.differing).to.have.length(1)
      const [against] = (problem.facts?.differing ?? []) as { field: string }[]
      expect(against).to.include({ field })
    })
  }

  const fixed: Partial<ContractText>[] = [
    { payment: '竣工后一次付清' },
    { breach: '不承担责任' },
    { disputes: '提请昆明仲裁委员会仲裁' },
    { contract: '合同价款另行商定' },
  ]
  for (const changes of fixed)
    it(`《招标投标法》第四十六条: another ${Object.keys(changes)[0]} than the document's is refused`, () => {
      expect(refused(() => write(changes))).to.include({
        code: 'CONTRACT_SUBSTANCE',
        article: '《招标投标法》第四十六条',
      })
    })

  it('《政府采购法》第四十六条: in a purchase the document fixes the acceptance too; in a tender it is told', () => {
    const acceptance = '由第三方检测机构验收'
    expect(refused(() => write({ acceptance }, G))).to.include({
      code: 'CONTRACT_SUBSTANCE',
      article: '《政府采购法》第四十六条',
    })
    const [fact] = write({ acceptance })
    expect(fact?.data.differences.find(({ field }) => field === 'acceptance')).to.deep.include({
      ...{ verdict: 'minor', said: '竣工验收', contract: acceptance },
    })
  })

  it('names every term that departs, each with its own article', () => {
    const problem = refused(() => write({ price: '1', payment: '不付', acceptance: '不验收' }))
    const differing = problem.facts?.differing as { field: string; article: string }[]
    expect(differing.map(({ field }) => field)).to.deep.equal(['price', 'payment'])
    expect(differing[1]?.article).to.equal('《招标投标法》第四十六条')
  })

  it('spaces, full and half signs are wording; a digit never is', () => {
    expect(verdict('payment', { payment: '每月25日前支付上月进度款的８０％' })).to.equal('wording')
    expect(verdict('payment', { payment: '每月25日前支付上月进度款的8 0%' })).to.equal('substance')
    expect(verdict('payment', { payment: '每月25日前支付上月进度款的81%' })).to.equal('substance')
    expect(verdict('quality', { quality: '合 格' })).to.equal('substance')
  })

  it('a thing that was bid is bought as it was bid; a list that no bid had is told', () => {
    const item = { name: '水泥', spec: 'P.O 42.5', quantity: '1 吨', unitPrice: '45000', service: '送货' }
    const bid = { ...binding, items: [item] }
    const verdictOf = (of: typeof bid, items: (typeof item)[]) =>
      compareContract(of, { ...contractText, items }, T).find(({ field }) => field === 'items')?.verdict
    expect(verdictOf(bid, [item])).to.equal('same')
    expect(verdictOf(bid, [{ ...item, unitPrice: '45001' }])).to.equal('substance')
    expect(verdictOf(bid, [])).to.equal('substance')
    expect(verdictOf({ ...binding, items: [] }, [item])).to.equal('addition')
  })

  it('where document and bid are silent, what the two agree on is told', () => {
    const silent = { ...binding, document: aTender() }
    const text = { ...contractText, others: '双方每月会商一次' }
    const compared = compareContract(silent, text, T).filter(({ verdict: of }) => of === 'addition')
    expect(compared.map(({ field }) => field)).to.deep.equal([
      ...['contract', 'payment', 'acceptance', 'breach', 'disputes', 'notices', 'others'],
    ])
  })

  it('is written after the notices, and anew until one of the two has signed', () => {
    expect(refused(() => write({}, T, anAward())).code).to.equal('NOTICE_NOT_OUT')
    const again = becomes(anAwarded(), write({ others: '每月会商' }), now)
    expect(again.draft).to.equal(null)
    expect(again.proposal?.differences.map(({ field }) => field)).to.deep.equal(['notices', 'others'])
    expect(refused(() => write({}, T, aStampedAward())).code).to.equal('CONTRACT_UNDER_SIGNATURE')
    const other = () =>
      proposeContract({ ...{ tender: aTender(), award: anAwarded(), binding }, text: contractText, signature }, T)
    expect(refused(other).code).to.equal('STAGE_WRONG')
  })

  it('is drawn up for the last writing only, and signed when it is drawn up', () => {
    const written = becomes(anAwarded(), write({}), now)
    const file = { file: 'x', sha256: 'e'.repeat(64) }
    expect(draftContract(written, { proposal: 'an older one', ...file })).to.deep.equal([])
    const { price, durationDays, quality, leader } = contractText
    const terms = { price, durationDays, quality, leader }
    const sign = { tender, award: written, signer: 'tenderer', contract: file.sha256, terms, signature }
    expect(refused(() => signContract(sign, T, now, shippedCalendar)).code).to.equal('CONTRACT_UNWRITTEN')
  })
})

import { expect } from 'chai'
import { createAuthority } from '../../crypto/authority.ts'
import { canonical } from '../../crypto/canonical.ts'
import { givingUpFields } from '../../server/identity/givingUp.ts'
import type { Person } from '../../server/identity/person.ts'
import {
  confirmFields,
  confirmTrust,
  evolve,
  foundTrust,
  proposeTrust,
  realDifference,
  rejectTrust,
  statementFields,
  type TrustedAuthority,
  type TrustFact,
  type TrustList,
} from '../../server/identity/trustList.ts'
import { checkShown, replayTrust } from '../../server/identity/trustReplay.ts'
import { Refusal } from '../../server/law/refusal.ts'
import type { Happening } from '../../server/ledger/event.ts'
import { authorityFrom } from '../../server/platform/trust.ts'

const AT = Date.parse('2026-03-02T09:30:00+08:00')
const wei: Person = { name: '韦国栋', number: '4501', certificate: 'a' }
const qin: Person = { name: '覃雪松', number: '4502', certificate: 'b' }
const signed = (what: string, fields: object) => ({
  ...{ statement: canonical({ ...fields, what }), cms: '', certificate: '' },
})

describe('The trust list, made anew from its facts', () => {
  let entry: TrustedAuthority
  let facts: TrustFact[]
  before(async () => {
    const { root } = await createAuthority({ name: '第三认证中心', at: AT - 86_400_000 })
    entry = { ...authorityFrom(root), id: 'third', noRevocation: '列表尚未发布' }
    facts = history((list) => confirmed(list))
  })

  /** Facts from the founding on, by the rules themselves. */
  function history(last: (list: TrustList) => Happening[]): TrustFact[] {
    const found: TrustFact[] = []
    let list: TrustList | undefined
    const add = (happenings: Happening[]): void => {
      for (const one of happenings) {
        const version = found.length + 1
        const fact = { ...one, id: `f${version}`, stream: 'trust/list', version, at: AT + version, via: 'http' }
        found.push({ ...fact, actor: { role: 'centre' } } as TrustFact)
        list = evolve(list, found.at(-1)!)
      }
    }
    add(foundTrust(undefined, []))
    const change = { put: entry, remove: null }
    const signature = signed('trust.propose', statementFields(change, realDifference(list!, change)))
    add(proposeTrust(list!, { id: 'p', ...change, by: wei, signature }, AT))
    add(last(list!))
    return found
  }
  const confirmed = (list: TrustList, by = qin, what = 'trust.confirm') =>
    confirmTrust(
      list,
      { id: 'p', by, authority: 'first', signature: signed(what, confirmFields(list, list.proposal!)) },
      AT,
    )
  const codeOf = (deed: () => unknown): string => {
    try {
      deed()
      return 'done'
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem
      return problem.code
    }
  }
  const replay = (of: readonly TrustFact[]) => codeOf(() => replayTrust(of))

  it('is the list, with what was signed and against what', () => {
    const { list, signed: changes } = replayTrust(facts)
    expect(list.authorities).to.deep.equal([entry])
    expect(changes.map(({ before, fact }) => [before.authorities.length, fact.type])).to.deep.equal([
      [0, 'trust.proposed'],
      [0, 'trust.confirmed'],
    ])
    checkShown({ authorities: [entry] }, list)
  })

  it('is not what is shown where an authority is slipped in, left out, or another', () => {
    const { list } = replayTrust(facts)
    for (const authorities of [[], [entry, { ...entry, id: 'more' }], [{ ...entry, uses: ['sign' as const] }]])
      expect(codeOf(() => checkShown({ authorities }, list))).to.equal('TRUST_UNPROVED')
  })

  it('is not made where a fact is missing, is of another stream, or there is none', () => {
    expect(replay([facts[0]!, facts[2]!])).to.equal('TRUST_UNPROVED')
    expect(replay([{ ...facts[0]!, stream: 'trust/other' }])).to.equal('TRUST_UNPROVED')
    expect(replay([])).to.equal('TRUST_UNPROVED')
  })

  it('is not made where something else was signed than what was changed', () => {
    const [founded, proposed, confirmation] = facts as [TrustFact, TrustFact, TrustFact]
    const put = { ...entry, name: '另一家' }
    const other = { ...proposed, data: { ...proposed.data, put } } as TrustFact
    expect(replay([founded, other, confirmation])).to.equal('TRUST_UNPROVED')
    expect(replay(history((list) => confirmed(list, qin, 'trust.propose')))).to.equal('TRUST_UNPROVED')
  })

  it('is not made where one person did both', () => {
    const [founded, proposed, confirmation] = facts as [TrustFact, TrustFact, TrustFact]
    const alone = { ...confirmation, data: { ...confirmation.data, by: { ...wei, certificate: 'c' } } } as TrustFact
    expect(replay([founded, proposed, alone])).to.equal('TRUST_UNPROVED')
  })

  const givenUp = (list: TrustList, signedReason = '理由不足') => {
    const fields = givingUpFields(confirmFields(list, list.proposal!), signedReason)
    const signature = signed('trust.reject', fields)
    return rejectTrust(list, { id: 'p', by: qin, reason: '理由不足', rejectedAt: AT, signature })
  }

  it('stays as it was where the change was given up, by who signed why', () => {
    const { list, signed: changes } = replayTrust(history((of) => givenUp(of)))
    expect(list.authorities).to.deep.equal([])
    expect(changes.map(({ fact }) => fact.type)).to.deep.equal(['trust.proposed', 'trust.rejected'])
  })

  it('is not made where another reason was signed than the one told', () => {
    expect(replay(history((of) => givenUp(of, '另有理由')))).to.equal('TRUST_UNPROVED')
  })

  it('takes a change that was given up before that was signed', () => {
    const [founded, proposed, rejected] = history((of) => givenUp(of)) as [TrustFact, TrustFact, TrustFact]
    const { signature: _none, ...data } = rejected.data as unknown as Record<string, unknown>
    const before = { ...rejected, v: 1, data: { ...data, by: '覃雪松' } } as unknown as TrustFact
    expect(replayTrust([founded, proposed, before]).list.proposal).to.equal(null)
  })
})

describe('Two people of the trust list', () => {
  const list: TrustList = { authorities: [], former: [], proposal: null }
  const signature = { statement: '', cms: '', certificate: '' }
  const wei = { name: '韦国栋', number: '4501', certificate: 'rsa' }
  const proposed = { ...list, proposal: { id: 'p', put: null, remove: 'third', proposedAt: 1, by: wei } }
  const confirmedBy = (by: typeof wei): string => {
    try {
      confirmTrust(proposed, { id: 'p', by, authority: 'first', signature }, 2)
      return 'done'
    } catch (problem) {
      return (problem as Refusal).code
    }
  }

  it('are two by their names and numbers, not by their certificates', () => {
    expect(confirmedBy(wei)).to.equal('TRUST_SAME_PERSON')
    expect(confirmedBy({ ...wei, certificate: 'sm2' })).to.equal('TRUST_SAME_PERSON')
    expect(confirmedBy({ ...wei, number: '4502', certificate: 'sm2' })).to.equal('done')
    expect(confirmedBy({ name: '覃雪松', number: '4502', certificate: 'other' })).to.equal('done')
  })
})

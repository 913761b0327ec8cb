import { expect } from 'chai'
import type { Who } from '../../server/access/who.ts'
import type { Context } from '../../server/ledger/command.ts'
import type { Fact } from '../../server/ledger/event.ts'
import type { Role } from '../../server/ledger/eye.ts'
import { tellsSigner } from '../../server/pages/messages/signatures.ts'
import type { Tender } from '../../server/tenders/tender.ts'

const tender = { id: 't', centre: { code: 'C' }, tenderer: { code: 'T' }, supervisor: { code: 'S' } } as Tender
const places = [
  { field: 'member', role: 'expert', party: 'seat-1' },
  { field: 'bidder', role: 'bidder', party: 'tag-1' },
  { field: 'centre', role: 'centre', party: null },
  { field: 'tenderer', role: 'tenderer', party: 'T' },
]
const laid = { type: 'paper.laid', data: { places } } as unknown as Fact
const told = (role: Role, of: Partial<Who>, tag = ''): boolean | undefined =>
  tellsSigner({ who: { role, entrance: 'trading', tagFor: () => tag, ...of } } as Context, laid, tender)

describe('A paper that waits for signatures is a message', () => {
  it('to each who has a place in it', () => {
    expect(told('expert', {}, 'seat-1')).to.equal(true)
    expect(told('bidder', { organisation: 'X' }, 'tag-1')).to.equal(true)
    expect(told('centre', { organisation: 'C' })).to.equal(true)
    expect(told('tenderer', { organisation: 'T' })).to.equal(true)
  })

  it('and to nobody else: another member, another bidder, another centre, the same tag in another role', () => {
    expect(told('expert', {}, 'seat-2')).to.equal(false)
    expect(told('bidder', { organisation: 'Y' }, 'tag-2')).to.equal(false)
    expect(told('centre', { organisation: 'D' })).to.equal(false)
    expect(told('tenderer', { organisation: 'U' })).to.equal(false)
    expect(told('bidder', { organisation: 'Y' }, 'seat-1')).to.equal(false)
    expect(told('supervisor', { organisation: 'S' })).to.equal(false)
  })

  it('other facts are told by their kind', () => {
    const other = { type: 'tender.suspended', data: {} } as unknown as Fact
    expect(tellsSigner({ who: { role: 'bidder' } } as Context, other, tender)).to.equal(undefined)
  })
})

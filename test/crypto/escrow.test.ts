import { expect } from 'chai'
import { base64, hex, random } from '../../crypto/bytes.ts'
import { escrowOf, openEscrow } from '../../crypto/escrow.ts'
import { combine } from '../../crypto/shares.ts'
import { newWrapKey, softUnwrapper, type WrapKind } from '../../crypto/wrap.ts'
import { codeOf } from './sealing.ts'

const KINDS: WrapKind[] = ['rsa', 'p256', 'sm2']
const ROLES = ['tenderer', 'centre', 'supervisor'] as const

const keysOf = async (kind: WrapKind) => Promise.all(ROLES.map(async (role) => ({ role, ...(await newWrapKey(kind)) })))

describe('a value of a draw that its party shared among the others', () => {
  for (const kind of KINDS)
    it(`is opened by the two others together when it falls silent (${kind})`, async () => {
      const keys = await keysOf(kind)
      const parties = keys.map(({ role, spki }) => ({ role, spki: base64(spki) }))
      const value = hex(random(32))
      const escrow = await escrowOf({ id: 'SJ-1.1', parties }, 'centre', value)
      expect(escrow.map(({ to }) => to)).to.deep.equal(['tenderer', 'supervisor'])
      const shares = await Promise.all(
        escrow.map(({ to, wrapped }) => {
          const key = softUnwrapper(keys.find(({ role }) => role === to)!.pkcs8)
          return openEscrow({ draw: 'SJ-1.1', party: 'centre', to, wrapped }, key)
        }),
      )
      expect(hex(await combine(shares))).to.equal(value)
      expect(hex(shares[0]!)).not.to.include(value)
    })

  it('opens for nobody else, for no other draw and for no other party', async () => {
    const keys = await keysOf('p256')
    const parties = keys.map(({ role, spki }) => ({ role, spki: base64(spki) }))
    const [first] = await escrowOf({ id: 'SJ-1.1', parties }, 'centre', hex(random(32)))
    const of = { draw: 'SJ-1.1', party: 'centre', to: 'tenderer', wrapped: first!.wrapped }
    const [tenderer, centre] = keys.map(({ pkcs8 }) => softUnwrapper(pkcs8))
    expect(await codeOf(() => openEscrow(of, centre!))).to.equal('UNWRAP_FAILED')
    for (const other of [{ draw: 'SJ-1.2' }, { party: 'supervisor' }, { to: 'supervisor' }])
      expect(await codeOf(() => openEscrow({ ...of, ...other }, tenderer!))).to.equal('UNWRAP_FAILED')
    expect(await codeOf(() => openEscrow(of, tenderer!))).to.equal(undefined)
  })

  it('is shared with nobody where one of the others has no key', async () => {
    const [tenderer, centre] = await keysOf('p256')
    const parties = [tenderer!, centre!].map(({ role, spki }) => ({ role, spki: base64(spki) }))
    const value = hex(random(32))
    expect(await escrowOf({ id: 'a.1', parties }, 'centre', value)).to.deep.equal([])
    const without = [...parties, { role: 'supervisor' as const, spki: null }]
    expect(await escrowOf({ id: 'a.1', parties: without }, 'centre', value)).to.deep.equal([])
  })
})

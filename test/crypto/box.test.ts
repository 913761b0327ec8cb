import { expect } from 'chai'
import { type Box, openBox, parseBox, releaseBox, sealBox } from '../../crypto/box.ts'
import { hex, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { SUITES } from '../../crypto/suite.ts'
import { softUnwrapper } from '../../crypto/wrap.ts'
import { codeOf, flipped, type Keys, officersOf, problemOf, ROLES, someKeys } from './sealing.ts'

for (const suite of SUITES)
  describe(`an identity box (${suite})`, () => {
    const content = utf8('{"organisation":"安徽某某建设有限公司"}')
    const context = { tender: 'T1', header: 'a'.repeat(64) }
    let keys: Keys
    let box: Box
    before(async () => {
      keys = await someKeys(suite)
      box = await sealBox(content, officersOf(keys), 2, context, suite)
    })
    const share = async (role: string, of = box) => ({
      role,
      share: await releaseBox(of, role, softUnwrapper(keys[role]!.pkcs8)),
    })

    it('opens with any two of three officers, and does not need the bidder', async () => {
      for (const absent of ROLES) {
        const shares = await Promise.all(ROLES.filter((role) => role !== absent).map((role) => share(role)))
        expect(hex(await openBox(parseBox(canonical(box)), shares))).to.equal(hex(content))
      }
    })

    it('does not open with one', async () => {
      const one = await share('centre')
      expect(await codeOf(() => openBox(box, [one]))).to.equal('SHARES_TOO_FEW')
      expect(await codeOf(() => openBox(box, [one, one]))).to.equal('SHARES_TOO_FEW')
    })

    it('names the holder of a wrong share', async () => {
      const [good, bad] = [await share('centre'), await share('tenderer')]
      bad.share = hex(flipped(Buffer.from(bad.share, 'hex'), 3))
      expect((await problemOf(() => openBox(box, [good, bad])))?.facts).to.include({ holder: 'tenderer' })
    })

    it('does not open for another tender', async () => {
      const moved = { ...box, context: { ...context, tender: 'T2' } }
      expect(await codeOf(() => share('centre', moved))).to.equal('UNWRAP_FAILED')
      const shares = [await share('centre'), await share('tenderer')]
      expect(await codeOf(() => openBox(moved, shares))).to.equal('KEY_MISMATCH')
    })

    it('does not open once another lock was put in', async () => {
      const shares = [await share('centre'), await share('tenderer')]
      const changed = structuredClone(box)
      changed.officers[2]!.lock = changed.officers[1]!.lock
      expect(await codeOf(() => openBox(changed, shares))).to.equal('CHUNK_CORRUPT')
    })

    it('is as long for a long name as for a short one', async () => {
      const other = await sealBox(utf8('x'.repeat(5000)), officersOf(keys), 2, context, suite)
      expect(canonical(other).length).to.equal(canonical(box).length)
    })

    it('is refused with an unknown member or a wrong length', async () => {
      expect(await codeOf(() => parseBox(canonical({ ...box, x: 1 })))).to.equal('ENVELOPE_MALFORMED')
      expect(await codeOf(() => parseBox(canonical({ ...box, bytes: 1 })))).to.equal('ENVELOPE_MALFORMED')
      expect(await codeOf(() => parseBox(canonical({ ...box, k: 4 })))).to.equal('ENVELOPE_MALFORMED')
    })
  })

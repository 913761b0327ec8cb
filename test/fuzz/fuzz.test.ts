import { expect } from 'chai'
import { fuzz } from './fuzz.ts'
import { dice, mutated } from './mutate.ts'

describe('Mutated certificates, lists, answers, signatures, stamps, key files and envelopes', function () {
  this.timeout(60_000)

  it('are refused with a code each time: no crash, no hang, nothing accepted', async () => {
    const { refused, failures } = await fuzz({ seed: 20_260_302, from: 0, count: 560 })
    expect(failures).to.deep.equal([])
    expect(Object.keys(refused)).to.include.members(['CERTIFICATE_MALFORMED', 'CRL_INVALID', 'OCSP_INVALID'])
  })

  it('are the same for the same seed, and never what they were made from', () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, i) => i)
    for (let seed = 0; seed < 500; seed++) {
      const [one, two] = [1, 2].map(() => Buffer.from(mutated(bytes, dice(seed), bytes)))
      expect(one?.equals(two!)).to.equal(true)
      expect(one?.equals(bytes)).to.equal(false)
    }
  })
})

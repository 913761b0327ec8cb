import { expect } from 'chai'
import { added, NO_FILES } from '../../client/src/sealing/chosen.ts'
import { WHOLE_IN_TAB } from '../../client/src/sealing/limits.ts'

const file = (bytes: number): File => new File([new Uint8Array(bytes)], '商务标.pdf')

describe('the files that a bidder chooses', () => {
  it('are marked for signing at once, however large, but for those of a blind volume', () => {
    const marked = (bytes: number, signable: boolean) =>
      added(NO_FILES, 'business', [file(bytes)], signable).business[0]?.sign
    expect(marked(WHOLE_IN_TAB, true)).to.equal(true)
    expect(marked(WHOLE_IN_TAB + 1, true)).to.equal(true)
    expect(marked(1, false)).to.equal(false)
  })
})

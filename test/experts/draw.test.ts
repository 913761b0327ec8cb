import { expect } from 'chai'
import { hex, unhex } from '../../crypto/bytes.ts'
import { combine, split } from '../../crypto/shares.ts'
import type { PartyRole } from '../../server/experts/contract.ts'
import {
  commitToDraw,
  type Draw,
  lapseDraw,
  notRevealed,
  openShare,
  openSilentParty,
  revealValue,
} from '../../server/experts/draw.ts'
import {
  aCommittedDraw,
  aDraw,
  chosenBy,
  committed,
  commitUntil,
  drawAfter,
  escrowOf,
  frozenAt,
  ROLES,
  revealUntil,
  signature,
} from './example.ts'

/** The refusal that a deed ends in. */
const refusal = (deed: () => unknown): { code: string; facts: Record<string, unknown> } => {
  try {
    deed()
  } catch (error) {
    return error as { code: string; facts: Record<string, unknown> }
  }
  return { code: 'NOT REFUSED', facts: {} }
}
const reveal = (draw: Draw, party: PartyRole, now = frozenAt): Draw =>
  drawAfter(draw, revealValue(draw, party, chosenBy(party), now))

describe('drawing together', () => {
  it('freezes the pool sorted by pid, so that its order says nothing', () => {
    const pids = aDraw().entries.map((entry) => entry.pid)
    expect(pids).to.deep.equal([...pids].sort())
    expect(pids).to.have.length(28)
  })

  it('gives the same person different pseudonyms in two draws', () => {
    const first = new Set(aDraw('tender-1.1').entries.map((entry) => entry.pid))
    expect(aDraw('tender-1.2').entries.some((entry) => first.has(entry.pid))).to.equal(false)
  })

  it('refuses a value before all parties have committed: who knows the others could choose its own', () => {
    const two = (['tenderer', 'centre'] as const).reduce(
      (draw, party) => drawAfter(draw, committed(draw, party)),
      aDraw(),
    )
    const { code, facts } = refusal(() => revealValue(two, 'centre', chosenBy('centre'), frozenAt))
    expect(code).to.equal('DRAW_STAGE')
    expect(facts.missing).to.deep.equal(['supervisor'])
  })

  it('refuses a value that is not the one committed to, and names the party', () => {
    const { code, facts } = refusal(() => revealValue(aCommittedDraw(), 'centre', chosenBy('tenderer'), frozenAt))
    expect(code).to.equal('COMMITMENT_MISMATCH')
    expect(facts.party).to.equal('centre')
  })

  it('refuses a second commitment of the same party and takes the same one again quietly', () => {
    const draw = drawAfter(aDraw(), committed(aDraw(), 'centre'))
    expect(committed(draw, 'centre')).to.deep.equal([])
    const other = { party: 'centre' as const, commitment: 'f'.repeat(64), escrow: escrowOf('centre') }
    expect(refusal(() => commitToDraw(draw, other, signature, frozenAt)).code).to.equal('DRAW_COMMITTED')
  })

  it('refuses a commitment without shares for both others', () => {
    const alone = { party: 'centre' as const, commitment: 'f'.repeat(64), escrow: escrowOf('centre').slice(1) }
    expect(refusal(() => commitToDraw(aDraw(), alone, signature, frozenAt)).code).to.equal('DRAW_ESCROW')
  })

  it('takes a commitment one millisecond before the limit and refuses it at the limit', () => {
    expect(committed(aDraw(), 'centre', commitUntil - 1)).to.have.length(1)
    expect(refusal(() => committed(aDraw(), 'centre', commitUntil)).code).to.equal('DRAW_LATE')
  })

  it('is complete when every party has revealed', () => {
    const draw = ROLES.reduce((state, party) => reveal(state, party), aCommittedDraw())
    expect(notRevealed(draw)).to.deep.equal([])
  })

  it('fails at the limit and names those who did not commit', () => {
    const draw = drawAfter(aDraw(), committed(aDraw(), 'centre'))
    expect(lapseDraw(draw, commitUntil - 1)).to.deep.equal([])
    expect(lapseDraw(draw, commitUntil)[0]?.data).to.deep.include({
      reason: 'notCommitted',
      parties: ['tenderer', 'supervisor'],
    })
  })
})

describe('a party that falls silent', () => {
  const silent = (): Draw => reveal(reveal(aCommittedDraw(), 'centre'), 'supervisor')

  it('keeps its time: nobody opens its value before the limit to reveal', () => {
    const share = { party: 'tenderer' as const, by: 'centre' as const, share: '00'.repeat(33) }
    expect(refusal(() => openShare(silent(), share, revealUntil - 1)).code).to.equal('DRAW_TOO_EARLY')
    expect(openShare(silent(), share, revealUntil)).to.have.length(1)
  })

  it('cannot stop the draw: the two others open its value together', async () => {
    const shares = await split(unhex(chosenBy('tenderer')), 2, 2)
    const opened = (['centre', 'supervisor'] as const).reduce((draw, by, i) => {
      const share = { party: 'tenderer' as const, by, share: hex(shares[i]!) }
      return drawAfter(draw, openShare(draw, share, revealUntil))
    }, silent())
    const value = hex(await combine(Object.values(opened.shares.tenderer ?? {}).map((share) => unhex(share))))
    const [fact] = openSilentParty(opened, 'tenderer', value)
    expect(fact?.data).to.deep.include({ party: 'tenderer', value: chosenBy('tenderer'), by: 'others' })
  })

  it('is named when the shares it gave were false', () => {
    const [fact] = openSilentParty(silent(), 'tenderer', '0'.repeat(64))
    expect(fact?.type).to.equal('draw.failed')
    expect(fact?.data).to.deep.include({ reason: 'falseEscrow', parties: ['tenderer'] })
  })

  it('cannot open its own share for others', () => {
    const own = { party: 'tenderer' as const, by: 'tenderer' as const, share: '00'.repeat(33) }
    expect(refusal(() => openShare(silent(), own, revealUntil)).code).to.equal('DRAW_NOT_PARTY')
  })
})

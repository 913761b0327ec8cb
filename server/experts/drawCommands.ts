import type { z } from 'zod'
import { hex, unhex } from '../../crypto/bytes.ts'
import { platformStatement, type Seeding, seedOf } from '../../crypto/draw.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { combine } from '../../crypto/shares.ts'
import { checkStatement, hashOf } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import type { Platform } from '../platform/platform.ts'
import type { CommitDraw, OneDraw, OpenSilent, PartyRole, RevealDraw } from './contract.ts'
import {
  commitStatement,
  commitToDraw,
  type Draw,
  lapseDraw,
  notRevealed,
  openShare,
  openSilentParty,
  revealValue,
} from './draw.ts'
import { DrawDrawn } from './drawEvents.ts'
import { drawById, drawStream } from './store.ts'

const refuse = refusals({
  DRAW_UNKNOWN: { status: 404, zh: '没有找到该次抽取', en: 'there is no such draw' },
  DRAW_NOTHING_DUE: { status: 409, zh: '抽取尚无到期事项', en: 'nothing of this draw is due' },
})

const held = (e: Entry, input: { draw: string }): Promise<Draw> => e.hold(drawStream(input.draw))

/** Takes a party's commitment to a value, signed over list, rules and commitment. */
export const commitDraw = command('draw.commit', held, async (e, draw, input: z.infer<typeof CommitDraw>) => {
  const party = e.who.role as PartyRole
  const { commitment, escrow, cms } = input
  const fields = commitStatement(draw, party, commitment, hashOf(escrow))
  const signature = await checkStatement(e.platform, e.who, { what: 'draw.commit', fields, cms }, e.now)
  const after = await e.append(drawStream(draw.id), commitToDraw(draw, { party, commitment, escrow }, signature, e.now))
  return { draw: draw.id, stage: after.stage }
})

/** Takes a party's value; the last one fixes the seed. */
export const revealDraw = command('draw.reveal', held, async (e, draw, input: z.infer<typeof RevealDraw>) => {
  const after = await e.append(drawStream(draw.id), revealValue(draw, e.who.role as PartyRole, input.value, e.now))
  return finish(e, after)
})

/** Takes a share of a silent party's value from one of the others; both together open it. */
export const openSilent = command('draw.openSilent', held, async (e, draw, input: z.infer<typeof OpenSilent>) => {
  const by = e.who.role as PartyRole
  const { party, share } = input
  let after = await e.append(drawStream(draw.id), openShare(draw, { party, by, share }, e.now))
  const shares = Object.values(after.shares[party] ?? {})
  if (after.stage === 'revealing' && shares.length === after.parties.length - 1) {
    const value = await combined(shares)
    after = await e.append(drawStream(draw.id), openSilentParty(after, party, value))
  }
  return finish(e, after)
})

/** The value that shares give; false shares give one that fits no commitment. */
async function combined(shares: string[]): Promise<string> {
  try {
    const value = hex(await combine(shares.map((share) => unhex(share))))
    return value.length === 64 ? value : '0'.repeat(64)
  } catch (problem) {
    if (problem instanceof CryptoProblem) return '0'.repeat(64)
    throw problem
  }
}

/** With every value open the platform adds its own deterministic signature, and the seed stands. */
async function finish(e: Entry, draw: Draw) {
  if (draw.stage !== 'revealing' || notRevealed(draw).length)
    return { draw: draw.id, stage: draw.stage, seed: draw.seed }
  const { platform, certificate } = await platformValue(e.platform, draw)
  const seed = seedOf(seeding(draw, platform))
  const { id, purpose, of } = draw
  const after = await e.append(drawStream(id), [DrawDrawn({ draw: id, purpose, of, seed, platform, certificate })])
  return { draw: id, stage: after.stage, seed }
}

/** Everything the seed of a draw is made of. */
export const seeding = (draw: Draw, platform: string): Seeding => ({
  draw: draw.id,
  root: draw.root,
  rules: draw.rulesHash,
  commitments: draw.parties.map(({ role }) => ({ party: role, value: draw.commitments[role]?.commitment ?? '' })),
  reveals: draw.parties.map(({ role }) => ({ party: role, value: draw.values[role] ?? '' })),
  platform,
})

async function platformValue({ signer }: Pick<Platform, 'signer'>, draw: Draw) {
  // only a deterministic signature is a value that nobody can choose
  if (signer.certificate.keyAlgorithm !== 'rsa') throw new Error('draws need a platform certificate with an RSA key')
  const signature = await signer.sign(platformStatement(seeding(draw, '')))
  return { platform: hex(signature), certificate: signer.certificate.fingerprint }
}

/** Ends an attempt whose limit has passed. */
export const lapse = command('draw.lapse', held, async (e, draw) => {
  const facts = lapseDraw(draw, e.now)
  if (!facts.length) throw refuse('DRAW_NOTHING_DUE', { stage: draw.stage })
  await e.append(drawStream(draw.id), facts)
})

const known = async (context: Context, input: { draw: string }): Promise<Draw> => {
  const draw = await drawById(context, input.draw)
  if (!draw) throw refuse('DRAW_UNKNOWN')
  return draw
}

/** A draw as its parties sign it: list and rules by their hashes, who has done what. The pids are the supervisor's. */
export const readDraw = query(
  'draw.read',
  (context, input: z.infer<typeof OneDraw>) => known(context, input),
  async ({ who }, draw) => {
    const { entries, rules, shares, ...rest } = draw
    const { exclusions, ...open } = rules
    const whole = who.role === 'supervisor'
    return {
      ...rest,
      entries: entries.length,
      /** who has opened its share of a silent party's value, by the silent one */
      opened: Object.fromEntries(Object.entries(shares).map(([party, by]) => [party, Object.keys(by)])),
      rules: whole ? rules : { ...open, exclusions: exclusions.length },
      ...(whole ? { list: entries } : {}),
    }
  },
)

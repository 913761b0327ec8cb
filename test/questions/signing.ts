import { expect } from 'chai'
import { papers, sealPaper } from '../../server/cli/demo/steps/sealing.ts'
import type { World } from '../../server/cli/demo/world.ts'
import { checkPdf } from '../../server/documents/signatures.ts'
import { isSound, verdicts } from '../documents/tools.ts'
import { codeOf } from '../world/codes.ts'

/** Tenderer and agent sign a paper one after the other, nobody else may, and what was signed before stays as it was. */
export async function bothSign(world: World, paper: Awaited<ReturnType<typeof papers>>[number]): Promise<void> {
  const path = '/tenders/test-tender'
  for (const person of ['bidder-1', 'centre', 'supervisor'])
    expect(await codeOf(sealPaper(world, world.as(person), paper)), person).to.equal('FORBIDDEN')
  await sealPaper(world, world.as('tenderer'), paper)
  expect(await codeOf(sealPaper(world, world.as('tenderer'), paper))).to.equal('PAPER_SIGNED')
  await world.as('agent').bytes(`${path}/papers/${paper.sha256}/prepared`)
  expect(await codeOf(sealPaper(world, world.as('agent'), paper))).to.equal('PAPER_NOT_PREPARED') // it was signed meanwhile
  const now = (await papers(world, world.as('agent'))).find(({ sha256 }) => sha256 === paper.sha256)!
  await sealPaper(world, world.as('agent'), now)
  const standing = (await papers(world, world.as('agent'))).find(({ sha256 }) => sha256 === paper.sha256)!
  expect(standing.signed.map(({ field }) => field)).to.deep.equal(['tenderer', 'agent'])
  const open = await fetch(`${world.origins.public}/api/v1${path}/papers/${standing.standing}`)
  const pdf = new Uint8Array(await open.arrayBuffer())
  expect(verdicts(pdf)).to.deep.equal((await checkPdf(pdf)).map(() => 'Signature Validation: Signature is Valid.'))
  expect(isSound(pdf)).to.equal(true)
  const first = await world.as('bidder-1').bytes(`${path}/papers/${paper.sha256}`)
  expect(Buffer.compare(pdf.subarray(0, first.length), Buffer.from(first))).to.equal(0)
}

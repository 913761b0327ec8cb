import { expect } from 'chai'
import { checkPdf } from '../../crypto/pdf/signatures.ts'
import { bytesToSign } from '../../crypto/pdfRange.ts'
import { sealRecord } from '../../server/cli/demo/steps/sealing.ts'
import { isSound, verdicts } from '../documents/tools.ts'
import type { TestWorld } from '../world/world.ts'
import { codeOf, playing } from './playing.ts'

/** Two bidders, the tenderer and the supervisor confirm the record and sign it in its PDF, in turn. */
export async function sealedByMany(running: () => TestWorld): Promise<void> {
  const { path, hall, say } = playing(running)
  const of = running().world
  const seal = (person: string) => codeOf(() => sealRecord(of, of.as(person)))
  const confirm = async (person: string) => {
    const record = (await hall()).record?.sha256 ?? ''
    await say(person, '/sign', 'opening.record', { record })
  }
  expect(await seal('bidder-2')).to.equal('RECORD_UNSIGNED')
  expect(await seal('bidder-9')).to.equal('RECORD_UNSIGNED')
  for (const person of ['bidder-2', 'bidder-3', 'tenderer', 'supervisor']) await confirm(person)
  const { record } = await hall()
  const prepared = bytesToSign(await of.as('bidder-3').bytes(path('/record/prepared')))
  await sealRecord(of, of.as('bidder-2'))
  expect(await seal('bidder-2')).to.equal('PAPER_SIGNED')
  const outdated = { prepared: record?.sha256, cms: await of.as('bidder-3').signBytes(prepared) }
  expect(await codeOf(() => of.as('bidder-3').post(path('/record/seal'), outdated))).to.equal('PAPER_CHANGED')
  const other = { prepared: (await hall()).sealed?.sha256, cms: outdated.cms }
  expect(await codeOf(() => of.as('bidder-3').post(path('/record/seal'), other))).to.equal('PAPER_NOT_PREPARED')
  for (const person of ['bidder-3', 'tenderer', 'supervisor']) await sealRecord(of, of.as(person))
  const pdf = await of.as('bidder-1').bytes(path('/record.pdf'))
  const found = await checkPdf(pdf)
  expect(found.map(({ by }) => by.certificate.subject.organisation)).to.deep.equal([
    running().platform.signer.certificate.subject.organisation,
    ...['bidder-2', 'bidder-3', 'tenderer', 'supervisor'].map((id) => of.as(id).person.organisation?.name),
  ])
  // poppler's cryptography knows no SM2: those signatures our own check has judged
  const judged = verdicts(pdf).filter((_, i) => found[i]?.by.certificate.keyAlgorithm !== 'sm2')
  expect(judged.length).to.be.greaterThan(2)
  expect(judged).to.deep.equal(judged.map(() => 'Signature Validation: Signature is Valid.'))
  expect(isSound(pdf)).to.equal(true)
  expect((await hall()).sealed?.fields.map(({ field }) => field).slice(2)).to.deep.equal(['tenderer', 'supervisor'])
  expect((await hall()).record).to.deep.equal(record) // what was confirmed stays what it was
}

import { expect } from 'chai'
import { checkPdf } from '../../crypto/pdf/signatures.ts'
import { bytesToSign } from '../../crypto/pdfRange.ts'
import { type Client, Refused } from '../../server/cli/demo/client.ts'
import { isSound, textOf, verdicts } from '../documents/tools.ts'
import type { RoomWorld } from '../evaluation/room.ts'

const refused = (request: Promise<unknown>): Promise<string> =>
  request.then(
    () => 'done',
    (problem) => (problem instanceof Refused ? problem.code : String(problem)),
  )

/** The centre certifies the course of a tender whose contract is made, and signs its certificate. */
export async function certified(room: RoomWorld, path: string): Promise<void> {
  const give = async (client: Client, said: object = fields): Promise<unknown> => {
    const cms = await client.sign('witness.give', { tender: room.tender.id, ...said })
    return client.post(`${path}/witness`, { ...said, cms })
  }
  const centre = await room.world.as('centre')
  const fields = {
    opinion: '交易过程按规则进行，全程留痕。',
    recordings: [{ title: '开标室录像', keeper: '中心机房 2026-041' }],
    venues: [
      { kind: 'main', name: '昆明评标区', witness: '段晓梅' },
      { kind: 'sub', name: '大理评标区', witness: '杨丽华' },
    ],
  }
  expect(await refused(give(await room.world.as('tenderer')))).to.equal('FORBIDDEN')
  expect(await refused(give(centre, { ...fields, venues: fields.venues.slice(1) }))).to.equal('VENUES_MAIN')
  await give(centre)
  expect(await refused(give(centre))).to.equal('WITNESS_GIVEN')
  const first = await room.world.until('the certificate', () =>
    centre.bytes(`${path}/witness.pdf`).catch(() => undefined),
  )
  const text = textOf(first).replace(/\s/g, '')
  for (const part of [
    '交易见证书',
    '发布公告与招标文件',
    '订立合同',
    '开标室录像',
    '中心机房2026-041',
    '全程留痕',
    '主场昆明评标区段晓梅',
    '副场大理评标区杨丽华',
  ])
    expect(text).to.contain(part)
  const waiting = bytesToSign(await centre.bytes(`${path}/witness/prepared`))
  await centre.post(`${path}/witness/seal`, { cms: await centre.signBytes(waiting) })
  const supervisor = await room.world.as('supervisor')
  const pdf = await supervisor.bytes(`${path}/witness.pdf`)
  expect((await checkPdf(pdf)).map(({ field }) => field)).to.deep.equal(['platform', 'centre'])
  expect([isSound(pdf), verdicts(pdf).length]).to.deep.equal([true, 2])
  const bidder = await room.world.as('bidder-1')
  expect(await refused(bidder.bytes(`${path}/witness.pdf`))).to.equal('FORBIDDEN')
}

import { expect } from 'chai'
import { hex } from '../../crypto/bytes.ts'
import { headerHash, parseHeader } from '../../crypto/envelope.ts'
import { readHeaderBytes } from '../../crypto/receive.ts'
import type { Drawing } from '../../pdf/drawing.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { inMemory, sendPieces } from '../../server/cli/pieces.ts'
import { codeOf } from '../world/codes.ts'
import { type TestWorld, world } from '../world/world.ts'
import { packed } from './packed.ts'

describe('A package that lies on the platform and is not submitted', function () {
  this.timeout(120_000)
  let running: TestWorld
  const ME = 'bidder-1'
  const way = (upload: string): string => `/tenders/${running.world.tender}/bid/uploads/${upload}`
  const as = (person: string) => running.world.as(person)

  before(async () => {
    running = await world()
    await publishNotice(running.world)
    await deposits(running.world)
  })
  after(async () => {
    expect(running.errors()).to.deep.equal([])
    await running.stop()
  })

  it('is read back to its owner: the header and the roots that were sealed', async () => {
    const bid = await packed(running.world, ME, 9_000_000)
    expect(await codeOf(as(ME).get(way(bid.upload))), 'not all of it is here').to.equal('UPLOAD_INCOMPLETE')
    await bid.send()
    const { header, parts } = bid.body.manifest
    expect(await as(ME).get(way(bid.upload))).to.deep.equal({ header, parts })
    const head = await as(ME).bytes(`${way(bid.upload)}/head`)
    async function* once() {
      yield head
    }
    expect(hex(headerHash(parseHeader(await readHeaderBytes(once()))))).to.equal(header)
    await bid.handIn() // what was read back is handed in all the same
    expect(await as(ME).get(way(bid.upload)), 'and can be read again').to.deep.equal({ header, parts })
  })

  it('is nobody else’s: another bidder and those who run the tender are told that there is none', async () => {
    const bid = await packed(running.world, ME)
    await bid.send()
    for (const path of [way(bid.upload), `${way(bid.upload)}/head`]) {
      expect(await codeOf(as('bidder-2').get(path))).to.equal('UPLOAD_UNKNOWN')
      expect(await codeOf(as('tenderer').get(path))).to.equal('FORBIDDEN')
      expect(await codeOf(as(ME).get(path.replace(bid.upload, '01J0000000000000000000000X')))).to.equal(
        'UPLOAD_UNKNOWN',
      )
    }
  })

  it('that is no sealed bid is said not to be one', async () => {
    const bytes = new Uint8Array(5000).fill(7)
    const asked = { tender: running.world.tender, purpose: 'bid', bytes: bytes.length }
    const { upload } = await as(ME).post<{ upload: string }>('/uploads', asked)
    await sendPieces(as(ME), upload, inMemory(bytes))
    expect(await codeOf(as(ME).get(way(upload)))).to.equal('BID_NOT_ENCRYPTED')
  })

  it('a stamp is drawn for the one who asks, with its own name', async () => {
    const [mine, other] = await Promise.all(
      ['bidder-1', 'bidder-2'].map((one) => as(one).get<Drawing>('/account/stamp')),
    )
    expect(mine).to.include({ width: 119, height: 119 })
    expect(mine?.operators).not.to.equal(other?.operators)
    expect(mine?.operators, 'outlines alone: no text, no picture').not.to.match(/\b(Tj|TJ|Do|BT)\b/)
  })
})

import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { expect } from 'chai'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { PIECE } from '../../server/cli/pieces.ts'
import { uploadBytes } from '../../server/web/uploads.ts'
import { codeOf } from '../world/codes.ts'
import { eventually } from '../world/eventually.ts'
import { type TestWorld, world } from '../world/world.ts'
import { bidDeadline } from './deadline.ts'
import { type Packed, packed } from './packed.ts'

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A piece whose sender is in no hurry: the beginning goes at once, the rest when it is told. */
interface SlowPiece {
  rest(): void
  answer: Promise<{ status: number; code?: string }>
}

describe('The pieces of a bid', function () {
  this.timeout(180_000)
  let running: TestWorld
  const ME = 'bidder-1'

  before(async () => {
    running = await world()
    await publishNotice(running.world)
    await deposits(running.world)
    await running.world.as(ME).signIn()
  })
  after(async () => {
    expect(running.errors()).to.deep.equal([])
    await running.stop()
  })

  const pieceOf = (bytes: Uint8Array, n: number): Uint8Array => bytes.subarray(n * PIECE, (n + 1) * PIECE)
  const stored = async (upload: string): Promise<string> => {
    const hash = createHash('sha256')
    for await (const part of uploadBytes(running.platform, upload)) hash.update(part)
    return hash.digest('hex')
  }
  const files = async (upload: string): Promise<number> => {
    let count = 0
    for await (const _key of running.platform.files.list(`uploads/${upload.toLowerCase()}/`)) count++
    return count
  }
  const put = (upload: string, n: number, bytes: Uint8Array): Promise<string> =>
    codeOf(running.world.as(ME).putPiece(upload, n, bytes))

  function slowly(upload: string, n: number, bytes: Uint8Array): SlowPiece {
    const at = `${running.running.origins.trading}/api/v1/uploads/${upload}/pieces/${n}?sha256=${hashOf(bytes)}`
    const headers = { cookie: running.world.as(ME).cookie, 'content-length': bytes.length }
    const sending = request(at, { method: 'PUT', headers: { ...headers, 'content-type': 'application/octet-stream' } })
    const answer = new Promise<{ status: number; code?: string }>((done, fail) => {
      sending.on('error', fail).on('response', async (response) => {
        const said: Buffer[] = []
        for await (const part of response) said.push(part as Buffer)
        const { code } = JSON.parse(Buffer.concat(said).toString()) as { code?: string }
        done({ status: response.statusCode ?? 0, ...(code ? { code } : {}) })
      })
    })
    sending.write(bytes.subarray(0, 100))
    return { rest: () => void sending.end(bytes.subarray(100)), answer }
  }

  describe('before it is handed in', () => {
    let one: Packed
    before(async () => {
      one = await packed(running.world, ME, PIECE + 1000)
    })

    it('must all be there: a bid that lacks one is refused, and says how many', async () => {
      expect(await codeOf(one.handIn())).to.equal('UPLOAD_INCOMPLETE')
      expect(await put(one.upload, 1, pieceOf(one.bytes, 1))).to.equal('done')
      expect(await codeOf(one.handIn())).to.equal('UPLOAD_INCOMPLETE')
      const [noted] = await running.platform.database.query('SELECT * FROM arrivals')
      expect(noted, 'nothing holds up the closing').to.deep.equal([])
    })

    it('come again as often as their sender likes, and never with another content', async () => {
      const again = pieceOf(one.bytes, 1)
      const other = new Uint8Array(again).fill(7)
      expect(await put(one.upload, 1, again)).to.equal('done')
      expect(await put(one.upload, 1, other)).to.equal('PIECE_DIFFERS')
      expect(await files(one.upload)).to.equal(1)
    })

    it('of one number that come at the same time with two contents: one stands, the other is refused and gone', async () => {
      const [mine, other] = [pieceOf(one.bytes, 0), new Uint8Array(pieceOf(one.bytes, 0)).fill(9)]
      const slow = slowly(one.upload, 0, other)
      expect(await put(one.upload, 0, mine)).to.equal('done')
      slow.rest()
      expect(await slow.answer).to.deep.equal({ status: 409, code: 'PIECE_DIFFERS' })
      for (let n = 2; n * PIECE < one.bytes.length; n++)
        expect(await put(one.upload, n, pieceOf(one.bytes, n))).to.equal('done')
      expect(await stored(one.upload)).to.equal(hashOf(one.bytes))
    })
  })

  describe('once the receipt is out', () => {
    let one: Packed
    const late: SlowPiece[] = []
    before(async () => {
      one = await packed(running.world, ME, PIECE + 1000)
      await one.send()
      const same = pieceOf(one.bytes, 0)
      late.push(slowly(one.upload, 0, same), slowly(one.upload, 1, new Uint8Array(PIECE).fill(1)))
      await new Promise((done) => setTimeout(done, 300)) // their beginnings are there
      await one.handIn()
    })

    it('cannot be changed by one that was on its way meanwhile, of the same content or another', async () => {
      for (const piece of late) piece.rest()
      const codes = (await Promise.all(late.map(({ answer }) => answer))).map(({ code }) => code)
      expect(codes[0]).to.equal('UPLOAD_CLOSED')
      expect(codes[1]).to.be.oneOf(['UPLOAD_CLOSED', 'PIECE_DIFFERS'])
      expect(await stored(one.upload)).to.equal(hashOf(one.bytes))
    })

    it('nor by one that comes afterwards, before and after the deadline', async () => {
      const other = new Uint8Array(PIECE).fill(3)
      expect(await put(one.upload, 0, other)).to.equal('UPLOAD_CLOSED')
      expect(await put(one.upload, 0, pieceOf(one.bytes, 0))).to.equal('UPLOAD_CLOSED')
      await running.world.moveTo(bidDeadline(running.world) + 60_000)
      expect(await put(one.upload, 1, other)).to.equal('UPLOAD_CLOSED')
      expect(await stored(one.upload)).to.equal(hashOf(one.bytes))
      const count = Math.ceil(one.bytes.length / PIECE)
      await eventually(async () => (await files(one.upload)) === count) // nothing of the refused attempts is left
    })
  })
})

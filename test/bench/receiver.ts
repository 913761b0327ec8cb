import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** A bare receiver: writes each body to a file of its own and hashes it on the way. It says at which port it listens. */
const folder = process.argv[2] ?? ''
let n = 0
const server = createServer(async (req, res) => {
  const hash = createHash('sha256')
  req.on('data', (piece: Uint8Array) => hash.update(piece))
  await pipeline(req, createWriteStream(join(folder, String(n++))))
  res.end(hash.digest('hex'))
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(JSON.stringify({ port: typeof address === 'object' ? address?.port : 0 }))
})

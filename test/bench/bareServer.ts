import express from 'express'
import { openDriver } from '../../server/platform/sqlite.driver.ts'

/** A bare Express route: the body that belongs to an address, from one indexed query. It says at which port it serves. */
const driver = openDriver(process.argv[2] ?? '')
const app = express()
app.get('/{*path}', (req, res) => {
  const [row] = driver.all('SELECT type, body FROM answers WHERE address = ?', [req.originalUrl])
  if (!row) res.status(404).end()
  else res.type(String(row['type'])).send(row['body'])
})
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(JSON.stringify({ port: typeof address === 'object' ? address?.port : 0 }))
})

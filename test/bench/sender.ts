import { Agent, request } from 'node:http'

/** What is to be sent: one body to each address, so many at a time. */
export interface Sending {
  body: Uint8Array
  lanes: number
  urls: string[]
  headers: Record<string, string>
}

const agent = new Agent({ keepAlive: true })

const send = (body: Uint8Array, url: string, headers: Record<string, string>): Promise<void> =>
  new Promise((done, fail) => {
    const length = { 'content-length': String(body.length) }
    const asked = request(url, { method: 'PUT', agent, headers: { ...headers, ...length } }, (answer) => {
      answer.resume()
      answer.on('end', () =>
        (answer.statusCode ?? 500) < 300 ? done() : fail(new Error(`${url} answered ${answer.statusCode}`)),
      )
    })
    asked.on('error', fail)
    asked.end(body)
  })

process.on('message', async ({ body, lanes, urls, headers }: Sending) => {
  let next = 0
  const lane = async (): Promise<void> => {
    for (let n = next++; n < urls.length; n = next++) await send(body, urls[n] ?? '', headers)
  }
  const problem = await Promise.all(Array.from({ length: lanes }, lane)).then(
    () => null,
    (error) => String(error),
  )
  process.send?.({ problem })
})

/** Somebody outside did not answer, or not as it should. Asked again it does no harm. */
export class SourceSilent extends Error {
  override readonly name = 'SourceSilent'
}

/**
 * Asks somebody outside for bytes over HTTP, within limits: no redirects, one time for all, a largest answer.
 *
 * @param of.body sent by POST with its type; without one it is a GET
 * @param of.patience ms for the whole exchange
 * @param of.largest bytes
 * @throws SourceSilent
 */
export async function fetchBytes(
  url: string,
  of: { body?: Uint8Array; type?: string; patience: number; largest: number },
): Promise<Uint8Array> {
  const until = AbortSignal.timeout(of.patience)
  try {
    const response = await fetch(url, {
      redirect: 'error',
      signal: until,
      ...(of.body
        ? {
            method: 'POST',
            body: new Uint8Array(of.body),
            headers: { 'content-type': of.type ?? 'application/octet-stream' },
          }
        : {}),
    })
    if (!response.ok) throw new SourceSilent(`${hostOf(url)} answered ${response.status}`)
    return await limited(response, of.largest, hostOf(url))
  } catch (problem) {
    if (problem instanceof SourceSilent) throw problem
    throw new SourceSilent(`${hostOf(url)} did not answer: ${(problem as Error).name}`)
  }
}

const hostOf = (url: string): string => new URL(url).host

async function limited(response: Response, largest: number, host: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of response.body ?? []) {
    bytes += piece.length
    if (bytes > largest) throw new SourceSilent(`${host} answered with more than ${largest} bytes`)
    pieces.push(piece)
  }
  return new Uint8Array(Buffer.concat(pieces))
}
